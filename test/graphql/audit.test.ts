import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { auditServer, type AuditResult } from 'graphql-http';
import { Served } from './support.js';

let served: Served;
let results: AuditResult[];

beforeAll(async () => {
  served = await Served.start();
  await served.app.listen(0, '127.0.0.1');
  results = await auditServer({ url: `${await served.app.getUrl()}/graphql` });
});

afterAll(() => served.close());

test('the public audit suite of GraphQL over HTTP asks 61 things', () => {
  expect(results).toHaveLength(61);
});

test('the server passes each of them', () => {
  const failed = results.filter(({ status }) => status !== 'ok').map((one) => `${one.id} ${one.name}: ${one.status}`);
  expect(failed).toEqual([]);
});
