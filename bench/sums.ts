import type { Day } from '../src/kernel/time.js';
import { groupReadingOf, readingOf, type GroupReading, type Reading } from '../src/measures/estimate.js';
import type { Policy } from '../src/measures/policy.js';
import { lineKey, type Line, type Step } from '../src/measures/series.js';
import { add, isNothing, NOTHING, sumOf, takeAway, type Tally } from '../src/measures/tally.js';

// Sums in memory by line and month, built another way than the ledger: what its figures are compared with.

/** Steps in and out of the sums: what a unit came to before and after something was recorded. */
export interface Move {
  readonly before: readonly Step[];
  readonly after: readonly Step[];
}

/** `2025-06` to the sum of the steps of that month. A month whose steps cancel out is not there. */
export type Months = ReadonlyMap<string, Tally>;

/** Sums by line and month: all that is kept. It is the same, bit for bit, in whatever order it was told. */
export type Sums = ReadonlyMap<string, Months>;

export const initial: Sums = new Map();

/** Sums with what a move takes out of them and brings into them; the sums that were given stay as they are. */
export const evolve = (sums: Sums, { before, after }: Move): Sums => {
  const next = new Map(sums);
  const own = new Map<string, Map<string, Tally>>();
  const monthsOf = (key: string) => {
    const months = own.get(key) ?? new Map(sums.get(key));
    own.set(key, months);
    return months;
  };
  const book = (step: Step, how: (a: Tally, b: Tally) => Tally) => {
    const months = monthsOf(lineKey(step));
    const month = step.on.slice(0, 7);
    const sum = how(months.get(month) ?? NOTHING, step.moves);
    if (isNothing(sum)) months.delete(month);
    else months.set(month, sum);
  };
  for (const step of before) book(step, takeAway);
  for (const step of after) book(step, add);
  for (const [key, months] of own)
    if (months.size === 0) next.delete(key);
    else next.set(key, months);
  return next;
};

const upTo = (months: Months | undefined, month: string): Tally =>
  sumOf([...(months ?? [])].filter(([of]) => of <= month).map(([, tally]) => tally));

/** The reading of a line at the last day of a month. */
export const point = (sums: Sums, line: Line, policy: Policy, lastDay: Day): Reading =>
  readingOf(upTo(sums.get(lineKey(line)), lastDay.slice(0, 7)), policy, lastDay);

/** The readings of a line at the last day of each of some months, oldest first: one running sum. */
export const seriesOf = (sums: Sums, line: Line, policy: Policy, lastDays: readonly Day[]): Reading[] => {
  const months = [...(sums.get(lineKey(line)) ?? [])].toSorted(([a], [b]) => (a < b ? -1 : 1));
  let [tally, at] = [NOTHING, 0];
  return lastDays.map((day) => {
    for (; at < months.length && months[at]![0] <= day.slice(0, 7); at += 1) tally = add(tally, months[at]![1]);
    return readingOf(tally, policy, day);
  });
};

/** The reading of a group of lines at the last day of a month, each with one vote at most. */
export const groupPoint = (sums: Sums, lines: readonly Line[], policy: Policy, lastDay: Day): GroupReading => {
  const tallies = lines.map((line) => upTo(sums.get(lineKey(line)), lastDay.slice(0, 7)));
  const { belief: _belief, ...reading } = groupReadingOf(tallies, policy, lastDay);
  return reading;
};
