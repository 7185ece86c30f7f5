import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfAlready, refuseIfBefore, refuseIfOver, surelyBefore } from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import { label, type When } from '../kernel/time.js';
import type { decisionCommands } from './decision.commands.js';
import type { DecisionEvent, decisionEvents } from './decision.events.js';

type Command = CommandOf<typeof decisionCommands, typeof decisionEvents>;
const ID = 'data.decisionId';

type Taken = Extract<DecisionEvent, { type: 'DecisionTaken' }>;

interface Day {
  readonly on: When | null;
}

interface State {
  readonly provisional: Day | null;
  readonly final: Day | null;
  readonly calledIn: boolean;
  readonly paused: Day | null;
  readonly superseded: Day | null;
  readonly quashed: Day | null;
}

const demandTaken = (fact: { data: { decisionId: string }; occurredOn: When | null }, state: State): void => {
  const taken = state.provisional ?? state.final;
  refuseIf(
    taken === null,
    'NOT_TAKEN',
    ID,
    `Decision "${fact.data.decisionId}" is not on record as taken: record first that it was.`,
  );
  refuseIfBefore(
    'BEFORE_DECISION',
    'occurredOn',
    ['This cannot be', fact.occurredOn],
    ['the decision was taken', taken?.on],
  );
};

const demandStanding = (fact: Parameters<typeof demandTaken>[0], state: State): void => {
  demandTaken(fact, state);
  const remedy = 'record this for the decision that replaced it';
  refuseIfOver('NO_LONGER_STANDS', fact.occurredOn, ['It had been quashed', state.quashed?.on], remedy);
  refuseIfOver('NO_LONGER_STANDS', fact.occurredOn, ['It had been superseded', state.superseded?.on], remedy);
};

const decideTaken = ({ data, occurredOn }: Taken, { provisional, final }: State): void => {
  refuseIf(
    (data.finality === 'final' ? final : provisional) !== null,
    'ALREADY_TAKEN',
    ID,
    `Decision "${data.decisionId}" is on record as taken (${data.finality}): modify, supersede or correct it, or give the new decision an id of its own.`,
  );
  refuseIf(
    data.finality === 'provisional' && final !== null && !surelyBefore(occurredOn, final.on),
    'ALREADY_FINAL',
    'data.finality',
    `It is on record as final (${label(final?.on)}); a provisional decision comes before that: give its day, or an id of its own.`,
  );
  refuseIfBefore(
    'FINAL_BEFORE_PROVISIONAL',
    'occurredOn',
    ['It would be final', data.finality === 'final' ? occurredOn : null],
    ['it was provisional', provisional?.on],
  );
  const { amountBefore, amountAfter } = data;
  refuseIf(
    data.effect === 'reduce' && amountBefore !== undefined && amountAfter !== undefined && amountAfter > amountBefore,
    'REDUCED_TO_MORE',
    'data.amountAfter',
    `A reduction from £${amountBefore} to £${amountAfter} is none: correct an amount or the effect.`,
  );
};

/**
 * The rules of a decision's record. Notices, warnings and reasons are taken before and after it; what is done to a
 * decision needs one. A decision may be provisional once and final once.
 */
export const decisionDecider: Decider<State, Command, DecisionEvent> = {
  initial: { provisional: null, final: null, calledIn: false, paused: null, superseded: null, quashed: null },

  decide: ({ intent, fact }, state) => {
    const name = `Decision "${fact.data.decisionId}"`;
    switch (intent) {
      case 'TakeDecision':
        decideTaken(fact, state);
        break;
      case 'PublishDecisionRecord':
        demandTaken(fact, state);
        break;
      case 'CallInDecision':
        demandStanding(fact, state);
        refuseIf(
          state.calledIn,
          'ALREADY_CALLED_IN',
          ID,
          `${name} is called in: record first whether it was referred back, reaffirmed or modified.`,
        );
        break;
      case 'ReferDecisionBack':
      case 'ReaffirmDecision':
      case 'ModifyDecision':
        demandStanding(fact, state);
        break;
      case 'SupersedeDecision':
        demandTaken(fact, state);
        refuseIf(
          fact.data.by === fact.data.decisionId,
          'SUPERSEDED_BY_ITSELF',
          'data.by',
          `${name} cannot supersede itself: name the decision that took its place, or leave \`by\` out.`,
        );
        refuseIfAlready(state.superseded !== null, 'ALREADY_SUPERSEDED', ID, [
          'It was superseded',
          state.superseded?.on,
        ]);
        break;
      case 'PauseDecision':
        demandStanding(fact, state);
        refuseIfAlready(
          state.paused !== null,
          'ALREADY_PAUSED',
          ID,
          ['It was paused', state.paused?.on],
          'record first that it was reaffirmed or modified',
        );
        break;
      case 'ReconsiderDecision':
        refuseIf(
          fact.data.reconsiders === fact.data.decisionId,
          'RECONSIDERS_ITSELF',
          'data.reconsiders',
          `${name} is what is decided now: name the earlier decision, or leave \`reconsiders\` out.`,
        );
        break;
      case 'RecordDecisionQuashed':
        demandTaken(fact, state);
        refuseIfAlready(state.quashed !== null, 'ALREADY_QUASHED', ID, ['It was quashed', state.quashed?.on]);
    }
    return [fact];
  },

  evolve: (state, fact) => {
    const day = { on: fact.occurredOn };
    switch (fact.type) {
      case 'DecisionTaken':
        return { ...state, [fact.data.finality]: day };
      case 'DecisionCalledIn':
        return { ...state, calledIn: true };
      case 'DecisionReferredBack':
      case 'DecisionReaffirmed':
      case 'DecisionModified':
        return { ...state, calledIn: false, paused: null };
      case 'DecisionPaused':
        return { ...state, paused: day };
      case 'DecisionSuperseded':
        return { ...state, superseded: day };
      case 'DecisionQuashed':
        return { ...state, quashed: day };
      default:
        return state;
    }
  },
};
