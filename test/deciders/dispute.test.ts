import { describe, test } from '@jest/globals';
import { dispute } from '../../src/dispute/dispute.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(dispute);
const on = (occurredOn: string | null) => ({ occurredOn });
const byTso = { by: 'tso' } as const;
const facts = { facts: 'The cut came without notice.' };
const raised: Telling = ['DisputeRaised', facts, { ...on('2024-03-04'), ...byTso }];
const escalated = (stage: number, day: string): Telling => [
  'DisputeEscalated',
  { stage, to: 'compact group' },
  on(day),
];
const resolved = (outcome: string, day: string | null): Telling => ['DisputeResolved', { outcome }, on(day)];

/** Intents that take the procedure on, with the least they say. */
const PROCEDURE: readonly [string, object][] = [
  ['AcknowledgeDispute', {}],
  ['RespondToDispute', {}],
  ['StateDisputeUnanswered', {}],
  ['EscalateDispute', { stage: 2, to: 'body' }],
  ['ExtendDisputeClock', { dueOn: '2024-05-01', agreed: true }],
  ['RecordMediation', {}],
  ['IssuePanelFinding', { finding: 'The notice was short.' }],
  ['ResolveDispute', { outcome: 'upheld' }],
];

/** Intents that may begin an outside record: nothing has to come before them. */
const ANYWHERE: readonly [string, object][] = [
  ['AcknowledgeBreach', {}],
  ['DenyBreach', {}],
  ['IssueApology', {}],
  ['OfferRemedy', { what: 'A payment', amount: 5_000 }],
  ['CompleteRemedy', {}],
  ['PublishLessons', { text: 'Tell them early.' }],
  ['RecordOmbudsmanComplaint', { ombudsman: 'Local Government Ombudsman' }],
  ['RecordOmbudsmanDecision', { result: 'fault', injustice: false }],
  ['RecordJudicialReview', {}],
  ['RecordPermissionGranted', {}],
  ['RecordJudgment', { result: 'claim dismissed' }],
];

describe('raising', () => {
  test('a concern, then a dispute', () => {
    const concern = { concern: 'No word for nine months.', onBehalf: true };
    past().when('RaiseConcernInformally', concern).thenRecorded();
    past(['ConcernRaisedInformally', concern]).when('RaiseDispute', facts, byTso).thenRecorded();
  });

  test('a dispute is raised once', () =>
    past(raised).when('RaiseDispute', facts).thenRefused('ALREADY_RAISED', 'data.disputeId'));

  test('somebody is named who could answer', () =>
    past().when('RaiseDispute', facts, { commissioner: null }).thenRefused('NO_COMMISSIONER', 'commissioner'));

  test('a concern on behalf of others does not name them', () => {
    const concern = { concern: 'They fear for their grant.' };
    const two = { tsos: ['CVS', 'A'] };
    past()
      .when('RaiseConcernInformally', { ...concern, onBehalf: true }, two)
      .thenRefused('NAMES_OTHERS', 'tsos');
    past().when('RaiseConcernInformally', concern, two).thenRecorded();
  });
});

describe('the procedure', () => {
  test.each(PROCEDURE)('%s: after the dispute, or where the record begins', (intent, data) => {
    past(raised).when(intent, data, on('2024-03-04')).thenRecorded();
    past().when(intent, data).thenRecorded();
  });

  test.each(PROCEDURE)('%s: not before it was raised', (intent, data) => {
    past(raised).when(intent, data, on('2024-03-03')).thenRefused('BEFORE_RAISED', 'occurredOn');
    past(raised).when(intent, data, on('2024-03')).thenRecorded();
  });

  test.each([...PROCEDURE, ['RaiseConcernInformally', { concern: 'Again.' }] as const])(
    '%s: not after it was withdrawn, but what came before is told late',
    (intent, data) => {
      const withdrawn = [raised, resolved('withdrawn', '2024-04-01')];
      past(...withdrawn)
        .when(intent, data, on('2024-04-02'))
        .thenRefused('WITHDRAWN', 'occurredOn');
      if (intent !== 'ResolveDispute')
        past(...withdrawn)
          .when(intent, data, on('2024-03-20'))
          .thenRecorded();
    },
  );

  test('it is taken to a higher stage only, as of the day', () => {
    const escalate = (stage: number, day: string | null, ...more: Telling[]) =>
      past(raised, ...more).when('EscalateDispute', { stage, to: 'mediator' }, on(day));
    escalate(1, '2024-04-01').thenRefused('NOT_HIGHER', 'data.stage');
    escalate(2, '2024-05-01', escalated(3, '2024-04-01')).thenRefused('NOT_HIGHER', 'data.stage');
    escalate(2, null, escalated(3, '2024-04-01')).thenRefused('NOT_HIGHER', 'data.stage');
    // recorded late, it happened before
    escalate(2, '2024-03-20', escalated(3, '2024-04-01')).thenRecorded();
    escalate(3, '2024-03-20', escalated(3, '2024-04-01')).thenRefused('NOT_HIGHER', 'data.stage');
    escalate(3, '2024-05-01', escalated(2, '2024-04-01')).thenRecorded();
  });

  test('a stage is resolved once, and what is taken further is resolved anew', () => {
    const first = [raised, resolved('not upheld', '2024-04-01')];
    const again = (...more: Telling[]) =>
      past(...first, ...more).when('ResolveDispute', { outcome: 'upheld' }, on('2024-06-01'));
    again().thenRefused('ALREADY_RESOLVED', 'data.disputeId');
    again(escalated(2, '2024-05-01')).thenRecorded();
    again(escalated(2, '2024-04-01')).thenRecorded();
    again(escalated(2, '2024-05-01'), resolved('partly', '2024-05-20')).thenRefused(
      'ALREADY_RESOLVED',
      'data.disputeId',
    );
    past(raised, escalated(2, '2024-05-01'), resolved('upheld', '2024-06-01'))
      .when('ResolveDispute', { outcome: 'not upheld' }, on('2024-04-01'))
      .thenRecorded();
  });

  test('an escalation recorded late leaves room for the resolution of the stage before it', () =>
    past(raised, resolved('upheld', '2024-08-01'), escalated(2, '2024-06-01'))
      .when('ResolveDispute', { outcome: 'not upheld' }, on('2024-05-01'))
      .thenRecorded());

  test('what was withdrawn on no known day is not resolved either', () =>
    past(raised, resolved('withdrawn', null))
      .when('ResolveDispute', { outcome: 'upheld' })
      .thenRefused('ALREADY_RESOLVED', 'data.disputeId'));

  test.each(['upheld', 'partly', 'not upheld'])('who raised it does not find it %s', (outcome) =>
    past(raised).when('ResolveDispute', { outcome }, byTso).thenRefused('NOT_FOR_ONE_SIDE', 'data.outcome'),
  );

  test.each(['settled', 'withdrawn'])('who raised it may say it was %s', (outcome) =>
    past(raised).when('ResolveDispute', { outcome }, byTso).thenRecorded(),
  );

  test('an extension is to a later day; each stage has its own', () => {
    const extension: Telling = ['DisputeClockExtended', { dueOn: '2024-05-01', agreed: true }, on('2024-03-20')];
    const extend = (...more: Telling[]) =>
      past(raised, extension, ...more).when(
        'ExtendDisputeClock',
        { dueOn: '2024-05-01', agreed: true },
        on('2024-04-20'),
      );
    extend().thenRefused('NOT_LATER', 'data.dueOn');
    extend(escalated(2, '2024-04-10')).thenRecorded();
  });
});

describe('remedies, ombudsmen and courts', () => {
  test.each(ANYWHERE)('%s: an outside record may begin with it', (intent, data) =>
    past().when(intent, data).thenRecorded(),
  );

  test('a remedy is accepted or refused, once for each offer', () => {
    const offered: Telling = ['RemedyOffered', { what: 'A payment' }];
    past(offered).when('AcceptRemedy').thenRecorded();
    past(offered).when('RefuseRemedy', { reason: 'Too little.' }).thenRecorded();
    past(offered, ['RemedyRefused']).when('AcceptRemedy').thenRefused('ALREADY_ANSWERED', 'data.remedyId');
    past(offered, ['RemedyRefused'], offered).when('AcceptRemedy').thenRecorded();
    past(offered, ['RemedyRefused']).when('AcceptRemedy', { remedyId: 'r2' }).thenRecorded();
  });

  test('a remedy is completed once, and not after it was refused', () => {
    past(['RemedyCompleted']).when('CompleteRemedy').thenRefused('ALREADY_COMPLETED', 'data.remedyId');
    past(['RemedyRefused']).when('CompleteRemedy').thenRefused('REMEDY_REFUSED', 'occurredOn');
    past(['RemedyAccepted']).when('CompleteRemedy').thenRecorded();
  });

  test('an ombudsman decides a complaint once, after it was made', () => {
    const made: Telling = ['OmbudsmanComplaintMade', { ombudsman: 'LGO' }, on('2024-03-04')];
    const decided: Telling = ['OmbudsmanDecided', { result: 'fault' }, on('2024-06-03')];
    const decide = (...before: Telling[]) => past(...before);
    const result = { result: 'no fault' };
    decide(made)
      .when('RecordOmbudsmanDecision', result, on('2024-03-03'))
      .thenRefused('BEFORE_COMPLAINT', 'occurredOn');
    decide(made, decided).when('RecordOmbudsmanDecision', result).thenRefused('ALREADY_DECIDED', 'data.disputeId');
    decide(made, decided, made).when('RecordOmbudsmanDecision', result).thenRecorded();
  });

  test('there is no injustice without fault', () =>
    past()
      .when('RecordOmbudsmanDecision', { result: 'no fault', injustice: true })
      .thenRefused('INJUSTICE_WITHOUT_FAULT', 'data.injustice'));

  test.each([
    ['RecordPermissionGranted', {}],
    ['RecordPermissionRefused', {}],
    ['RecordJudgment', { result: 'claim allowed' }],
  ])('%s: not before the claim', (intent, data) =>
    past(['JudicialReviewIssued', {}, on('2024-03-04')])
      .when(intent, data, on('2024-03-03'))
      .thenRefused('BEFORE_CLAIM', 'occurredOn'),
  );

  test('permission refused may be granted at a hearing, not the other way round', () => {
    const granted: Telling = ['PermissionGranted', {}, on('2024-05-01')];
    past(['PermissionRefused']).when('RecordPermissionGranted').thenRecorded();
    past(granted).when('RecordPermissionRefused', {}, on('2024-04-01')).thenRecorded();
    past(granted)
      .when('RecordPermissionRefused', {}, on('2024-06-01'))
      .thenRefused('PERMISSION_GRANTED', 'data.disputeId');
    past(granted).when('RecordPermissionGranted').thenRefused('PERMISSION_GRANTED', 'data.disputeId');
  });
});

test('every intent and every refusal was met', () => expectCovered(dispute));
