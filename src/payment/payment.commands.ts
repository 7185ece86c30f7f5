import { COMMISSIONER_SIDE, EITHER_SIDE, TSO, type Intents } from '../kernel/command.js';

/** What may be said about an invoice and its payment: that nothing came, the TSO alone can say. */
export const paymentCommands = {
  ReceiveInvoice: { becomes: 'InvoiceReceived', roles: COMMISSIONER_SIDE },
  DisputeInvoice: { becomes: 'InvoiceDisputed', roles: COMMISSIONER_SIDE },
  SettleInvoiceDispute: { becomes: 'InvoiceDisputeSettled', roles: EITHER_SIDE },
  MakePayment: { becomes: 'PaymentMade', roles: COMMISSIONER_SIDE },
  WithholdPayment: { becomes: 'PaymentWithheld', roles: COMMISSIONER_SIDE },
  ReleasePayment: { becomes: 'PaymentReleased', roles: COMMISSIONER_SIDE },
  StateNoPaymentReceived: { becomes: 'NoPaymentReceived', roles: TSO },
} as const satisfies Intents;
