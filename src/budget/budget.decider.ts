import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIf } from '../kernel/rejection.js';
import type { budgetCommands } from './budget.commands.js';
import type { BudgetEvent, budgetEvents } from './budget.events.js';

type Command = CommandOf<typeof budgetCommands, typeof budgetEvents>;

interface State {
  readonly recorded: boolean;
}

/** The rules of a budget's record: one budget takes its share once. */
export const budgetDecider: Decider<State, Command, BudgetEvent> = {
  initial: { recorded: false },

  decide: ({ fact }, { recorded }) => {
    refuseIf(
      recorded,
      'ALREADY_RECORDED',
      'data.budgetId',
      `The reduction of budget "${fact.data.budgetId}" is on record: correct it, or give the other budget an id of its own.`,
    );
    return [fact];
  },

  evolve: () => ({ recorded: true }),
};
