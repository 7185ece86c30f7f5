import { addDays, type Day } from '../../kernel/time.js';
import { eachDecision, type Final } from './decision-outcome.js';
import { best, type Case, type Outcome, type Said } from '../outcome.js';
import { apart, dayCount, daysOf, exactDay, moved, on, onOrBefore, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';

/** The last day on which so many clear days are left before a day: neither it nor that day is one of them. */
export const clearDaysBefore = (day: Day, clearDays: number): Day => addDays(day, -(clearDays + 1));

const VERDICT = { yes: 'MET', no: 'NOT_MET', unknown: 'NOT_EVIDENCED' } as const;

const judged = ({ decision, taken }: Final, clearDays: number): Said => {
  const decided = daysOf(taken.occurredOn);
  const due = decided && moved(decided, (day) => clearDaysBefore(day, clearDays));
  const dueOn = exactDay(due);
  const asked = `${clearDays} clear ${clearDays === 1 ? 'day' : 'days'}`;
  const notice = best(decision.forwardNotices, ({ occurredOn }) => onOrBefore(daysOf(occurredOn), due));
  if (!notice)
    return {
      verdict: 'NOT_EVIDENCED',
      because: `A key decision was taken ${on(taken.occurredOn)}; no forward notice of it is on record (${asked} are asked).`,
      missing: ['ForwardNoticePublished'],
      dueOn,
    };
  const { fact, answer } = notice;
  const where = apart(daysOf(fact.occurredOn), decided);
  const distance = where && `, ${where === 'on the day' ? 'on the day of' : where} the decision`;
  const ending: Record<Answer, string> = {
    yes: `, with the ${asked} between that are asked.`,
    no: `: fewer than the ${asked} between that are asked.`,
    unknown: `; only exact days can tell whether ${dayCount(clearDays)} lie clear between.`,
  };
  return {
    verdict: VERDICT[answer],
    because: `Forward notice was published ${on(fact.occurredOn)}${distance}${ending[answer]}`,
    evidence: [fact, taken],
    missing: answer === 'unknown' ? ['ForwardNoticePublished.occurredOn'] : [],
    notes:
      answer === 'no'
        ? ['The regulations let urgent decisions be taken sooner; whether that way was taken is not looked at.']
        : [],
    dueOn,
  };
};

/**
 * FN1: public notice of a key decision, its clear days before the day it is taken (Executive Arrangements Regulations
 * 2012, reg. 9). A decision that is not on record as a key one is passed over.
 */
export const forwardNoticeFirst = ({ parameters }: Row<'forward-notice-first'>, it: Case): Outcome[] =>
  eachDecision(it, null, (final) => (final.taken.data.key ? judged(final, parameters.clearDays) : null));
