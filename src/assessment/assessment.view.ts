import { firstText, picking, type Entry, type ToldOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import type { AssessmentEvent } from './assessment.events.js';

type Told<Type extends AssessmentEvent['type']> = ToldOf<AssessmentEvent, Type>;
const { only } = picking<AssessmentEvent>();

export interface Assessment extends Entry {
  readonly decisionId: string | null;
  readonly started: readonly Told<'ImpactAssessmentStarted'>[];
  readonly completed: readonly Told<'ImpactAssessmentCompleted'>[];
  readonly shared: readonly Told<'ImpactAssessmentShared'>[];
  readonly revised: readonly Told<'ImpactAssessmentRevised'>[];
}

/** An impact assessment as its standing facts, oldest first, tell it. */
export const assessmentOf = (id: string, facts: readonly Standing[]): Assessment => ({
  id,
  facts,
  decisionId: firstText(facts, 'decisionId'),
  started: only(facts, 'ImpactAssessmentStarted'),
  completed: only(facts, 'ImpactAssessmentCompleted'),
  shared: only(facts, 'ImpactAssessmentShared'),
  revised: only(facts, 'ImpactAssessmentRevised'),
});
