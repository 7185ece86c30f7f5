import { test } from '@jest/globals';
import { application } from '../../src/application/application.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(application);
const received: Telling = ['ApplicationReceived', { roundId: 'R1', from: 'A', amount: 9000 }];
const assessed: Telling = ['ApplicationAssessed', { score: 31, outOf: 50 }, { occurredOn: '2024-05-01' }];
const refused: Telling = ['ApplicationRefused', { reason: 'too few places' }, { occurredOn: '2024-06-01' }];
const before = { occurredOn: '2024-03-03' };
const after = { occurredOn: '2024-06-03' };

test('it is received, assessed, assessed again and refused with feedback', () => {
  past().when('ReceiveApplication', { roundId: 'R1', from: 'A' }).thenRecorded();
  past(received).when('AssessApplication', { score: 50, outOf: 50 }).thenRecorded();
  past(received, assessed).when('AssessApplication', { score: 30 }, after).thenRecorded();
  past(received, assessed)
    .when('RefuseApplication', { score: 31, reason: 'too few places', feedback: 'say who benefits' }, after)
    .thenRecorded();
});

test('it is received once and refused once', () => {
  past(received).when('ReceiveApplication').thenRefused('ALREADY_RECEIVED', 'data.applicationId');
  past(received, refused).when('RefuseApplication', {}, after).thenRefused('ALREADY_REFUSED', 'data.applicationId');
});

test('it may be assessed and refused with no receipt on record, which may be recorded later', () => {
  past().when('AssessApplication', { score: 31 }).thenRecorded();
  past().when('RefuseApplication', { reason: 'late' }).thenRecorded();
  past(assessed, refused).when('ReceiveApplication').thenRecorded();
});

test('nothing becomes of it before it was received', () => {
  past(received).when('AssessApplication', { score: 31 }, before).thenRefused('BEFORE_RECEIPT', 'occurredOn');
  past(received).when('RefuseApplication', {}, before).thenRefused('BEFORE_RECEIPT', 'occurredOn');
  past(assessed).when('ReceiveApplication', {}, after).thenRefused('BEFORE_RECEIPT', 'occurredOn');
  past(refused).when('ReceiveApplication', {}, after).thenRefused('BEFORE_RECEIPT', 'occurredOn');
});

test('a score is not above the highest there is', () =>
  past(received).when('AssessApplication', { score: 51, outOf: 50 }).thenRefused('SCORE_TOO_HIGH', 'data.score'));

test('every intent and every refusal was met', () => expectCovered(application));
