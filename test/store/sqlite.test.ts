import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import type { Catalogue } from '../../src/kernel/catalogue.js';
import { NEW_STREAM, START, type EventStore } from '../../src/store/event-store.js';
import { openLog } from '../../src/store/schema.js';
import { SqliteEventStore } from '../../src/store/sqlite-event-store.js';
import { contract, noted, notes, type Log } from './contract.js';

let folder: string;
let files = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'concordat-store-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const newFile = (): string => {
  files += 1;
  return join(folder, `log-${files}.db`);
};

const alone = (file: string, catalogue: Catalogue, clock: () => number): Log => {
  const store = new SqliteEventStore(file, catalogue, { clock });
  return { writer: store, reader: store, close: () => store.close() };
};

contract('SQLite in memory', (catalogue, clock) => alone(':memory:', catalogue, clock));

contract('SQLite in a file', (catalogue, clock) => alone(newFile(), catalogue, clock));

contract('SQLite, written by one store and read by another', (catalogue, clock) => {
  const file = newFile();
  const writer = new SqliteEventStore(file, catalogue, { clock });
  const reader = new SqliteEventStore(file, catalogue, { clock });
  const close = async (): Promise<void> => {
    await reader.close();
    await writer.close();
  };
  return { writer, reader, close };
});

const idsIn = async (store: EventStore): Promise<string[]> => {
  const ids: string[] = [];
  for await (const page of store.readAll(START)) ids.push(...page.map(({ id }) => id));
  return ids;
};

/** A store on a file, and a bare connection that does to the file what the store would never do. */
const withIntruder = async (
  task: (store: SqliteEventStore, intruder: Database.Database, file: string) => Promise<void>,
): Promise<void> => {
  const file = newFile();
  const store = new SqliteEventStore(file, notes(), { busyTimeout: 20 });
  const intruder = new Database(file);
  try {
    await store.append('a', NEW_STREAM, [noted('a-0'), noted('a-1')]);
    await task(store, intruder, file);
  } finally {
    intruder.close();
    await store.close();
  }
};

const copyOf = (place: string, id: string): string =>
  `INSERT OR REPLACE INTO event SELECT ${place}, type_id, version, recorded_at, ${id}, data, meta FROM event LIMIT 1`;

describe('the file', () => {
  test('is there again when it is opened again, positions and clock going on', async () => {
    const file = newFile();
    const first = new SqliteEventStore(file, notes(), { clock: () => 2_000 });
    await first.append('a', NEW_STREAM, [noted('a-0')]);
    const head = await first.head();
    await first.close();
    const second = new SqliteEventStore(file, notes(), { clock: () => 1_000 });
    const { position } = await second.append('a', 0, [noted('a-1')]);
    expect(position > head.position).toBe(true);
    expect((await second.readStream('a')).map(({ recordedAt }) => Date.parse(recordedAt))).toEqual([2_000, 2_000]);
    await second.close();
  });

  test('is in WAL mode with pages of 8 KiB', async () => {
    await withIntruder(async (_, intruder) => {
      expect(intruder.pragma('journal_mode', { simple: true })).toBe('wal');
      expect(intruder.pragma('page_size', { simple: true })).toBe(8192);
    });
  });

  test('is synced at every commit, which better-sqlite3 does not do of itself', () => {
    const db = openLog(newFile(), 20);
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    db.close();
  });

  test('numbers its rows without gaps, also after requests that failed', async () => {
    await withIntruder(async (store, intruder) => {
      await expect(store.append('a', 7, [noted('x')])).rejects.toThrow();
      await expect(store.append('b', NEW_STREAM, [noted('y'), noted('a-0', {})])).rejects.toThrow();
      await store.append('a', 1, [noted('a-2')]);
      expect(intruder.prepare('SELECT position FROM event').pluck().all()).toEqual([1, 2, 3]);
      expect((await store.head()).position).toBe('0000000000000003');
    });
  });

  test.each([
    ["UPDATE event SET data = '{}'", 'nothing is changed'],
    ['UPDATE event SET recorded_at = 0 WHERE position = 1', 'nothing is changed'],
    ["UPDATE stream SET name = 'b'", 'nothing is changed'],
    ["UPDATE event_type SET name = 'Unsaid'", 'nothing is changed'],
    ['DELETE FROM event', 'nothing is deleted'],
    ['DELETE FROM stream', 'nothing is deleted'],
    ['DELETE FROM event_type', 'nothing is deleted'],
    ['INSERT OR REPLACE INTO event SELECT * FROM event', 'nothing is replaced'],
    [copyOf('3, stream_id, 2', "'a-0'"), 'nothing is replaced'],
    [copyOf('3, stream_id, 1', "'a-2'"), 'nothing is replaced'],
    [copyOf('4, stream_id, 2', "'a-2'"), 'nothing is replaced or left out'],
  ])('is append-only: %s', async (sql, message) => {
    await withIntruder(async (store, intruder) => {
      const before = await store.readStream('a');
      expect(() => intruder.exec(sql)).toThrow(message);
      expect(await store.readStream('a')).toEqual(before);
    });
  });

  test('is refused when it is another database, no database, or of a newer version, and left as it is', async () => {
    const [foreign, text] = [newFile(), newFile()];
    const other = new Database(foreign);
    other.exec('CREATE TABLE cat (name TEXT)');
    writeFileSync(text, 'Dear Sir or Madam, '.repeat(100));
    expect(() => new SqliteEventStore(foreign, notes())).toThrow(`${foreign} is not a log of Concordat`);
    expect(() => new SqliteEventStore(text, notes())).toThrow(`${text} is not a log of Concordat`);
    expect(other.pragma('journal_mode', { simple: true })).toBe('delete');
    other.close();
    await withIntruder(async (_, intruder, file) => {
      intruder.pragma('user_version = 2');
      expect(() => new SqliteEventStore(file, notes())).toThrow(
        `${file} is a log of version 2, and this Concordat knows up to version 1: use a newer one`,
      );
    });
  });
});

describe('trouble', () => {
  test('a failure while writing refuses the whole batch, writes nothing, and passes', async () => {
    await withIntruder(async (store, intruder) => {
      intruder.exec(`CREATE TRIGGER full BEFORE INSERT ON event WHEN new.event_id = 'b-1'
        BEGIN SELECT RAISE(ABORT, 'out of paper'); END`);
      const outcomes = await Promise.allSettled([
        store.append('a', 1, [noted('a-2')]),
        store.append('b', NEW_STREAM, [noted('b-0'), noted('b-1')]),
        store.append('c', NEW_STREAM, [noted('c-0')]),
      ]);
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({
          status: 'rejected',
          reason: { message: 'the log could not be written and is unchanged: out of paper' },
        });
      expect(await idsIn(store)).toEqual(['a-0', 'a-1']);
      await store.append('a', 1, [noted('a-2')]);
      await store.append('b', NEW_STREAM, [noted('b-0')]);
      expect(await idsIn(store)).toEqual(['a-0', 'a-1', 'a-2', 'b-0']);
      expect((await store.head()).size).toBe(4);
    });
  });

  test('a log that another process keeps locked is said to be so, and is written once it is free', async () => {
    await withIntruder(async (store, intruder) => {
      intruder.exec('BEGIN IMMEDIATE');
      await expect(store.append('a', 1, [noted('a-2')])).rejects.toThrow('another process kept it locked');
      expect(await idsIn(store)).toEqual(['a-0', 'a-1']);
      intruder.exec('ROLLBACK');
      expect(await store.append('a', 1, [noted('a-2')])).toMatchObject({ revision: 2 });
    });
  });

  test('what is remembered of a stream is forgotten when another store writes to it', async () => {
    await withIntruder(async (store, _, file) => {
      const other = new SqliteEventStore(file, notes());
      await other.append('a', 1, [noted('a-2')]);
      await expect(store.append('a', 1, [noted('x')])).rejects.toMatchObject({ actual: 2 });
      await store.append('a', 2, [noted('a-3')]);
      await other.append('a', 3, [noted('a-4')]);
      expect(await idsIn(store)).toEqual(['a-0', 'a-1', 'a-2', 'a-3', 'a-4']);
      await other.close();
    });
  });

  test('a reader who pauses between pages does not hold up the folding of the write-ahead log', async () => {
    await withIntruder(async (store, intruder) => {
      const pages = store.readAll(START, 1)[Symbol.asyncIterator]();
      await pages.next();
      await store.append('a', 1, [noted('a-2')]);
      expect(intruder.pragma('wal_checkpoint(TRUNCATE)')).toMatchObject([{ busy: 0 }]);
      await pages.return?.(undefined);
    });
  });
});

describe('a backup', () => {
  test('is a log with the same events, taken while others write', async () => {
    await withIntruder(async (store) => {
      const destination = newFile();
      await Promise.all([store.backup(destination), store.append('a', 1, [noted('a-2')])]);
      const copy = new SqliteEventStore(destination, notes());
      expect(await copy.readStream('a')).toEqual(await store.readStream('a', { limit: 2 }));
      await copy.append('a', 1, [noted('another a-2')]);
      await copy.close();
      expect(existsSync(`${destination}.partial`)).toBe(false);
    });
  });

  test('never overwrites a file', async () => {
    await withIntruder(async (store, _, file) => {
      await expect(store.backup(file)).rejects.toThrow(`${file} exists already: a backup never overwrites a file`);
      expect(await idsIn(store)).toEqual(['a-0', 'a-1']);
    });
  });
});
