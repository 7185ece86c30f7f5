import {
  addDays,
  daysBetween,
  daysBetweenRanges,
  label,
  range,
  rangeLabel,
  rangeOf,
  type Day,
  type DayRange,
  type NumberRange,
  type When,
} from '../kernel/time.js';

/** An answer from uncertain dates: `unknown` wherever the days they can mean do not all agree. */
export type Answer = 'yes' | 'no' | 'unknown';

/** The days a date can mean; null where there is no date. */
export const daysOf = (when: When | null | undefined): DayRange | null => (when && rangeOf(when)) || null;

export const isExact = (range: DayRange | null): range is DayRange => range !== null && range.earliest === range.latest;

/** Whether `a` is on an earlier day than `b`; the same day is not before. */
export const before = (a: DayRange | null, b: DayRange | null): Answer => {
  if (!a || !b) return 'unknown';
  if (a.latest < b.earliest) return 'yes';
  return a.earliest >= b.latest ? 'no' : 'unknown';
};

/** Whether `a` is on the day of `b` or earlier. */
export const onOrBefore = (a: DayRange | null, b: DayRange | null): Answer => {
  if (!a || !b) return 'unknown';
  if (a.latest <= b.earliest) return 'yes';
  return a.earliest > b.latest ? 'no' : 'unknown';
};

/** `yes` if all are, `no` if any is not. */
export const all = (answers: readonly Answer[]): Answer => {
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
};

/** `yes` if any is, `no` if none can be. */
export const any = (answers: readonly Answer[]): Answer => {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
};

/** A range moved by a day function that keeps order, such as adding months. */
export const moved = (range: DayRange, move: (day: Day) => Day): DayRange => ({
  earliest: move(range.earliest),
  latest: move(range.latest),
});

export const movedByDays = (range: DayRange, days: number): DayRange => moved(range, (day) => addDays(day, days));

export const between = (from: DayRange, to: DayRange): NumberRange => daysBetweenRanges(from, to);

/** The day itself where it is certain, else null: a due date is shown only when it can be told. */
export const exactDay = (range: DayRange | null): Day | null => (isExact(range) ? range.earliest : null);

/** "1 day", "84 days". */
export const dayCount = (days: number): string => `${days} ${Math.abs(days) === 1 ? 'day' : 'days'}`;

/** "84 days" or "28 to 57 days". */
export const dayCounts = ({ min, max }: NumberRange): string =>
  min === max ? dayCount(min) : `${min} to ${dayCount(max)}`;

/** "on 4 March 2024", "in September 2010", "between 1 March 2024 and 5 March 2024", "on a day not recorded". */
export const on = (when: When | DayRange | null | undefined): string => {
  if (!when) return 'on a day not recorded';
  if (typeof when === 'string' && !when.includes('/')) return `${when.length === 10 ? 'on' : 'in'} ${label(when)}`;
  const { earliest, latest } = typeof when === 'string' ? range(when) : when;
  return earliest === latest ? `on ${label(earliest)}` : rangeLabel({ earliest, latest });
};

/** Where `a` lies from `b` on certain days: "on the day", "3 days before", "5 days after"; empty where not certain. */
export const apart = (a: DayRange | null, b: DayRange | null): string => {
  if (!isExact(a) || !isExact(b)) return '';
  const days = daysBetween(b.earliest, a.earliest);
  if (days === 0) return 'on the day';
  return `${dayCount(Math.abs(days))} ${days < 0 ? 'before' : 'after'}`;
};

/** "a", "a and b", "a, b and c". */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** `{days}` where the number is certain, else `{daysMin, daysMax}`: for the facts of a finding. */
export const dayFacts = ({ min, max }: NumberRange): Record<string, number> =>
  min === max ? { days: min } : { daysMin: min, daysMax: max };
