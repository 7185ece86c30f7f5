/** What is known of the beginning of a stream: all its ids up to a revision. */
export interface Beginning {
  readonly last: number;
  readonly ids: ReadonlySet<string>;
}

/**
 * The ids at the beginnings of streams lately read or written. A stream never changes where it has been read, so what
 * is kept here is true for ever, whoever writes to the stream later. The streams longest unused are forgotten.
 */
export class KnownIds {
  readonly #streams = new Map<string, { last: number; ids: Set<string> }>();
  #kept = 0;

  constructor(private readonly most: number) {}

  of(stream: string): Beginning | undefined {
    return this.#streams.get(stream);
  }

  /** Takes note of all the events after revision `after` (-1: from the first on) up to `last`, unless that leaves a gap. */
  learn(stream: string, after: number, last: number, ids: readonly string[]): void {
    const known = this.#streams.get(stream) ?? { last: -1, ids: new Set<string>() };
    if (after > known.last || last < 0) return;
    this.#kept -= known.ids.size;
    for (const id of ids) known.ids.add(id);
    this.#kept += known.ids.size;
    known.last = Math.max(known.last, last);
    this.#streams.delete(stream);
    this.#streams.set(stream, known);
    for (const [oldest, { ids: theirs }] of this.#streams) {
      if (this.#kept <= this.most || oldest === stream) break;
      this.#kept -= theirs.size;
      this.#streams.delete(oldest);
    }
  }
}
