import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfAlready } from '../kernel/guards.js';
import type { When } from '../kernel/time.js';
import type { obligationCommands } from './obligation.commands.js';
import type { ObligationEvent, obligationEvents } from './obligation.events.js';

type Command = CommandOf<typeof obligationCommands, typeof obligationEvents>;

/** Each reason and to whom it was given, with the day. */
type State = Readonly<Record<string, When | null>>;

const sayingOf = ({ data, tsos }: Command['fact']): string => JSON.stringify([data.reasonCode, tsos.toSorted()]);

/** The rules of what is said about an obligation: the same reason is given once to the same organisations. */
export const obligationDecider: Decider<State, Command, ObligationEvent> = {
  initial: {},

  decide: ({ fact }, state) => {
    const before = state[sayingOf(fact)];
    refuseIfAlready(before !== undefined, 'ALREADY_EXCUSED', 'data.reasonCode', [
      `"${fact.data.obligationKey}" was excused for "${fact.data.reasonCode}"`,
      before,
    ]);
    return [fact];
  },

  evolve: (state, fact) => ({ ...state, [sayingOf(fact)]: fact.occurredOn }),
};
