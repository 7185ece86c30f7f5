import { test } from '@jest/globals';
import { payment } from '../../src/payment/payment.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(payment);
const received: Telling = ['InvoiceReceived', { amount: 250.5, agreementId: 'G1' }, { occurredOn: '2024-03-04' }];
const disputed: Telling = ['InvoiceDisputed', { reason: 'two visits not made' }, { occurredOn: '2024-03-06' }];
const settled: Telling = ['InvoiceDisputeSettled', {}, { occurredOn: '2024-03-08' }];
const withheld: Telling = ['PaymentWithheld', { reason: 'monitoring', text: 'paperwork' }];
const released: Telling = ['PaymentReleased', {}];

test('an invoice is received, also one that cannot be paid', () => {
  past().when('ReceiveInvoice', { amount: 250.5 }).thenRecorded();
  past().when('ReceiveInvoice', { isValid: false }, { occurredOn: null }).thenRecorded();
});

test('it is received once', () =>
  past(received).when('ReceiveInvoice').thenRefused('ALREADY_RECEIVED', 'data.invoiceId'));

test('it may be paid in parts, before it comes, and without being on record', () => {
  past(received, ['PaymentMade', { amount: 100 }])
    .when('MakePayment', { amount: 150.5 })
    .thenRecorded();
  past(received).when('MakePayment', {}, { occurredOn: '2024-03-01' }).thenRecorded();
  past().when('MakePayment').thenRecorded();
});

test('an invoice that has come is disputed, and disputed again', () => {
  past(received).when('DisputeInvoice', { reason: 'wrong sum' }).thenRecorded();
  past(received, disputed, settled).when('DisputeInvoice', { reason: 'wrong sum' }).thenRecorded();
  past().when('DisputeInvoice', { reason: 'wrong sum' }).thenRecorded();
  past(received)
    .when('DisputeInvoice', { reason: 'wrong sum' }, { occurredOn: '2024-03-03' })
    .thenRefused('DISPUTED_BEFORE', 'occurredOn');
});

test('only what is disputed is settled', () => {
  past(received, disputed).when('SettleInvoiceDispute', { outcome: 'both visits were made' }).thenRecorded();
  past(received).when('SettleInvoiceDispute').thenRefused('NOT_DISPUTED', 'data.invoiceId');
  past(received, disputed, settled).when('SettleInvoiceDispute').thenRefused('NOT_DISPUTED', 'data.invoiceId');
});

test('payment is withheld without an invoice, and what is withheld is released', () => {
  past().when('WithholdPayment', { reason: 'other' }).thenRecorded();
  past(withheld).when('ReleasePayment', { reason: 'paperwork came' }).thenRecorded();
  past(received).when('ReleasePayment').thenRefused('NOT_WITHHELD', 'data.invoiceId');
  past(withheld, released).when('ReleasePayment').thenRefused('NOT_WITHHELD', 'data.invoiceId');
});

test('a TSO says that nothing came, as often as it likes', () =>
  past(['NoPaymentReceived', {}]).when('StateNoPaymentReceived', { statement: 'asked again' }).thenRecorded());

test('every intent and every refusal was met', () => expectCovered(payment));
