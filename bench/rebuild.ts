import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rebuild, swapIn } from '../src/projection/rebuild.js';
import { INDICES, TABLES } from '../src/projection/schema.js';
import { SqliteEventStore } from '../src/store/sqlite-event-store.js';
import { catalogue } from '../src/subjects.js';
import { fillLog, settableClock } from './log.js';
import { median, row, type Row } from './table.js';

const EVENTS = 200_000;
const ROUNDS = 3;
const TARGET = 0.25;

const seconds = async (run: () => unknown): Promise<number> => {
  const start = process.hrtime.bigint();
  await run();
  return Number(process.hrtime.bigint() - start) / 1e9;
};

/** Every row of a built read model, table by table, held in memory: what the limit inserts again. */
const rowsOf = (file: string): [string, unknown[][]][] => {
  const database = new Database(file, { readonly: true });
  try {
    return ['fact', 'scope', 'timeline', 'thing', 'alias', 'merge', 'remark'].map((table) => [
      table,
      database.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][],
    ]);
  } finally {
    database.close();
  }
};

/** The limit: the same rows from memory into the same tables, then the same indices, with the same settings. */
const insertRaw = (file: string, tables: readonly [string, unknown[][]][]): void => {
  const database = new Database(file);
  database.pragma('page_size = 8192');
  database.pragma('cache_size = -64000');
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.exec(TABLES);
  for (const [table, rows] of tables) {
    const [first] = rows;
    if (!first) continue;
    const insert = database.prepare(`INSERT INTO ${table} VALUES (${first.map(() => '?').join(', ')})`);
    for (let from = 0; from < rows.length; from += 1_000) {
      const page = rows.slice(from, from + 1_000);
      database.transaction(() => page.forEach((values) => insert.run(...values)))();
    }
  }
  database.exec(INDICES);
  // As durable in the end as a rebuild.
  database.pragma('synchronous = FULL');
  database.pragma('journal_mode = WAL');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
};

/** The most memory in use during a run, in MiB: of the heap, and of the process with the caches of SQLite. */
const memoryOf = async (run: (onProgress: () => void) => Promise<unknown>): Promise<{ heap: number; rss: number }> => {
  globalThis.gc?.();
  let [heap, rss, pages] = [0, 0, 0];
  await run(() => {
    pages += 1;
    if (pages % 5 !== 0) return;
    // What is still in use counts; how much garbage has piled up is the collector's own choice.
    globalThis.gc?.();
    const now = process.memoryUsage();
    heap = Math.max(heap, now.heapUsed / 2 ** 20);
    rss = Math.max(rss, now.rss / 2 ** 20);
  });
  return { heap, rss };
};

// The caches of SQLite, 64 MiB for the log and for the read model, are not full yet after 50,000 events.
const memoryRow = (what: string, large: number, small: number, target: number): Row =>
  row(
    `peak ${what} of a rebuild, 200,000 / 50,000 events`,
    large / small,
    `<= ${target}`,
    large / small <= target,
    `${large.toFixed(0)} / ${small.toFixed(0)} MiB`,
  );

/** Rebuild of all read models against inserting their rows raw; and whether memory stays the same as the log grows. */
export const rebuildBench = async (): Promise<Row[]> => {
  const directory = mkdtempSync(join(tmpdir(), 'concordat-bench-'));
  const { clock, set } = settableClock();
  const store = new SqliteEventStore(join(directory, 'events.db'), catalogue, { clock });
  const file = join(directory, 'views.db');
  try {
    await fillLog(store, set, EVENTS, 0, EVENTS / 4);
    const small = await memoryOf((onProgress) => rebuild(store, file, onProgress));
    await fillLog(store, set, EVENTS, EVENTS / 4);
    const large = await memoryOf((onProgress) => rebuild(store, file, onProgress));
    swapIn(file);
    const tables = rowsOf(file);
    const ratios: number[] = [];
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, so that they do not disturb each other
      const raw = await seconds(() => insertRaw(join(directory, `raw-${round}.db`), tables));
      // oxlint-disable-next-line no-await-in-loop
      const built = await seconds(() => rebuild(store, file));
      ratios.push(raw / built);
      rates.push(EVENTS / built);
      rmSync(join(directory, `raw-${round}.db`));
    }
    return [
      row(
        'rebuild / raw insert + index, 200,000 events',
        median(ratios),
        `>= ${TARGET}`,
        median(ratios) >= TARGET,
        `${Math.round(median(rates) / 1000)}k events/s`,
      ),
      memoryRow('heap in use', large.heap, small.heap, 1.5),
      memoryRow('resident memory', large.rss, small.rss, 2),
    ];
  } finally {
    await store.close();
    rmSync(directory, { recursive: true });
  }
};
