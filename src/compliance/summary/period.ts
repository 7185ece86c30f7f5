import { reject } from '../../kernel/rejection.js';
import { addDays, addMonths, daysBetween, type Day } from '../../kernel/time.js';

/** A span of civil days, both ends included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/**
 * April to March of a financial year as people write it: `2011/12`, `2011-12`, `2011 to 2012` or `FY11-12`; two digits are of 1970 to 2069. Undefined
 * where the text is no year, or its second half does not follow the first.
 */
export const financialYear = (text: string): Period | undefined => {
  const [, first = '', second = ''] =
    /^(?:FY ?)?(\d{4}|\d{2}) ?(?:\/|-|–| to ) ?(\d{4}|\d{2})$/i.exec(text.trim()) ?? [];
  if (!first) return undefined;
  const year = first.length === 4 ? Number(first) : Number(first) + (Number(first) < 70 ? 2000 : 1900);
  if ((year + 1) % 100 !== Number(second) % 100 || (second.length === 4 && Number(second) !== year + 1))
    return undefined;
  return year < 1500 ? undefined : { from: `${year}-04-01`, to: `${year + 1}-03-31` };
};

/** How many whole calendar months a period is, if it is that: 1 April to 31 March is 12. */
const wholeMonths = ({ from, to }: Period): number | null => {
  const next = addDays(to, 1);
  const months = Math.round((daysBetween(from, next) * 12) / 365.25);
  return months > 0 && addMonths(from, months) === next ? months : null;
};

/**
 * The period of the same length that ends on the day before: as many calendar months where it is whole months (a year
 * is compared with a year, leap or not), else as many days.
 */
export const periodBefore = (period: Period): Period => {
  const { from, to } = period;
  const months = wholeMonths(period);
  return {
    from: months === null ? addDays(from, -daysBetween(from, to) - 1) : addMonths(from, -months),
    to: addDays(from, -1),
  };
};

/** A period as it is asked for: a financial year, or its first and last day. */
export interface PeriodAsked {
  readonly year?: string | null;
  readonly from?: Day | null;
  readonly to?: Day | null;
}

/** The period asked for. Throws a Rejection that says what to give. */
export const periodOf = ({ year, from, to }: PeriodAsked): Period => {
  if (year && (from || to)) throw reject('INVALID', 'year', 'Give either a year, or from and to.');
  if (year) {
    const found = financialYear(year);
    if (!found) throw reject('INVALID', 'year', `"${year}" is not a financial year: write 2011/12.`);
    return found;
  }
  if (!from || !to)
    throw reject(
      'INVALID',
      from ? 'to' : 'from',
      'Give the first and the last day of the period, or a year such as 2011/12.',
    );
  if (to < from) throw reject('INVALID', 'to', `The period ends on ${to}, before it begins on ${from}.`);
  return { from, to };
};
