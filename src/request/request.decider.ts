import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfAlready, refuseIfBefore } from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import type { When } from '../kernel/time.js';
import type { requestCommands } from './request.commands.js';
import type { RequestEvent, requestEvents } from './request.events.js';

type Command = CommandOf<typeof requestCommands, typeof requestEvents>;

const ID = 'data.requestId';

/** What was asked and when; null until it is on record. */
type State = { readonly asked: 'question' | 'request'; readonly on: When | null } | null;

/**
 * The rules of a request's record: asked once, and answered as what it is, not before. It may be answered in parts, and
 * what was refused at first may be given later.
 */
export const requestDecider: Decider<State, Command, RequestEvent> = {
  initial: null,

  decide: ({ intent, fact }, state) => {
    const { requestId } = fact.data;
    if (intent === 'RequestInformation' || intent === 'AskQuestion') {
      refuseIfAlready(
        state !== null,
        'ALREADY_ASKED',
        ID,
        [`"${requestId}" was asked`, state?.on],
        'give the other one an id of its own',
      );
      if (intent === 'RequestInformation')
        refuseIfBefore(
          'WANTED_BEFORE_ASKED',
          'data.dueOn',
          ['It is wanted', fact.data.dueOn],
          ['it is asked for', fact.occurredOn],
        );
      return [fact];
    }
    const asked = intent === 'AnswerQuestion' ? 'question' : 'request';
    refuseIf(
      state?.asked !== asked,
      'NOT_ASKED',
      ID,
      `No ${asked === 'question' ? 'question' : 'request for information'} "${requestId}" is on record: record first that it was asked.`,
    );
    refuseIfBefore(
      'BEFORE_ASKED',
      'occurredOn',
      ['It cannot be answered', fact.occurredOn],
      ['it was asked', state?.on],
    );
    return [fact];
  },

  evolve: (state, { type, occurredOn: on }) => {
    if (type === 'QuestionAsked') return { asked: 'question', on };
    return type === 'InformationRequested' ? { asked: 'request', on } : state;
  },
};
