import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { withApplication } from '../../src/cli/context.js';
import type { Fact } from '../../src/kernel/fact.js';
import { logger } from '../../src/logging.js';
import type { NewEvent } from '../../src/store/event-store.js';
import { EventStoreDbStore } from '../../src/store/eventstoredb/eventstoredb-store.js';
import { catalogue } from '../../src/subjects.js';
import { Instance } from '../engine/instance.js';
import { DoubleCluster } from '../store/double/cluster.js';
import type { ReadRequest } from '../store/double/messages.js';
import { newFolder, removeFolders } from '../support/app.js';

logger.level = 'silent';

/** More than one answer of the server holds, so that there is a moment at which a part of them has been read. */
const COUNT = 700;

const event = (id: string, over: Partial<Fact> = {}): NewEvent => ({
  id,
  fact: {
    type: 'FundingPressureDiscussed',
    data: { summary: 'less', options: [] },
    occurredOn: '2024-03-01',
    basis: 'stated',
    by: 'commissioner',
    commissioner: null,
    tsos: [],
    matter: 'm1',
    visibility: 'public',
    evidence: [],
    note: null,
    sourceRecordedOn: null,
    ...over,
  },
  meta: {
    commandId: id,
    correlationId: id,
    causationId: null,
    actor: { role: 'administrator', organisation: null },
    source: 'entered',
  },
});

const COUNTED = '{ history(first: 1) { nodes { id } } log { size } }';

let cluster: DoubleCluster;
let running: Instance[];

beforeEach(async () => {
  running = [];
  cluster = await DoubleCluster.start();
});

afterEach(async () => {
  cluster.leader.release();
  await Promise.all(running.map(({ app }) => app.close()));
  await cluster.stop();
});

afterAll(removeFolders);

const append = async (events: readonly NewEvent[]): Promise<void> => {
  const store = new EventStoreDbStore(cluster.url, catalogue);
  const { length } = await store.readStream('matter-m1');
  await store.append('matter-m1', length - 1, events);
  await store.close();
};

const start = async (dataDir?: string): Promise<Instance> => {
  const instance = await Instance.start(cluster.url, dataDir);
  running.push(instance);
  return instance;
};

const until = async (is: () => boolean): Promise<void> => {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** A read of the whole log beyond its first page. */
const isSecondPage = ({ stream, isBackwards, from, isSubscription }: ReadRequest): boolean =>
  stream === undefined && !isBackwards && !isSubscription && from !== 'start';

describe('an instance whose disk is empty', () => {
  test('listens and lives at once, answers nothing from a part of the log, and is ready when it has read it all', async () => {
    await append(Array.from({ length: COUNT }, (_, at) => event(`e-${at}`)));
    cluster.leader.holds = isSecondPage;
    const instance = await start();
    await instance.app.listen(0, '127.0.0.1');
    await until(() => cluster.leader.held === 1);

    const url = await instance.app.getUrl();
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const ready = await fetch(`${url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({
      status: 'not ready',
      reads: 'catching up',
      events: 500,
      position: expect.stringMatching(/^\d{20}\/\d{20}$/),
    });

    const answer = await instance.ask(COUNTED);
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
    expect(answer.body).toEqual({
      errors: [{ message: expect.stringContaining('/health/ready shows how far'), extensions: { code: 'NOT_READY' } }],
    });
    const recording = await instance.ask(
      'mutation { registerTso(input: { organisationId: "a", name: "A" }) { eventIds } }',
    );
    expect(recording.body.errors[0].extensions.code).toBe('NOT_READY');
    const page = await instance.get('/', { accept: 'text/html' });
    expect([page.status, page.headers['content-type'], page.headers['retry-after']]).toEqual([
      503,
      'text/html; charset=utf-8',
      '1',
    ]);
    expect(page.text).toContain('has not read the whole log yet');
    expect(page.text).toContain('<strong>500</strong> events so far');

    cluster.leader.holds = () => false;
    cluster.leader.release();
    await instance.whole();
    expect(await instance.get('/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'ready', reads: 'following', events: COUNT },
    });
    expect((await instance.ask(COUNTED)).body.data.log.size).toBe(COUNT);
    expect((await instance.get('/', { accept: 'text/html' })).text).toContain(
      '<strong>700</strong> events are on record',
    );
  });

  test('stops in good order before it has read the log', async () => {
    await append(Array.from({ length: COUNT }, (_, at) => event(`e-${at}`)));
    cluster.leader.holds = isSecondPage;
    const instance = await start();
    await until(() => cluster.leader.held === 1);
    running = [];
    await instance.app.close();
    expect(instance.projector).toMatchObject({ state: 'idle', hasCaughtUp: false, error: null });
    // Sooner than a read that is not answered is given up by itself.
  }, 8_000);
});

describe('a log with an event that cannot be taken', () => {
  const SECRET = 'whenever-it-was';

  test('leaves an instance alive that answers nothing and says why, without what is recorded', async () => {
    await append([event('a'), event('b', { occurredOn: SECRET })]);
    const instance = await start();
    await until(() => instance.projector.state === 'stopped');
    expect(await instance.get('/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
    const ready = await instance.get('/health/ready');
    expect(ready).toMatchObject({ status: 503, body: { status: 'not ready', reads: 'stopped', events: 0 } });
    expect(ready.body.why).toMatch(/^An event after number 0 \(position none\) cannot be taken into the read model: /);
    const answer = await instance.ask(COUNTED);
    expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([503, 'NOT_READY']);
    expect(answer.body.errors[0].message).toContain('/health/ready says why');
    expect((await instance.get('/')).status).toBe(503);
    expect(ready.text + answer.text).not.toContain(SECRET);
  });

  test('fails a verb of the command line with what is wrong', async () => {
    await append([event('a'), event('b', { occurredOn: SECRET })]);
    const config = {
      port: 0,
      host: '127.0.0.1',
      dataDir: newFolder(),
      eventStoreUrl: cluster.url,
      logLevel: 'silent',
    } as const;
    let hasRun = false;
    const verb = withApplication(config, async () => {
      hasRun = true;
    });
    await expect(verb).rejects.toThrow(`"${SECRET}" is not a date`);
    expect(hasRun).toBe(false);
  });
});

describe('a log that goes away', () => {
  test('leaves an instance that lives and answers what it has read, and is not ready until the log is back', async () => {
    await append([event('a')]);
    const instance = await (await start()).whole();
    await cluster.leader.server.kill();
    const ready = await instance.get('/health/ready');
    expect(ready).toMatchObject({ status: 503, body: { status: 'not ready', reads: 'following', events: 1 } });
    expect(ready.body.why).toMatch(/^No EventStoreDB answers at 127\.0\.0\.1:\d+: is it running/);
    expect((await instance.get('/health/live')).status).toBe(200);
    expect((await instance.get('/')).status).toBe(200);
    expect((await instance.ask('{ history(first: 1) { nodes { id } } }')).body.data.history.nodes).toEqual([
      { id: 'a' },
    ]);
    await cluster.leader.server.start();
    let status = 0;
    for (let tries = 0; tries < 100 && status !== 200; tries += 1)
      // oxlint-disable-next-line no-await-in-loop -- until the connection is there again
      ({ status } = await instance.get('/health/ready'));
    expect(status).toBe(200);
  });

  test('and refuses commands with a sentence, not with a fault of ours', async () => {
    const instance = await (await start()).whole();
    await cluster.leader.server.kill();
    const refused = await instance.record('discussFundingPressure', {
      summary: 'less',
      matter: 'm1',
      occurredOn: '2024-03-01',
    });
    expect(refused.userErrors).toMatchObject([{ field: 'log', code: 'UNAVAILABLE' }]);
  });

  test('and says so of a question about the log itself', async () => {
    const instance = await (await start()).whole();
    await cluster.leader.server.kill();
    const { body } = await instance.ask('{ log { size } }');
    expect(body.errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
  });

  test('for a moment only, with its connections cut, does not make an instance unready', async () => {
    const instance = await (await start()).whole();
    cluster.leader.server.drop();
    expect((await instance.get('/health/ready')).status).toBe(200);
  });
});

describe('a stream that an administrator has cut off', () => {
  test('takes no command, with the reason, rather than one that is decided on what is left', async () => {
    await append([event('a'), event('b'), event('c')]);
    const instance = await (await start()).whole();
    cluster.log.cuts.set('concordat.matter-m1', 1);
    const { userErrors } = await instance.record('discussFundingPressure', {
      summary: 'less',
      matter: 'm1',
      occurredOn: '2024-03-01',
    });
    expect(userErrors).toMatchObject([
      { code: 'INCOMPLETE', message: expect.stringMatching(/^The beginning of matter-m1/) },
    ]);
    expect(cluster.log.events).toHaveLength(3);
  });
});

describe('health asked often', () => {
  test('reads one event each time, however long the log', async () => {
    await append(Array.from({ length: COUNT }, (_, at) => event(`e-${at}`)));
    const instance = await (await start()).whole();
    await until(() => cluster.leader.subscriptions === 1);
    const reads: ReadRequest[] = [];
    cluster.leader.holds = (request) => reads.push(request) < 0;
    for (let round = 0; round < 3; round += 1)
      // oxlint-disable-next-line no-await-in-loop
      expect((await instance.get('/health/ready')).status).toBe(200);
    expect(reads.map(({ stream, count, isBackwards }) => [stream, count, isBackwards])).toEqual([
      [undefined, 1, true],
      [undefined, 1, true],
      [undefined, 1, true],
    ]);
  });
});
