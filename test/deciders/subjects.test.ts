import { expect, test } from '@jest/globals';
import { commitmentCommands } from '../../src/commitment/commitment.commands.js';
import { correctionCommands } from '../../src/correction/correction.commands.js';
import { COMMISSIONER_SIDE, TSO_SIDE } from '../../src/kernel/command.js';
import { meeting } from '../../src/meeting/meeting.subject.js';
import { requestCommands } from '../../src/request/request.commands.js';
import { catalogue, intentOf, intents, subjectOf, subjects, vocabularyOf } from '../../src/subjects.js';

const part = { events: meeting.events, commands: meeting.commands, subject: meeting };
const { ScheduleMeeting, ...others } = meeting.commands;

test('every event type has one intent, and every intent one event type', () => {
  expect(intents.size).toBe(Object.keys(catalogue).length);
  for (const type of Object.keys(catalogue)) expect(intents.get(intentOf(type)?.name ?? '')?.becomes).toBe(type);
});

test('an event type leads to its subject, a remark to none, nonsense to nothing', () => {
  expect(subjectOf('FeedbackPublished')?.name).toBe('consultation');
  expect(subjectOf('EventCorrected')).toBeUndefined();
  expect(intentOf('EventCorrected')).toMatchObject({ name: 'CorrectEvent', subject: null });
  expect(subjectOf('constructor')).toBeUndefined();
  expect(catalogue['constructor']).toBeUndefined();
});

test.each([
  ['an event type in two subjects', [part, part], 'event type MeetingScheduled'],
  ['an intent in two subjects', [part, { ...part, events: {} }], 'intent ScheduleMeeting'],
  ['an event type nobody can record', [{ ...part, commands: others }], 'no intent becomes MeetingScheduled'],
  [
    'two ways to one event',
    [{ ...part, commands: { ...part.commands, Meet: ScheduleMeeting! } }],
    'two intents become',
  ],
  ['an intent that becomes what is not there', [{ ...part, events: {} }], 'which its subject has not'],
])('%s stops the start', (_, parts, message) => expect(() => vocabularyOf(parts)).toThrow(message));

test('what an officer may not say', () =>
  expect([...intents.values()].filter(({ roles }) => !roles.includes('officer')).map(({ name }) => name)).toEqual([
    'ClassifyOrganisation',
    'MergeOrganisation',
    'AdoptFramework',
    'ReviseFramework',
    'LapseFramework',
    'SignFramework',
    'WithdrawFromFramework',
    'AppointCompactLead',
    'AppointChampion',
    'StandDownChampion',
    'AdoptActionPlan',
    'CompleteAction',
    'HoldAnnualReview',
    'PublishAnnualStatement',
    'SubmitRepresentation',
    'SubmitImpactAdvice',
    'ContributeToReview',
    'ProvideUserFeedback',
    'RecordAdverseStatement',
    'PromoteConsultation',
    'SubmitConsultationResponse',
    'ReportCircumstanceChange',
    'FileExitPlan',
    'StateNoPaymentReceived',
    'ConfirmNoticeReceipt',
    'StateNoNoticeReceived',
    'RaiseConcernInformally',
    'RaiseDispute',
    'StateDisputeUnanswered',
    'CompleteTrustScorecard',
    'CollectProcessFeedback',
  ]));

test('what a TSO may say besides', () =>
  expect(
    [...intents.values()].filter(({ roles }) => roles.includes('tso') && roles !== TSO_SIDE).map(({ name }) => name),
  ).toEqual([
    'NoteGoodPractice',
    'ProposeOption',
    ...['RecordCorrespondence', 'PublishTransitionPlan', 'CompletePostChangeReview'],
    'ScheduleMeeting',
    'RecordMeeting',
    'CancelMeeting',
    'PublishMinutes',
    'RecordDecisionQuashed',
    'AgreeMonitoringTerms',
    'AgreeRiskAllocation',
    'AgreeImprovementTimetable',
    'ReviewImprovement',
    'SubmitMonitoringReport',
    'ReportCircumstanceChange',
    'FileExitPlan',
    'SettleInvoiceDispute',
    'StateNoPaymentReceived',
    'ConfirmNoticeReceipt',
    'StateNoNoticeReceived',
    'RecordFundingChangeEffect',
    'RecordServiceEnd',
    'MakePublicAnnouncement',
    ...['EscalateDispute', 'ExtendDisputeClock', 'RecordMediation', 'IssuePanelFinding', 'ResolveDispute'],
    ...['OfferRemedy', 'AcceptRemedy', 'RefuseRemedy', 'CompleteRemedy'],
    ...['RecordOmbudsmanComplaint', 'RecordOmbudsmanDecision', 'RecordJudicialReview'],
    ...['RecordPermissionGranted', 'RecordPermissionRefused', 'RecordJudgment'],
    ...Object.keys(commitmentCommands),
    ...Object.keys(requestCommands),
    ...['IssueSurvey', 'AnswerSurvey', 'ExcuseObligation'],
    ...Object.keys(correctionCommands),
  ]));

test('an umbrella body registers organisations; a single TSO does not', () =>
  expect(intents.get('RegisterTso')?.roles).toEqual([...COMMISSIONER_SIDE, 'infrastructure-body']));

test('a subject reads its key from the field it names; only a matter is known by its envelope', () => {
  for (const { key, keyField, name } of subjects) {
    const field = keyField.split('.').at(-1) ?? '';
    expect(key({ data: { [field]: 'X1' }, matter: null })).toBe(name === 'matter' ? undefined : 'X1');
    expect(key({ data: {}, matter: 'M1' })).toBe(name === 'matter' ? 'M1' : undefined);
  }
});
