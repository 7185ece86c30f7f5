import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { withApplication } from '../../src/cli/context.js';
import { seed } from '../../src/demo/demo.js';
import { logger } from '../../src/logging.js';
import { newFolder, removeFolders } from '../support/app.js';
import { DoubleCluster } from '../store/double/cluster.js';
import type { DoubleNode } from '../store/double/node.js';
import { Instance, type Json } from './instance.js';

logger.level = 'silent';

const HISTORY = `query History($after: String) { history(first: 100, after: $after) {
  nodes { id type occurredOn recordedAt summary tsos { id name } correctedBy { text } annulled contested { text } }
  pageInfo { hasNextPage endCursor } basis } }`;

const TRAIL = `query Trail($matter: ID!) { decisionTrail(matter: $matter) {
  decisions { id takenOn status knowledge { entry { summary recordedAfterDays late event { id recordedAt } } }
    findings { rule tso verdict because evidence missing } } basis } }`;

const SUMMARY = `query Summary($commissioner: String!) {
  complianceSummary(commissioner: $commissioner, from: "2011-04-01", to: "2012-03-31") {
    counts { verdict count } findings { rule tso verdict because evidence missing notes }
    dataQuality { facts recordedLate corrected contested inferredDates } basis } }`;

/** All that the three main questions give on the demonstration, as text. */
const told = async (instance: Instance): Promise<string> => {
  const answers: Json[] = [];
  const ask = async (query: string, variables: object): Promise<Json> => {
    const { status, body } = await instance.ask(query, variables);
    expect([status, body.errors]).toEqual([200, undefined]);
    answers.push(body.data);
    return body.data;
  };
  for (let after: string | null = null; ;) {
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
    const { history } = await ask(HISTORY, { after });
    if (!history.pageInfo.hasNextPage) break;
    after = history.pageInfo.endCursor;
  }
  for (const matter of ['birmingham-2011/legal-advice', 'seedshire-2012/smaller-grants-budget'])
    // oxlint-disable-next-line no-await-in-loop
    await ask(TRAIL, { matter });
  await ask(SUMMARY, { commissioner: 'Seedshire County Council (fictional)' });
  return JSON.stringify(answers);
};

afterAll(removeFolders);

describe('two instances over one log on a server, each with a disk of its own', () => {
  let cluster: DoubleCluster;
  let one: Instance;
  let other: Instance;

  beforeAll(async () => {
    cluster = await DoubleCluster.start();
    let now = 0;
    cluster.log.clock = () => now || Date.now();
    const config = {
      port: 0,
      host: '127.0.0.1',
      dataDir: newFolder(),
      eventStoreUrl: cluster.url,
      logLevel: 'silent',
    } as const;
    await withApplication(config, ({ application, container }) =>
      seed(application, container, (instant) => {
        now = instant;
      }),
    );
    now = 0;
    [one, other] = await Promise.all([Instance.start(cluster.url), Instance.start(cluster.url)]);
    await Promise.all([one.whole(), other.whole()]);
  });

  afterAll(async () => {
    await Promise.all([one.app.close(), other.app.close()]);
    await cluster.stop();
  });

  test('give the same answers: history, decision trails, a compliance summary', async () => {
    const answers = await told(one);
    expect(answers.length).toBeGreaterThan(50_000);
    expect(await told(other)).toBe(answers);
  });

  test('an instance whose disk is empty, or was left behind long ago, comes to the same answers', async () => {
    const kept = newFolder();
    const left = await (await Instance.start(cluster.url, kept)).whole();
    await left.app.close();
    await one.record('registerTso', { organisationId: 'local:late', name: 'Latecomers', visibility: 'public' });
    const answers = await told(one);
    for (const dataDir of [newFolder(), kept]) {
      // oxlint-disable-next-line no-await-in-loop
      const late = await (await Instance.start(cluster.url, dataDir)).whole();
      // oxlint-disable-next-line no-await-in-loop
      expect(await told(late)).toBe(answers);
      // oxlint-disable-next-line no-await-in-loop
      await late.app.close();
    }
  });
});

describe('two instances over one log, of which the other is behind for a while', () => {
  let cluster: DoubleCluster;
  let behind: DoubleNode;
  let one: Instance;
  let other: Instance;

  // The other follows the log at a node of its own, which a test can keep quiet; all else goes to the leader.
  beforeEach(async () => {
    cluster = await DoubleCluster.start(2);
    behind = cluster.nodes.find((node) => node !== cluster.leader)!;
    [one, other] = await Promise.all([Instance.start(cluster.leader.url), Instance.start(behind.url)]);
    await Promise.all([one.whole(), other.whole()]);
    while (behind.subscriptions === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    behind.isMute = true;
  });

  afterEach(async () => {
    await Promise.all([one.app.close(), other.app.close()]);
    await cluster.stop();
  });

  const letFollow = (): void => {
    behind.isMute = false;
    behind.server.drop();
  };

  const body = (organisationId: string) => ({ organisationId, name: organisationId, visibility: 'public' });
  const NAME = 'query Name($id: String!) { organisation(id: $id) { name } }';

  test('what was written through one is read from the other by its position, once that is there', async () => {
    const { position } = await one.record('registerTso', body('local:a'));
    const before = await other.ask(NAME, { id: 'local:a' });
    expect(before.body.data).toEqual({ organisation: null });
    const waiting = other.ask(NAME, { id: 'local:a' }, position);
    letFollow();
    const { status, body: answer } = await waiting;
    expect([status, answer]).toEqual([200, { data: { organisation: { name: 'local:a' } } }]);
  });

  test('a command sent after it is decided on it', async () => {
    const { position } = await one.record('registerCommissioner', body('local:council'));
    const input = { matter: 'm', title: 'M', commissioner: 'local:council', occurredOn: '2024-03-01' };
    const waiting = other.record('openMatter', input, position);
    letFollow();
    expect(await waiting).toMatchObject({ revision: 0, repeated: false, userErrors: [] });
  });

  test('a request that cannot be answered in time is told to come again; one with a malformed position what is wrong', async () => {
    const { position } = await one.record('registerTso', body('local:a'));
    const late = await other.ask(NAME, { id: 'local:a' }, position);
    expect([late.status, late.headers['retry-after']]).toEqual([503, '1']);
    expect(late.body.errors).toEqual([
      {
        message: expect.stringMatching(/has not yet read the log up to .* concordat-after/),
        extensions: { code: 'BEHIND' },
      },
    ]);
    const mutation = await other.ask('mutation { registerTso(input: {}) { eventIds } }', {}, position);
    expect(mutation.status).toBe(503);
    for (const wrong of ['0000000000000001', 'x', `${position}/`]) {
      // oxlint-disable-next-line no-await-in-loop
      const answer = await other.ask(NAME, { id: 'local:a' }, wrong);
      expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([400, 'INVALID']);
      expect(answer.body.errors[0].message).toMatch(/^concordat-after is not a position of this log: /);
    }
    expect((await other.ask(NAME, { id: 'local:a' }, '')).status).toBe(200);
  });

  test('a command refused for want of what the other has recorded is decided again once that is read', async () => {
    await one.record('registerCommissioner', body('local:council'));
    const input = { matter: 'm', title: 'M', commissioner: 'local:council', occurredOn: '2024-03-01' };
    const waiting = other.record('openMatter', input);
    await new Promise((resolve) => setTimeout(resolve, 50));
    letFollow();
    const opened = await waiting;
    expect(opened.userErrors).toEqual([]);
    const remark = { targetId: opened.eventIds[0], reason: 'A slip.', occurredOn: '2024-03-02' };
    expect(await one.record('annulEvent', remark)).toMatchObject({ userErrors: [] });
  });

  test('a command refused with all of the log read is refused at once', async () => {
    letFollow();
    const input = { matter: 'm', title: 'M', commissioner: 'local:nobody', occurredOn: '2024-03-01' };
    const { userErrors } = await other.record('openMatter', input);
    expect(userErrors).toMatchObject([{ field: 'commissioner', code: 'UNKNOWN_ORGANISATION' }]);
    const remark = { targetId: 'no-event', reason: 'A slip.', occurredOn: '2024-03-02' };
    expect((await other.record('annulEvent', remark)).userErrors).toMatchObject([{ code: 'UNKNOWN_EVENT' }]);
  });

  test('an id that is on record in another stream is not taken again, and the same command again is answered as before', async () => {
    letFollow();
    const first = await one.record('registerTso', { ...body('local:a'), commandId: 'K-1' });
    expect(await other.record('registerTso', { ...body('local:a'), commandId: 'K-1' }, first.position)).toEqual({
      ...first,
      repeated: true,
    });
    for (const instance of [one, other]) {
      // oxlint-disable-next-line no-await-in-loop
      const { userErrors } = await instance.record('registerTso', { ...body('local:b'), commandId: 'K-1' });
      expect(userErrors).toMatchObject([{ field: 'commandId', code: 'ID_REUSED' }]);
    }
    expect(cluster.log.events).toHaveLength(1);
  });
});

describe('two instances that write to one stream at once', () => {
  let cluster: DoubleCluster;
  let pair: readonly [Instance, Instance];
  const ROUNDS = 10;

  beforeAll(async () => {
    cluster = await DoubleCluster.start();
    pair = [await Instance.start(cluster.url), await Instance.start(cluster.url)];
    await Promise.all(pair.map((instance) => instance.whole()));
  });

  afterAll(async () => {
    await Promise.all(pair.map(({ app }) => app.close()));
    await cluster.stop();
  });

  const pressure = (summary: string, rest: object = {}) => ({
    summary,
    matter: 'm',
    occurredOn: '2024-03-01',
    ...rest,
  });

  test('lose nothing and write nothing twice, whoever is faster', async () => {
    const sent: Json[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      sent.push(
        // oxlint-disable-next-line no-await-in-loop -- both at once, round after round
        ...(await Promise.all(
          pair.flatMap((instance, at) =>
            [0, 1].map((each) =>
              instance.record('discussFundingPressure', pressure('less', { commandId: `${round}-${at}-${each}` })),
            ),
          ),
        )),
      );
    expect(sent.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    const revisions = sent.map(({ revision }) => revision as number).toSorted((a, b) => a - b);
    expect(revisions).toEqual(sent.map((_, at) => at));
    expect(cluster.log.events).toHaveLength(sent.length);
    const last = sent
      .map(({ position }) => position as string)
      .toSorted()
      .at(-1);
    for (const instance of pair) {
      // oxlint-disable-next-line no-await-in-loop
      const { body } = await instance.ask('{ history(first: 100) { nodes { id } } log { size } }', {}, last);
      expect(body.data.log.size).toBe(sent.length);
      const ids: string[] = body.data.history.nodes.map(({ id }: Json) => id);
      expect(ids).toHaveLength(sent.length);
      expect(new Set(ids)).toEqual(new Set(sent.flatMap(({ eventIds }) => eventIds)));
    }
  });

  test('one of two that expect the same revision is told that it has moved on', async () => {
    const expectedRevision = cluster.log.events.length - 1;
    const sent = await Promise.all(
      pair.map((instance) => instance.record('discussFundingPressure', pressure('more', { expectedRevision }))),
    );
    expect(sent.flatMap(({ userErrors }) => userErrors.map(({ code }: Json) => code))).toEqual(['REVISION_CONFLICT']);
    expect(cluster.log.events).toHaveLength(expectedRevision + 2);
  });

  test('the same command given to both at once is one event', async () => {
    const before = cluster.log.events.length;
    const sent = await Promise.all(
      pair.map((instance) => instance.record('discussFundingPressure', pressure('once', { commandId: 'K-1' }))),
    );
    expect(sent.map(({ userErrors }) => userErrors)).toEqual([[], []]);
    expect(new Set(sent.map(({ position }) => position)).size).toBe(1);
    expect(cluster.log.events).toHaveLength(before + 1);
  });
});
