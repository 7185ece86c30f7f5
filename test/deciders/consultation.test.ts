import { describe, test } from '@jest/globals';
import { consultation } from '../../src/consultation/consultation.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(consultation);
const opened: Telling = ['ConsultationOpened', { closesOn: '2024-05-27' }, { occurredOn: '2024-03-04' }];
const closed: Telling = ['ConsultationClosed', {}, { occurredOn: '2024-05-27' }];
const withdrawn: Telling = ['ConsultationWithdrawn', { reason: 'pack wrong' }, { occurredOn: '2024-04-10' }];
const forewarned: Telling = ['ConsultationForewarned'];
const pack = { pack: { criteria: ['need'] }, reason: 'criteria were missing' };

describe('opening', () => {
  test('a consultation opens', () => past().when('OpenConsultation', { closesOn: '2024-05-27' }).thenRecorded());

  test('one of a day is short, but it can be', () =>
    past().when('OpenConsultation', { closesOn: '2024-03-04' }).thenRecorded());

  test('one whose closing day is not on record is taken', () => past().when('OpenConsultation').thenRecorded());

  test('forewarning and rationale may be recorded before it', () =>
    past(forewarned, ['ConsultationRationalePublished']).when('OpenConsultation').thenRecorded());

  test('it cannot close before it opens', () =>
    past().when('OpenConsultation', { closesOn: '2024-03-03' }).thenRefused('CLOSES_BEFORE_OPENS', 'data.closesOn'));

  test('the opening day it names counts, where it names one', () =>
    past()
      .when('OpenConsultation', { opensOn: '2024-03-06', closesOn: '2024-03-05' })
      .thenRefused('CLOSES_BEFORE_OPENS', 'data.closesOn'));

  test('months that overlap leave room for a real consultation', () =>
    past().when('OpenConsultation', { opensOn: '2010-09', closesOn: '2010-09' }).thenRecorded());

  test('months in the wrong order leave none', () =>
    past()
      .when('OpenConsultation', { opensOn: '2010-09', closesOn: '2010-08' })
      .thenRefused('CLOSES_BEFORE_OPENS', 'data.closesOn'));

  test('an undated opening is compared with nothing', () =>
    past().when('OpenConsultation', { closesOn: '2024-03-03' }, { occurredOn: null }).thenRecorded());

  test('it opens once', () =>
    past(opened).when('OpenConsultation').thenRefused('ALREADY_OPENED', 'data.consultationId'));

  test('what was withdrawn before it opened opens under another id', () =>
    past(forewarned, withdrawn).when('OpenConsultation').thenRefused('ALREADY_OPENED', 'data.consultationId'));
});

describe('forewarning and rationale', () => {
  test('a consultation is forewarned', () => past().when('ForewarnConsultation').thenRecorded());
  test('a reason for its length stands before the opening', () =>
    past().when('PublishConsultationRationale').thenRecorded());
  test('a reason may also come late', () => past(opened, closed).when('PublishConsultationRationale').thenRecorded());
});

describe('moving the closing day', () => {
  test('an extension gives a later day', () =>
    past(opened).when('ExtendConsultation', { closesOn: '2024-05-28' }).thenRecorded());

  test('the same day is no extension', () =>
    past(opened).when('ExtendConsultation', { closesOn: '2024-05-27' }).thenRefused('NOT_LATER', 'data.closesOn'));

  test('a month that may be later may be one', () =>
    past(opened).when('ExtendConsultation', { closesOn: '2024-05' }).thenRecorded());

  test('an earlier extension may be recorded after a later one', () =>
    past(opened, ['ConsultationExtended', { closesOn: '2024-06-30' }, { occurredOn: '2024-05-20' }])
      .when('ExtendConsultation', { closesOn: '2024-06-10' }, { occurredOn: '2024-05-10' })
      .thenRecorded());

  test('recorded late, it does not hide the later one', () =>
    past(
      opened,
      ['ConsultationExtended', { closesOn: '2024-06-30' }, { occurredOn: '2024-05-20' }],
      ['ConsultationExtended', { closesOn: '2024-06-10' }, { occurredOn: '2024-05-10' }],
    )
      .when('ExtendConsultation', { closesOn: '2024-06-20' }, { occurredOn: '2024-05-25' })
      .thenRefused('NOT_LATER', 'data.closesOn'));

  test('an extension cannot lead to before the opening', () =>
    past(['ConsultationOpened'])
      .when('ExtendConsultation', { closesOn: '2024-03-03' })
      .thenRefused('CLOSES_BEFORE_OPENS', 'data.closesOn'));

  test('a shortening gives an earlier day', () =>
    past(opened).when('ShortenConsultation', { closesOn: '2024-05-26' }).thenRecorded());

  test('the same day is no shortening', () =>
    past(opened).when('ShortenConsultation', { closesOn: '2024-05-27' }).thenRefused('NOT_EARLIER', 'data.closesOn'));

  test('it cannot be shortened to before it opens', () =>
    past(opened)
      .when('ShortenConsultation', { closesOn: '2024-03-03' })
      .thenRefused('CLOSES_BEFORE_OPENS', 'data.closesOn'));

  test.each(['ExtendConsultation', 'ShortenConsultation'])('%s needs a consultation', (intent) =>
    past(forewarned).when(intent, { closesOn: '2024-05-01' }).thenRefused('NOT_OPENED', 'data.consultationId'),
  );

  test('what is closed is not extended', () =>
    past(opened, closed)
      .when('ExtendConsultation', { closesOn: '2024-06-30' }, { occurredOn: '2024-05-27' })
      .thenRefused('ALREADY_CLOSED', 'occurredOn'));

  test('that it was extended may be recorded after it was closed', () =>
    past(opened, closed)
      .when('ExtendConsultation', { closesOn: '2024-06-30' }, { occurredOn: '2024-05-26' })
      .thenRecorded());

  test('what is withdrawn is not shortened', () =>
    past(opened, withdrawn)
      .when('ShortenConsultation', { closesOn: '2024-05-01' }, { occurredOn: '2024-04-11' })
      .thenRefused('WITHDRAWN', 'occurredOn'));

  test('a step of that month may have come before the withdrawal', () =>
    past(opened, withdrawn)
      .when('ShortenConsultation', { closesOn: '2024-05-01' }, { occurredOn: '2024-04' })
      .thenRecorded());
});

describe('pausing', () => {
  const paused: Telling = ['ConsultationPaused', { reason: 'an election' }, { occurredOn: '2024-04-20' }];
  const resumed: Telling = ['ConsultationResumed', {}, { occurredOn: '2024-04-30' }];

  test('an open consultation is paused and resumed, and paused again', () => {
    past(opened).when('PauseConsultation', { reason: 'an election' }, { occurredOn: '2024-04-20' }).thenRecorded();
    past(opened, paused).when('ResumeConsultation', {}, { occurredOn: '2024-04-30' }).thenRecorded();
    past(opened, paused, resumed).when('PauseConsultation', {}, { occurredOn: '2024-05-06' }).thenRecorded();
  });

  test('it is not paused while it is paused', () =>
    past(opened, paused)
      .when('PauseConsultation', {}, { occurredOn: '2024-04-25' })
      .thenRefused('ALREADY_PAUSED', 'data.consultationId'));

  test('it is not paused before it opens', () =>
    past(opened)
      .when('PauseConsultation', {}, { occurredOn: '2024-03-03' })
      .thenRefused('BEFORE_OPENING', 'occurredOn'));

  test('it is not resumed before it was paused', () => {
    past(opened, paused)
      .when('ResumeConsultation', {}, { occurredOn: '2024-04-19' })
      .thenRefused('RESUMED_BEFORE_PAUSED', 'occurredOn');
    past(opened, paused).when('ResumeConsultation', {}, { occurredOn: '2024-04' }).thenRecorded();
  });

  test('what runs is not resumed', () => {
    past(opened).when('ResumeConsultation').thenRefused('NOT_PAUSED', 'data.consultationId');
    past(opened, paused, resumed).when('ResumeConsultation').thenRefused('NOT_PAUSED', 'data.consultationId');
  });

  test('what never opened or is closed is not paused', () => {
    past(forewarned).when('PauseConsultation').thenRefused('NOT_OPENED', 'data.consultationId');
    past(opened, closed)
      .when('PauseConsultation', {}, { occurredOn: '2024-05-27' })
      .thenRefused('ALREADY_CLOSED', 'occurredOn');
  });

  test('it closes, is extended and is withdrawn while it is paused', () => {
    past(opened, paused).when('CloseConsultation', {}, { occurredOn: '2024-05-27' }).thenRecorded();
    past(opened, paused).when('ExtendConsultation', { closesOn: '2024-06-30' }).thenRecorded();
    past(opened, paused)
      .when('WithdrawConsultation', { reason: 'dropped' }, { occurredOn: '2024-05-01' })
      .thenRecorded();
  });

  test('reopened, it runs again', () =>
    past(opened, paused, closed, [
      'ConsultationReopened',
      { closesOn: '2024-07-31', reason: 'x' },
      { occurredOn: '2024-07-01' },
    ])
      .when('PauseConsultation', {}, { occurredOn: '2024-07-10' })
      .thenRecorded());
});

describe('the pack and the responses', () => {
  test('a pack goes out again', () => past(opened).when('ReissueConsultation', pack).thenRecorded());
  test('not before it went out', () =>
    past().when('ReissueConsultation', pack).thenRefused('NOT_OPENED', 'data.consultationId'));
  test('a TSO records its response though nobody recorded the opening', () =>
    past().when('SubmitConsultationResponse', { responseId: 'R1' }, { by: 'tso' }).thenRecorded());
  test('a response may be late', () =>
    past(opened, closed)
      .when('SubmitConsultationResponse', { responseId: 'R1' }, { occurredOn: '2024-06-01' })
      .thenRecorded());
  test('there is no response to what has been withdrawn', () =>
    past(opened, withdrawn)
      .when('SubmitConsultationResponse', { responseId: 'R1' }, { occurredOn: '2024-04-10' })
      .thenRefused('WITHDRAWN', 'occurredOn'));
});

describe('ending and reopening', () => {
  test('it closes', () => past(opened).when('CloseConsultation', {}, { occurredOn: '2024-05-27' }).thenRecorded());
  test('it closes once', () =>
    past(opened, closed).when('CloseConsultation').thenRefused('ALREADY_CLOSED', 'data.consultationId'));
  test('what never opened does not close', () =>
    past(forewarned).when('CloseConsultation').thenRefused('NOT_OPENED', 'data.consultationId'));
  test('it cannot be closed before it opens', () =>
    past(opened)
      .when('CloseConsultation', {}, { occurredOn: '2024-03-03' })
      .thenRefused('CLOSED_BEFORE_OPENED', 'occurredOn'));
  test('the closing day it names counts', () =>
    past(opened)
      .when('CloseConsultation', { closedOn: '2024-03-03' }, { occurredOn: '2024-05-27' })
      .thenRefused('CLOSED_BEFORE_OPENED', 'data.closedOn'));
  test('it may close in the month in which it opened', () =>
    past(opened).when('CloseConsultation', { closedOn: '2024-03' }).thenRecorded());
  test('it is not closed after it was withdrawn', () =>
    past(opened, withdrawn)
      .when('CloseConsultation', {}, { occurredOn: '2024-05-27' })
      .thenRefused('WITHDRAWN', 'occurredOn'));
  test('a closing before the withdrawal, recorded late, leaves it withdrawn', () =>
    past(opened, withdrawn, ['ConsultationClosed', {}, { occurredOn: '2024-04-01' }])
      .when('WithdrawConsultation', { reason: 'again' })
      .thenRefused('ALREADY_WITHDRAWN', 'data.consultationId'));

  test('it is withdrawn', () => past(opened).when('WithdrawConsultation', { reason: 'flawed' }).thenRecorded());
  test('also when it was only announced', () =>
    past(forewarned).when('WithdrawConsultation', { reason: 'dropped' }).thenRecorded());
  test('also when it has closed', () =>
    past(opened, closed)
      .when('WithdrawConsultation', { reason: 'flawed' }, { occurredOn: '2024-06-01' })
      .thenRecorded());
  test('not when nobody has heard of it', () =>
    past()
      .when('WithdrawConsultation', { reason: 'dropped' })
      .thenRefused('NOTHING_TO_WITHDRAW', 'data.consultationId'));

  const reopening = { closesOn: '2024-07-31', reason: 'cured' };
  test('it reopens and closes again', () => {
    past(opened, closed).when('ReopenConsultation', reopening, { occurredOn: '2024-07-01' }).thenRecorded();
    past(opened, closed, ['ConsultationReopened', reopening, { occurredOn: '2024-07-01' }])
      .when('CloseConsultation', {}, { occurredOn: '2024-07-31' })
      .thenRecorded();
  });
  test('a withdrawn one reopens', () =>
    past(opened, withdrawn).when('ReopenConsultation', reopening, { occurredOn: '2024-05-01' }).thenRecorded());
  test('one whose closing nobody recorded reopens after its closing day', () =>
    past(opened).when('ReopenConsultation', reopening, { occurredOn: '2024-07-01' }).thenRecorded());
  test('what is open is extended, not reopened', () =>
    past(opened)
      .when('ReopenConsultation', reopening, { occurredOn: '2024-05-01' })
      .thenRefused('STILL_OPEN', 'occurredOn'));
  test('it cannot close before it reopens', () =>
    past(opened, closed)
      .when('ReopenConsultation', reopening, { occurredOn: '2024-08-01' })
      .thenRefused('CLOSES_BEFORE_OPENS', 'data.closesOn'));
  test('what never opened does not reopen', () =>
    past().when('ReopenConsultation', reopening).thenRefused('NOT_OPENED', 'data.consultationId'));
});

describe('analysis and feedback', () => {
  const after: readonly [string, object][] = [
    ['CompleteResponseAnalysis', {}],
    ['PublishFeedback', {}],
    ['ExplainFeedbackDelay', { reason: 'election' }],
  ];
  test.each(after)('%s follows a consultation', (intent, data) => {
    past(opened, closed).when(intent, data, { occurredOn: '2024-08-01' }).thenRecorded();
    past(opened).when(intent, data, { occurredOn: '2024-08-01' }).thenRecorded();
    past(opened, withdrawn).when(intent, data, { occurredOn: '2024-08-01' }).thenRecorded();
  });
  test.each(after)('%s needs one', (intent, data) =>
    past(forewarned).when(intent, data).thenRefused('NOT_OPENED', 'data.consultationId'),
  );
  test.each(after)('%s cannot come before the opening day', (intent, data) =>
    past(opened).when(intent, data, { occurredOn: '2024-02' }).thenRefused('BEFORE_OPENING', 'occurredOn'),
  );
});

test('it is promoted by the sector, heard of or not, until it is withdrawn', () => {
  past().when('PromoteConsultation', { channel: 'newsletter' }, { by: 'infrastructure-body' }).thenRecorded();
  past(opened, withdrawn)
    .when('PromoteConsultation', {}, { occurredOn: '2024-08-01' })
    .thenRefused('WITHDRAWN', 'occurredOn');
});

test('every intent and every refusal was met', () => expectCovered(consultation));
