import { addDays, daysBetween, label, type Day, type DayRange } from '../../kernel/time.js';
import type { Consultation } from '../../consultation/consultation.view.js';
import type { Dated } from '../../kernel/entry.js';
import type { Standing } from '../../kernel/standing.js';
import { closingOf, eachConsultation, openingOf } from './consultation-outcome.js';
import { best, pending, type Case, type Outcome, type Said } from '../outcome.js';
import {
  all,
  apart,
  before,
  between,
  dayCount,
  dayCounts,
  dayFacts,
  daysOf,
  exactDay,
  isExact,
  movedByDays,
  on,
  onOrBefore,
} from '../ranges.js';
import type { Row } from '../rule.js';
import { SAID_BY } from '../words.js';

const forewarned = (consultation: Consultation): Said => {
  const opening = daysOf(consultation.rounds[0]?.opens?.on);
  const { fact: opened } = openingOf(consultation);
  const dueOn = isExact(opening) ? addDays(opening.earliest, -1) : null;
  const word = best(consultation.forewarned, (fact) => before(daysOf(fact.occurredOn), opening));
  if (!word)
    return {
      verdict: 'NOT_EVIDENCED',
      because: 'No word that it was coming is on record.',
      missing: ['ConsultationForewarned'],
      dueOn,
    };
  const warned = daysOf(word.fact.occurredOn);
  const where = apart(warned, opening);
  const because = `Word that it was coming went out ${on(word.fact.occurredOn)}${where && `, ${where} it opened`}`;
  const leadDays = isExact(warned) && isExact(opening) ? daysBetween(warned.earliest, opening.earliest) : null;
  const base = { evidence: [word.fact, opened], dueOn, facts: { leadDays } };
  if (word.answer === 'yes') return { ...base, verdict: 'MET', because: `${because}.` };
  if (word.answer === 'no') return { ...base, verdict: 'NOT_MET', because: `${because}, not before.` };
  return {
    ...base,
    verdict: 'NOT_EVIDENCED',
    because: `${because}; only exact days can tell whether that was before it opened.`,
    missing: [opening ? 'ConsultationForewarned.occurredOn' : 'ConsultationOpened'],
  };
};

/** C2, advisory: word that a consultation is coming goes out before the day it opens (Compact 2010, 2.4). */
export const consultationForewarned = (_row: Row<'consultation-forewarned'>, it: Case): Outcome[] =>
  eachConsultation(it, forewarned);

/** The days a round was followed up in: when it closed, and the last day on which feedback is on time. */
interface Window {
  readonly closing: Dated;
  readonly closed: DayRange;
  readonly due: DayRange;
  readonly required: number;
}

/** "on 1 May 2024, 30 days later" */
const later = (fact: Standing, closed: DayRange): string => {
  const day = daysOf(fact.occurredOn);
  return `${on(fact.occurredOn)}${day ? `, ${dayCounts(between(closed, day))} later` : ''}`;
};

/** Feedback or the explanation of its delay, whichever answers best; what surely came before the close answers nothing. */
const answerTo = ({ feedback, delays }: Consultation, { closed, due }: Window) => {
  const timely = (facts: readonly Standing[]) =>
    best(
      facts.filter((fact) => before(daysOf(fact.occurredOn), closed) !== 'yes'),
      (fact) => all([onOrBefore(closed, daysOf(fact.occurredOn)), onOrBefore(daysOf(fact.occurredOn), due)]),
    );
  const [published, explained] = [timely(feedback), timely(delays)];
  return [published, explained].find((it) => it?.answer === 'yes') ?? published ?? explained;
};

const answered = ({ fact, answer }: NonNullable<ReturnType<typeof answerTo>>, window: Window): Said => {
  const { closed, required, closing } = window;
  const explained = fact.type === 'FeedbackDelayExplained';
  const day = daysOf(fact.occurredOn);
  const days = day && between(closed, day);
  const what = `${explained ? 'its delay was explained' : 'feedback was published'} ${later(fact, closed)}`;
  const base = { evidence: [closing.fact, fact], facts: { ...(days && dayFacts(days)), required } };
  if (answer === 'yes')
    return {
      ...base,
      verdict: explained ? 'MET_WITH_RATIONALE' : 'MET',
      because: `${what}${explained ? ` by ${SAID_BY[fact.by]}` : ''}, within the ${required} asked.`,
    };
  if (answer === 'unknown')
    return {
      ...base,
      verdict: 'NOT_EVIDENCED',
      because: `${what}; only exact days can tell whether that is after the close and within the ${required} asked.`,
      missing: [isExact(closed) ? `${fact.type}.occurredOn` : 'ConsultationClosed.closedOn'],
    };
  const late =
    days && days.min === days.max ? `, ${dayCount(days.min - required)} late` : `, after the ${required} asked`;
  return { ...base, verdict: 'NOT_MET', because: `${what}${late}.` };
};

const unanswered = ({ due, closing, required }: Window, validAsOf: Day): Said => {
  const last = isExact(due) ? `by ${label(due.earliest)}, ${dayCount(required)} later` : `within ${dayCount(required)}`;
  const ahead = pending(due.latest, validAsOf);
  return {
    // Nothing on record tells neither that there was feedback nor that there was none.
    verdict: ahead ?? 'NOT_EVIDENCED',
    because: ahead ? `feedback is due ${last}; none is on record yet.` : `feedback was due ${last}; none is on record.`,
    evidence: [closing.fact],
    missing: ['FeedbackPublished'],
    facts: { required },
  };
};

const followed = (consultation: Consultation, required: number, validAsOf: Day): Said => {
  const closing = closingOf(consultation);
  const closed = daysOf(closing?.on);
  if (!closing || !closed)
    return {
      verdict: 'NOT_EVIDENCED',
      because: 'No closing date is on record, so the time for feedback cannot be told.',
      missing: ['ConsultationClosed'],
      facts: { required },
    };
  const window = { closing, closed, due: movedByDays(closed, required), required };
  const answer = answerTo(consultation, window);
  const said = answer ? answered(answer, window) : unanswered(window, validAsOf);
  const onRecord = consultation.rounds.at(-1)?.closed;
  const planned = closed.latest < validAsOf ? 'was to close' : 'is planned to close';
  return {
    ...said,
    because: `The consultation ${onRecord ? 'closed' : planned} ${on(closing.on)}; ${said.because}`,
    dueOn: exactDay(window.due),
    notes: onRecord ? [] : ['Its closing is not on record; the planned closing date is used.'],
  };
};

/**
 * C3, advisory in the Compact (2.5 asks to consider it): feedback within its days of the close, or why it takes longer
 * told within them. The day it closed decides the edition.
 */
export const feedbackFollows = (row: Row<'feedback-follows'>, it: Case): Outcome[] =>
  eachConsultation(
    it,
    (consultation) => followed(consultation, row.parameters.days, it.validAsOf),
    (consultation) => closingOf(consultation) ?? openingOf(consultation),
  );
