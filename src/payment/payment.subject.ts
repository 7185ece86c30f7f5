import type { Subject } from '../kernel/subject.js';
import { paymentCommands } from './payment.commands.js';
import { paymentDecider } from './payment.decider.js';
import { paymentEvents } from './payment.events.js';

/** Invoices and their payment, each by the id of the invoice. */
export const payment: Subject = {
  name: 'payment',
  events: paymentEvents,
  commands: paymentCommands,
  decider: paymentDecider,
  key: ({ data }) => data['invoiceId'] as string | undefined,
  keyField: 'data.invoiceId',
};
