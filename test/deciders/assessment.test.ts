import { expect, test } from '@jest/globals';
import { assessment } from '../../src/assessment/assessment.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(assessment);
const equality = { assessmentType: 'equality' };
const started: Telling = ['ImpactAssessmentStarted', equality, { occurredOn: '2024-03-04' }];
const completed: Telling = ['ImpactAssessmentCompleted', equality, { occurredOn: '2024-05-01' }];

test('an assessment is started', () => past().when('StartImpactAssessment', equality).thenRecorded());

test('it is completed, with or without a start on record', () => {
  past().when('CompleteImpactAssessment', equality).thenRecorded();
  past(started).when('CompleteImpactAssessment', equality, { occurredOn: '2024-05-01' }).thenRecorded();
});

test('its start may be recorded after its end', () =>
  past(completed).when('StartImpactAssessment', equality).thenRecorded());

test('it is not complete before it is started', () => {
  past(started)
    .when('CompleteImpactAssessment', equality, { occurredOn: '2024-03-03' })
    .thenRefused('COMPLETED_BEFORE_STARTED', 'occurredOn');
  past(completed)
    .when('StartImpactAssessment', equality, { occurredOn: '2024-05-02' })
    .thenRefused('COMPLETED_BEFORE_STARTED', 'occurredOn');
});

test('one started in a month may be complete on a day of it', () =>
  past(['ImpactAssessmentStarted', equality, { occurredOn: '2024-03' }])
    .when('CompleteImpactAssessment', equality, { occurredOn: '2024-03-01' })
    .thenRecorded());

test('it is started once', () =>
  past(started).when('StartImpactAssessment', equality).thenRefused('ALREADY_STARTED', 'data.assessmentType'));

test('it is completed once', () =>
  past(completed).when('CompleteImpactAssessment', equality).thenRefused('ALREADY_COMPLETED', 'data.assessmentType'));

test('a decision may have one of each type', () =>
  past(completed).when('CompleteImpactAssessment', { assessmentType: 'sector' }).thenRecorded());

test('it is shared, whatever else is on record', () => past().when('ShareImpactAssessment').thenRecorded());

test('it is revised once anything of it is on record', () => {
  for (const earlier of [started, completed, ['ImpactAssessmentShared'] as const])
    past(earlier).when('ReviseImpactAssessment', { reason: 'new figures' }).thenRecorded();
});

test('there is no revision of nothing', () =>
  past()
    .when('ReviseImpactAssessment', { reason: 'new figures' })
    .thenRefused('NOTHING_TO_REVISE', 'data.assessmentId'));

test('one without an id of its own belongs to its decision', () => {
  expect(assessment.key({ data: { assessmentId: 'I1', decisionId: 'D1' }, matter: null })).toBe('I1');
  expect(assessment.key({ data: { decisionId: 'D1' }, matter: null })).toBe('D1');
  expect(assessment.key({ data: {}, matter: 'M1' })).toBeUndefined();
});

test('risks and options are looked at, again where need be', () => {
  past().when('CompleteRiskAssessment', { summary: 'two services at risk' }).thenRecorded();
  past(['RiskAssessmentCompleted']).when('CompleteRiskAssessment').thenRecorded();
  past(completed)
    .when('CompleteOptionsAppraisal', { options: ['keep', 'share'] })
    .thenRecorded();
});

test('neither is an assessment of impact that could be revised', () => {
  for (const other of ['RiskAssessmentCompleted', 'OptionsAppraisalCompleted'])
    past([other])
      .when('ReviseImpactAssessment', { reason: 'new figures' })
      .thenRefused('NOTHING_TO_REVISE', 'data.assessmentId');
});

test('every intent and every refusal was met', () => expectCovered(assessment));
