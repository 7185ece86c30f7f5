import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testOfFile } from '../support/log.js';
import { Desk, RECORD, type Json } from './support.js';

let desk: Desk;
let server: ReturnType<Desk['start']>;
let url: string;

/** Waits until the server says where it is. */
const listening = async (): Promise<string> => {
  for (;;) {
    const [, at] = /^Serving \S+ at (http:\S+) /m.exec(server.said()) ?? [];
    if (at) return at;
    if (server.child.exitCode !== null) throw new Error((await server.ended).err);
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

beforeAll(async () => {
  desk = new Desk();
  desk.file('record.ndjson', RECORD);
  await desk.json('import', 'events', 'record.ndjson');
  server = desk.start(['serve', '--port', '0'], await desk.log([]));
  url = await listening();
  // It answers health at once, and questions when it has read the log.
  while ((await fetch(`${url}/health/ready`)).status !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
});

afterAll(async () => {
  server.child.kill('SIGKILL');
  await server.ended;
  await desk.remove();
});

const ask = async (query: string, token?: string): Promise<Json> => {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  });
  return answer.json();
};

test('a served record answers the public with what is public', async () => {
  const { data } = await ask('{ history { nodes { id } basis } log { size } }');
  expect(data.history.basis).toBe('PUBLIC_RECORD');
  expect(data.history.nodes.map(({ id }: Json) => id)).not.toContain('undated');
  expect(data.log.size).toBe(5);
});

test('a token issued on the command line is good for it, also while it runs', async () => {
  const { code, out, err } = await desk.run(
    'token',
    'issue',
    '--role',
    'tso',
    '--organisation',
    'Anyshire CVS',
    '--days',
    '1',
  );
  expect([code, err]).toEqual([0, '']);
  const told = await desk.json('token', 'issue', '--role', 'tso', '--organisation', 'T1');
  expect(told).toMatchObject({ role: 'tso', organisation: 'T1', days: 90 });
  for (const token of [out.trim(), told.token]) {
    // oxlint-disable-next-line no-await-in-loop
    const { data } = await ask('{ history { nodes { id } basis } }', token);
    expect(data.history.basis).toBe('OWN_RECORD');
    expect(data.history.nodes.map(({ id }: Json) => id)).toContain('undated');
  }
  const nobody = await desk.run('token', 'issue', '--role', 'tso', '--organisation', 'Nobody');
  expect(nobody).toMatchObject({ code: 1, out: '', err: expect.stringContaining('"Nobody"') });
});

test('what the command line imports meanwhile is answered by the server', async () => {
  desk.file('more.ndjson', RECORD.split('\n')[0]!.replaceAll('C1', 'C2').replace('"council"', '"second"'));
  expect(await desk.json('import', 'events', 'more.ndjson')).toMatchObject({ recorded: 1 });
  let answer: Json = {};
  for (let tries = 0; tries < 100 && !answer.organisation; tries += 1) {
    // oxlint-disable-next-line no-await-in-loop -- until the server has followed
    await new Promise((resolve) => setTimeout(resolve, 50));
    // oxlint-disable-next-line no-await-in-loop
    answer = (await ask('{ organisation(id: "C2") { name } log { size head checkpoint } }')).data;
  }
  expect(answer.organisation).toEqual({ name: 'Anyshire Council' });
  expect(answer.log.checkpoint).toBe(answer.log.head);
});

testOfFile('the log is copied while the server runs', async () => {
  expect(await desk.json('backup', 'copy.db')).toMatchObject({ events: 6 });
});

test.each([
  ['rebuilt', ['rebuild'], /^concordat: process \d+ \(serve\) uses .*: stop it first\n$/],
  ['served twice', ['serve', '--port', '0'], /^concordat: process \d+ \(serve\) uses .*: stop it first\n$/],
])('meanwhile its read model is not %s', async (_what, args, sentence) => {
  const { code, out, err } = await desk.run(...args);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(sentence);
});

test('asked to stop it ends with 0, and lets go of what it had claimed', async () => {
  expect(existsSync(desk.path('data/views.claim'))).toBe(true);
  server.child.kill('SIGTERM');
  expect(await server.ended).toMatchObject({ code: 0, err: '' });
  expect(existsSync(desk.path('data/views.claim'))).toBe(false);
  expect(await desk.json('rebuild')).toEqual({ facts: 6 });
});
