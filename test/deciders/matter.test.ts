import { test } from '@jest/globals';
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

test('every intent and every refusal was met', () => expectCovered(matter));
