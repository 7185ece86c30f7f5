import { describe, expect, test } from '@jest/globals';
import { finding, findings, told } from './facts.js';

const g = { agreementId: 'G1' };
const by = { by: 'tso' };
const about =
  (type: string) =>
  (on: string | null, data: object = {}, more: object = {}) =>
    told(type, on, { ...g, ...data }, { id: `${type} ${on}`, ...by, ...more });
const asked = (dueOn: string, on = '2024-04-01') =>
  told('MonitoringReportDue', on, { ...g, reportId: 'Q1', dueOn }, { id: `due ${dueOn}` });
const submitted = (on: string | null, data: object = {}) =>
  about('MonitoringReportSubmitted')(on, { reportId: 'Q1', ...data });
const reported = about('CircumstanceChangeReported');
const plan = about('ExitPlanFiled');

describe('CSO-3.15: a report by the day it is due', () => {
  test.each([
    ['2024-07-30', 'MET', '1 day before.'],
    ['2024-07-31', 'MET', 'on the day.'],
    ['2024-08-01', 'NOT_MET', '1 day late.'],
    ['2024-07', 'MET', '0 to 30 days before.'],
    ['2024-08', 'NOT_MET', '1 to 31 days late.'],
    ['2024-07/2024-08', 'NOT_EVIDENCED', 'only exact days can tell'],
    [null, 'NOT_EVIDENCED', 'only exact days can tell'],
  ])('submitted %s: %s', (on, verdict, words) => {
    const found = finding('CSO-3.15', [asked('2024-07-31'), submitted(on)]);
    expect(found).toMatchObject({
      verdict,
      owedBy: 'tso',
      dueOn: '2024-07-31',
      about: { kind: 'monitoring-report', id: 'G1/Q1' },
    });
    expect(found.because).toContain(words);
  });

  test.each([
    ['2024-07-02', 'NOT_DUE'],
    ['2024-07-03', 'AT_RISK'],
    ['2024-07-30', 'AT_RISK'],
    ['2024-07-31', 'NOT_EVIDENCED'],
  ])('none on record as of %s: %s', (asOf, verdict) => {
    expect(finding('CSO-3.15', [asked('2024-07-31')], { asOf })).toMatchObject({
      verdict,
      missing: ['MonitoringReportSubmitted'],
    });
  });

  test('the report may say itself when it was due, and a later request moves the day', () => {
    expect(finding('CSO-3.15', [submitted('2024-08-01', { dueOn: '2024-07-31' })]).verdict).toBe('NOT_MET');
    expect(finding('CSO-3.15', [submitted('2024-08-01')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['dueOn'],
    });
    const later = asked('2024-08-31', '2024-07-20');
    expect(finding('CSO-3.15', [asked('2024-07-31'), later, submitted('2024-08-01')]).verdict).toBe('MET');
  });

  test('each report has its own finding, also where the edition was not in force', () => {
    const second = about('MonitoringReportSubmitted')('2003-11-01', { reportId: 'Q2', dueOn: '2003-10-31' });
    const facts = [submitted('2003-07-01', { dueOn: '2003-07-31' }), second];
    expect(
      findings('CSO-3.15', facts, { framework: 'compact-2010' }).map((it) => [it.about.id, it.verdict, it.inForce]),
    ).toEqual([
      ['G1/Q1', 'MET', false],
      ['G1/Q2', 'NOT_MET', false],
    ]);
  });
});

describe('CSO-3.16: a report states what it was worth', () => {
  test.each([
    [true, 'MET'],
    [false, 'NOT_MET'],
    [undefined, 'NOT_EVIDENCED'],
  ])('stated: %s gives %s', (valueStatement, verdict) => {
    expect(finding('CSO-3.16', [submitted('2024-07-01', { valueStatement })])).toMatchObject({
      verdict,
      advisory: true,
      owedBy: 'tso',
    });
  });

  test('one that was not submitted states nothing', () =>
    expect(findings('CSO-3.16', [asked('2024-07-31')])).toEqual([]));
});

describe('CSO-3.14: a change of circumstances is reported', () => {
  test.each([
    ['2024-05-01', { days: 0 }, 'on the day it happened'],
    ['2024-05-13', { days: 12 }, '12 days after it happened'],
    ['2024-04-21', { days: -10 }, '10 days before it happened'],
    ['2024-05', { daysMin: 0, daysMax: 30 }, '0 to 30 days after it happened'],
  ])('happened on 1 May and reported %s: %j', (on, facts, words) => {
    const found = finding('CSO-3.14', [reported(on, { what: 'w', happenedOn: '2024-05-01' })]);
    expect(found).toMatchObject({ verdict: 'MET', facts, owedBy: 'tso' });
    expect(found.because).toContain(words);
    expect(found.because).toContain('no number of days');
  });

  test('when it happened is not on record', () => {
    expect(finding('CSO-3.14', [reported('2024-05-01', { what: 'w' })])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['happenedOn'],
    });
  });
});

describe('CSO-4.5: a plan before the last quarter', () => {
  const made = (data: object = { startsOn: '2023-04-01', endsOn: '2024-03-31' }, on = '2023-03-01') =>
    told('GrantAwarded', on, { ...g, ...data }, { id: 'made' });

  test.each([
    ['2023-12-31', 'MET', '1 day before'],
    ['2024-01-01', 'NOT_MET', 'on the first of them'],
    ['2024-01-02', 'NOT_MET', '1 day into them'],
    ['2023-12', 'MET', '1 to 31 days before'],
    ['2023-12/2024-01', 'NOT_EVIDENCED', 'only exact days can tell'],
    [null, 'NOT_EVIDENCED', 'only exact days can tell'],
  ])('filed %s: %s', (on, verdict, words) => {
    const found = finding('CSO-4.5', [made(), plan(on)]);
    expect(found).toMatchObject({ verdict, owedBy: 'tso', dueOn: '2023-12-31', occurredOn: '2023-12-31' });
    expect(found.because).toContain(words);
  });

  test.each([
    ['2023-12-02', 'NOT_DUE'],
    ['2023-12-03', 'AT_RISK'],
    ['2023-12-31', 'NOT_EVIDENCED'],
  ])('none on record as of %s: %s', (asOf, verdict) => {
    expect(finding('CSO-4.5', [made()], { asOf })).toMatchObject({ verdict, missing: ['ExitPlanFiled'] });
  });

  test('months are clamped to the end of a shorter one', () => {
    expect(finding('CSO-4.5', [made({ endsOn: '2024-05-30' })]).dueOn).toBe('2024-02-28');
    expect(finding('CSO-4.5', [made({ endsOn: '2023-05-30' })]).dueOn).toBe('2023-02-27');
  });

  test('the end as last agreed counts', () => {
    const extended = told('AgreementExtended', '2024-01-10', { ...g, endsOn: '2025-03-31' });
    expect(finding('CSO-4.5', [made(), extended, plan('2024-12-31')]).verdict).toBe('MET');
    const cut = told('AgreementVaried', '2023-11-01', { ...g, reason: 'r', endsOn: '2023-12-31' });
    expect(finding('CSO-4.5', [made(), cut])).toMatchObject({
      verdict: 'NOT_APPLICABLE',
      because: expect.stringContaining('set only on 1 November 2023'),
    });
  });

  test('none is asked of what was over before, or no longer than a quarter, or has no end', () => {
    const ended = told('AgreementEnded', '2023-10-31', g);
    expect(finding('CSO-4.5', [made(), ended]).verdict).toBe('NOT_APPLICABLE');
    expect(finding('CSO-4.5', [made({ startsOn: '2024-01-01', endsOn: '2024-03-31' })]).verdict).toBe('NOT_APPLICABLE');
    expect(findings('CSO-4.5', [made({})])).toEqual([]);
  });
});

test('what a commissioner owes is said to be owed by it', () => {
  expect(finding('F7', [told('GrantAwarded', '2024-04-01', g)]).owedBy).toBe('commissioner');
});
