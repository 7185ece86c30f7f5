import { expect, test } from '@jest/globals';
import { feedback } from '../../src/feedback/feedback.subject.js';
import { expectCovered, given } from './given.js';

const past = given(feedback);
const scores = [0, 1, 2, 3, 3, 2, 1, 0, 2, 2, 2, 2];
const scorecard = { completedBy: ['C1', 'A'], scores };
const collected = { questionSet: 'after a change, 2', n: 14, summary: 'told too late' };

test('a scorecard is completed, and feedback collected, also from nobody', () => {
  past().when('CompleteTrustScorecard', scorecard).thenRecorded();
  past().when('CollectProcessFeedback', collected).thenRecorded();
  past()
    .when('CollectProcessFeedback', { ...collected, n: 0 })
    .thenRecorded();
});

test('each is there once', () => {
  past(['TrustScorecardCompleted', scorecard])
    .when('CompleteTrustScorecard', scorecard)
    .thenRefused('ALREADY_RECORDED', 'data.feedbackId');
  past(['ProcessFeedbackCollected', collected])
    .when('CollectProcessFeedback', collected)
    .thenRefused('ALREADY_RECORDED', 'data.feedbackId');
});

test.each([
  ['one statement left out', { ...scorecard, scores: scores.slice(1) }],
  ['a score above three', { ...scorecard, scores: [4, ...scores.slice(1)] }],
  ['a score below nought', { ...scorecard, scores: [-1, ...scores.slice(1)] }],
  ['half a score', { ...scorecard, scores: [1.5, ...scores.slice(1)] }],
  ['nobody who filled it in', { ...scorecard, completedBy: [] }],
])('a scorecard with %s is none', (_, data) =>
  expect(feedback.events['TrustScorecardCompleted']?.data.safeParse({ feedbackId: 'X1', ...data }).success).toBe(false),
);

test('every intent and every refusal was met', () => expectCovered(feedback));
