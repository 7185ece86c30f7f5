import { describe, expect, test } from '@jest/globals';
import { finding, findings, told } from './facts.js';

const i = { invoiceId: 'I1' };
const about =
  (type: string) =>
  (on: string | null, data: object = {}, more: object = {}) =>
    told(type, on, { ...i, ...data }, { id: `${type} ${on}`, ...more });
const received = about('InvoiceReceived');
const paid = about('PaymentMade');
const disputed = (on: string | null) => about('InvoiceDisputed')(on, { reason: 'two visits not made' });
const settled = about('InvoiceDisputeSettled');
const withheld = (on: string | null) => about('PaymentWithheld')(on, { reason: 'monitoring' });
const released = about('PaymentReleased');
const nothingCame = about('NoPaymentReceived');

describe('P1: ten days in the Compact of 2009', () => {
  test.each([
    ['2010-03-11', 'MET', 'paid on 11 March 2010, 10 days later, as many as asked.'],
    ['2010-03-10', 'MET', '9 days later, 1 fewer than the 10 asked.'],
    ['2010-03-12', 'NOT_MET', '11 days later, 1 more than the 10 asked.'],
    ['2010-02-26', 'MET', '3 days before, 13 fewer than the 10 asked.'],
    ['2010-03', 'NOT_EVIDENCED', 'only exact days can tell'],
    ['2010-04', 'NOT_MET', '31 to 60 days later, 21 to 50 more than the 10 asked.'],
    [null, 'NOT_EVIDENCED', 'paid on a day not recorded'],
  ])('received on 1 March 2010 and paid %s: %s', (on, verdict, words) => {
    const found = finding('P1', [received('2010-03-01'), paid(on)]);
    expect(found).toMatchObject({
      verdict,
      edition: 'compact-2009',
      dueOn: '2010-03-11',
      about: { kind: 'payment', id: 'I1' },
      tsos: ['A'],
    });
    expect(found.because).toContain(words);
    expect(found.evidence).toContain(`PaymentMade ${on}`);
  });

  test('the day it was received may be open too', () => {
    expect(finding('P1', [received('2010-03'), paid('2010-03-11')]).verdict).toBe('MET');
    expect(finding('P1', [received('2010-03'), paid('2010-03-12')]).verdict).toBe('NOT_EVIDENCED');
    expect(finding('P1', [received(null), paid('2010-03-12')], { framework: 'compact-2009' })).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['InvoiceReceived.occurredOn'],
    });
    expect(finding('P1', [paid('2010-03-12')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['InvoiceReceived'],
    });
  });

  test('no number holds before it, nor in the Compact of 2010', () => {
    for (const on of ['2007-03-01', '2014-03-03', '2025-02-23'])
      expect(findings('P1', [received(on), paid('2025-06-01')])).toEqual([]);
  });

  test('one that was not valid began no time', () => {
    expect(finding('P1', [received('2010-03-01', { isValid: false })]).verdict).toBe('NOT_APPLICABLE');
  });

  test('it is paid when all of it is', () => {
    const facts = [received('2010-03-01', { amount: 100.1 }), paid('2010-03-05', { amount: 100 })];
    expect(finding('P1', facts)).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      because: expect.stringContaining('only a part of it is on record as paid'),
    });
    expect(finding('P1', [...facts, paid('2010-03-20', { amount: 0.1 })]).verdict).toBe('NOT_MET');
    expect(finding('P1', [...facts, paid('2010-03-08', { amount: 0.1 })]).verdict).toBe('MET');
    expect(finding('P1', [received('2010-03-01', { amount: 100 }), paid('2010-03-05')]).verdict).toBe('MET');
  });
});

describe('P1: thirty days in the Procurement Act', () => {
  test.each([
    ['2025-02-24', '2025-03-26', 'MET'],
    ['2025-02-24', '2025-03-27', 'NOT_MET'],
    ['2025-03-20', '2025-04-19', 'MET'], // the clocks change in between
    ['2025-03-20', '2025-04-20', 'NOT_MET'],
    ['2028-02-15', '2028-03-16', 'MET'], // a leap year
    ['2028-02-15', '2028-03-17', 'NOT_MET'],
  ])('received %s and paid %s: %s', (from, to, verdict) => {
    expect(finding('P1', [received(from), paid(to)], { asOf: '2028-12-31' })).toMatchObject({
      verdict,
      edition: 'procurement-act-2023',
    });
  });

  test('it is for contracts', () => {
    const invoice = received('2025-03-03', { agreementId: 'G1' });
    const agreement = (type: string, data: object = {}) => told(type, '2025-03-01', { agreementId: 'G1', ...data });
    const with_ = (type: string, data: object = {}) =>
      finding('P1', [invoice, paid('2025-05-01'), agreement(type, data)]);
    expect(with_('GrantAwarded').verdict).toBe('NOT_APPLICABLE');
    expect(with_('FundingAgreementMade', { instrument: 'grant' }).verdict).toBe('NOT_APPLICABLE');
    expect(with_('ContractAwarded')).toMatchObject({ verdict: 'NOT_MET', notes: [] });
    expect(with_('FundingAgreementMade', { instrument: 'mixed' })).toMatchObject({
      verdict: 'NOT_MET',
      notes: [expect.stringContaining('not on record')],
    });
  });

  test('a Local Compact sets its own days', () => {
    const adopted = told(
      'FrameworkAdopted',
      '2023-01-01',
      {
        frameworkId: 'local',
        edition: '1',
        title: 'Local',
        inForceFrom: '2023-01-01',
        parameters: { paymentDays: 20 },
      },
      { matter: null },
    );
    const of = (on: string) => finding('P1', [received('2024-03-01'), paid(on)], { context: [adopted] }).verdict;
    expect(of('2024-03-21')).toBe('MET');
    expect(of('2024-03-22')).toBe('NOT_MET');
  });
});

describe('P1: a dispute stops the clock', () => {
  // Disputed for 15 days, from the third day: due on 26 March.
  const dispute = [disputed('2010-03-04'), settled('2010-03-19')];

  test.each([
    ['2010-03-25', 'MET'],
    ['2010-03-26', 'MET'],
    ['2010-03-27', 'NOT_MET'],
  ])('paid %s: %s', (on, verdict) => {
    expect(finding('P1', [received('2010-03-01'), ...dispute, paid(on)])).toMatchObject({
      verdict,
      dueOn: '2010-03-26',
    });
  });

  test('the sum is written out', () => {
    expect(finding('P1', [received('2010-03-01'), ...dispute, paid('2010-03-27')])).toMatchObject({
      because:
        'The invoice was received on 1 March 2010 and paid on 27 March 2010, 26 days later; without the 15 days of its dispute 11 days, 1 more than the 10 asked.',
      facts: { days: 11, required: 10 },
    });
  });

  test('one that came when the time was over stops nothing', () => {
    const late = [disputed('2010-03-12'), settled('2010-04-12')];
    expect(finding('P1', [received('2010-03-01'), ...late, paid('2010-04-13')])).toMatchObject({
      verdict: 'NOT_MET',
      dueOn: '2010-03-11',
    });
    const lastDay = [disputed('2010-03-11'), settled('2010-04-11')];
    expect(finding('P1', [received('2010-03-01'), ...lastDay, paid('2010-04-11')]).verdict).toBe('MET');
    expect(finding('P1', [received('2010-03-01'), ...lastDay, paid('2010-04-12')]).verdict).toBe('NOT_MET');
  });

  test('two stop it twice, one within another once', () => {
    const two = [...dispute, disputed('2010-03-20'), settled('2010-03-25')];
    expect(finding('P1', [received('2010-03-01'), ...two, paid('2010-03-31')]).dueOn).toBe('2010-03-31');
    const nested = [...dispute, disputed('2010-03-06')];
    expect(finding('P1', [received('2010-03-01'), ...nested, paid('2010-03-26')])).toMatchObject({
      verdict: 'MET',
      dueOn: '2010-03-26',
    });
  });

  test('while it lasts nothing is due; what is paid is no longer disputed', () => {
    const open = [received('2010-03-01'), disputed('2010-03-04')];
    expect(finding('P1', open)).toMatchObject({ verdict: 'NOT_DUE', dueOn: null, missing: [] });
    expect(finding('P1', [...open, paid('2010-06-01')])).toMatchObject({ verdict: 'MET', facts: { days: 3 } });
    const after = [...open, paid('2010-03-10'), settled('2010-05-01')];
    expect(finding('P1', after)).toMatchObject({ verdict: 'MET', facts: { days: 3 } });
  });

  test('its days may be open', () => {
    const inMarch = [received('2010-03-01'), disputed('2010-03'), settled('2010-03-31')];
    expect(finding('P1', [...inMarch, paid('2010-03-11')]).verdict).toBe('MET');
    expect(finding('P1', [...inMarch, paid('2010-04-05')]).verdict).toBe('NOT_EVIDENCED');
    expect(finding('P1', [...inMarch, paid('2010-04-12')]).verdict).toBe('NOT_MET');
    // Whether it came in time is open, so no day of it surely counts.
    const around = [received('2010-03-01'), disputed('2010-03-10/2010-03-13'), settled('2010-03-20')];
    expect(finding('P1', [...around, paid('2010-03-16')]).verdict).toBe('NOT_EVIDENCED');
    expect(finding('P1', [...around, paid('2010-03-22')])).toMatchObject({
      verdict: 'NOT_MET',
      facts: { daysMin: 11, daysMax: 21 },
    });
    const undated = [received('2010-03-01'), disputed(null), settled('2010-03-31')];
    expect(finding('P1', undated)).toMatchObject({ verdict: 'NOT_EVIDENCED', dueOn: null });
    expect(finding('P1', [...undated, paid('2010-05-01')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['InvoiceDisputeSettled'],
    });
  });
});

describe('what cases tell', () => {
  test('6.12: money withheld over paperwork, without an invoice, in a year in which no number held', () => {
    const facts = [withheld('2003-03'), released('2003-06')];
    expect(findings('P1', facts)).toEqual([]);
    expect(finding('P1', facts, { framework: 'compact-2009' })).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['InvoiceReceived'],
      inForce: false,
    });
  });

  test('6.13: payment often chased, of which no day is documented but the quarter', () => {
    const chased = [received('2006-04/2006-06'), nothingCame('2006-07/2006-09')];
    expect(finding('P1', chased, { framework: 'compact-2009' }).verdict).toBe('NOT_EVIDENCED');
    const later = [received('2006-04/2006-06'), nothingCame('2006-08/2006-09')];
    expect(finding('P1', later, { framework: 'compact-2009' })).toMatchObject({ verdict: 'NOT_MET', inForce: false });
  });
});

describe('P1: what is not paid', () => {
  const invoice = received('2010-03-01');

  test.each([
    ['2010-03-10', 'AT_RISK', 'is due within 10 days, and no payment is on record yet'],
    ['2010-03-11', 'NOT_EVIDENCED', 'was due within 10 days, by 11 March 2010; no payment is on record'],
  ])('judged as of %s: %s', (asOf, verdict, words) => {
    const found = finding('P1', [invoice], { asOf });
    expect(found).toMatchObject({ verdict, missing: ['PaymentMade'], evidence: ['InvoiceReceived 2010-03-01'] });
    expect(found.because).toContain(words);
  });

  test('of thirty days the first two are not yet at risk', () => {
    const of = (asOf: string) => finding('P1', [received('2025-03-03')], { asOf }).verdict;
    expect([of('2025-03-04'), of('2025-03-05')]).toEqual(['NOT_DUE', 'AT_RISK']);
  });

  test('money still withheld when the time was over was not paid', () => {
    expect(finding('P1', [invoice, withheld('2010-03-05')])).toMatchObject({
      verdict: 'NOT_MET',
      because: expect.stringContaining(
        'it was withheld on 5 March 2010 on account of monitoring and is not on record as released',
      ),
    });
    expect(finding('P1', [invoice, withheld('2010-03-05')], { asOf: '2010-03-08' }).verdict).toBe('AT_RISK');
    expect(finding('P1', [invoice, withheld('2010-03-05'), released('2010-03-12')]).verdict).toBe('NOT_MET');
    expect(finding('P1', [invoice, withheld('2010-03-05'), released('2010-03-11')]).verdict).toBe('NOT_EVIDENCED');
  });

  test('the TSO says that nothing came, which only counts when the time was over', () => {
    expect(finding('P1', [invoice, nothingCame('2010-03-11')]).verdict).toBe('NOT_EVIDENCED');
    expect(finding('P1', [invoice, nothingCame('2010-03-12')])).toMatchObject({
      verdict: 'NOT_MET',
      because: expect.stringContaining('the TSO says on 12 March 2010 that none had reached it'),
    });
    expect(finding('P1', [invoice, nothingCame('2010-03')]).verdict).toBe('NOT_EVIDENCED');
  });

  test('what the commissioner paid and the TSO did not get is open', () => {
    const facts = [invoice, paid('2010-03-05'), nothingCame('2010-04-01')];
    expect(finding('P1', facts)).toMatchObject({ verdict: 'NOT_EVIDENCED', missing: ['PaymentMade'] });
    expect(finding('P1', [invoice, paid('2010-03-05'), nothingCame('2010-03-04')]).verdict).toBe('MET');
  });
});
