import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import type { Position, Recorded } from '../kernel/fact.js';
import { COLLECTED, INDICES, POUR, READ_MODEL_VERSION, TABLES } from './schema.js';
import { Writer } from './writer.js';

/** How far a read model has followed the log: its own count of facts, and the log's position. */
export interface Progress {
  readonly seq: number;
  readonly position: Position;
}

const suffixes = ['', '-wal', '-shm'];

/** Removes a read model's files; the log is not touched. */
export const removeReadModel = (file: string): void => {
  if (file !== ':memory:') for (const suffix of suffixes) rmSync(file + suffix, { force: true });
};

// SQLite does not wait its busy timeout for the change to WAL, which two processes may want at the same moment.
const useWal = (database: Database.Database, tries = 1_000): void => {
  try {
    database.pragma('journal_mode = WAL');
  } catch (error) {
    if ((error as { code?: string }).code !== 'SQLITE_BUSY' || tries === 0) throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    useWal(database, tries - 1);
  }
};

const connect = (file: string): Database.Database => {
  const database = new Database(file);
  database.pragma('page_size = 8192');
  useWal(database);
  // The read model can be rebuilt from the log, so it may lose its last commits in a power cut.
  database.pragma('synchronous = NORMAL');
  database.pragma('cache_size = -64000');
  database.pragma('busy_timeout = 5000');
  return database;
};

const versionOf = (database: Database.Database): number => database.pragma('user_version', { simple: true }) as number;

/** Makes the tables where there are none: all or nothing, and only once where two processes open the file together. */
const create = (database: Database.Database): void =>
  database
    .transaction(() => {
      if (versionOf(database) === READ_MODEL_VERSION) return;
      database.exec(TABLES);
      database.pragma(`user_version = ${READ_MODEL_VERSION}`);
    })
    .immediate();

/**
 * The read model's file: disposable, written in one transaction a page together with how far it has read, deleted and
 * begun again when it is of another version. Questions are asked in questions.ts, over `database`.
 */
export class ReadModel {
  readonly database: Database.Database;
  private readonly writer: Writer;

  /** `file` may be ':memory:'. With `bulk` the timeline and the indices wait for `finish()`, and nothing is synced until then. */
  constructor(
    readonly file: string,
    private readonly options: { readonly bulk?: boolean } = {},
  ) {
    let database = connect(file);
    if (![0, READ_MODEL_VERSION].includes(versionOf(database))) {
      database.close();
      removeReadModel(file);
      database = connect(file);
    }
    create(database);
    if (options.bulk) {
      database.pragma('journal_mode = OFF');
      database.pragma('synchronous = OFF');
      database.exec(COLLECTED);
    } else {
      database.exec(INDICES);
    }
    this.database = database;
    this.writer = new Writer(database, options.bulk ? 'temp.collected' : 'timeline');
  }

  progress(): Progress {
    return this.writer.progress();
  }

  /**
   * Takes a page of the log. Facts already taken are skipped, so that a page may come twice or be cut anywhere; rows
   * and progress are one transaction.
   */
  project(page: readonly Recorded[]): void {
    this.writer.project(page);
  }

  /** Ends a bulk load: builds the timeline and the indices and makes the file durable. */
  finish(): void {
    if (!this.options.bulk) return;
    this.database.exec(POUR);
    this.database.exec(INDICES);
    this.database.pragma('synchronous = FULL');
    this.database.pragma('journal_mode = WAL');
    this.database.pragma('wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    this.database.close();
  }
}
