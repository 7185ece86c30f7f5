import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfAlready, refuseIfBefore } from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import type { When } from '../kernel/time.js';
import type { matterCommands } from './matter.commands.js';
import type { MatterEvent, matterEvents } from './matter.events.js';

type Command = CommandOf<typeof matterCommands, typeof matterEvents>;

interface Round {
  readonly opensOn: When | null;
  /** null while it is open */
  readonly closed: { readonly on: When | null } | null;
}

interface State {
  readonly status: 'unopened' | 'open' | 'closed';
  /** null unless it is open */
  readonly openedOn: When | null;
  /** rounds of applications, by their ids */
  readonly rounds: ReadonlyMap<string, Round>;
}

type RoundOpened = Extract<MatterEvent, { type: 'ApplicationRoundOpened' }>;
type RoundClosed = Extract<MatterEvent, { type: 'ApplicationRoundClosed' }>;

const ROUND = 'data.roundId';

const decideRoundOpened = ({ data, occurredOn }: RoundOpened, { rounds }: State): void => {
  const { roundId, closesOn, decisionDueOn } = data;
  const opens = ['it opens', data.opensOn ?? occurredOn] as const;
  refuseIf(
    rounds.has(roundId),
    'ROUND_ALREADY_OPENED',
    ROUND,
    `Round "${roundId}" was opened already: correct that record, or give the other round an id of its own.`,
  );
  refuseIfBefore('CLOSES_BEFORE_OPENS', 'data.closesOn', ['The round would close', closesOn], opens);
  refuseIfBefore('DECIDED_BEFORE_OPENS', 'data.decisionDueOn', ['It would be decided', decisionDueOn], opens);
};

const decideRoundClosed = ({ data: { roundId }, occurredOn }: RoundClosed, { rounds }: State): void => {
  const round = rounds.get(roundId);
  refuseIf(
    round === undefined,
    'ROUND_NOT_OPENED',
    ROUND,
    `Round "${roundId}" was never opened: record its opening first.`,
  );
  refuseIfAlready(!!round?.closed, 'ROUND_ALREADY_CLOSED', ROUND, ['The round was closed', round?.closed?.on]);
  refuseIfBefore(
    'ROUND_CLOSED_BEFORE_OPENED',
    'occurredOn',
    ['The round would be closed', occurredOn],
    ['it opens', round?.opensOn],
  );
};

/**
 * The rules of a matter's record. The dialogue is taken whether or not the matter was opened or has been closed: a
 * representation counts even when the commissioner never opened a file for it, and may be recorded late.
 */
export const matterDecider: Decider<State, Command, MatterEvent> = {
  initial: { status: 'unopened', openedOn: null, rounds: new Map() },

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
      refuseIfBefore(
        'CLOSED_BEFORE_OPENED',
        'occurredOn',
        [`${name} would be closed`, fact.occurredOn],
        ['it was opened', state.openedOn],
      );
    }
    if (intent === 'OpenApplicationRound') decideRoundOpened(fact, state);
    if (intent === 'CloseApplicationRound') decideRoundClosed(fact, state);
    if (intent === 'RecordCorrespondence') {
      const { receivedOn, sentOn } = fact.data;
      const sent = ['it was sent', sentOn ?? fact.occurredOn] as const;
      refuseIfBefore('RECEIVED_BEFORE_SENT', 'data.receivedOn', ['It came', receivedOn], sent);
    }
    return [fact];
  },

  evolve: (state, fact) => {
    switch (fact.type) {
      case 'MatterOpened':
        return { ...state, status: 'open', openedOn: fact.occurredOn };
      case 'MatterClosed':
        return { ...state, status: 'closed', openedOn: null };
      case 'ApplicationRoundOpened': {
        const round = { opensOn: fact.data.opensOn ?? fact.occurredOn, closed: null };
        return { ...state, rounds: new Map(state.rounds).set(fact.data.roundId, round) };
      }
      case 'ApplicationRoundClosed': {
        const { opensOn = null } = state.rounds.get(fact.data.roundId) ?? {};
        const round = { opensOn, closed: { on: fact.occurredOn } };
        return { ...state, rounds: new Map(state.rounds).set(fact.data.roundId, round) };
      }
      default:
        return state;
    }
  },
};
