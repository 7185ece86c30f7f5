import { BACKWARDS, END, FORWARDS, START, type EventStoreDBClient, type ResolvedEvent } from '@eventstore/db-client';
import type { StreamingRead } from '@eventstore/db-client';
import { explain, kindOf, mayHeal } from './errors.js';
import type { Connection } from './connection.js';
import type { Settings } from './options.js';
import { isAfter, type Place } from './place.js';
import { Backoff, Silence } from './waiting.js';
import { whereIs } from './wire.js';

/** How many events one call of the server brings; what a page of a reader is cut from. */
export const CHUNK = 500;

/**
 * All events of one bounded read. The client has no deadline for reads and one that is not answered waits for ever,
 * hence a timer of our own between any two events. A read given up is cancelled, or it would stay open on the server.
 */
const collect = (read: StreamingRead<ResolvedEvent>, silence: number, closing: AbortSignal): Promise<ResolvedEvent[]> =>
  new Promise((resolve, reject) => {
    const events: ResolvedEvent[] = [];
    const giveUp = (reason: Error): void => {
      finish();
      read.cancel().catch(() => {});
      reject(reason);
    };
    const onClosing = (): void => giveUp(new Error('the log is closed'));
    const timer = setTimeout(() => giveUp(new Silence('a read', silence)), silence);
    const finish = (): void => {
      clearTimeout(timer);
      closing.removeEventListener('abort', onClosing);
    };
    closing.addEventListener('abort', onClosing);
    read.on('data', (event: ResolvedEvent) => {
      events.push(event);
      timer.refresh();
    });
    read.on('error', giveUp);
    read.once('end', () => {
      finish();
      resolve(events);
    });
  });

/** Reads of the log and its streams, repeated for a while when the server cannot be reached. */
export class Reading {
  constructor(
    private readonly connection: Connection,
    private readonly settings: Settings,
    private readonly closing: AbortSignal,
  ) {}

  /** Events of one stream from a revision on; empty where the stream does not exist, or not any more. */
  async stream(stream: string, from: number, limit: number = Number.MAX_SAFE_INTEGER): Promise<ResolvedEvent[]> {
    return this.#ofStream(stream, { fromRevision: BigInt(from), direction: FORWARDS, maxCount: limit });
  }

  /** Events of one stream in reverse, from a revision or its end down. */
  async streamBackwards(stream: string, from: number | undefined, limit: number): Promise<ResolvedEvent[]> {
    const read = (fromRevision: bigint | typeof END, maxCount: number) =>
      this.#ofStream(stream, { fromRevision, direction: BACKWARDS, maxCount });
    if (from === undefined) return read(END, limit);
    // What the server gives for a revision beyond the end is not laid down, so we never ask for one.
    const [last] = await read(END, 1);
    const end = last?.event?.revision ?? -1n;
    const start = BigInt(Math.min(from, Number.MAX_SAFE_INTEGER));
    return end < 0n ? [] : read(start < end ? start : end, limit);
  }

  async #ofStream(
    stream: string,
    options: Parameters<EventStoreDBClient['readStream']>[1] & { readonly maxCount: number },
  ): Promise<ResolvedEvent[]> {
    if (options.maxCount < 1) return [];
    const wish = `read streams that begin with ${this.settings.prefix}`;
    return this.#patiently((client) => client.readStream(stream, this.#with(options)), wish);
  }

  /** Where the log ends now, whoever wrote last; undefined for an empty log. */
  async end(): Promise<Place | undefined> {
    const options = this.#with({ direction: BACKWARDS, fromPosition: END, maxCount: 1 } as const);
    const [last] = await this.#patiently((client) => client.readAll(options));
    return last && whereIs(last);
  }

  /** One attempt to read the end of the log, for the question whether the server can be used. */
  async probe(milliseconds: number): Promise<void> {
    const options = this.#with({ direction: BACKWARDS, fromPosition: END, maxCount: 1 } as const);
    await this.connection.use((client) => collect(client.readAll(options), milliseconds, this.closing));
  }

  /** All events of the log after a place up to another, foreign ones too, as they come from the server. */
  async *all(after: Place | undefined, until: Place | undefined): AsyncGenerator<ResolvedEvent[], void, undefined> {
    if (!until) return;
    for (let from = after; isAfter(until, from);) {
      const events = await this.chunk(from);
      const fresh = events.filter((event) => !isAfter(whereIs(event), until));
      yield fresh;
      const last = events.at(-1);
      if (!last || fresh.length < events.length) return;
      from = whereIs(last);
    }
  }

  /** The next events of the log after a place; empty at its end. */
  async chunk(after: Place | undefined): Promise<ResolvedEvent[]> {
    // The server begins with the event at the place, which the caller has.
    const options = this.#with({
      direction: FORWARDS,
      fromPosition: after ?? START,
      maxCount: CHUNK + (after ? 1 : 0),
    } as const);
    const events = await this.#patiently((client) => client.readAll(options));
    return events.filter((event) => isAfter(whereIs(event), after));
  }

  /** A read, repeated with growing pauses while the server cannot be reached, for as long as the budget allows. */
  async #patiently(
    read: (client: EventStoreDBClient) => StreamingRead<ResolvedEvent>,
    wish?: string,
  ): Promise<ResolvedEvent[]> {
    const { timing, onTrouble } = this.settings;
    const end = Date.now() + timing.budget;
    const backoff = new Backoff(timing.retry);
    for (;;) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
        return await this.connection.use((client) => collect(read(client), timing.silence, this.closing));
      } catch (error) {
        const kind = kindOf(error);
        if (kind === 'missing' || kind === 'deleted') return [];
        if (this.closing.aborted) throw new Error('the log is closed', { cause: error });
        if (!mayHeal(kind) || Date.now() > end) throw this.#explain(error, wish);
        onTrouble({ during: 'read', message: (error as Error).message });
        // oxlint-disable-next-line no-await-in-loop
        await backoff.pause(this.closing);
      }
    }
  }

  // What the client throws never leaves this folder.
  #explain(error: unknown, wish?: string): Error {
    return explain(error, this.connection.target.hosts, this.connection.target.isSecure, wish);
  }

  // Only the leader shows every append that it has acknowledged.
  #with<Options extends object>(options: Options) {
    return { ...options, requiresLeader: true, credentials: this.connection.target.credentials };
  }
}
