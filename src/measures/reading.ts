import type { Day } from '../kernel/time.js';
import { compare, decimal, fraction, minus, over, plus, thousandths, times, type Fraction } from './exact.js';
import { beliefAt, groupReadingOf, readingOf, unitAt, type Belief } from './estimate.js';
import type { Counts, Effect, Figures } from './figures.js';
import type { Tallies } from './ledger.js';
import { lineKey, type Line } from './series.js';
import { add, NOTHING, sumOf, type Tally } from './tally.js';
import type { Policy } from './policy.js';

/** One relationship of those that are measured, under the ids its bodies are kept by. */
export interface Voice {
  readonly line: Line;
  readonly tally: Tally;
}

/** Tallies with those of one body's several records put together; `kept` gives the id that a body is kept by. */
export const voicesOf = (tallies: Tallies, kept: (id: string) => string): Voice[] => {
  const voices = new Map<string, Voice>();
  for (const { line, tally } of tallies.values()) {
    const own = { ...line, commissioner: kept(line.commissioner), tso: kept(line.tso) };
    const key = lineKey(own);
    voices.set(key, { line: own, tally: add(voices.get(key)?.tally ?? NOTHING, tally) });
  }
  return [...voices].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, voice]) => voice);
};

/** What is measured by, and whether all that bears on it may be seen. */
export interface Lens {
  readonly policy: Policy;
  readonly isGroup: boolean;
  /** false: the asker sees a part, so that no number is published */
  readonly isWhole: boolean;
}

const countsOf = (tally: Tally): Counts => {
  const { fellDue, onTime, late, missed, noRecord, excused, notYetDue, underDispute } = tally;
  return { fellDue, onTime, late, missed, noRecord, excused, notYetDue, underDispute };
};

/** The figures of some relationships at the end of a day: of one, or of a group with one vote each. */
export const figuresOf = (voices: readonly Voice[], { policy, isGroup, isWhole }: Lens, on: Day): Figures => {
  const total = sumOf(voices.map(({ tally }) => tally));
  const shown = ({ status, published }: Pick<Figures, 'status' | 'published'>) =>
    isWhole ? { status, published } : { status: 'seen-in-part' as const, published: null };
  if (isGroup) {
    const { votes, relationships, pooledObservedRate, alpha, beta, estimate, lower, upper, belief, ...rest } =
      groupReadingOf(
        voices.map(({ tally }) => tally),
        policy,
        on,
      );
    return {
      ...countsOf(total),
      ...shown(rest),
      ...{ alpha, beta, estimate, lower, upper, evidence: votes, observedRate: pooledObservedRate, relationships },
      keptEvidence: decimal(minus(belief.alpha, thousandths(policy.prior.kept))),
      ...{ ifExcusesRejected: null, ifOpenDisputesUpheld: null },
    };
  }
  const { alpha, beta, estimate, lower, upper, evidence, keptEvidence, observedRate, ...rest } = readingOf(
    total,
    policy,
    on,
  );
  const { ifExcusesRejected, ifOpenDisputesUpheld } = rest;
  return {
    ...countsOf(total),
    ...shown(rest),
    ...{ alpha, beta, estimate, lower, upper, evidence, keptEvidence, observedRate },
    ...{ ifExcusesRejected, ifOpenDisputesUpheld, relationships: null },
  };
};

/** What is believed of some relationships at the end of a day, and the evidence it rests on. */
export const beliefIn = (voices: readonly Voice[], { policy, isGroup }: Lens, on: Day): Belief => {
  const tallies = voices.map(({ tally }) => tally);
  return isGroup ? groupReadingOf(tallies, policy, on).belief : beliefAt(sumOf(tallies), policy, on);
};

/** Three parts that add up to 1: what was kept, what was missed, and what the prior leaves open. */
export const barOf = ({ alpha, beta }: Belief, { prior }: Policy) => {
  const [kept, missed] = [thousandths(prior.kept), thousandths(prior.missed)];
  const total = plus(alpha, beta);
  return {
    kept: decimal(over(minus(alpha, kept), total)),
    missed: decimal(over(minus(beta, missed), total)),
    unknown: decimal(over(plus(kept, missed), total)),
  };
};

const HALF = fraction(1n, 2n);
const WHOLE = fraction(1n);

/** A relationship's vote in a group and what of it is kept: at most one, whatever it holds. */
export const voteOf = (
  { tally }: Voice,
  policy: Policy,
  on: Day,
): { readonly vote: Fraction; readonly rate: Fraction } => {
  const unit = unitAt(policy, on);
  if (tally.sharedAll <= 0n) return { vote: fraction(0n), rate: HALF };
  const all = fraction(tally.sharedAll, unit);
  return { vote: compare(all, WHOLE) < 0 ? all : WHOLE, rate: fraction(tally.sharedKept, tally.sharedAll) };
};

/** What each relationship did to a group's number: `v (p - 1/2) / N`, which add up to the number less one half. */
export const effectsOfVoices = (voices: readonly Voice[], lens: Lens, on: Day): Effect[] => {
  const { alpha, beta } = beliefIn(voices, lens, on);
  const total = plus(alpha, beta);
  return voices.flatMap((voice) => {
    const { vote, rate } = voteOf(voice, lens.policy, on);
    if (vote.n === 0n) return [];
    return [
      {
        of: `${voice.line.commissioner} ${voice.line.tso}`,
        events: [],
        weight: decimal(vote),
        credit: decimal(rate),
        effect: decimal(over(times(vote, minus(rate, HALF)), total)),
        without: decimal(over(minus(alpha, times(vote, rate)), minus(total, vote))),
      },
    ];
  });
};

/** The largest first, whichever way; of equal ones in the order given. */
export const bySize = <T extends { readonly effect: string }>(effects: readonly T[]): T[] =>
  effects.toSorted((a, b) => Math.abs(Number(b.effect)) - Math.abs(Number(a.effect)));
