import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { Projector } from '../../src/projection/projector.js';
import { ReadModel } from '../../src/projection/read-model.js';
import { Served, type Json } from './support.js';

let served: Served;

beforeAll(async () => {
  served = await Served.start();
});

afterAll(() => served.close());

describe('a question that asks too much is refused before any work is done:', () => {
  test.each([
    [
      'a thing within its kind',
      '{ matter(id: "m") { events { matter { title } } } }',
      'Matter is asked for within Matter: ask for the inner one in a question of its own.',
    ],
    [
      'a thing within its kind, by way of an interface and a fragment',
      '{ node(id: "m") { ... on Matter { events { ...e } } } } fragment e on Event { tsos { id } matter { title } }',
      'Matter is asked for within Matter: ask for the inner one in a question of its own.',
    ],
    [
      'too many aliases',
      `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: log { size }`).join(' ')} }`,
      'Aliases limit of 30 exceeded, found 31. Ask for less at a time.',
    ],
    [
      'too many words',
      `{ log { ${'size '.repeat(4_100)} } }`,
      'Syntax Error: Document contains more that 4000 tokens. Parsing aborted.',
    ],
  ])('%s', async (_what, query, message) => {
    const answer = await served.post(query);
    expect(answer.body.errors.map((error: Json) => error.message)).toEqual([message]);
    expect(answer.body.data).toBeUndefined();
  });

  test('too many bytes', async () => {
    const answer = await served.post('{ log { size } }', { padding: 'x'.repeat(1_100_000) });
    expect(answer.status).toBe(413);
    expect(answer.text).toMatch(/too large/i);
    expect(answer.text).not.toMatch(/node_modules|at .*\.js/);
  });

  test('the same field thousands of times, in a moment', async () => {
    const started = performance.now();
    const { body } = await served.post(`{ log { ${'size '.repeat(3_900)} } }`);
    expect(body).toEqual({ errors: [{ message: 'Validation aborted.' }] });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('while one at the limits is answered', async () => {
    const aliases = Array.from({ length: 30 }, (_, index) => `a${index}: log { size }`).join(' ');
    expect((await served.post(`{ ${aliases} }`)).body.errors).toBeUndefined();
    expect(
      (
        await served.post(
          '{ decisionTrail(matter: "m") { decisions { knowledge { entry { event { matter { title } } } } } } }',
        )
      ).body.errors,
    ).toBeUndefined();
    expect((await served.post(getIntrospectionQuery())).body.errors).toBeUndefined();
    expect((await served.post('{ log { size } }', { padding: 'x'.repeat(900_000) })).status).toBe(200);
  });
});

describe('over HTTP', () => {
  test('a question may come by GET, a command may not', async () => {
    const get = (query: string) => served.get(`/graphql?query=${encodeURIComponent(query)}`);
    expect((await get('{ log { size } }')).body).toEqual({ data: { log: { size: 0 } } });
    const command = await get('mutation { openMatter(input: { title: "T", occurredOn: "2012-01-01" }) { repeated } }');
    expect(command.status).toBe(405);
  });

  test('what is not JSON is refused', async () => {
    const inject = (payload: string, type: string) =>
      served.app.inject({ method: 'POST', url: '/graphql', payload, headers: { 'content-type': type } });
    expect((await inject('{"query": "{ log', 'application/json')).statusCode).toBe(400);
    expect((await inject('query={log{size}}', 'application/x-www-form-urlencoded')).statusCode).toBe(415);
    expect((await inject('{ log { size } }', 'text/plain')).statusCode).toBe(415);
  });

  test('a path that is not there is said to be missing, in JSON', async () => {
    const answer = await served.get('/nothing-here');
    expect(answer.status).toBe(404);
    expect(answer.text).not.toMatch(/node_modules/);
  });
});

describe('for operators', () => {
  test('the process says that it lives and that it is ready', async () => {
    expect((await served.get('/health/live')).body).toEqual({ status: 'live' });
    const ready = await served.get('/health/ready');
    expect(ready.status).toBe(200);
    expect(ready.body).toEqual({ status: 'ready', reads: 'following', events: 0, position: '' });
  });

  test('it says that it is not ready once its reads follow the log no more', async () => {
    const projector = served.app.get(Projector);
    projector.state = 'stopped';
    try {
      const ready = await served.get('/health/ready');
      expect(ready.status).toBe(503);
      expect(ready.body).toMatchObject({ status: 'not ready', reads: 'stopped' });
      expect((await served.get('/metrics')).text).toMatch(/^concordat_following 0$/m);
    } finally {
      projector.state = 'following';
    }
  });

  test('its measures can be read by Prometheus and count what it has read', async () => {
    const administrator = await served.token('administrator');
    await served.record('registerTso', { organisationId: 'local:a', name: 'A', visibility: 'public' }, administrator);
    const metrics = await served.get('/metrics');
    expect(metrics.type).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(metrics.text).toMatch(/^concordat_events_read 1$/m);
    expect(metrics.text).toMatch(/^concordat_following 1$/m);
    expect(metrics.text).toMatch(/^process_cpu_seconds_total /m);
  });
});

describe('a fault of our own', () => {
  test('is answered with a number to tell the operator, and nothing of what is inside', async () => {
    const broken = await Served.start();
    broken.app.get(ReadModel).close();
    const answer = await broken.post('{ history { nodes { id } } }');
    const [error] = answer.body.errors;
    expect(error.extensions).toEqual({ code: 'INTERNAL', number: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(error.message).toBe(`Something went wrong here. Tell the operator this number: ${error.extensions.number}`);
    expect(answer.text).not.toMatch(/sqlite|database|connection|stack/i);
    await broken.close();
  });
});
