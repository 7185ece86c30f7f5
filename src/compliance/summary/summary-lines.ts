import { LATE_AFTER_DAYS, statusOf, type TrailDecision } from '../../audit/trail.js';
import type { Consultation } from '../../consultation/consultation.view.js';
import { daysOpen } from '../../consultation/length.js';
import type { Standing } from '../../kernel/standing.js';
import {
  addMonths,
  daysBetween,
  daysBetweenRanges,
  londonDay,
  rangeOf,
  type Day,
  type DayRange,
  type NumberRange,
  type When,
} from '../../kernel/time.js';
import type { Change } from '../../change/change.view.js';
import type { Dossier } from '../../matter/dossier.js';
import type { Finding, Verdict } from '../finding.js';
import { situationOf, type Situation } from '../rules/notice.js';
import { givenOn } from '../rules/notice-facts.js';
import type { Judged } from './parts.js';
import type { Period } from './period.js';

export interface ConsultationLine {
  readonly matter: string | null;
  readonly id: string;
  readonly title: string | null;
  readonly form: string | null;
  readonly opened: When | null;
  readonly closed: When | null;
  /** false while the closing is a plan */
  readonly closingOnRecord: boolean;
  /** whole days it was open, as C1 counts them; null where a date is not on record */
  readonly days: NumberRange | null;
  /** the days each framework that judges it asks for, fewest first; empty where none does */
  readonly asked: readonly number[];
  readonly rationale: boolean;
  readonly feedbackOn: When | null;
  /** whole days from the close to the feedback */
  readonly feedbackAfter: NumberRange | null;
  readonly evidence: readonly string[];
}

export interface ChangeLine {
  readonly matter: string | null;
  readonly id: string;
  readonly decision: string | null;
  readonly decidedOn: When | null;
  /** the TSOs for which all of this line is the same */
  readonly tsos: readonly string[];
  /** when the notice that counts reached them: as they confirm, else as it says, else when it was sent */
  readonly noticeReceived: When | null;
  readonly noticeBy: 'confirmed' | 'stated' | 'sent' | null;
  readonly firstDayOnNewTerms: When | null;
  /** whole calendar months of notice, and days; negative days: after the new terms began */
  readonly noticeMonths: NumberRange | null;
  readonly noticeDays: NumberRange | null;
  /** why the circumstances were exceptional, where that was recorded with a named approver */
  readonly exception: string | null;
  readonly impactAssessedOn: When | null;
  readonly rationale: boolean;
  readonly evidence: readonly string[];
}

export interface DecisionLine {
  readonly matter: string | null;
  readonly id: string;
  readonly title: string | null;
  readonly effect: string;
  readonly takenOn: When | null;
  readonly finality: 'provisional' | 'final';
  readonly status: TrailDecision['status'];
  readonly verdicts: Readonly<Record<string, readonly Verdict[]>>;
  readonly evidence: readonly string[];
}

export interface Awards {
  readonly count: number;
  readonly recipients: number;
  readonly pounds: string;
  readonly withoutAmount: number;
}

/** What the record itself is like: a reader weighs the figures by it. */
export interface DataQuality {
  /** facts on record in the matters summarised */
  readonly facts: number;
  readonly recordedLate: number;
  /** days after which a recording counts as late */
  readonly lateAfterDays: number;
  readonly corrected: number;
  readonly contested: number;
  readonly inferredDates: number;
  readonly inexactDates: number;
}

export const inPeriod = (when: When | null | undefined, { from, to }: Period): boolean => {
  const range = when ? rangeOf(when) : undefined;
  return range !== undefined && range.earliest <= to && range.latest >= from;
};

const ids = (facts: readonly Standing[]): string[] => facts.map(({ id }) => id);

const apart = (from: When | null, to: When | null): NumberRange | null => {
  const [start, end] = [from ? rangeOf(from) : undefined, to ? rangeOf(to) : undefined];
  return start && end ? daysBetweenRanges(start, end) : null;
};

const consultationLine = (it: Consultation, matter: string | null, findings: readonly Finding[]): ConsultationLine => {
  const c1 = findings.filter(({ rule, about }) => rule === 'C1' && about.kind === 'consultation' && about.id === it.id);
  const last = it.rounds.at(-1);
  const [opened, closed] = [it.rounds[0]?.opens?.on ?? null, last?.closes?.on ?? null];
  const asked = c1.flatMap(({ facts }) => (typeof facts['required'] === 'number' ? [facts['required']] : []));
  const feedbackOn = it.feedback[0]?.occurredOn ?? null;
  return {
    matter,
    id: it.id,
    title: it.title,
    form: it.form,
    opened,
    closed,
    closingOnRecord: last?.closed ?? false,
    days: daysOpen(it),
    asked: [...new Set(asked)].toSorted((a, b) => a - b),
    rationale: it.rationales.length > 0,
    feedbackOn,
    feedbackAfter: apart(closed, feedbackOn),
    evidence: ids(it.facts),
  };
};

export const consultationLines = ({ dossier, findings }: Judged, period: Period): ConsultationLine[] =>
  dossier.consultations
    .map((it) => consultationLine(it, dossier.matter?.id ?? null, findings))
    .filter(({ opened }) => inPeriod(opened, period));

export const decisionLines = ({ dossier, findings }: Judged, period: Period): DecisionLine[] =>
  dossier.decisions.flatMap((decision) => {
    const { taken } = decision;
    if (!taken || !inPeriod(taken.occurredOn, period)) return [];
    const about = findings.filter(({ about: thing }) => thing.kind === 'decision' && thing.id === decision.id);
    const verdicts: Record<string, Verdict[]> = {};
    for (const { rule, edition, verdict } of about) (verdicts[`${rule} ${edition}`] ??= []).push(verdict);
    return {
      matter: dossier.matter?.id ?? null,
      id: decision.id,
      title: taken.data.title ?? null,
      effect: taken.data.effect,
      takenOn: taken.occurredOn,
      finality: taken.data.finality === 'provisional' ? ('provisional' as const) : ('final' as const),
      status: statusOf(decision),
      verdicts,
      evidence: ids(decision.facts),
    };
  });

/** Whole calendar months from one day to a later one: 1 January to 1 April is 3; none where it is earlier. */
const monthsBetween = (from: Day, to: Day): number => {
  let months = Math.max(0, Math.floor((daysBetween(from, to) * 12) / 366) - 1);
  while (addMonths(from, months + 1) <= to) months += 1;
  return months;
};

const noticeLength = (reached: DayRange | null, effective: DayRange | null) =>
  reached && effective
    ? {
        noticeDays: daysBetweenRanges(reached, effective),
        noticeMonths: {
          min: monthsBetween(reached.latest, effective.earliest),
          max: monthsBetween(reached.earliest, effective.latest),
        },
      }
    : { noticeDays: null, noticeMonths: null };

/** A range of days as a date is written; what the source wrote, where that is at hand, is better. */
const written = (days: DayRange | undefined): When | null =>
  days ? (days.earliest === days.latest ? days.earliest : `${days.earliest}/${days.latest}`) : null;

/** The first day on the new terms as its fact puts it: a month stays a month. */
const firstDayOf = ({ effective }: Situation): When | null => {
  const data = effective?.fact.data as { effectiveFrom?: When; lastFundedDay?: When } | undefined;
  const own = effective?.fact.type === 'FundingChangeTookEffect' ? effective.fact.occurredOn : null;
  const said = data?.effectiveFrom ?? own;
  const days = effective?.days;
  const range = said ? rangeOf(said) : undefined;
  return said && range?.earliest === days?.earliest && range?.latest === days?.latest ? said : written(days);
};

const receivedOf = ({ notice }: Situation): When | null => {
  if (!notice) return null;
  const receipt = notice.receipt?.data['receivedOn'];
  if (notice.reachedBy === 'confirmed' && typeof receipt === 'string') return receipt;
  return notice.reachedBy === 'stated' ? (notice.fact.data.receivedOn ?? null) : givenOn(notice.fact);
};

// What the national Compact asks; it only matters for a notice whose decision was quashed.
const NOTICE_MONTHS = 3;

const changeLine = (dossier: Dossier, change: Change, tso: string | null): Omit<ChangeLine, 'tsos'> => {
  const it = situationOf(dossier, change, tso, NOTICE_MONTHS);
  const { decision, notice } = it;
  const decisionId = decision?.id ?? change.decisionId;
  const reasons = notice?.fact.data.rationale ?? decision?.taken?.data.rationale ?? decision?.rationales[0];
  return {
    matter: dossier.matter?.id ?? null,
    id: change.id,
    decision: decisionId,
    decidedOn: decision?.taken?.occurredOn ?? null,
    noticeReceived: receivedOf(it),
    noticeBy: notice?.reachedBy ?? null,
    firstDayOnNewTerms: firstDayOf(it),
    ...noticeLength(notice?.reached ?? null, it.effective?.days ?? null),
    exception: it.exception?.data.reason ?? null,
    impactAssessedOn:
      dossier.assessments.find((one) => one.decisionId === decisionId && one.completed.length > 0)?.completed[0]
        ?.occurredOn ?? null,
    rationale: reasons !== undefined,
    evidence: ids(change.facts.filter(({ tsos }) => tso === null || tsos.length === 0 || tsos.includes(tso))),
  };
};

/** Each change to funding that was decided, told or took effect in the period; TSOs for whom it went the same way share a line. */
export const changeLines = ({ dossier }: Judged, period: Period): ChangeLine[] =>
  dossier.changes.flatMap((change) => {
    const told = change.facts.map(({ occurredOn }) => occurredOn);
    const lines = new Map<string, ChangeLine>();
    for (const tso of change.tsos.length > 0 ? change.tsos : [null]) {
      const { evidence, ...line } = changeLine(dossier, change, tso);
      if (![...told, line.firstDayOnNewTerms, line.decidedOn].some((when) => inPeriod(when, period))) continue;
      const key = JSON.stringify(line);
      const known = lines.get(key);
      lines.set(key, {
        ...line,
        tsos: [...(known?.tsos ?? []), ...(tso === null ? [] : [tso])],
        evidence: [...new Set([...(known?.evidence ?? []), ...evidence])],
      });
    }
    return [...lines.values()];
  });

export const awardsOf = (judged: readonly Judged[], period: Period): Awards => {
  const made = judged
    .flatMap(({ dossier }) => dossier.agreements)
    .flatMap((agreement) => (agreement.made && inPeriod(agreement.made.occurredOn, period) ? [agreement.made] : []));
  const amounts = made.flatMap(({ data }) => (data.amount === undefined ? [] : [data.amount]));
  const pence = amounts.reduce((sum, amount) => sum + Math.round(amount * 100), 0);
  return {
    count: made.length,
    recipients: new Set(made.flatMap(({ tsos }) => tsos)).size,
    pounds: (pence / 100).toFixed(2),
    withoutAmount: made.length - amounts.length,
  };
};

export const qualityOf = (facts: readonly Standing[]): DataQuality => {
  const late = (fact: Standing): boolean => {
    const range = fact.occurredOn === null ? undefined : rangeOf(fact.occurredOn);
    return range !== undefined && daysBetween(range.latest, londonDay(fact.recordedAt)) > LATE_AFTER_DAYS;
  };
  const count = (test: (fact: Standing) => boolean): number => facts.filter(test).length;
  return {
    facts: facts.length,
    recordedLate: count(late),
    lateAfterDays: LATE_AFTER_DAYS,
    corrected: count((fact) => fact.correctedBy !== null),
    contested: count((fact) => fact.contested.length > 0),
    inferredDates: count((fact) => fact.basis !== 'stated'),
    inexactDates: count((fact) => fact.occurredOn === null || fact.occurredOn.length !== 10),
  };
};
