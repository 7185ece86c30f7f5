import { expect, test } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { createServer } from '../../src/server.js';
test('smoke', async () => {
  const dataDir = mkdtempSync('/tmp/cc-');
  const app = await createServer({ port: 0, host: '127.0.0.1', dataDir, logLevel: 'silent' });
  const answer = await app.inject({ method: 'POST', url: '/graphql', payload: { query: '{ log { head size checkpoint } }' } });
  console.log(answer.statusCode, answer.body);
  expect(answer.statusCode).toBe(200);
  await app.close();
});
