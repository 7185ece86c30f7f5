import { describe, test } from '@jest/globals';
import { matter } from '../../src/matter/matter.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(matter);
const opened: Telling = ['MatterOpened', { title: 'Advice services' }, { occurredOn: '2024-03-04' }];
const closed: Telling = ['MatterClosed', { reason: 'done' }, { occurredOn: '2024-09-30' }];

const DIALOGUE: readonly [string, object][] = [
  ['IdentifyStakeholders', { groups: ['Roma'] }],
  ['AgreeAllocationPrinciples', { principles: ['need first'] }],
  ['ConveneSubGroup', { name: 'Savings', purpose: 'options', members: ['C1', 'A'] }],
  ['ConveneFundingPanel', { name: 'Panel', purpose: 'awards', members: ['C1', 'A'] }],
  ['PublishApplicationProcess', { summary: 'two stages' }],
  ['ConsiderFundingRoute', { options: ['grant', 'contract'], reason: 'small sums' }],
  ['ChooseFundingRoute', { route: 'grant', options: ['grant', 'contract'] }],
  ['OpenApplicationRound', { roundId: 'R1', criteria: ['need'], opensOn: '2024-04-01', closesOn: '2024-06-28' }],
  ['RecordCorrespondence', { from: 'A', to: ['C1'], medium: 'letter', subject: 'the budget' }],
  ['PublishDecommissioningPlan', { url: 'https://council.example/plan' }],
  ['PublishTransitionPlan', { changeId: 'X1', summary: 'users move in June' }],
  ['AwardTransitionGrant', { changeId: 'X1', to: 'A', amount: 5000 }],
  ['CompletePostChangeReview', { summary: 'three users have no service' }],
  ['DiscussFundingPressure', { summary: 'ten per cent less' }],
  ['InviteResponse', { dueOn: '2024-04-01' }],
  ['SubmitRepresentation', { summary: 'the only service of its kind' }],
  ['ConsiderResponse', { summary: 'kept for a year' }],
  ['SubmitImpactAdvice', { summary: 'sixty people would have nobody', evidenceSource: 'our own count' }],
  ['ContributeToReview', { summary: 'what works' }],
  ['ProvideUserFeedback', { summary: 'what users say' }],
  ['RecordAdverseStatement', { url: 'https://advice.example/against' }],
  ['InviteOptions', { dueOn: '2024-04-01' }],
  ['ProposeOption', { optionId: 'O1', summary: 'share a building' }],
  ['ConsiderOption', { optionId: 'O1', outcome: 'taken up' }],
  ['ShareInformation', { what: 'costs by service', with: ['A'] }],
];

test('a matter is opened', () => past().when('OpenMatter', { title: 'Advice services' }).thenRecorded());

test('it is not opened while it is open', () =>
  past(opened).when('OpenMatter', { title: 'Advice services' }).thenRefused('ALREADY_OPEN', 'matter'));

test('it is opened again when it was closed', () =>
  past(opened, closed).when('OpenMatter', { title: 'Advice services' }, { occurredOn: '2025-01-06' }).thenRecorded());

test('it is closed', () =>
  past(opened).when('CloseMatter', { reason: 'done' }, { occurredOn: '2024-09-30' }).thenRecorded());

test('it is not closed before it was opened', () =>
  past(opened)
    .when('CloseMatter', { reason: 'done' }, { occurredOn: '2024-03-03' })
    .thenRefused('CLOSED_BEFORE_OPENED', 'occurredOn'));

test('it is closed once', () =>
  past(opened, closed).when('CloseMatter', { reason: 'done' }).thenRefused('ALREADY_CLOSED', 'matter'));

test('what was never opened is not closed', () =>
  past(['ResponseInvited']).when('CloseMatter', { reason: 'done' }).thenRefused('NOT_OPENED', 'matter'));

test.each(DIALOGUE)('%s: the dialogue is taken with or without a file, and when it is closed', (intent, data) => {
  past().when(intent, data).thenRecorded();
  past(opened).when(intent, data).thenRecorded();
  past(opened, closed).when(intent, data, { occurredOn: '2024-10-07' }).thenRecorded();
});

describe('a round of applications', () => {
  const round: Telling = ['ApplicationRoundOpened', { roundId: 'R1', opensOn: '2024-04-01', closesOn: '2024-06-28' }];
  const over: Telling = ['ApplicationRoundClosed', { roundId: 'R1' }, { occurredOn: '2024-06-28' }];
  const close = (roundId: string, occurredOn: string) =>
    ['CloseApplicationRound', { roundId }, { occurredOn }] as const;

  test('closes, with how many there were', () =>
    past(round)
      .when('CloseApplicationRound', { roundId: 'R1', applications: 40 }, { occurredOn: '2024-06-28' })
      .thenRecorded());

  test('opens once; another has an id of its own', () => {
    past(round).when('OpenApplicationRound', { roundId: 'R1' }).thenRefused('ROUND_ALREADY_OPENED', 'data.roundId');
    past(round, over)
      .when('OpenApplicationRound', { roundId: 'R1' })
      .thenRefused('ROUND_ALREADY_OPENED', 'data.roundId');
    past(round).when('OpenApplicationRound', { roundId: 'R2' }).thenRecorded();
  });

  test('does not close, and is not decided, before it opens', () => {
    const open = { roundId: 'R1', opensOn: '2024-04-01' };
    past()
      .when('OpenApplicationRound', { ...open, closesOn: '2024-03-31' })
      .thenRefused('CLOSES_BEFORE_OPENS', 'data.closesOn');
    past()
      .when('OpenApplicationRound', { ...open, decisionDueOn: '2024-03' })
      .thenRefused('DECIDED_BEFORE_OPENS', 'data.decisionDueOn');
    past()
      .when('OpenApplicationRound', { ...open, closesOn: '2024-04-01', decisionDueOn: '2024-04-01' })
      .thenRecorded();
  });

  test('closes once, and only when it was opened', () => {
    past(round, over)
      .when(...close('R1', '2024-07-01'))
      .thenRefused('ROUND_ALREADY_CLOSED', 'data.roundId');
    past(round)
      .when(...close('R2', '2024-07-01'))
      .thenRefused('ROUND_NOT_OPENED', 'data.roundId');
    past(round)
      .when(...close('R1', '2024-03-31'))
      .thenRefused('ROUND_CLOSED_BEFORE_OPENED', 'occurredOn');
    past(round)
      .when(...close('R1', '2024-04-01'))
      .thenRecorded();
  });
});

test('a letter does not come before it was sent', () => {
  const letter = (receivedOn: string, sentOn?: string) => ({ subject: 'the budget', receivedOn, sentOn });
  past().when('RecordCorrespondence', letter('2024-03-04')).thenRecorded();
  past().when('RecordCorrespondence', letter('2024-03-03')).thenRefused('RECEIVED_BEFORE_SENT', 'data.receivedOn');
  past().when('RecordCorrespondence', letter('2024-03-03', '2024-03-01')).thenRecorded();
});

test('every intent and every refusal was met', () => expectCovered(matter));
