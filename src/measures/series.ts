import type { Day } from '../kernel/time.js';
import { groupReadingOf, readingOf, type GroupReading, type Reading } from './estimate.js';
import { obligationsOfUnit, type Obligation, type Overlays } from './obligation.js';
import { ABOUT, keyOf, type Party } from './duty.js';
import { RULES, type Measure, type Policy } from './policy.js';
import type { Standing } from '../kernel/standing.js';
import { happenedOn } from './record.js';
import { add, isNothing, NOTHING, sumOf, takeAway, tallyOf, type Tally } from './tally.js';

/** One measure of one relationship, of what one side owes the other. */
export interface Line {
  readonly commissioner: string;
  readonly tso: string;
  readonly measure: Measure;
  readonly owedBy: Party;
}

/** By how much the tally of a line moves from one day on. */
export interface Step extends Line {
  readonly on: Day;
  readonly moves: Tally;
}

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

export const lineKey = ({ commissioner, tso, measure, owedBy }: Line): string =>
  JSON.stringify([commissioner, tso, measure, owedBy]);

const lineOf = ({ commissioner, tso, measure, owedBy }: Obligation): Line => ({ commissioner, tso, measure, owedBy });

/** The days on which what a unit counts for can move: when something happened, a duty entered, or was done late. */
const turnsAfter = (obligations: readonly Obligation[], from: Day, until: Day | undefined): Day[] => {
  const days = obligations.flatMap(({ enters, done }) => [enters, ...(done ? [done.on] : [])]);
  return [...new Set(days)].filter((day) => day > from && (until === undefined || day < until)).toSorted();
};

/** What is said elsewhere about the things of a unit. */
const saidOf = (unit: readonly Standing[], { excuses, disputes }: Overlays): Standing[] => {
  const things = new Set(unit.map(({ stream }) => stream.slice(stream.indexOf('-') + 1)));
  const names = [...things, ...RULES.flatMap((rule) => [...things].map((thing) => keyOf({ rule, thing })))];
  return names.flatMap((name) => [
    ...(excuses.get(name) ?? []),
    ...(disputes.get(name) ?? []).flatMap(({ raised }) => raised ?? []),
  ]);
};

/**
 * The streams of the things about whose duties something is said in another stream, given the facts of that one: what is
 * recorded in it, corrected or annulled moves the units of these too. A unit is that of any fact of its streams.
 */
export const streamsNamed = (stream: readonly Pick<Standing, 'type' | 'data'>[]): string[] => {
  const named = stream.flatMap(({ type, data }): unknown[] => {
    if (type === 'ObligationExcused') return [data['obligationKey']];
    return type === 'DisputeRaised' && Array.isArray(data['about']) ? (data['about'] as unknown[]) : [];
  });
  return named.map(String).flatMap((name) => {
    const known = RULES.find((rule) => name.startsWith(`${rule}:`));
    // A thing named by its id alone may be of any kind that duties are about.
    return known
      ? [`${ABOUT[known].subject}-${name.slice(known.length + 1)}`]
      : [...new Set(RULES.map((rule) => `${ABOUT[rule].subject}-${name}`))];
  });
};

/**
 * What a unit counts for, as steps: the sum of the steps up to a day is what `obligationsOfUnit` says at the end of it.
 * `unit` are its standing facts in their one order, `overlays` what is said about its duties in the whole record.
 */
export const stepsOf = (unit: readonly Standing[], overlays: Overlays, policy: Policy): Step[] => {
  const days = [...new Set([...unit, ...saidOf(unit, overlays)].map(happenedOn))].toSorted();
  const steps: Step[] = [];
  let current = new Map<string, { readonly line: Line; readonly tally: Tally }>();
  const turn = (on: Day, obligations: readonly Obligation[]) => {
    const next = new Map<string, { readonly line: Line; readonly tally: Tally }>();
    for (const it of obligations) {
      const line = lineOf(it);
      const key = lineKey(line);
      next.set(key, { line, tally: add(next.get(key)?.tally ?? NOTHING, tallyOf(it, policy, on)) });
    }
    for (const key of new Set([...current.keys(), ...next.keys()])) {
      const { line } = next.get(key) ?? current.get(key)!;
      const moves = takeAway(next.get(key)?.tally ?? NOTHING, current.get(key)?.tally ?? NOTHING);
      if (!isNothing(moves)) steps.push({ ...line, on, moves });
    }
    current = next;
  };
  for (const [index, day] of days.entries()) {
    const obligations = obligationsOfUnit(unit, overlays, policy, day);
    turn(day, obligations);
    for (const later of turnsAfter(obligations, day, days[index + 1])) turn(later, obligations);
  }
  return steps;
};

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
