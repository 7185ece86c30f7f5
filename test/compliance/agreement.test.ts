import { describe, expect, test } from '@jest/globals';
import type { Recorded } from '../../src/kernel/fact.js';
import { finding, findings, told } from './facts.js';

const g = { agreementId: 'G1' };
const made = (on: string | null, data: object = {}, more: object = {}) =>
  told('FundingAgreementMade', on, { ...g, ...data }, { id: 'made', ...more });
const about =
  (type: string) =>
  (on: string | null, data: object = {}, more: object = {}) =>
    told(type, on, { ...g, ...data }, { id: `${type} ${on}`, ...more });
const monitoring = about('MonitoringTermsAgreed');
const risk = about('RiskAllocationAgreed');
const requirements = [{ what: 'visits made', purpose: 'to plan the next year' }];

describe('an agreement of whose making no day is on record', () => {
  test('is asked nothing that is not on record, and judged by what is', () => {
    const rules = (...facts: Recorded[]) =>
      ['F6', 'F7', 'F8'].filter((rule) => findings(rule, facts, { framework: 'compact-2010' }).length > 0);
    expect(rules(made(null))).toEqual([]);
    expect(rules(made('2024'))).toEqual(['F6', 'F7', 'F8']);
    expect(rules(made(null, { termMonths: 36 }))).toEqual(['F6']);
    expect(rules(made(null), monitoring('2024-03-01'))).toEqual(['F7']);
    expect(rules(made(null), risk('2024-03-01'))).toEqual(['F8']);
  });
});

describe('F7: monitoring agreed by the day the agreement is made', () => {
  test.each([
    ['2024-03-31', 'MET', '1 day before the agreement was made'],
    ['2024-04-01', 'MET', 'on the day the agreement was made'],
    ['2024-04-02', 'NOT_MET', '1 day after the agreement was made'],
    ['2024-03', 'MET', 'in March 2024'],
    ['2024-04', 'NOT_EVIDENCED', 'only exact days can tell'],
    [null, 'NOT_EVIDENCED', 'only exact days can tell'],
  ])('agreed %s: %s', (on, verdict, words) => {
    const found = finding('F7', [made('2024-04-01'), monitoring(on, { requirements })]);
    expect(found).toMatchObject({ verdict, dueOn: '2024-04-01', about: { kind: 'agreement', id: 'G1' } });
    expect(found.because).toContain(words);
    expect(found.evidence).toEqual(expect.arrayContaining(['made', `MonitoringTermsAgreed ${on}`]));
  });

  test.each([
    [requirements, 'MET', []],
    [[], 'MET', []],
    [[...requirements, { what: 'staff hours' }], 'NOT_EVIDENCED', ['requirements.purpose']],
    [undefined, 'MET', []],
  ])('asked for: %j gives %s', (asked, verdict, missing) => {
    expect(finding('F7', [made('2024-04-01'), monitoring('2024-03-01', { requirements: asked })])).toMatchObject({
      verdict,
      missing,
    });
  });

  test('the sentence names what has no purpose on record', () => {
    const found = finding('F7', [
      made('2024-04-01'),
      monitoring('2024-03-01', { requirements: [{ what: 'staff hours' }] }),
    ]);
    expect(found.because).toBe('What is asked for is on record, but not what staff hours is for.');
  });

  test('terms agreed late do not undo those agreed in time', () => {
    const facts = [made('2024-04-01'), monitoring('2024-03-01', { requirements }), monitoring('2024-05-01', {})];
    expect(finding('F7', facts).verdict).toBe('MET');
  });

  test('what is not on record may have been agreed', () => {
    expect(finding('F7', [made('2024-04-01')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['MonitoringTermsAgreed'],
    });
    expect(finding('F7', [made(null), monitoring('2024-03-01', { requirements })])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['FundingAgreementMade.occurredOn'],
    });
  });

  test('an award is a making; terms without one call for nothing', () => {
    expect(finding('F7', [told('GrantAwarded', '2024-04-01', g)]).verdict).toBe('NOT_EVIDENCED');
    expect(findings('F7', [monitoring('2024-03-01', { requirements })])).toEqual([]);
  });
});

describe('F8: risk placed by the day the agreement is made', () => {
  test.each([
    ['2024-03-31', 'MET'],
    ['2024-04-01', 'MET'],
    ['2024-04-02', 'NOT_MET'],
    ['2024', 'NOT_EVIDENCED'],
  ])('agreed %s: %s', (on, verdict) => {
    expect(finding('F8', [made('2024-04-01'), risk(on)]).verdict).toBe(verdict);
  });

  test('each edition has it, also the codes of the first Compact', () => {
    expect(finding('F8', [made('2005-04-01')])).toMatchObject({
      edition: 'compact-1998',
      verdict: 'NOT_EVIDENCED',
      missing: ['RiskAllocationAgreed'],
    });
  });
});

describe('F6: several years, or a reason why not', () => {
  const term = (startsOn: string | undefined, endsOn: string | undefined, data: object = {}, on = '2024-03-01') =>
    finding('F6', [made(on, { startsOn, endsOn, ...data })]);

  test.each([
    ['2024-04-01', '2025-03-31', 'NOT_EVIDENCED'], // twelve months to the day
    ['2024-04-01', '2025-04-01', 'MET'],
    ['2024-03-01', '2025-02-28', 'NOT_EVIDENCED'],
    ['2024-02-29', '2025-02-27', 'NOT_EVIDENCED'], // clamped to 28 February
    ['2024-02-29', '2025-02-28', 'MET'],
    ['2024-04', '2025-03', 'NOT_EVIDENCED'],
    ['2024-04', '2027-03', 'MET'],
    ['2024-04', '2025-04', 'NOT_EVIDENCED'],
  ])('from %s to %s: %s in 2024, more than twelve months', (startsOn, endsOn, verdict) => {
    expect(term(startsOn, endsOn)).toMatchObject({ verdict, edition: 'compact-2010' });
  });

  test.each([
    ['2010-04-01', '2013-03-30', 'NOT_EVIDENCED'],
    ['2010-04-01', '2013-03-31', 'MET'],
  ])('from %s to %s: %s in 2010, at least 36 months', (startsOn, endsOn, verdict) => {
    expect(term(startsOn, endsOn, {}, '2010-03-01')).toMatchObject({ verdict, edition: 'compact-2009' });
  });

  test('a short one with a reason keeps it; the reason may be given elsewhere, so none on record is no breach', () => {
    expect(term('2024-04-01', '2024-09-30', { shortTermReason: 'A pilot.' })).toMatchObject({
      verdict: 'MET_WITH_RATIONALE',
      because:
        'It was made to run from its first day on 1 April 2024 to its last on 30 September 2024, which is not more than 12 months. A reason for a short term was given by the commissioner: A pilot.',
    });
    expect(term('2024-04-01', '2024-09-30')).toMatchObject({ verdict: 'NOT_EVIDENCED', missing: ['shortTermReason'] });
  });

  test('months are used where days do not settle it', () => {
    expect(term(undefined, undefined, { termMonths: 12 }).verdict).toBe('NOT_EVIDENCED');
    expect(term(undefined, undefined, { termMonths: 36 })).toMatchObject({
      verdict: 'MET',
      because: 'It was made for 36 months, which is more than 12 months.',
    });
    expect(term('2024-04', '2025-04', { termMonths: 12 }).missing).toEqual(['shortTermReason']);
    expect(term('2024-04-01', '2025-03-31', { termMonths: 36 }).verdict).toBe('NOT_EVIDENCED');
  });

  test('nothing about its length', () => {
    expect(term(undefined, undefined)).toMatchObject({ verdict: 'NOT_EVIDENCED', missing: ['startsOn', 'endsOn'] });
    expect(term('2024-04-01', undefined).missing).toEqual(['endsOn']);
    expect(term(undefined, undefined, { shortTermReason: 'A pilot.' }).verdict).toBe('MET_WITH_RATIONALE');
  });

  test('what was added later is not what was planned', () => {
    const extended = told('AgreementExtended', '2025-02-01', { ...g, endsOn: '2028-03-31' });
    const found = finding('F6', [made('2024-03-01', { startsOn: '2024-04-01', endsOn: '2025-03-31' }), extended]);
    expect(found).toMatchObject({ verdict: 'NOT_EVIDENCED', notes: [expect.stringContaining('extended or renewed')] });
  });

  test('a Local Compact sets its own number', () => {
    const adopted = told(
      'FrameworkAdopted',
      '2023-01-01',
      {
        frameworkId: 'local',
        edition: '1',
        title: 'Local',
        inForceFrom: '2023-01-01',
        parameters: { grantTermMonths: 24 },
      },
      { matter: null },
    );
    const of = (endsOn: string) =>
      findings('F6', [made('2024-03-01', { startsOn: '2024-04-01', endsOn })], { context: [adopted] })
        .filter(({ edition }) => edition === 'local-1')
        .map(({ verdict }) => verdict);
    expect(of('2026-03-31')).toEqual(['MET']);
    expect(of('2026-03-30')).toEqual(['NOT_EVIDENCED']);
  });
});

describe('what an agreement says', () => {
  test.each([
    [{ restrictsAdvocacy: true }, ['NOT_EVIDENCED']],
    [{ restrictsAdvocacy: false }, []],
    [{}, []],
  ])('of campaigning, a sign for people to judge: %j gives %j', (data, verdicts) => {
    expect(findings('I1', [made('2016-05-01', data)]).map(({ verdict }) => verdict)).toEqual(verdicts);
  });

  test.each([
    [{ onwardFunding: true, compactTermsPassedDown: true }, ['MET']],
    [{ onwardFunding: true, compactTermsPassedDown: false }, ['NOT_MET']],
    [{ onwardFunding: true }, ['NOT_EVIDENCED']],
    [{ onwardFunding: false }, []],
    [{ compactTermsPassedDown: true }, []],
  ])('of those it passes money on to: %j gives %j', (data, verdicts) => {
    expect(findings('GOV-3.11', [made('2016-05-01', data)]).map(({ verdict }) => verdict)).toEqual(verdicts);
  });
});

describe('F5: a timetable of improvement before an end for performance', () => {
  const decided = (data: object = {}, more: object = {}) =>
    told(
      'DecisionTaken',
      '2024-09-10',
      { decisionId: 'D1', effect: 'end', reasonCategory: 'performance', ...data },
      { id: 'D1', ...more },
    );
  const timetable = about('ImprovementTimetableAgreed');

  test.each([
    ['2024-06-01', '2024-09-09', 'MET', ''],
    ['2024-06-01', '2024-09-10', 'MET', ''],
    ['2024-06-01', '2024-09-11', 'NOT_MET', 'was to end on 11 September 2024, 1 day after the decision.'],
    ['2024-09-09', '2024-09-10', 'MET', ''],
    ['2024-09-10', '2024-09-10', 'NOT_MET', 'was agreed on 10 September 2024, on the day of the decision.'],
    ['2024-09-11', '2024-10-11', 'NOT_MET', '1 day after the decision'],
    ['2024-09', '2024-09-10', 'NOT_EVIDENCED', 'only exact days can tell'],
    ['2024-08', '2024-09', 'NOT_EVIDENCED', 'only exact days can tell'],
    [null, '2024-09-01', 'NOT_EVIDENCED', 'on a day not recorded'],
  ])('agreed %s until %s: %s', (on, endsOn, verdict, words) => {
    const found = finding('F5', [decided(), timetable(on, { endsOn })]);
    expect(found).toMatchObject({ verdict, tso: 'A', about: { kind: 'decision', id: 'D1' } });
    expect(found.because).toContain(words);
    expect(found.evidence).toContain('D1');
  });

  test('none is on record', () => {
    expect(finding('F5', [decided()])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['ImprovementTimetableAgreed'],
    });
  });

  test.each(['safeguarding', 'fraud'])(
    '%s is an exception; a timetable that ran is more than that',
    (reasonCategory) => {
      expect(finding('F5', [decided({ reasonCategory })])).toMatchObject({
        verdict: 'MET_WITH_RATIONALE',
        because: expect.stringContaining(reasonCategory),
      });
      const ran = timetable('2024-06-01', { endsOn: '2024-09-01' });
      expect(finding('F5', [decided({ reasonCategory }), ran]).verdict).toBe('MET');
    },
  );

  test('another reason calls for nothing; none on record only where performance was a concern', () => {
    expect(findings('F5', [decided({ reasonCategory: 'budget' })])).toEqual([]);
    expect(findings('F5', [decided({ effect: 'reduce' })])).toEqual([]);
    expect(findings('F5', [decided({ finality: 'provisional' })])).toEqual([]);
    const silent = decided({ reasonCategory: undefined });
    expect(findings('F5', [silent])).toEqual([]);
    const concern = about('PerformanceConcernRaised');
    expect(finding('F5', [silent, concern('2024-05-01', { concern: 'c' })])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['reasonCategory'],
      evidence: ['PerformanceConcernRaised 2024-05-01', 'D1'],
    });
    expect(findings('F5', [silent, concern('2024-09-11', { concern: 'c' })])).toEqual([]);
  });

  test('one of another agreement, or of another TSO, does not serve', () => {
    const change = told('FundingChangeNotified', '2024-10-01', { changeId: 'X1', decisionId: 'D1', agreementId: 'G1' });
    const other = timetable('2024-06-01', { agreementId: 'G2', endsOn: '2024-09-01' });
    expect(finding('F5', [decided(), other, change]).verdict).toBe('NOT_EVIDENCED');
    const own = timetable('2024-06-01', { endsOn: '2024-09-01' });
    const both = findings('F5', [decided({}, { tsos: ['A', 'B'] }), own]);
    expect(both.map((it) => [it.tso, it.verdict])).toEqual([
      ['A', 'MET'],
      ['B', 'NOT_EVIDENCED'],
    ]);
  });

  test('of two agreed in time the one that ran is the one that counts', () => {
    const long = timetable('2024-03-01', { endsOn: '2024-12-01' });
    const short = timetable('2024-05-01', { endsOn: '2024-08-01' });
    expect(finding('F5', [decided(), long, short]).verdict).toBe('MET');
    expect(finding('F5', [decided(), long]).verdict).toBe('NOT_MET');
  });

  test('a timetable that ran is enough, whatever became of a later one', () => {
    const facts = [
      decided(),
      timetable('2024-03-01', { endsOn: '2024-06-01' }),
      timetable('2024-08-01', { endsOn: '2024-12-01' }),
      about('ImprovementReviewed')('2024-06-01', { outcome: 'No visits made.' }),
    ];
    expect(finding('F5', facts)).toMatchObject({
      verdict: 'MET',
      notes: ['The improvement was reviewed on 1 June 2024: No visits made.'],
    });
  });
});
