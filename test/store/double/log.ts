import { Bell } from '../../../src/store/bell.js';

/** An event as a client hands it over. */
export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface Stored extends Proposed {
  readonly stream: string;
  readonly revision: number;
  /** a byte offset, as on the server: it grows with gaps */
  readonly position: bigint;
  /** the server's clock, in milliseconds since the epoch */
  readonly created: number;
}

export type Expected = number | 'any' | 'no stream' | 'stream exists';

export type Outcome =
  | { readonly kind: 'written' | 'repeated'; readonly revision: number; readonly position: bigint }
  | { readonly kind: 'conflict'; readonly current: number }
  | { readonly kind: 'too large' };

const MAX_APPEND = 1_048_576;

/**
 * What a cluster of doubles holds in common: committed events in one order. It follows the decision table of the
 * server (notes, 4.2) for appends, without deletion. It is memory only: nothing here says anything about durability.
 */
export class DoubleLog {
  readonly events: Stored[] = [];
  readonly bell = new Bell();
  /** streams an administrator has deleted for ever; `$all` shows their events until a scavenge */
  readonly tombstones = new Set<string>();
  /** the first revision that a stream shows, where an administrator has cut its head off */
  readonly cuts = new Map<string, number>();
  readonly #streams = new Map<string, Stored[]>();
  readonly #recent = new Map<string, Stored>();
  #offset = 0n;

  constructor(public clock: () => number = Date.now) {}

  stream(name: string): readonly Stored[] {
    return this.#streams.get(name) ?? [];
  }

  /** The index of the first event at a position or after it. */
  indexOf(position: bigint): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.events[middle]!.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  append(stream: string, expected: Expected, proposed: readonly Proposed[]): Outcome {
    const size = proposed.reduce(
      (sum, { data, metadata, type }) => sum + data.length + metadata.length + 2 * type.length,
      0,
    );
    if (size > MAX_APPEND) return { kind: 'too large' };
    const held = this.stream(stream);
    const current = held.length - 1;
    if (typeof expected === 'number' || expected === 'no stream') {
      const from = expected === 'no stream' ? -1 : expected;
      if (from > current) return { kind: 'conflict', current };
      if (from < current) return this.#repeated(held, from, proposed);
    } else {
      if (expected === 'stream exists' && current < 0) return { kind: 'conflict', current };
      const known = proposed.map(({ id }) => this.#recent.get(`${stream} ${id}`));
      if (known[0]) return known.includes(undefined) ? { kind: 'conflict', current } : this.#told(known.at(-1)!);
    }
    return this.#write(stream, current, proposed);
  }

  /** The ids that the leader remembers for appends at any revision are gone after a restart or a change of leader. */
  forgetRecent(): void {
    this.#recent.clear();
  }

  #told({ revision, position }: Stored): Outcome {
    return { kind: 'repeated', revision, position };
  }

  // The server compares ids and nothing else.
  #repeated(held: readonly Stored[], from: number, proposed: readonly Proposed[]): Outcome {
    const same = proposed.every(({ id }, at) => held[from + 1 + at]?.id === id);
    return same ? this.#told(held[from + proposed.length]!) : { kind: 'conflict', current: held.length - 1 };
  }

  #write(stream: string, current: number, proposed: readonly Proposed[]): Outcome {
    const held = this.#streams.get(stream) ?? [];
    this.#streams.set(stream, held);
    const created = this.clock();
    for (const [at, event] of proposed.entries()) {
      const stored = { ...event, stream, revision: current + 1 + at, position: this.#offset, created };
      this.#offset += BigInt(event.data.length + event.metadata.length + 120);
      held.push(stored);
      this.events.push(stored);
      this.#recent.set(`${stream} ${event.id}`, stored);
    }
    this.bell.ring();
    const { revision, position } = held.at(-1)!;
    return { kind: 'written', revision, position };
  }
}
