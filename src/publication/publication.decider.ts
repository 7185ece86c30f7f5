import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfBefore } from '../kernel/guards.js';
import type { publicationCommands } from './publication.commands.js';
import type { PublicationEvent, publicationEvents } from './publication.events.js';

type Command = CommandOf<typeof publicationCommands, typeof publicationEvents>;

/** The rules of what is published. It needs no memory: a register may go out again, better filled. */
export const publicationDecider: Decider<null, Command, PublicationEvent> = {
  initial: null,

  decide: ({ fact }) => {
    const { periodFrom, periodTo } = fact.data;
    refuseIfBefore('PERIOD_REVERSED', 'data.periodTo', ['The period would end', periodTo], ['it begins', periodFrom]);
    return [fact];
  },

  evolve: (state) => state,
};
