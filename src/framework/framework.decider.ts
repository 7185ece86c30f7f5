import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfAlready, refuseIfBefore, refuseIfOver, surelyBefore, surelyNotAfter } from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import { label, type When } from '../kernel/time.js';
import type { frameworkCommands } from './framework.commands.js';
import type { FrameworkEvent, frameworkEvents } from './framework.events.js';

type Command = CommandOf<typeof frameworkCommands, typeof frameworkEvents>;

interface State {
  readonly editions: readonly { readonly edition: string; readonly inForceFrom: When }[];
  readonly lapsedOn: When | null;
  /** who signed since the latest edition: a new edition may be signed anew */
  readonly signatories: readonly string[];
  /** who signed any edition and has not withdrawn since */
  readonly bound: readonly string[];
  /** organisations with a champion */
  readonly champions: readonly string[];
  /** ids of the actions of its plans, and of those that were completed */
  readonly planned: readonly string[];
  readonly completed: readonly string[];
}

type Edition = Extract<FrameworkEvent, { type: 'FrameworkAdopted' | 'FrameworkRevised' }>['data'];

const demandAdopted = (frameworkId: string, { editions }: State): void =>
  refuseIf(
    editions.length === 0,
    'NOT_ADOPTED',
    'data.frameworkId',
    `No framework "${frameworkId}" was adopted: record its adoption first.`,
  );

const without = (list: readonly string[], one: string): string[] => list.filter((it) => it !== one);

const demandPeriod = ({ edition, inForceFrom, inForceTo }: Edition): void =>
  refuseIfBefore(
    'PERIOD_REVERSED',
    'data.inForceTo',
    [`Edition ${edition} would end`, inForceTo],
    ['it begins', inForceFrom],
  );

type Plan = Extract<FrameworkEvent, { type: 'ActionPlanAdopted' }>['data'];

const demandPlan = ({ periodFrom, periodTo, actions }: Plan, state: State): void => {
  refuseIfBefore('PERIOD_REVERSED', 'data.periodTo', ['The plan would end', periodTo], ['it begins', periodFrom]);
  const ids = actions.map(({ id }) => id);
  const taken = ids.find((id, index) => ids.indexOf(id) !== index || state.completed.includes(id));
  refuseIf(
    taken !== undefined,
    'ACTION_TAKEN',
    'data.actions',
    `There is an action "${taken}" already, in this plan or completed: give the other one an id of its own.`,
  );
};

const demandOpenAction = (actionId: string, { planned, completed }: State): void => {
  refuseIf(
    !planned.includes(actionId),
    'UNKNOWN_ACTION',
    'data.actionId',
    `No plan on record has an action "${actionId}": use an id of the plan, or record the plan first.`,
  );
  refuseIf(
    completed.includes(actionId),
    'ALREADY_COMPLETED',
    'data.actionId',
    `Action "${actionId}" is on record as completed: nothing more to record.`,
  );
};

/**
 * The rules of a framework's record. Signing needs no adoption on record: the national Compacts are built in, and
 * who signed them is recorded all the same.
 */
export const frameworkDecider: Decider<State, Command, FrameworkEvent> = {
  initial: { editions: [], lapsedOn: null, signatories: [], bound: [], champions: [], planned: [], completed: [] },

  decide: ({ intent, fact }, state) => {
    switch (intent) {
      case 'AdoptFramework':
        refuseIf(
          state.editions.length > 0,
          'ALREADY_ADOPTED',
          'data.frameworkId',
          `"${fact.data.frameworkId}" was adopted already: record a revision, or give the other framework an id of its own.`,
        );
        demandPeriod(fact.data);
        break;
      case 'ReviseFramework':
        demandAdopted(fact.data.frameworkId, state);
        refuseIf(
          state.editions.some(({ edition }) => edition === fact.data.edition),
          'EDITION_TAKEN',
          'data.edition',
          `There is an edition "${fact.data.edition}" already: name the new one differently, or correct the one on record.`,
        );
        demandPeriod(fact.data);
        break;
      case 'LapseFramework': {
        demandAdopted(fact.data.frameworkId, state);
        refuseIfAlready(state.lapsedOn !== null, 'ALREADY_LAPSED', 'data.frameworkId', ['It lapsed', state.lapsedOn]);
        refuseIf(
          state.editions.every(({ inForceFrom }) => surelyBefore(fact.data.lapsedOn, inForceFrom)),
          'LAPSED_BEFORE_IN_FORCE',
          'data.lapsedOn',
          `It cannot lapse (${label(fact.data.lapsedOn)}) before any edition of it is in force (${label(state.editions[0]?.inForceFrom)}): correct the day.`,
        );
        break;
      }
      case 'SignFramework':
        refuseIf(
          state.signatories.includes(fact.data.organisation),
          'ALREADY_SIGNED',
          'data.organisation',
          `"${fact.data.organisation}" has signed this edition already: nothing more to record.`,
        );
        refuseIfOver('LAPSED', fact.occurredOn, ['It had lapsed', state.lapsedOn], 'record the new edition first');
        break;
      case 'WithdrawFromFramework':
        refuseIf(
          !state.bound.includes(fact.data.organisation),
          'NOT_SIGNED',
          'data.organisation',
          `"${fact.data.organisation}" has not signed it, or has withdrawn: record its signature first.`,
        );
        break;
      case 'StandDownChampion':
        refuseIf(
          !state.champions.includes(fact.data.organisation),
          'NO_CHAMPION',
          'data.organisation',
          `"${fact.data.organisation}" has no champion on record: record the appointment first.`,
        );
        break;
      case 'AdoptActionPlan':
        demandPlan(fact.data, state);
        break;
      case 'CompleteAction':
        demandOpenAction(fact.data.actionId, state);
        break;
      case 'HoldAnnualReview': {
        const { periodFrom, periodTo } = fact.data;
        refuseIfBefore(
          'PERIOD_REVERSED',
          'data.periodTo',
          ['The period would end', periodTo],
          ['it begins', periodFrom],
        );
      }
    }
    return [fact];
  },

  evolve: (state, fact) => {
    switch (fact.type) {
      case 'FrameworkAdopted':
      case 'FrameworkRevised': {
        const { edition, inForceFrom } = fact.data;
        // A Compact that fell off the agenda and is refreshed later is in force again.
        const lapsedOn = surelyNotAfter(state.lapsedOn, inForceFrom) ? null : state.lapsedOn;
        return { ...state, editions: [...state.editions, { edition, inForceFrom }], lapsedOn, signatories: [] };
      }
      case 'FrameworkLapsed':
        return { ...state, lapsedOn: fact.data.lapsedOn };
      case 'FrameworkSigned':
        return {
          ...state,
          signatories: [...state.signatories, fact.data.organisation],
          bound: [...state.bound, fact.data.organisation],
        };
      case 'FrameworkWithdrawnFrom':
        return {
          ...state,
          signatories: without(state.signatories, fact.data.organisation),
          bound: without(state.bound, fact.data.organisation),
        };
      case 'ChampionAppointed':
        return { ...state, champions: [...state.champions, fact.data.organisation] };
      case 'ChampionStoodDown':
        return { ...state, champions: without(state.champions, fact.data.organisation) };
      case 'ActionPlanAdopted':
        return { ...state, planned: [...state.planned, ...fact.data.actions.map(({ id }) => id)] };
      case 'ActionCompleted':
        return { ...state, completed: [...state.completed, fact.data.actionId] };
      default:
        return state;
    }
  },
};
