import { z } from 'zod';
import type { Standing } from '../kernel/standing.js';
import { isDay, londonDay, millisecondsOf } from '../kernel/time.js';
import {
  beliefAt,
  contributionsOf,
  groupReadingOf,
  readingOf,
  shown,
  varianceOf,
  type Contribution,
  type GroupReading,
  type Published,
  type Reading,
} from './estimate.js';
import { decimal, minus, numberOf, plus, rounded, thousandths, times, ZERO } from './exact.js';
import { obligationsOf, type Obligation } from './obligation.js';
import {
  DIRECTIONS,
  groupRatingOf,
  ratingReadingOf,
  ratingsOf,
  standingMean,
  type GroupRatingReading,
  type Rating,
  type RatingReading,
} from './perception.js';
import { ENGINE_VERSION, type Policy, type Reproduction } from './policy.js';
import { normalWidth } from './quantiles.js';
import { sumOf, tallyOf, type Tally } from './tally.js';

const validAsOf = z.string().refine(isDay, 'is not a day');
const when = {
  validAsOf,
  /** a day (all of it counts) or an instant; absent: all that is recorded */
  recordedAsOf: z
    .string()
    .refine((text) => millisecondsOf(text) !== undefined, 'is neither a day nor an instant')
    .optional(),
};
const behaviour = {
  measure: z.enum(['transparency', 'reliability']),
  owedBy: z.enum(['commissioner', 'tso']).default('commissioner'),
};
const pair = { commissioner: z.string(), tso: z.string() };
const direction = z.enum(DIRECTIONS);

/** The questions about measures (contract, section 3). */
export const askShape = z.discriminatedUnion('query', [
  z.object({ query: z.literal('relationship'), ...behaviour, ...pair, ...when }),
  /** of a commissioner, a TSO, or some of the TSOs of a commissioner */
  z.object({
    query: z.literal('group'),
    ...behaviour,
    commissioner: z.string().optional(),
    /** those of an area */
    commissioners: z.array(z.string()).optional(),
    tso: z.string().optional(),
    tsos: z.array(z.string()).optional(),
    ...when,
  }),
  z.object({
    query: z.literal('disparity'),
    ...behaviour,
    commissioner: z.string().optional(),
    groupA: z.array(z.string()),
    groupB: z.array(z.string()),
    ...when,
  }),
  z.object({ query: z.literal('perceptionRelationship'), direction, ...pair, ...when }),
  z.object({
    query: z.literal('perceptionGroup'),
    direction,
    commissioner: z.string(),
    tsos: z.array(z.string()).optional(),
    /** how many organisations were asked; absent: as many as the record says */
    eligible: z.int().min(0).optional(),
    ...when,
  }),
  z.object({
    query: z.literal('combined'),
    direction,
    measure: z.enum(['transparency', 'reliability']).default('reliability'),
    owedBy: z.enum(['commissioner', 'tso']).default('commissioner'),
    ...pair,
    ...when,
  }),
]);

export type Ask = z.output<typeof askShape>;
type AskFor<Query extends Ask['query']> = Extract<Ask, { query: Query }>;

/** What stood at a moment, and the head of the log then. */
export interface Known {
  readonly standing: readonly Standing[];
  readonly logHead: string;
  /** the id that a body is kept by, where it is on record under several */
  readonly kept: (id: string) => string;
}

export interface Disparity extends Published {
  readonly estimateA: string;
  readonly estimateB: string;
  readonly difference: string;
  readonly lower: string;
  readonly upper: string;
}

/** Never without its parts. */
export interface Combined extends Published {
  readonly lower: string | null;
  readonly upper: string | null;
  /** perception less reliability */
  readonly gap: string | null;
  readonly perception: RatingReading;
  readonly behaviour: Reading;
}

type Result =
  | (Reading & { readonly contributions: readonly Contribution[] })
  | GroupReading
  | Disparity
  | RatingReading
  | GroupRatingReading
  | Combined;

export type MeasureAnswer = Result & { readonly reproduction: Reproduction };

type Behaviour = Pick<AskFor<'relationship'>, 'measure' | 'owedBy' | 'validAsOf'>;

const owedIn = ({ standing, kept }: Known, policy: Policy, { measure, owedBy, validAsOf }: Behaviour): Obligation[] =>
  obligationsOf(standing, policy, validAsOf)
    .filter((it) => it.measure === measure && it.owedBy === owedBy)
    .map((it) => ({ ...it, commissioner: kept(it.commissioner), tso: kept(it.tso) }));

/** Facts under the ids that bodies are kept by. */
const underKept = ({ standing, kept }: Known): Standing[] =>
  standing.map((fact) => ({
    ...fact,
    commissioner: fact.commissioner && kept(fact.commissioner),
    tsos: [...new Set(fact.tsos.map(kept))],
  }));

const ofPair = (commissioner: string, tso: string) => (it: { readonly commissioner: string; readonly tso: string }) =>
  it.commissioner === commissioner && it.tso === tso;

const behaviourOf = (
  known: Known,
  policy: Policy,
  ask: Behaviour & Pick<AskFor<'relationship'>, 'commissioner' | 'tso'>,
) => {
  const obligations = owedIn(known, policy, ask).filter(ofPair(ask.commissioner, ask.tso));
  const tally = sumOf(obligations.map((it) => tallyOf(it, policy, ask.validAsOf)));
  return { obligations, tally };
};

const relationship = (ask: AskFor<'relationship'>, policy: Policy, known: Known): Result => {
  const { obligations, tally } = behaviourOf(known, policy, ask);
  return {
    ...readingOf(tally, policy, ask.validAsOf),
    contributions: contributionsOf(obligations, policy, ask.validAsOf),
  };
};

/** One tally for each relationship among some obligations. */
const talliesOf = (obligations: readonly Obligation[], policy: Policy, validAsOf: string): Tally[] => {
  const groups = new Map<string, Tally[]>();
  for (const it of obligations) {
    const key = JSON.stringify([it.commissioner, it.tso]);
    groups.set(key, [...(groups.get(key) ?? []), tallyOf(it, policy, validAsOf)]);
  }
  return [...groups.values()].map(sumOf);
};

interface Members {
  readonly commissioner?: string | undefined;
  readonly commissioners?: readonly string[] | undefined;
  readonly tso?: string | undefined;
  readonly tsos?: readonly string[] | undefined;
}

const inGroup =
  ({ commissioner, commissioners, tso, tsos }: Members) =>
  (it: { readonly commissioner: string; readonly tso: string }): boolean =>
    (commissioner === undefined || it.commissioner === commissioner) &&
    (commissioners === undefined || commissioners.includes(it.commissioner)) &&
    (tso === undefined || it.tso === tso) &&
    (tsos === undefined || tsos.includes(it.tso));

const groupOf = (known: Known, policy: Policy, ask: Behaviour & Members) => {
  const members = owedIn(known, policy, ask).filter(inGroup(ask));
  return groupReadingOf(talliesOf(members, policy, ask.validAsOf), policy, ask.validAsOf);
};

const group = (ask: AskFor<'group'>, policy: Policy, known: Known): Result => {
  const { belief: _belief, ...reading } = groupOf(known, policy, ask);
  return reading;
};

const disparity = (ask: AskFor<'disparity'>, policy: Policy, known: Known): Result => {
  const { commissioner, groupA, groupB } = ask;
  const one = (tsos: readonly string[]) => groupOf(known, policy, { ...ask, commissioner, tsos });
  return disparityOf(one(groupA), one(groupB), policy);
};

type Group = ReturnType<typeof groupReadingOf>;

/** How far two groups are apart: a number only where both have one. */
export const disparityOf = (a: Group, b: Group, policy: Policy): Disparity => {
  const difference = minus(a.belief.mean, b.belief.mean);
  const reach = normalWidth(policy.credibleMass) * Math.sqrt(varianceOf(a.belief) + varianceOf(b.belief));
  return {
    estimateA: a.estimate,
    estimateB: b.estimate,
    difference: decimal(difference),
    lower: rounded(numberOf(difference) - reach),
    upper: rounded(numberOf(difference) + reach),
    ...shown(a.status === 'ok' && b.status === 'ok', difference),
  };
};

const ratingOf = (
  ask: Pick<AskFor<'perceptionRelationship'>, 'commissioner' | 'tso' | 'direction' | 'validAsOf'>,
  policy: Policy,
  known: Known,
): Rating | undefined =>
  ratingsOf(underKept(known), ask.direction, policy, ask.validAsOf).find(ofPair(ask.commissioner, ask.tso));

/** The organisations that the last survey before the end of a day was sent to; null where none is on record. */
const askedIn = (known: Known, { commissioner, direction, validAsOf, tsos }: AskFor<'perceptionGroup'>) => {
  const issued = underKept(known).filter(
    (fact) =>
      fact.type === 'SurveyIssued' &&
      fact.commissioner === commissioner &&
      fact.data['direction'] === direction &&
      (fact.occurredOn ?? londonDay(fact.recordedAt)) <= validAsOf,
  );
  const last = issued.at(-1);
  return last ? last.tsos.filter((tso) => tsos === undefined || tsos.includes(tso)).length : null;
};

const perceptionGroup = (ask: AskFor<'perceptionGroup'>, policy: Policy, known: Known): Result => {
  const ratings = ratingsOf(underKept(known), ask.direction, policy, ask.validAsOf);
  const members = ratings.filter(inGroup(ask));
  return groupRatingOf(members, ask.eligible ?? askedIn(known, ask), policy);
};

/** What is said beside what was done: both parts, and the gap between them; blank where either is. */
export const combinedOf = (rating: Rating | undefined, tally: Tally, policy: Policy, validAsOf: string): Combined => {
  const parts = {
    perception: ratingReadingOf(rating, policy),
    behaviour: readingOf(tally, policy, validAsOf),
  };
  const said = standingMean(rating, policy);
  if (!said || parts.behaviour.status !== 'ok')
    return { lower: null, upper: null, gap: null, ...parts, ...shown(false, ZERO) };
  const { mean, lower, upper } = beliefAt(tally, policy, validAsOf);
  const [wP, wR] = [thousandths(policy.combined.perception), thousandths(policy.combined.reliability)];
  const words = times(wP, said);
  // Neither is taken to be independent of the other: the ends of the interval are the sums of the ends.
  const end = (of: number) => rounded(numberOf(words) + numberOf(wR) * of);
  return {
    lower: end(lower),
    upper: end(upper),
    gap: decimal(minus(said, mean)),
    ...parts,
    ...shown(true, plus(words, times(wR, mean))),
  };
};

const combined = (ask: AskFor<'combined'>, policy: Policy, known: Known): Result =>
  combinedOf(ratingOf(ask, policy, known), behaviourOf(known, policy, ask).tally, policy, ask.validAsOf);

const resultOf = (ask: Ask, policy: Policy, known: Known): Result => {
  switch (ask.query) {
    case 'relationship':
      return relationship(ask, policy, known);
    case 'group':
      return group(ask, policy, known);
    case 'disparity':
      return disparity(ask, policy, known);
    case 'perceptionRelationship':
      return ratingReadingOf(ratingOf(ask, policy, known), policy);
    case 'perceptionGroup':
      return perceptionGroup(ask, policy, known);
    case 'combined':
      return combined(ask, policy, known);
  }
};

const subjectOf = (ask: Ask): string => {
  const many = 'commissioners' in ask ? ask.commissioners?.join(', ') : undefined;
  const commissioner = ask.commissioner ?? many ?? 'all commissioners';
  if (ask.query === 'disparity') return `${commissioner}: ${ask.groupA.join(', ')} and ${ask.groupB.join(', ')}`;
  const tsos = 'tso' in ask && ask.tso !== undefined ? [ask.tso] : 'tsos' in ask ? ask.tsos : undefined;
  return `${commissioner}: ${tsos?.join(', ') ?? 'all organisations'}`;
};

const measureOf = (ask: Ask): Reproduction['measure'] => {
  if (ask.query === 'combined') return 'combined';
  return 'measure' in ask ? ask.measure : 'perception';
};

/**
 * The answer to a question, from what was known at the moment it asks about. With it goes what reproduces it: the same
 * eight give the same digits for ever.
 */
export const answerTo = (ask: Ask, policy: Policy, knownAt: (recordedAsOf: string | null) => Known): MeasureAnswer => {
  const recordedAsOf = ask.recordedAsOf ?? null;
  const known = knownAt(recordedAsOf);
  return {
    ...resultOf(ask, policy, known),
    reproduction: {
      measure: measureOf(ask),
      subject: subjectOf(ask),
      direction: 'direction' in ask ? ask.direction : `owed by the ${ask.owedBy}`,
      validAsOf: ask.validAsOf,
      recordedAsOf,
      policyHash: policy.hash,
      engineVersion: ENGINE_VERSION,
      logHead: known.logHead,
    },
  };
};
