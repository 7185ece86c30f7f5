import type { Day } from '../kernel/time.js';
import { decayOf } from './decay.js';
import { betaQuantile } from './quantiles.js';
import {
  compare,
  decimal,
  fixed,
  fraction,
  minus,
  numberOf,
  ONE,
  over,
  plus,
  rounded,
  thousandths,
  times,
  type Fraction,
} from './exact.js';
import { eventsOf, type Obligation } from './obligation.js';
import type { Policy } from './policy.js';
import { countedOf, sumOf, tallyOf, UNIT, type Tally } from './tally.js';

/** `published` is the only number of a result that a chart may draw; what stands beside it is for an audit. */
export interface Published {
  readonly status: 'ok' | 'insufficient-evidence';
  readonly published: string | null;
}

/** Numbers are decimal strings with ten decimals. */
interface Estimated extends Published {
  readonly alpha: string;
  readonly beta: string;
  readonly estimate: string;
  readonly lower: string;
  readonly upper: string;
}

/** A Beta distribution as exact numbers, with its interval. */
export interface Belief {
  readonly alpha: Fraction;
  readonly beta: Fraction;
  readonly mean: Fraction;
  readonly lower: number;
  readonly upper: number;
}

/** What is believed after so much evidence kept and missed: everyone starts with the policy's imaginary ones. */
export const beliefOf = (kept: Fraction, missed: Fraction, { prior, credibleMass }: Policy): Belief => {
  const alpha = plus(thousandths(prior.kept), kept);
  const beta = plus(thousandths(prior.missed), missed);
  const total = plus(alpha, beta);
  const [a, b, outside] = [numberOf(alpha), numberOf(beta), (1 - credibleMass) / 2];
  return {
    alpha,
    beta,
    mean: over(alpha, total),
    lower: betaQuantile(outside, a, b),
    upper: betaQuantile(1 - outside, a, b),
  };
};

/** The variance of a belief: m (1 - m) / (N + 1). */
export const varianceOf = ({ alpha, beta, mean }: Belief): number => {
  const m = numberOf(mean);
  return (m * (1 - m)) / (numberOf(plus(alpha, beta)) + 1);
};

export const shown = (enough: boolean, value: Fraction): Published =>
  enough ? { status: 'ok', published: decimal(value) } : { status: 'insufficient-evidence', published: null };

export const atLeast = (value: Fraction, least: number): boolean => compare(value, thousandths(least)) >= 0;

const estimated = (belief: Belief, enough: boolean): Estimated => ({
  alpha: decimal(belief.alpha),
  beta: decimal(belief.beta),
  estimate: decimal(belief.mean),
  lower: rounded(belief.lower),
  upper: rounded(belief.upper),
  ...shown(enough, belief.mean),
});

/** What one relationship's record comes to, for one measure and the side that owes. */
export interface Reading extends Estimated {
  readonly fellDue: number;
  readonly onTime: number;
  readonly late: number;
  readonly missed: number;
  readonly noRecord: number;
  readonly excused: number;
  readonly notYetDue: number;
  readonly underDispute: number;
  readonly evidence: string;
  readonly keptEvidence: string;
  /** null where nothing fell due */
  readonly observedRate: string | null;
  /** if every excuse counted as missed */
  readonly ifExcusesRejected: string;
  /** if every open dispute were upheld */
  readonly ifOpenDisputesUpheld: string;
}

/** One unit of evidence at the end of a day, on the scale of a tally. */
export const unitAt = (policy: Policy, validAsOf: Day): bigint =>
  UNIT * decayOf(policy.halfLifeDays).weightOf(validAsOf);

const missedOf = ({ kept, all }: Pick<Tally, 'kept' | 'all'>): bigint => all - kept;

/** What is believed of a tally at the end of a day. The passing of time moves the prior, not what is added up. */
export const beliefAt = (tally: Tally, policy: Policy, validAsOf: Day): Belief => {
  const unit = unitAt(policy, validAsOf);
  return beliefOf(fraction(tally.kept, unit), fraction(missedOf(tally), unit), policy);
};

/** The reading of a tally at the end of a day. */
export const readingOf = (tally: Tally, policy: Policy, validAsOf: Day): Reading => {
  const unit = unitAt(policy, validAsOf);
  const [kept, all] = [fraction(tally.kept, unit), fraction(tally.all, unit)];
  const belief = beliefAt(tally, policy, validAsOf);
  const rest = plus(belief.alpha, belief.beta);
  const { fellDue, onTime, late, missed, noRecord, excused, notYetDue, underDispute } = tally;
  return {
    ...{ fellDue, onTime, late, missed, noRecord, excused, notYetDue, underDispute },
    evidence: decimal(all),
    keptEvidence: decimal(kept),
    observedRate: tally.all === 0n ? null : decimal(fraction(tally.kept, tally.all)),
    ...estimated(belief, atLeast(all, policy.minEvidence.relationship)),
    ifExcusesRejected: decimal(over(belief.alpha, plus(rest, fraction(tally.excusedWeight, unit)))),
    ifOpenDisputesUpheld: decimal(over(minus(belief.alpha, fraction(tally.disputed, unit)), rest)),
  };
};

/** What one obligation does to an estimate. The effects add up to the estimate less one half. */
export interface Contribution {
  readonly obligation: string;
  readonly events: readonly string[];
  readonly weight: string;
  readonly credit: string;
  readonly effect: string;
  /** the estimate without it */
  readonly without: string;
}

/** An obligation's effect, `w (c - 1/2) / N`, as an exact fraction; N is that of the tally at the end of the day. */
export const effectOf = (weight: bigint, credit: bigint, tally: Tally, policy: Policy, validAsOf: Day): Fraction => {
  const unit = unitAt(policy, validAsOf);
  const total = plus(plus(thousandths(policy.prior.kept), thousandths(policy.prior.missed)), fraction(tally.all, unit));
  return fraction(weight * (2n * credit - ONE) * total.d, 2n * unit * total.n);
};

/** What moved the estimate to where it is, by the key of each obligation that counts. */
export const contributionsOf = (obligations: readonly Obligation[], policy: Policy, validAsOf: Day): Contribution[] => {
  const tally = sumOf(obligations.map((it) => tallyOf(it, policy, validAsOf)));
  const unit = unitAt(policy, validAsOf);
  const share = (value: bigint) => fraction(value, unit);
  const prior = { kept: thousandths(policy.prior.kept), missed: thousandths(policy.prior.missed) };
  return obligations.flatMap((it) => {
    const counted = countedOf(it, policy, validAsOf);
    if (!counted) return [];
    const { weight, credit } = counted;
    const others = plus(prior.kept, share(tally.kept - weight * credit));
    const all = plus(plus(prior.kept, prior.missed), share(tally.all - weight * ONE));
    return [
      {
        obligation: it.key,
        events: eventsOf(it),
        weight: decimal(share(weight * ONE)),
        credit: decimal(fraction(credit, ONE)),
        effect: decimal(effectOf(weight, credit, tally, policy, validAsOf)),
        without: decimal(over(others, all)),
      },
    ];
  });
};

/** What a group's relationships come to, each with one vote at most. */
export interface GroupReading extends Estimated {
  /** the relationships with any evidence */
  readonly relationships: number;
  readonly votes: string;
  /** every obligation alike: for an audit only, since one large relationship drowns the rest */
  readonly pooledObservedRate: string | null;
}

/** Voices in a group, each with so much evidence and a share of it from 0 to 1: what they come to, one vote each at most. */
export const votesOf = (voices: readonly { readonly kept: Fraction; readonly all: Fraction }[]) => {
  const heard = voices.filter(({ all }) => all.n > 0n);
  const ballots = heard.map(({ kept, all }) => {
    const vote = compare(all, fraction(1n)) < 0 ? all : fraction(1n);
    const rate = over(kept, all);
    return { vote: fixed(vote), kept: fixed(times(vote, rate)) };
  });
  const votes = ballots.reduce((sum, { vote }) => sum + vote, 0n);
  const kept = ballots.reduce((sum, ballot) => sum + ballot.kept, 0n);
  return {
    heard: heard.length,
    votes: fraction(votes, ONE),
    kept: fraction(kept, ONE),
    missed: fraction(votes - kept, ONE),
  };
};

/** The reading of a group: one tally for each of its relationships. */
export const groupReadingOf = (
  tallies: readonly Tally[],
  policy: Policy,
  validAsOf: Day,
): GroupReading & { readonly belief: Belief } => {
  const unit = unitAt(policy, validAsOf);
  const { heard, votes, kept, missed } = votesOf(
    tallies.map(({ sharedKept, sharedAll }) => ({ kept: fraction(sharedKept, unit), all: fraction(sharedAll, unit) })),
  );
  const belief = beliefOf(kept, missed, policy);
  const pooled = sumOf(tallies);
  return {
    relationships: heard,
    votes: decimal(votes),
    ...estimated(belief, atLeast(votes, policy.minEvidence.group)),
    pooledObservedRate: pooled.sharedAll === 0n ? null : decimal(fraction(pooled.sharedKept, pooled.sharedAll)),
    belief,
  };
};
