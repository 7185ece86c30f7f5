import { test } from '@jest/globals';
import { agreement } from '../../src/agreement/agreement.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(agreement);
const terms = { startsOn: '2024-04-01', endsOn: '2025-03-31', amount: 40_000 };
const made: Telling = ['GrantAwarded', terms, { occurredOn: '2024-03-04' }];
const ended: Telling = ['AgreementEnded', {}, { occurredOn: '2024-12-31' }];
const AWARDS = ['AwardGrant', 'AwardContract', 'MakeFundingAgreement'];
const MOVES: readonly [string, object][] = [
  ['VaryAgreement', { reason: 'more sites' }],
  ['ExtendAgreement', {}],
  ['RenewAgreement', {}],
];

test.each(AWARDS)('%s: an agreement is made', (intent) => past().when(intent, terms).thenRecorded());

test.each(AWARDS)('%s: an agreement with next to nothing on record is made', (intent) =>
  past().when(intent, {}, { occurredOn: null }).thenRecorded(),
);

test.each(AWARDS)('%s: it is made once', (intent) =>
  past(made).when(intent, terms).thenRefused('ALREADY_MADE', 'data.agreementId'),
);

test.each(AWARDS)('%s: it does not end before it starts', (intent) =>
  past().when(intent, { startsOn: '2024-04-01', endsOn: '2024-03' }).thenRefused('ENDS_BEFORE_START', 'data.endsOn'),
);

test.each(MOVES)('%s: to a later day', (intent, data) =>
  past(made)
    .when(intent, { ...data, endsOn: '2026-03-31' })
    .thenRecorded(),
);

test.each(MOVES)('%s: only what was made', (intent, data) =>
  past()
    .when(intent, { ...data, endsOn: '2026-03-31' })
    .thenRefused('NOT_MADE', 'data.agreementId'),
);

test.each(MOVES)('%s: not to before its start', (intent, data) =>
  past(['GrantAwarded', { startsOn: '2024-04-01' }])
    .when(intent, { ...data, endsOn: '2024-03-31' })
    .thenRefused('ENDS_BEFORE_START', 'data.endsOn'),
);

test.each(MOVES.slice(1))('%s: not to the day on which it ends anyway', (intent, data) =>
  past(made)
    .when(intent, { ...data, endsOn: '2025-03-31' })
    .thenRefused('NOT_LATER', 'data.endsOn'),
);

test('what was extended is extended from there', () =>
  past(made, ['AgreementExtended', { endsOn: '2026-03-31' }, { occurredOn: '2024-06-01' }])
    .when('ExtendAgreement', { endsOn: '2025-12-31' }, { occurredOn: '2024-07-01' })
    .thenRefused('NOT_LATER', 'data.endsOn'));

test('a variation may make it shorter', () =>
  past(made).when('VaryAgreement', { reason: 'cut', endsOn: '2024-12-31' }).thenRecorded());

test('what was shortened is extended from there', () =>
  past(made, ['AgreementVaried', { reason: 'cut', endsOn: '2024-12-31' }, { occurredOn: '2024-06-01' }])
    .when('ExtendAgreement', { endsOn: '2025-01-31' }, { occurredOn: '2024-07-01' })
    .thenRecorded());

test('a variation of something else leaves its end', () =>
  past(made, ['AgreementVaried', { reason: 'more sites' }, { occurredOn: '2024-06-01' }])
    .when('ExtendAgreement', { endsOn: '2025-03-31' }, { occurredOn: '2024-07-01' })
    .thenRefused('NOT_LATER', 'data.endsOn'));

test.each(MOVES.slice(0, 2))('%s: not when it has ended', (intent, data) =>
  past(made, ended)
    .when(intent, { ...data, endsOn: '2026-03-31' }, { occurredOn: '2024-12-31' })
    .thenRefused('ENDED', 'occurredOn'),
);

test('an extension before the end may be recorded after it', () =>
  past(made, ended).when('ExtendAgreement', { endsOn: '2026-03-31' }, { occurredOn: '2024-12-30' }).thenRecorded());

test('what has ended is renewed, and ends again', () => {
  const renewal = { endsOn: '2026-03-31' };
  past(made, ended).when('RenewAgreement', renewal, { occurredOn: '2025-02-01' }).thenRecorded();
  past(made, ended, ['AgreementRenewed', renewal, { occurredOn: '2025-02-01' }])
    .when('EndAgreement', {}, { occurredOn: '2026-03-31' })
    .thenRecorded();
});

test('it ends, also before its first day', () =>
  past(made).when('EndAgreement', {}, { occurredOn: '2024-03-20' }).thenRecorded());

test('what was not made does not end', () => past().when('EndAgreement').thenRefused('NOT_MADE', 'data.agreementId'));

test('it ends once', () => past(made, ended).when('EndAgreement').thenRefused('ALREADY_ENDED', 'data.agreementId'));

const BEFORE_IT_IS_MADE: readonly [string, object][] = [
  ['AgreeMonitoringTerms', { requirements: [{ what: 'visits made', purpose: 'to plan the next year' }] }],
  ['AgreeMonitoringTerms', { requirements: [] }],
  ['AgreeRiskAllocation', {}],
  ['DecidePaymentModel', { inAdvance: true, reason: 'no reserves' }],
];
const WHILE_IT_RUNS: readonly [string, object][] = [
  ['RaisePerformanceConcern', { concern: 'visits missed' }],
  ['AgreeImprovementTimetable', { endsOn: '2024-06-30', actions: ['weekly figures'] }],
  ['ReviewImprovement', { outcome: 'visits made' }],
  ['RequestMonitoringReport', { reportId: 'Q1', dueOn: '2024-07-31' }],
  ['ReportCircumstanceChange', { what: 'a new chair' }],
  ['FileExitPlan', {}],
];

test.each(BEFORE_IT_IS_MADE)('%s: before it is made, and after', (intent, data) => {
  past().when(intent, data).thenRecorded();
  past(made).when(intent, data).thenRecorded();
});

test.each(WHILE_IT_RUNS)('%s: also where its making is not on record', (intent, data) => {
  past(made).when(intent, data).thenRecorded();
  past().when(intent, data, { occurredOn: null }).thenRecorded();
});

test('what was agreed before it was made leaves it to be made', () =>
  past(['MonitoringTermsAgreed', { requirements: [] }])
    .when('AwardGrant', terms)
    .thenRecorded());

test('a timetable of improvement does not end before it is agreed', () => {
  const timetable = (endsOn: string) => past(made).when('AgreeImprovementTimetable', { endsOn });
  timetable('2024-03-03').thenRefused('ENDS_BEFORE_AGREED', 'data.endsOn');
  timetable('2024-03').thenRecorded();
});

const submitted: Telling = ['MonitoringReportSubmitted', { reportId: 'Q1' }, { occurredOn: '2024-07-20' }];

test('a report is submitted once, whether it was asked for or not', () => {
  past(made).when('SubmitMonitoringReport', { reportId: 'Q1' }).thenRecorded();
  past(submitted).when('SubmitMonitoringReport', { reportId: 'constructor' }).thenRecorded();
  past(submitted).when('SubmitMonitoringReport', { reportId: 'Q1' }).thenRefused('ALREADY_SUBMITTED', 'data.reportId');
});

test('only a report that was submitted is acknowledged, and not before', () => {
  const acknowledge = (on: string, ...facts: Telling[]) =>
    past(...facts).when('AcknowledgeMonitoringReport', { reportId: 'Q1' }, { occurredOn: on });
  acknowledge('2024-07-20', submitted).thenRecorded();
  acknowledge('2024-07-19', submitted).thenRefused('ACKNOWLEDGED_BEFORE', 'occurredOn');
  acknowledge('2024-07-20', made).thenRefused('NOT_SUBMITTED', 'data.reportId');
});

test('feedback is given on a report that was submitted, more than once, and not before', () => {
  const give = (on: string, ...facts: Telling[]) =>
    past(...facts).when('GiveMonitoringReportFeedback', { reportId: 'Q1', feedback: 'clear' }, { occurredOn: on });
  give('2024-07-20', submitted).thenRecorded();
  give('2024-09-01', submitted, [
    'MonitoringReportFeedbackGiven',
    { reportId: 'Q1', feedback: 'clear' },
    { occurredOn: '2024-08-01' },
  ]).thenRecorded();
  give('2024-07-19', submitted).thenRefused('FEEDBACK_BEFORE', 'occurredOn');
  give('2024-07-20', made).thenRefused('NOT_SUBMITTED', 'data.reportId');
});

test('every intent and every refusal was met', () => expectCovered(agreement));
