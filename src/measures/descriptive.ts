import { givenOn, isWritten, type ChangeNotified } from '../compliance/rules/notice-facts.js';
import { daysOf } from '../compliance/ranges.js';
import { daysOpen } from '../consultation/length.js';
import type { Standing } from '../kernel/standing.js';
import { addDays, daysBetween, type Day, type When } from '../kernel/time.js';
import { dossierOf } from '../matter/dossier.js';
import { decimal, fraction } from './exact.js';
import { recordedAfter, sideOf, type Obligation } from './obligation.js';
import { medianOf } from './reach.js';
import { happenedOn, unitsOf } from './record.js';

/** What is printed beside the measures and never scored; null where there is nothing to tell it from. */
export interface Descriptive {
  readonly medianWeeksConsulted: string | null;
  /** of consultations whose length is on record, those open for less than twelve weeks */
  readonly shareUnderTwelveWeeks: string | null;
  readonly medianDaysOfNotice: string | null;
  /** days from what happened to its being recorded */
  readonly medianRecordingDelay: string | null;
  /** of the events that obligations rest on, those recorded by the side that owed them */
  readonly shareSelfRecorded: string | null;
}

const TWELVE_WEEKS = 84;

const share = (part: number, all: number): string | null =>
  all === 0 ? null : decimal(fraction(BigInt(part), BigInt(all)));

const effectiveFrom = ({ data }: ChangeNotified): Day | null => {
  const { effectiveFrom: from, lastFundedDay } = data;
  const last = lastFundedDay === undefined ? null : (daysOf(lastFundedDay)?.earliest ?? null);
  return from === undefined ? last && addDays(last, 1) : (daysOf(from)?.earliest ?? null);
};

/** Days from each written notice of a change to funding to the first day on the new terms, by TSO. */
export const noticeDays = (
  facts: readonly Standing[],
  validAsOf: Day,
): { readonly change: string; readonly tso: string; readonly days: number }[] =>
  facts
    .filter((fact) => fact.type === 'FundingChangeNotified' && happenedOn(fact) <= validAsOf)
    .map((fact) => fact as unknown as ChangeNotified & Standing)
    .flatMap((notice) => {
      const from = effectiveFrom(notice);
      if (!isWritten(notice) || from === null) return [];
      const { changeId: change } = notice.data;
      return notice.tsos.flatMap((tso) => {
        const reached = daysOf(notice.data.receivedOn ?? confirmedOn(facts, change, tso) ?? givenOn(notice));
        return reached ? [{ change, tso, days: daysBetween(reached.latest, from) }] : [];
      });
    });

/** The day on which a TSO confirmed that a notice had reached it. */
const confirmedOn = (facts: readonly Standing[], change: string, tso: string): When | undefined =>
  facts.find(
    ({ type, data, tsos }) => type === 'NoticeReceiptConfirmed' && data['changeId'] === change && tsos.includes(tso),
  )?.data['receivedOn'] as When | undefined;

/** How many days each of some consultations was open, or is planned to be, of those whose dates tell it to the day. */
const daysConsulted = (facts: readonly Standing[], things: ReadonlySet<string>): number[] =>
  [...unitsOf(facts).values()]
    .flatMap((unit) => dossierOf(unit).consultations)
    .filter(({ id }) => things.has(id))
    .flatMap((consultation) => {
      const days = daysOpen(consultation);
      return days && days.min === days.max ? [days.min] : [];
    });

/** What is told beside a measure of some obligations as of a day, from the facts that they are derived from. */
export const descriptiveOf = (
  obligations: readonly Obligation[],
  facts: readonly Standing[],
  validAsOf: Day,
): Descriptive => {
  const due = obligations.filter(({ enters }) => enters <= validAsOf);
  const known = facts.filter((fact) => happenedOn(fact) <= validAsOf);
  const days = daysConsulted(known, new Set(due.filter(({ rule }) => rule === 'T2').map(({ thing }) => thing)));
  const changes = new Set(due.filter(({ rule }) => rule === 'T6').map(({ thing, tso }) => `${thing} ${tso}`));
  const notices = noticeDays(known, validAsOf).filter(({ change, tso }) => changes.has(`${change} ${tso}`));
  const events = new Map(
    due.flatMap(({ called, done, owedBy }) =>
      [...called, ...(done?.fact ? [done.fact] : [])].map((fact) => [fact.id, { fact, owedBy }] as const),
    ),
  );
  const recorded = [...events.values()];
  return {
    medianWeeksConsulted: medianOf(days, 7),
    shareUnderTwelveWeeks: share(days.filter((count) => count < TWELVE_WEEKS).length, days.length),
    medianDaysOfNotice: medianOf(notices.map((notice) => notice.days)),
    medianRecordingDelay: medianOf(recorded.map(({ fact }) => recordedAfter(fact))),
    shareSelfRecorded: share(recorded.filter(({ fact, owedBy }) => sideOf(fact.by) === owedBy).length, recorded.length),
  };
};
