import { test } from '@jest/globals';
import { procurement } from '../../src/procurement/procurement.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(procurement);
const started: Telling = ['ProcurementStarted', { kind: 'services' }];

test('social value is considered before it starts and after', () => {
  past().when('ConsiderSocialValue', { consultationConsidered: true }).thenRecorded();
  past(started).when('ConsiderSocialValue', {}, { occurredOn: null }).thenRecorded();
});

test('it starts once', () => {
  past(['SocialValueConsidered', {}]).when('StartProcurement', { kind: 'mixed' }).thenRecorded();
  past(started).when('StartProcurement').thenRefused('ALREADY_STARTED', 'data.procurementId');
});

test('every intent and every refusal was met', () => expectCovered(procurement));
