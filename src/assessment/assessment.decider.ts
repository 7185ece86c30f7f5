import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfBefore } from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import { label, type When } from '../kernel/time.js';
import type { assessmentCommands } from './assessment.commands.js';
import type { AssessmentEvent, assessmentEvents } from './assessment.events.js';

type Command = CommandOf<typeof assessmentCommands, typeof assessmentEvents>;

/** Days by type of assessment: those of one decision that have no ids of their own share its stream. */
type DayOf = Readonly<Record<string, When | null>>;

interface State {
  readonly known: boolean;
  readonly startedOn: DayOf;
  readonly completedOn: DayOf;
}

const refuseIfReversed = (startedOn: When | null | undefined, completedOn: When | null | undefined): void =>
  refuseIfBefore(
    'COMPLETED_BEFORE_STARTED',
    'occurredOn',
    ['The assessment would be complete', completedOn],
    ['it was started', startedOn],
  );

const refuseIfSaid = (days: DayOf, type: string, code: string, what: string): void =>
  refuseIf(
    type in days,
    code,
    'data.assessmentType',
    `This assessment (${type}) was ${what} already (${label(days[type])}): record a revision, or give the other one an assessmentId of its own.`,
  );

/** The rules of an impact assessment. It may be completed with no start on record: most sources give the end only. */
export const assessmentDecider: Decider<State, Command, AssessmentEvent> = {
  initial: { known: false, startedOn: {}, completedOn: {} },

  decide: ({ intent, fact }, state) => {
    switch (intent) {
      case 'StartImpactAssessment':
        refuseIfSaid(state.startedOn, fact.data.assessmentType, 'ALREADY_STARTED', 'started');
        refuseIfReversed(fact.occurredOn, state.completedOn[fact.data.assessmentType]);
        break;
      case 'CompleteImpactAssessment':
        refuseIfSaid(state.completedOn, fact.data.assessmentType, 'ALREADY_COMPLETED', 'completed');
        refuseIfReversed(state.startedOn[fact.data.assessmentType], fact.occurredOn);
        break;
      case 'ReviseImpactAssessment':
        refuseIf(
          !state.known,
          'NOTHING_TO_REVISE',
          'data.assessmentId',
          'There is no such assessment on record: record that it was started or completed first.',
        );
    }
    return [fact];
  },

  evolve: (state, fact) => {
    switch (fact.type) {
      case 'ImpactAssessmentStarted':
        return {
          ...state,
          known: true,
          startedOn: { ...state.startedOn, [fact.data.assessmentType]: fact.occurredOn },
        };
      case 'ImpactAssessmentCompleted':
        return {
          ...state,
          known: true,
          completedOn: { ...state.completedOn, [fact.data.assessmentType]: fact.occurredOn },
        };
      case 'RiskAssessmentCompleted':
      case 'OptionsAppraisalCompleted':
        return state;
      default:
        return { ...state, known: true };
    }
  },
};
