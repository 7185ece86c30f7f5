import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfBefore } from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import type { When } from '../kernel/time.js';
import type { matterCommands } from './matter.commands.js';
import type { MatterEvent, matterEvents } from './matter.events.js';

type Command = CommandOf<typeof matterCommands, typeof matterEvents>;

type State = { readonly status: 'unopened' | 'closed' } | { readonly status: 'open'; readonly openedOn: When | null };

/**
 * The rules of a matter's record. The dialogue is taken whether or not the matter was opened or has been closed: a
 * representation counts even when the commissioner never opened a file for it, and may be recorded late.
 */
export const matterDecider: Decider<State, Command, MatterEvent> = {
  initial: { status: 'unopened' },

  decide: ({ intent, fact }, state) => {
    const name = `Matter "${fact.matter}"`;
    if (intent === 'OpenMatter')
      refuseIf(
        state.status === 'open',
        'ALREADY_OPEN',
        'matter',
        `${name} is open already: give the other matter an id of its own, or correct the opening.`,
      );
    if (intent === 'CloseMatter') {
      refuseIf(
        state.status === 'unopened',
        'NOT_OPENED',
        'matter',
        `${name} was never opened: record its opening first.`,
      );
      refuseIf(
        state.status === 'closed',
        'ALREADY_CLOSED',
        'matter',
        `${name} is closed already: open it again first.`,
      );
      const openedOn = state.status === 'open' ? state.openedOn : null;
      refuseIfBefore(
        'CLOSED_BEFORE_OPENED',
        'occurredOn',
        [`${name} would be closed`, fact.occurredOn],
        ['it was opened', openedOn],
      );
    }
    return [fact];
  },

  evolve: (state, fact) => {
    switch (fact.type) {
      case 'MatterOpened':
        return { status: 'open', openedOn: fact.occurredOn };
      case 'MatterClosed':
        return { status: 'closed' };
      default:
        return state;
    }
  },
};
