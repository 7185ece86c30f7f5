import type { Fact, Meta, Position, Recorded } from '../kernel/fact.js';

/** The expected revision of a stream that must not exist yet. */
export const NEW_STREAM = -1;

/** The position before the first event. */
export const START: Position = '';

/** An event to be appended: a fact, the id it shall have for ever, and what is known about its command. */
export interface NewEvent {
  readonly id: string;
  readonly fact: Fact;
  readonly meta: Meta;
}

/** Where an append ended: the stream's last revision, and the position of the last event written. */
export interface Receipt {
  readonly revision: number;
  readonly position: Position;
}

/** How far a log goes: the position of its last event, and how many events there are up to it. */
export interface Extent {
  readonly position: Position;
  readonly size: number;
}

/** The stream is not where the writer believed it to be. `actual` is its last revision now, -1 if it does not exist. */
export class WrongRevision extends Error {
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`stream ${stream} is at revision ${actual}, not ${expected}`);
    this.name = 'WrongRevision';
  }
}

/** An event id is in the log already, with other content or in another stream. */
export class IdTaken extends Error {
  constructor(readonly id: string) {
    super(`event id ${id} is in the log already, with other content`);
    this.name = 'IdTaken';
  }
}

/**
 * It is not known whether an append took effect: the connection was lost and the server could not be asked again in
 * time. It never means "failed". The same events may be sent again: the log keeps them once.
 */
export class Ambiguous extends Error {
  constructor(stream: string, cause: unknown) {
    super(`it is not known whether the events were written to ${stream}: send the same again, they are kept once`, {
      cause,
    });
    this.name = 'Ambiguous';
  }
}

/** The log cannot be reached or refuses us; nothing was written. `isLasting`: waiting will not help. */
export class StoreUnavailable extends Error {
  constructor(
    message: string,
    readonly isLasting: boolean,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'StoreUnavailable';
  }
}

/** An append larger than the server takes; it was not sent. */
export class TooLarge extends Error {
  constructor(
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`${bytes} bytes are too many for one append: the server takes ${limit}`);
    this.name = 'TooLarge';
  }
}

export interface ReadStreamOptions {
  /** first revision to read; reading backwards starts at the end when absent */
  readonly from?: number;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
}

/**
 * The log. It is append-only and has one order: what a reader has seen up to a position never changes and never has
 * gaps filled in later. Every adapter keeps the same contract, which test/store/contract.ts spells out.
 */
export abstract class EventStore {
  /**
   * Writes all events or none, durably. Throws WrongRevision when the stream has moved on, IdTaken when an id is in
   * use for something else. The same events again (same ids and content, same stream) are not written twice: the
   * first receipt is given, whatever `expected` says.
   */
  abstract append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Receipt>;

  /** Events of one stream in order of revision (or the reverse); empty where there is none. */
  abstract readStream(stream: string, options?: ReadStreamOptions): Promise<Recorded[]>;

  /** The log after a position in its one order, in pages, to its end at this moment. */
  abstract readAll(after: Position, pageSize?: number): AsyncIterable<Recorded[]>;

  /** As `readAll`, then whatever comes, until the signal aborts. */
  abstract subscribe(after: Position, signal: AbortSignal): AsyncIterable<Recorded[]>;

  /** The end of the log. A caller that has followed it so far says so: a store that keeps no count counts only the rest. */
  abstract head(known?: Extent): Promise<Extent>;

  /** Reads something small. Throws StoreUnavailable, in one sentence and within seconds, when the log cannot be read. */
  abstract probe(): Promise<void>;

  /** Whether a text could be a position of this log, by its form alone. */
  abstract isPosition(text: string): boolean;

  abstract close(): Promise<void>;
}

/**
 * A log read from its beginning, on one clock: an instant that runs backwards is taken as the latest so far, as the read
 * model takes it. The embedded log has no such instants, one on a server may.
 */
export async function* onOneClock(pages: AsyncIterable<Recorded[]>): AsyncGenerator<Recorded[], void, undefined> {
  let latest = '';
  for await (const page of pages)
    yield page.map((event) => {
      if (event.recordedAt > latest) latest = event.recordedAt;
      return event.recordedAt === latest ? event : { ...event, recordedAt: latest };
    });
}
