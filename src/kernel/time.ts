import { Temporal } from 'temporal-polyfill';

/** A civil day, `YYYY-MM-DD`. Days carry no zone: the Compact counts days, not hours. */
export type Day = string;

/** An instant, RFC 3339 in UTC with milliseconds, e.g. `2024-03-04T10:12:00.000Z`. */
export type Instant = string;

/**
 * When something happened, as exactly as its source says and no more: a day `2010-09-20`, a month `2010-09`,
 * a year `2010`, or a range `2004-02-25/2004-02-26` of two such values (a subset of ISO 8601-2 / EDTF).
 */
export type When = string;

/** The first and the last day a `When` can mean. For a day both are that day. */
export interface DayRange {
  readonly earliest: Day;
  readonly latest: Day;
}

/** The smallest and the largest whole number that uncertain dates allow. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

export type Precision = 'day' | 'month' | 'year' | 'range' | 'unknown';

const PART = /^\d{4}(-\d{2}(-\d{2})?)?$/;

const plain = (day: Day): Temporal.PlainDate => Temporal.PlainDate.from(day);

const isRealDay = (day: string): boolean => {
  try {
    plain(day);
    return true;
  } catch {
    return false;
  }
};

// What lies beyond is a slip of the pen, and arithmetic on it would leave the four digits a year is written in.
const FIRST_YEAR = '1500';
const LAST_YEAR = '2999';

const partRange = (part: string): DayRange | undefined => {
  if (!PART.test(part)) return undefined;
  const [year, month, day] = part.split('-');
  if (year === undefined || year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  if (day !== undefined) return isRealDay(part) ? { earliest: part, latest: part } : undefined;
  const first = `${year}-${month ?? '01'}-01`;
  if (!isRealDay(first)) return undefined;
  const last = month ? plain(first).add({ months: 1 }).subtract({ days: 1 }) : plain(`${year}-12-31`);
  return { earliest: first, latest: last.toString() };
};

const computedRange = (when: string): DayRange | undefined => {
  const [from, to, ...more] = when.split('/');
  if (from === undefined || more.length > 0) return undefined;
  const first = partRange(from);
  if (to === undefined || first === undefined) return first;
  const last = partRange(to);
  if (last === undefined || last.latest < first.earliest) return undefined;
  return { earliest: first.earliest, latest: last.latest };
};

/** How many answers to questions about dates are remembered: a record asks the same few all the time. */
const KEPT = 20_000;

const kept = <Value>(values: Map<string, Value>, key: string, value: Value): Value => {
  if (values.size >= KEPT) values.clear();
  values.set(key, value);
  return value;
};

const ranges = new Map<string, DayRange | undefined>();
const londonDays = new Map<Instant, Day>();
const monthsAdded = new Map<string, Day>();

/**
 * The range a `When` stands for, or undefined where the text is not one (an impossible date, a range that ends
 * before it begins, any other notation).
 */
export const rangeOf = (when: string): DayRange | undefined => {
  if (ranges.has(when)) return ranges.get(when);
  const found = computedRange(when);
  return when.length <= 21 ? kept(ranges, when, found) : found;
};

/** True for a real civil day written `YYYY-MM-DD` (30 February is not one) of the years 1500 to 2999. */
export const isDay = (text: string): text is Day => text.length === 10 && rangeOf(text) !== undefined;

export const isWhen = (text: string): text is When => rangeOf(text) !== undefined;

/** As `rangeOf`, for text already known to be a `When`; throws RangeError otherwise. */
export const range = (when: When): DayRange => {
  const found = rangeOf(when);
  if (!found) throw new RangeError(`"${when}" is not a date: write YYYY-MM-DD, YYYY-MM or a range A/B`);
  return found;
};

/** How exactly a date is known; `unknown` where there is none. */
export const precisionOf = (when: When | null | undefined): Precision => {
  if (!when) return 'unknown';
  if (when.includes('/')) return 'range';
  return when.length === 10 ? 'day' : when.length === 7 ? 'month' : 'year';
};

// Days in UTC are all of one length, and a day is written there as it is here. Much quicker than objects for dates, of
// which judging makes thousands.
const DAY = 86_400_000;

/** `day` moved by whole civil days; clock changes do not exist in this arithmetic. */
export const addDays = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * DAY).toISOString().split('T', 1)[0]!;

/**
 * `day` moved by calendar months, clamped to the end of a shorter month: 30 November 2024 plus 3 is 28 February 2025.
 * Source: the months of Compact 4.4 and Best Value guidance are calendar months.
 */
export const addMonths = (day: Day, months: number): Day => {
  const key = `${day} ${months}`;
  return (
    monthsAdded.get(key) ?? kept(monthsAdded, key, plain(day).add({ months }, { overflow: 'constrain' }).toString())
  );
};

/** Whole days from one day to another; negative when `to` is earlier. 1 May to 26 July is 86. */
export const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / DAY;

/** The day of the week, from 1 for Monday to 7 for Sunday. */
export const weekday = (day: Day): number => plain(day).dayOfWeek;

/** Fewest and most whole days between two uncertain dates. */
export const daysBetweenRanges = (from: DayRange, to: DayRange): NumberRange => ({
  min: daysBetween(from.latest, to.earliest),
  max: daysBetween(from.earliest, to.latest),
});

/** The civil day on which an instant falls in London (an instant of 23:30 UTC in July is the next day there). */
export const londonDay = (instant: Instant): Day =>
  londonDays.get(instant) ??
  kept(
    londonDays,
    instant,
    Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDate().toString(),
  );

/** The last millisecond of a civil day in London: "known at 1 May" means all that was recorded up to its end. */
export const endOfLondonDay = (day: Day): Instant =>
  instantOf(
    plain(day).add({ days: 1 }).toZonedDateTime({ timeZone: 'Europe/London' }).toInstant().epochMilliseconds - 1,
  );

/** Milliseconds since the epoch as an `Instant`. */
export const instantOf = (epochMilliseconds: number): Instant => new Date(epochMilliseconds).toISOString();

/** An `Instant` or a day (its end, in London) as milliseconds since the epoch; undefined where it is neither. */
export const millisecondsOf = (text: string): number | undefined => {
  if (isDay(text)) return Date.parse(endOfLondonDay(text));
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return undefined;
  }
};

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const partLabel = (part: string): string => {
  const [year, month, day] = part.split('-');
  const name = month ? `${MONTHS[Number(month) - 1]} ` : '';
  return `${day ? `${Number(day)} ` : ''}${name}${year}`;
};

/** A date as a person reads it: "28 February 2025", "September 2010", "October 2011 to December 2011". */
export const label = (when: When | null | undefined): string =>
  when ? when.split('/').map(partLabel).join(' to ') : 'date not recorded';

/** A range as a person reads it: one day, or "between 1 September 2010 and 30 September 2010". */
export const rangeLabel = ({ earliest, latest }: DayRange): string =>
  earliest === latest ? label(earliest) : `between ${label(earliest)} and ${label(latest)}`;
