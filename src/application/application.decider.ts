import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfAlready, refuseIfBefore } from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import type { When } from '../kernel/time.js';
import type { applicationCommands } from './application.commands.js';
import type { ApplicationEvent, applicationEvents } from './application.events.js';

type Command = CommandOf<typeof applicationCommands, typeof applicationEvents>;

interface Day {
  readonly on: When | null;
}

interface State {
  readonly received: Day | null;
  readonly assessed: readonly Day[];
  readonly refused: Day | null;
}

const ID = 'data.applicationId';

const refuseIfReversed = (what: string, done: When | null | undefined, received: When | null | undefined): void =>
  refuseIfBefore('BEFORE_RECEIPT', 'occurredOn', [what, done], ['it was received', received]);

/**
 * The rules of an application's record. It may be assessed more than once, and assessed or refused with no receipt on
 * record: most sources tell of the end only.
 */
export const applicationDecider: Decider<State, Command, ApplicationEvent> = {
  initial: { received: null, assessed: [], refused: null },

  decide: ({ intent, fact }, { received, assessed, refused }) => {
    const { occurredOn } = fact;
    switch (intent) {
      case 'ReceiveApplication':
        refuseIfAlready(
          received !== null,
          'ALREADY_RECEIVED',
          ID,
          ['It was received', received?.on],
          'correct that record, or give the other application an id of its own',
        );
        for (const { on } of assessed) refuseIfReversed('It was assessed', on, occurredOn);
        refuseIfReversed('It was refused', refused?.on, occurredOn);
        break;
      case 'AssessApplication': {
        const { score, outOf } = fact.data;
        refuseIf(
          score !== undefined && outOf !== undefined && score > outOf,
          'SCORE_TOO_HIGH',
          'data.score',
          `A score of ${score} out of ${outOf} cannot be: correct one of the two.`,
        );
        refuseIfReversed('It would be assessed', occurredOn, received?.on);
        break;
      }
      case 'RefuseApplication':
        refuseIfAlready(refused !== null, 'ALREADY_REFUSED', ID, ['It was refused', refused?.on]);
        refuseIfReversed('It would be refused', occurredOn, received?.on);
    }
    return [fact];
  },

  evolve: (state, fact) => {
    const day = { on: fact.occurredOn };
    switch (fact.type) {
      case 'ApplicationReceived':
        return { ...state, received: day };
      case 'ApplicationAssessed':
        return { ...state, assessed: [...state.assessed, day] };
      case 'ApplicationRefused':
        return { ...state, refused: day };
      default:
        return state;
    }
  },
};
