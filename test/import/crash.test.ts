import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { contentOf } from '../../src/engine/complete.js';
import { filesIn } from '../../src/engine/engine.module.js';
import { History } from '../../src/history/history.queries.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { removeReadModel } from '../../src/projection/read-model.js';
import { ADMINISTRATOR, logOf, newFolder, removeFolders, withApp } from '../support/app.js';
import { isOnServer, logSettings, openStore } from '../support/log.js';
import { eventLines } from './lines.js';

const IMPORTER = fileURLToPath(new URL('./importer.mjs', import.meta.url));
const BUILT = fileURLToPath(new URL('../../dist/interchange/import.js', import.meta.url));
// On a server every line that is known already is a call to it.
const KILLS = isOnServer ? 10 : 20;
const SIZE = 2400;

interface Report {
  readonly read: number;
  readonly recorded: number;
  readonly alreadyKnown: number;
  readonly refused: number;
}

interface Ran {
  readonly acks: readonly string[];
  readonly report: Report | undefined;
}

/** Runs an import in a process of its own and, where `patience` is given, kills it (-9) a moment after so many acks. */
const runImporter = async (dataDir: string, file: string, patience = Infinity, moment = 0): Promise<Ran> => {
  const child = spawn(process.execPath, [IMPORTER, dataDir, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(await logSettings(dataDir)) },
  });
  const ended = once(child, 'exit') as Promise<[code: number | null, signal: string | null]>;
  const acks: string[] = [];
  let report: Report | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('ack ')) acks.push(line.slice(4));
    if (line.startsWith('report ')) report = JSON.parse(line.slice(7)) as Report;
    if (acks.length === patience && line.startsWith('ack ')) void pause(moment).then(() => child.kill('SIGKILL'));
  }
  expect(await ended).toEqual(report ? [0, null] : [null, 'SIGKILL']);
  return { acks, report };
};

const eventsIn = async (dataDir: string): Promise<Recorded[]> => {
  const store = await openStore(dataDir);
  const events = await logOf(store);
  await store.close();
  return events;
};

/** The log is whole: every acknowledged line once, in order, no gap in any stream, nor in the file, which is sound. */
const expectWhole = async (dataDir: string, acked: ReadonlySet<string>): Promise<number> => {
  const events = await eventsIn(dataDir);
  const ids = new Set(events.map(({ id }) => id));
  expect([...acked].filter((id) => !ids.has(id))).toEqual([]);
  expect(ids.size).toBe(events.length);
  const positions = events.map(({ position }) => position);
  expect(positions).toEqual([...new Set(positions)].toSorted());
  const next = new Map<string, number>();
  for (const { stream, revision } of events) {
    expect([stream, revision]).toEqual([stream, next.get(stream) ?? 0]);
    next.set(stream, revision + 1);
  }
  if (isOnServer) return events.length;
  expect(positions.map(Number)).toEqual(events.map((_, at) => at + 1));
  const database = new Database(filesIn(dataDir).log, { readonly: true });
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  database.close();
  return events.length;
};

/** What a log says, apart from when and at which place of the log it was recorded. */
const contentIn = (events: readonly Recorded[]) =>
  events
    .map((event) => ({ id: event.id, stream: event.stream, revision: event.revision, content: contentOf(event) }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** What is shown of the whole record, by an application that opens it. */
const shownOf = (dataDir: string): Promise<string[]> =>
  withApp(async ({ application, questions }) => {
    const shown: string[] = [`${questions.seqAt()}`];
    for (let after: string | undefined, more = true; more;) {
      const page = { first: 500, after, order: 'OCCURRED' as const };
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
      const found = await application.ask(new History(ADMINISTRATOR, {}, page));
      shown.push(...found.entries.map((entry) => JSON.stringify(entry)));
      ({ more } = found);
      after = found.cursors.at(-1);
    }
    return shown;
  }, dataDir);

describe(`an import that is killed ${KILLS} times`, () => {
  const made = eventLines(SIZE);
  const acked = new Set<string>();
  const sizes: number[] = [];
  let dataDir: string;
  let file: string;

  beforeAll(() => {
    if (!existsSync(BUILT)) throw new Error('these tests run the compiled application: run `npm run build` first');
    dataDir = newFolder();
    file = join(newFolder(), 'events.ndjson');
    writeFileSync(file, made.text);
  });

  afterAll(removeFolders);

  test('never loses a line it acknowledged, and writes none twice', async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      // Each time a little further; what went before is acknowledged again, as known. The first is killed as it begins.
      const patience = Math.max(1, Math.floor((kill * made.ids.length * 0.95) / KILLS));
      // oxlint-disable-next-line no-await-in-loop -- one process after another on one data directory
      const { acks, report } = await runImporter(dataDir, file, patience, (kill * 7) % 23);
      expect(report).toBeUndefined();
      expect(acks.length).toBeGreaterThanOrEqual(patience);
      for (const id of acks) acked.add(id);
      // oxlint-disable-next-line no-await-in-loop
      sizes.push(await expectWhole(dataDir, acked));
    }
    expect(sizes.at(-1)).toBeLessThan(made.ids.length);
    expect(new Set(sizes).size).toBeGreaterThan(KILLS / 2);
  }, 240_000);

  test('is complete when it is run again, and then there is nothing left to record', async () => {
    const last = sizes.at(-1) ?? 0;
    const second = await runImporter(dataDir, file);
    expect(second.report).toMatchObject({
      recorded: made.ids.length - last,
      alreadyKnown: last,
      refused: made.refused,
    });
    expect(await expectWhole(dataDir, new Set(made.ids))).toBe(made.ids.length);
    const third = await runImporter(dataDir, file);
    expect(third.report).toMatchObject({ recorded: 0, alreadyKnown: made.ids.length, refused: made.refused });
  }, 90_000);

  test('says what one import without interruption says, and shows what a read model built anew shows', async () => {
    const clean = newFolder();
    const { acks, report } = await runImporter(clean, file);
    expect(report?.recorded).toBe(made.ids.length);
    expect(acks.toSorted()).toEqual(made.ids.toSorted());
    expect(contentIn(await eventsIn(dataDir))).toEqual(contentIn(await eventsIn(clean)));
    const shown = await shownOf(dataDir);
    expect(shown).toHaveLength(made.ids.length + 1);
    removeReadModel(filesIn(dataDir).readModel);
    expect(await shownOf(dataDir)).toEqual(shown);
  }, 90_000);
});
