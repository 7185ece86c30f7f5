import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfAlready } from '../kernel/guards.js';
import type { When } from '../kernel/time.js';
import type { procurementCommands } from './procurement.commands.js';
import type { ProcurementEvent, procurementEvents } from './procurement.events.js';

type Command = CommandOf<typeof procurementCommands, typeof procurementEvents>;

interface State {
  readonly started: { readonly on: When | null } | null;
}

/** The rules of a procurement's record: it starts once; what was considered may have been so before or after. */
export const procurementDecider: Decider<State, Command, ProcurementEvent> = {
  initial: { started: null },

  decide: ({ intent, fact }, { started }) => {
    if (intent === 'StartProcurement')
      refuseIfAlready(
        started !== null,
        'ALREADY_STARTED',
        'data.procurementId',
        ['It was started', started?.on],
        'correct that record, or give the other procurement an id of its own',
      );
    return [fact];
  },

  evolve: (state, fact) => (fact.type === 'ProcurementStarted' ? { started: { on: fact.occurredOn } } : state),
};
