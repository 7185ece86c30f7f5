import { completing, type Payment } from '../../payment/payment.view.js';
import type { Dossier } from '../../matter/dossier.js';
import type { Standing } from '../../kernel/standing.js';
import { label, type DayRange, type NumberRange } from '../../kernel/time.js';
import { outcome, pending, type Case, type Outcome, type Said } from '../outcome.js';
import { clockOf, isOpen, type Clock } from './payment-clock.js';
import { before, between, dayCount, dayCounts, dayFacts, daysOf, exactDay, on, onOrBefore } from '../ranges.js';
import type { Row } from '../rule.js';

/** An invoice whose day of receipt is on record. */
interface Running {
  readonly payment: Payment;
  readonly received: NonNullable<Payment['received']>;
  readonly days: DayRange;
  readonly required: number;
}

const compared = ({ min, max }: NumberRange, required: number): string => {
  if (min === required && max === required) return 'as many as asked';
  const [words, by] =
    min > required
      ? ['more', { min: min - required, max: max - required }]
      : ['fewer', { min: required - max, max: required - min }];
  return `${by.min === by.max ? by.min : `${by.min} to ${by.max}`} ${words} than the ${required} asked`;
};

/** "The invoice was received on … and paid on …, 12 days later, 2 more than the 10 asked" */
const paidIn = ({ days, received, required }: Running, paid: Standing, clock: Clock, certain: boolean) => {
  const given = daysOf(paid.occurredOn);
  const told = `The invoice was received ${on(received.occurredOn)} and paid ${on(paid.occurredOn)}`;
  if (!given) return { told, facts: { required } };
  const whole = between(days, given);
  const counted = { min: whole.min - clock.stopped.max, max: whole.max - clock.stopped.min };
  const disputed =
    clock.stopped.max > 0 ? `; without the ${dayCounts(clock.stopped)} of its dispute ${dayCounts(counted)}` : '';
  const sum = certain && !isOpen(clock) ? `, ${compared(counted, required)}` : '';
  return {
    told: `${told}, ${whole.max < 0 ? `${dayCounts({ min: -whole.max, max: -whole.min })} before` : `${dayCounts(whole)} later`}${disputed}${sum}`,
    facts: { ...dayFacts(counted), required },
  };
};

const settled = (running: Running, paid: Standing, clock: Clock): Said => {
  const { payment, received, required } = running;
  const given = daysOf(paid.occurredOn);
  const answer = onOrBefore(given, clock.due);
  const { told, facts } = paidIn(running, paid, clock, answer !== 'unknown');
  const evidence = [received, ...clock.evidence, paid];
  const denial = payment.denials.find((fact) => before(given, daysOf(fact.occurredOn)) === 'yes');
  if (answer === 'yes' && denial)
    return {
      verdict: 'NOT_EVIDENCED',
      because: `${told}; the TSO says ${on(denial.occurredOn)} that no payment had reached it.`,
      evidence: [...evidence, denial],
      missing: ['PaymentMade'],
      facts,
    };
  if (answer !== 'unknown')
    return { verdict: answer === 'yes' ? 'MET' : 'NOT_MET', because: `${told}.`, evidence, facts };
  const missing = [...(given ? [] : ['PaymentMade.occurredOn']), ...(isOpen(clock) ? ['InvoiceDisputeSettled'] : [])];
  return {
    verdict: 'NOT_EVIDENCED',
    because: `${told}; only exact days can tell whether that is within the ${required} asked.`,
    evidence,
    missing: missing.length > 0 ? missing : ['PaymentMade.occurredOn', 'InvoiceReceived.occurredOn'],
    facts,
  };
};

const WITHHELD = {
  monitoring: 'on account of monitoring',
  performance: 'on account of performance',
  other: 'for another reason',
};

/** What shows that nothing had been paid by the end of the time: money still withheld, or released or asked for later. */
const unpaidAfter = ({ withholdings, denials }: Payment, due: DayRange): { says: string; fact: Standing } | null => {
  const last = withholdings.at(-1);
  const said = last?.type === 'PaymentWithheld' ? last : null;
  if (said)
    return {
      says: `it was withheld ${on(said.occurredOn)} ${WITHHELD[said.data.reason] ?? ''} and is not on record as released`,
      fact: said,
    };
  const after = (fact: Standing): boolean => before(due, daysOf(fact.occurredOn)) === 'yes';
  const held = withholdings.find(after);
  if (held)
    return {
      says: `it was ${held.type === 'PaymentReleased' ? 'released only' : 'withheld'} ${on(held.occurredOn)}`,
      fact: held,
    };
  const denial = denials.find(after);
  return denial ? { says: `the TSO says ${on(denial.occurredOn)} that none had reached it`, fact: denial } : null;
};

const unpaid = ({ payment, received, required }: Running, clock: Clock, validAsOf: string): Said => {
  const came = `The invoice was received ${on(received.occurredOn)}`;
  const evidence = [received, ...clock.evidence, ...payment.payments];
  const facts = { required };
  const missing = ['PaymentMade'];
  if (isOpen(clock))
    return {
      verdict: clock.standing ? 'NOT_DUE' : 'NOT_EVIDENCED',
      because: clock.standing
        ? `${came} and is disputed since ${label(clock.standing.occurredOn)}: the ${dayCount(required)} stand still until that is settled.`
        : `${came} and disputed; when that began and ended is not on record, so when payment was due cannot be told.`,
      evidence,
      missing: clock.standing ? [] : ['InvoiceDisputed.occurredOn', 'InvoiceDisputeSettled.occurredOn'],
      facts,
    };
  const part = payment.payments.length > 0 ? 'only a part of it is on record as paid' : 'no payment is on record';
  const disputed = clock.stopped.max > 0 ? `, with the ${dayCounts(clock.stopped)} of its dispute,` : '';
  const last = `within ${dayCount(required)}${disputed}`;
  const ahead = pending(clock.due.latest, validAsOf);
  if (ahead)
    return { verdict: ahead, because: `${came}; payment is due ${last}, and ${part} yet.`, evidence, missing, facts };
  const shown = unpaidAfter(payment, clock.due);
  const due = exactDay(clock.due);
  const was = `${came}; payment was due ${last}${due ? `, by ${label(due)}` : ''}`;
  return shown
    ? { verdict: 'NOT_MET', because: `${was}; ${shown.says}.`, evidence: [...evidence, shown.fact], missing, facts }
    : { verdict: 'NOT_EVIDENCED', because: `${was}; ${part}.`, evidence, missing, facts };
};

/** Of what kind the agreement is that an invoice names, as far as its dossier tells. */
const instrumentOf = ({ agreements }: Dossier, { agreementId }: Payment): string | undefined => {
  const made = agreements.find(({ id }) => id === agreementId)?.made;
  if (made?.type === 'FundingAgreementMade') return made.data.instrument;
  if (!made) return undefined;
  return made.type === 'ContractAwarded' ? 'contract' : 'grant';
};

const judged = (row: Row<'payment-follows'>, payment: Payment, { dossier, validAsOf }: Case): Said => {
  const { days: required, contractsOnly } = row.parameters;
  const { received } = payment;
  const days = daysOf(received?.occurredOn);
  if (!received || !days)
    return {
      verdict: 'NOT_EVIDENCED',
      because: 'The day on which the invoice was received is not on record.',
      missing: [received ? 'InvoiceReceived.occurredOn' : 'InvoiceReceived'],
    };
  if (received.data.isValid === false)
    return { verdict: 'NOT_APPLICABLE', because: 'The invoice is on record as not valid: no time to pay it began.' };
  const instrument = instrumentOf(dossier, payment);
  if (contractsOnly && instrument === 'grant')
    return { verdict: 'NOT_APPLICABLE', because: 'The invoice is for a grant; the rule is for contracts.' };
  const running = { payment, received, days, required };
  const paid = completing(payment);
  const clock = clockOf(days, required, payment, daysOf(paid?.occurredOn));
  const said = paid ? settled(running, paid, clock) : unpaid(running, clock, validAsOf);
  const unsure = contractsOnly && instrument !== 'contract';
  return {
    ...said,
    dueOn: isOpen(clock) ? null : exactDay(clock.due),
    notes: unsure ? ['The rule is for contracts; whether the invoice is for one is not on record.'] : [],
  };
};

/**
 * P1: a valid invoice that is not disputed is paid within its days of receipt (Compact 2009: ten; Procurement Act 2023:
 * thirty). One finding for each invoice. The time stands still while it is disputed.
 */
export const paymentFollows = (row: Row<'payment-follows'>, it: Case): Outcome[] =>
  it.dossier.payments.map((payment) => {
    const first = payment.received ?? payment.facts[0]!;
    const trigger = { on: first.occurredOn, fact: first };
    return outcome({ kind: 'payment', id: payment.id }, trigger, judged(row, payment, it));
  });
