import { addMonths, daysBetween, label, type Day, type DayRange } from '../../kernel/time.js';
import { lastDayFor } from './notice.js';
import { between, dayCount, dayCounts, isExact, on, type Answer } from '../ranges.js';

/** "3 calendar months" */
const monthCount = (count: number): string => `${count} calendar ${count === 1 ? 'month' : 'months'}`;

/** "31 May 2025 less 3 calendar months is 28 February 2025", or the sum forwards where a shorter month clamps it. */
export const noticeDue = (effective: Day, count: number): string => {
  const last = lastDayFor(effective, count);
  return addMonths(effective, -count) === last
    ? `${label(effective)} less ${monthCount(count)} is ${label(last)}`
    : `${label(last)} plus ${monthCount(count)} is ${label(addMonths(last, count))}`;
};

const margin = (reached: Day, effective: Day, count: number): string => {
  const late = daysBetween(lastDayFor(effective, count), reached);
  if (late === 0) return 'on the last day for it';
  if (late < 0) return `${dayCount(-late)} early`;
  const after = daysBetween(effective, reached);
  return `${dayCount(late)} late${after > 0 ? ` and ${dayCount(after)} after the new terms began` : ''}`;
};

const FOLLOWS: Record<Answer, string> = {
  yes: 'on any of these days at least',
  no: 'on any of these days less than',
  unknown: 'only exact days can tell whether that is',
};

/**
 * The sum of F1 written out. On certain days: "31 May 2025 less 3 calendar months is 28 February 2025; notice was
 * received on 5 March 2025, 5 days late". On uncertain ones: what is known of them, and what follows.
 */
export const noticeSum = (
  reached: DayRange,
  effective: DayRange,
  count: number,
  how: string,
  answer: Answer,
): string => {
  if (isExact(reached) && isExact(effective))
    return `${noticeDue(effective.earliest, count)}; ${how} ${on(reached)}, ${margin(reached.earliest, effective.earliest, count)}`;
  const days = dayCounts(between(reached, effective));
  return `New terms begin ${on(effective)}; ${how} ${on(reached)}, ${days} before: ${FOLLOWS[answer]} ${monthCount(count)}`;
};
