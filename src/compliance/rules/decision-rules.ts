import type { Assessment } from '../../assessment/assessment.view.js';
import type { Decision } from '../../decision/decision.view.js';
import type { Dossier, Told } from '../../matter/dossier.js';
import type { DayRange } from '../../kernel/time.js';
import type { Standing } from '../../kernel/standing.js';
import { eachDecision, undoneBy, type Final } from './decision-outcome.js';
import { best, weigh, type Case, type Limb, type Outcome, type Said } from '../outcome.js';
import { apart, before, daysOf, list, on, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';

export type Completed = Told<'ImpactAssessmentCompleted'>;

/** Completed only once a decision had been undone: it was made for the next one. */
const forTheNext = ({ completed }: Assessment, decision: Decision): boolean =>
  completed.length > 0 && completed.every(({ occurredOn }) => undoneBy(decision, daysOf(occurredOn)));

/** The assessments made for a decision: those that name it, and those of the matter that name none. */
export const assessmentsOf = ({ assessments }: Dossier, decision: Decision): Assessment[] =>
  assessments.filter(
    (assessment) =>
      assessment.decisionId === decision.id || (assessment.decisionId === null && !forTheNext(assessment, decision)),
  );

/** The days are strict: an assessment dated the day of the decision or later was not there to decide by. */
export const completedFirst = (facts: readonly Completed[], decided: DayRange | null, what: string): Limb => {
  const found = best(facts, ({ occurredOn }) => before(daysOf(occurredOn), decided));
  if (!found) return { answer: 'unknown', says: `No ${what} is on record.`, missing: ['ImpactAssessmentCompleted'] };
  const where = apart(daysOf(found.fact.occurredOn), decided);
  const done = `The ${what} was completed ${on(found.fact.occurredOn)}${where ? `, ${where === 'on the day' ? 'on the day of' : where} the decision` : `, and the decision taken ${on(decided)}`}`;
  const says: Record<Answer, string> = {
    yes: `${done}.`,
    no: `${done}: it is retrospective.`,
    unknown: `${done}; only exact days can tell whether that was before the decision.`,
  };
  const missing = found.answer === 'unknown' ? ['ImpactAssessmentCompleted.occurredOn'] : [];
  return { answer: found.answer, says: says[found.answer], evidence: [found.fact], missing };
};

const covers = (said: readonly string[], group: string): boolean =>
  said.some((text) => text.toLowerCase().includes(group));

/**
 * What was there by the decision, for certain and at all perhaps. Where nothing is certain, which the limb on its day
 * says, what there may have been is looked into as it is.
 */
export const early = <F extends Standing>(facts: readonly F[], decided: DayRange | null) => {
  const maybe = facts.filter((fact) => before(daysOf(fact.occurredOn), decided) !== 'no');
  const sure = maybe.filter((fact) => before(daysOf(fact.occurredOn), decided) === 'yes');
  return { sure: sure.length > 0 ? sure : maybe, maybe };
};

/** What is wanted is in an assessment of which nobody can tell whether it was there by the decision. */
export const perhapsEarly = (what: string): Limb => ({
  answer: 'unknown',
  says: `Only exact days can tell whether the assessment of ${what} was completed before the decision.`,
  missing: ['ImpactAssessmentCompleted.occurredOn'],
});

/** Whom the assessments looked at, with what a revision before the decision added. */
const coverage = (assessments: readonly Assessment[], decided: DayRange | null, groups: readonly string[]): Limb => {
  const made = early<Told<'ImpactAssessmentCompleted' | 'ImpactAssessmentRevised'>>(
    assessments.flatMap(({ completed, revised }) => [...completed, ...revised]),
    decided,
  );
  const lackingIn = (facts: typeof made.sure) => {
    const known = facts.flatMap(({ data }) => data.groupsCovered ?? []);
    return groups.filter((group) => !covers(known, group));
  };
  const [lacking, lackingAtAll] = [lackingIn(made.sure), lackingIn(made.maybe)];
  if (lacking.length === 0) return { answer: 'yes', says: `It covers ${list(groups)}.` };
  if (lackingAtAll.length === 0) return perhapsEarly(list(lacking));
  return made.maybe.every(({ data }) => data.groupsCovered !== undefined)
    ? { answer: 'no', says: `The impact assessment does not cover ${list(lackingAtAll)}.` }
    : {
        answer: 'unknown',
        says: `Whether the impact assessment covers ${list(lackingAtAll)} is not on record.`,
        missing: ['groupsCovered'],
      };
};

type Question = 'reallocationConsidered' | 'existingUsersAssessed' | 'interimGapAssessed';

/** Whether what was completed by then says that it looks at something. */
export const looksAt = (facts: readonly Completed[], decided: DayRange | null, field: Question, what: string): Limb => {
  const { sure, maybe } = early(facts, decided);
  if (sure.some(({ data }) => data[field])) return { answer: 'yes', says: `It looks at ${what}.` };
  if (maybe.some(({ data }) => data[field])) return perhapsEarly(what);
  return maybe.some(({ data }) => data[field] === false)
    ? { answer: 'no', says: `The impact assessment does not look at ${what}.` }
    : {
        answer: 'unknown',
        says: `Whether the impact assessment looks at ${what} is not on record.`,
        missing: [field],
      };
};

const ELSEWHERE = 'moving the money to another body that serves the same people';

/**
 * F3: before the day of a decision to reduce or end, its impact on three groups is assessed (Compact 2009, 13.1; 2010,
 * 4.2) and, where the edition asks for that, reallocation.
 */
export const impactFirst = ({ parameters }: Row<'impact-first'>, it: Case): Outcome[] =>
  eachDecision(it, parameters.effects, ({ decision, taken }) => {
    const decided = daysOf(taken.occurredOn);
    const assessments = assessmentsOf(it.dossier, decision);
    const completed = assessments.flatMap((assessment) => assessment.completed);
    const first = completedFirst(completed, decided, 'impact assessment');
    const content =
      first.evidence && first.answer !== 'no'
        ? [
            coverage(assessments, decided, parameters.groups),
            ...(parameters.reallocation ? [looksAt(completed, decided, 'reallocationConsidered', ELSEWHERE)] : []),
          ]
        : [];
    const said = weigh([first, ...content]);
    return { ...said, evidence: [...said.evidence, taken], facts: { decidedOn: taken.occurredOn } };
  });

/** Whether the papers of a decision had one of the assessments; a paper that only bears such a title leaves it open. */
export const amongPapers = (taken: Final['taken'], assessments: readonly Assessment[]): Limb => {
  const papers = taken.data.papersProvided;
  const unknown = (says: string): Limb => ({ answer: 'unknown', says, missing: ['papersProvided'] });
  if (!papers) return unknown('What papers the decision-makers had is not on record.');
  const ids = assessments.flatMap((assessment) => [assessment.id, ...assessment.completed.map((fact) => fact.id)]);
  if (papers.some((paper) => paper.assessmentId && ids.includes(paper.assessmentId)))
    return { answer: 'yes', says: 'It was among the papers of those who decided.' };
  // A paper may be the assessment, or put one before them that is not on record here.
  const alike = papers.find((paper) => paper.assessmentId !== undefined || /equality/i.test(paper.title));
  return alike
    ? unknown(`The papers name “${alike.title}”, and no completed equality assessment on record is said to be that.`)
    : {
        answer: 'no',
        says: 'The papers of those who decided are on record, and no equality assessment is among them.',
      };
};

/** The assessments of a decision that are said to be about equality; `untyped` where only others without a type are there. */
export const equalityOf = (it: Case, decision: Decision) => {
  const mine = assessmentsOf(it.dossier, decision);
  const ofType = (type: string) =>
    mine.filter(({ completed }) => completed.some((fact) => fact.data.assessmentType === type));
  const typed = ofType('equality');
  const completed = typed.flatMap((assessment) =>
    assessment.completed.filter((fact) => fact.data.assessmentType === 'equality'),
  );
  return { typed, completed, untyped: typed.length === 0 && ofType('unspecified').length > 0 };
};

export const UNTYPED = 'An impact assessment is on record that does not say whether it is an equality assessment.';

const equality = (it: Case, { decision, taken }: Final): Said => {
  const { typed, completed, untyped } = equalityOf(it, decision);
  const said = weigh([
    completedFirst(completed, daysOf(taken.occurredOn), 'equality assessment'),
    amongPapers(taken, typed),
  ]);
  return {
    ...said,
    evidence: [...said.evidence, taken],
    notes: [
      ...(said.verdict === 'MET'
        ? ['This rule looks only at when it was completed and who had it, not at what it weighed.']
        : []),
      ...(untyped ? [UNTYPED] : []),
    ],
  };
};

/** E1: an equality assessment completed before the day of the decision, and among the papers of those who took it. */
export const equalityFirst = (_row: Row<'equality-first'>, it: Case): Outcome[] =>
  eachDecision(it, null, (final) => equality(it, final));
