import { expect, test } from '@jest/globals';
import { feedback } from '../../src/feedback/feedback.subject.js';
import { expectCovered, given } from './given.js';

const past = given(feedback);
const scores = [0, 1, 2, 3, 3, 2, 1, 0, 2, 2, 2, 2];
const scorecard = { completedBy: ['C1', 'A'], scores };
const collected = { questionSet: 'after a change, 2', n: 14, summary: 'told too late' };

test('a scorecard is completed, by both sides, by one or by several of the sector together', () => {
  const theirs = { by: 'infrastructure-body', visibility: 'confidential' } as const;
  past().when('CompleteTrustScorecard', scorecard).thenRecorded();
  past()
    .when('CompleteTrustScorecard', { scores, completedBy: ['C1'] }, { visibility: 'restricted' })
    .thenRecorded();
  past()
    .when('CompleteTrustScorecard', { scores, completedBy: ['A'] }, theirs)
    .thenRecorded();
  past()
    .when('CompleteTrustScorecard', { scores, completedBy: ['A', 'B'] }, { ...theirs, tsos: ['B', 'A'] })
    .thenRecorded();
});

test('what organisations filled in by themselves is not for the commissioner to record', () =>
  past()
    .when('CompleteTrustScorecard', { scores, completedBy: ['A'] })
    .thenRefused('NOT_THEIRS', 'data.completedBy'));

test.each([
  ['an organisation that had no part in it', ['A', 'B']],
  ['one of two that filled it in', []],
])('a scorecard is not of %s', (_, tsos) =>
  past().when('CompleteTrustScorecard', scorecard, { tsos }).thenRefused('OTHERS_WOULD_SEE', 'tsos'),
);

test('feedback is collected from any number, for who collected it', () => {
  const alone = { by: 'infrastructure-body', visibility: 'confidential' } as const;
  for (const n of [0, 1, 4, 5]) {
    past()
      .when('CollectProcessFeedback', { ...collected, n }, { visibility: 'restricted' })
      .thenRecorded();
    past()
      .when('CollectProcessFeedback', { ...collected, n }, alone)
      .thenRecorded();
  }
});

test('others are told of five answers, and of no fewer', () => {
  const confided = { by: 'infrastructure-body', visibility: 'confidential', tsos: ['A', 'B'] } as const;
  for (const seen of [{ visibility: 'parties' }, { visibility: 'public' }, confided] as const) {
    past()
      .when('CollectProcessFeedback', { ...collected, n: 5 }, seen)
      .thenRecorded();
    past()
      .when('CollectProcessFeedback', { ...collected, n: 4 }, seen)
      .thenRefused('TOO_FEW', 'visibility');
  }
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
