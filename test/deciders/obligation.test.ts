import { expect, test } from '@jest/globals';
import { obligationEvents } from '../../src/obligation/obligation.events.js';
import { obligation } from '../../src/obligation/obligation.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(obligation);
const reason = { obligationKey: 'T6:X1', reasonCode: 'public-safety', reason: 'The fire authority closed the hall' };
const excused: Telling = ['ObligationExcused', reason];

test('a reason is given for what was not done', () => past().when('ExcuseObligation', reason).thenRecorded());

test('another reason may be given, or the same to another organisation', () => {
  past(excused)
    .when('ExcuseObligation', { ...reason, reasonCode: 'court-order' })
    .thenRecorded();
  past(excused)
    .when('ExcuseObligation', reason, { tsos: ['B'] })
    .thenRecorded();
});

test('the same is not said twice', () =>
  past(excused).when('ExcuseObligation', reason).thenRefused('ALREADY_EXCUSED', 'data.reasonCode'));

test('an obligation is named by its rule and the thing', () => {
  const read = (obligationKey: string) =>
    obligationEvents.ObligationExcused.data.safeParse({ ...reason, obligationKey }).success;
  expect(['T6:X3', 'R1:local:promise-1'].map(read)).toEqual([true, true]);
  expect(['X3', 'T6:', 'T6 X3', ':X3'].map(read)).toEqual([false, false, false, false]);
});

test('every intent and every refusal was met', () => expectCovered(obligation));
