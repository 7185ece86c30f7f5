import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseExchange } from '../../src/compliance/exchange.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { addDays, londonDay } from '../../src/kernel/time.js';
import { talliesAt, readTally, written, type Tallies } from '../../src/measures/ledger.js';
import { Ledger } from '../../src/measures/measures.ledger.js';
import { obligationsOf } from '../../src/measures/obligation.js';
import { POLICY } from '../../src/measures/policy.js';
import { knownBy, standingOf } from '../../src/measures/record.js';
import { lineKey } from '../../src/measures/series.js';
import { isNothing, NOTHING, add, tallyOf, type Tally } from '../../src/measures/tally.js';
import { Questions } from '../../src/projection/questions.js';
import { ReadModel } from '../../src/projection/read-model.js';
import { worldArb, type Told } from './world.js';

/** A log of what is told, in the order in which it was recorded. */
const logOf = (world: readonly Told[]): Recorded[] =>
  knownBy(world.map(parseExchange), null).map((fact, index) => ({
    ...fact,
    position: String(index + 1).padStart(16, '0'),
  }));

/** What a record comes to at a moment, every duty worked out anew. */
const scratch = (log: readonly Recorded[], seq: number, on: string): Map<string, Tally> => {
  const sums = new Map<string, Tally>();
  for (const it of obligationsOf(standingOf(knownBy(log.slice(0, seq), null)), POLICY, on)) {
    const key = lineKey(it);
    sums.set(key, add(sums.get(key) ?? NOTHING, tallyOf(it, POLICY, on)));
  }
  return sums;
};

const plain = (tallies: Tallies): [string, Tally][] =>
  [...tallies].map(([key, { tally }]): [string, Tally] => [key, tally]).filter(([, tally]) => !isNothing(tally));
const sorted = (pairs: Iterable<[string, Tally]>) =>
  [...pairs].filter(([, tally]) => !isNothing(tally)).toSorted(([a], [b]) => (a < b ? -1 : 1));

const LINES = [
  { measure: 'transparency', owedBy: 'commissioner' },
  { measure: 'transparency', owedBy: 'tso' },
  { measure: 'reliability', owedBy: 'commissioner' },
  { measure: 'reliability', owedBy: 'tso' },
] as const;

const ledgerOf = () => {
  const readModel = new ReadModel(':memory:');
  return { readModel, ledger: new Ledger(readModel, new Questions(readModel.database)) };
};

const told = (ledger: Ledger, seq: number, on: string): [string, Tally][] =>
  LINES.flatMap((of) =>
    plain(talliesAt(ledger.entries(POLICY, { commissioners: null, tsos: null, ...of }, seq), [{ on, seq }])[0]!),
  );

describe('the ledger of two clocks', () => {
  test('says of any day, as known at any moment, bit for bit what the record says that is read as a whole', async () => {
    let [asked, counted, moved] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(
        worldArb,
        fc.array(fc.tuple(fc.nat(99), fc.nat(99)), { minLength: 3, maxLength: 5 }),
        async (world, picks) => {
          const log = logOf(world);
          const { readModel, ledger } = ledgerOf();
          readModel.project(log);
          expect(await ledger.follow(POLICY, log.length)).toBe(true);
          for (const [a, b] of picks) {
            const seq = 1 + (a % log.length);
            const on = addDays('2024-02-01', b * 9);
            const expected = sorted(scratch(log, seq, on));
            expect(sorted(told(ledger, seq, on))).toEqual(expected);
            asked += 1;
            if (expected.length > 0) counted += 1;
          }
          moved += ledger.movedBy(POLICY, log.length).length > 0 ? 1 : 0;
          readModel.close();
        },
      ),
      { numRuns: 75 },
    );
    expect(asked).toBeGreaterThan(100);
    expect(counted).toBeGreaterThan(80);
    expect(moved).toBeGreaterThan(3);
  }, 60_000);

  test('is the same whether it follows the record fact by fact or all at once', async () => {
    await fc.assert(
      fc.asyncProperty(worldArb, async (world) => {
        const log = logOf(world);
        const [stepwise, atOnce] = [ledgerOf(), ledgerOf()];
        atOnce.readModel.project(log);
        await atOnce.ledger.follow(POLICY, log.length);
        for (const [index, fact] of log.entries()) {
          stepwise.readModel.project([fact]);
          // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
          await stepwise.ledger.follow(POLICY, index + 1);
        }
        const rows = ({ readModel }: typeof atOnce) =>
          readModel.database.prepare('SELECT * FROM moved ORDER BY 1, 2, 3, 4, 5, 6, 7, 8').all();
        expect(rows(stepwise)).toEqual(rows(atOnce));
        [stepwise, atOnce].forEach(({ readModel }) => readModel.close());
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  test('of a month end as it was known then never changes by what is recorded later', async () => {
    let later = 0;
    await fc.assert(
      fc.asyncProperty(worldArb, fc.nat(99), async (world, pick) => {
        const log = logOf(world);
        const seq = 1 + (pick % log.length);
        const on = londonDay(log[seq - 1]!.recordedAt);
        const { readModel, ledger } = ledgerOf();
        readModel.project(log.slice(0, seq));
        await ledger.follow(POLICY, seq);
        const then = sorted(told(ledger, seq, on));
        readModel.project(log);
        await ledger.follow(POLICY, log.length);
        expect(sorted(told(ledger, seq, on))).toEqual(then);
        if (
          String(sorted(told(ledger, log.length, on)).map(([, tally]) => written(tally))) !==
          String(then.map(([, tally]) => written(tally)))
        )
          later += 1;
        readModel.close();
      }),
      { numRuns: 75 },
    );
    expect(later).toBeGreaterThan(1);
  }, 60_000);
});

test('a tally is the same after it was written and read', () => {
  const tally = { ...NOTHING, fellDue: 3, missed: -1, kept: -(1n << 200n), all: 5n };
  expect(readTally(written(tally))).toEqual(tally);
  expect(JSON.parse(written(NOTHING))).toEqual({});
});
