import type { Standing } from '../kernel/standing.js';
import { londonDay, type Day } from '../kernel/time.js';
import { disclosable } from './disclosure.js';
import { atLeast } from './estimate.js';
import { decimal, fraction, fractionOf, plus, times, ZERO } from './exact.js';
import {
  answersOf,
  groupRatingOf,
  ratingsAmong,
  type Answer,
  type Direction,
  type GroupRatingReading,
} from './perception.js';
import type { Policy } from './policy.js';

/** What had been said of one body, or by it of others, as known at the end of a month. Bodies by the ids they are kept by. */
export interface Panel {
  readonly commissioner: string;
  /** surveys and answers of this body, as they stood */
  readonly facts: readonly Standing[];
  /** the size band of a TSO as registered; null: not on record */
  readonly bandOf: (tso: string) => string | null;
}

export interface Month {
  readonly on: Day;
  readonly policy: Policy;
  readonly panels: readonly Panel[];
}

/** A group as it is released; `band` null: all of them. */
export interface ReleasedGroup extends GroupRatingReading {
  readonly band: string | null;
  /** the answers it is made of, by the ids of their events: for nobody to see, so that what is released can be checked */
  readonly answers: readonly string[];
}

/** What is told of groups at the end of a month, and from then on until the next. */
export interface Release {
  readonly on: Day;
  readonly policy: string;
  /** the version of the questions that were answered; null: not on record */
  readonly questionSet: string | null;
  /** all of them first */
  readonly groups: readonly ReleasedGroup[];
  /** the mean with each size band counted by how many of it were asked, where all bands are told; else null */
  readonly byBandsAsked: string | null;
}

/** An answer as it stands: one that was corrected since is another. */
const versionOf = ({ fact }: Answer): string => `${fact.id} ${fact.correctedBy?.id ?? ''}`;

/** Kept from somebody who is concerned by it, so that a sum must not give it away. */
const isKept = ({ fact }: Answer): boolean => fact.visibility === 'confidential' || fact.visibility === 'restricted';

const issuedBy = (facts: readonly Standing[], direction: Direction, on: Day): Standing[] =>
  facts.filter(
    (fact) =>
      fact.type === 'SurveyIssued' &&
      fact.data['direction'] === direction &&
      (fact.occurredOn ?? londonDay(fact.recordedAt)) <= on,
  );

const setOf = (fact: Standing | undefined): string | null => (fact?.data['questionSet'] as string | undefined) ?? null;

/** The answers to the questions last asked, which alone are put in one number, and what a survey of them asked whom. */
const comparable = (panel: Panel, direction: Direction, policy: Policy, on: Day) => {
  const issued = issuedBy(panel.facts, direction, on);
  const last = issued.findLast(({ data }) => data['instrument'] === 'survey') ?? issued.at(-1);
  const questionSet = setOf(last);
  const setOfWave = ({ wave, instrument }: Answer): string | null =>
    setOf(issued.find(({ data }) => data['wave'] === wave && data['instrument'] === instrument));
  const answers = answersOf(panel.facts, direction, policy, on).filter((answer) => {
    const own = setOfWave(answer);
    const counts = policy.perception.weights[answer.instrument] > 0;
    return counts && (own === questionSet || (own === null && answer.instrument === 'pulse'));
  });
  return { questionSet, answers, asked: last ? [...new Set(last.tsos)] : null };
};

interface Candidate {
  readonly band: string | null;
  readonly raters: readonly string[];
  /** what decides whether it may be told */
  readonly reading: GroupRatingReading;
  readonly told: GroupRatingReading;
}

/**
 * What one panel releases at the end of a month, or null. Of every part into which the released groups cut the raters, at
 * least so many organisations have an answer that no release before has told of, and as many of these are kept in
 * confidence where any in the part is: in whatever is added up or taken away among releases, the latest one brings in
 * that many answers of which nothing else is told.
 */
const releaseAt = (
  panel: Panel,
  direction: Direction,
  { on, policy }: Month,
  told: ReadonlySet<string>,
  isExact: boolean,
): Release | null => {
  const { minRespondents, minEvidence } = policy.perception;
  const { questionSet, answers, asked } = comparable(panel, direction, policy, on);
  const fresh = answers.filter((answer) => !told.has(versionOf(answer)));
  if (new Set(fresh.map(({ tso }) => tso)).size < minRespondents) return null;
  const ratings = ratingsAmong(answers, policy, on);
  const standing = new Set(
    ratings.filter(({ evidence }) => atLeast(evidence, minEvidence.relationship)).map(({ tso }) => tso),
  );
  const among = (some: readonly Answer[]) => new Set(some.map(({ tso }) => tso).filter((tso) => standing.has(tso)));
  const [isFresh, isFreshAndKept] = [among(fresh), among(fresh.filter(isKept))];
  const keeps = new Set(answers.filter(isKept).map(({ tso }) => tso));
  const isEnough = (part: readonly string[]): boolean =>
    part.filter((tso) => (part.some((one) => keeps.has(one)) ? isFreshAndKept : isFresh).has(tso)).length >=
    minRespondents;
  const candidate = (band: string | null): Candidate => {
    const isIn = (tso: string) => band === null || panel.bandOf(tso) === band;
    const own = ratings.filter(({ tso }) => isIn(tso));
    const read = (exactly: boolean) => groupRatingOf(own, asked && asked.filter(isIn).length, policy, exactly);
    return { band, raters: own.map(({ tso }) => tso), reading: read(true), told: read(isExact) };
  };
  const bands = [...new Set(ratings.flatMap(({ tso }) => panel.bandOf(tso) ?? []))]
    .map(candidate)
    .toSorted((a, b) => b.raters.length - a.raters.length || (a.band! < b.band! ? -1 : 1));
  const offered = [candidate(null), ...bands].filter(({ reading }) => reading.status === 'ok');
  if (offered[0]?.band !== null) return null;
  const shown = disclosable(
    offered.map(({ raters }, index) => ({ name: String(index), raters })),
    isEnough,
  ).map((index) => offered[Number(index)]!);
  if (shown[0]?.band !== null) return null;
  const groups = shown.map(({ band, raters, told: reading }) => {
    const own = new Set(raters);
    return { band, ...reading, answers: answers.filter(({ tso }) => own.has(tso)).map(versionOf) };
  });
  return { on, policy: policy.hash, questionSet, groups, byBandsAsked: byBandsAsked(panel, asked, shown.slice(1)) };
};

/** A check on who answered: the same mean with each band as large as it was among those asked. */
const byBandsAsked = (
  { bandOf }: Panel,
  asked: readonly string[] | null,
  shown: readonly Candidate[],
): string | null => {
  if (!asked || asked.length === 0 || asked.some((tso) => !shown.some(({ band }) => band === bandOf(tso)))) return null;
  const parts = shown.map(({ band, told }) => {
    const size = asked.filter((tso) => bandOf(tso) === band).length;
    return times(fraction(BigInt(size), BigInt(asked.length)), fractionOf(told.meanOfRespondents!));
  });
  return decimal(parts.reduce(plus, ZERO));
};

/**
 * All that is ever told of groups in one direction, by the commissioner, from what was known at the end of each month,
 * oldest first. It is the same series whoever asks and whenever: nothing in it is worked out again by what came later.
 * Numbers are the coarse ones, unless they are for who may read every answer.
 */
export const releasesOf = (
  months: Iterable<Month>,
  direction: Direction,
  isExact = false,
): ReadonlyMap<string, readonly Release[]> => {
  const releases = new Map<string, Release[]>();
  const told = new Set<string>();
  for (const month of months)
    for (const panel of month.panels) {
      const release = releaseAt(panel, direction, month, told, isExact);
      if (!release) continue;
      release.groups[0]!.answers.forEach((answer) => told.add(answer));
      releases.set(panel.commissioner, [...(releases.get(panel.commissioner) ?? []), release]);
    }
  return releases;
};
