import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReadModel } from '../../src/projection/read-model.js';
import type { Recorded } from '../../src/kernel/fact.js';
import type { NewEvent } from '../../src/store/event-store.js';
import { SqliteEventStore } from '../../src/store/sqlite-event-store.js';
import { openReadModel } from '../../src/projection/open.js';
import { Projector } from '../../src/projection/projector.js';
import { Questions } from '../../src/projection/questions.js';
import { catalogue } from '../../src/subjects.js';

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

/** The ids that the read model of a log answers with, after it has been opened and has caught up. */
const answered = async (log: string): Promise<string[]> => {
  const store = new SqliteEventStore(file(log), catalogue);
  const readModel = await openReadModel(file('views.db'), store);
  try {
    await new Projector(store, readModel).catchUp();
    const questions = new Questions(readModel.database);
    const request = { order: 'RECORDED', first: 100, seq: questions.seqAt(), asker: null } as const;
    return questions.page(request).found.map(({ fact }) => fact.id);
  } finally {
    readModel.close();
    await store.close();
  }
};

const write = async (log: string, ...ids: string[]): Promise<void> => {
  const store = new SqliteEventStore(file(log), catalogue);
  for (const id of ids) await store.append(`matter-${id}`, -1, [event(id)]);
  await store.close();
};

describe('opening a read model', () => {
  test('it goes on from where it was when it follows this log', async () => {
    await write('events.db', 'a', 'b');
    expect(await answered('events.db')).toEqual(['a', 'b']);
    await write('events.db', 'c');
    expect(await answered('events.db')).toEqual(['a', 'b', 'c']);
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
