import { agreementEvents } from '../agreement/agreement.events.js';
import { agreementOf, type Agreement } from '../agreement/agreement.view.js';
import { daysOf } from '../compliance/ranges.js';
import { chronological, entriesOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import { addDays, addMonths, daysBetween, type Day } from '../kernel/time.js';
import { happenedOn } from './record.js';

/** What the agreements in force on a day pay in a year. */
export interface Funding {
  /** whole pounds */
  readonly perYear: number;
  readonly agreements: number;
  /** in force, but with no sum or no term on record: not in `perYear` */
  readonly unknown: number;
}

/** What an agreement pays over a part of its life: pounds over so many months. */
interface Part {
  readonly from: Day;
  /** the last day; null: none on record */
  readonly to: Day | null;
  readonly pounds: number | null;
  readonly months: number | null;
}

const DAYS_IN_A_MONTH = 365.25 / 12;

const firstOf = (when: string | null | undefined): Day | null => daysOf(when)?.earliest ?? null;
const lastOf = (when: string | null | undefined): Day | null => daysOf(when)?.latest ?? null;

const monthsOf = (from: Day, to: Day | null): number | null =>
  to === null || to < from ? null : Math.max(1, Math.round((daysBetween(from, to) + 1) / DAYS_IN_A_MONTH));

/** As it was made: where only its term is on record, it ends that many months after it starts. */
const asMade = ({ made }: Agreement): Part | null => {
  if (!made) return null;
  const { amount, startsOn, endsOn, termMonths } = made.data;
  const from = firstOf(startsOn) ?? happenedOn(made);
  const byTerm = termMonths === undefined ? null : addDays(addMonths(from, Math.round(termMonths)), -1);
  const to = lastOf(endsOn) ?? byTerm;
  return { from, to, pounds: amount ?? null, months: termMonths ?? monthsOf(from, to) };
};

/** What holds on a day: a renewal or extension begins after the last day before it; a varied sum is that of the whole term. */
const partOn = (agreement: Agreement, on: Day): Part | null => {
  const made = asMade(agreement);
  if (!made || on < made.from || (agreement.ended && happenedOn(agreement.ended) <= on)) return null;
  let part = made;
  for (const change of agreement.altered) {
    if (happenedOn(change) > on) continue;
    const { endsOn, amount } = change.data as { readonly endsOn?: string; readonly amount?: number };
    const to = lastOf(endsOn) ?? part.to;
    const pounds = amount ?? part.pounds;
    if (change.type === 'AgreementVaried') {
      part = { ...part, to, pounds, months: to === part.to ? part.months : monthsOf(part.from, to) };
      continue;
    }
    if (part.to === null || on <= part.to) continue;
    const from = addDays(part.to, 1);
    // An extension that names no sum pays as before.
    part = { from, to, pounds, months: amount === undefined ? part.months : monthsOf(from, to) };
  }
  return part.to !== null && part.to < on ? null : part;
};

/** What the agreements that some standing facts tell of pay in a year, as of the end of a day. */
export const fundingOn = (facts: readonly Standing[], on: Day): Funding => {
  const told = facts.filter((fact) => happenedOn(fact) <= on);
  const parts = entriesOf(chronological(told), agreementEvents, ['agreementId'], agreementOf).flatMap(
    (agreement) => partOn(agreement, on) ?? [],
  );
  const known = parts.flatMap(({ pounds, months }) => (pounds === null || !months ? [] : [(pounds * 12) / months]));
  return {
    perYear: Math.round(known.reduce((sum, pounds) => sum + pounds, 0)),
    agreements: parts.length,
    unknown: parts.length - known.length,
  };
};
