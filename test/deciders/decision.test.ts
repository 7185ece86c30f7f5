import { test } from '@jest/globals';
import { decision } from '../../src/decision/decision.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(decision);
const reduce = { effect: 'reduce' };
const provisional = { ...reduce, finality: 'provisional' };
const taken: Telling = ['DecisionTaken', reduce, { occurredOn: '2011-03-01' }];
const minded: Telling = ['DecisionTaken', provisional, { occurredOn: '2011-02-01' }];
const superseded: Telling = ['DecisionSuperseded', { by: 'X2' }, { occurredOn: '2011-08-31' }];
const quashed: Telling = ['DecisionQuashed', { grounds: 'no regard to equality' }, { occurredOn: '2011-07-29' }];
const later = { occurredOn: '2011-04-07' };

const paused: Telling = ['DecisionPaused', {}, { occurredOn: '2011-03-08' }];

const LIFE: readonly [string, object][] = [
  ['CallInDecision', {}],
  ['ReferDecisionBack', {}],
  ['ReaffirmDecision', {}],
  ['ModifyDecision', { modification: 'half the cut' }],
  ['PauseDecision', {}],
  ['SupersedeDecision', {}],
  ['RecordDecisionQuashed', { grounds: 'predetermined' }],
];

test.each(['PublishForwardNotice', 'GiveEarlyWarning', 'PublishRationale'])(
  '%s: what surrounds a decision is taken before it, after it and when it has been quashed',
  (intent) => {
    past().when(intent).thenRecorded();
    past(taken).when(intent, {}, later).thenRecorded();
    past(taken, quashed).when(intent, {}, { occurredOn: '2011-09-01' }).thenRecorded();
  },
);

test('a decision is taken, with or without notice and warning', () => {
  past().when('TakeDecision', reduce).thenRecorded();
  past(['ForwardNoticePublished'], ['EarlyWarningGiven'], ['RationalePublished'])
    .when('TakeDecision', reduce)
    .thenRecorded();
});

test('it is taken once', () =>
  past(taken).when('TakeDecision', reduce, later).thenRefused('ALREADY_TAKEN', 'data.decisionId'));

test('a provisional one becomes final, once', () => {
  past(minded).when('TakeDecision', reduce, later).thenRecorded();
  past(minded, taken).when('TakeDecision', reduce, later).thenRefused('ALREADY_TAKEN', 'data.decisionId');
});

test('it is provisional once', () =>
  past(minded).when('TakeDecision', provisional, later).thenRefused('ALREADY_TAKEN', 'data.decisionId'));

test('that it was provisional may be recorded after it was final', () =>
  past(taken).when('TakeDecision', provisional, { occurredOn: '2011-02-28' }).thenRecorded());

test.each(['2011-03-01', '2011-03', null])('what is final does not become provisional (%s)', (occurredOn) =>
  past(taken).when('TakeDecision', provisional, { occurredOn }).thenRefused('ALREADY_FINAL', 'data.finality'),
);

test('it is not final before it is provisional', () =>
  past(minded)
    .when('TakeDecision', reduce, { occurredOn: '2011-01' })
    .thenRefused('FINAL_BEFORE_PROVISIONAL', 'occurredOn'));

test('a reduction leaves no more than before', () => {
  past()
    .when('TakeDecision', { ...reduce, amountBefore: 100, amountAfter: 100 })
    .thenRecorded();
  past()
    .when('TakeDecision', { ...reduce, amountBefore: 100, amountAfter: 100.01 })
    .thenRefused('REDUCED_TO_MORE', 'data.amountAfter');
  past().when('TakeDecision', { effect: 'renew', amountBefore: 100, amountAfter: 120 }).thenRecorded();
});

test.each(LIFE)('%s: a decision is dealt with', (intent, data) => past(taken).when(intent, data, later).thenRecorded());

test.each(LIFE)('%s: not one that was never taken', (intent, data) =>
  past(['EarlyWarningGiven']).when(intent, data, later).thenRefused('NOT_TAKEN', 'data.decisionId'),
);

test.each(LIFE)('%s: not before it was taken', (intent, data) =>
  past(taken).when(intent, data, { occurredOn: '2011-02-28' }).thenRefused('BEFORE_DECISION', 'occurredOn'),
);

test.each(LIFE.slice(0, 5))('%s: not after it was quashed or superseded', (intent, data) => {
  past(taken, quashed).when(intent, data, { occurredOn: '2011-07-29' }).thenRefused('NO_LONGER_STANDS', 'occurredOn');
  past(taken, superseded).when(intent, data, { occurredOn: '2011-09' }).thenRefused('NO_LONGER_STANDS', 'occurredOn');
});

test('what came before the judgment may be recorded after it', () =>
  past(taken, quashed).when('CallInDecision', {}, later).thenRecorded());

const calledIn: Telling = ['DecisionCalledIn', {}, { occurredOn: '2011-03-08' }];

test('it is not called in while it is called in', () =>
  past(taken, calledIn).when('CallInDecision', {}, later).thenRefused('ALREADY_CALLED_IN', 'data.decisionId'));

const ANSWERS: readonly [string, object][] = [
  ['DecisionReferredBack', {}],
  ['DecisionReaffirmed', {}],
  ['DecisionModified', { modification: 'half' }],
];

test.each(ANSWERS)('after %s it may be called in again', (type, data) =>
  past(taken, calledIn, [type, data, later]).when('CallInDecision', {}, { occurredOn: '2011-05-01' }).thenRecorded(),
);

test('a decision does not supersede itself', () =>
  past(taken).when('SupersedeDecision', { by: 'X1' }, later).thenRefused('SUPERSEDED_BY_ITSELF', 'data.by'));

test('it is superseded once, also when quashed', () => {
  past(taken, quashed).when('SupersedeDecision', { by: 'X2' }, { occurredOn: '2011-08-31' }).thenRecorded();
  past(taken, superseded)
    .when('SupersedeDecision', { by: 'X3' }, { occurredOn: '2012-01-01' })
    .thenRefused('ALREADY_SUPERSEDED', 'data.decisionId');
});

test('it is quashed once, also when superseded', () => {
  const judgment = { occurredOn: '2012-02-29' };
  past(taken, superseded).when('RecordDecisionQuashed', { grounds: 'unlawful' }, judgment).thenRecorded();
  past(taken, quashed)
    .when('RecordDecisionQuashed', { grounds: 'unlawful' }, judgment)
    .thenRefused('ALREADY_QUASHED', 'data.decisionId');
});

test('it is not paused while it is paused', () =>
  past(taken, paused).when('PauseDecision', {}, later).thenRefused('ALREADY_PAUSED', 'data.decisionId'));

test.each(ANSWERS)('after %s it may be paused again', (type, data) =>
  past(taken, paused, [type, data, later]).when('PauseDecision', {}, { occurredOn: '2011-05-01' }).thenRecorded(),
);

test('a matter is considered again, before it is decided anew and after', () => {
  past().when('ReconsiderDecision', { reconsiders: 'X0', openOptions: [] }).thenRecorded();
  past(taken)
    .when('ReconsiderDecision', { openOptions: ['keep it', 'end it'] }, later)
    .thenRecorded();
});

test('what is decided now is not what had been decided', () =>
  past().when('ReconsiderDecision', { reconsiders: 'X1' }).thenRefused('RECONSIDERS_ITSELF', 'data.reconsiders'));

test('a decision is scheduled, and scheduled again', () => {
  past().when('ScheduleDecision', { plannedFor: '2011-03-01', title: 'Advice services' }).thenRecorded();
  past(['DecisionScheduled', { plannedFor: '2011-03-01' }])
    .when('ScheduleDecision', { plannedFor: '2011-04-01' })
    .thenRecorded();
  past(['DecisionScheduled', { plannedFor: '2011-03-01' }])
    .when('TakeDecision', reduce, later)
    .thenRecorded();
});

test('the record of a decision is published once there is one, and also when it was quashed', () => {
  const record = { reasons: 'less money', alternativesRejected: [{ option: 'keep it', why: 'no money' }] };
  past(taken).when('PublishDecisionRecord', record, later).thenRecorded();
  past(taken, quashed).when('PublishDecisionRecord', record, { occurredOn: '2011-09-01' }).thenRecorded();
  past().when('PublishDecisionRecord', record).thenRefused('NOT_TAKEN', 'data.decisionId');
  past(taken)
    .when('PublishDecisionRecord', record, { occurredOn: '2011-02-28' })
    .thenRefused('BEFORE_DECISION', 'occurredOn');
});

test('every intent and every refusal was met', () => expectCovered(decision));
