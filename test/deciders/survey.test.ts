import { test } from '@jest/globals';
import { survey } from '../../src/survey/survey.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(survey);
const about = { direction: 'tso->commissioner', instrument: 'survey' };
const issued: Telling = ['SurveyIssued', { ...about, statements: ['Does what it says', 'Tells us early'] }];
const answer = { ...about, items: [4, null] };
const asTso = { by: 'tso' } as const;

test('a survey is issued, in each direction and of each kind once', () => {
  past().when('IssueSurvey', about).thenRecorded();
  past(issued)
    .when('IssueSurvey', { ...about, direction: 'commissioner->tso' })
    .thenRecorded();
  past(issued)
    .when('IssueSurvey', { ...about, instrument: 'pulse' })
    .thenRecorded();
  past(issued).when('IssueSurvey', about).thenRefused('ALREADY_ISSUED', 'data.wave');
});

test('either side answers what it was asked, also of a wave that began before the record', () => {
  past(issued).when('AnswerSurvey', answer, asTso).thenRecorded();
  past().when('AnswerSurvey', answer, asTso).thenRecorded();
  past()
    .when('AnswerSurvey', { ...answer, direction: 'commissioner->tso' })
    .thenRecorded();
});

test('several of one organisation may answer', () =>
  past(issued, ['SurveyResponseReceived', answer, asTso]).when('AnswerSurvey', answer, asTso).thenRecorded());

test('nobody answers for the other side', () =>
  past(issued).when('AnswerSurvey', answer).thenRefused('OTHER_DIRECTION', 'data.direction'));

test('an answer is of one relationship', () => {
  past(issued)
    .when('AnswerSurvey', answer, { ...asTso, tsos: ['A', 'B'] })
    .thenRefused('NO_RELATIONSHIP', 'tsos');
  past(issued)
    .when('AnswerSurvey', answer, { ...asTso, commissioner: null })
    .thenRefused('NO_RELATIONSHIP', 'tsos');
});

test('an answer says something, of what was asked', () => {
  past(issued)
    .when('AnswerSurvey', { ...answer, items: [null, null] }, asTso)
    .thenRefused('NOTHING_ANSWERED', 'data.items');
  past(issued)
    .when('AnswerSurvey', { ...answer, items: [1, 2, 3] }, asTso)
    .thenRefused('OTHER_ITEMS', 'data.items');
});

test('nor is it answered before it was issued', () =>
  past(issued)
    .when('AnswerSurvey', answer, { ...asTso, occurredOn: '2024-03-03' })
    .thenRefused('BEFORE_ISSUED', 'occurredOn'));

test('every intent and every refusal was met', () => expectCovered(survey));
