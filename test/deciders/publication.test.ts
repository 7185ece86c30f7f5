import { test } from '@jest/globals';
import { publication } from '../../src/publication/publication.subject.js';
import { expectCovered, given } from './given.js';

const past = given(publication);
const register = { periodFrom: '2023-04-01', periodTo: '2024-03-31', fields: ['amount', 'purpose'] };

test('a register is published, and again with more in it', () => {
  past().when('PublishGrantsRegister', register).thenRecorded();
  past(['GrantsRegisterPublished', register]).when('PublishGrantsRegister', register).thenRecorded();
});

test('its period does not end before it begins', () =>
  past()
    .when('PublishGrantsRegister', { ...register, periodTo: '2023-03' })
    .thenRefused('PERIOD_REVERSED', 'data.periodTo'));

test('data and the page about the Compact are published, for a period or none', () => {
  const grants = { publicationId: 'P1', title: 'Grants', periodFrom: '2023-04-01', periodTo: '2024-03-31' };
  past()
    .when('PublishDataset', { ...grants, fields: ['amount'] })
    .thenRecorded();
  past(['DatasetPublished', grants]).when('PublishDataset', grants).thenRecorded();
  past().when('PublishCompactPage', { publicationId: 'P2', url: 'https://council.example/compact' }).thenRecorded();
  past()
    .when('PublishDataset', { ...grants, periodTo: '2023-03-31' })
    .thenRefused('PERIOD_REVERSED', 'data.periodTo');
});

test('every intent and every refusal was met', () => expectCovered(publication));
