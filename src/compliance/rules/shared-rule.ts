import { concernedBy, fateOf, finalDecisions, type Final } from './decision-outcome.js';
import { assessmentsOf } from './decision-rules.js';
import type { Told } from '../../matter/dossier.js';
import { isFor } from './notice-facts.js';
import { best, outcome, weigh, type Case, type Limb, type Outcome } from '../outcome.js';
import { apart, before, daysOf, on, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';

type Shared = Told<'ImpactAssessmentShared'>;

/** Whom it was shared with: those it names, else those that the record of it is about. */
const sharedWith = ({ data, tsos }: Shared, tso: string | null): boolean =>
  isFor((data.sharedWith ?? []).length > 0 ? data.sharedWith : tsos, tso);

const sharing = (shared: readonly Shared[], { taken }: Final): Limb => {
  const decided = daysOf(taken.occurredOn);
  const found = best(shared, ({ occurredOn }) => before(daysOf(occurredOn), decided));
  if (!found)
    return {
      answer: 'unknown',
      says: `That the impact assessment was shared before the decision ${on(taken.occurredOn)} is not on record.`,
      missing: ['ImpactAssessmentShared'],
    };
  const { fact, answer } = found;
  const where = apart(daysOf(fact.occurredOn), decided);
  const done = `The impact assessment was shared ${on(fact.occurredOn)}`;
  const than = where === 'on the day' ? 'on the day of' : where || 'not before';
  const says: Record<Answer, string> = {
    yes: `${done}, ${where || 'before'} the decision.`,
    no: `${done}, ${than} the decision.`,
    unknown: `${done}; only exact days can tell whether that was before the decision.`,
  };
  const missing = answer === 'unknown' ? ['ImpactAssessmentShared.occurredOn'] : [];
  return { answer, says: says[answer], evidence: [fact], missing };
};

/**
 * E2: an impact assessment is shared with each TSO affected before the day of the decision (NAO decommissioning
 * toolkit; good practice). Where no assessment is on record there is nothing to share: F3 and E1 say so.
 */
export const assessmentShared = (_row: Row<'assessment-shared'>, { dossier }: Case): Outcome[] =>
  finalDecisions(dossier).flatMap((final) => {
    const { decision, taken } = final;
    const assessments = assessmentsOf(dossier, decision).filter(({ completed }) => completed.length > 0);
    if (assessments.length === 0) return [];
    return concernedBy(dossier, final).map((tso) => {
      const shared = assessments.flatMap((assessment) => assessment.shared).filter((fact) => sharedWith(fact, tso));
      const said = weigh([sharing(shared, final)]);
      const completed = assessments.flatMap((assessment) => assessment.completed);
      return outcome(
        { kind: 'decision', id: decision.id },
        { on: taken.occurredOn, fact: taken },
        { ...said, tso, evidence: [...completed, ...said.evidence, taken], notes: fateOf(decision) },
      );
    });
  });
