import { setMaxListeners } from 'node:events';
import type { ResolvedEvent } from '@eventstore/db-client';
import type { Catalogue } from '../../kernel/catalogue.js';
import type { Position, Recorded } from '../../kernel/fact.js';
import { encode } from '../codec.js';
import {
  EventStore,
  NEW_STREAM,
  START,
  type Extent,
  type NewEvent,
  type ReadStreamOptions,
  type Receipt,
} from '../event-store.js';
import type { Successor } from '../migrate.js';
import { Appending } from './appending.js';
import { Connection } from './connection.js';
import { explain } from './errors.js';
import { follow } from './following.js';
import { settingsOf, type EventStoreDbOptions, type Settings } from './options.js';
import { isPosition, placeOf, positionOf } from './place.js';
import { Reading } from './reading.js';
import { runsOf } from './restoring.js';
import { reach } from './start.js';
import { targetOf } from './url.js';
import { Queues, within } from './waiting.js';
import { ownAfter, recordedOf, whereIs } from './wire.js';

const PAGE = 500;

/**
 * The log in EventStoreDB or KurrentDB. Our streams are those whose name begins with the namespace; everything else in
 * the database is left alone and never shown.
 *
 * Two things are not as in the embedded log. An id is unique within its stream only: the server has no index of ids,
 * and a reservation for each would double the writes. And `recordedAt` is the clock of the server that took the event,
 * as it was, the same for every reader; it can run backwards when clocks are set right or another server leads, so
 * whoever cuts the log by time keeps the running maximum from the first event on, as the read model does.
 */
export class EventStoreDbStore extends EventStore implements Successor {
  readonly #settings: Settings;
  readonly #connection: Connection;
  readonly #subscriptions: Connection;
  readonly #reading: Reading;
  readonly #appending: Appending;
  readonly #queues = new Queues();
  readonly #closing = new AbortController();
  #isClosed = false;

  /** Connects when it is first used. Throws, in one sentence, where `url` is no address of an EventStoreDB. */
  constructor(
    url: string,
    private readonly catalogue: Catalogue,
    options?: EventStoreDbOptions,
  ) {
    super();
    const target = targetOf(url);
    // Every call under way listens to it: many are no leak.
    setMaxListeners(0, this.#closing.signal);
    this.#settings = settingsOf(options);
    const { timing, concurrency } = this.#settings;
    this.#connection = new Connection(target, timing.keepAlive, concurrency);
    this.#subscriptions = new Connection(target, timing.keepAlive, concurrency, 1);
    this.#reading = new Reading(this.#connection, this.#settings, this.#closing.signal);
    this.#appending = new Appending(this.#connection, this.#reading, catalogue, this.#settings, this.#closing.signal);
  }

  /**
   * A store whose server has answered and lets us read. Throws StoreUnavailable, in one sentence, when it does not
   * within the time for starting, and at once where waiting cannot help, as with a wrong password.
   */
  static async connect(url: string, catalogue: Catalogue, options?: EventStoreDbOptions): Promise<EventStoreDbStore> {
    const store = new EventStoreDbStore(url, catalogue, options);
    try {
      await reach(store.#connection, store.#reading, store.#settings, store.#closing.signal);
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  async append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Receipt> {
    this.#assertOpen();
    if (events.length === 0) throw new RangeError(`nothing to append to ${stream}: give at least one event`);
    if (!Number.isSafeInteger(expected) || expected < NEW_STREAM)
      throw new RangeError(`${expected} is no revision: give a whole number from ${NEW_STREAM} on`);
    // Before anything is awaited: the caller may go on to change what it gave us.
    const encoded = events.map((event) => encode(this.catalogue, event));
    const ready = this.#appending.prepare(encoded);
    return this.#queues.run(stream, () => this.#appending.append(stream, expected, encoded, ready));
  }

  demandFit(event: Recorded): void {
    runsOf(this.catalogue, [event], this.#settings.maxAppendBytes);
  }

  async restore(events: readonly Recorded[]): Promise<void> {
    this.#assertOpen();
    for (const { stream, expected, encoded, ready } of runsOf(this.catalogue, events, this.#settings.maxAppendBytes))
      // oxlint-disable-next-line no-await-in-loop -- the order of the appends is the order of the log
      await this.#queues.run(stream, () => this.#appending.append(stream, expected, encoded, ready));
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<Recorded[]> {
    this.#assertOpen();
    const { direction = 'forwards', from, limit = Number.MAX_SAFE_INTEGER } = options;
    const name = this.#settings.prefix + stream;
    const events =
      direction === 'forwards'
        ? await this.#reading.stream(name, from ?? 0, limit)
        : await this.#reading.streamBackwards(name, from, limit);
    if (direction === 'forwards' && !from) this.#appending.learn(stream, events);
    return this.#recorded(events);
  }

  async *readAll(after: Position, pageSize = PAGE): AsyncGenerator<Recorded[], void, undefined> {
    if (!(pageSize >= 1)) throw new RangeError(`a page of ${pageSize} events is none: give 1 or more`);
    this.#assertOpen();
    const from = placeOf(after);
    const end = await this.#reading.end();
    let waiting: ResolvedEvent[] = [];
    for await (const chunk of this.#reading.all(from, end)) {
      waiting = waiting.concat(ownAfter(chunk, this.#settings.prefix, from));
      while (waiting.length >= pageSize) {
        yield this.#recorded(waiting.slice(0, pageSize));
        waiting = waiting.slice(pageSize);
        this.#assertOpen();
      }
    }
    if (waiting.length > 0) yield this.#recorded(waiting);
  }

  async *subscribe(after: Position, signal: AbortSignal): AsyncGenerator<Recorded[], void, undefined> {
    this.#assertOpen();
    const following = { connection: this.#subscriptions, reading: this.#reading, settings: this.#settings };
    const until = AbortSignal.any([signal, this.#closing.signal]);
    for await (const page of follow(following, placeOf(after), until)) yield this.#recorded(page);
  }

  /** The server keeps no count of ours: what follows what is known is read, events of others too, but not kept. */
  async head({ position, size }: Extent = { position: START, size: 0 }): Promise<Extent> {
    this.#assertOpen();
    const after = placeOf(position);
    let head = { position, size };
    for await (const chunk of this.#reading.all(after, await this.#reading.end())) {
      const own = ownAfter(chunk, this.#settings.prefix, after);
      const last = own.at(-1);
      if (last) head = { position: positionOf(whereIs(last)), size: head.size + own.length };
    }
    return head;
  }

  async probe(): Promise<void> {
    this.#assertOpen();
    const { hosts, isSecure } = this.#connection.target;
    const { probe } = this.#settings.timing;
    const read = (): Promise<void> => this.#reading.probe(probe);
    // Twice: after a cut or another leader the client's first call fails and the second connects anew. Within that time
    // in all: finding a cluster and waiting for a turn take time too.
    await within(probe, 'a probe', read().catch(read)).catch((error: unknown) => {
      throw explain(error, hosts, isSecure);
    });
  }

  isPosition(text: string): boolean {
    return isPosition(text);
  }

  /** Waits for what is being appended, ends the subscriptions and the connection. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#queues.idle();
    this.#closing.abort();
    await Promise.all([this.#connection.close(), this.#subscriptions.close()]);
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new Error('the log is closed');
  }

  #recorded(events: readonly ResolvedEvent[]): Recorded[] {
    return events.map((event) => recordedOf(this.catalogue, this.#settings.prefix, event));
  }
}
