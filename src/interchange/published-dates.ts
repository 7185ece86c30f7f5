import { isWhen, type When } from '../kernel/time.js';

/** A date as a return publishes it: complete, or complete but for the year. */
export type PublishedDate = { readonly when: When } | { readonly months: readonly string[] };

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

const pad = (value: number | string): string => String(value).padStart(2, '0');

/** "Jan", "Sept", "Marc" and "January" are all a first part of one month's name, or the odd one out. */
const monthOf = (word: string): string | undefined => {
  const index = MONTHS.findIndex(
    (month) => word.length >= 3 && (month.startsWith(word) || (month === 'september' && word === 'sept')),
  );
  return index < 0 ? undefined : pad(index + 1);
};

// Returns of this kind began in 2010: two digits are a year of this century.
const yearOf = (digits: string): string => (digits.length === 2 ? `20${digits}` : digits);

const monthRange = (year: string, months: readonly string[]): When | undefined => {
  const [first, last] = [`${year}-${months[0]}`, `${year}-${months.at(-1)}`];
  if (first === last) return first;
  return isWhen(`${first}/${last}`) ? `${first}/${last}` : undefined;
};

const DAY_FIRST = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})$/;
const IN_WORDS = /^(?:(\d{1,2})(?:st|nd|rd|th)?[ -]+)?([a-z]+(?:[ /&,-]+[a-z]+)*)(?:[ ,./'’-]*(\d{4}|\d{2}))?$/;
const LINKS = new Set(['to', 'and']);
// A longer cell is no date.
const LONGEST = 100;

const inWords = (text: string): PublishedDate | undefined => {
  const [, day, words = '', digits] = IN_WORDS.exec(text) ?? [];
  const months = words
    .split(/[ /&,-]+/)
    .filter((word) => !LINKS.has(word))
    .map(monthOf);
  if (!months.every((month) => month !== undefined)) return undefined;
  if (day !== undefined) {
    const when = `${yearOf(digits ?? '')}-${months[0]}-${pad(day)}`;
    return months.length === 1 && isWhen(when) ? { when } : undefined;
  }
  if (digits === undefined) return { months };
  const when = monthRange(yearOf(digits), months);
  return when === undefined ? undefined : { when };
};

/**
 * Reads the date of a row: "August, 2010", "Oct-2010", "Oct-11" (October 2011, as Excel writes it), "Sept", "Apr/Jun",
 * "12 May 2012", "12/05/2012" (day first) or ISO 8601. A month is never given a day. Undefined where the text is no
 * date, or one that is not in the calendar.
 */
export const publishedDate = (cell: string): PublishedDate | undefined => {
  if (cell.length > LONGEST) return undefined;
  const text = cell
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^[ ,.]+|[ ,.]+$/g, '');
  if (isWhen(text) && text.length > 4) return { when: text };
  const [, day, month, year] = DAY_FIRST.exec(text) ?? [];
  if (day === undefined || month === undefined || year === undefined) return inWords(text);
  const when = `${yearOf(year)}-${pad(month)}-${pad(day)}`;
  return isWhen(when) ? { when } : undefined;
};

/** The months of a date without a year, in a year; undefined where they do not follow each other in one year. */
export const inYear = (date: { readonly months: readonly string[] }, year: number): When | undefined =>
  monthRange(String(year), date.months);

/**
 * The year a file name states for its quarter ("…_jan_mar_14", "…apriljune13", "…-oct-dec-2010"); undefined where it
 * states none, or more than one.
 */
export const yearInName = (name: string): number | undefined => {
  const text = name.toLowerCase().replace(/\.[a-z0-9]+$/, '');
  const full = [...text.matchAll(/(?<!\d)(20\d\d)(?!\d)/g)].map(([, year]) => Number(year));
  const short = [...text.matchAll(/(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-_ ]*(\d\d)(?!\d)/g)];
  const years = new Set([...full, ...short.map(([, year]) => 2000 + Number(year))]);
  return years.size === 1 ? [...years][0] : undefined;
};
