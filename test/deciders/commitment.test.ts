import { test } from '@jest/globals';
import { commitment } from '../../src/commitment/commitment.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(commitment);
const made: Telling = ['CommitmentMade', { text: 'Meet again', dueOn: '2024-04-30' }];
const on = (occurredOn: string) => ({ occurredOn });

test('a promise is made, by either side, with or without a day', () => {
  past().when('MakeCommitment', { by: 'tso', text: 'Send the report' }).thenRecorded();
  past().when('MakeCommitment', { by: 'commissioner', dueOn: '2024-03-04' }).thenRecorded();
  past().when('MakeCommitment', { dueOn: '2024-03' }).thenRecorded();
});

test('it is made once', () => past(made).when('MakeCommitment').thenRefused('ALREADY_MADE', 'data.commitmentId'));

test('it is not for a day before it is made', () =>
  past().when('MakeCommitment', { dueOn: '2024-03-03' }).thenRefused('DUE_BEFORE_MADE', 'data.dueOn'));

test('it is kept, on its day or whenever', () => {
  past(made).when('RecordCommitmentKept', {}, on('2024-04-30')).thenRecorded();
  past(made).when('RecordCommitmentKept', {}, on('2025-01-01')).thenRecorded();
});

test('it is kept once', () =>
  past(made, ['CommitmentKept']).when('RecordCommitmentKept').thenRefused('ALREADY_KEPT', 'data.commitmentId'));

test('it is broken once', () => {
  past(made).when('RecordCommitmentBroken', { reason: 'no money' }, on('2024-05-01')).thenRecorded();
  past(made, ['CommitmentBroken']).when('RecordCommitmentBroken').thenRefused('ALREADY_BROKEN', 'data.commitmentId');
});

test('one side may say that it was kept and the other that it was broken', () => {
  past(made, ['CommitmentKept']).when('RecordCommitmentBroken', {}, { by: 'tso' }).thenRecorded();
  past(made, ['CommitmentBroken', {}, { by: 'tso' }])
    .when('RecordCommitmentKept')
    .thenRecorded();
});

test('it is changed, as often as is said', () => {
  past(made).when('ChangeCommitment', { dueOn: '2024-06-30', reason: 'illness' }).thenRecorded();
  past(made, ['CommitmentChanged', { text: 'Write instead', reason: 'illness' }])
    .when('ChangeCommitment', { dueOn: '2024-05', reason: 'sooner' })
    .thenRecorded();
});

test('a change changes something', () =>
  past(made).when('ChangeCommitment', { reason: 'illness' }).thenRefused('CHANGES_NOTHING', 'data.dueOn'));

test('it is not moved to before it was made', () =>
  past(made)
    .when('ChangeCommitment', { dueOn: '2024-02', reason: 'sooner' })
    .thenRefused('DUE_BEFORE_MADE', 'data.dueOn'));

test.each(['RecordCommitmentKept', 'RecordCommitmentBroken'])('%s needs the promise, and comes after it', (intent) => {
  past().when(intent).thenRefused('NOT_MADE', 'data.commitmentId');
  past(made).when(intent, {}, on('2024-03-03')).thenRefused('BEFORE_MADE', 'occurredOn');
});

test('every intent and every refusal was met', () => expectCovered(commitment));
