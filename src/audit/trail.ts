import { sentenceOf } from '../history/sentences.js';
import { asRecorded, type HistoryEntry } from '../history/entry.js';
import type { Position, Recorded } from '../kernel/fact.js';
import { annulledAmong, standing, type Standing } from '../kernel/standing.js';
import { daysBetween, endOfLondonDay, londonDay, rangeOf, type Instant, type When } from '../kernel/time.js';
import { chronological } from '../kernel/entry.js';
import { dossierOf } from '../matter/dossier.js';
import type { Decision } from '../decision/decision.view.js';
import type { Dispute } from '../dispute/dispute.view.js';

/** A fact recorded more than this many days after the last day it can have happened on is marked late. */
export const LATE_AFTER_DAYS = 7;

/**
 * How a fact stands to a decision: it was on record by the end of the decision's day; its source claims that it was;
 * it had happened but was recorded later; it happened later; or the dates are not exact enough to tell.
 */
export const KNOWLEDGE = ['ON_RECORD', 'CLAIMED_ON_RECORD', 'RECORDED_LATER', 'HAPPENED_LATER', 'UNCERTAIN'] as const;
export type Knowledge = (typeof KNOWLEDGE)[number];

/** One line of a decision trail. */
export interface TrailEntry {
  /** as it stood at the moment it is told for; an annulled one as it was recorded */
  readonly fact: HistoryEntry;
  readonly sentence: string;
  /** days from the last day it can have happened on to the London day of its recording; null where it has no date */
  readonly recordedAfterDays: number | null;
  readonly late: boolean;
}

/** A decision of the matter, and how each other fact stands to it. */
export interface TrailDecision {
  readonly decision: Decision;
  readonly takenOn: When | null;
  readonly finality: 'provisional' | 'final';
  readonly status: 'STANDING' | 'CALLED_IN' | 'REFERRED_BACK' | 'PAUSED' | 'QUASHED' | 'SUPERSEDED';
  /** those that name the decision */
  readonly disputes: readonly Dispute[];
  readonly knowledge: readonly Known[];
}

/** How a fact stands to a decision. What was on record then is told as it stood then, whatever has been said since. */
export interface Known {
  readonly entry: TrailEntry;
  readonly knowledge: Knowledge;
  /** what has become of it since the day of the decision */
  readonly since: 'CORRECTED' | 'ANNULLED' | null;
}

/** Everything on record about a matter, in the order in which it happened, and what was known at each decision. */
export interface Trail {
  readonly matter: string;
  readonly title: string | null;
  readonly commissioner: string | null;
  /** names of the TSOs it concerns, by id */
  readonly names: Readonly<Record<string, string>>;
  readonly entries: readonly TrailEntry[];
  readonly decisions: readonly TrailDecision[];
  readonly knownAt: Instant | null;
  readonly through: Position;
}

const lineOf = (fact: HistoryEntry, named: (id: string) => string): TrailEntry => {
  const range = fact.occurredOn === null ? undefined : rangeOf(fact.occurredOn);
  const recordedAfterDays = range ? daysBetween(range.latest, londonDay(fact.recordedAt)) : null;
  return {
    fact,
    sentence: sentenceOf(fact, named),
    recordedAfterDays,
    late: recordedAfterDays !== null && recordedAfterDays > LATE_AFTER_DAYS,
  };
};

/** How a fact stands to a decision taken on `takenOn`; what happened on the same day counts as known only when recorded by its end. */
export const knowledgeOf = (fact: Standing, takenOn: When | null): Knowledge => {
  const decided = takenOn === null ? undefined : rangeOf(takenOn);
  const happened = fact.occurredOn === null ? undefined : rangeOf(fact.occurredOn);
  if (!decided) return 'UNCERTAIN';
  if (happened && happened.earliest > decided.latest) return 'HAPPENED_LATER';
  if (fact.recordedAt <= endOfLondonDay(decided.earliest)) return 'ON_RECORD';
  if (!happened || happened.latest > decided.earliest) return 'UNCERTAIN';
  const claimed = fact.sourceRecordedOn === null ? undefined : rangeOf(fact.sourceRecordedOn);
  return claimed && claimed.latest <= decided.earliest ? 'CLAIMED_ON_RECORD' : 'RECORDED_LATER';
};

/**
 * Whether a decision stands; one that was both superseded and quashed is quashed. What was called in or referred back
 * stands again once it was reaffirmed or modified.
 */
export const statusOf = ({ quashed, superseded, paused, review }: Decision): TrailDecision['status'] => {
  if (quashed) return 'QUASHED';
  if (superseded) return 'SUPERSEDED';
  if (paused) return 'PAUSED';
  const last = review.at(-1)?.type;
  if (last === 'DecisionCalledIn') return 'CALLED_IN';
  return last === 'DecisionReferredBack' ? 'REFERRED_BACK' : 'STANDING';
};

/** Every event of a matter as it stands after all that is given: remarks and annulled events too, which `standing` leaves out. */
const told = (events: readonly Recorded[]): Map<string, HistoryEntry> => {
  const now = new Map(standing(events).map((fact) => [fact.id, fact]));
  const annulled = annulledAmong(events);
  return new Map(
    events.map((event) => [
      event.id,
      { ...(now.get(event.id) ?? asRecorded(event)), annulled: annulled.has(event.id) },
    ]),
  );
};

const sinceThen = (then: HistoryEntry, now: HistoryEntry | undefined): Known['since'] => {
  if (now?.annulled && !then.annulled) return 'ANNULLED';
  return now?.correctedBy?.id === then.correctedBy?.id ? null : 'CORRECTED';
};

const knownOf = (
  events: readonly Recorded[],
  now: ReadonlyMap<string, HistoryEntry>,
  taken: Standing,
  named: (id: string) => string,
): Known[] => {
  const decided = taken.occurredOn === null ? undefined : rangeOf(taken.occurredOn);
  const end = decided ? endOfLondonDay(decided.earliest) : '';
  const then = told(events.filter(({ recordedAt }) => recordedAt <= end));
  return [...now.values()]
    .filter(({ id }) => id !== taken.id)
    .map((fact) => {
      const before = then.get(fact.id);
      const entry = lineOf(before ?? fact, named);
      const since = before ? sinceThen(before, fact) : null;
      return { entry, knowledge: knowledgeOf(before ?? fact, taken.occurredOn), since };
    });
};

/**
 * The decision trail of a matter from its recorded events (all known at one moment, in log order). It is folded when
 * asked for and never stored, so it cannot disagree with the log.
 */
export const trailOf = (
  matter: string,
  recorded: readonly Recorded[],
  moment: { readonly knownAt: Instant | null; readonly position: Position },
  named: (id: string) => string,
): Trail => {
  const dossier = dossierOf(standing(recorded));
  const now = told(recorded);
  const sorted = new Map(chronological([...now.values()]).map((fact) => [fact.id, fact]));
  return {
    matter,
    title: dossier.matter?.title ?? null,
    commissioner: dossier.commissioner,
    names: Object.fromEntries(dossier.tsos.map((id) => [id, named(id)])),
    entries: [...sorted.values()].map((fact) => lineOf(fact, named)),
    decisions: dossier.decisions.flatMap((decision) => {
      const { taken } = decision;
      if (!taken) return [];
      return {
        decision,
        takenOn: taken.occurredOn,
        finality: taken.data.finality === 'provisional' ? 'provisional' : 'final',
        status: statusOf(decision),
        disputes: dossier.disputes.filter(({ about }) => about.includes(decision.id)),
        knowledge: knownOf(recorded, sorted, taken, named),
      };
    }),
    knownAt: moment.knownAt,
    through: moment.position,
  };
};
