import type { Change } from '../../change/change.view.js';
import type { Consultation } from '../../consultation/consultation.view.js';
import type { Entry } from '../../kernel/entry.js';
import { addMonths, daysBetween, type Day, type DayRange, type NumberRange } from '../../kernel/time.js';
import { openingOf } from '../rules/consultation-outcome.js';
import { daysOpen } from '../../consultation/length.js';
import type { Finding } from '../finding.js';
import { situationOf } from '../rules/notice.js';
import { between, daysOf } from '../ranges.js';
import type { Judged } from '../summary/parts.js';
import { inPeriod } from '../summary/summary-lines.js';
import { DUE } from '../summary/summary-outcomes.js';
import { NONE_NAMED, toldOf } from '../summary/summary-told.js';

/** Whose a counted thing is, and the calendar year it falls in; null where the record leaves either open. */
export interface Counted {
  readonly commissioner: string | null;
  readonly year: string | null;
}

export const LENGTHS = [
  'under 4 weeks',
  '4 to 8 weeks',
  '8 to 12 weeks',
  '12 weeks and more',
  'dates leave it open',
  'not on record',
] as const;

/** A formal written consultation. `days`: how long it was open, where one number can be told. */
export interface LengthRow extends Counted {
  readonly band: (typeof LENGTHS)[number];
  readonly days: number | null;
  /** surely shorter than twelve weeks */
  readonly short: boolean;
  /** whether any reason for its length is on record, in time or not */
  readonly explained: boolean;
}

export const NOTICES = [
  'after the fact',
  'under 1 month',
  '1 to 2 months',
  '2 to 3 months',
  '3 months and more',
  'dates leave it open',
  'none that stands on record',
] as const;

/** A change to funding and one TSO it concerns. `days`: from notice to new terms, where one number can be told. */
export interface NoticeRow extends Counted {
  readonly band: (typeof NOTICES)[number];
  readonly days: number | null;
}

/** A funding decision and one TSO it concerns, judged by rule F2 in every edition in force, once it has fallen due. */
export interface ReasonRow extends Counted {
  readonly given: boolean;
}

/** A dispute about a commitment: the stage it reached, how it ended, and in how many days. */
export interface ComplaintRow {
  readonly commitment: string;
  readonly stage: string;
  readonly outcome: string;
  readonly days: number | null;
}

/** A finding that fell due, and what is not on record for it. */
export interface GapRow {
  readonly rule: string;
  readonly evidenced: boolean;
  readonly missing: readonly string[];
}

/** All that a report counts. */
export interface NaoRows {
  readonly lengths: LengthRow[];
  readonly notices: NoticeRow[];
  readonly reasons: ReasonRow[];
  /** one for each commitment that a dispute names */
  readonly complaints: ComplaintRow[];
  readonly gaps: GapRow[];
  /** the disputes behind `complaints`: their base */
  disputes: number;
  /** things left out because they have no date on record, and so belong to no period */
  undated: number;
}

export const noRows = (): NaoRows => ({
  lengths: [],
  notices: [],
  reasons: [],
  complaints: [],
  gaps: [],
  disputes: 0,
  undated: 0,
});

/** For whom and when it is counted: `isAsked` tells whether things of a commissioner are, `bodyOf` its id of ids. */
export interface Scope {
  readonly from: Day;
  readonly to: Day;
  /** the day up to which what is open has been open */
  readonly asOf: Day;
  readonly isAsked: (commissioner: string | null) => boolean;
  readonly bodyOf: (commissioner: string) => string;
}

/** Twelve weeks, as the Compact counts them and the National Audit Office did. */
const TWELVE_WEEKS = 84;

const lengthBand = (days: number): LengthRow['band'] =>
  days < 28 ? LENGTHS[0] : days < 56 ? LENGTHS[1] : days < TWELVE_WEEKS ? LENGTHS[2] : LENGTHS[3];

/** The band of uncertain dates: that of both ends where they agree. */
const bandOfRange = <Band>(range: NumberRange | null, bandOf: (value: number) => Band): Band | null =>
  range && bandOf(range.min) === bandOf(range.max) ? bandOf(range.min) : null;

const exactly = (range: NumberRange | null): number | null => (range && range.min === range.max ? range.min : null);

const lengthRow = (consultation: Consultation, counted: Counted): LengthRow => {
  const days = daysOpen(consultation);
  return {
    ...counted,
    band: bandOfRange(days, lengthBand) ?? (days ? 'dates leave it open' : 'not on record'),
    days: exactly(days),
    short: days !== null && days.max < TWELVE_WEEKS,
    explained: consultation.rationales.length > 0,
  };
};

/** How long a notice was: whole calendar months, counted forward from the day it was received as rule F1 counts them. */
const noticeBand = (received: Day, effective: Day): NoticeRow['band'] => {
  if (daysBetween(received, effective) < 0) return 'after the fact';
  const months = [3, 2, 1, 0].find((count) => addMonths(received, count) <= effective) ?? 0;
  return NOTICES[months + 1]!;
};

const noticeOf = (received: DayRange | null, effective: DayRange | null): Pick<NoticeRow, 'band' | 'days'> => {
  if (!received || !effective) return { band: 'dates leave it open', days: null };
  const [least, most] = [
    noticeBand(received.latest, effective.earliest),
    noticeBand(received.earliest, effective.latest),
  ];
  return { band: least === most ? least : 'dates leave it open', days: exactly(between(received, effective)) };
};

/** Asked for in months when a notice is chosen from several: what the Compact asks. */
const MONTHS = 3;

const yearOf = (days: DayRange): string | null => {
  const [first, last] = [days.earliest.slice(0, 4), days.latest.slice(0, 4)];
  return first === last ? first : null;
};

const isGiven = (findings: readonly Finding[]): boolean =>
  findings.every(({ verdict }) => verdict === 'MET' || verdict === 'MET_WITH_RATIONALE');

/** F2 of each decision and TSO, by all editions in force together. */
const reasonGroups = (findings: readonly Finding[]): Finding[][] => {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.rule !== 'F2' || !finding.inForce || !DUE.includes(finding.verdict)) continue;
    const key = JSON.stringify([finding.about.id, finding.tso]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
};

/** Adds what a report counts of one matter. */
export const addRows = (rows: NaoRows, { dossier, findings }: Judged, scope: Scope): void => {
  const { from, to, asOf, isAsked, bodyOf } = scope;
  const ownerOf = ({ facts: [first] }: Entry): string | null => first?.commissioner ?? dossier.commissioner;

  /** Whose it is and when, where it belongs into the report. */
  const counted = (commissioner: string | null, days: DayRange | null): Counted | null => {
    if (!isAsked(commissioner)) return null;
    if (!days) rows.undated += 1;
    if (!days || days.earliest > to || days.latest < from) return null;
    return { commissioner: commissioner === null ? null : bodyOf(commissioner), year: yearOf(days) };
  };

  for (const consultation of dossier.consultations) {
    const isFormal = consultation.form === null || consultation.form === 'formal-written';
    if (consultation.withdrawn || !isFormal) continue;
    const it = counted(ownerOf(consultation), daysOf(openingOf(consultation).on));
    if (it) rows.lengths.push(lengthRow(consultation, it));
  }
  const noticed = (change: Change, tso: string | null): void => {
    const { notice, effective } = situationOf(dossier, change, tso, MONTHS);
    const days = effective?.days ?? notice?.reached ?? daysOf(change.facts[0]?.occurredOn);
    const it = counted(ownerOf(change), days);
    if (!it) return;
    rows.notices.push({
      ...it,
      ...(notice
        ? noticeOf(notice.reached, effective?.days ?? null)
        : { band: 'none that stands on record' as const, days: null }),
    });
  };
  for (const change of dossier.changes)
    if (!change.withdrawn || change.tookEffect.length > 0)
      for (const tso of change.tsos.length > 0 ? change.tsos : [null]) noticed(change, tso);
  for (const group of reasonGroups(findings)) {
    const it = counted(group[0]?.commissioner ?? null, daysOf(group[0]?.occurredOn));
    if (it) rows.reasons.push({ ...it, given: isGiven(group) });
  }
  for (const dispute of dossier.disputes) {
    const { commitments, raisedOn, stage, outcome, days } = toldOf(dispute, asOf);
    if (!counted(ownerOf(dispute), daysOf(raisedOn))) continue;
    rows.disputes += 1;
    for (const commitment of commitments.length > 0 ? commitments : [NONE_NAMED])
      rows.complaints.push({
        commitment,
        stage: stage ?? 'none on record',
        outcome: outcome ?? 'open',
        days: days && days.min === days.max ? days.min : null,
      });
  }
  for (const { rule, verdict, missing, commissioner, occurredOn } of findings)
    if (DUE.includes(verdict) && isAsked(commissioner) && inPeriod(occurredOn, { from, to }))
      rows.gaps.push({ rule, evidenced: verdict !== 'NOT_EVIDENCED', missing });
};
