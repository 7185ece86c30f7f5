import type { Standing } from '../kernel/standing.js';
import type { Day } from '../kernel/time.js';
import { decayOf } from './decay.js';
import { atLeast, beliefOf, shown, votesOf, type Published } from './estimate.js';
import {
  compare,
  decimal,
  divided,
  fixed,
  fraction,
  minus,
  ONE,
  over,
  plus,
  rounded,
  thousandths,
  times,
  ZERO,
  type Fraction,
} from './exact.js';
import type { Policy } from './policy.js';
import { happenedOn } from './record.js';

/** Who speaks of whom. The two never mix. */
export const DIRECTIONS = ['tso->commissioner', 'commissioner->tso'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What one organisation said of another by the end of a day, newer answers counting for more. */
export interface Rating {
  readonly commissioner: string;
  readonly tso: string;
  /** sum of weights, in units of one survey of today */
  readonly evidence: Fraction;
  /** sum of weights times scores; scores run from 0 to 1 */
  readonly agreed: Fraction;
}

/** Agreement from 1 to 5 as a score from 0 to 1: the mean of what was answered; null where nothing was. */
const scoreOf = (items: unknown): Fraction | null => {
  const answers = (Array.isArray(items) ? (items as unknown[]) : []).filter(
    (item): item is number => typeof item === 'number' && Number.isInteger(item) && item >= 1 && item <= 5,
  );
  if (answers.length === 0) return null;
  const sum = answers.reduce((total, answer) => total + BigInt(answer), 0n);
  return fraction(sum - BigInt(answers.length), 4n * BigInt(answers.length));
};

interface Voice {
  readonly on: Day;
  readonly score: Fraction;
}

/** One organisation has one voice in a wave: the mean of its answers, of the day of the last of them. */
const waveOf = (voices: readonly Voice[]): Voice => ({
  on: voices.map(({ on }) => on).reduce((a, b) => (a > b ? a : b)),
  score: fraction(
    fixed(times(voices.map(({ score }) => score).reduce(plus), fraction(1n, BigInt(voices.length)))),
    ONE,
  ),
});

const isInstrument = (
  value: unknown,
  { weights }: Policy['perception'],
): value is keyof Policy['perception']['weights'] => typeof value === 'string' && Object.hasOwn(weights, value);

const groupBy = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
};

/** One answer of one organisation about another. */
export interface Answer {
  readonly fact: Standing;
  readonly commissioner: string;
  readonly tso: string;
  readonly wave: string;
  readonly instrument: keyof Policy['perception']['weights'];
  readonly on: Day;
  readonly score: Fraction;
}

/** The answers in one direction by the end of a day, in which anything was answered. */
export const answersOf = (
  facts: readonly Standing[],
  direction: Direction,
  { perception }: Policy,
  validAsOf: Day,
): Answer[] =>
  facts.flatMap((fact) => {
    const { instrument, wave, items } = fact.data;
    const [score, on] = [scoreOf(items), happenedOn(fact)];
    const isOne = fact.type === 'SurveyResponseReceived' && fact.data['direction'] === direction && on <= validAsOf;
    const { commissioner } = fact;
    if (!isOne || !score || commissioner === null || !isInstrument(instrument, perception)) return [];
    return fact.tsos.map((tso) => ({ fact, commissioner, tso, wave: String(wave), instrument, on, score }));
  });

/** The ratings in one direction by the end of a day, one for each relationship that ever answered, by TSO. */
export const ratingsOf = (facts: readonly Standing[], direction: Direction, policy: Policy, validAsOf: Day): Rating[] =>
  ratingsAmong(answersOf(facts, direction, policy, validAsOf), policy, validAsOf);

/** What some answers come to at the end of a day, one rating for each relationship. */
export const ratingsAmong = (
  answers: readonly Answer[],
  { perception, halfLifeDays }: Policy,
  validAsOf: Day,
): Rating[] => {
  const decay = decayOf(halfLifeDays);
  return groupBy(answers, ({ commissioner, tso }) => JSON.stringify([commissioner, tso]))
    .map((of) => {
      const waves = groupBy(of, ({ wave, instrument }) => JSON.stringify([wave, instrument])).map((voices) => {
        const { on, score } = waveOf(voices);
        const age = fraction(decay.weightOf(on), decay.weightOf(validAsOf));
        return { weight: times(thousandths(perception.weights[voices[0]!.instrument]), age), score };
      });
      const evidence = waves.map(({ weight }) => weight).reduce(plus, ZERO);
      const agreed = waves.map(({ weight, score }) => times(weight, score)).reduce(plus, ZERO);
      return { commissioner: of[0]!.commissioner, tso: of[0]!.tso, evidence, agreed };
    })
    .toSorted((a, b) => (a.tso < b.tso ? -1 : a.tso > b.tso ? 1 : 0));
};

const meanOf = ({ evidence, agreed }: Rating): Fraction => over(agreed, evidence);

export interface RatingReading extends Published {
  readonly evidence: string;
  /** null where there is none */
  readonly rating: string | null;
  readonly ratingOutOfFive: string | null;
}

/** A rating as a fraction; null where it is blank. */
export const standingMean = (rating: Rating | undefined, { perception }: Policy): Fraction | null =>
  rating && atLeast(rating.evidence, perception.minEvidence.relationship) ? meanOf(rating) : null;

/** One organisation's statement about another: not a sample, so it has no interval. Blank where it is a year old. */
export const ratingReadingOf = (rating: Rating | undefined, policy: Policy): RatingReading => {
  if (!rating) return { evidence: decimal(ZERO), rating: null, ratingOutOfFive: null, ...shown(false, ZERO) };
  const mean = meanOf(rating);
  return {
    evidence: decimal(rating.evidence),
    rating: decimal(mean),
    ratingOutOfFive: decimal(plus(fraction(1n), times(fraction(4n), mean))),
    ...shown(standingMean(rating, policy) !== null, mean),
  };
};

export interface GroupRatingReading extends Published {
  /** organisations whose own answer is not blank */
  readonly respondents: number;
  /** organisations that were asked; null where the record does not tell */
  readonly eligible: number | null;
  readonly responseRate: string | null;
  readonly votes: string;
  readonly meanOfRespondents: string | null;
  readonly estimate: string | null;
  readonly lower: string | null;
  readonly upper: string | null;
  /** if every silent organisation were wholly unhappy, or wholly happy */
  readonly worstCaseLower: string | null;
  readonly worstCaseUpper: string | null;
}

const CONCEALED = {
  ...{ meanOfRespondents: null, estimate: null, lower: null, upper: null },
  ...{ worstCaseLower: null, worstCaseUpper: null },
  ...shown(false, ZERO),
};

const toHundredths = (value: Fraction): Fraction => fraction(divided(value.n * 100n, value.d), 100n);

/**
 * What is told to those who may not read the answers: the mean of what each organisation says, to the whole percent, and
 * so many votes, to the hundredth. Scores have few sizes and each vote a weight by its days, so that from a weighted sum
 * with all its digits one could tell each of its parts; this is the same whoever of them said what.
 */
const coarse = (current: readonly Rating[], votes: Fraction): { readonly votes: Fraction; readonly kept: Fraction } => {
  const said = current.map((rating) => fixed(meanOf(rating))).reduce((sum, one) => sum + one, 0n);
  const mean = toHundredths(fraction(said, ONE * BigInt(current.length)));
  const all = toHundredths(votes);
  return { votes: all, kept: times(all, mean) };
};

/**
 * What a group says, one organisation one vote: exactly, or as coarsely as it is told to everybody. Where fewer answered
 * than the policy lets one show, no number is given at all: from any of them one could tell what a single one said.
 */
export const groupRatingOf = (
  ratings: readonly Rating[],
  eligible: number | null,
  policy: Policy,
  isExact = true,
): GroupRatingReading => {
  const { minEvidence, minRespondents, minResponseRate } = policy.perception;
  const current = ratings.filter(({ evidence }) => atLeast(evidence, minEvidence.relationship));
  const cast = votesOf(ratings.map(({ evidence, agreed }) => ({ kept: agreed, all: evidence })));
  const whole = eligible !== null && eligible > 0 ? fraction(BigInt(current.length), BigInt(eligible)) : null;
  const rate = whole && compare(whole, fraction(1n)) > 0 ? fraction(1n) : whole;
  const isTold = current.length >= minRespondents;
  const { votes, kept } = isExact || !isTold ? cast : coarse(current, cast.votes);
  const counts = {
    respondents: current.length,
    eligible,
    responseRate: rate && decimal(rate),
    votes: decimal(votes),
  };
  if (!isTold) return { ...counts, ...CONCEALED };
  const mean = over(kept, votes);
  const belief = beliefOf(kept, minus(votes, kept), policy);
  const enough =
    atLeast(cast.votes, minEvidence.group) && rate !== null && compare(rate, thousandths(minResponseRate)) >= 0;
  const lowest = rate && times(rate, mean);
  return {
    ...counts,
    meanOfRespondents: decimal(mean),
    estimate: decimal(belief.mean),
    lower: rounded(belief.lower),
    upper: rounded(belief.upper),
    worstCaseLower: lowest && decimal(lowest),
    worstCaseUpper: lowest && rate && decimal(plus(lowest, minus(fraction(1n), rate))),
    ...shown(enough, belief.mean),
  };
};
