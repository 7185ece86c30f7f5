import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseExchange } from '../../src/compliance/exchange.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { isRemark, type Standing } from '../../src/kernel/standing.js';
import { overlaysOf } from '../../src/measures/obligation.js';
import { POLICY } from '../../src/measures/policy.js';
import { knownBy, standingOf, unitOf, unitsOf } from '../../src/measures/record.js';
import { evolve, groupPoint, initial, point, seriesOf, type Sums } from '../../bench/sums.js';
import { stepsOf, streamsNamed, type Line, type Step } from '../../src/measures/series.js';
import { groupIn, readIn, REAL } from './engine.js';
import { day, shuffledArb, worldArb, type Told } from './world.js';

const stepsOfUnits = (standing: readonly Standing[], keys: Iterable<string>): Step[] => {
  const [units, overlays] = [unitsOf(standing), overlaysOf(standing)];
  return [...keys].flatMap((key) => stepsOf(units.get(key) ?? [], overlays, POLICY));
};

/** From scratch: every unit once, in the order given. */
const scratch = (facts: readonly Recorded[]): Sums => {
  const standing = standingOf(knownBy(facts, null));
  const after = stepsOfUnits(standing, unitsOf(standing).keys());
  return evolve(initial, { before: [], after });
};

/** The units that a new fact can move: its own, that of what it is about, and those of the things it names. */
const unitsMoved = (
  fact: Recorded,
  facts: readonly Recorded[],
  standings: readonly (readonly Standing[])[],
): Set<string> => {
  const about: Recorded[] = [];
  for (let at: Recorded | undefined = fact; at;) {
    about.push(at);
    const target: unknown = isRemark(at) ? at.data['targetId'] : undefined;
    at = facts.find(({ id }) => id === target);
  }
  const known = [...facts, ...standings.flat()];
  const own = new Set(known.filter(({ id }) => about.some((one) => one.id === id)).map(({ stream }) => stream));
  const streams = new Set([...own, ...streamsNamed(known.filter(({ stream }) => own.has(stream)))]);
  return new Set(
    standings
      .flat()
      .filter(({ stream }) => streams.has(stream))
      .map(unitOf),
  );
};

/** One event after another, as the log takes them: each moves only the units it is about. */
const incremental = (facts: readonly Recorded[]): Sums => {
  let [sums, known, before]: [Sums, Recorded[], Standing[]] = [initial, [], []];
  for (const fact of facts) {
    known = [...known, fact];
    const after = standingOf(knownBy(known, null));
    const moved = unitsMoved(fact, known, [before, after]);
    sums = evolve(sums, { before: stepsOfUnits(before, moved), after: stepsOfUnits(after, moved) });
    before = after;
  }
  return sums;
};

const factsOf = (world: readonly Told[]) => world.map(parseExchange);
const inLogOrder = (facts: readonly Recorded[]) => knownBy(facts, null);
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);
const sorted = (sums: Sums) =>
  [...sums].map(([line, months]) => [line, [...months].toSorted(byName)] as const).toSorted(byName);

const ends = ['2023-12-31', '2024-06-30', '2025-01-31', '2026-02-28'];
const line = { commissioner: 'C1', tso: 'A', measure: 'transparency', owedBy: 'commissioner' } as const satisfies Line;

describe('sums by relationship and month', () => {
  test('told one event after another are, bit for bit, those told at once, in whatever order', () => {
    let moved = 0;
    fc.assert(
      fc.property(
        worldArb.chain((world) => fc.tuple(fc.constant(world), shuffledArb(world))),
        ([world, shuffled]) => {
          const once = scratch(factsOf(world));
          expect(sorted(incremental(inLogOrder(factsOf(world))))).toEqual(sorted(once));
          expect(sorted(scratch(factsOf(shuffled)))).toEqual(sorted(once));
          if (once.size > 2) moved += 1;
        },
      ),
      { numRuns: 15 },
    );
    expect(moved).toBeGreaterThan(5);
  });

  test('read at the end of a month what a record read as a whole says then, of a relationship and of a group', () => {
    let counted = 0;
    fc.assert(
      fc.property(worldArb, (world) => {
        const sums = scratch(factsOf(world));
        const readings = ends.map((at) => readIn(REAL, world, { measure: 'transparency', at }).reading);
        expect(seriesOf(sums, line, POLICY, ends)).toEqual(readings);
        expect(ends.map((at) => point(sums, line, POLICY, at))).toEqual(readings);
        const lines = ['A', 'B', 'D'].map((tso) => ({ ...line, tso }));
        for (const at of ends)
          expect(groupPoint(sums, lines, POLICY, at)).toEqual(groupIn(REAL, world, { measure: 'transparency', at }));
        if (readings.at(-1)!.fellDue > 0) counted += 1;
      }),
      { numRuns: 25 },
    );
    expect(counted).toBeGreaterThan(10);
  });

  test('as known then are those of the log as it was then', () =>
    fc.assert(
      fc.property(worldArb, fc.integer({ min: 200, max: 900 }), (world, r) => {
        const then = factsOf(world).filter(({ recordedAt }) => recordedAt <= `${day(r)}T23`);
        expect(sorted(incremental(inLogOrder(then)))).toEqual(sorted(scratch(then)));
      }),
      { numRuns: 8 },
    ));

  test('hold nothing of what was taken out again', () => {
    const facts = factsOf(fc.sample(worldArb, { numRuns: 1, seed: 5 })[0]!);
    const standing = standingOf(knownBy(facts, null));
    const steps = stepsOfUnits(standing, unitsOf(standing).keys());
    const sums = evolve(initial, { before: [], after: steps });
    expect(sums.size).toBeGreaterThan(0);
    expect(evolve(sums, { before: steps, after: [] })).toEqual(initial);
  });
});

test('a stream that says something about duties names the streams of their things', () => {
  const resolved = { type: 'DisputeResolved', data: {} };
  expect(streamsNamed([{ type: 'ObligationExcused', data: { obligationKey: 'T6:X:3' } }])).toEqual(['change-X:3']);
  expect(streamsNamed([{ type: 'DisputeRaised', data: { about: ['R1:P5'] } }, resolved])).toEqual(['commitment-P5']);
  expect(streamsNamed([resolved, { type: 'DisputeRaised', data: { about: ['P5'] } }])).toContain('commitment-P5');
  expect(streamsNamed([resolved])).toEqual([]);
});
