import type { DayRange } from '../../kernel/time.js';
import type { Consultation } from '../../consultation/consultation.view.js';
import { closingOf, openingOf } from './consultation-outcome.js';
import { eachDecision, finalDecisions, type Final } from './decision-outcome.js';
import { best, weigh, type Case, type Limb, type Outcome } from '../outcome.js';
import { all, before, daysOf, on, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';

/** Whether the decision record cites a consultation, or had its analysis among the papers. */
const citation = ({ data }: Final['taken'], id: string, name: string): Limb => {
  const named = [
    data.consultationsCited?.includes(id),
    data.papersProvided?.some((paper) => paper.consultationId === id),
  ];
  if (named.includes(true)) return { answer: 'yes', says: `The decision record cites ${name}.` };
  return named.includes(false)
    ? { answer: 'no', says: `The decision record does not cite ${name}.` }
    : {
        answer: 'unknown',
        says: `Whether the decision record cites ${name} is not on record.`,
        missing: ['consultationsCited'],
      };
};

const heard = (consultation: Consultation, taken: Final['taken']): Limb[] => {
  const decided = daysOf(taken.occurredOn);
  // What was opened again only after the decision was held for a later one.
  const held = consultation.rounds.findLast(({ opens }) => before(decided, daysOf(opens?.on)) !== 'yes');
  const closing = held ? held.closes : closingOf(consultation);
  const closed = daysOf(closing?.on);
  const name = `consultation ${consultation.id}`;
  const evidence = closing ? [closing.fact] : [];
  if (before(decided, closed) === 'yes')
    return [{ answer: 'no', says: `The decision came before ${name} closed ${on(closing?.on)}.`, evidence }];
  const analysis = best(consultation.analyses, ({ occurredOn }) =>
    all([before(closed, daysOf(occurredOn)), before(daysOf(occurredOn), decided)]),
  );
  if (!analysis) {
    const missing = ['ResponseAnalysisCompleted'];
    return [{ answer: 'unknown', says: `No analysis of the responses to ${name} is on record.`, evidence, missing }];
  }
  const order: Record<Answer, string> = {
    yes: 'after it closed and before the decision',
    no: `not between its close ${on(closing?.on)} and the decision ${on(taken.occurredOn)}`,
    unknown: 'and only exact days can tell whether that is after it closed and before the decision',
  };
  const says = `The responses to ${name} were analysed ${on(analysis.fact.occurredOn)}, ${order[analysis.answer]}.`;
  const missing = analysis.answer === 'unknown' ? ['ResponseAnalysisCompleted.occurredOn'] : [];
  return [
    { answer: analysis.answer, says, evidence: [...evidence, analysis.fact], missing },
    citation(taken, consultation.id, name),
  ];
};

/** The consultations a decision had to answer: those since the decision before it or, where there are none, all earlier ones. */
const consultationsFor = ({ decision, taken }: Final, { dossier }: Case): Consultation[] => {
  const decided = daysOf(taken.occurredOn);
  const opensBy = (consultation: Consultation, day: DayRange | null) =>
    before(day, daysOf(openingOf(consultation).on)) !== 'yes';
  const earlier = dossier.consultations.filter((it) => !it.withdrawn && opensBy(it, decided));
  const previous = finalDecisions(dossier)
    .filter((other) => other.decision !== decision)
    .map((other) => daysOf(other.taken.occurredOn))
    .filter((day) => before(day, decided) === 'yes');
  const since = earlier.filter((it) => !previous.some((day) => before(daysOf(openingOf(it).on), day) === 'yes'));
  return since.length > 0 ? since : earlier;
};

/** C6: responses are analysed after the close and before the day of the decision, which cites them (Gunning 4). */
export const responsesConsidered = (_row: Row<'responses-considered'>, it: Case): Outcome[] =>
  eachDecision(it, null, (final) => {
    const consultations = consultationsFor(final, it);
    if (consultations.length === 0) return null;
    const said = weigh(consultations.flatMap((consultation) => heard(consultation, final.taken)));
    return { ...said, evidence: [final.taken, ...said.evidence] };
  });
