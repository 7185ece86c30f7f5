import { existsSync, renameSync, rmSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { Catalogue } from '../kernel/catalogue.js';
import type { Position, Recorded } from '../kernel/fact.js';
import { Bell } from './bell.js';
import { decode, encode, holds, isPosition, positionOf, repeated, rowOf, type Encoded, type Row } from './codec.js';
import {
  EventStore,
  IdTaken,
  NEW_STREAM,
  StoreUnavailable,
  WrongRevision,
  type Extent,
  type NewEvent,
  type ReadStreamOptions,
  type Receipt,
} from './event-store.js';
import type { Successor } from './migrate.js';
import { openLog } from './schema.js';
import { statements, type Head, type Tail } from './statements.js';

const PAGE = 500;
const LAST = positionOf(Number.MAX_SAFE_INTEGER);
const POLL_MS = 50;
const HEADS_KEPT = 50_000;

interface Writing {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly Encoded[];
}

interface Request extends Writing {
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (reason: Error) => void;
}

const REASONS: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'the disk is full',
  SQLITE_BUSY: 'another process kept it locked',
};

const notWritten = (cause: unknown): Error => {
  const { code = '', message } = cause as { code?: string; message: string };
  return new Error(`the log could not be written and is unchanged: ${REASONS[code] ?? message}`, { cause });
};

/**
 * The log in one SQLite file, written and read in this process; other processes may use the same file.
 *
 * Appends are grouped: whatever is queued in one turn of the event loop is one transaction and one fsync, which is
 * what makes many writers fast (a lone writer pays one fsync each). Row numbers are given by the writer that holds
 * the lock, so the order of positions is the order of commits and a reader never sees a gap. Reads fetch a page at a
 * time; no read transaction stays open while a consumer thinks, so the write-ahead log can always be folded back, and
 * after each page the rest of the program has a turn.
 */
export class SqliteEventStore extends EventStore implements Successor {
  readonly #db: Database.Database;
  readonly #sql: ReturnType<typeof statements>;
  readonly #catalogue: Catalogue;
  readonly #clock: () => number;
  readonly #poll: NodeJS.Timeout;
  readonly #bell = new Bell();
  readonly #heads = new Map<string, Head>();
  readonly #types = new Map<string, number>();
  #tail: Tail | undefined;
  #dataVersion: number | undefined;
  #queue: Request[] = [];

  /**
   * Opens the log at `file`, or creates it; ':memory:' is a log that lasts as long as the store. `clock` gives
   * milliseconds since the epoch; `busyTimeout` is how long (ms) to wait for another process that is writing.
   * Throws where the file is not a log of Concordat or is of a newer version.
   */
  constructor(
    file: string,
    catalogue: Catalogue,
    { clock = Date.now, busyTimeout = 5_000 }: { clock?: () => number; busyTimeout?: number } = {},
  ) {
    super();
    this.#db = openLog(file, busyTimeout);
    this.#sql = statements(this.#db);
    this.#dataVersion = this.#sql.dataVersion.get();
    this.#catalogue = catalogue;
    this.#clock = clock;
    this.#poll = setInterval(() => this.#look(), POLL_MS).unref();
  }

  async append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Receipt> {
    this.#assertOpen();
    if (events.length === 0) throw new RangeError(`nothing to append to ${stream}: give at least one event`);
    const encoded = events.map((event) => encode(this.#catalogue, event));
    return new Promise((resolve, reject) => {
      this.#queue.push({ stream, expected, events: encoded, resolve, reject });
      if (this.#queue.length === 1) setImmediate(() => this.#flush());
    });
  }

  /** Whatever can be read into memory fits. */
  demandFit(): void {}

  async restore(events: readonly Recorded[]): Promise<void> {
    this.#assertOpen();
    try {
      this.#db.transaction(() => this.#restoreAll(events)).immediate();
    } catch (error) {
      this.#forget();
      throw error instanceof IdTaken || error instanceof WrongRevision ? error : notWritten(error);
    }
    this.#bell.ring();
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<Recorded[]> {
    this.#assertOpen();
    const { direction = 'forwards', limit = -1 } = options;
    const from = options.from ?? (direction === 'forwards' ? 0 : Number.MAX_SAFE_INTEGER);
    return this.#sql[direction].all(stream, from, limit).map((row) => decode(this.#catalogue, row));
  }

  async *readAll(after: Position, pageSize = PAGE): AsyncGenerator<Recorded[], void, undefined> {
    if (!(pageSize >= 1)) throw new RangeError(`a page of ${pageSize} events is none: give 1 or more`);
    const { position: end } = await this.head();
    let last = positionOf(rowOf(after));
    while (last < end) {
      this.#assertOpen();
      const page = this.#page(last, end, pageSize);
      last = page.at(-1)?.position ?? end;
      yield page;
      await turn();
    }
  }

  async *subscribe(after: Position, signal: AbortSignal): AsyncGenerator<Recorded[], void, undefined> {
    this.#assertOpen();
    let last = after;
    while (!signal.aborted && this.#db.open) {
      const page = this.#page(last, LAST, PAGE);
      last = page.at(-1)?.position ?? last;
      if (page.length > 0) {
        yield page;
        await turn();
      } else await this.#bell.next(signal);
    }
  }

  async head(): Promise<Extent> {
    this.#assertOpen();
    const size = this.#sql.tail.get()?.position ?? 0;
    return { position: positionOf(size), size };
  }

  async probe(): Promise<void> {
    this.#assertOpen();
    try {
      this.#sql.tail.get();
    } catch (cause) {
      throw new StoreUnavailable(`The log's file cannot be read: ${(cause as Error).message}.`, false, cause);
    }
  }

  isPosition(text: string): boolean {
    return isPosition(text);
  }

  /**
   * Copies the log, as it is at this moment, into a new file; others may go on writing. Throws where `destination`
   * exists. It keeps this process busy until it is done: for a large log call it from a process of its own.
   *
   * VACUUM INTO reads one snapshot. SQLite's online backup starts again whenever another process commits: with 500
   * commits a second it never ended.
   */
  async backup(destination: string): Promise<void> {
    this.#assertOpen();
    if (existsSync(destination)) throw new Error(`${destination} exists already: a backup never overwrites a file`);
    const partial = `${destination}.partial`;
    rmSync(partial, { force: true });
    this.#db.prepare('VACUUM INTO ?').run(partial);
    renameSync(partial, destination);
  }

  /** Writes what is queued, ends the subscriptions and closes the file. */
  async close(): Promise<void> {
    if (!this.#db.open) return;
    this.#flush();
    clearInterval(this.#poll);
    this.#db.close();
    this.#bell.ring();
  }

  #assertOpen(): void {
    if (!this.#db.open) throw new Error('the log is closed');
  }

  #page(after: Position, end: Position, size: number): Recorded[] {
    return this.#sql.page.all(rowOf(after), rowOf(end), size).map((row) => decode(this.#catalogue, row));
  }

  #flush(): void {
    const batch = this.#queue;
    this.#queue = [];
    if (batch.length === 0) return;
    try {
      const outcomes = this.#db.transaction(() => this.#writeAll(batch)).immediate();
      for (const [at, { resolve, reject }] of batch.entries()) {
        const outcome = outcomes[at]!;
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      }
      this.#bell.ring();
    } catch (cause) {
      this.#forget();
      for (const { reject } of batch) reject(notWritten(cause));
    }
  }

  #writeAll(batch: readonly Request[]): (Receipt | Error)[] {
    const recordedAt = Math.max(this.#end().recordedAt, this.#clock());
    return batch.map((request) => this.#write(request, recordedAt));
  }

  #restoreAll(events: readonly Recorded[]): void {
    this.#end();
    for (const event of events) {
      const { id, stream, revision, recordedAt, meta } = event;
      const request = { stream, expected: revision - 1, events: [encode(this.#catalogue, { id, fact: event, meta })] };
      const outcome = this.#write(request, Date.parse(recordedAt));
      if (outcome instanceof Error) throw outcome;
    }
  }

  /** The end of the log, looked up where another connection may have moved it. */
  #end(): Tail {
    this.#refresh();
    this.#tail ??= this.#sql.tail.get() ?? { position: 0, recordedAt: 0 };
    return this.#tail;
  }

  /** Everything is checked before the first row is written, so a request that fails leaves no trace in the batch. */
  #write({ stream, expected, events }: Writing, recordedAt: number): Receipt | Error {
    const known = events.map(({ id }) => this.#sql.byId.get(id));
    if (known.some((row) => row !== undefined)) return this.#repeat(stream, events, known);
    const twice = repeated(events);
    if (twice) return new IdTaken(twice.id);
    const head = this.#heads.get(stream) ?? this.#sql.head.get(stream) ?? { id: undefined, revision: NEW_STREAM };
    if (head.revision !== expected) return new WrongRevision(stream, expected, head.revision);
    const streamId = head.id ?? Number(this.#sql.addStream.run(stream).lastInsertRowid);
    let { position } = this.#tail!;
    let { revision } = head;
    for (const { id, type, version, data, meta } of events) {
      position += 1;
      revision += 1;
      this.#sql.add.run(position, streamId, revision, this.#typeId(type), version, recordedAt, id, data, meta);
    }
    this.#tail = { position, recordedAt };
    this.#keep(stream, { id: streamId, revision });
    return { revision, position: positionOf(position) };
  }

  /** The first receipt where the rows are these events, one after the other in this stream; otherwise IdTaken. */
  #repeat(stream: string, events: readonly Encoded[], known: readonly (Row | undefined)[]): Receipt | Error {
    const isPartial = known.includes(undefined);
    const isSame = (event: Encoded, row: Row, at: number): boolean =>
      row[2] === stream && row[3] === known[0]![3] + at && holds(this.#catalogue, row, event);
    try {
      const taken = events.find((event, at) => known[at] && (isPartial || !isSame(event, known[at], at)));
      if (taken) return new IdTaken(taken.id);
      const [position, , , revision] = known.at(-1)!;
      return { revision, position: positionOf(position) };
    } catch (error) {
      return error as Error;
    }
  }

  #typeId(name: string): number {
    const id = this.#types.get(name) ?? this.#sql.type.get(name) ?? Number(this.#sql.addType.run(name).lastInsertRowid);
    this.#types.set(name, id);
    return id;
  }

  #keep(stream: string, head: Head): void {
    this.#heads.delete(stream);
    this.#heads.set(stream, head);
    if (this.#heads.size > HEADS_KEPT) this.#heads.delete(this.#heads.keys().next().value!);
  }

  #forget(): void {
    this.#tail = undefined;
    this.#heads.clear();
    this.#types.clear();
  }

  /** What is remembered holds until another connection commits. */
  #refresh(): void {
    const version = this.#sql.dataVersion.get();
    if (version === this.#dataVersion) return;
    this.#dataVersion = version;
    this.#forget();
    this.#bell.ring();
  }

  #look(): void {
    if (!this.#bell.isAwaited) return;
    try {
      this.#refresh();
    } catch {
      // A timer has nobody to tell: the subscriptions read for themselves and meet the same error.
      this.#bell.ring();
    }
  }
}
