import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ReadModel } from '../../src/projection/read-model.js';
import type { Recorded } from '../../src/kernel/fact.js';
import type { EventStore, NewEvent } from '../../src/store/event-store.js';
import { EventStoreDbStore } from '../../src/store/eventstoredb/eventstoredb-store.js';
import { SqliteEventStore } from '../../src/store/sqlite-event-store.js';
import { openReadModel } from '../../src/projection/open.js';
import { Projector } from '../../src/projection/projector.js';
import { Questions } from '../../src/projection/questions.js';
import { catalogue } from '../../src/subjects.js';
import { DoubleCluster } from '../store/double/cluster.js';

let directory: string;
const file = (name: string) => join(directory, name);

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'concordat-open-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const event = (id: string): NewEvent => ({
  id,
  fact: {
    type: 'MatterOpened',
    data: { title: id },
    occurredOn: '2024-01-01',
    basis: 'stated',
    by: 'commissioner',
    commissioner: 'C1',
    tsos: [],
    matter: id,
    visibility: 'public',
    evidence: [],
    note: null,
    sourceRecordedOn: null,
  },
  meta: {
    commandId: id,
    correlationId: id,
    causationId: null,
    actor: { role: 'officer', organisation: 'C1' },
    source: 'entered',
  },
});

/** Why the read model was begun anew, each time it was. */
let reasons: string[];
beforeEach(() => {
  reasons = [];
});

/** The ids that the read model of a log answers with, after it has been opened and has caught up. Closes the log. */
const answeredBy = async (store: EventStore): Promise<string[]> => {
  const readModel = await openReadModel(file('views.db'), store, (why) => reasons.push(why));
  const projector = new Projector(store, readModel);
  try {
    await projector.start();
    const questions = new Questions(readModel.database);
    const request = { order: 'RECORDED', first: 100, seq: questions.seqAt(), asker: null } as const;
    return questions.page(request).found.map(({ fact }) => fact.id);
  } finally {
    await projector.stop();
    readModel.close();
    await store.close();
  }
};

const embedded = (log: string): SqliteEventStore => new SqliteEventStore(file(log), catalogue);

const answered = (log: string): Promise<string[]> => answeredBy(embedded(log));

/** Writes an event to a stream of its own for each id. Closes the log. */
const writeTo = async (store: EventStore, ...ids: string[]): Promise<void> => {
  for (const id of ids) await store.append(`matter-${id}`, -1, [event(id)]);
  await store.close();
};

const write = (log: string, ...ids: string[]): Promise<void> => writeTo(embedded(log), ...ids);

const ANOTHER =
  /^The read model follows another log, or this one before it was restored: what it took last, at \S+, is not there/;

describe('opening a read model', () => {
  test('it goes on from where it was when it follows this log', async () => {
    await write('events.db', 'a', 'b');
    expect(await answered('events.db')).toEqual(['a', 'b']);
    await write('events.db', 'c');
    expect(await answered('events.db')).toEqual(['a', 'b', 'c']);
    expect(reasons).toEqual([]);
  });

  test('it is begun anew when the log was restored from an older copy, also after more was written to that', async () => {
    await write('events.db', 'a');
    copyFileSync(file('events.db'), file('older.db'));
    await write('events.db', 'b', 'c');
    expect(await answered('events.db')).toEqual(['a', 'b', 'c']);
    expect(await answered('older.db')).toEqual(['a']);
    await write('events.db', 'd');
    expect(await answered('events.db')).toEqual(['a', 'b', 'c', 'd']);
    await write('older.db', 'x', 'y', 'z', 'zz');
    expect(await answered('older.db')).toEqual(['a', 'x', 'y', 'z', 'zz']);
    expect(reasons).toEqual([expect.stringMatching(ANOTHER), expect.stringMatching(ANOTHER)]);
  });

  test('it is begun anew when the log was restored and took its last event again, in the same place but later', async () => {
    await write('events.db', 'a');
    copyFileSync(file('events.db'), file('older.db'));
    await write('events.db', 'b', 'c');
    expect(await answered('events.db')).toEqual(['a', 'b', 'c']);
    await pause(5);
    await write('older.db', 'x', 'c');
    expect(await answered('older.db')).toEqual(['a', 'x', 'c']);
  });

  test.each([
    ['is not a database', 'something else altogether, and long enough to be looked at'.repeat(50)],
    ['is empty', ''],
  ])('it is begun anew when its file %s', async (_, content) => {
    await write('events.db', 'a', 'b');
    await answered('events.db');
    for (const suffix of ['-wal', '-shm']) rmSync(file(`views.db${suffix}`), { force: true });
    writeFileSync(file('views.db'), content);
    expect(await answered('events.db')).toEqual(['a', 'b']);
    expect(reasons).toEqual(
      content === '' ? [] : [expect.stringMatching(/^The read model's file is damaged \(.+\): /)],
    );
  });
});

describe('opening a read model of a log on a server', () => {
  let clusters: DoubleCluster[];
  const startCluster = async (): Promise<DoubleCluster> => {
    const cluster = await DoubleCluster.start();
    clusters.push(cluster);
    return cluster;
  };
  beforeEach(() => {
    clusters = [];
  });
  afterEach(() => Promise.all(clusters.map((cluster) => cluster.stop())));

  const on = (cluster: DoubleCluster): EventStoreDbStore => new EventStoreDbStore(cluster.url, catalogue);

  test('it goes on from where it was when it follows this log', async () => {
    const cluster = await startCluster();
    await writeTo(on(cluster), 'a', 'b');
    expect(await answeredBy(on(cluster))).toEqual(['a', 'b']);
    await writeTo(on(cluster), 'c');
    expect(await answeredBy(on(cluster))).toEqual(['a', 'b', 'c']);
    expect(reasons).toEqual([]);
  });

  test.each([
    ['another log that has the same stream in another place', ['longer', 'b', 'a'], ['longer', 'b', 'a']],
    ['another log, longer than the one it followed', ['p', 'q', 'r', 's'], ['p', 'q', 'r', 's']],
    ['an emptied log', [], []],
    ['a log restored to an older state', ['a'], ['a']],
    ['a log restored to an older state and then grown with other events', ['a', 'x', 'y', 'z'], ['a', 'x', 'y', 'z']],
    ['a log restored to an older state that took the same events again', ['a', 'b'], ['a', 'b']],
  ])('it is begun anew on %s', async (_, ids, expected) => {
    const [before, after] = [await startCluster(), await startCluster()];
    await writeTo(on(before), 'a', 'b');
    expect(await answeredBy(on(before))).toEqual(['a', 'b']);
    await pause(5);
    await writeTo(on(after), ...ids);
    expect(await answeredBy(on(after))).toEqual(expected);
    expect(reasons).toEqual([expect.stringMatching(ANOTHER)]);
  });

  test('it is begun anew where what it took last was in a stream that has been deleted for ever', async () => {
    const cluster = await startCluster();
    await writeTo(on(cluster), 'a', 'b');
    expect(await answeredBy(on(cluster))).toEqual(['a', 'b']);
    cluster.log.tombstones.add('concordat.matter-b');
    // Until a scavenge the whole log still shows them.
    expect(await answeredBy(on(cluster))).toEqual(['a', 'b']);
    expect(reasons).toEqual([expect.stringMatching(ANOTHER)]);
  });

  test('it is begun anew where it followed the embedded log, and the other way about', async () => {
    const cluster = await startCluster();
    await write('events.db', 'a', 'b');
    await writeTo(on(cluster), 'a', 'b');
    expect(await answered('events.db')).toEqual(['a', 'b']);
    expect(await answeredBy(on(cluster))).toEqual(['a', 'b']);
    expect(await answered('events.db')).toEqual(['a', 'b']);
    expect(reasons).toEqual([expect.stringMatching(ANOTHER), expect.stringMatching(ANOTHER)]);
  });
});

describe('what a log on a server may do that the embedded one does not', () => {
  const recorded = (id: string, stream: string, at: number, recordedAt: string): Recorded => {
    const { fact, meta } = event(id);
    return { ...fact, id, meta, stream, revision: 0, position: String(at).padStart(4, '0'), recordedAt };
  };
  const taken = (...pages: Recorded[][]) => {
    const readModel = new ReadModel(':memory:');
    for (const page of pages) readModel.project(page);
    const questions = new Questions(readModel.database);
    const { found } = questions.page({ order: 'RECORDED', first: 10, seq: questions.seqAt(), asker: null });
    return { questions, facts: found.map(({ fact }) => fact) };
  };

  test('an instant that runs backwards is taken as the latest so far, also on the next page', () => {
    const late = '2024-05-01T12:00:00.500Z';
    const early = '2024-05-01T12:00:00.100Z';
    const { questions, facts } = taken(
      [recorded('a', 's-1', 1, late), recorded('b', 's-2', 2, early)],
      [recorded('c', 's-3', 3, early)],
    );
    expect(facts.map(({ recordedAt }) => recordedAt)).toEqual([late, late, late]);
    expect(questions.seqAt(Date.parse(early))).toBe(0);
    expect(questions.seqAt(Date.parse(late))).toBe(3);
  });

  test('an id used in two streams is the first one’s; the later fact is kept under an id of its own', () => {
    const at = '2024-05-01T12:00:00.500Z';
    const { questions, facts } = taken([
      recorded('a', 's-1', 1, at),
      recorded('a', 's-2', 2, at),
      recorded('b', 's-1', 3, at),
    ]);
    expect(facts.map(({ id, stream }) => [id, stream])).toEqual([
      ['a', 's-1'],
      ['a@s-2', 's-2'],
      ['b', 's-1'],
    ]);
    expect(questions.fact('a', 3, null)?.stream).toBe('s-1');
  });
});
