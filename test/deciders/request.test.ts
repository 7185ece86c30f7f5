import { test } from '@jest/globals';
import { request } from '../../src/request/request.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(request);
const asked: Telling = ['InformationRequested', { what: 'the scores', dueOn: '2024-03-31' }, { by: 'tso' }];
const question: Telling = ['QuestionAsked', { text: 'How long?' }, { by: 'tso' }];

test('information is asked for, of either side', () => {
  past().when('RequestInformation', { what: 'the scores' }).thenRecorded();
  past().when('RequestInformation', { of: 'tso', seeks: 'user-feedback', dueOn: '2024-03-04' }).thenRecorded();
});

test('and provided, refused, or provided after all', () => {
  past(asked).when('ProvideInformation').thenRecorded();
  past(asked).when('RefuseInformation', { reason: 'in confidence' }).thenRecorded();
  past(asked, ['InformationRefused', { reason: 'in confidence' }])
    .when('ProvideInformation')
    .thenRecorded();
});

test('a question is asked and answered, in parts if need be', () => {
  past().when('AskQuestion', { text: 'How long?' }).thenRecorded();
  past(question, ['QuestionAnswered']).when('AnswerQuestion', { text: 'A year.' }).thenRecorded();
});

test('an id is asked under once', () => {
  past(asked).when('RequestInformation').thenRefused('ALREADY_ASKED', 'data.requestId');
  past(asked).when('AskQuestion').thenRefused('ALREADY_ASKED', 'data.requestId');
});

test('what is wanted before it is asked for is a slip', () =>
  past().when('RequestInformation', { dueOn: '2024-03-03' }).thenRefused('WANTED_BEFORE_ASKED', 'data.dueOn'));

test('what was not asked is not answered, nor as something else', () => {
  past().when('ProvideInformation').thenRefused('NOT_ASKED', 'data.requestId');
  past(question).when('RefuseInformation', { reason: 'no' }).thenRefused('NOT_ASKED', 'data.requestId');
  past(asked).when('AnswerQuestion').thenRefused('NOT_ASKED', 'data.requestId');
});

test('nor before it was asked', () =>
  past(asked).when('ProvideInformation', {}, { occurredOn: '2024-03-03' }).thenRefused('BEFORE_ASKED', 'occurredOn'));

test('every intent and every refusal was met', () => expectCovered(request));
