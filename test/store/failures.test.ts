import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { Recorded } from '../../src/kernel/fact.js';
import {
  IdTaken,
  NEW_STREAM,
  START,
  WrongRevision,
  type NewEvent,
  Ambiguous,
  StoreUnavailable,
  TooLarge,
} from '../../src/store/event-store.js';
import { EventStoreDbStore } from '../../src/store/eventstoredb/eventstoredb-store.js';
import type { EventStoreDbOptions, Timing, Trouble } from '../../src/store/eventstoredb/options.js';
import { noted, notes } from './contract.js';
import { certificateOf } from './double/certificate.js';
import { DoubleCluster } from './double/cluster.js';
import type { NodeOptions } from './double/node.js';
import { Wire } from './double/wire.js';

/**
 * The failure matrix of the adapter, row by row, against doubles of the server. What only a real server can show is
 * not here: scavenged streams, a full disk, a cluster without a leader for long, certificates that change.
 */

const QUICK: Partial<Timing> = {
  deadline: 1_000,
  grace: 300,
  silence: 500,
  budget: 6_000,
  start: 6_000,
  probe: 1_000,
  watchdog: 300,
  retry: { first: 5, most: 50 },
  resubscribe: { first: 5, most: 50 },
};

const cleaning: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleaning.splice(0).toReversed()) await clean();
});

const startCluster = async (size = 1, options: NodeOptions = {}): Promise<DoubleCluster> => {
  const cluster = await DoubleCluster.start(size, options);
  cleaning.push(() => cluster.stop());
  return cluster;
};

/** A store with short times, and what it told of its troubles. */
const open = (url: string, timing: Partial<Timing> = {}, options: EventStoreDbOptions = {}) => {
  const troubles: Trouble[] = [];
  const store = new EventStoreDbStore(url, notes(), {
    onTrouble: (trouble) => troubles.push(trouble),
    ...options,
    timing: { ...QUICK, ...timing },
  });
  cleaning.push(() => store.close());
  return { store, troubles };
};

const connect = (url: string, timing: Partial<Timing> = {}): Promise<EventStoreDbStore> =>
  EventStoreDbStore.connect(url, notes(), { timing: { ...QUICK, ...timing } });

const connected = async (url: string): Promise<EventStoreDbStore> => {
  const store = await connect(url);
  cleaning.push(() => store.close());
  return store;
};

/** One sentence of what is wrong when a store cannot be opened. */
const refusal = async (url: string, timing: Partial<Timing> = { start: 300 }): Promise<StoreUnavailable> => {
  const error = await connect(url, timing).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreUnavailable);
  return error as StoreUnavailable;
};

const two = (prefix: string): NewEvent[] => [noted(`${prefix}-0`), noted(`${prefix}-1`)];

const storedIn = (cluster: DoubleCluster): string[] =>
  cluster.log.events.map(({ metadata }) => (JSON.parse(Buffer.from(metadata).toString()) as { id: string }).id);

const until = async (is: () => boolean): Promise<void> => {
  // A test that has failed for want of time must not go on looking.
  const over = new AbortController();
  cleaning.push(() => over.abort());
  while (!over.signal.aborted && !is()) await new Promise((resolve) => setTimeout(resolve, 2));
};

/** Follows a log from its beginning; `seen` grows until `stop`. */
const following = (store: EventStoreDbStore, handle: (page: readonly Recorded[]) => unknown = () => {}) => {
  const abort = new AbortController();
  const seen: string[] = [];
  const ended = (async () => {
    for await (const page of store.subscribe(START, abort.signal)) {
      await handle(page);
      seen.push(...page.map(({ id }) => id));
    }
  })();
  ended.catch(() => {});
  const stop = async (): Promise<void> => {
    abort.abort();
    await ended;
  };
  cleaning.push(() => stop().catch(() => {}));
  return { seen, ended, stop };
};

describe('the server is not there', () => {
  test('at start, alone: it is tried again until it is', async () => {
    const cluster = await startCluster();
    await cluster.leader.server.kill();
    const connecting = connect(cluster.url);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await cluster.leader.server.start();
    const store = await connecting;
    cleaning.push(() => store.close());
    expect(await store.append('a', NEW_STREAM, two('a'))).toMatchObject({ revision: 1 });
  });

  test('at start, a whole cluster: the client that gave up is replaced', async () => {
    const cluster = await startCluster(3);
    await Promise.all(cluster.nodes.map(({ server }) => server.kill()));
    const { store, troubles } = open(cluster.url);
    const appending = store.append('a', NEW_STREAM, two('a'));
    await until(() => troubles.length > 0);
    expect(troubles[0]).toMatchObject({ during: 'append', message: expect.stringContaining('Failed to discover') });
    await Promise.all(cluster.nodes.map(({ server }) => server.start()));
    cluster.elect();
    expect(await appending).toMatchObject({ revision: 1 });
  });

  test('for longer than we wait: it is said in one sentence, and that nothing was written is sure', async () => {
    const cluster = await startCluster();
    const { url } = cluster;
    await cluster.leader.server.kill();
    const { store } = open(url, { budget: 50 });
    const appending = store.append('a', NEW_STREAM, two('a'));
    await expect(appending).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(appending).rejects.toThrow(/^No EventStoreDB answers at 127\.0\.0\.1:\d+: is it running/);
    await expect(store.readStream('a')).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.probe()).rejects.toBeInstanceOf(StoreUnavailable);
  });

  test('or does not answer: a probe says so when its time is up, however long other calls are repeated', async () => {
    const cluster = await startCluster();
    const { store } = open(cluster.url, { probe: 200, silence: 60_000, budget: 60_000 });
    cluster.leader.isDeaf = true;
    await expect(store.probe()).rejects.toThrow(/^EventStoreDB at \S+ takes the connection but does not answer/);
    cluster.leader.isDeaf = false;
    expect(await store.probe()).toBeUndefined();
  });
});

describe('an append is interrupted', () => {
  test.each([
    'drop before commit',
    'drop after commit',
    'no answer',
    'no answer after commit',
    'not ready',
    'no leader',
    'commit timeout',
  ] as const)('%s: it is repeated and stored once', async (fault) => {
    const cluster = await startCluster();
    const { store, troubles } = open(cluster.url);
    await store.append('a', NEW_STREAM, two('a'));
    cluster.leader.appendFaults.push(fault, fault);
    const receipt = await store.append('a', 1, two('b'));
    expect(troubles).toHaveLength(2);
    expect(storedIn(cluster)).toEqual(['a-0', 'a-1', 'b-0', 'b-1']);
    expect(receipt).toEqual({ revision: 3, position: (await store.readStream('a')).at(-1)!.position });
  });

  test.each(['kill before commit', 'kill after commit'] as const)('%s, and the node comes back', async (fault) => {
    const cluster = await startCluster();
    const { store, troubles } = open(cluster.url);
    cluster.leader.appendFaults.push(fault);
    const appending = store.append('a', NEW_STREAM, two('a'));
    await until(() => troubles.length > 0);
    await cluster.leader.server.start();
    expect(await appending).toMatchObject({ revision: 1 });
    expect(storedIn(cluster)).toEqual(['a-0', 'a-1']);
  });

  test('and another writer goes on after us: the repeat still finds it done', async () => {
    const cluster = await startCluster();
    const { store, troubles } = open(cluster.url, { retry: { first: 200, most: 200 } });
    const { store: other } = open(cluster.url);
    cluster.leader.appendFaults.push('commit timeout');
    const appending = store.append('a', NEW_STREAM, two('a'));
    await until(() => troubles.length > 0);
    await other.append('a', 1, two('b'));
    expect(await appending).toMatchObject({ revision: 1 });
    expect(storedIn(cluster)).toEqual(['a-0', 'a-1', 'b-0', 'b-1']);
  });

  test('and it cannot be found out what became of it: that is told as such, and sending again is safe', async () => {
    const cluster = await startCluster();
    const { store } = open(cluster.url, { budget: 0 });
    cluster.leader.appendFaults.push('drop after commit');
    await expect(store.append('a', NEW_STREAM, two('a'))).rejects.toBeInstanceOf(Ambiguous);
    expect(await store.append('a', NEW_STREAM, two('a'))).toMatchObject({ revision: 1 });
    expect(storedIn(cluster)).toEqual(['a-0', 'a-1']);
  });

  test('but a server that turned it away unread leaves no doubt', async () => {
    const cluster = await startCluster();
    const { store } = open(cluster.url, { budget: 0 });
    cluster.leader.appendFaults.push('not ready');
    await expect(store.append('a', NEW_STREAM, two('a'))).rejects.toBeInstanceOf(StoreUnavailable);
  });

  test('and then another writer is faster: that is a conflict', async () => {
    const cluster = await startCluster();
    const { store, troubles } = open(cluster.url, { retry: { first: 200, most: 200 } });
    const { store: other } = open(cluster.url);
    cluster.leader.appendFaults.push('drop before commit');
    const appending = store.append('a', NEW_STREAM, two('a'));
    await until(() => troubles.length > 0);
    await other.append('a', NEW_STREAM, two('b'));
    await expect(appending).rejects.toBeInstanceOf(WrongRevision);
    expect(storedIn(cluster)).toEqual(['b-0', 'b-1']);
  });
});

describe('a cluster takes calls and answers none', () => {
  test('an append is given up by our own timer: the client is still looking for a leader and knows no deadline', async () => {
    const cluster = await startCluster(3);
    for (const node of cluster.nodes) node.isDeaf = true;
    const { store, troubles } = open(cluster.url, { deadline: 200, grace: 100 });
    const appending = store.append('a', NEW_STREAM, two('a'));
    await until(() => troubles.length > 0);
    expect(troubles[0]).toEqual({ during: 'append', message: 'an append: no answer within 300 ms' });
    for (const node of cluster.nodes) node.isDeaf = false;
    expect(await appending).toMatchObject({ revision: 1 });
  });
});

describe('a read is interrupted', () => {
  test.each(['no answer', 'not ready', 'drop midway'] as const)('%s: it is repeated', async (fault) => {
    const cluster = await startCluster();
    const { store, troubles } = open(cluster.url);
    await store.append('a', NEW_STREAM, two('a'));
    await store.append('a', 1, two('b'));
    cluster.leader.readFaults.push(fault);
    expect((await store.readStream('a')).map(({ id }) => id)).toEqual(['a-0', 'a-1', 'b-0', 'b-1']);
    expect(troubles).toHaveLength(1);
  });
});

describe('another node leads', () => {
  test('the old leader is dead: appends and subscriptions go on', async () => {
    const cluster = await startCluster(3);
    const { store } = open(cluster.url);
    const follower = following(store);
    await store.append('a', NEW_STREAM, two('a'));
    await until(() => follower.seen.length === 2);
    await cluster.killLeader(50);
    await store.append('a', 1, two('b'));
    await until(() => follower.seen.length === 4);
    expect(follower.seen).toEqual(storedIn(cluster));
  });

  test('the old leader is a follower now: it sends us on', async () => {
    const cluster = await startCluster(3);
    const { store, troubles } = open(cluster.url);
    await store.append('a', NEW_STREAM, two('a'));
    const before = cluster.leader;
    cluster.elect();
    const calls = before.calls.length;
    await store.append('a', 1, two('b'));
    expect(before.calls.slice(calls)).toEqual(['Append']);
    expect(troubles).toEqual([{ during: 'append', message: expect.stringContaining('Leader info') }]);
    expect(storedIn(cluster)).toEqual(['a-0', 'a-1', 'b-0', 'b-1']);
  });
});

describe('a subscription', () => {
  const fill = async (store: EventStoreDbStore, count: number): Promise<void> => {
    for (let at = 0; at < count; at += 100)
      await store.append(
        `s-${at}`,
        NEW_STREAM,
        Array.from({ length: 100 }, (_, index) => noted(`${at + index}`)),
      );
  };

  test.each(['drop', 'fall behind'] as const)('of a slow reader (%s): nothing is lost or doubled', async (kind) => {
    const cluster = await startCluster();
    cluster.leader.slowness = { kind, buffer: 32 };
    const { store } = open(cluster.url);
    const follower = following(store, () => new Promise((resolve) => setTimeout(resolve, 5)));
    await until(() => cluster.leader.subscriptions === 1);
    await fill(store, 3_000);
    await until(() => follower.seen.length >= 3_000);
    expect(follower.seen).toEqual(storedIn(cluster));
  });

  test('that the server ends in good order is begun again', async () => {
    const cluster = await startCluster();
    cluster.leader.endAfter = 100;
    const { store, troubles } = open(cluster.url);
    const follower = following(store);
    await until(() => cluster.leader.subscriptions === 1);
    await fill(store, 500);
    await until(() => follower.seen.length >= 500);
    expect(follower.seen).toEqual(storedIn(cluster));
    expect(troubles).toContainEqual({ during: 'subscription', message: 'the server ended the subscription' });
  });

  test('that is cut while events and a checkpoint beyond them wait: the events come again', async () => {
    const cluster = await startCluster();
    const { store } = open(cluster.url);
    await fill(store, 1_000);
    let cuts = 0;
    const follower = following(store, async () => {
      // Long enough for the buffer to fill behind the reader's back, checkpoints and all.
      await new Promise((resolve) => setTimeout(resolve, 30));
      if (cuts < 5) {
        cuts += 1;
        cluster.leader.server.drop();
      }
    });
    await until(() => follower.seen.length >= 1_000);
    expect(follower.seen).toEqual(storedIn(cluster));
    expect(cuts).toBe(5);
  });

  test('goes on from where the server has searched when nothing of it was ours', async () => {
    const cluster = await startCluster();
    const { store } = open(cluster.url);
    await store.append('a', NEW_STREAM, two('a'));
    const follower = following(store);
    await until(() => follower.seen.length === 2);
    const foreign = Array.from({ length: 318 }, (_, at) => ({
      id: `foreign-${at}`,
      type: 'Foreign',
      contentType: 'application/json',
      data: Buffer.from('{}'),
      metadata: Buffer.from('{}'),
    }));
    cluster.log.append('elsewhere-1', 'any', foreign);
    await until(() => cluster.leader.lastCheckpoint === cluster.log.events.at(-1)!.position);
    await new Promise((resolve) => setTimeout(resolve, 50));
    cluster.leader.server.drop();
    await until(() => cluster.leader.subscribedFrom.length === 2);
    expect(cluster.leader.subscribedFrom).toEqual(['start', cluster.log.events.at(-1)!.position]);
    await store.append('a', 1, two('b'));
    await until(() => follower.seen.length === 4);
  });

  test('is not led astray by the checkpoint that some servers make up', async () => {
    const cluster = await startCluster();
    cluster.leader.hasBogusCheckpoint = true;
    const { store } = open(cluster.url);
    await store.append('a', NEW_STREAM, two('a'));
    const follower = following(store);
    await until(() => follower.seen.length === 2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    cluster.leader.server.drop();
    await store.append('a', 1, two('b'));
    await until(() => follower.seen.length === 4);
    expect(follower.seen).toEqual(storedIn(cluster));
  });

  test('whose reader goes away, or fails, is ended at the server too', async () => {
    const cluster = await startCluster();
    const { store } = open(cluster.url);
    await fill(store, 600);
    for (let at = 0; at < 5; at += 1)
      for await (const page of store.subscribe(START, new AbortController().signal)) if (page.length > 0) break;
    const failing = following(store, () => {
      throw new Error('the reader failed');
    });
    await expect(failing.ended).rejects.toThrow('the reader failed');
    await until(() => cluster.leader.subscriptions === 0);
    expect(cluster.leader.subscriptions).toBe(0);
  });

  test('that has gone quiet is noticed, since the log has something of ours beyond it', async () => {
    const cluster = await startCluster();
    const { store } = open(cluster.url);
    const follower = following(store);
    await until(() => cluster.leader.subscriptions === 1);
    cluster.leader.isMute = true;
    await store.append('a', NEW_STREAM, two('a'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(follower.seen).toEqual([]);
    cluster.leader.isMute = false;
    await until(() => follower.seen.length === 2);
    expect(cluster.leader.subscribedFrom.length).toBeGreaterThan(1);
  });

  test('that is not allowed any more stops, and is not tried again', async () => {
    const users = { app: { password: 'right', mayReadAll: true } };
    const cert = certificateOf('double');
    const cluster = await startCluster(1, { users, tls: cert });
    const store = await connected(secured(cluster, 'app:right', cert.cert));
    const follower = following(store);
    await until(() => cluster.leader.subscriptions === 1);
    users.app.mayReadAll = false;
    cluster.leader.server.drop();
    await expect(follower.ended).rejects.toThrow('may not read $all');
  });
});

describe('packets vanish', () => {
  test('an append is given up at its deadline and sent on another connection; subscriptions come back', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    cleaning.push(() => warn.mockRestore());
    const cluster = await startCluster();
    const wire = await Wire.to(cluster.leader.server.port);
    cleaning.push(() => wire.stop());
    const { store, troubles } = open(wire.url, { deadline: 300, grace: 100 });
    const follower = following(store);
    await store.append('a', NEW_STREAM, two('a'));
    await until(() => follower.seen.length === 2);
    wire.swallow();
    await store.append('a', 1, two('b'));
    expect(troubles.length).toBeGreaterThan(0);
    await until(() => follower.seen.length === 4);
    expect(follower.seen).toEqual(storedIn(cluster));
    expect(storedIn(cluster)).toEqual(['a-0', 'a-1', 'b-0', 'b-1']);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'concordat-ca-'));
let files = 0;

const secured = (cluster: DoubleCluster, user: string, cert: string): string => {
  files += 1;
  const file = join(folder, `ca-${files}.crt`);
  writeFileSync(file, cert);
  cleaning.push(() => rmSync(file, { force: true }));
  return `esdb://${user ? `${user}@` : ''}127.0.0.1:${cluster.leader.server.port}?tls=true&tlsCAFile=${encodeURIComponent(file)}`;
};

describe('start-up says what is wrong', () => {
  const users = {
    app: { password: 'p@ss:word', mayReadAll: true },
    guest: { password: 'guest', mayReadAll: false },
  };
  const cert = certificateOf('double');

  const guarded = (): Promise<DoubleCluster> => startCluster(1, { users, tls: cert });

  test('nothing, where all is right: TLS, a password with odd characters', async () => {
    const cluster = await guarded();
    const store = await connected(secured(cluster, `app:${encodeURIComponent('p@ss:word')}`, cert.cert));
    expect(await store.append('a', NEW_STREAM, two('a'))).toMatchObject({ revision: 1 });
    expect(await store.readStream('a')).toHaveLength(2);
    expect(new Set(cluster.leader.calls)).toEqual(new Set(['Read', 'Append']));
  });

  test.each([
    ['a wrong password', 'app:wrong', /does not accept the user name or the password of EVENTSTORE_URL\.$/],
    ['no password', '', /does not accept|may not read \$all/],
    ['no right to read everything', 'guest:guest', /may not read \$all at .*: give it that right/],
  ])('%s, at once and without trying again', async (_, user, message) => {
    const cluster = await guarded();
    const error = await refusal(secured(cluster, user, cert.cert), {});
    expect(error.message).toMatch(message);
    expect(error.isLasting).toBe(true);
    expect(error.message).not.toContain('wrong');
    expect(cluster.leader.calls.filter((call) => call === 'Read')).toHaveLength(1);
  });

  test('a certificate of another authority', async () => {
    const cluster = await guarded();
    const error = await refusal(secured(cluster, 'app:x', certificateOf('other').cert), {});
    expect(error.message).toMatch(/^The certificate of EventStoreDB at 127\.0\.0\.1:\d+ is not trusted: set tlsCAFile/);
    expect(error.isLasting).toBe(true);
  });

  test('TLS spoken to an insecure server', async () => {
    const cluster = await startCluster();
    const error = await refusal(secured(cluster, '', cert.cert), {});
    expect(error.message).toMatch(/^127\.0\.0\.1:\d+ does not speak TLS: set tls=false/);
  });

  test('no TLS spoken to a secured server', async () => {
    const cluster = await guarded();
    const error = await refusal(`esdb://127.0.0.1:${cluster.leader.server.port}?tls=false`);
    expect(error.message).toMatch(/^127\.0\.0\.1:\d+ hung up at once: if the server is secured, set tls=true/);
  });

  test('a port where nobody listens, alone or as a cluster', async () => {
    const cluster = await startCluster(3);
    await Promise.all(cluster.nodes.map(({ server }) => server.kill()));
    const [one] = cluster.nodes;
    for (const url of [one!.url, cluster.url])
      expect((await refusal(url)).message).toMatch(/^No EventStoreDB answers at [\d.:,]+: is it running/);
  });

  test('a server that takes the connection and does not answer', async () => {
    const cluster = await startCluster();
    cluster.leader.readFaults.push('no answer', 'no answer');
    const error = await refusal(cluster.url, { start: 100, probe: 200 });
    expect(error.message).toMatch(/takes the connection but does not answer\.$/);
  });

  test('an address that is none, and never the password', () => {
    for (const url of [
      'http://127.0.0.1',
      'esdb://user:se@cret@127.0.0.1:2113',
      'esdb://user:secret@127.0.0.1:port',
      'esdb://user:secret%zz@127.0.0.1:2113',
      'esdb://user:secret@127.0.0.1:2113?tlsCAFile=/no/such/file',
    ])
      expect(() => new EventStoreDbStore(url, notes())).toThrow(
        /^(?=.*(EventStoreDB address|EVENTSTORE_URL))(?!.*cret).+$/,
      );
    expect(() => new EventStoreDbStore('esdb://h', notes(), { namespace: 'a-b' })).toThrow('cannot be a namespace');
  });
});

describe('the connection string', () => {
  test('is given to the client without the password, which it would print beside an option it does not take', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    cleaning.push(() => warn.mockRestore());
    const { port } = (await startCluster()).leader.server;
    const { store } = open(`esdb://user:secret@127.0.0.1:${port}?tls=false&tlsVerifyCert=false&odd=1`);
    await store.append('a', NEW_STREAM, two('a'));
    expect(warn).toHaveBeenCalled();
    expect(warn.mock.calls.flat().join()).not.toContain('secret');
  });

  test('cannot make conflicts pass for receipts', async () => {
    const { store } = open(`${(await startCluster()).url}&throwOnAppendFailure=false`);
    await store.append('a', NEW_STREAM, two('a'));
    await expect(store.append('a', NEW_STREAM, two('b'))).rejects.toBeInstanceOf(WrongRevision);
  });
});

describe('a right that is missing later', () => {
  test('is named: to append', async () => {
    const cert = certificateOf('double');
    const users = { app: { password: 'right', mayReadAll: true, mayAppend: false } };
    const cluster = await startCluster(1, { users, tls: cert });
    const store = await connected(secured(cluster, 'app:right', cert.cert));
    await expect(store.append('a', NEW_STREAM, two('a'))).rejects.toThrow(
      /^The user of EVENTSTORE_URL may not append to streams that begin with concordat\. at /,
    );
  });
});

describe('a stream deleted for ever', () => {
  test('is empty, and takes nothing', async () => {
    const cluster = await startCluster();
    const { store } = open(cluster.url);
    await store.append('a', NEW_STREAM, two('a'));
    cluster.log.tombstones.add('concordat.a');
    expect(await store.readStream('a')).toEqual([]);
    await expect(store.append('a', NEW_STREAM, two('b'))).rejects.toBeInstanceOf(StoreUnavailable);
    expect(storedIn(cluster)).toEqual(['a-0', 'a-1']);
  });
});

describe('what the server would refuse is refused before', () => {
  test('data that is no JSON, more than it takes, revisions that are none', async () => {
    const cluster = await startCluster();
    const { store } = open(cluster.url);
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    for (const data of [{ n: 1n }, cyclic])
      await expect(store.append('a', NEW_STREAM, [noted('a', data)])).rejects.toThrow(TypeError);
    const large = store.append('a', NEW_STREAM, [noted('a', { text: 'x'.repeat(1_048_576) })]);
    await expect(large).rejects.toBeInstanceOf(TooLarge);
    await expect(large).rejects.toThrow(/^\d+ bytes are too many for one append: the server takes 1048576$/);
    for (const revision of [-2, 0.5, Number.NaN])
      await expect(store.append('a', revision, two('a'))).rejects.toThrow(RangeError);
    expect(cluster.leader.calls).toEqual([]);
  });

  test('a limit of the server below the one we know of is told all the same', async () => {
    const cluster = await startCluster();
    const { store } = open(cluster.url, {}, { maxAppendBytes: 10_000_000 });
    const large = store.append('a', NEW_STREAM, [noted('a', { text: 'x'.repeat(1_048_576) })]);
    await expect(large).rejects.toMatchObject({ name: 'TooLarge', limit: 1_048_576 });
  });
});

describe('many at once', () => {
  test('500 commands: 64 are under way, none starves, and the subscriptions have a connection of their own', async () => {
    const cluster = await startCluster();
    const wire = await Wire.to(cluster.leader.server.port);
    cleaning.push(() => wire.stop());
    const { store } = open(wire.url, { deadline: 20_000, silence: 20_000 });
    const followers = Array.from({ length: 99 }, () => following(store));
    await until(() => cluster.leader.subscriptions === 99);
    cluster.leader.appendFaults.push(...Array.from({ length: 500 }, () => 'hold' as const));
    const appending = Array.from({ length: 500 }, (_, at) => store.append(`s-${at}`, NEW_STREAM, [noted(`${at}`)]));
    await until(() => cluster.leader.held === 64);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(cluster.leader.held).toBe(64);
    expect(wire.connections).toBe(2);
    const releasing = setInterval(() => cluster.leader.release(), 1);
    await Promise.all(appending).finally(() => clearInterval(releasing));
    await until(() => followers.every(({ seen }) => seen.length === 500));
    for (const { seen } of followers) expect(seen).toEqual(storedIn(cluster));
    // 99 readers of everything take long on a machine that is busy.
  }, 120_000);

  test('appends take the Append call, in one attempt each, and ask for nothing else', async () => {
    const cluster = await startCluster();
    const { store } = open(cluster.url);
    for (let at = 0; at < 5; at += 1) await store.append('a', at - 1, [noted(`a-${at}`)]);
    expect(cluster.leader.calls).toEqual(['Append', 'Append', 'Append', 'Append', 'Append']);
  });

  test('what another writer put before the expected revision is looked at before anything is sent', async () => {
    const cluster = await startCluster();
    const [{ store }, { store: other }] = [open(cluster.url), open(cluster.url)];
    await store.append('a', NEW_STREAM, two('a'));
    await expect(other.append('a', 1, [noted('a-0', { text: 'other' })])).rejects.toBeInstanceOf(IdTaken);
    expect(cluster.leader.calls.filter((call) => call === 'Append')).toHaveLength(1);
  });
});

describe('a log longer than one answer of the server', () => {
  test('is read once from end to end, to where it ended when the reading began, and counted', async () => {
    const cluster = await startCluster();
    const { store } = open(cluster.url);
    const fill = (stream: string): Promise<unknown> =>
      store.append(
        stream,
        NEW_STREAM,
        Array.from({ length: 400 }, (_, at) => noted(`${stream}-${at}`)),
      );
    for (const stream of ['a', 'b', 'c']) await fill(stream);
    const before = storedIn(cluster);
    const ids: string[] = [];
    for await (const page of store.readAll(START, 300)) {
      ids.push(...page.map(({ id }) => id));
      if (ids.length === 300) await fill('d');
    }
    expect(ids).toEqual(before);
    expect((await store.head()).size).toBe(1_600);
    const known = await store.head();
    await store.append('a', 399, two('late'));
    expect((await store.head()).size).toBe(1_602);
    const { leader } = cluster;
    leader.calls.splice(0);
    const { position } = (await store.readStream('a', { direction: 'backwards', limit: 1 }))[0]!;
    expect(await store.head(known)).toEqual({ position, size: 1_602 });
    // The stream, the end of the log, and what follows the 1,600 that were known.
    expect(leader.calls).toEqual(['Read', 'Read', 'Read']);
  });
});

describe('closing', () => {
  test('lasts until what is being appended has its answer', async () => {
    const cluster = await startCluster();
    const { store } = open(cluster.url);
    cluster.leader.appendFaults.push('hold');
    const order: string[] = [];
    const appending = store.append('a', NEW_STREAM, two('a')).then(() => order.push('appended'));
    await until(() => cluster.leader.held === 1);
    const closing = store.close().then(() => order.push('closed'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    cluster.leader.release();
    await Promise.all([appending, closing]);
    expect(order).toEqual(['appended', 'closed']);
  });
});

describe('events that are not ours', () => {
  test('are not shown; a stranger in a stream of ours is named', async () => {
    const cluster = await startCluster();
    const { store } = open(cluster.url);
    const put = (stream: string, type: string): unknown =>
      cluster.log.append(stream, 'any', [
        {
          id: `${stream} ${type}`,
          type,
          contentType: 'application/json',
          data: Buffer.from('{}'),
          metadata: Buffer.from(''),
        },
      ]);
    put('$stats-127.0.0.1', '$statsCollected');
    await store.append('a', NEW_STREAM, two('a'));
    put('$$concordat.a', '$metadata');
    put('concordatx.a', 'Noted');
    put('concordat.links', '$>');
    await store.append('a', 1, two('b'));
    put('orders-1', 'OrderPlaced');
    const ids: string[] = [];
    for await (const page of store.readAll(START)) ids.push(...page.map(({ id }) => id));
    expect(ids).toEqual(['a-0', 'a-1', 'b-0', 'b-1']);
    const follower = following(store);
    await until(() => follower.seen.length === 4);
    const head = await store.head();
    expect(head).toEqual({ position: (await store.readStream('a')).at(-1)!.position, size: 4 });
    put('concordat.b', 'Noted');
    await expect(store.readStream('b')).rejects.toThrow('event 0 of stream concordat.b was not written by Concordat');
  });
});
