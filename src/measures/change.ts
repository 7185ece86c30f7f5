import { addDays, type Day } from '../kernel/time.js';
import { decimal, fraction, numberOf, ONE, plus, rounded, type Fraction } from './exact.js';
import { atLeast, beliefOf, varianceOf } from './estimate.js';
import { type Obligation } from './obligation.js';
import type { Policy } from './policy.js';
import { countedOf } from './tally.js';

/** Whether things changed, told only from what does not overlap: two years of obligations, each counted whole. */
export interface Change {
  readonly answer:
    | 'has improved'
    | 'may have improved'
    | 'no clear change'
    | 'may have got worse'
    | 'has got worse'
    | 'insufficient evidence';
  /** the estimate and the evidence of the last 365 days, and of the 365 before */
  readonly now: { readonly estimate: string; readonly evidence: string };
  readonly before: { readonly estimate: string; readonly evidence: string };
  /** standard deviations between the two; null where either has too little evidence */
  readonly z: string | null;
}

const YEAR = 365;
const SURE = 1.96;
const LIKELY = 1.28;

const answerOf = (z: number): Change['answer'] => {
  if (Math.abs(z) < LIKELY) return 'no clear change';
  const sure = Math.abs(z) >= SURE;
  if (z > 0) return sure ? 'has improved' : 'may have improved';
  return sure ? 'has got worse' : 'may have got worse';
};

/** The change in one measure from one year to the next, of the obligations of one relationship as of the last day. */
export const changeOf = (obligations: readonly Obligation[], policy: Policy, validAsOf: Day): Change => {
  const yearTo = (last: Day) => {
    const first = addDays(last, 1 - YEAR);
    const fell = obligations.flatMap((it) => {
      const counted = it.enters >= first && it.enters <= last ? countedOf(it, policy, validAsOf) : null;
      if (!counted) return [];
      const weight = BigInt(Math.round(policy.rules[it.rule].weight * 1000));
      return [{ kept: weight * counted.credit, all: weight * ONE }];
    });
    const share = (sum: bigint): Fraction => fraction(sum, 1000n * ONE);
    const kept = fell.reduce((sum, one) => sum + one.kept, 0n);
    const all = fell.reduce((sum, one) => sum + one.all, 0n);
    return { belief: beliefOf(share(kept), share(all - kept), policy), evidence: share(all) };
  };
  const [now, before] = [yearTo(validAsOf), yearTo(addDays(validAsOf, -YEAR))];
  const enough = [now, before].every(({ evidence }) => atLeast(evidence, policy.minEvidence.relationship));
  const apart = numberOf(plus(now.belief.mean, { n: -before.belief.mean.n, d: before.belief.mean.d }));
  const z = apart / Math.sqrt(varianceOf(now.belief) + varianceOf(before.belief));
  const told = ({ belief, evidence }: typeof now) => ({ estimate: decimal(belief.mean), evidence: decimal(evidence) });
  return {
    answer: enough ? answerOf(z) : 'insufficient evidence',
    now: told(now),
    before: told(before),
    z: enough ? rounded(z) : null,
  };
};
