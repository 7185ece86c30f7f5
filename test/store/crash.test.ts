import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import type { Recorded } from '../../src/kernel/fact.js';
import { START } from '../../src/store/event-store.js';
import { SqliteEventStore } from '../../src/store/sqlite-event-store.js';
import { notes } from './contract.js';

const APPENDER = fileURLToPath(new URL('./appender.mjs', import.meta.url));
const BUILT = fileURLToPath(new URL('../../dist/store/sqlite-event-store.js', import.meta.url));

/** A process that appends (see appender.mjs): its lines as they come, and what the test does to it. */
const appender = (file: string, name: string, rounds: number) => {
  const child = spawn(process.execPath, [APPENDER, file, name, String(rounds)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  return {
    lines: lines[Symbol.asyncIterator](),
    go: () => child.stdin.write('go\n'),
    kill: () => child.kill('SIGKILL'),
    ended: once(child, 'exit') as Promise<[code: number | null, signal: string | null]>,
  };
};

interface Ack {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
}

const ackOf = (line: string): Ack[] => {
  const [word, stream = '', revision, id = ''] = line.split(' ');
  return word === 'ack' ? [{ stream, revision: Number(revision), id }] : [];
};

const rest = async (lines: AsyncIterator<string>): Promise<string[]> => {
  const found: string[] = [];
  for (let next = await lines.next(); !next.done; next = await lines.next()) found.push(next.value);
  return found;
};

const eventsIn = async (file: string): Promise<Recorded[]> => {
  const store = new SqliteEventStore(file, notes());
  const events: Recorded[] = [];
  for await (const page of store.readAll(START)) events.push(...page);
  await store.close();
  return events;
};

/** The log is whole: every acknowledged event in its place, no gap or double anywhere, no request written in part. */
const expectWhole = (file: string, events: readonly Recorded[], acks: readonly Ack[]): void => {
  expect(events.map(({ position }) => Number(position))).toEqual(events.map((_, at) => at + 1));
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  const held = new Map(events.map(({ id, stream, revision }) => [id, { stream, revision, id }]));
  expect(acks.map(({ id }) => held.get(id))).toEqual(acks);
  for (const stream of ['s0', 's1', 's2', 's3']) {
    const own = events.filter((event) => event.stream === stream);
    expect(own.map(({ revision }) => revision)).toEqual(own.map((_, at) => at));
    expect(own.map(({ id }) => id.at(-1)).join('')).toBe('012'.repeat(own.length / 3));
  }
  const db = new Database(file);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
};

describe('processes that share a log', () => {
  let folder: string;
  let file: string;
  let files = 0;

  beforeAll(() => {
    if (!existsSync(BUILT)) throw new Error('these tests run the compiled store: run `npm run build` first');
    folder = mkdtempSync(join(tmpdir(), 'concordat-crash-'));
  });

  beforeEach(() => {
    files += 1;
    file = join(folder, `log-${files}.db`);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test('what was acknowledged is there after kill -9, six times over', async () => {
    const acks: Ack[] = [];
    for (const [run, patience] of [1, 40, 90, 160, 250, 400].entries()) {
      const child = appender(file, `run${run}`, Number.MAX_SAFE_INTEGER);
      await child.lines.next();
      child.go();
      const before = acks.length;
      while (acks.length - before < patience) acks.push(...ackOf((await child.lines.next()).value as string));
      child.kill();
      acks.push(...(await rest(child.lines)).flatMap(ackOf));
      expect(await child.ended).toEqual([null, 'SIGKILL']);
      expectWhole(file, await eventsIn(file), acks);
    }
    expect(acks.length).toBeGreaterThan(900);
  });

  test('two of them write to the same streams: conflicts are refused, nothing is lost or doubled', async () => {
    const rounds = 60;
    const children = ['left', 'right'].map((name) => appender(file, name, rounds));
    for (const child of children) expect((await child.lines.next()).value).toBe('ready');
    for (const child of children) child.go();
    const lines = (await Promise.all(children.map((child) => rest(child.lines)))).flat();
    expect(await Promise.all(children.map((child) => child.ended))).toEqual([
      [0, null],
      [0, null],
    ]);
    const acks = lines.flatMap(ackOf);
    expect(acks).toHaveLength(2 * 4 * rounds);
    expect(lines.filter((line) => line === 'conflict').length).toBeGreaterThan(0);
    const events = await eventsIn(file);
    expect(events).toHaveLength(acks.length * 3);
    expectWhole(file, events, acks);
  });

  test('a follower here sees what another process writes, in its order', async () => {
    const store = new SqliteEventStore(file, notes());
    const child = appender(file, 'other', 20);
    const stop = new AbortController();
    const seen: Recorded[] = [];
    const following = (async () => {
      for await (const page of store.subscribe(START, stop.signal)) {
        seen.push(...page);
        if (seen.length === 240) stop.abort();
      }
    })();
    child.go();
    await following;
    await child.ended;
    await store.close();
    expect(seen).toEqual(await eventsIn(file));
  });
});
