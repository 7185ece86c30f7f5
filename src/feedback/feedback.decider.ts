import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfAlready } from '../kernel/guards.js';
import type { When } from '../kernel/time.js';
import type { feedbackCommands } from './feedback.commands.js';
import type { FeedbackEvent, feedbackEvents } from './feedback.events.js';

type Command = CommandOf<typeof feedbackCommands, typeof feedbackEvents>;

interface State {
  readonly given: { readonly on: When | null } | null;
}

/** The rules of a scorecard or of collected feedback: it is completed once; the next one is another. */
export const feedbackDecider: Decider<State, Command, FeedbackEvent> = {
  initial: { given: null },

  decide: ({ fact }, { given }) => {
    refuseIfAlready(
      given !== null,
      'ALREADY_RECORDED',
      'data.feedbackId',
      ['It was recorded', given?.on],
      'correct that record, or give the next one an id of its own',
    );
    return [fact];
  },

  evolve: (_, fact) => ({ given: { on: fact.occurredOn } }),
};
