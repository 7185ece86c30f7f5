import { firstText, picking, type Entry, type ToldOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import type { PaymentEvent } from './payment.events.js';

type Told<Type extends PaymentEvent['type']> = ToldOf<PaymentEvent, Type>;
const { only } = picking<PaymentEvent>();

export interface Payment extends Entry {
  readonly agreementId: string | null;
  readonly received: Told<'InvoiceReceived'> | null;
  readonly disputes: readonly Told<'InvoiceDisputed' | 'InvoiceDisputeSettled'>[];
  readonly payments: readonly Told<'PaymentMade'>[];
  readonly withholdings: readonly Told<'PaymentWithheld' | 'PaymentReleased'>[];
  /** the TSO says that nothing had come */
  readonly denials: readonly Told<'NoPaymentReceived'>[];
}

/** An invoice and its payment as its standing facts, oldest first, tell them. */
export const paymentOf = (id: string, facts: readonly Standing[]): Payment => ({
  id,
  facts,
  agreementId: firstText(facts, 'agreementId'),
  received: only(facts, 'InvoiceReceived')[0] ?? null,
  disputes: only(facts, 'InvoiceDisputed', 'InvoiceDisputeSettled'),
  payments: only(facts, 'PaymentMade'),
  withholdings: only(facts, 'PaymentWithheld', 'PaymentReleased'),
  denials: only(facts, 'NoPaymentReceived'),
});

/**
 * The payment by which the whole was paid, null while it is not on record. One without an amount counts as the whole;
 * where the invoice has none, the last payment on record is taken to complete it.
 */
export const completing = ({ received, payments }: Payment): Told<'PaymentMade'> | null => {
  const asked = received?.data.amount;
  if (asked === undefined) return payments.at(-1) ?? null;
  let open = Math.round(asked * 100);
  for (const payment of payments) {
    if (payment.data.amount === undefined) return payment;
    open -= Math.round(payment.data.amount * 100);
    if (open <= 0) return payment;
  }
  return null;
};
