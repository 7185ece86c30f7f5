import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Pounds, Text } from '../kernel/shapes.js';

/** The invoice or, where money is due without one, the instalment. */
const invoiceId = Id;
const agreementId = Id.optional();

export const paymentEvents = {
  InvoiceReceived: v1(
    z.strictObject({
      invoiceId,
      agreementId,
      amount: Pounds.optional(),
      /** false: it was not one that can be paid, and the TSO has been told */
      isValid: z.boolean().optional(),
    }),
  ),
  InvoiceDisputed: v1(z.strictObject({ invoiceId, reason: Text })),
  InvoiceDisputeSettled: v1(z.strictObject({ invoiceId, outcome: Text.optional() })),
  /** the whole or a part; without an amount, the whole */
  PaymentMade: v1(z.strictObject({ invoiceId, agreementId, amount: Pounds.optional() })),
  PaymentWithheld: v1(
    z.strictObject({
      invoiceId,
      agreementId,
      amount: Pounds.optional(),
      reason: z.enum(['monitoring', 'performance', 'other']),
      text: Text.optional(),
    }),
  ),
  PaymentReleased: v1(z.strictObject({ invoiceId, reason: Text.optional() })),
  /** the TSO says that no payment had reached it by then; so does a TSO that asks for its money */
  NoPaymentReceived: v1(z.strictObject({ invoiceId, agreementId, statement: Text.optional() })),
};

export type PaymentEvent = FactOf<typeof paymentEvents>;
