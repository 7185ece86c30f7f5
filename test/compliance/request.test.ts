import { describe, expect, test } from '@jest/globals';
import { finding, findings, told } from './facts.js';

const asked = (on: string | null = '2024-03-04', data: object = {}) =>
  told('InformationRequested', on, { requestId: 'I1', ...data }, { id: 'asked', by: 'tso' });
const provided = (on: string) => told('InformationProvided', on, { requestId: 'I1' }, { id: 'provided' });
const refused = (on: string) =>
  told('InformationRefused', on, { requestId: 'I1', reason: 'private' }, { id: 'refused' });

const local = told(
  'FrameworkAdopted',
  '2020-01-01',
  {
    frameworkId: 'local',
    edition: '2020',
    title: 'Local Compact',
    inForceFrom: '2020-01-01',
    parameters: { answerDays: 20 },
  },
  { matter: null, id: 'adopted' },
);
const locally = { context: [local], framework: 'local' };

describe('Q: questions and requests are answered', () => {
  test('no text sets a number of days, so the days are told and any answer will do', () => {
    expect(finding('Q', [asked(), provided('2024-12-01')])).toMatchObject({
      verdict: 'MET',
      facts: { days: 272 },
      because: 'Asked on 4 March 2024; answered on 1 December 2024, 272 days later.',
      dueOn: null,
      advisory: true,
      owedBy: 'commissioner',
      tso: 'A',
    });
  });

  test.each(['2024-03-05', '2030-01-01'])('open as of %s is not evidenced, with the days it has been open', (asOf) => {
    const found = finding('Q', [asked()], { asOf });
    expect(found).toMatchObject({ verdict: 'NOT_EVIDENCED', missing: ['InformationProvided'] });
    expect(found.because).toMatch(/^Asked on 4 March 2024; no answer is on record; open for [\d]+ days? on /);
  });

  test('the days open count across a leap day and the change of the clocks', () => {
    expect(finding('Q', [asked('2024-02-28')], { asOf: '2024-04-01' }).facts).toEqual({ daysOpen: 33 });
    expect(finding('Q', [asked('2023-02-28')], { asOf: '2023-04-01' }).facts).toEqual({ daysOpen: 32 });
  });

  test('a refusal with its reason is an answer', () => {
    expect(finding('Q', [asked(), refused('2024-03-08')])).toMatchObject({
      verdict: 'MET_WITH_RATIONALE',
      because: 'Asked on 4 March 2024; refused, with a reason, on 8 March 2024, 4 days later.',
    });
    expect(finding('Q', [asked(), refused('2024-03-08'), provided('2024-04-01')]).verdict).toBe('MET');
  });

  test('a question is answered too', () => {
    const question = told('QuestionAsked', '2024-03-04', { requestId: 'I2', of: 'tso' }, { id: 'question' });
    const answer = told('QuestionAnswered', '2024-03-06', { requestId: 'I2' }, { by: 'tso' });
    expect(finding('Q', [question])).toMatchObject({ missing: ['QuestionAnswered'], owedBy: 'tso' });
    expect(finding('Q', [question, answer]).verdict).toBe('MET');
  });

  test('the day the asker named is noted and is no clock', () => {
    const found = finding('Q', [asked('2024-03-04', { dueOn: '2024-03-11' }), provided('2024-04-04')]);
    expect(found).toMatchObject({ verdict: 'MET', dueOn: null });
    expect(found.notes[0]).toBe('It was asked for by 11 March 2024.');
  });

  test('months are told as a range, and a day that is not on record as such', () => {
    expect(finding('Q', [asked('2024-03'), provided('2024-05-01')]).facts).toEqual({ daysMin: 31, daysMax: 61 });
    expect(finding('Q', [asked(null)]).because).toBe('Asked on a day not recorded; no answer is on record.');
  });

  test('an answer to what is not on record as asked is not judged', () =>
    expect(findings('Q', [provided('2024-03-08')])).toEqual([]));
});

describe('Q: within the days of a Local Compact', () => {
  test.each([
    ['2024-03-23', 'MET'],
    ['2024-03-24', 'MET'],
    ['2024-03-25', 'NOT_MET'],
    ['2024-03', 'NOT_EVIDENCED'],
    ['2024-04', 'NOT_MET'],
  ])('twenty days from 4 March, answered %s: %s', (on, verdict) => {
    expect(finding('Q', [asked(), provided(on)], locally)).toMatchObject({
      verdict,
      dueOn: '2024-03-24',
      advisory: false,
    });
  });

  test.each([
    ['2024-03-23', 'AT_RISK'],
    ['2024-03-24', 'NOT_EVIDENCED'],
  ])('unanswered as of %s: %s', (asOf, verdict) => {
    expect(finding('Q', [asked()], { ...locally, asOf }).verdict).toBe(verdict);
  });

  test('a refusal in time stands, a late one does not, and an answer in time goes before it', () => {
    expect(finding('Q', [asked(), refused('2024-03-24')], locally).verdict).toBe('MET_WITH_RATIONALE');
    expect(finding('Q', [asked(), refused('2024-03-25')], locally).verdict).toBe('NOT_MET');
    expect(finding('Q', [asked(), refused('2024-03-08'), provided('2024-04-01')], locally).verdict).toBe(
      'MET_WITH_RATIONALE',
    );
  });

  test('is judged beside the toolkit, from the day the Compact is in force', () => {
    expect(findings('Q', [asked()], { context: [local] }).map((it) => it.edition)).toEqual([
      'local-2020',
      'nao-decommissioning-toolkit-2011',
    ]);
    expect(findings('Q', [asked('2019-12-31')], { context: [local] })).toHaveLength(1);
  });
});
