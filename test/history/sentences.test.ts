import { describe, expect, test } from '@jest/globals';
import { trailOf } from '../../src/audit/trail.js';
import { sentenceOf } from '../../src/history/sentences.js';
import { told } from '../compliance/facts.js';

const named = (id: string): string => ({ C1: 'Anyshire Council', A: 'Advice' })[id] ?? id;
const says = (type: string, data: object): string => sentenceOf(told(type, '2024-03-04', data), named);

describe('what is said in one sentence:', () => {
  test.each([
    ['ConsultationPaused', { consultationId: 'K1', reason: 'an election' }, 'Consultation paused: an election'],
    ['ConsultationResumed', { consultationId: 'K1' }, 'Consultation resumed'],
    [
      'CorrespondenceSent',
      { from: 'A', to: ['C1'], medium: 'letter', subject: 'the budget', receivedOn: '2024-03-05' },
      'Correspondence from Advice to Anyshire Council by letter, received 5 March 2024: the budget',
    ],
    ['CorrespondenceSent', { subject: 'the budget' }, 'Correspondence: the budget'],
    [
      'FundingRouteConsidered',
      { options: ['grant', 'contract'], reason: 'small sums' },
      'Ways of funding considered: grant, contract: small sums',
    ],
    ['FundingRouteChosen', { route: 'grant' }, 'Way of funding chosen: grant'],
    [
      'ApplicationRoundOpened',
      { roundId: 'R1', title: 'Small grants', closesOn: '2024-06-28', decisionDueOn: '2024-08' },
      'Round of applications opened: Small grants, to close on 28 June 2024, to be decided by August 2024',
    ],
    ['ApplicationRoundClosed', { roundId: 'R1', applications: 40 }, 'Round of applications closed with 40 received'],
    [
      'ApplicationReceived',
      { applicationId: 'B1', from: 'A', amount: 9000, title: 'Advice in Oaktown' },
      'Application received from Advice for £9,000: Advice in Oaktown',
    ],
    ['ApplicationAssessed', { applicationId: 'B1', score: 31, outOf: 50 }, 'Application assessed, score 31 of 50'],
    ['ApplicationRefused', { applicationId: 'B1', reason: 'too few' }, 'Application refused: too few'],
    [
      'MonitoringReportFeedbackGiven',
      { agreementId: 'G1', reportId: 'Q1', feedback: 'clear' },
      'Feedback on monitoring report Q1: clear',
    ],
    [
      'DecisionScheduled',
      { decisionId: 'D1', plannedFor: '2024-06-04', title: 'Advice services' },
      'Decision planned for 4 June 2024: Advice services',
    ],
    ['DecisionRecordPublished', { decisionId: 'D1' }, 'Record of the decision published, without reasons'],
    [
      'DecisionRecordPublished',
      { decisionId: 'D1', reasons: 'no money' },
      'Record of the decision published: no money',
    ],
    ['RiskAssessmentCompleted', { decisionId: 'D1' }, 'Assessment of risks completed'],
    [
      'OptionsAppraisalCompleted',
      { decisionId: 'D1', options: ['keep', 'share'] },
      'Appraisal of options completed, of keep, share',
    ],
    ['TransitionPlanPublished', { summary: 'users move' }, 'Plan for the transition published: users move'],
    ['TransitionGrantAwarded', { to: 'A', amount: 5000 }, 'Grant for the transition awarded to Advice: £5,000'],
    ['ServiceEnded', { changeId: 'X1' }, 'Service ended'],
    ['PostChangeReviewCompleted', {}, 'Review after the change completed'],
    ['DecommissioningPlanPublished', { summary: 'three steps' }, 'Plan for ending the service published: three steps'],
    [
      'DatasetPublished',
      { publicationId: 'P1', title: 'Grants', periodFrom: '2023-04-01', periodTo: '2024-03-31' },
      'Data published for 1 April 2023 to 31 March 2024: Grants',
    ],
    ['CompactPagePublished', { publicationId: 'P2' }, 'Page about the Compact published'],
    [
      'TrustScorecardCompleted',
      { feedbackId: 'S1', completedBy: ['C1', 'A'], scores: [0, 1, 2, 3, 3, 2, 1, 0, 2, 2, 2, 2] },
      'Scorecard of trust completed by Anyshire Council, Advice: 20 of 36',
    ],
    [
      'ProcessFeedbackCollected',
      { feedbackId: 'S2', questionSet: 'after, 2', n: 14, summary: 'told too late' },
      'Feedback on the process collected from 14: told too late',
    ],
  ])('%s', (type, data, sentence) => expect(says(type, data)).toBe(sentence));
});

test('correspondence has its place in the decision trail, with what was known of it', () => {
  const letter = told('CorrespondenceSent', '2024-03-01', { from: 'A', to: ['C1'], subject: 'the budget' });
  const decided = told('DecisionTaken', '2024-03-04', { decisionId: 'D1', effect: 'reduce' });
  const trail = trailOf('M1', [decided, letter], { knownAt: null, position: '9' }, named);
  expect(trail.entries.map(({ sentence }) => sentence)[0]).toBe(
    'Correspondence from Advice to Anyshire Council: the budget',
  );
  expect(trail.decisions[0]?.knowledge).toMatchObject([{ knowledge: 'ON_RECORD' }]);
});
