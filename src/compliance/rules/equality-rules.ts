import type { DayRange } from '../../kernel/time.js';
import {
  amongPapers,
  completedFirst,
  early,
  equalityOf,
  looksAt,
  perhapsEarly,
  UNTYPED,
  type Completed,
} from './decision-rules.js';
import { eachDecision, type Final } from './decision-outcome.js';
import { weigh, type Case, type Limb, type Outcome, type Said } from '../outcome.js';
import { daysOf, on } from '../ranges.js';
import type { Row } from '../rule.js';

type Taken = Final['taken'];

/** Whether an assessment is on record that is one of equality, or may be. */
const isAssessed = (it: Case, { decision }: Final): boolean => {
  const { completed, untyped } = equalityOf(it, decision);
  return completed.length > 0 || untyped;
};

/** Whether anything of equality is on record about a decision. Where there is nothing at all E1 says so, once. */
const isTold = (it: Case, final: Final): boolean => {
  const { papersProvided, equalityDutyExplained } = final.taken.data;
  return papersProvided !== undefined || equalityDutyExplained !== undefined || isAssessed(it, final);
};

/** Papers that have the assessment, or members told of the duty as it is, show that it was before them. */
const madeAware = (taken: Taken, papers: Limb): Limb => {
  const told = taken.data.equalityDutyExplained;
  if (papers.answer === 'yes')
    return { ...papers, says: 'The equality assessment was among the papers of those who decided.' };
  if (told === 'right question')
    return { answer: 'yes', says: 'Those who decided were told of the equality duty, and put the question it asks.' };
  return !taken.data.papersProvided && told === 'not mentioned'
    ? { answer: 'no', says: 'The equality duty was not mentioned to those who decided, and no papers are on record.' }
    : papers;
};

/** E1b: those who decide have the equality assessment, or are told of the duty (Rahman; Barrett; Chavda v Harrow). */
export const assessmentAmongPapers = (_row: Row<'assessment-among-papers'>, it: Case): Outcome[] =>
  eachDecision(it, null, (final) => {
    if (!isTold(it, final)) return null;
    const { decision, taken } = final;
    const { typed, untyped } = equalityOf(it, decision);
    const said = weigh([madeAware(taken, amongPapers(taken, typed))]);
    return { ...said, evidence: [taken], notes: untyped ? [UNTYPED] : [] };
  });

/**
 * What an equality assessment completed before the decision says of itself; one that came later is none to decide by.
 * Null where none is on record: there is nothing to look into, and E1 says that none is.
 */
const contentOf = (
  it: Case,
  final: Final,
  content: (completed: readonly Completed[], decided: DayRange | null) => readonly Limb[],
): Said | null => {
  if (!isAssessed(it, final)) return null;
  const { decision, taken } = final;
  const decided = daysOf(taken.occurredOn);
  const { completed, untyped } = equalityOf(it, decision);
  const first = completedFirst(completed, decided, 'equality assessment');
  const said = weigh([first, ...(first.evidence && first.answer !== 'no' ? content(completed, decided) : [])]);
  return { ...said, evidence: [...said.evidence, taken], notes: untyped ? [UNTYPED] : [] };
};

/** E1c: the assessment weighs harm to present users, also until something new starts, not only hoped-for gains (Rahman). */
export const presentUsersAssessed = ({ parameters }: Row<'present-users-assessed'>, it: Case): Outcome[] =>
  eachDecision(it, parameters.effects, (final) =>
    contentOf(it, final, (completed, decided) => [
      looksAt(completed, decided, 'existingUsersAssessed', 'harm to those who use the service now'),
      looksAt(completed, decided, 'interimGapAssessed', 'the time until something new starts'),
    ]),
  );

const EXPLAINED: Record<NonNullable<Taken['data']['equalityDutyExplained']>, Limb> = {
  'right question': { answer: 'yes', says: 'The equality duty was put to those who decided as the question it asks.' },
  'wrong question': { answer: 'no', says: 'The equality duty was put to those who decided as another question.' },
  'not mentioned': { answer: 'no', says: 'The equality duty was not mentioned to those who decided.' },
};

/** E1d: the duty is described to those who decide in terms that ask the right question (DAT v West Berkshire). */
export const dutyExplained = (_row: Row<'duty-explained'>, it: Case): Outcome[] =>
  eachDecision(it, null, (final) => {
    if (!isTold(it, final)) return null;
    const { taken } = final;
    const told = taken.data.equalityDutyExplained;
    const limb: Limb = told
      ? EXPLAINED[told]
      : {
          answer: 'unknown',
          says: 'How the equality duty was put to those who decided is not on record.',
          missing: ['equalityDutyExplained'],
        };
    return { ...weigh([limb]), evidence: [taken] };
  });

const BROAD = 'by service heading';

const detail = (completed: readonly Completed[], decided: DayRange | null): Limb => {
  const { sure, maybe } = early(completed, decided);
  const fine = (facts: typeof sure) =>
    facts.find(({ data }) => data.coverage && data.coverage !== BROAD)?.data.coverage;
  if (fine(sure)) return { answer: 'yes', says: `It was made ${fine(sure)?.replace('per ', 'for each ')}.` };
  if (fine(maybe)) return perhapsEarly('each group or provider');
  return maybe.some(({ data }) => data.coverage)
    ? { answer: 'no', says: 'The equality assessment was made by service heading, not for each group or provider.' }
    : {
        answer: 'unknown',
        says: 'Whether the equality assessment was made for each group or provider is not on record.',
        missing: ['coverage'],
      };
};

/** E1e: the assessment is made for each protected group or each provider, not by broad service heading (Hajrula). */
export const assessmentDetailed = ({ parameters }: Row<'assessment-detailed'>, it: Case): Outcome[] =>
  eachDecision(it, parameters.effects, (final) =>
    contentOf(it, final, (completed, decided) => [detail(completed, decided)]),
  );

/** E1f: where the reason is the budget, an assessment is still completed first (Rahman, paragraph 46). Said only where none was. */
export const budgetNoExcuse = (_row: Row<'budget-no-excuse'>, it: Case): Outcome[] =>
  eachDecision(it, null, ({ decision, taken }) => {
    if (taken.data.reasonCategory !== 'budget') return null;
    const { completed, untyped } = equalityOf(it, decision);
    const first = completedFirst(completed, daysOf(taken.occurredOn), 'equality assessment');
    if (first.answer === 'yes') return null;
    const { because, ...said } = weigh([first]);
    return {
      ...said,
      because: `${because} The reason on record for the decision ${on(taken.occurredOn)} is the budget, which does not stand in for one.`,
      evidence: [...said.evidence, taken],
      notes: untyped ? [UNTYPED] : [],
    };
  });
