import { describe, test } from '@jest/globals';
import { change } from '../../src/change/change.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(change);
const byTso = (...tsos: string[]) => ({ by: 'tso', tsos }) as const;
const notified: Telling = ['FundingChangeNotified', { sentOn: '2024-03-04' }];
const tookEffect: Telling = ['FundingChangeTookEffect'];
const withdrawn: Telling = ['FundingChangeWithdrawn', { reason: 'quashed' }, { occurredOn: '2024-05-01' }];
const received = (receivedOn: string, ...tsos: string[]): Telling => [
  'NoticeReceiptConfirmed',
  { receivedOn },
  byTso(...tsos),
];

describe('notice', () => {
  test('a change is notified, once for each TSO and again after a judgment', () => {
    past().when('NotifyFundingChange', { sentOn: '2024-03-04', receivedOn: '2024-03-05' }).thenRecorded();
    past(notified)
      .when('NotifyFundingChange', { sentOn: '2024-06-04' }, { tsos: ['B'] })
      .thenRecorded();
    past(notified).when('NotifyFundingChange', { sentOn: '2024-06-04' }).thenRecorded();
  });

  test('a notice two months after the change is late, but it can be', () =>
    past(tookEffect).when('NotifyFundingChange', { effectiveFrom: '2024-01-01' }).thenRecorded());

  test('it is not received before it is sent', () =>
    past()
      .when('NotifyFundingChange', { sentOn: '2024-03-04', receivedOn: '2024-03-03' })
      .thenRefused('RECEIVED_BEFORE_SENT', 'data.receivedOn'));

  test.each([
    ['2024-03-31', '2024-04-01'],
    ['2024-02-29', '2024-03-01'],
    ['2024-03', '2024-04-01'],
    ['2024-03', '2024-03'],
    ['2024-03-31', '2024-04'],
  ])('with %s as last funded day the new terms may begin on %s', (lastFundedDay, effectiveFrom) =>
    past().when('NotifyFundingChange', { lastFundedDay, effectiveFrom }).thenRecorded(),
  );

  test.each([
    ['2024-03-31', '2024-03-31'],
    ['2024-03-31', '2024-04-02'],
    ['2024-03', '2024-04-02'],
    ['2024-03', '2024-03-01'],
    ['2024-03-31', '2024-03'],
    ['2024-03-31', '2024-05'],
  ])('with %s as last funded day they cannot begin on %s', (lastFundedDay, effectiveFrom) =>
    past()
      .when('NotifyFundingChange', { lastFundedDay, effectiveFrom })
      .thenRefused('EFFECT_NOT_NEXT_DAY', 'data.effectiveFrom'),
  );

  test('no notice of what has been withdrawn', () =>
    past(notified, withdrawn)
      .when('NotifyFundingChange', {}, { occurredOn: '2024-05-01' })
      .thenRefused('WITHDRAWN', 'occurredOn'));

  test('a notice before the withdrawal may be recorded after it', () =>
    past(notified, withdrawn).when('NotifyFundingChange', {}, { occurredOn: '2024-04-30' }).thenRecorded());
});

describe('what reached the TSO', () => {
  const confirm = (...tellings: Telling[]) =>
    past(...tellings).when('ConfirmNoticeReceipt', { receivedOn: '2024-03-05' }, byTso('A'));
  const deny = (...tellings: Telling[]) =>
    past(...tellings).when('StateNoNoticeReceived', {}, { ...byTso('A'), occurredOn: '2024-04-01' });

  test('it confirms receipt, also of a notice nobody recorded', () => {
    confirm(notified).thenRecorded();
    confirm().thenRecorded();
  });

  test('each TSO confirms for itself', () => confirm(notified, received('2024-03-08', 'B')).thenRecorded());

  test('it confirms once', () =>
    confirm(notified, received('2024-03-06', 'A')).thenRefused('ALREADY_CONFIRMED', 'data.changeId'));

  test('of a second notice it confirms again', () =>
    confirm(notified, notified, received('2024-03-06', 'A')).thenRecorded());

  test('a statement for many says nothing against the statement of one', () =>
    confirm(notified, received('2024-03-06', 'A', 'B')).thenRecorded());

  test('it did not receive what had not been sent', () =>
    confirm(['FundingChangeNotified', { sentOn: '2024-03-06' }]).thenRefused(
      'RECEIVED_BEFORE_SENT',
      'data.receivedOn',
    ));

  test('one of several notices sent in time is enough', () =>
    confirm(['FundingChangeNotified', { sentOn: '2024-03-06' }], notified).thenRecorded());

  test('a statement for several is held against a notice to any of them', () =>
    past(['FundingChangeNotified', { sentOn: '2024-03-06' }])
      .when('ConfirmNoticeReceipt', { receivedOn: '2024-03-05' }, byTso('A', 'B'))
      .thenRefused('RECEIVED_BEFORE_SENT', 'data.receivedOn'));

  test('a notice to others, or one whose day is not on record, does not count against it', () => {
    confirm(['FundingChangeNotified', { sentOn: '2024-03-06' }, { tsos: ['B'] }]).thenRecorded();
    confirm(['FundingChangeNotified', {}]).thenRecorded();
  });

  test('it states that no notice came', () => deny(notified).thenRecorded());

  test('not after it has confirmed receipt', () =>
    deny(notified, received('2024-03-06', 'A')).thenRefused('CONFIRMED_BEFORE', 'data.changeId'));

  test('what another TSO confirmed does not bind it', () => deny(received('2024-03-06', 'B')).thenRecorded());

  test('what came later does not contradict it', () => deny(received('2024-04-02', 'A')).thenRecorded());

  const denied: Telling = ['NoNoticeReceived', {}, { ...byTso('A'), occurredOn: '2024-03-20' }];
  test('having said that none came, it does not confirm an earlier one', () =>
    confirm(denied).thenRefused('DENIED_BEFORE', 'data.receivedOn'));

  test('but it does confirm a later one', () =>
    past(denied).when('ConfirmNoticeReceipt', { receivedOn: '2024-03-21' }, byTso('A')).thenRecorded());
});

describe('effect, withdrawal, restoration', () => {
  test('a change takes effect, with no notice on record too', () => {
    past(notified).when('RecordFundingChangeEffect').thenRecorded();
    past().when('RecordFundingChangeEffect', {}, byTso('A')).thenRecorded();
  });
  test('it takes effect once for the same TSOs', () =>
    past(tookEffect).when('RecordFundingChangeEffect').thenRefused('ALREADY_IN_EFFECT', 'data.changeId'));
  test('for others on another day', () => {
    past(tookEffect)
      .when('RecordFundingChangeEffect', {}, { tsos: ['B'] })
      .thenRecorded();
    past(['FundingChangeTookEffect', {}, { tsos: ['A', 'B'] }])
      .when('RecordFundingChangeEffect', {}, { tsos: ['A', 'C'] })
      .thenRecorded();
  });
  test('again when funding had been restored', () =>
    past(tookEffect, ['FundingRestored']).when('RecordFundingChangeEffect').thenRecorded());
  test('not when it was withdrawn', () =>
    past(notified, withdrawn)
      .when('RecordFundingChangeEffect', {}, { occurredOn: '2024-05-02' })
      .thenRefused('WITHDRAWN', 'occurredOn'));

  test('users are told, and everyone, also before the TSO is', () => {
    past().when('NotifyServiceUsers', { channel: 'letter' }).thenRecorded();
    past().when('MakePublicAnnouncement', { channel: 'local radio' }).thenRecorded();
    past(notified, ['PublicAnnouncementMade']).when('MakePublicAnnouncement', {}, byTso('A')).thenRecorded();
  });

  test('users are not told of a change that was withdrawn', () =>
    past(notified, withdrawn)
      .when('NotifyServiceUsers', {}, { occurredOn: '2024-05-02' })
      .thenRefused('WITHDRAWN', 'occurredOn'));

  test('exceptional circumstances are recorded at any time', () =>
    past().when('RecordExceptionalCircumstances', { reason: 'fire', approver: 'Director' }).thenRecorded());

  test('it is withdrawn, once', () => {
    past(notified).when('WithdrawFundingChange', { reason: 'quashed' }).thenRecorded();
    past(notified, withdrawn)
      .when('WithdrawFundingChange', { reason: 'quashed' })
      .thenRefused('ALREADY_WITHDRAWN', 'data.changeId');
  });

  test('funding is restored', () => past(tookEffect).when('RestoreFunding').thenRecorded());

  test.each(['WithdrawFundingChange', 'RestoreFunding'])('%s needs a change', (intent) =>
    past().when(intent, { reason: 'error' }).thenRefused('UNKNOWN_CHANGE', 'data.changeId'),
  );
});

describe('the end of a service', () => {
  const ended: Telling = ['ServiceEnded', { reason: 'no money' }, { occurredOn: '2024-04-30' }];
  const end = { occurredOn: '2024-05-02' };

  test('is recorded with or without a notice, by either side', () => {
    past().when('RecordServiceEnd', { reason: 'no money' }).thenRecorded();
    past(notified, tookEffect).when('RecordServiceEnd', {}, byTso('A')).thenRecorded();
  });
  test('comes once for the same organisations', () => {
    past(ended).when('RecordServiceEnd', {}, end).thenRefused('ALREADY_ENDED', 'data.changeId');
    past(ended)
      .when('RecordServiceEnd', {}, { tsos: ['B'] })
      .thenRecorded();
  });
  test('and again when its funding had been restored', () =>
    past(ended, ['FundingRestored']).when('RecordServiceEnd', {}, end).thenRecorded());
  test('not when the change was withdrawn', () =>
    past(notified, withdrawn).when('RecordServiceEnd', {}, end).thenRefused('WITHDRAWN', 'occurredOn'));
});

test('every intent and every refusal was met', () => expectCovered(change));
