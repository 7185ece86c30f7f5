import { describe, expect, test } from '@jest/globals';
import { finding, findings, told } from './facts.js';

const decided = (on: string | null, data: object = {}, more: object = {}) =>
  told('DecisionTaken', on, { decisionId: 'D1', effect: 'end', ...data }, { id: 'D1', ...more });
const assessed = (on: string | null, data: object = {}, more: object = {}) =>
  told('ImpactAssessmentCompleted', on, { decisionId: 'D1', ...data }, { id: `assessed ${on}`, ...more });
const whole = { groupsCovered: ['Beneficiaries', 'service users', 'volunteers'], reallocationConsidered: true };
const notice = (on: string, data: object = {}, more: object = {}) =>
  told('FundingChangeNotified', on, { changeId: 'X1', decisionId: 'D1', ...data }, { id: `notice ${on}`, ...more });

describe('F2: reasons by the day of the notice', () => {
  const published = (on: string | null, data: object = {}) =>
    told('RationalePublished', on, { decisionId: 'D1', ...data }, { id: `why ${on}` });

  test.each([
    ['2024-09-30', 'MET'],
    ['2024-10-01', 'MET'],
    ['2024-10-02', 'NOT_MET'],
    ['2024-10', 'NOT_EVIDENCED'],
    ['2024-09', 'MET'],
    [null, 'NOT_EVIDENCED'],
  ])('published %s for a notice of 1 October: %s', (on, verdict) => {
    const found = finding('F2', [decided('2024-09-10'), notice('2024-10-01'), published(on)]);
    expect(found).toMatchObject({ verdict, tso: 'A', dueOn: '2024-10-01', about: { kind: 'decision', id: 'D1' } });
    expect(found.evidence).toContain(`why ${on}`);
  });

  test('the late ones are told to the day', () => {
    expect(finding('F2', [decided('2024-09-10'), notice('2024-10-01'), published('2024-10-11')]).because).toBe(
      'The reasons were given on 11 October 2024, 10 days after the notice on 1 October 2024.',
    );
  });

  test('the notice may give them itself', () => {
    expect(finding('F2', [decided('2024-09-10'), notice('2024-10-01', { rationale: 'less money' })]).verdict).toBe(
      'MET',
    );
    const unwritten = notice('2024-10-01', { rationale: 'less money', inWriting: false });
    expect(finding('F2', [decided('2024-09-10'), unwritten]).verdict).toBe('NOT_EVIDENCED');
  });

  test('a reason in the decision record alone was not published or sent, whoever may see the record', () => {
    const record = decided('2024-09-10', { rationale: 'less money' }, { visibility: 'public' });
    const kept = finding('F2', [record, notice('2024-10-01')]);
    expect(kept).toMatchObject({ verdict: 'NOT_EVIDENCED', missing: ['RationalePublished'] });
    expect(kept.because).toContain('nothing shows that it was published or sent');
  });

  test('the published record of the decision gives them to everyone, where it has any', () => {
    const record = (on: string, data: object) => told('DecisionRecordPublished', on, { decisionId: 'D1', ...data });
    const verdict = (on: string, data: object) =>
      finding('F2', [decided('2024-09-10'), notice('2024-10-01'), record(on, data)]).verdict;
    expect(verdict('2024-10-01', { reasons: 'less money' })).toBe('MET');
    expect(verdict('2024-10-02', { reasons: 'less money' })).toBe('NOT_MET');
    expect(verdict('2024-10-01', { url: 'https://council.example/record' })).toBe('NOT_EVIDENCED');
  });

  test('reasons within the notice came with it, however inexact its date', () => {
    const inMarch = notice('2024-10', { rationale: 'less money' });
    expect(finding('F2', [decided('2024-09-10'), inMarch]).verdict).toBe('MET');
  });

  test('without a notice the text gives no day', () => {
    expect(finding('F2', [decided('2024-09-10', { effect: 'award' }), published('2025-03-01')])).toMatchObject({
      verdict: 'MET',
      dueOn: null,
    });
    expect(finding('F2', [decided('2024-09-10', { effect: 'refuse' })]).verdict).toBe('NOT_EVIDENCED');
  });

  test('sent to one TSO is not sent to the other', () => {
    const both = decided('2024-09-10', {}, { tsos: ['A', 'B'] });
    expect(
      findings('F2', [both, published('2024-09-20', { sentTo: ['B'] })]).map((it) => [it.tso, it.verdict]),
    ).toEqual([
      ['A', 'NOT_EVIDENCED'],
      ['B', 'MET'],
    ]);
  });

  test('a policy or a provisional decision is no funding decision', () => {
    expect(findings('F2', [decided('2024-09-10', { effect: 'policy' })])).toEqual([]);
    expect(findings('F2', [decided('2024-09-10', { finality: 'provisional' })])).toEqual([]);
  });
});

describe('F3: impact assessed before the day of the decision', () => {
  test.each([
    ['2024-09-09', 'MET', '1 day before the decision'],
    ['2024-09-10', 'NOT_MET', 'on the day of the decision: it is retrospective'],
    ['2024-09-11', 'NOT_MET', '1 day after the decision: it is retrospective'],
    ['2024-09', 'NOT_EVIDENCED', 'in September 2024'],
    ['2024-08', 'MET', 'in August 2024'],
    [null, 'NOT_EVIDENCED', 'on a day not recorded'],
  ])('completed %s: %s', (on, verdict, words) => {
    const found = finding('F3', [decided('2024-09-10'), assessed(on, whole)]);
    expect(found.verdict).toBe(verdict);
    expect(found.because).toContain(words);
  });

  test.each([
    [{}, 'NOT_EVIDENCED', ['groupsCovered', 'reallocationConsidered']],
    [{ groupsCovered: whole.groupsCovered }, 'NOT_EVIDENCED', ['reallocationConsidered']],
    [{ ...whole, reallocationConsidered: false }, 'NOT_MET', []],
    [{ ...whole, groupsCovered: ['beneficiaries', 'users'] }, 'NOT_MET', []],
    [{ ...whole, groupsCovered: [] }, 'NOT_MET', []],
  ])('what it covers: %j gives %s', (data, verdict, missing) => {
    expect(finding('F3', [decided('2024-09-10'), assessed('2024-08-01', data)])).toMatchObject({ verdict, missing });
  });

  test('several assessments together may cover all', () => {
    const first = assessed('2024-08-01', {
      assessmentId: 'a',
      groupsCovered: ['beneficiaries', 'users'],
      reallocationConsidered: true,
    });
    const second = assessed('2024-08-02', { assessmentId: 'b', groupsCovered: ['volunteers'] });
    expect(finding('F3', [decided('2024-09-10'), first, second]).verdict).toBe('MET');
    expect(
      finding('F3', [
        decided('2024-09-10'),
        first,
        assessed('2024-09-11', { assessmentId: 'b', groupsCovered: ['volunteers'] }),
      ]).verdict,
    ).toBe('NOT_MET');
  });

  test.each([
    ['2024-09-09', 'MET', []],
    ['2024-08', 'MET', []],
    ['2024-09', 'NOT_EVIDENCED', ['ImpactAssessmentCompleted.occurredOn']], // nobody can tell whether it was there
    [null, 'NOT_EVIDENCED', ['ImpactAssessmentCompleted.occurredOn']],
    ['2024-09-10', 'NOT_MET', []],
  ])('volunteers only in a revision of %s, for a decision of 10 September: %s', (on, verdict, missing) => {
    const first = assessed('2024-08-01', { ...whole, assessmentId: 'a', groupsCovered: ['beneficiaries', 'users'] });
    const revised = told('ImpactAssessmentRevised', on, { assessmentId: 'a', groupsCovered: ['volunteers'] });
    expect(finding('F3', [decided('2024-09-10'), first, revised])).toMatchObject({ verdict, missing });
  });

  test.each([
    ['2024-09-09', 'MET'],
    ['2024-09', 'NOT_EVIDENCED'],
    ['2024-09-10', 'NOT_MET'],
  ])('reallocation looked at only in a second one of %s: %s', (on, verdict) => {
    const first = assessed('2024-08-01', { ...whole, assessmentId: 'a', reallocationConsidered: false });
    const second = assessed(on, { assessmentId: 'b', reallocationConsidered: true });
    expect(finding('F3', [decided('2024-09-10'), first, second]).verdict).toBe(verdict);
  });

  test.each([
    ['2024-02-28', '2024-02-29', 'MET'], // a leap day
    ['2024-02-29', '2024-02-29', 'NOT_MET'],
    ['2024-02-29', '2024-03-01', 'MET'],
    ['2024-02', '2024-03-01', 'MET'], // whichever day of February it was
    ['2023-02', '2023-02-28', 'NOT_EVIDENCED'],
    ['2024-03-30', '2024-03-31', 'MET'], // the clocks go forward
    ['2024-10-27', '2024-10-27', 'NOT_MET'], // and back
  ])('completed %s for a decision of %s: %s', (on, day, verdict) => {
    expect(finding('F3', [decided(day), assessed(on, whole)]).verdict).toBe(verdict);
  });

  test.each([
    ['2010-03-09', 'MET'],
    ['2010-03-10', 'NOT_MET'],
    ['2010-03-11', 'NOT_MET'],
    ['2010-03', 'NOT_EVIDENCED'],
  ])('in 2009 it was asked as well, without reallocation: completed %s for 10 March 2010 is %s', (on, verdict) => {
    const groups = { groupsCovered: whole.groupsCovered };
    expect(finding('F3', [decided('2010-03-10'), assessed(on, groups)])).toMatchObject({
      verdict,
      clause: { framework: 'compact', edition: '2009', number: '13.1' },
      clauseConfirmed: true,
    });
  });

  test('none is on record (case 6.13), or one for another decision', () => {
    expect(finding('F3', [decided('2024-09-10')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['ImpactAssessmentCompleted'],
    });
    expect(finding('F3', [decided('2024-09-10'), assessed('2024-08-01', { ...whole, decisionId: 'D9' })]).verdict).toBe(
      'NOT_EVIDENCED',
    );
    expect(finding('F3', [decided('2024-09-10'), told('ImpactAssessmentCompleted', '2024-08-01', whole)]).verdict).toBe(
      'MET',
    );
  });

  test.each(['award', 'continue', 'vary', 'policy'])('a decision to %s does not call for it', (effect) => {
    expect(findings('F3', [decided('2024-09-10', { effect })])).toEqual([]);
  });

  test('a quashed decision keeps its finding, with a note', () => {
    const quashed = told('DecisionQuashed', '2024-12-01', { decisionId: 'D1', grounds: 'duty' }, { by: 'court' });
    const superseded = told('DecisionSuperseded', '2024-12-09', { decisionId: 'D1' });
    const found = finding('F3', [decided('2024-09-10'), assessed('2024-09-10', whole), quashed, superseded]);
    expect(found.verdict).toBe('NOT_MET');
    expect(found.notes).toEqual([
      'The decision was quashed on 1 December 2024.',
      'The decision was superseded on 9 December 2024.',
    ]);
  });
});

describe('F4: discuss, invite, receive or wait, consider, decide', () => {
  const discussed = (on: string | null) => told('FundingPressureDiscussed', on, { summary: 's' });
  const invited = (on: string, dueOn?: string) => told('ResponseInvited', on, { dueOn });
  const received = (on: string) => told('RepresentationReceived', on, { summary: 's' });
  const considered = (on: string | null) => told('ResponseConsidered', on, { summary: 's' });
  const decision = decided('2024-09-10');
  const course = [
    discussed('2024-05-01'),
    invited('2024-05-10', '2024-06-30'),
    received('2024-06-20'),
    considered('2024-07-10'),
  ];

  test('in order', () => {
    const found = finding('F4', [...course, decision]);
    expect(found.verdict).toBe('MET');
    expect(found.because).toBe(
      'In order: discussed on 1 May 2024, a response was invited on 10 May 2024, the response was considered on 10 July 2024, decided on 10 September 2024.',
    );
    expect(finding('F4', [decision, ...course.toReversed()]).verdict).toBe('MET');
  });

  test('steps taken once a decision had been undone belong to the next one', () => {
    const first = told('DecisionTaken', '2024-02-23', { decisionId: 'D0', effect: 'reduce' }, { id: 'D0' });
    const undone = told('DecisionSuperseded', '2024-04-21', { decisionId: 'D0', by: 'D1' });
    const verdicts = (facts: Parameters<typeof findings>[1]) =>
      Object.fromEntries(findings('F4', facts).map(({ about: { id }, verdict }) => [id, verdict]));
    expect(verdicts([first, undone, ...course, decision])).toEqual({ D0: 'NOT_EVIDENCED', D1: 'MET' });
    // While it stood, talking afterwards was talking too late.
    expect(verdicts([first, ...course, decision])).toEqual({ D0: 'NOT_MET', D1: 'MET' });
  });

  test.each([
    ['2024-06-30', 'NOT_MET'],
    ['2024-07-01', 'MET'],
  ])('nobody answered, considered %s for responses due 30 June: %s', (on, verdict) => {
    expect(finding('F4', [course[0]!, course[1]!, considered(on), decision]).verdict).toBe(verdict);
  });

  test('nobody answered and no day to answer by: it cannot be told', () => {
    expect(finding('F4', [course[0]!, invited('2024-05-10'), considered('2024-07-10'), decision])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['RepresentationReceived'],
    });
  });

  test.each([
    ['2024-09-09', 'MET'],
    ['2024-09-10', 'MET'],
    ['2024-09-11', 'NOT_MET'],
    ['2024-09', 'NOT_EVIDENCED'],
    ['2024-08', 'MET'],
    [null, 'NOT_EVIDENCED'],
  ])('considered %s for a decision of 10 September: %s', (on, verdict) => {
    expect(finding('F4', [course[0]!, course[1]!, course[2]!, considered(on), decision]).verdict).toBe(verdict);
  });

  test.each([
    ['2024-05-09', 'MET'],
    ['2024-05-10', 'MET'],
    ['2024-05-11', 'NOT_MET'],
    ['2024-04', 'MET'],
    ['2024-05', 'NOT_EVIDENCED'],
    [null, 'NOT_EVIDENCED'],
  ])('discussed %s for an invitation of 10 May: %s', (on, verdict) => {
    expect(finding('F4', [discussed(on), ...course.slice(1), decision]).verdict).toBe(verdict);
  });

  test('out of order', () => {
    const found = finding('F4', [
      discussed('2024-05-20'),
      invited('2024-05-10', '2024-06-30'),
      course[2]!,
      course[3]!,
      decision,
    ]);
    expect(found.verdict).toBe('NOT_MET');
    expect(
      finding('F4', [course[0]!, course[1]!, received('2024-08-01'), considered('2024-06-10'), decision]).verdict,
    ).toBe('NOT_MET');
  });

  test('considered before anybody was invited, whether or not anybody answered', () => {
    const facts = [discussed('2024-05-01'), considered('2024-05-10'), invited('2024-05-20'), decision];
    expect(finding('F4', facts).verdict).toBe('NOT_MET');
  });

  test('steps that are not on record are named; a step only after the decision is out of order', () => {
    expect(finding('F4', [decision])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      evidence: ['D1'],
      missing: ['FundingPressureDiscussed', 'ResponseInvited', 'ResponseConsidered'],
    });
    const late = finding('F4', [decision, discussed('2024-09-20')]);
    expect(late).toMatchObject({
      verdict: 'NOT_MET',
      because: 'The decision was taken on 10 September 2024, before a discussion of the implications.',
    });
  });

  test('a warning counts as discussion, and a consultation as invitation, response and consideration', () => {
    const warned = told('EarlyWarningGiven', '2024-03-01', { decisionId: 'D1' });
    const k = { consultationId: 'K1' };
    const consulted = [
      told('ConsultationOpened', '2024-03-04', { ...k, closesOn: '2024-05-27' }),
      told('ConsultationResponseSubmitted', '2024-05-01', { ...k, responseId: 'R1' }),
      told('ResponseAnalysisCompleted', '2024-06-10', k),
    ];
    expect(finding('F4', [warned, ...consulted, decision]).verdict).toBe('MET');
    const withdrawn = told('ConsultationWithdrawn', '2024-04-01', { ...k, reason: 'error' });
    expect(finding('F4', [warned, ...consulted, withdrawn, decision]).verdict).toBe('NOT_EVIDENCED');
  });
});

describe('E1: an equality assessment before the decision and among its papers', () => {
  const equality = (on: string | null, data: object = {}) =>
    assessed(on, { assessmentId: 'EA', assessmentType: 'equality', ...data });
  const papers = [{ title: 'Equality assessment', assessmentId: 'EA' }];

  test.each([
    ['2024-09-09', 'MET'],
    ['2024-09-10', 'NOT_MET'],
    ['2024-09-11', 'NOT_MET'],
    ['2024-09', 'NOT_EVIDENCED'],
    [null, 'NOT_EVIDENCED'],
  ])('completed %s: %s', (on, verdict) => {
    expect(finding('E1', [decided('2024-09-10', { papersProvided: papers }), equality(on)])).toMatchObject({
      verdict,
      edition: 'psed',
    });
  });

  test.each([
    [undefined, 'NOT_EVIDENCED'],
    [[], 'NOT_MET'],
    [[{ title: 'Budget' }], 'NOT_MET'],
    [[{ title: 'Equality note' }], 'NOT_EVIDENCED'],
    // the assessment it names may be one that is not on record
    [[{ title: 'Report', assessmentId: 'other' }], 'NOT_EVIDENCED'],
  ])('papers %j: %s', (papersProvided, verdict) => {
    expect(finding('E1', [decided('2024-09-10', { papersProvided }), equality('2024-08-01')]).verdict).toBe(verdict);
  });

  test('an assessment of another type is none; one without a type is pointed out', () => {
    const social = assessed('2024-08-01', { assessmentId: 'EA', assessmentType: 'social' });
    expect(finding('E1', [decided('2024-09-10'), social])).toMatchObject({ verdict: 'NOT_EVIDENCED', notes: [] });
    const found = finding('E1', [decided('2024-09-10'), assessed('2024-08-01')]);
    expect(found.verdict).toBe('NOT_EVIDENCED');
    expect(found.notes[0]).toContain('does not say whether it is an equality assessment');
  });

  test('before 5 April 2011 the earlier duties apply', () => {
    expect(finding('E1', [decided('2011-04-04')]).edition).toBe('equality-duties-2010');
    expect(finding('E1', [decided('2011-04-05')]).edition).toBe('psed');
    expect(findings('E1', [decided('2000-06-01')])).toEqual([]);
  });
});
