import type { Day } from '../kernel/time.js';
import type { Finding } from './finding.js';
import { happenedBy, judge, type Question } from './judge.js';

/** The last day that can be asked about. */
const LAST_DAY: Day = '2999-12-31';

/**
 * Whether what was judged as of a day is the same as of every later day: all that is on record had happened by then,
 * nothing is still to fall due, and judged as of the last day of all it is the same to the letter.
 */
export const isSettled = (question: Question, findings: readonly Finding[]): boolean =>
  [...question.facts, ...question.context].every(happenedBy(question.validAsOf)) &&
  findings.every(({ verdict }) => verdict !== 'NOT_DUE' && verdict !== 'AT_RISK') &&
  JSON.stringify(findings) === JSON.stringify(judge({ ...question, validAsOf: LAST_DAY }));
