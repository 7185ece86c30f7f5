import type { Consultation } from '../../consultation/consultation.view.js';
import { closingOf, eachConsultation, openingOf } from './consultation-outcome.js';
import { finalDecisions, undoneBy, type Final } from './decision-outcome.js';
import { best, type Case, type Outcome, type Said } from '../outcome.js';
import { all, any, before, daysOf, on, onOrBefore } from '../ranges.js';
import type { Row } from '../rule.js';

/**
 * Decisions that the further consultation was to put right: taken after it first closed and before it was opened again,
 * and superseded by one taken once it had closed (Berry v Cumbria).
 */
const decidedAnew = ({ rounds }: Consultation, finals: readonly Final[]): Final[] => {
  if (rounds.length < 2) return [];
  const [first, last] = [rounds[0], rounds.at(-1)];
  const [held, again, closed] = [daysOf(first?.closes?.on), daysOf(last?.opens?.on), daysOf(last?.closes?.on)];
  const since = finals.some(({ taken }) => onOrBefore(closed, daysOf(taken.occurredOn)) === 'yes');
  return finals.filter(({ decision, taken }) => {
    const decided = daysOf(taken.occurredOn);
    return since && decision.superseded && all([onOrBefore(held, decided), before(decided, again)]) === 'yes';
  });
};

const judged = (consultation: Consultation, { dossier, validAsOf }: Case): Said => {
  const [opening, closing] = [openingOf(consultation), closingOf(consultation)];
  const [opened, closed] = [daysOf(opening.on), daysOf(closing?.on)];
  const closes = consultation.rounds.at(-1)?.closed ? 'closed' : 'was to close';
  const finals = finalDecisions(dossier).filter(({ decision }) => !undoneBy(decision, opened));
  const anew = decidedAnew(consultation, finals);
  const decisions = finals.filter((final) => !anew.includes(final)).map(({ taken }) => taken);
  // A decision before the opening is before the close, also where the close is not on record.
  const early = best(decisions, ({ occurredOn }) =>
    any([before(daysOf(occurredOn), closed), before(daysOf(occurredOn), opened)]),
  );
  const evidence = [opening.fact, ...(closing ? [closing.fact] : [])];
  if (early && early.answer !== 'no') {
    const beforehand = before(daysOf(early.fact.occurredOn), opened) === 'yes';
    const moment = beforehand ? `opened ${on(opening.on)}` : `${closes} ${on(closing?.on)}`;
    const because = `A final decision was taken ${on(early.fact.occurredOn)}; the consultation ${moment}`;
    const base = { evidence: [early.fact, ...evidence] };
    if (early.answer === 'yes') return { ...base, verdict: 'NOT_MET', because: `${because}.` };
    const missing = [closed ? 'DecisionTaken.occurredOn' : 'ConsultationClosed'];
    const doubt = 'only exact days can tell which came first';
    return { ...base, verdict: 'NOT_EVIDENCED', because: `${because}, and ${doubt}.`, missing };
  }
  if (!closing || !closed)
    return {
      verdict: 'NOT_EVIDENCED',
      because: 'No closing date is on record, so it cannot be told whether a decision came before it.',
      missing: ['ConsultationClosed'],
    };
  if (before(daysOf(validAsOf), closed) !== 'no')
    return {
      verdict: 'NOT_DUE',
      because: `It closes ${on(closing.on)}; no final decision is on record so far.`,
      evidence,
    };
  return {
    verdict: 'MET',
    because: `It ${closes} ${on(closing.on)}; no final decision on the matter is dated before that.`,
    evidence: [...evidence, ...finals.map(({ taken }) => taken)],
    notes: anew.map(
      ({ taken }) =>
        `The decision taken ${on(taken.occurredOn)}, before it was opened again, was superseded by one taken after it closed.`,
    ),
  };
};

/** C4: no final decision on the matter before the consultation closes (Gunning 1). A provisional one is none. */
export const consultationFormative = (_row: Row<'consultation-formative'>, it: Case): Outcome[] =>
  eachConsultation(it, (consultation) => judged(consultation, it));
