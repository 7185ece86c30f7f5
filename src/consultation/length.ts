import { daysBetweenRanges, rangeOf, type DayRange, type NumberRange, type When } from '../kernel/time.js';
import type { Consultation, Round } from './consultation.view.js';

/** How long one round was or is planned to be open, in days: from opening to close, paused, and what remains. */
export interface Length {
  readonly whole: NumberRange;
  readonly paused: NumberRange;
  readonly open: NumberRange;
}

const NONE: NumberRange = { min: 0, max: 0 };

const daysOf = (when: When | null | undefined): DayRange | null => (when ? (rangeOf(when) ?? null) : null);

const earlier = (a: DayRange, b: DayRange): DayRange => ({
  earliest: a.earliest < b.earliest ? a.earliest : b.earliest,
  latest: a.latest < b.latest ? a.latest : b.latest,
});

const later = (a: DayRange, b: DayRange): DayRange => ({
  earliest: a.earliest > b.earliest ? a.earliest : b.earliest,
  latest: a.latest > b.latest ? a.latest : b.latest,
});

// Where the dates are so inexact that they overlap, it still took no less than no time.
const stretch = (from: DayRange, to: DayRange): NumberRange => {
  const { min, max } = daysBetweenRanges(from, to);
  return { min: Math.max(0, min), max: Math.max(0, max) };
};

const sumOf = (parts: readonly NumberRange[]): NumberRange =>
  parts.reduce((sum, { min, max }) => ({ min: sum.min + min, max: sum.max + max }), NONE);

/** The length of a round; null where one of its dates is not on record. A pause that nobody ended lasts to the close. */
export const lengthOf = ({ opens, closes, pauses }: Round): Length | null => {
  const [opening, closing] = [daysOf(opens?.on), daysOf(closes?.on)];
  if (!opening || !closing) return null;
  const paused: NumberRange[] = [];
  const open: NumberRange[] = [];
  let since = opening;
  for (const { from, to } of pauses) {
    const [begins, ends] = [daysOf(from.on), to ? daysOf(to.on) : closing];
    if (!begins || !ends) return null;
    // However inexact its days, a pause begins while it is open and ends no earlier.
    const stops = earlier(later(begins, since), closing);
    const goesOn = earlier(later(ends, stops), closing);
    open.push(stretch(since, stops));
    paused.push(stretch(stops, goesOn));
    since = goesOn;
  }
  if (pauses.at(-1)?.to !== null) open.push(stretch(since, closing));
  return { whole: stretch(opening, closing), paused: sumOf(paused), open: sumOf(open) };
};

/**
 * How long a consultation was or is planned to be open, in days, over every time it was and without its pauses; null
 * where its dates do not tell.
 */
export const daysOpen = ({ rounds }: Consultation): NumberRange | null => {
  const lengths = rounds.map(lengthOf).filter((length) => length !== null);
  return rounds.length > 0 && lengths.length === rounds.length ? sumOf(lengths.map(({ open }) => open)) : null;
};
