import { test } from '@jest/globals';
import { organisation } from '../../src/organisation/organisation.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(organisation);
const registered: Telling = ['OrganisationRegistered', { name: 'Age Concern' }];
const merged: Telling = ['OrganisationMerged', { into: 'X2', reason: 'the same charity' }];

const REGISTRATIONS = ['RegisterCommissioner', 'RegisterTso', 'RegisterOrganisation'];
const FOLLOW_UPS: readonly [string, object][] = [
  ['ClassifyOrganisation', { as: 'tso' }],
  ['AddOrganisationName', { name: 'Age UK' }],
  ['AddOrganisationIdentifier', { identifier: 'GB-CHC-1000000' }],
  ['MergeOrganisation', { into: 'X2', reason: 'the same charity' }],
];

test.each(REGISTRATIONS)('%s: a body is registered', (intent) =>
  past().when(intent, { name: 'Trafford' }).thenRecorded(),
);

test.each(REGISTRATIONS)('%s: not twice', (intent) =>
  past(registered).when(intent, { name: 'Trafford' }).thenRefused('ALREADY_REGISTERED', 'data.organisationId'),
);

test.each(FOLLOW_UPS)('%s: what is registered can be told more of', (intent, data) =>
  past(registered).when(intent, data).thenRecorded(),
);

test.each(FOLLOW_UPS)('%s: nothing is told of what is not registered', (intent, data) =>
  past().when(intent, data).thenRefused('NOT_REGISTERED', 'data.organisationId'),
);

test.each(FOLLOW_UPS)('%s: nothing is told of what was merged', (intent, data) =>
  past(registered, merged).when(intent, data).thenRefused('MERGED', 'data.organisationId'),
);

test('a merged body is not registered anew', () =>
  past(registered, merged).when('RegisterTso', { name: 'Age UK' }).thenRefused('MERGED', 'data.organisationId'));

test('a body is not merged into itself', () =>
  past(registered)
    .when('MergeOrganisation', { into: 'X1', reason: 'slip' })
    .thenRefused('MERGE_INTO_ITSELF', 'data.into'));

test('every intent and every refusal was met', () => expectCovered(organisation));
