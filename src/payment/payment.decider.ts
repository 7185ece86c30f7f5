import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfAlready, refuseIfBefore } from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import type { When } from '../kernel/time.js';
import type { paymentCommands } from './payment.commands.js';
import type { PaymentEvent, paymentEvents } from './payment.events.js';

type Command = CommandOf<typeof paymentCommands, typeof paymentEvents>;

interface State {
  readonly received: { readonly on: When | null } | null;
  /** disputes and withholdings that nothing on record has ended */
  readonly disputes: number;
  readonly withheld: number;
}

/**
 * The rules of an invoice's record. It may be paid before it comes, in parts, and without being on record itself;
 * only what is disputed is settled, and only what is withheld released.
 */
export const paymentDecider: Decider<State, Command, PaymentEvent> = {
  initial: { received: null, disputes: 0, withheld: 0 },

  decide: ({ intent, fact }, { received, disputes, withheld }) => {
    const name = `Invoice "${fact.data.invoiceId}"`;
    switch (intent) {
      case 'ReceiveInvoice':
        refuseIfAlready(
          received !== null,
          'ALREADY_RECEIVED',
          'data.invoiceId',
          ['It was received', received?.on],
          'correct that record, or give the other invoice an id of its own',
        );
        break;
      case 'DisputeInvoice': {
        const arrival = ['it was received', received?.on] as const;
        refuseIfBefore('DISPUTED_BEFORE', 'occurredOn', ['It would be disputed', fact.occurredOn], arrival);
        break;
      }
      case 'SettleInvoiceDispute':
        refuseIf(
          disputes === 0,
          'NOT_DISPUTED',
          'data.invoiceId',
          `${name} is not on record as disputed: record first that it was.`,
        );
        break;
      case 'ReleasePayment':
        refuseIf(
          withheld === 0,
          'NOT_WITHHELD',
          'data.invoiceId',
          `${name} has no payment on record as withheld: record first that it was.`,
        );
    }
    return [fact];
  },

  evolve: (state, fact) => {
    switch (fact.type) {
      case 'InvoiceReceived':
        return { ...state, received: { on: fact.occurredOn } };
      case 'InvoiceDisputed':
        return { ...state, disputes: state.disputes + 1 };
      case 'InvoiceDisputeSettled':
        return { ...state, disputes: state.disputes - 1 };
      case 'PaymentWithheld':
        return { ...state, withheld: state.withheld + 1 };
      case 'PaymentReleased':
        return { ...state, withheld: state.withheld - 1 };
      default:
        return state;
    }
  },
};
