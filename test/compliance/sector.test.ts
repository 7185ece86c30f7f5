import { describe, expect, test } from '@jest/globals';
import { finding, findings, told } from './facts.js';

const sector = { by: 'tso' };

describe('CSO-1.7, CSO-2.8: what a TSO says tells its basis', () => {
  const representation = (data: object, more: object = {}) =>
    told('RepresentationReceived', '2024-03-04', { summary: 'no', ...data }, { id: 'said', ...sector, ...more });
  const response = (data: object, more: object = {}) =>
    told(
      'ConsultationResponseSubmitted',
      '2024-03-04',
      { consultationId: 'K1', responseId: 'R1', ...data },
      { id: 'said', ...sector, ...more },
    );

  test.each([
    [{ evidenceSource: 'a survey', representing: 'carers' }, 'MET', []],
    [{ evidenceSource: 'a survey' }, 'NOT_EVIDENCED', ['RepresentationReceived.representing']],
    [{}, 'NOT_EVIDENCED', ['RepresentationReceived.evidenceSource', 'RepresentationReceived.representing']],
  ])('a representation that tells %j: %s', (data, verdict, missing) => {
    expect(finding('CSO-1.7', [representation(data)])).toMatchObject({
      verdict,
      missing,
      owedBy: 'tso',
      tso: 'A',
      about: { kind: 'statement', id: 'said' },
      clauseConfirmed: true,
    });
  });

  test('advice on impact tells its source too; a response only whom it speaks for and how it knows', () => {
    const advice = told('ImpactAdviceSubmitted', '2024-03-04', { summary: 'x', evidenceSource: 'a count' }, sector);
    expect(finding('CSO-1.7', [advice]).because).toBe(
      'The advice on impact of 4 March 2024 says the source of its evidence; whom it speaks for is not told on record.',
    );
    expect(findings('CSO-1.7', [response({})])).toEqual([]);
    expect(findings('CSO-2.8', [advice])).toEqual([]);
    expect(finding('CSO-2.8', [response({ representing: 'carers', howViewsGathered: 'a meeting' })]).verdict).toBe(
      'MET',
    );
    expect(finding('CSO-2.8', [response({ representing: 'carers' })]).missing).toEqual([
      'ConsultationResponseSubmitted.howViewsGathered',
    ]);
  });

  test('who says it is told where it is known: the one it names, the only one there is, or nobody', () => {
    expect(finding('CSO-2.8', [response({ respondent: 'B' })]).tso).toBe('B');
    expect(finding('CSO-2.8', [response({}, { tsos: ['A', 'B'] })]).tso).toBeNull();
    expect(finding('CSO-1.7', [representation({ from: 'B' })]).tso).toBe('B');
  });

  test('a response of another public body is not the sector’s', () =>
    expect(findings('CSO-2.8', [response({}, { by: 'commissioner' })])).toEqual([]));
});

describe('CSO-2.7: consultations are promoted and answered where appropriate', () => {
  const opened = told(
    'ConsultationOpened',
    '2024-03-04',
    { consultationId: 'K1', closesOn: '2024-05-27' },
    { id: 'opened' },
  );
  const answered = (on: string, more: object = {}) =>
    told('ConsultationResponseSubmitted', on, { consultationId: 'K1', responseId: on }, { ...sector, ...more });
  const promoted = told('ConsultationPromoted', '2024-03-11', { consultationId: 'K1' }, { by: 'infrastructure-body' });

  test('the responses of the sector and the promotions are counted', () => {
    const found = finding('CSO-2.7', [opened, answered('2024-04-01'), answered('2024-05-27'), promoted]);
    expect(found).toMatchObject({
      verdict: 'MET',
      facts: { responses: 2, promotions: 1 },
      because: '2 responses of the sector and 1 promotion on record.',
      advisory: true,
      owedBy: 'tso',
      dueOn: '2024-05-27',
    });
    expect(found.evidence).toHaveLength(4);
    expect(finding('CSO-2.7', [opened, promoted]).verdict).toBe('MET');
  });

  test.each([
    ['2024-04-28', 'NOT_DUE'],
    ['2024-04-29', 'AT_RISK'],
    ['2024-05-26', 'AT_RISK'],
    ['2024-05-27', 'NOT_EVIDENCED'],
  ])('none as of %s: %s, and never not met', (asOf, verdict) => {
    expect(finding('CSO-2.7', [opened], { asOf })).toMatchObject({ verdict, facts: { responses: 0, promotions: 0 } });
  });

  test('what came after the close, or from a public body, is no answer of the sector', () => {
    expect(finding('CSO-2.7', [opened, answered('2024-05-28')]).verdict).toBe('NOT_EVIDENCED');
    expect(finding('CSO-2.7', [opened, answered('2024-04-01', { by: 'commissioner' })]).verdict).toBe('NOT_EVIDENCED');
  });
});

describe('CSO-3.17, CSO-4.6: asked for feedback of users or to help review, TSOs do', () => {
  const asked = (seeks: string, more: object = {}) =>
    told('InformationRequested', '2024-03-04', { requestId: 'I1', of: 'tso', seeks }, { id: 'asked', ...more });
  const given = (type: string, on: string, more: object = {}) =>
    told(type, on, { summary: 'x' }, { id: `${type} ${on}`, ...sector, ...more });

  test.each([
    ['CSO-3.17', 'user-feedback', 'UserFeedbackProvided'],
    ['CSO-4.6', 'review-contribution', 'ReviewContributionMade'],
  ])('%s: %s', (rule, seeks, type) => {
    expect(finding(rule, [asked(seeks)])).toMatchObject({ verdict: 'NOT_EVIDENCED', missing: [type], advisory: true });
    expect(finding(rule, [asked(seeks), given(type, '2024-03-04')])).toMatchObject({ verdict: 'MET', tso: 'A' });
    expect(finding(rule, [asked(seeks), given(type, '2024-03-03')]).verdict).toBe('NOT_EVIDENCED');
    const answer = told('InformationProvided', '2024-04-01', { requestId: 'I1' }, sector);
    expect(finding(rule, [asked(seeks), answer]).verdict).toBe('MET');
    expect(findings('Q', [asked(seeks)])).toEqual([]);
  });

  test('each TSO that was asked answers for itself', () => {
    const both = asked('user-feedback', { tsos: ['A', 'B'] });
    const found = findings('CSO-3.17', [both, given('UserFeedbackProvided', '2024-04-01', { tsos: ['B'] })]);
    expect(found.map(({ tso, verdict }) => [tso, verdict])).toEqual([
      ['A', 'NOT_EVIDENCED'],
      ['B', 'MET'],
    ]);
  });

  test('what nobody asked for is not judged', () => {
    expect(findings('CSO-3.17', [given('UserFeedbackProvided', '2024-04-01')])).toEqual([]);
    expect(findings('CSO-4.6', [asked('user-feedback'), asked('information', { id: 'other' })])).toEqual([]);
    expect(
      findings('CSO-3.17', [told('InformationRequested', '2024-03-04', { requestId: 'I1', seeks: 'user-feedback' })]),
    ).toEqual([]);
  });
});

describe('CSO-4.7: advice on impact while responses are asked for', () => {
  const invited = (data: object = { dueOn: '2024-04-30' }, more: object = {}) =>
    told('ResponseInvited', '2024-03-04', data, { id: 'invited', ...more });
  const advice = (on: string | null, more: object = {}) =>
    told('ImpactAdviceSubmitted', on, { summary: 'x' }, { id: `advice ${on}`, ...sector, ...more });

  test.each([
    ['2024-03-03', 'NOT_EVIDENCED'],
    ['2024-03-04', 'MET'],
    ['2024-04-30', 'MET'],
    ['2024-05-01', 'NOT_EVIDENCED'],
    ['2024-04', 'MET'],
    ['2024-03', 'NOT_EVIDENCED'],
    [null, 'NOT_EVIDENCED'],
  ])('invited on 4 March until 30 April, advised %s: %s', (on, verdict) => {
    expect(finding('CSO-4.7', [invited(), advice(on)])).toMatchObject({
      verdict,
      tso: 'A',
      owedBy: 'tso',
      dueOn: '2024-04-30',
    });
  });

  test.each([
    ['2024-04-01', 'NOT_DUE'],
    ['2024-04-02', 'AT_RISK'],
    ['2024-04-30', 'NOT_EVIDENCED'],
  ])('no advice as of %s: %s', (asOf, verdict) => {
    expect(finding('CSO-4.7', [invited()], { asOf }).verdict).toBe(verdict);
  });

  test('late advice is told as late and is no departure, since the text sets no time', () =>
    expect(finding('CSO-4.7', [invited(), advice('2024-05-01')]).because).toBe(
      'Responses were invited on 4 March 2024, by 30 April 2024; the advice on impact on record came on 1 May 2024, after that day.',
    ));

  test('a representation may hold advice', () => {
    const said = told('RepresentationReceived', '2024-04-01', { summary: 'x' }, { id: 'said', ...sector });
    expect(finding('CSO-4.7', [invited(), said])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      evidence: ['invited', 'said'],
      because:
        'Responses were invited on 4 March 2024, by 30 April 2024; a representation came on 1 April 2024, and whether it advises on impact is not on record.',
    });
  });

  test('each TSO invited for itself; without a day to answer by, any time after it', () => {
    const both = invited({}, { tsos: ['A', 'B'] });
    const found = findings('CSO-4.7', [both, advice('2024-12-01', { tsos: ['B'] })]);
    expect(found.map(({ tso, verdict }) => [tso, verdict])).toEqual([
      ['A', 'NOT_EVIDENCED'],
      ['B', 'MET'],
    ]);
  });
});

test('silence of the sector is never more than not evidenced', () => {
  const silent = [
    told('ConsultationOpened', '2024-03-04', { consultationId: 'K1', closesOn: '2024-05-27' }),
    told('ResponseInvited', '2024-03-04', { dueOn: '2024-03-31' }),
    told('RepresentationReceived', '2024-03-04', { summary: 'x' }, sector),
    told('InformationRequested', '2024-03-04', { requestId: 'I1', of: 'tso', seeks: 'user-feedback' }),
  ];
  const rules = ['CSO-1.7', 'CSO-2.7', 'CSO-2.8', 'CSO-3.17', 'CSO-4.7'];
  expect(rules.flatMap((rule) => findings(rule, silent)).map(({ verdict }) => verdict)).toEqual(
    rules.map(() => 'NOT_EVIDENCED'),
  );
});
