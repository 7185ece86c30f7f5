import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { v1, type Catalogue } from '../../src/kernel/catalogue.js';
import type { Fact, Position, Recorded } from '../../src/kernel/fact.js';
import {
  IdTaken,
  NEW_STREAM,
  START,
  WrongRevision,
  type EventStore,
  type NewEvent,
  type Receipt,
} from '../../src/store/event-store.js';

/** A log under test: events go in at `writer` and are read at `reader`, which may be another instance over the same log. */
export interface Log {
  readonly writer: EventStore;
  readonly reader: EventStore;
  readonly close: () => Promise<void>;
}

/** Where logs may differ. Each difference is told to the suite, which then tests what such a log does instead. */
export interface Abilities {
  /** an id is unique in the whole log, or within its stream */
  readonly ids: 'log' | 'stream';
  /** the moment of recording never runs backwards, or is whatever the clock of the server said */
  readonly recordedAt: 'rising' | 'as the clock was';
  /** the clock given to `open` is the one that records */
  readonly isClockGiven: boolean;
  /** about how many bytes of JSON one event may have */
  readonly largest: number;
}

const EMBEDDED: Abilities = { ids: 'log', recordedAt: 'rising', isClockGiven: true, largest: 2_000_000 };

/** An event of the test catalogue; whatever a test is about is given, the rest is filled in. */
export const noted = (
  id: string,
  data: Record<string, unknown> = { text: id },
  rest: Partial<Fact> = {},
): NewEvent => ({
  id,
  fact: {
    type: 'Noted',
    data,
    occurredOn: '2010-09',
    basis: 'stated',
    by: 'commissioner',
    commissioner: 'leeds-council',
    tsos: ['advice-leeds', 'carers-leeds'],
    matter: 'carers-2010',
    visibility: 'parties',
    evidence: [{ title: 'Minutes', url: 'https://example.org/minutes', publishedOn: '2010-10-01' }],
    note: 'from the minutes',
    sourceRecordedOn: '2010-10-02',
    ...rest,
  },
  meta: {
    commandId: `command of ${id}`,
    correlationId: `request of ${id}`,
    causationId: null,
    actor: { role: 'officer', organisation: 'leeds-council' },
    source: 'entered',
  },
});

/** A catalogue with one type, `Noted`, at version 1. */
export const notes = (): Record<string, Catalogue[string]> => ({ Noted: v1(z.looseObject({})) });

const idsOf = (events: readonly Recorded[]): string[] => events.map(({ id }) => id);

const numbered = (prefix: string, count: number): NewEvent[] =>
  Array.from({ length: count }, (_, at) => noted(`${prefix}-${at}`));

const flat = async (pages: AsyncIterable<Recorded[]>): Promise<Recorded[]> => {
  const events: Recorded[] = [];
  for await (const page of pages) events.push(...page);
  return events;
};

/** Follows the log until it has seen `count` events, then stops. */
const follow = async (store: EventStore, after: Position, count: number): Promise<Recorded[]> => {
  const stop = new AbortController();
  const events: Recorded[] = [];
  for await (const page of store.subscribe(after, stop.signal)) {
    events.push(...page);
    if (events.length >= count) stop.abort();
  }
  return events;
};

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/**
 * What every log must do. `open` gives an empty log with the catalogue and the clock (ms since the epoch); the
 * catalogue may change while the log is open, as it does between two releases.
 */
export const contract = (
  name: string,
  open: (catalogue: Catalogue, clock: () => number) => Log | Promise<Log>,
  { ids, recordedAt, isClockGiven, largest }: Abilities = EMBEDDED,
): void => {
  describe(`the log: ${name}`, () => {
    let log: Log;
    let catalogue: ReturnType<typeof notes>;
    let now: number;

    beforeEach(async () => {
      catalogue = notes();
      now = Date.parse('2024-03-04T10:12:00.000Z');
      log = await open(catalogue, () => now);
    });

    afterEach(() => log.close());

    const append = (stream: string, expected: number, ...events: NewEvent[]): Promise<Receipt> =>
      log.writer.append(stream, expected, events);

    const all = (after: Position = START, pageSize?: number): Promise<Recorded[]> =>
      flat(log.reader.readAll(after, pageSize));

    describe('appending', () => {
      test('gives an event its place and keeps all it was given', async () => {
        const event = noted('n-1', { text: 'a', list: [1, 2.5, null, true], deep: { er: {} } });
        const receipt = await append('matter-1', NEW_STREAM, event);
        const [held, ...more] = await log.reader.readStream('matter-1');
        expect(more).toEqual([]);
        expect(held).toEqual({
          ...event.fact,
          id: 'n-1',
          stream: 'matter-1',
          revision: 0,
          position: receipt.position,
          recordedAt: isClockGiven ? '2024-03-04T10:12:00.000Z' : held!.recordedAt,
          meta: event.meta,
        });
        expect(receipt.revision).toBe(0);
      });

      test('gives every field the type it is declared with', async () => {
        await append('a', NEW_STREAM, noted('n-1'));
        const [held] = await all();
        const types = Object.fromEntries(Object.entries(held!).map(([key, value]) => [key, typeof value]));
        expect(types).toEqual({
          type: 'string',
          data: 'object',
          occurredOn: 'string',
          basis: 'string',
          by: 'string',
          commissioner: 'string',
          tsos: 'object',
          matter: 'string',
          visibility: 'string',
          evidence: 'object',
          note: 'string',
          sourceRecordedOn: 'string',
          id: 'string',
          stream: 'string',
          revision: 'number',
          position: 'string',
          recordedAt: 'string',
          meta: 'object',
        });
        expect([Array.isArray(held!.tsos), Array.isArray(held!.evidence)]).toEqual([true, true]);
      });

      test('keeps what is not known as null', async () => {
        const unknown = {
          occurredOn: null,
          commissioner: null,
          tsos: [],
          matter: null,
          evidence: [],
          note: null,
          sourceRecordedOn: null,
        };
        await append('a', NEW_STREAM, noted('n-1', {}, unknown));
        expect((await all())[0]).toMatchObject(unknown);
      });

      test('keeps any text and a large document unharmed', async () => {
        const data = {
          text: 'Cyngor Gwynedd – “£1,000” \u0000 \uD800 🏴󠁧󠁢󠁷󠁬󠁳󠁿 שלום\r\n\t\\"',
          'a key with ünïcode': 'x',
          large: 'é"'.repeat(largest / 4),
        };
        await append('ströme/🌊', NEW_STREAM, noted('id-ü', data));
        const [held] = await log.reader.readStream('ströme/🌊');
        expect(held!.data).toEqual(data);
        expect([held!.id, held!.stream]).toEqual(['id-ü', 'ströme/🌊']);
      });

      test('counts revisions from 0 and tells where it ended', async () => {
        const first = await append('a', NEW_STREAM, ...numbered('a', 3));
        const second = await append('a', 2, ...numbered('b', 2));
        const events = await log.reader.readStream('a');
        expect(events.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4]);
        expect(first).toEqual({ revision: 2, position: events[2]!.position });
        expect(second).toEqual({ revision: 4, position: events[4]!.position });
      });

      test('refuses a writer who believes too little or too much', async () => {
        await append('a', NEW_STREAM, ...numbered('a', 2));
        for (const expected of [NEW_STREAM, 0, 2, 7]) {
          const refused = append('a', expected, noted(`late-${expected}`));
          await expect(refused).rejects.toBeInstanceOf(WrongRevision);
          await expect(refused).rejects.toMatchObject({ stream: 'a', expected, actual: 1 });
        }
        await expect(append('none', 0, noted('early'))).rejects.toMatchObject({ expected: 0, actual: NEW_STREAM });
        expect(idsOf(await all())).toEqual(['a-0', 'a-1']);
      });

      test('writes all the events of a request or none', async () => {
        await append('a', NEW_STREAM, noted('a-0'));
        await expect(append('a', 4, ...numbered('late', 3))).rejects.toBeInstanceOf(WrongRevision);
        await expect(append('a', 0, noted('a-1'), noted('a-0', { other: 1 }))).rejects.toBeInstanceOf(IdTaken);
        await expect(append('c', NEW_STREAM, noted('c-0'), noted('c-0'))).rejects.toBeInstanceOf(IdTaken);
        expect(idsOf(await all())).toEqual(['a-0']);
        expect(await log.reader.readStream('c')).toEqual([]);
      });

      test('lets a request fail alone among others made at the same moment', async () => {
        const outcomes = await Promise.allSettled([
          append('a', NEW_STREAM, noted('a-0')),
          append('a', NEW_STREAM, noted('too-late')),
          append('b', 5, noted('too-early')),
          append('b', NEW_STREAM, noted('b-0')),
          append('a', 0, noted('a-0', { other: 1 })),
          append('a', 0, noted('a-1')),
        ]);
        expect(outcomes.map(({ status }) => status)).toEqual([
          'fulfilled',
          'rejected',
          'rejected',
          'fulfilled',
          'rejected',
          'fulfilled',
        ]);
        expect(idsOf(await log.reader.readStream('a'))).toEqual(['a-0', 'a-1']);
        expect(idsOf(await all()).toSorted()).toEqual(['a-0', 'a-1', 'b-0']);
      });

      test('lets one of twenty writers win a revision', async () => {
        await append('a', NEW_STREAM, noted('a-0'));
        const outcomes = await Promise.allSettled(numbered('w', 20).map((event) => append('a', 0, event)));
        const lost = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason);
        expect(lost).toHaveLength(19);
        for (const reason of lost) expect(reason).toMatchObject({ name: 'WrongRevision', expected: 0, actual: 1 });
        expect(await log.reader.readStream('a')).toHaveLength(2);
      });

      test('keeps writers of different streams apart', async () => {
        const write = async (stream: string): Promise<void> => {
          for (let revision = NEW_STREAM; revision < 9; revision += 1)
            await append(stream, revision, noted(`${stream}-${revision + 1}`));
        };
        const streams = Array.from({ length: 12 }, (_, at) => `s${at}`);
        await Promise.all(streams.map(write));
        for (const stream of streams)
          expect(idsOf(await log.reader.readStream(stream))).toEqual(numbered(stream, 10).map(({ id }) => id));
        expect(await log.reader.head()).toMatchObject({ size: 120 });
      });

      test('refuses an empty request and a type the catalogue does not have', async () => {
        await expect(append('a', NEW_STREAM)).rejects.toThrow('at least one event');
        const stranger = noted('x', {}, { type: 'Sung' });
        await expect(append('a', NEW_STREAM, stranger)).rejects.toThrow('"Sung" is not an event type of the catalogue');
        expect(await log.reader.head()).toEqual({ position: START, size: 0 });
      });

      test('is not misled by events changed after they were handed over', async () => {
        const data = { text: 'before' };
        const appended = append('a', NEW_STREAM, noted('a-0', data));
        data.text = 'after';
        await appended;
        expect((await all())[0]!.data).toEqual({ text: 'before' });
      });
    });

    describe('repeating', () => {
      test('the same events again are not written twice, whatever is expected', async () => {
        const events = numbered('a', 3);
        const first = await append('a', NEW_STREAM, ...events);
        await append('a', 2, noted('later'));
        for (const expected of [NEW_STREAM, 2, 3, 99]) expect(await append('a', expected, ...events)).toEqual(first);
        expect(await log.reader.head()).toMatchObject({ size: 4 });
      });

      test('the same events at the same moment are written once', async () => {
        const events = numbered('a', 2);
        const [one, two] = await Promise.all([append('a', NEW_STREAM, ...events), append('a', NEW_STREAM, ...events)]);
        expect(one).toEqual(two);
        expect(await log.reader.head()).toMatchObject({ size: 2 });
      });

      test('order of keys, and who asked this time, make no other event', async () => {
        const event = noted('a-0', { x: 1, y: { p: 1, q: 2 }, none: undefined });
        const first = await append('a', NEW_STREAM, event);
        const reversed = Object.fromEntries(Object.entries(event.fact).toReversed()) as unknown as Fact;
        const again: NewEvent = {
          id: event.id,
          fact: { ...reversed, data: { y: { q: 2, p: 1 }, x: 1 } },
          meta: { ...event.meta, correlationId: 'another request' },
        };
        now += 1000;
        expect(await append('a', NEW_STREAM, again)).toEqual(first);
      });

      test.each<[string, NewEvent]>([
        ['other data', noted('a-0', { text: 'other' })],
        ['another date', noted('a-0', undefined, { occurredOn: '2011' })],
        ['another visibility', noted('a-0', undefined, { visibility: 'restricted' })],
        ['another type', noted('a-0', undefined, { type: 'Minuted' })],
      ])('an id is refused for %s', async (_, event) => {
        catalogue['Minuted'] = v1(z.looseObject({}));
        await append('a', NEW_STREAM, noted('a-0'));
        for (const expected of [NEW_STREAM, 0, 7]) {
          const refused = append('a', expected, event);
          await expect(refused).rejects.toBeInstanceOf(IdTaken);
          await expect(refused).rejects.toMatchObject({ id: 'a-0' });
        }
        expect(await log.reader.head()).toMatchObject({ size: 1 });
      });

      test('two writers who give one id to different content at the same moment are not both told yes', async () => {
        await append('a', NEW_STREAM, noted('a-0'));
        const outcomes = await Promise.allSettled(
          ['one', 'other'].map((text) => append('a', 0, noted('same', { text }))),
        );
        expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
        expect(await log.reader.readStream('a')).toHaveLength(2);
      });

      if (ids === 'log')
        test('an id is refused for another stream', async () => {
          await append('a', NEW_STREAM, noted('a-0'));
          const refused = append('b', NEW_STREAM, noted('b-0'), noted('a-0'));
          await expect(refused).rejects.toBeInstanceOf(IdTaken);
          await expect(refused).rejects.toMatchObject({ id: 'a-0' });
          expect(idsOf(await all())).toEqual(['a-0']);
        });
      else
        test('an id may come again in another stream: whoever reads the whole log must be ready for it', async () => {
          await append('a', NEW_STREAM, noted('a-0'));
          await append('b', NEW_STREAM, noted('b-0'), noted('a-0'));
          const events = await all();
          expect(events.map(({ stream, id }) => [stream, id])).toEqual([
            ['a', 'a-0'],
            ['b', 'b-0'],
            ['b', 'a-0'],
          ]);
        });

      test('a request known in part, or in another order, is refused', async () => {
        const [zero, one, two] = numbered('a', 3) as [NewEvent, NewEvent, NewEvent];
        await append('a', NEW_STREAM, zero, one);
        await expect(append('a', NEW_STREAM, zero, one, two)).rejects.toBeInstanceOf(IdTaken);
        await expect(append('a', 1, two, zero)).rejects.toBeInstanceOf(IdTaken);
        await expect(append('a', NEW_STREAM, one, zero)).rejects.toBeInstanceOf(IdTaken);
        expect(idsOf(await all())).toEqual(['a-0', 'a-1']);
      });
    });

    describe('reading a stream', () => {
      test('gives nothing where there is none', async () => {
        expect(await log.reader.readStream('nowhere')).toEqual([]);
        expect(await log.reader.readStream('nowhere', { direction: 'backwards', from: 3 })).toEqual([]);
      });

      test.each<[object, number[]]>([
        [{}, [0, 1, 2, 3, 4]],
        [{ from: 2 }, [2, 3, 4]],
        [{ from: 9 }, []],
        [{ limit: 2 }, [0, 1]],
        [{ limit: 0 }, []],
        [{ from: 1, limit: 3 }, [1, 2, 3]],
        [{ direction: 'backwards' }, [4, 3, 2, 1, 0]],
        [{ direction: 'backwards', limit: 1 }, [4]],
        [{ direction: 'backwards', from: 2 }, [2, 1, 0]],
        [{ direction: 'backwards', from: 3, limit: 2 }, [3, 2]],
        [{ direction: 'backwards', from: 9, limit: 2 }, [4, 3]],
      ])('%j gives the revisions %j', async (options, revisions) => {
        await append('other', NEW_STREAM, ...numbered('x', 3));
        await append('a', NEW_STREAM, ...numbered('a', 5));
        await append('other', 2, ...numbered('y', 3));
        const events = await log.reader.readStream('a', options);
        expect(events.map(({ revision }) => revision)).toEqual(revisions);
        expect(idsOf(events)).toEqual(revisions.map((revision) => `a-${revision}`));
      });
    });

    describe('reading the whole log', () => {
      const fill = async (): Promise<Recorded[]> => {
        await append('a', NEW_STREAM, ...numbered('a', 4));
        await append('b', NEW_STREAM, ...numbered('b', 3));
        await append('a', 3, ...numbered('c', 4));
        return all();
      };

      test('an empty log has no pages, no head and no size', async () => {
        expect(await all()).toEqual([]);
        expect(await log.reader.head()).toEqual({ position: START, size: 0 });
      });

      test('has one order, the order of appending, in which positions sort as text', async () => {
        const events = await fill();
        const order = [...numbered('a', 4), ...numbered('b', 3), ...numbered('c', 4)];
        expect(idsOf(events)).toEqual(order.map(({ id }) => id));
        const positions = events.map(({ position }) => position);
        expect(positions).toEqual([...new Set(positions)].toSorted());
        expect(positions[0]! > START).toBe(true);
        expect(await log.reader.head()).toEqual({ position: positions.at(-1), size: 11 });
      });

      test('can be resumed after any position, in pages of any size', async () => {
        const events = await fill();
        for (const pageSize of [1, 2, 3, 4, 5, 10, 11, 12, 500])
          for (const [at, after] of [START, ...events.map(({ position }) => position)].entries())
            expect(idsOf(await all(after, pageSize))).toEqual(idsOf(events.slice(at)));
      });

      test('has the end it has, whatever part of it is known already', async () => {
        const events = await fill();
        const head = { position: events.at(-1)!.position, size: 11 };
        for (const [at, { position }] of events.entries())
          expect(await log.reader.head({ position, size: at + 1 })).toEqual(head);
        expect(await log.reader.head({ position: START, size: 0 })).toEqual(head);
      });

      test('knows the form of its positions, and no other', async () => {
        const events = await fill();
        for (const position of [START, ...events.map((event) => event.position)])
          expect(log.reader.isPosition(position)).toBe(true);
        const [{ position }] = events as [Recorded];
        for (const other of ['1', 'x', `${position} `, `0${position}`, position.replace(/\d/, '-'), `e1:${position}`])
          expect(log.reader.isPosition(other)).toBe(false);
      });

      test('says that it can be read', async () => {
        await fill();
        expect(await log.reader.probe()).toBeUndefined();
      });

      test('comes in full pages', async () => {
        await fill();
        const sizes: number[] = [];
        for await (const page of log.reader.readAll(START, 4)) sizes.push(page.length);
        expect(sizes).toEqual([4, 4, 3]);
      });

      test('ends where the log ended when it began', async () => {
        await fill();
        let seen = 0;
        for await (const page of log.reader.readAll(START, 2)) {
          seen += page.length;
          await append('more', seen === 2 ? NEW_STREAM : 0, noted(`more-${seen}`)).catch(() => undefined);
          await append(`new-${seen}`, NEW_STREAM, noted(`new-${seen}`));
        }
        expect(seen).toBe(11);
      });

      test('refuses a position that is none and a page without events', async () => {
        await fill();
        await expect(all('yesterday')).rejects.toThrow('is not a position');
        await expect(all(START, 0)).rejects.toThrow(RangeError);
      });
    });

    describe('following', () => {
      test('catches up, then goes on with what comes', async () => {
        await append('a', NEW_STREAM, ...numbered('a', 3));
        const following = follow(log.reader, START, 9);
        for (const at of [0, 1, 2]) {
          await turn();
          await append(`b${at}`, NEW_STREAM, ...numbered(`b${at}`, 2));
        }
        expect(await following).toEqual(await all());
      });

      test('begins after the position it is given', async () => {
        const { position } = await append('a', NEW_STREAM, ...numbered('a', 3));
        const following = follow(log.reader, position, 2);
        await turn();
        await append('a', 2, ...numbered('b', 2));
        expect(idsOf(await following)).toEqual(['b-0', 'b-1']);
      });

      test('many followers see the same order, also while many write', async () => {
        const followers = Array.from({ length: 4 }, () => follow(log.reader, START, 400));
        const write = async (stream: string): Promise<void> => {
          for (let revision = NEW_STREAM; revision < 99; revision += 2) {
            const events = [1, 2].map((step) => noted(`${stream}-${revision + step}`));
            await append(stream, revision, ...events);
            if (revision % 7 === 0) await turn();
          }
        };
        await Promise.all(['p', 'q', 'r', 's'].map(write));
        const order = idsOf(await all());
        expect(order).toHaveLength(400);
        for (const seen of await Promise.all(followers)) expect(idsOf(seen)).toEqual(order);
      });

      test('a slow follower misses nothing', async () => {
        const stop = new AbortController();
        const seen: string[] = [];
        await append('a', NEW_STREAM, noted('a-0'));
        for await (const page of log.reader.subscribe(START, stop.signal)) {
          seen.push(...idsOf(page));
          const last = page.at(-1)!.revision;
          if (last < 5) await append('a', last, noted(`a-${last + 1}`));
          else stop.abort();
        }
        expect(seen).toEqual(['a-0', 'a-1', 'a-2', 'a-3', 'a-4', 'a-5']);
      });

      test('ends when it is told to while it waits', async () => {
        const stop = new AbortController();
        const following = flat(log.reader.subscribe(START, stop.signal));
        await turn();
        stop.abort();
        expect(await following).toEqual([]);
        await append('a', NEW_STREAM, noted('a-0'));
        expect(await flat(log.reader.subscribe(START, stop.signal))).toEqual([]);
      });

      test('a follower that is told to stop leaves the others alone', async () => {
        const stop = new AbortController();
        const stopped = flat(log.reader.subscribe(START, stop.signal));
        const following = follow(log.reader, START, 1);
        await turn();
        stop.abort();
        await stopped;
        await append('a', NEW_STREAM, noted('a-0'));
        expect(idsOf(await following)).toEqual(['a-0']);
      });

      test('ends when the log is closed', async () => {
        const following = flat(log.reader.subscribe(START, new AbortController().signal));
        await turn();
        await log.reader.close();
        expect(await following).toEqual([]);
      });
    });

    describe('the clock', () => {
      const rising = ['10:00:00.000', '10:00:00.007', '10:00:00.007', '10:00:00.007', '10:00:00.008'];

      test(`the moment of recording: ${recordedAt}`, async () => {
        const moments = ['10:00:00.000', '10:00:00.007', '09:00:00.000', '10:00:00.006', '10:00:00.008'];
        for (const [at, moment] of moments.entries()) {
          now = Date.parse(`2024-03-04T${moment}Z`);
          await append(`s${at}`, NEW_STREAM, noted(`n-${at}`));
        }
        const events = await all();
        const seen = events.map((event) => event.recordedAt.slice(11, -1));
        const wanted = recordedAt === 'rising' ? rising : moments;
        expect(isClockGiven ? seen : wanted).toEqual(wanted);
        // Whatever the clock did, all readers are told the same.
        const streams = await Promise.all(moments.map((_, at) => log.reader.readStream(`s${at}`)));
        expect(streams.flat()).toEqual(events);
        expect(await follow(log.reader, START, 5)).toEqual(events);
        expect(await follow(log.reader, events[1]!.position, 3)).toEqual(events.slice(2));
      });
    });

    describe('the catalogue', () => {
      const v3: Catalogue[string] = {
        version: 3,
        data: z.looseObject({}),
        lift: {
          1: ({ text, ...rest }) => ({ ...rest, body: text }),
          2: (old) => ({ ...old, language: 'en' }),
        },
      };

      test('lifts what was written at an older version, wherever it is read', async () => {
        await append('a', NEW_STREAM, noted('old', { text: 'hello', x: 1 }));
        catalogue['Noted'] = v3;
        await append('a', 0, noted('new', { body: 'bore da', language: 'cy' }));
        const lifted = [
          { x: 1, body: 'hello', language: 'en' },
          { body: 'bore da', language: 'cy' },
        ];
        const reads = [await log.reader.readStream('a'), await all(), await follow(log.reader, START, 2)];
        for (const events of reads) expect(events.map(({ data }) => data)).toEqual(lifted);
      });

      test('knows an old event again in its new shape', async () => {
        const first = await append('a', NEW_STREAM, noted('old', { text: 'hello' }));
        catalogue['Noted'] = v3;
        expect(await append('a', NEW_STREAM, noted('old', { body: 'hello', language: 'en' }))).toEqual(first);
      });

      test('says so when the log holds a type or a version it does not know', async () => {
        catalogue['Noted'] = v3;
        await append('a', NEW_STREAM, noted('n', {}));
        catalogue['Noted'] = v1(z.looseObject({}));
        await expect(log.reader.readStream('a')).rejects.toThrow('Noted version 3; this Concordat knows up to 1');
        delete catalogue['Noted'];
        await expect(all()).rejects.toThrow('type "Noted", which this version of Concordat does not know');
        await expect(follow(log.reader, START, 1)).rejects.toThrow('does not know');
      });
    });

    describe('closing', () => {
      test('waits for what is being appended and refuses what comes later', async () => {
        const appending = append('a', NEW_STREAM, noted('a-0'));
        await log.writer.close();
        expect(await appending).toMatchObject({ revision: 0 });
        await log.writer.close();
        const { writer } = log;
        await expect(append('a', 0, noted('a-1'))).rejects.toThrow('the log is closed');
        await expect(writer.readStream('a')).rejects.toThrow('the log is closed');
        await expect(flat(writer.readAll(START))).rejects.toThrow('the log is closed');
        await expect(flat(writer.subscribe(START, new AbortController().signal))).rejects.toThrow('the log is closed');
        await expect(writer.head()).rejects.toThrow('the log is closed');
        await expect(writer.probe()).rejects.toThrow('the log is closed');
      });
    });
  });
};
