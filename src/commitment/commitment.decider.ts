import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfAlready, refuseIfBefore } from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import type { When } from '../kernel/time.js';
import type { commitmentCommands } from './commitment.commands.js';
import type { CommitmentEvent, commitmentEvents } from './commitment.events.js';

type Command = CommandOf<typeof commitmentCommands, typeof commitmentEvents>;

const ID = 'data.commitmentId';

/** A day something is on record for; null where it is not on record. */
type Once = { readonly on: When | null } | null;

interface State {
  readonly made: Once;
  readonly kept: Once;
  readonly broken: Once;
}

/**
 * The rules of a promise's record: made once, kept once, and never kept, changed or broken before it was made. One side
 * may say that it was kept and the other that it was broken: both are taken, and the rules say that they differ.
 */
export const commitmentDecider: Decider<State, Command, CommitmentEvent> = {
  initial: { made: null, kept: null, broken: null },

  decide: ({ intent, fact }, { made, kept, broken }) => {
    const { commitmentId } = fact.data;
    const since = ['it was made', made?.on] as const;
    if (intent === 'MakeCommitment') {
      refuseIfAlready(
        made !== null,
        'ALREADY_MADE',
        ID,
        [`"${commitmentId}" was made`, made?.on],
        'give the other promise an id of its own, or record that this one was changed',
      );
      refuseIfBefore(
        'DUE_BEFORE_MADE',
        'data.dueOn',
        ['It would be due', fact.data.dueOn],
        ['it is made', fact.occurredOn],
      );
      return [fact];
    }
    refuseIf(
      made === null,
      'NOT_MADE',
      ID,
      `No promise "${commitmentId}" is on record: record first that it was made.`,
    );
    refuseIfBefore('BEFORE_MADE', 'occurredOn', ['This cannot be', fact.occurredOn], since);
    switch (intent) {
      case 'RecordCommitmentKept':
        refuseIfAlready(kept !== null, 'ALREADY_KEPT', ID, ['It was kept', kept?.on]);
        break;
      case 'RecordCommitmentBroken':
        refuseIfAlready(broken !== null, 'ALREADY_BROKEN', ID, ['It is on record as broken', broken?.on]);
        break;
      case 'ChangeCommitment':
        refuseIf(
          fact.data.dueOn === undefined && fact.data.text === undefined,
          'CHANGES_NOTHING',
          'data.dueOn',
          'Neither a new day nor a new text is given: say what was changed.',
        );
        refuseIfBefore('DUE_BEFORE_MADE', 'data.dueOn', ['It would be due', fact.data.dueOn], since);
    }
    return [fact];
  },

  evolve: (state, { type, occurredOn: on }) => {
    switch (type) {
      case 'CommitmentMade':
        return { ...state, made: { on } };
      case 'CommitmentKept':
        return { ...state, kept: { on } };
      case 'CommitmentBroken':
        return { ...state, broken: { on } };
      default:
        return state;
    }
  },
};
