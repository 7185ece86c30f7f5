import { describe, expect, test } from '@jest/globals';
import { lastDayFor } from '../../src/compliance/rules/notice.js';
import { finding, findings, told } from './facts.js';

const change = (type: string, on: string | null, data: object = {}, more: object = {}) =>
  told(type, on, { changeId: 'X1', ...data }, more);
const notice = (
  receivedOn: string | undefined,
  effectiveFrom: string | undefined,
  data: object = {},
  more: object = {},
) =>
  change(
    'FundingChangeNotified',
    receivedOn ?? '2025-01-01',
    { receivedOn, effectiveFrom, ...data },
    { id: 'X1-notice', ...more },
  );
const took = (on: string, data: object = {}, more: object = {}) => change('FundingChangeTookEffect', on, data, more);
const decided = (id: string, on: string) => told('DecisionTaken', on, { decisionId: id, effect: 'end' }, { id });

describe('F1: three calendar months from receipt to the first day on new terms', () => {
  test.each([
    ['2024-12-31', '2025-04-01', 'MET', '2025-01-01'],
    ['2025-01-01', '2025-04-01', 'MET', '2025-01-01'],
    ['2025-01-02', '2025-04-01', 'NOT_MET', '2025-01-01'],
    ['2025-02-28', '2025-05-31', 'MET', '2025-02-28'],
    ['2025-03-01', '2025-05-31', 'NOT_MET', '2025-02-28'],
    ['2024-02-29', '2024-05-31', 'MET', '2024-02-29'], // leap year
    ['2024-03-01', '2024-05-31', 'NOT_MET', '2024-02-29'],
    ['2024-11-30', '2025-02-28', 'MET', '2024-11-30'], // clamped to the end of the shorter month
    ['2024-12-01', '2025-02-28', 'NOT_MET', '2024-11-30'],
    ['2015-11-30', '2016-02-29', 'MET', '2015-11-30'],
    ['2015-11-30', '2016-02-28', 'NOT_MET', '2015-11-28'],
    ['2024-12-31', '2025-03-31', 'MET', '2024-12-31'],
    ['2024-01-31', '2024-04-30', 'MET', '2024-01-31'],
  ])('received %s for %s: %s, due %s', (received, effective, verdict, dueOn) => {
    expect(finding('F1', [notice(received, effective)])).toMatchObject({ verdict, dueOn, tso: 'A' });
  });

  test('the last funded day is the day before the first on new terms', () => {
    expect(finding('F1', [notice('2025-01-01', undefined, { lastFundedDay: '2025-03-31' })]).verdict).toBe('MET');
    expect(finding('F1', [notice('2025-01-01', '2025-03-31')]).verdict).toBe('NOT_MET');
  });

  test.each([
    [
      '2025-03-05',
      '2025-05-31',
      '31 May 2025 less 3 calendar months is 28 February 2025; notice was received on 5 March 2025, 5 days late.',
    ],
    [
      '2025-02-20',
      '2025-05-31',
      '31 May 2025 less 3 calendar months is 28 February 2025; notice was received on 20 February 2025, 8 days early.',
    ],
    [
      '2025-01-01',
      '2025-04-01',
      '1 April 2025 less 3 calendar months is 1 January 2025; notice was received on 1 January 2025, on the last day for it.',
    ],
    [
      '2024-12-03',
      '2025-02-28',
      '30 November 2024 plus 3 calendar months is 28 February 2025; notice was received on 3 December 2024, 3 days late.',
    ],
    [
      '2025-06-01',
      '2025-04-01',
      '1 April 2025 less 3 calendar months is 1 January 2025; notice was received on 1 June 2025, 151 days late and 61 days after the new terms began.',
    ],
  ])('the sum of %s for %s in words', (received, effective, because) => {
    expect(finding('F1', [notice(received, effective)]).because).toBe(because);
  });

  test('the days may be negative (case 6.16)', () => {
    expect(finding('F1', [notice('2025-06-01', '2025-04-01')])).toMatchObject({
      verdict: 'NOT_MET',
      facts: { noticeDays: -61 },
    });
  });

  test('the last day on time is the last whose months end by the new terms', () => {
    expect(lastDayFor('2025-02-28', 3)).toBe('2024-11-30');
    expect(lastDayFor('2024-02-29', 3)).toBe('2023-11-30');
    expect(lastDayFor('2025-05-30', 3)).toBe('2025-02-28');
    expect(lastDayFor('2025-04-01', 3)).toBe('2025-01-01');
  });

  test('each TSO has its own day', () => {
    const facts = [
      notice('2024-12-20', '2025-04-01', {}, { id: 'n1', tsos: ['B'] }),
      notice('2025-01-20', '2025-04-01', {}, { id: 'n2', tsos: ['A', 'C'] }),
      change('NoticeReceiptConfirmed', '2025-01-03', { receivedOn: '2024-12-30' }, { id: 'r', tsos: ['C'] }),
    ];
    expect(findings('F1', facts).map((it) => [it.tso, it.verdict, it.evidence])).toEqual([
      ['A', 'NOT_MET', ['n2']],
      ['B', 'MET', ['n1']],
      ['C', 'MET', ['r', 'n2']],
    ]);
  });

  test('what the TSO confirms goes before what the notice says', () => {
    const confirmed = change('NoticeReceiptConfirmed', '2025-01-10', { receivedOn: '2025-01-09' }, { by: 'tso' });
    expect(finding('F1', [notice('2025-01-01', '2025-04-01'), confirmed]).verdict).toBe('NOT_MET');
  });

  test('the day it was sent serves where the day it arrived is not on record, and the finding says so', () => {
    const found = finding('F1', [notice(undefined, '2025-04-01', { sentOn: '2024-12-30' })]);
    expect(found.verdict).toBe('MET');
    expect(found.because).toContain('notice was sent on 30 December 2024');
    expect(found.notes).toContain(
      'The day on which the notice was received is not on record; the day it was sent is used.',
    );
    const denied = change('NoNoticeReceived', '2025-04-02', {}, { by: 'tso' });
    expect(finding('F1', [notice(undefined, '2025-04-01', { sentOn: '2024-12-30' }), denied])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['NoticeReceiptConfirmed'],
    });
    expect(finding('F1', [notice(undefined, '2025-04-01', { sentOn: '2025-01-30' }), denied]).verdict).toBe('NOT_MET');
  });

  test.each([
    ['2024-12', '2025-04-01', 'MET'],
    ['2025-01', '2025-04-01', 'NOT_EVIDENCED'],
    ['2025-02', '2025-04-01', 'NOT_MET'],
    ['2024-12-15', '2025-03', 'NOT_EVIDENCED'],
    ['2024-12-15', '2025-04', 'MET'],
    ['2004-02-25/2004-02-26', '2004-04-01', 'NOT_MET'],
  ])('uncertain dates, received %s for %s: %s', (received, effective, verdict) => {
    const found = finding('F1', [notice(received, effective)]);
    expect(found.verdict).toBe(verdict);
    expect(found.because).toMatch(/^New terms begin .* days before: /);
  });

  test('the uncertain sum in words', () => {
    expect(finding('F1', [notice('2025-02', '2025-04-01')]).because).toBe(
      'New terms begin on 1 April 2025; notice was received between 1 February 2025 and 28 February 2025, 32 to 59 days before: on any of these days less than 3 calendar months.',
    );
  });
});

describe('F1: what is no notice', () => {
  const spoken = notice('2024-06-01', '2025-04-01', { inWriting: false });
  test.each([
    ['2024-12-03', 'NOT_DUE'],
    ['2024-12-04', 'AT_RISK'],
    ['2024-12-31', 'AT_RISK'],
    ['2025-01-01', 'NOT_EVIDENCED'],
  ])('told but not in writing, as of %s: %s', (asOf, verdict) => {
    const found = finding('F1', [spoken], { asOf });
    expect(found).toMatchObject({ verdict, dueOn: '2025-01-01', missing: ['FundingChangeNotified'] });
    expect(found.because).toContain('not in writing');
  });

  test('it took effect and nothing is on record, until the TSO says that none reached it', () => {
    expect(finding('F1', [took('2025-04-01')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['FundingChangeNotified'],
    });
    const denied = change('NoNoticeReceived', '2025-04-10', {}, { by: 'tso', id: 'none' });
    expect(finding('F1', [took('2025-04-01'), denied])).toMatchObject({
      verdict: 'NOT_MET',
      evidence: ['FundingChangeTookEffect 2025-04-01', 'none'],
    });
    expect(finding('F1', [denied])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['FundingChangeNotified', 'effectiveFrom'],
    });
    expect(finding('F1', [spoken, denied], { asOf: '2025-04-10' }).verdict).toBe('NOT_MET');
  });

  test('a warning is not a notice (case 6.14)', () => {
    const warned = told('EarlyWarningGiven', '2008-01-10', { decisionId: 'D1' }, { id: 'warned' });
    const facts = [warned, decided('D1', '2008-03-10'), notice('2008-03-18', '2008-04-01', { decisionId: 'D1' })];
    const found = finding('F1', facts);
    expect(found).toMatchObject({ verdict: 'NOT_MET', facts: { noticeDays: 14 } });
    expect(found.notes).toContain('The warning given on 10 January 2008 (warned) is no notice.');
  });

  test('a receipt without a notice is told, and decides nothing', () => {
    const found = finding('F1', [
      took('2025-04-01'),
      change('NoticeReceiptConfirmed', '2025-01-01', { receivedOn: '2025-01-01' }),
    ]);
    expect(found.verdict).toBe('NOT_EVIDENCED');
    expect(found.because).toContain('one reached it on 1 January 2025');
  });

  test('a withdrawn change has nothing to judge, unless it took effect all the same', () => {
    const withdrawn = change('FundingChangeWithdrawn', '2025-02-01', { reason: 'money was found' });
    expect(finding('F1', [notice('2025-01-20', '2025-04-01'), withdrawn]).verdict).toBe('NOT_APPLICABLE');
    expect(finding('F1', [notice('2025-01-20', '2025-04-01'), withdrawn, took('2025-04-01')]).verdict).toBe('NOT_MET');
  });

  test('a notice without the first day on new terms', () => {
    expect(finding('F1', [notice('2025-01-20', undefined)])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['effectiveFrom'],
      dueOn: null,
    });
  });
});

describe('F1: the day it took effect, and later notices', () => {
  test('the day it took effect goes before the day announced', () => {
    expect(finding('F1', [notice('2025-01-01', '2025-04-01'), took('2025-03-31')]).verdict).toBe('NOT_MET');
    expect(finding('F1', [notice('2025-01-20', '2025-04-01'), took('2025-05-01')]).verdict).toBe('MET');
    expect(finding('F1', [notice('2025-01-01', '2025-04-01'), took('2025-04')]).facts['effectiveFrom']).toBe(
      '2025-04-01',
    );
  });

  test('a notice that brings the day forward is the one that counts', () => {
    const first = notice('2025-01-01', '2025-07-01', {}, { id: 'n1' });
    const second = notice('2025-03-01', '2025-04-01', {}, { id: 'n2' });
    expect(finding('F1', [first, second])).toMatchObject({ verdict: 'NOT_MET', evidence: ['n2'] });
  });

  test('one that puts it off leaves the first in force', () => {
    const first = notice('2025-01-20', '2025-04-01', {}, { id: 'n1' });
    const second = notice('2025-03-01', '2025-05-01', {}, { id: 'n2' });
    expect(finding('F1', [first, second])).toMatchObject({
      verdict: 'MET',
      facts: { receivedOn: '2025-01-20', effectiveFrom: '2025-05-01' },
    });
  });

  const quashing = (on: string, decisionId = 'D1') =>
    told('DecisionQuashed', on, { decisionId, grounds: 'equality' }, { by: 'court', id: 'quashed' });

  test('a quashed decision takes its notice with it, and a new one starts the clock (case 6.7)', () => {
    const first = notice('2010-12-15', '2011-07-01', { decisionId: 'D1' }, { id: 'n1' });
    const again = [decided('D2', '2011-05-10'), notice('2011-05-20', '2011-07-01', { decisionId: 'D2' }, { id: 'n2' })];
    const facts = [decided('D1', '2010-12-14'), first, quashing('2011-01-28'), ...again];
    const asOf = (day: string) => finding('F1', facts, { asOf: day, framework: 'compact-2010' });
    expect(asOf('2011-01-27')).toMatchObject({ verdict: 'MET', evidence: ['n1'], facts: { noticeDays: 198 } });
    expect(asOf('2011-01-28')).toMatchObject({
      verdict: 'NOT_DUE',
      dueOn: '2011-04-01',
      missing: ['FundingChangeNotified'],
    });
    expect(asOf('2011-01-28').because).toContain('fell with its decision, quashed on 28 January 2011');
    expect(asOf('2011-03-04').verdict).toBe('AT_RISK');
    expect(asOf('2011-04-01')).toMatchObject({ verdict: 'NOT_EVIDENCED', evidence: ['n1', 'quashed'] });
    expect(asOf('2011-06-01')).toMatchObject({ verdict: 'NOT_MET', facts: { receivedOn: '2011-05-20' } });
    expect(asOf('2011-06-01').notes).toContain('An earlier notice fell with its decision, quashed on 28 January 2011.');
  });

  test('took effect all the same, with nothing but the notice that fell', () => {
    const facts = [
      decided('D1', '2024-10-01'),
      notice('2024-10-10', '2025-04-01', { decisionId: 'D1' }),
      quashing('2025-02-01'),
    ];
    expect(finding('F1', [...facts, took('2025-04-01')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['FundingChangeNotified'],
    });
  });

  test('what had begun before the quashing was noticed as it was (cases 6.1 and 6.3)', () => {
    const long = [
      decided('D1', '2007-07-01'),
      notice('2007-07-16', '2008-04-01', { decisionId: 'D1' }),
      quashing('2008-07-29'),
    ];
    const found = finding('F1', long);
    expect(found).toMatchObject({ verdict: 'MET', facts: { noticeDays: 260 } });
    expect(found.notes).toContain('The decision was quashed on 29 July 2008.');
    const short = [
      decided('D1', '2004-02-25'),
      notice('2004-02-26', '2004-04-01', { decisionId: 'D1' }),
      quashing('2004-09-15'),
    ];
    expect(finding('F1', short)).toMatchObject({ verdict: 'NOT_MET', facts: { noticeDays: 35 } });
    expect(finding('F1', [...long.slice(0, 2), took('2008-08-01'), long[2]!])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
    });
  });

  test('what was too short stays so (case 6.4), unless a new notice is given', () => {
    const short = [
      decided('D1', '2009-02-12'),
      notice('2009-02-12', '2009-04-01', { decisionId: 'D1' }),
      quashing('2009-03-09'),
    ];
    expect(finding('F1', short)).toMatchObject({ verdict: 'NOT_MET', facts: { noticeDays: 48 } });
    const again = [decided('D2', '2009-05-01'), notice('2009-05-02', '2009-09-01', { decisionId: 'D2' }, { id: 'n2' })];
    expect(finding('F1', [...short, ...again])).toMatchObject({ verdict: 'MET', evidence: ['n2'] });
  });

  test('a notice two months after the change took effect is counted, below nothing (case 6.16)', () => {
    const notice = told('FundingChangeNotified', '2024-06-01', { changeId: 'X1', receivedOn: '2024-06-01' });
    const took = told('FundingChangeTookEffect', '2024-04-01', { changeId: 'X1' });
    expect(finding('F1', [took, notice])).toMatchObject({
      verdict: 'NOT_MET',
      facts: { noticeDays: -61, requiredMonths: 3, receivedOn: '2024-06-01', effectiveFrom: '2024-04-01' },
    });
  });

  test('a notice that names no decision falls only if it came before the quashing', () => {
    const facts = [decided('D1', '2024-10-01'), quashing('2024-12-01')];
    const asOf = '2025-03-01';
    expect(finding('F1', [...facts, notice('2024-11-01', '2025-04-01')], { asOf }).verdict).toBe('NOT_EVIDENCED');
    expect(finding('F1', [...facts, notice('2024-12-02', '2025-04-01')], { asOf }).verdict).toBe('MET');
  });
});

describe('F1: exceptional circumstances', () => {
  const exception = (on: string | null, data: object = { approver: 'head of service' }) =>
    change('ExceptionalCircumstancesRecorded', on, { reason: 'flood', ...data });
  test.each([
    ['2025-02-28', 'MET_WITH_RATIONALE'],
    ['2025-03-01', 'MET_WITH_RATIONALE'],
    ['2025-03-02', 'NOT_MET'],
    ['2025-03', 'NOT_EVIDENCED'],
    [null, 'NOT_EVIDENCED'],
  ])('recorded %s for a notice of 1 March: %s', (on, verdict) => {
    expect(finding('F1', [notice('2025-03-01', '2025-04-01'), exception(on)]).verdict).toBe(verdict);
  });

  test('the notice date is the day it was given, not the day it arrived', () => {
    const given = notice('2025-03-03', '2025-04-01', { sentOn: '2025-03-01' });
    expect(finding('F1', [given, exception('2025-03-02')]).verdict).toBe('NOT_MET');
  });

  test('nobody named as approver, or an edition without the exception', () => {
    expect(finding('F1', [notice('2025-03-01', '2025-04-01'), exception('2025-02-01', {})]).verdict).toBe('NOT_MET');
    const in2003 = [notice('2003-03-01', '2003-04-01'), exception('2003-02-01')];
    const found = finding('F1', in2003);
    expect(found).toMatchObject({ verdict: 'NOT_MET', edition: 'compact-1998' });
    expect(found.because).toContain('this edition makes no exception');
    expect(finding('F1', in2003, { framework: 'compact-2010' }).verdict).toBe('MET_WITH_RATIONALE');
  });

  test('who claimed them, why, and who approved them is said, also where they do not count', () => {
    expect(finding('F1', [notice('2025-03-01', '2025-04-01'), exception('2025-02-28')]).because).toBe(
      '1 April 2025 less 3 calendar months is 1 January 2025; notice was received on 1 March 2025, 59 days late. Exceptional circumstances were recorded on 28 February 2025 (flood), approved by head of service, by the day of the notice.',
    );
    expect(finding('F1', [notice('2025-03-01', '2025-04-01'), exception('2025-02-28', {})]).notes).toContain(
      'Exceptional circumstances were claimed on 28 February 2025 by the commissioner (flood), with nobody named who approved them: they do not count.',
    );
    const without = finding('F1', [took('2025-04-01'), exception('2025-02-28')]);
    expect(without.verdict).toBe('NOT_EVIDENCED');
    expect(without.notes).toContain(
      'Exceptional circumstances were claimed on 28 February 2025 by the commissioner (flood), approved by head of service: they can shorten a notice, not stand in for one.',
    );
  });

  test('a notice that is long enough needs none', () => {
    expect(finding('F1', [notice('2024-12-01', '2025-04-01'), exception('2024-11-01')]).verdict).toBe('MET');
  });
});

test('a grant alone gives F1 nothing to judge', () => {
  expect(findings('F1', [told('GrantAwarded', '2024-05-01', { agreementId: 'G1' })])).toEqual([]);
});
