import { expect } from '@jest/globals';
import fc from 'fast-check';
import { measuresOf } from '../../src/measures/answer.js';
import { disclosable } from '../../src/measures/disclosure.js';
import { fraction } from '../../src/measures/exact.js';
import { groupRatingOf, type Rating } from '../../src/measures/perception.js';
import { POLICY, robustnessOf } from '../../src/measures/policy.js';
import { axiom, type Axiom } from './axioms.js';
import { day, shuffledArb, worldArb } from './world.js';

const { hash: _hash, ...JSON_OF_POLICY } = POLICY;
const { hash: _other, ...ANOTHER } = robustnessOf(POLICY)[0]!.policy;

const LEAST = POLICY.perception.minRespondents;

const ratersArb = fc.array(
  fc.uniqueArray(fc.integer({ min: 1, max: 24 }), { minLength: 1, maxLength: 24 }).map((of) => of.map(String)),
  { minLength: 2, maxLength: 5 },
);

/** A family of groups that fit together more often than any would: bands of one whole, and the whole. */
const bandsArb = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }).map((sizes) => {
  const bands = sizes.map((size, band) => Array.from({ length: size }, (_, index) => `${band}-${index}`));
  return [bands.flat(), ...bands];
});

export const AXIOMS_OF_ANSWERS: readonly Axiom[] = [
  axiom(
    'A21',
    'an answer is a function of its eight reproduction fields',
    0.9,
    worldArb.chain((world) => fc.tuple(fc.constant(world), shuffledArb(world), fc.integer({ min: 300, max: 900 }))),
    (_engine, [world, shuffled, n]) => {
      const asks = (['relationship', 'group', 'combined'] as const).map((query) => ({
        ...{ query, measure: 'reliability', owedBy: 'commissioner', direction: 'tso->commissioner' },
        ...{ commissioner: 'C1', tso: 'A', validAsOf: day(n), recordedAsOf: day(n + 60) },
      }));
      const told = (events: readonly unknown[], policy: unknown = JSON_OF_POLICY) =>
        asks.map((ask) => measuresOf(events, policy)(ask, undefined).answer!);
      const found = told(world);
      // The same log in another order, or with what came later left out, is the same log at that moment.
      const then = world.filter(({ recordedAt }) => recordedAt <= day(n + 60));
      expect(told(shuffled)).toEqual(found);
      expect(told(then)).toEqual(found);
      const { reproduction } = found[0]!;
      expect(Object.keys(reproduction)).toHaveLength(8);
      expect(told(world, ANOTHER)[0]!.reproduction).toEqual({
        ...reproduction,
        policyHash: expect.not.stringMatching(reproduction.policyHash),
      });
      if (then.length > 0) expect(told(then.slice(1))[0]!.reproduction.logHead).not.toBe(reproduction.logHead);
      return then.length > 0;
    },
  ),

  axiom(
    'A22',
    'no answer tells of fewer than five raters, nor does one taken from another',
    0.4,
    fc.tuple(fc.oneof(ratersArb, bandsArb), fc.nat({ max: 12 }), fc.array(fc.nat({ max: 4 }), { maxLength: 8 })),
    (_engine, [families, eligible, scores]) => {
      const groups = families.map((raters, index) => ({ name: String(index), raters }));
      const shown = disclosable(groups, ({ length }) => length >= LEAST).map(
        (name) => new Set(groups[Number(name)]!.raters),
      );
      const size = (keep: (rater: string) => boolean) => [...new Set(families.flat())].filter(keep).length;
      const safe = (count: number) => expect(count === 0 || count >= LEAST).toBe(true);
      for (const a of shown)
        for (const b of shown)
          for (const c of shown) {
            safe(size((one) => a.has(one) && !b.has(one)));
            safe(size((one) => a.has(one) && !b.has(one) && !c.has(one)));
            safe(size((one) => a.has(one) && b.has(one)));
          }
      const one = fraction(1n);
      const ratings = scores.map((score, index): Rating => ({
        ...{ commissioner: 'C1', tso: String(index), evidence: one },
        agreed: fraction(BigInt(score), 4n),
      }));
      const reading = groupRatingOf(ratings, Math.max(eligible, ratings.length), POLICY);
      const { estimate, lower, upper, meanOfRespondents, worstCaseLower, worstCaseUpper, published } = reading;
      const numbers = [estimate, lower, upper, meanOfRespondents, worstCaseLower, worstCaseUpper, published];
      if (reading.respondents < LEAST) expect(numbers).toEqual(numbers.map(() => null));
      return shown.length > 1 || (scores.length > 0 && scores.length < LEAST);
    },
  ),
];
