import { distinct, firstText, picking, type Entry, type ToldOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import { daysBetween, daysBetweenRanges, rangeOf, type Day, type NumberRange } from '../kernel/time.js';
import type { DisputeEvent } from './dispute.events.js';

type Told<Type extends DisputeEvent['type']> = ToldOf<DisputeEvent, Type>;
const { last, only } = picking<DisputeEvent>();

/** One stage of a dispute and what happened in it. */
export interface Stage {
  readonly number: number;
  /** what began it; null where only what followed is on record */
  readonly begun: Told<'DisputeRaised' | 'DisputeEscalated'> | null;
  readonly acknowledged: readonly Told<'DisputeAcknowledged'>[];
  readonly responses: readonly Told<'DisputeResponded'>[];
  readonly extensions: readonly Told<'DisputeClockExtended'>[];
  readonly unanswered: readonly Told<'DisputeUnanswered'>[];
  readonly resolved: Told<'DisputeResolved'> | null;
}

/** Something offered, recommended or done to put things right. */
export interface Remedy {
  readonly id: string | null;
  /** null where only what became of it is on record */
  readonly offered: Told<'RemedyOffered'> | null;
  readonly answered: Told<'RemedyAccepted' | 'RemedyRefused'> | null;
  readonly completed: Told<'RemedyCompleted'> | null;
}

export interface Dispute extends Entry {
  readonly concern: Told<'ConcernRaisedInformally'> | null;
  readonly raised: Told<'DisputeRaised'> | null;
  readonly commitments: NonNullable<Told<'DisputeRaised'>['data']['commitments']>;
  /** ids of the things it is about */
  readonly about: readonly string[];
  /** by number; none where it stayed a concern or began in court */
  readonly stages: readonly Stage[];
  /** the last resolution, unless it was taken further since */
  readonly resolved: Told<'DisputeResolved'> | null;
  /** acknowledgements and denials that a commitment was not kept */
  readonly breach: readonly Told<'BreachAcknowledged' | 'BreachDenied'>[];
  readonly mediations: readonly Told<'MediationHeld'>[];
  readonly panel: readonly Told<'PanelFindingIssued'>[];
  readonly apologies: readonly Told<'ApologyIssued'>[];
  readonly remedies: readonly Remedy[];
  /** learnt from it, as the resolution or a publication says */
  readonly lesson: string | null;
  /** the last word of an ombudsman */
  readonly ombudsman: Told<'OmbudsmanDecided'> | null;
  readonly court: {
    readonly claim: Told<'JudicialReviewIssued'> | null;
    readonly judgments: readonly Told<'JudgmentGiven'>[];
  };
}

const STAGED = [
  'DisputeRaised',
  'DisputeAcknowledged',
  'DisputeResponded',
  'DisputeEscalated',
  'DisputeClockExtended',
  'DisputeUnanswered',
  'DisputeResolved',
] as const;

/** What takes a dispute further after someone has had a last word. */
export const FURTHER = [
  'DisputeEscalated',
  'OmbudsmanComplaintMade',
  'JudicialReviewIssued',
  'PermissionGranted',
] as const;

/** What happened belongs to the stage it names or, where it names none, to the one that had been reached. */
const stagesOf = (facts: readonly Standing[], raised: Told<'DisputeRaised'> | null): Stage[] => {
  const first = raised?.data.stage ?? 1;
  let reached = first;
  const groups = new Map<number, Told<(typeof STAGED)[number]>[]>();
  for (const fact of only(facts, ...STAGED)) {
    if (fact.type === 'DisputeEscalated') reached = fact.data.stage ?? reached;
    const { stage: said } = fact.data as { readonly stage?: number };
    const stage = fact.type === 'DisputeRaised' ? first : (said ?? reached);
    groups.set(stage, [...(groups.get(stage) ?? []), fact]);
  }
  return [...groups.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([number, members]) => ({
      number,
      begun: only(members, 'DisputeRaised', 'DisputeEscalated')[0] ?? null,
      acknowledged: only(members, 'DisputeAcknowledged'),
      responses: only(members, 'DisputeResponded'),
      extensions: only(members, 'DisputeClockExtended'),
      unanswered: only(members, 'DisputeUnanswered'),
      resolved: last(members, 'DisputeResolved'),
    }));
};

const REMEDIAL = ['RemedyOffered', 'RemedyAccepted', 'RemedyRefused', 'RemedyCompleted'] as const;

const remediesOf = (facts: readonly Standing[]): Remedy[] => {
  const told = only(facts, ...REMEDIAL);
  return distinct(told.map(({ data }) => data.remedyId ?? '')).map((id) => {
    const members = told.filter(({ data }) => (data.remedyId ?? '') === id);
    const offered = last(members, 'RemedyOffered');
    // What was said of an earlier offer does not answer a new one.
    const since = offered ? members.slice(members.indexOf(offered)) : members;
    return {
      id: id || null,
      offered,
      answered: last(since, 'RemedyAccepted', 'RemedyRefused'),
      completed: last(since, 'RemedyCompleted'),
    };
  });
};

const lessonOf = (facts: readonly Standing[]): string | null =>
  last(facts, 'LessonsPublished')?.data.text ?? last(facts, 'DisputeResolved')?.data.lesson ?? null;

/** A dispute as its standing facts, oldest first, tell it. */
export const disputeOf = (id: string, facts: readonly Standing[]): Dispute => {
  const raised = only(facts, 'DisputeRaised')[0] ?? null;
  const ending = last(facts, 'DisputeResolved', 'DisputeEscalated');
  const named = only(facts, 'ConcernRaisedInformally', 'DisputeRaised', 'BreachAcknowledged');
  const texts = named.flatMap(({ data }) => data.commitments ?? []).map((one) => JSON.stringify(one));
  return {
    id,
    facts,
    concern: only(facts, 'ConcernRaisedInformally')[0] ?? null,
    raised,
    commitments: distinct(texts).map((text) => JSON.parse(text) as Dispute['commitments'][number]),
    about: raised?.data.about ?? [],
    stages: stagesOf(facts, raised),
    resolved: ending?.type === 'DisputeResolved' ? ending : null,
    breach: only(facts, 'BreachAcknowledged', 'BreachDenied'),
    mediations: only(facts, 'MediationHeld'),
    panel: only(facts, 'PanelFindingIssued'),
    apologies: only(facts, 'ApologyIssued'),
    remedies: remediesOf(facts),
    lesson: lessonOf(facts),
    ombudsman: last(facts, 'OmbudsmanDecided'),
    court: {
      claim: only(facts, 'JudicialReviewIssued')[0] ?? null,
      judgments: only(facts, 'JudgmentGiven'),
    },
  };
};

/** The text of what is complained of, as first told. */
export const grievanceOf = ({ facts }: Dispute): string | null =>
  firstText(facts, 'facts') ?? firstText(facts, 'concern') ?? firstText(facts, 'grounds');

/** What it began with: the dispute as raised, else the concern, else the claim. */
const beginningOf = ({ raised, concern, court }: Dispute): Standing | null => raised ?? concern ?? court.claim;

/**
 * What ended it: its resolution, else the last word of an ombudsman or a court, unless it was taken further since. Null
 * while it is open.
 */
export const endingOf = ({
  facts,
  resolved,
}: Dispute): Told<'DisputeResolved' | 'OmbudsmanDecided' | 'JudgmentGiven'> | null => {
  if (resolved) return resolved;
  const word = last(facts, 'OmbudsmanDecided', 'JudgmentGiven', ...FURTHER);
  return word?.type === 'OmbudsmanDecided' || word?.type === 'JudgmentGiven' ? word : null;
};

/** Days from its beginning to its end or, while it is open, to the day given; null where no date tells. */
export const daysOpen = (dispute: Dispute, asOf: Day): NumberRange | null => {
  const begun = beginningOf(dispute)?.occurredOn;
  const ending = endingOf(dispute);
  const ended = ending ? ending.occurredOn : asOf;
  const [from, to] = [begun ? rangeOf(begun) : undefined, ended ? rangeOf(ended) : undefined];
  return from && to ? daysBetweenRanges(from, to) : null;
};

/**
 * The most days that surely passed between two things on record while it was open, up to the day given while it still
 * is; null where fewer than two days are known.
 */
export const longestSilence = (dispute: Dispute, asOf: Day): number | null => {
  const ending = endingOf(dispute);
  const end = ending?.occurredOn ?? null;
  const told = dispute.facts.flatMap(({ occurredOn }) => (occurredOn === null ? [] : (rangeOf(occurredOn) ?? [])));
  const last = ending ? (end && rangeOf(end)) || undefined : { earliest: asOf, latest: asOf };
  const during = told.filter(({ earliest }) => !last || earliest <= last.earliest);
  const days = [...during, ...(last ? [last] : [])].toSorted((a, b) => (a.earliest < b.earliest ? -1 : 1));
  const gaps = days.slice(1).map((day, index) => daysBetween(days[index]!.latest, day.earliest));
  return gaps.length === 0 ? null : Math.max(0, ...gaps);
};
