import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { v1, type Catalogue } from '../src/kernel/catalogue.js';
import { NEW_STREAM, START, type EventStore, type NewEvent } from '../src/store/event-store.js';
import { EventStoreDbStore } from '../src/store/eventstoredb/eventstoredb-store.js';
import { SqliteEventStore } from '../src/store/sqlite-event-store.js';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 200_000);
const LOADED_AT_ONCE = 100;
const SLICE_MS = 3_000;

const catalogue: Catalogue = { Noted: v1(z.looseObject({})) };

const TEXT =
  'the council asked what it would cost to keep the advice centre open for a further year and who would pay. ';

let made = 0;

const event = (): NewEvent => {
  made += 1;
  const id = randomUUID();
  return {
    id,
    fact: {
      type: 'Noted',
      data: { title: TEXT.slice(0, 60), body: TEXT.repeat(5), count: made },
      occurredOn: '2024-03-04',
      basis: 'stated',
      by: 'commissioner',
      commissioner: 'council',
      tsos: ['advice-centre'],
      matter: 'advice-2024',
      visibility: 'parties',
      evidence: [],
      note: null,
      sourceRecordedOn: null,
    },
    meta: {
      commandId: id,
      correlationId: id,
      causationId: null,
      actor: { role: 'officer', organisation: 'council' },
      source: 'entered',
    },
  };
};

/** Events per second of the clock and of this process's CPU. */
const measure = async (what: string, task: () => Promise<number>): Promise<void> => {
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  const events = await task();
  const { user, system } = process.cpuUsage(cpu);
  const cells = [
    what.padEnd(42),
    String(events).padStart(8),
    ((events / (performance.now() - start)) * 1_000).toFixed(0).padStart(9),
    ((events / (user + system)) * 1_000_000).toFixed(0).padStart(13),
  ];
  console.log(cells.join(' '));
};

const load = async (store: EventStore): Promise<number> => {
  for (let at = 0; at < EVENTS; at += 8 * LOADED_AT_ONCE)
    await Promise.all(
      Array.from({ length: 8 }, () =>
        store.append(randomUUID(), NEW_STREAM, Array.from({ length: LOADED_AT_ONCE }, event)),
      ),
    );
  return EVENTS;
};

/** So many callers, each with one event at a time on streams of sixteen. */
const appends = async (store: EventStore, callers: number): Promise<number> => {
  const end = performance.now() + SLICE_MS;
  let events = 0;
  const call = async (): Promise<void> => {
    let [stream, revision] = ['', 15];
    while (performance.now() < end) {
      if (revision === 15) [stream, revision] = [randomUUID(), NEW_STREAM];
      ({ revision } = await store.append(stream, revision, [event()]));
      events += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return events;
};

/** Reads the log as a rebuild does and watches the heap: it must not grow with the log. */
const rebuild = async (store: EventStore): Promise<number> => {
  let count = 0;
  const heaps: number[] = [];
  for await (const page of store.readAll(START, 1_000)) {
    count += page.length;
    if (count % 20_000 < page.length) {
      globalThis.gc?.();
      heaps.push(process.memoryUsage().heapUsed / 1_048_576);
    }
  }
  console.log(`  heap in MiB on the way, after collection: ${heaps.map((heap) => heap.toFixed(0)).join(' ')}`);
  return count;
};

const followed = async (store: EventStore, events: number): Promise<number> => {
  const stop = new AbortController();
  let count = 0;
  for await (const page of store.subscribe(START, stop.signal)) if ((count += page.length) >= events) stop.abort();
  return count;
};

const run = async (name: string, store: EventStore): Promise<void> => {
  console.log(`${name.padEnd(42)}   events events/s  events/CPU-s`);
  await measure('load, 100 events an append, 8 at once', () => load(store));
  await measure('rebuild (readAll)', () => rebuild(store));
  await measure('subscription from the start', () => followed(store, EVENTS));
  for (const callers of [1, 64]) await measure(`append of 1 event, ${callers} at once`, () => appends(store, callers));
};

/**
 * The EventStoreDB adapter beside the embedded log, doing the same. The server is a double in another process, or the
 * one of EVENTSTORE_TEST_URL; the figures per CPU second are of this process alone and say what the adapter costs.
 */
export const eventStoreDbBench = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'concordat-bench-'));
  const server = spawn(process.execPath, [fileURLToPath(new URL('../test/store/double/process.js', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [url] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
    const namespace = `bench_${randomUUID().slice(0, 8)}`;
    const address = process.env['EVENTSTORE_TEST_URL'] ?? url;
    const remote = await EventStoreDbStore.connect(address, catalogue, { namespace });
    await run('EventStoreDB, a double in another process', remote);
    await remote.close();
    const embedded = new SqliteEventStore(join(folder, 'log.db'), catalogue);
    await run('SQLite, in this process', embedded);
    await embedded.close();
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
};
