import { describe, expect, test } from '@jest/globals';
import type { Recorded } from '../../src/kernel/fact.js';
import { finding, findings, told } from './facts.js';

const p = { procurementId: 'P1' };
const started = (on: string | null, data: object = {}) =>
  told('ProcurementStarted', on, { ...p, kind: 'services', ...data }, { id: 'started' });
const considered = (on: string | null, data: object = { consultationConsidered: true }) =>
  told('SocialValueConsidered', on, { ...p, ...data }, { id: 'considered' });

describe('SV1: social value considered before a procurement starts', () => {
  test.each([
    ['2014-05-31', 'MET', '1 day before the procurement started.'],
    ['2014-06-01', 'NOT_MET', 'on the day the procurement started, not before.'],
    ['2014-06-02', 'NOT_MET', '1 day after the procurement started, not before.'],
    ['2014-05', 'MET', 'in May 2014'],
    ['2014-05/2014-06', 'NOT_EVIDENCED', 'only exact days can tell'],
    [null, 'NOT_EVIDENCED', 'on a day not recorded'],
  ])('considered %s: %s', (on, verdict, words) => {
    const found = finding('SV1', [started('2014-06-01'), considered(on)]);
    expect(found).toMatchObject({ verdict, dueOn: '2014-05-31', about: { kind: 'procurement', id: 'P1' } });
    expect(found.because).toContain(words);
    expect(found.evidence).toEqual(expect.arrayContaining(['considered', 'started']));
  });

  test.each([
    [{ consultationConsidered: true }, 'MET', []],
    [{ consultationConsidered: false, reason: 'users had been asked in spring' }, 'MET', []],
    [{ consultationConsidered: false }, 'NOT_MET', []],
    [{}, 'NOT_EVIDENCED', ['consultationConsidered']],
    [{ reason: 'jobs for young people' }, 'NOT_EVIDENCED', ['consultationConsidered']],
  ])('whether to consult: %j gives %s', (data, verdict, missing) => {
    expect(finding('SV1', [started('2014-06-01'), considered('2014-05-01', data)])).toMatchObject({ verdict, missing });
  });

  test.each([
    ['services', 'NOT_EVIDENCED'],
    ['mixed', 'NOT_EVIDENCED'],
    ['goods', 'NOT_APPLICABLE'],
    ['works', 'NOT_APPLICABLE'],
    [undefined, 'NOT_EVIDENCED'],
  ])('of %s with nothing considered: %s', (kind, verdict) => {
    expect(finding('SV1', [started('2014-06-01', { kind })]).verdict).toBe(verdict);
  });

  test('of what it is must be known before it is said to be late', () => {
    expect(finding('SV1', [started('2014-06-01', { kind: undefined }), considered('2014-06-02')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['kind'],
    });
  });

  test('urgency is an exception, and whose fault it was is not judged', () => {
    const urgent = started('2014-06-01', { urgencyReason: 'The provider had closed.' });
    expect(finding('SV1', [urgent])).toMatchObject({
      verdict: 'MET_WITH_RATIONALE',
      missing: [],
      notes: [expect.stringContaining('not judged')],
    });
    expect(finding('SV1', [urgent, considered('2014-06-02')]).verdict).toBe('MET_WITH_RATIONALE');
    expect(finding('SV1', [urgent, considered('2014-05-01')]).verdict).toBe('MET');
  });

  test('the Act came into force on 31 January 2013; what has not started calls for nothing', () => {
    expect(findings('SV1', [started('2013-01-30')])).toEqual([]);
    expect(findings('SV1', [started('2013-01-31')])).toHaveLength(1);
    expect(findings('SV1', [considered('2014-05-01')])).toEqual([]);
    expect(findings('SV1', [started('2014-06-01')], { asOf: '2014-05-31' })).toEqual([]);
  });
});

describe('BV6: social value considered in reviewing provision', () => {
  const verdicts = (...facts: Recorded[]) =>
    findings('BV6', facts).map(({ verdict, missing, advisory }) => [verdict, missing, advisory]);
  const decided = (effect: string) => told('DecisionTaken', '2014-06-01', { decisionId: 'D1', effect }, { id: 'D1' });

  test.each([
    ['2014-05-31', 'MET', []],
    ['2014-06-01', 'MET', []],
    ['2014-06-02', 'NOT_MET', []],
    ['2014-06', 'NOT_EVIDENCED', ['SocialValueConsidered.occurredOn']],
  ])('considered %s: %s', (on, verdict, missing) => {
    expect(verdicts(decided('end'), considered(on))).toEqual([[verdict, missing, true]]);
  });

  test('nothing on record, and a decision it is not for', () => {
    expect(verdicts(decided('reduce'))).toEqual([['NOT_EVIDENCED', ['SocialValueConsidered'], true]]);
    expect(verdicts(decided('award'))).toEqual([]);
  });
});
