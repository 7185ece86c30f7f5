import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Recorded } from '../../src/kernel/fact.js';
import { NEW_STREAM, START, type EventStore } from '../../src/store/event-store.js';
import { EventStoreDbStore } from '../../src/store/eventstoredb/eventstoredb-store.js';
import { migrate, type Successor } from '../../src/store/migrate.js';
import { SqliteEventStore } from '../../src/store/sqlite-event-store.js';
import { noted, notes } from './contract.js';
import { DoubleCluster } from './double/cluster.js';

let cluster: DoubleCluster;
let now = 0;
const open: EventStore[] = [];

beforeAll(async () => {
  cluster = await DoubleCluster.start(1, { clock: () => now });
});

afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});

afterAll(() => cluster.stop());

const kept = <Store extends EventStore>(store: Store): Store => {
  open.push(store);
  return store;
};

const embedded = (): SqliteEventStore => kept(new SqliteEventStore(':memory:', notes(), { clock: () => now }));

/** For a server that will not answer any more. */
const IMPATIENT = { budget: 300, deadline: 500, grace: 100, silence: 500, retry: { first: 5, most: 50 } };

/** For all else: how long an answer takes depends on the machine. */
const PATIENT = { ...IMPATIENT, budget: 60_000, deadline: 10_000 };

const onServer = (timing = PATIENT): EventStoreDbStore =>
  kept(
    new EventStoreDbStore(cluster.url, notes(), {
      namespace: `test_${randomUUID().slice(0, 8)}`,
      timing,
    }),
  );

const KINDS: readonly (readonly [name: string, make: () => EventStore & Successor])[] = [
  ['the embedded log', embedded],
  ['a server', () => onServer()],
];

const START_OF_TIME = Date.parse('2024-03-04T10:00:00.000Z');

/** So many events in 23 streams that take turns, one to four at a time, a second apart. */
const fill = async (store: EventStore, count: number): Promise<void> => {
  const revisions = new Map<string, number>();
  now = START_OF_TIME;
  for (let at = 0; at < count;) {
    const stream = `matter-${(at * 7) % 23}`;
    const events = Array.from({ length: Math.min(1 + (at % 4), count - at) }, (_, part) =>
      noted(`n-${at + part}`, { text: `é ${at + part}`, list: [1.5, null, { b: 1, a: 2 }] }),
    );
    now += 1_000;
    const { revision } = await store.append(stream, revisions.get(stream) ?? NEW_STREAM, events);
    revisions.set(stream, revision);
    at += events.length;
  }
};

/** Everything in a log in its order, as text and without positions, which are each log's own. */
const contentOf = async (store: EventStore): Promise<string[]> => {
  const texts: string[] = [];
  for await (const page of store.readAll(START))
    texts.push(...page.map(({ position: _position, ...event }: Recorded) => JSON.stringify(event)));
  return texts;
};

/** Does something when a step of a migration has reached so many events, or has ended. */
const at = (step: string, count: number | 'end', act: () => unknown) => (what: string) => ({
  tick: (reached: number): void => {
    if (what === `events ${step}` && reached === count) act();
  },
  done: (): void => {
    if (what === `events ${step}` && count === 'end') act();
  },
});

const fail = (): never => {
  throw new Error('pulled the plug');
};

describe('a log that is migrated', () => {
  test('is the same on a server, and when it comes back: 2,400 events in one order, key by key', async () => {
    const [first, server, second] = [embedded(), onServer(), embedded()];
    await fill(first, 2_400);
    now += 1_000_000;
    const there = await migrate(first, server);
    const back = await migrate(server, second);
    const content = await contentOf(first);
    expect(content).toHaveLength(2_400);
    expect(await contentOf(server)).toEqual(content);
    expect(await contentOf(second)).toEqual(content);
    const tally = { events: 2_400, digest: expect.stringMatching(/^[0-9a-f]{64}$/) };
    expect(there).toEqual({ found: 0, copied: 2_400, source: tally, destination: tally });
    expect(there.source.digest).toBe(there.destination.digest);
    expect(back).toEqual(there);
  });

  test('keeps moments that run backwards on the server, wherever it goes', async () => {
    const [server, here, other] = [onServer(), embedded(), onServer()];
    const moments = [5_000, 1_000, 9_000, 3_000].map((offset) => START_OF_TIME + offset);
    for (const [index, moment] of moments.entries()) {
      now = moment;
      await server.append(`s-${index % 2}`, (index >> 1) - 1, [noted(`n-${index}`)]);
    }
    await migrate(server, here);
    await migrate(here, other);
    for (const store of [server, here, other]) {
      const events = (await contentOf(store)).map((text) => JSON.parse(text) as Recorded);
      expect(events.map(({ recordedAt }) => Date.parse(recordedAt))).toEqual(moments);
    }
  });

  test.each(KINDS)(
    'goes on in %s as if it had always been there: new events have its clock, repeated ones are known',
    async (_, make) => {
      const [source, destination] = [embedded(), make()];
      await fill(source, 10);
      await migrate(source, destination);
      const [first] = await source.readStream('matter-0');
      const { id, meta, ...fact } = first!;
      now = START_OF_TIME + 500_000_000;
      const receipt = await destination.append('matter-0', NEW_STREAM, [{ id, fact, meta }]);
      expect(receipt.revision).toBe(0);
      await destination.append('new', NEW_STREAM, [noted('new')]);
      const [added] = await destination.readStream('new');
      expect(added?.recordedAt).toBe(new Date(now).toISOString());
      expect(await contentOf(destination)).toHaveLength(11);
    },
  );

  test('goes to a server in appends that it takes, and doubtful answers write nothing twice', async () => {
    const [source, server] = [embedded(), onServer()];
    await source.append(
      's',
      NEW_STREAM,
      Array.from({ length: 40 }, (_, index) => noted(`n-${index}`, { text: 'x'.repeat(60_000) })),
    );
    const before = cluster.log.events.length;
    cluster.leader.appendFaults.push('drop after commit', 'drop before commit', 'commit timeout', 'not ready');
    await migrate(source, server);
    expect(cluster.log.events.length - before).toBe(40);
    expect(await contentOf(server)).toEqual(await contentOf(source));
  });
});

describe('a migration that was cut off', () => {
  test.each(KINDS)('half-way into %s goes on where it stopped', async (_, make) => {
    const [source, destination] = [embedded(), make()];
    await fill(source, 1_700);
    await expect(migrate(source, destination, at('copied', 1_000, fail))).rejects.toThrow('pulled the plug');
    expect(await contentOf(destination)).toHaveLength(1_000);
    expect(await migrate(source, destination)).toMatchObject({ found: 1_000, copied: 700 });
    expect(await migrate(source, destination)).toMatchObject({ found: 1_700, copied: 0 });
    expect(await contentOf(destination)).toEqual(await contentOf(source));
  });

  test('because the server died in the middle of an append says so, and goes on when it is back', async () => {
    const [source, server] = [embedded(), onServer(IMPATIENT)];
    await fill(source, 1_200);
    const kill = at('copied', 500, () => cluster.leader.appendFaults.push('kill after commit'));
    await expect(migrate(source, server, kill)).rejects.toThrow(/run it again, it goes on from what is there$/);
    await cluster.leader.server.start();
    const { found, copied } = await migrate(source, server);
    expect(found).toBeGreaterThan(500);
    expect(found + copied).toBe(1_200);
    expect(await contentOf(server)).toEqual(await contentOf(source));
  });
});

/** An embedded log to which others write just before it is read for the n-th time (from its beginning or on). */
class Watched extends SqliteEventStore {
  readonly before: Record<number, () => Promise<unknown>> = {};
  #reads = 0;

  override async *readAll(after: string, pageSize?: number): AsyncGenerator<Recorded[], void, undefined> {
    this.#reads += 1;
    await this.before[this.#reads]?.();
    yield* super.readAll(after, pageSize);
  }
}

describe('who writes meanwhile', () => {
  // The source is read once to compare, once to copy, again until nothing has come, and once to verify.
  const watched = async (): Promise<Watched> => {
    const source = kept(new Watched(':memory:', notes(), { clock: () => now }));
    await fill(source, 600);
    return source;
  };

  test('to the source while it is copied is copied too', async () => {
    const [source, destination] = [await watched(), onServer()];
    source.before[3] = () => source.append('late', NEW_STREAM, [noted('late')]);
    expect(await migrate(source, destination)).toMatchObject({ copied: 601 });
    expect((await contentOf(destination)).at(-1)).toContain('"late"');
  });

  test('to the source after that is named, and copied the next time', async () => {
    const [source, destination] = [await watched(), embedded()];
    source.before[4] = () => source.append('late', NEW_STREAM, [noted('late')]);
    await expect(migrate(source, destination)).rejects.toThrow(
      'event 601 of the source, "late" (revision 0 of stream "late"), is not in the destination; stop whoever writes',
    );
    expect(await migrate(source, destination)).toMatchObject({ found: 600, copied: 1 });
  });

  test.each(KINDS)('to the destination, %s, is noticed', async (_, make) => {
    const [source, destination] = [await watched(), make()];
    source.before[2] = () => destination.append('matter-7', NEW_STREAM, [noted('stranger')]);
    await expect(migrate(source, destination)).rejects.toThrow(
      'stream "matter-7" ends at revision 0 in the destination and goes on after -1 in the source: something else writes',
    );
    const other = make();
    source.before[4] = () => other.append('other', NEW_STREAM, [noted('stranger')]);
    await expect(migrate(source, other)).rejects.toThrow(/event 1 is "n-0" .* in the source and "stranger"/);
  });
});

describe('what cannot be migrated', () => {
  const OTHERS: readonly (readonly [
    what: string,
    change: (store: EventStore) => Promise<unknown>,
    sentence: string,
  ])[] = [
    [
      'another event',
      (store) => store.append('other', NEW_STREAM, [noted('other')]),
      'event 1 is "n-0" (revision 0 of stream "matter-0") in the source and "other" (revision 0 of stream "other") in the destination',
    ],
    [
      'the event with another moment and another content',
      (store) => store.append('matter-0', NEW_STREAM, [noted('n-0')]),
      'event 1, "n-0" (revision 0 of stream "matter-0"), has another data, recordedAt in the destination',
    ],
    [
      'the event from another command',
      (store) =>
        (store as Successor & EventStore).restore([
          {
            ...noted('n-0', { text: 'é 0', list: [1.5, null, { a: 2, b: 1 }] }).fact,
            id: 'n-0',
            stream: 'matter-0',
            revision: 0,
            position: START,
            recordedAt: new Date(START_OF_TIME + 1_000).toISOString(),
            meta: { ...noted('n-0').meta, source: 'imported' },
          },
        ]),
      'event 1, "n-0" (revision 0 of stream "matter-0"), has another meta in the destination',
    ],
    [
      'more than the source',
      async (store) => {
        await fill(store, 10);
        await store.append('more', NEW_STREAM, [noted('more')]);
      },
      'event 11 of the destination, "more" (revision 0 of stream "more"), is not in the source',
    ],
  ];

  describe.each(KINDS)('into %s', (_, make) => {
    test.each(OTHERS)('that holds %s: refused, and nothing is written', async (_what, change, sentence) => {
      const [source, destination] = [embedded(), make()];
      await fill(source, 10);
      now += 1_000_000;
      await change(destination);
      const before = await contentOf(destination);
      await expect(migrate(source, destination)).rejects.toThrow(
        `the destination holds something other than the beginning of the source; it was left as it is: ${sentence}`,
      );
      expect(await contentOf(destination)).toEqual(before);
    });
  });

  test('into the embedded log: an id that a server has in two streams; both are named, nothing from there on is written', async () => {
    const [server, destination] = [onServer(), embedded()];
    await server.append('a', NEW_STREAM, [noted('a-0'), noted('twice')]);
    await server.append('b', NEW_STREAM, [noted('twice', { text: 'other' })]);
    await expect(migrate(server, destination)).rejects.toThrow(
      'the source has the id "twice" more than once, as revision 1 of stream "a" and as revision 0 of stream "b"; the destination keeps an id only once',
    );
    expect(await contentOf(destination)).toEqual([]);
    expect(await destination.append('a', NEW_STREAM, [noted('afresh')])).toMatchObject({ revision: 0 });
    expect(await contentOf(destination)).toHaveLength(1);
    const other = onServer();
    expect(await migrate(server, other)).toMatchObject({ copied: 3 });
  });

  test('to a server: an event that is too large for it; it is named before anything is written', async () => {
    const [source, server] = [embedded(), onServer()];
    await source.append('s', NEW_STREAM, [noted('small')]);
    await source.append('s', 0, [noted('large', { text: 'x'.repeat(1_100_000) })]);
    await expect(migrate(source, server)).rejects.toThrow(
      /^event "large" \(revision 1 of stream "s"\) does not fit into the destination, so nothing was copied: 11\d+ bytes/,
    );
    expect(await contentOf(server)).toEqual([]);
  });

  test('from a log without an event', async () => {
    await expect(migrate(onServer(), embedded())).rejects.toThrow(
      'the source holds no events: there is nothing to copy',
    );
  });
});
