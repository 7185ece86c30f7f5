import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfAlready, refuseIfBefore, refuseIfOver, surelyBefore, surelyNotAfter } from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import { addDays, label, range, type When } from '../kernel/time.js';
import type { changeCommands } from './change.commands.js';
import type { ChangeEvent, changeEvents } from './change.events.js';

type Command = CommandOf<typeof changeCommands, typeof changeEvents>;

/** Something said to or by TSOs, with the day that matters about it. */
interface Said {
  readonly tsos: readonly string[];
  readonly on: When | null;
}

interface State {
  readonly known: boolean;
  readonly notices: readonly Said[];
  readonly receipts: readonly Said[];
  readonly denials: readonly Said[];
  readonly effects: readonly Said[];
  /** services that ended */
  readonly ended: readonly Said[];
  readonly withdrawn: Said | null;
}

type Named = Pick<Said, 'tsos'>;

const sameTsos = (one: Named, other: Named): boolean =>
  one.tsos.length === other.tsos.length && one.tsos.every((tso) => other.tsos.includes(tso));

/** Statements of one TSO can be held against each other only where it alone is named. */
const sameSpeaker = (one: Named, other: Named): boolean => one.tsos.length === 1 && sameTsos(one, other);

/** True where no reading of the two lets the new terms begin on the day after the last funded one. */
const daysApart = (lastFundedDay: When, effectiveFrom: When): boolean => {
  const last = range(lastFundedDay);
  const first = range(effectiveFrom);
  return addDays(last.latest, 1) < first.earliest || first.latest < addDays(last.earliest, 1);
};

const refuseAfterWithdrawal = ({ occurredOn }: { occurredOn: When | null }, { withdrawn }: State): void =>
  refuseIfOver('WITHDRAWN', occurredOn, ['It had been withdrawn', withdrawn?.on], 'give the new change its own id');

const demandKnown = ({ changeId }: { changeId: string }, { known }: State): void =>
  refuseIf(!known, 'UNKNOWN_CHANGE', 'data.changeId', `There is no change "${changeId}": record its notice or effect.`);

/**
 * The rules of a change to funding. It may take effect with no notice on record, and a TSO may say what reached it
 * before the commissioner says what it sent. A notice far too late is a fact; one received before it was sent is not.
 */
export const changeDecider: Decider<State, Command, ChangeEvent> = {
  initial: { known: false, notices: [], receipts: [], denials: [], effects: [], ended: [], withdrawn: null },

  decide: ({ intent, fact }, state) => {
    switch (intent) {
      case 'NotifyFundingChange': {
        refuseAfterWithdrawal(fact, state);
        const { sentOn, receivedOn, lastFundedDay, effectiveFrom } = fact.data;
        refuseIfBefore('RECEIVED_BEFORE_SENT', 'data.receivedOn', ['It came', receivedOn], ['it was sent', sentOn]);
        refuseIf(
          !!lastFundedDay && !!effectiveFrom && daysApart(lastFundedDay, effectiveFrom),
          'EFFECT_NOT_NEXT_DAY',
          'data.effectiveFrom',
          `The first day on the new terms is the day after the last funded day (${label(lastFundedDay)}), not ${label(effectiveFrom)}: give one of them only, or correct one.`,
        );
        break;
      }
      case 'ConfirmNoticeReceipt': {
        const { receivedOn } = fact.data;
        const notices = state.notices.filter(({ tsos }) => fact.tsos.some((tso) => tsos.includes(tso)));
        refuseIf(
          state.receipts.filter((receipt) => sameSpeaker(receipt, fact)).length >= Math.max(1, notices.length),
          'ALREADY_CONFIRMED',
          'data.changeId',
          `${fact.tsos.join(', ')} confirmed receipt already: correct that statement if its day is wrong.`,
        );
        refuseIf(
          notices.length > 0 && notices.every(({ on }) => surelyBefore(receivedOn, on)),
          'RECEIVED_BEFORE_SENT',
          'data.receivedOn',
          `No notice had been sent by then (${label(receivedOn)}): correct the day, or contest the notice.`,
        );
        const denial = state.denials.find((it) => sameSpeaker(it, fact) && surelyBefore(receivedOn, it.on));
        refuseIf(
          denial !== undefined,
          'DENIED_BEFORE',
          'data.receivedOn',
          `${fact.tsos.join(', ')} stated later (${label(denial?.on)}) that no notice had been received: annul that statement first, or correct the day.`,
        );
        break;
      }
      case 'StateNoNoticeReceived': {
        const receipt = state.receipts.find((it) => sameSpeaker(it, fact) && surelyNotAfter(it.on, fact.occurredOn));
        refuseIf(
          receipt !== undefined,
          'CONFIRMED_BEFORE',
          'data.changeId',
          `${fact.tsos.join(', ')} confirmed receipt (${label(receipt?.on)}): annul that confirmation first if it is wrong.`,
        );
        break;
      }
      case 'RecordFundingChangeEffect':
        refuseAfterWithdrawal(fact, state);
        refuseIf(
          state.effects.some((effect) => sameTsos(effect, fact)),
          'ALREADY_IN_EFFECT',
          'data.changeId',
          `The change "${fact.data.changeId}" took effect already for the same organisations: correct that record if its day is wrong.`,
        );
        break;
      case 'RecordServiceEnd': {
        refuseAfterWithdrawal(fact, state);
        const ended = state.ended.find((it) => sameTsos(it, fact));
        refuseIfAlready(ended !== undefined, 'ALREADY_ENDED', 'data.changeId', ['The service ended', ended?.on]);
        break;
      }
      case 'NotifyServiceUsers':
        refuseAfterWithdrawal(fact, state);
        break;
      case 'WithdrawFundingChange':
        demandKnown(fact.data, state);
        refuseIfAlready(state.withdrawn !== null, 'ALREADY_WITHDRAWN', 'data.changeId', [
          'It was withdrawn',
          state.withdrawn?.on,
        ]);
        break;
      case 'RestoreFunding':
        demandKnown(fact.data, state);
    }
    return [fact];
  },

  evolve: (before, fact) => {
    const state = { ...before, known: true };
    const said = (on: When | null | undefined): Said => ({ tsos: fact.tsos, on: on ?? null });
    switch (fact.type) {
      case 'FundingChangeNotified':
        return { ...state, notices: [...state.notices, said(fact.data.sentOn)] };
      case 'NoticeReceiptConfirmed':
        return { ...state, receipts: [...state.receipts, said(fact.data.receivedOn)] };
      case 'NoNoticeReceived':
        return { ...state, denials: [...state.denials, said(fact.occurredOn)] };
      case 'FundingChangeTookEffect':
        return { ...state, effects: [...state.effects, said(fact.occurredOn)] };
      case 'ServiceEnded':
        return { ...state, ended: [...state.ended, said(fact.occurredOn)] };
      case 'FundingChangeWithdrawn':
        return { ...state, withdrawn: said(fact.occurredOn) };
      case 'FundingRestored':
        // What was restored may be taken away again.
        return { ...state, effects: [], ended: [] };
      default:
        return state;
    }
  },
};
