import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { parseExchange } from '../../src/compliance/exchange.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { Ledger } from '../../src/measures/measures.ledger.js';
import { MovedBy } from '../../src/measures/measures.moves.js';
import { POLICY } from '../../src/measures/policy.js';
import { knownBy } from '../../src/measures/record.js';
import { Questions } from '../../src/projection/questions.js';
import { ReadModel } from '../../src/projection/read-model.js';
import { ADMINISTRATOR, newFolder, removeFolders } from '../support/app.js';
import { numbered, openRecord, pointOf, promises, recordAll } from './recorded.js';
import { day, event, promise } from './world.js';

const FOLLOWER = fileURLToPath(new URL('./follower.mjs', import.meta.url));
const BUILT = fileURLToPath(new URL('../../dist/measures/measures.ledger.js', import.meta.url));

/** Some 1,300 facts: promises, most of them kept, some of which were said to be so by mistake. */
const log = (): Recorded[] => {
  const told = Array.from({ length: 600 }, (_, n) => [
    ...promise({ id: `P${n}`, due: 100 + n, kept: n % 4 === 0 ? null : (n % 7) - 3, tsos: [`T${n % 9}`] }),
    ...(n % 6 === 1
      ? [event(`v${n}`, 'EventAnnulled', day(900), { targetId: `P${n}-kept`, reason: 'r' }, { tsos: [`T${n % 9}`] })]
      : []),
  ]).flat();
  return knownBy(told.map(parseExchange), null).map((fact, index) => ({
    ...fact,
    position: String(index + 1).padStart(16, '0'),
  }));
};

const rowsIn = ({ database }: ReadModel): unknown[] =>
  database
    .prepare(
      'SELECT commissioner, tso, measure, owed_by, day, seq, unit, moves FROM moved ORDER BY 1, 2, 3, 4, 5, 6, 7',
    )
    .all();

const follower = (file: string) => {
  const child = spawn(process.execPath, [FOLLOWER, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  return {
    lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    go: () => child.stdin.write('go\n'),
    ended: once(child, 'exit') as Promise<[code: number | null, signal: string | null]>,
  };
};

afterEach(removeFolders);

describe('the ledger in a file', () => {
  test('is the same where two processes follow the record into it at once', async () => {
    if (!existsSync(BUILT)) throw new Error('This test runs the compiled ledger: run `npm run build` first.');
    const file = join(newFolder(), 'views.db');
    const [shared, alone] = [new ReadModel(file), new ReadModel(':memory:')];
    for (const readModel of [shared, alone]) readModel.project(log());
    const children = ['left', 'right'].map(() => follower(file));
    for (const child of children)
      // oxlint-disable-next-line no-await-in-loop -- both are ready before either begins
      expect((await child.lines.next()).value).toBe('ready');
    for (const child of children) child.go();
    expect(await Promise.all(children.map(async ({ lines }) => (await lines.next()).value as unknown))).toEqual([
      'true',
      'true',
    ]);
    expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(await new Ledger(alone, new Questions(alone.database)).follow(POLICY, log().length)).toBe(true);
    expect(rowsIn(alone).length).toBeGreaterThan(1_000);
    expect(rowsIn(shared)).toEqual(rowsIn(alone));
    [shared, alone].forEach((readModel) => readModel.close());
  });

  test('is taken further by one process after the other, each on what the other left', async () => {
    const file = join(newFolder(), 'views.db');
    const [left, right, alone] = [new ReadModel(file), new ReadModel(file), new ReadModel(':memory:')];
    const facts = log();
    const ledgers = [left, right].map((readModel) => new Ledger(readModel, new Questions(readModel.database)));
    for (let seq = 0; seq < facts.length; seq += 150) {
      left.project(facts.slice(0, seq + 150));
      // oxlint-disable-next-line no-await-in-loop -- in turns is the point
      expect(await ledgers[(seq / 150) % 2]!.follow(POLICY, Math.min(seq + 150, facts.length))).toBe(true);
    }
    alone.project(facts);
    await new Ledger(alone, new Questions(alone.database)).follow(POLICY, facts.length);
    expect(rowsIn(left)).toEqual(rowsIn(alone));
    [left, right, alone].forEach((readModel) => readModel.close());
  });

  test('that cannot be written is done without: the same figures, worked out from the record', async () => {
    const [kept, late] = ['2025-06-30', '2025-07-05'];
    const app = await openRecord();
    const ids = await recordAll(app, [
      ...promises(numbered('P', 6), { kept }),
      ...promises(['P7'], { recordedOn: late }),
      ...promises(['Q1'], { kept, tsos: ['B'] }),
    ]);
    const asked = () =>
      Promise.all([
        pointOf(app, kept, { knownAt: kept }),
        pointOf(app, kept, { knownAt: late }),
        pointOf(app, '2026-06-30', { tso: null, knownAt: late }),
      ]);
    const { database } = app.container.get(ReadModel);
    database.pragma('query_only = ON');
    const without = await asked();
    await expect(app.application.ask(new MovedBy(ADMINISTRATOR, ids[0]!, kept))).rejects.toThrow(/ask again later/);
    database.pragma('query_only = OFF');
    expect(rowsIn(app.container.get(ReadModel))).toEqual([]);
    expect(await asked()).toEqual(without);
    expect(rowsIn(app.container.get(ReadModel)).length).toBeGreaterThan(10);
    expect(without.map(({ figures }) => figures.fellDue)).toEqual([6, 7, 8]);
    await app.close();
  });
});
