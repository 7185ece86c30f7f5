import { setTimeout as sleep } from 'node:timers/promises';
import type { NewEvent } from '../../../src/store/event-store.js';
import { NEW_STREAM, START } from '../../../src/store/event-store.js';
import { EventStoreDbStore } from '../../../src/store/eventstoredb/eventstoredb-store.js';
import { noted, notes } from '../contract.js';
import { DoubleCluster } from './cluster.js';

/** What came of one run: everything that has to be nothing, and how much there was of the rest. */
export interface Counts {
  readonly acknowledged: number;
  readonly missing: number;
  readonly storedTwice: number;
  readonly deliveredTwice: number;
  readonly lost: number;
  readonly outOfOrder: number;
  readonly failed: number;
  readonly unhandled: number;
  readonly kills: number;
  readonly repeated: number;
  readonly drops: number;
}

const WRITERS = 16;

const random = (from: number, to: number): number => from + Math.random() * (to - from);

const doubled = (ids: readonly string[]): number => ids.length - new Set(ids).size;

/**
 * Sixteen writers, each on a stream of its own, and one reader, on three doubles whose leader is killed every second or
 * two, before or after it has committed what it was asked; the doubles drop readers that fall behind, and connections are cut. Afterwards what
 * was acknowledged, what the log has and what was delivered are held against one another.
 */
export const chaos = async (seconds: number): Promise<Counts> => {
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown): number => unhandled.push(reason);
  process.on('unhandledRejection', onUnhandled);
  const cluster = await DoubleCluster.start(3);
  for (const node of cluster.nodes) node.slowness = { kind: 'drop', buffer: 32 };
  let [repeated, drops, kills, failed] = [0, 0, 0, 0];
  const store = new EventStoreDbStore(cluster.url, notes(), {
    timing: { deadline: 2_000, silence: 2_000, budget: 30_000, watchdog: 2_000 },
    onTrouble: ({ during }) => {
      if (during === 'append') repeated += 1;
      if (during === 'subscription') drops += 1;
    },
  });
  const end = Date.now() + seconds * 1_000;
  const acknowledged: string[] = [];
  const delivered: string[] = [];
  const stop = new AbortController();

  const write = async (stream: string): Promise<void> => {
    let revision = NEW_STREAM;
    for (let turn = 0; Date.now() < end; turn += 1) {
      const events: NewEvent[] = Array.from({ length: 1 + (turn % 3) }, (_, at) => noted(`${stream}/${turn}/${at}`));
      try {
        // oxlint-disable-next-line no-await-in-loop -- a writer waits for its answer
        ({ revision } = await store.append(stream, revision, events));
        acknowledged.push(...events.map(({ id }) => id));
      } catch {
        failed += 1;
        return;
      }
    }
  };
  const read = async (): Promise<void> => {
    for await (const page of store.subscribe(START, stop.signal)) {
      if (Math.random() < 0.1) await sleep(random(0, 20));
      delivered.push(...page.map(({ id }) => id));
    }
  };
  const disturb = async (): Promise<void> => {
    while (Date.now() < end) {
      // oxlint-disable-next-line no-await-in-loop
      await sleep(random(1_000, 2_000));
      cluster.leader.appendFaults.push(
        Math.random() < 0.5 ? 'kill after commit' : 'kill before commit',
        'drop after commit',
      );
      // oxlint-disable-next-line no-await-in-loop
      await sleep(20);
      // oxlint-disable-next-line no-await-in-loop
      await cluster.killLeader(random(50, 300));
      for (const node of cluster.nodes) node.appendFaults.length = 0;
      kills += 1;
    }
  };

  // Wherever the reader is connected, it loses that connection now and then while events are on their way.
  const cut = async (): Promise<void> => {
    while (Date.now() < end) {
      // oxlint-disable-next-line no-await-in-loop
      await sleep(random(200, 800));
      for (const { server } of cluster.nodes) server.drop();
    }
  };

  const reading = read();
  await Promise.all([...Array.from({ length: WRITERS }, (_, at) => write(`chaos-${at}`)), disturb(), cut()]);
  const stored = cluster.log.events.map(
    ({ metadata }) => (JSON.parse(Buffer.from(metadata).toString()) as { id: string }).id,
  );
  // Long enough for a reader that lost its place to be found out, and no longer than it needs.
  for (let waited = 0; waited < 15_000 && delivered.length < stored.length; waited += 20) await sleep(20);
  stop.abort();
  await reading;
  await store.close();
  await cluster.stop();
  await sleep(50);
  process.off('unhandledRejection', onUnhandled);

  const inLog = new Set(stored);
  const seen = new Set(delivered);
  return {
    acknowledged: acknowledged.length,
    missing: acknowledged.filter((id) => !inLog.has(id)).length,
    storedTwice: doubled(stored),
    deliveredTwice: doubled(delivered),
    lost: stored.filter((id) => !seen.has(id)).length,
    outOfOrder: delivered.filter((id, at) => id !== stored[at]).length,
    failed,
    unhandled: unhandled.length,
    kills,
    repeated,
    drops,
  };
};
