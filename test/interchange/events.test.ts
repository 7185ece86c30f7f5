import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { events, toExchange } from '../../src/interchange/events.js';
import { importers } from '../../src/interchange/importers.js';
import { BASES, SIDES, VISIBILITIES, type Recorded } from '../../src/kernel/fact.js';
import { londonDay } from '../../src/kernel/time.js';
import { fileOf, importAll, sharedFiles, testOfShared } from './support.js';

const event = {
  id: 'K1-open',
  type: 'ConsultationOpened',
  occurredOn: '2024-03-04',
  by: 'commissioner',
  commissioner: 'C1',
  tsos: ['A'],
  matter: 'M1',
  data: { consultationId: 'K1', closesOn: '2024-05-27' },
};
const TYPES = ['ConsultationOpened', 'ConsultationClosed', 'MeetingHeld'];
const read = (...values: (object | string)[]) =>
  importAll(
    events,
    [
      fileOf(
        values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n'),
        'log.ndjson',
      ),
    ],
    { types: TYPES },
  );
const draft = (over: object) => read({ ...event, ...over }).lines[0]?.draft;

describe('events as they are exchanged', () => {
  test('one a line, blank lines between', () => {
    const { lines, refused } = read(event, '', '  ', { ...event, id: 'K1-again' });
    expect(refused).toEqual([]);
    expect(lines.map(({ id, line }) => [id, line])).toEqual([
      ['K1-open', 1],
      ['K1-again', 4],
    ]);
    const { id: _id, ...said } = event;
    expect(lines[0]?.draft).toEqual(said);
  });
  test('what the source leaves out is left out', () =>
    expect(read({ id: 'x', type: 'MeetingHeld', occurredOn: null, data: {} }).lines[0]?.draft).toEqual({
      type: 'MeetingHeld',
      occurredOn: null,
      data: {},
    }));
  test.each([
    ['month', '2010-09-20', '2010-09'],
    ['year', '2010-09-20', '2010'],
    ['year', '2010-09', '2010'],
    ['day', '2010-09-20', '2010-09-20'],
    ['range', '2010-09/2010-11', '2010-09/2010-11'],
    ['unknown', '2010-09-20', null],
  ])('known to the %s: %s is %s', (occurredOnPrecision, occurredOn, when) =>
    expect(draft({ occurredOn, occurredOnPrecision })?.occurredOn).toBe(when),
  );
  test("a claimed date of record is kept as the source's, on its London day", () => {
    expect(draft({ recordedAt: '2024-07-01T23:30:00Z' })).toMatchObject({ sourceRecordedOn: '2024-07-02' });
    expect(draft({ recordedAt: '2024-07-01' })).toMatchObject({ sourceRecordedOn: '2024-07-01' });
    expect(draft({ recordedAt: '2024-07-01', sourceRecordedOn: '2023-01' })).toMatchObject({
      sourceRecordedOn: '2023-01',
    });
    expect(draft({})).not.toHaveProperty('sourceRecordedOn');
  });

  test.each<[string, object | string, string, RegExp]>([
    ['malformed JSON', '{"id":"x",', '', /Not JSON at line 1, column 11/],
    [
      'an unknown type',
      { ...event, type: 'ConsultationOpend' },
      'type',
      /no event type "ConsultationOpend": did you mean ConsultationOpened\?/,
    ],
    ['a type like none', { ...event, type: 'X' }, 'type', /look its name up/],
    ['an impossible date', { ...event, occurredOn: '2024-02-30' }, 'occurredOn', /not a date in the calendar/],
    ['no date', { ...event, occurredOn: undefined }, 'occurredOn', /missing: give it \(null/],
    [
      'a precision that is not so',
      { ...event, occurredOn: '2024-03', occurredOnPrecision: 'day' },
      'occurredOnPrecision',
      /known to the month, not the day/,
    ],
    ['an impossible date of record', { ...event, recordedAt: '2024-13-01' }, 'recordedAt', /not an instant/],
    ['a wrong side', { ...event, by: 'council' }, 'by', /not one of: commissioner, tso/],
    ['an unknown field', { ...event, recordedBy: 'me' }, 'recordedBy', /not a field of an event/],
    ['an id with spaces', { ...event, id: 'a b' }, 'id', /spaces or control characters/],
    ['one organisation not in a list', { ...event, tsos: 'A' }, 'tsos', /wrong type: array is expected/],
    ['a wrong organisation in the list', { ...event, tsos: ['A', ''] }, 'tsos.1', /is empty: give an id/],
    [
      '2 MB in one field',
      { ...event, data: { deep: [{ text: 'x'.repeat(2_000_000) }] } },
      'data.deep.0.text',
      /longer than 20000 characters/,
    ],
    ['something else than an object', '[1]', '', /write one JSON object a line/],
    ['a field twice', '{"id":"x","id":"y"}', 'id', /there twice/],
    ['not a number', '{"data":{"n":NaN}}', 'data.n', /"NaN" is not a value/],
    ['deep nesting', `{"data":${'['.repeat(5_000)}`, 'data', /nested more than 64 deep/],
  ])('%s is refused by line and field; the rest is taken', (_, bad, field, problem) => {
    const { lines, refused } = read(bad, { ...event, id: 'after' });
    expect(refused).toEqual([
      { file: 'log.ndjson', line: 1, field: expect.stringContaining(field), problem: expect.stringMatching(problem) },
    ]);
    expect(lines.map(({ id }) => id)).toEqual(['after']);
  });
});

const when = fc.oneof(
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .chain((date) => fc.constantFrom(10, 7, 4).map((length) => date.toISOString().slice(0, length))),
  fc.constant('2011-10/2011-12'),
);
const id = fc.stringMatching(/^[a-zA-Z0-9:.-]{1,30}$/);
const words = fc.stringMatching(/^[^\s\p{C}]([^\p{C}]{0,20}[^\s\p{C}])?$/u);
const recorded: fc.Arbitrary<Recorded> = fc.record(
  {
    id,
    type: fc.constantFrom(...TYPES),
    data: fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.oneof(words, fc.integer(), fc.boolean(), fc.constant(null), fc.array(words, { maxLength: 3 })),
      { maxKeys: 5, noNullPrototype: true },
    ),
    occurredOn: fc.option(when),
    basis: fc.constantFrom(...BASES),
    by: fc.constantFrom(...SIDES),
    commissioner: fc.option(id),
    tsos: fc.array(id, { maxLength: 3 }),
    matter: fc.option(id),
    visibility: fc.constantFrom(...VISIBILITIES),
    evidence: fc.array(
      fc.record(
        { title: words, url: fc.constant('https://example.org/a'), publishedOn: when },
        { requiredKeys: ['title'], noNullPrototype: true },
      ),
      { maxLength: 2 },
    ),
    note: fc.option(words),
    sourceRecordedOn: fc.option(when),
    recordedAt: fc
      .date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    stream: id,
    revision: fc.nat(),
    position: id,
    meta: fc.constant({
      commandId: 'c',
      correlationId: 'c',
      causationId: null,
      actor: { role: 'administrator' as const, organisation: null },
      source: 'entered' as const,
    }),
  },
  { noNullPrototype: true },
);

test('an export is imported as what was exported', () =>
  fc.assert(
    fc.property(recorded, (fact) => {
      const { lines, refused } = read(toExchange(fact));
      expect(refused).toEqual([]);
      const {
        id: was,
        type,
        data,
        occurredOn,
        by,
        commissioner,
        tsos,
        matter,
        visibility,
        basis,
        evidence,
        note,
      } = fact;
      const defaults = { basis: 'stated', evidence: [], note: null };
      expect(lines[0]?.id).toBe(was);
      expect({ ...defaults, ...lines[0]?.draft }).toEqual({
        type,
        data,
        occurredOn,
        by,
        commissioner,
        tsos,
        matter,
        visibility,
        basis,
        evidence,
        note,
        // The other log's clock is, to this one, what its source claims.
        sourceRecordedOn: fact.sourceRecordedOn ?? londonDay(fact.recordedAt),
      });
    }),
  ));

test('an export leaves out what is at its default, but never who may see it', () => {
  const fact = {
    ...event,
    basis: 'stated',
    visibility: 'parties',
    evidence: [],
    note: null,
    sourceRecordedOn: null,
    recordedAt: '2024-03-04T10:12:00.000Z',
  };
  expect(Object.keys(toExchange(fact as unknown as Recorded))).toEqual([
    'id',
    'type',
    'occurredOn',
    'occurredOnPrecision',
    'recordedAt',
    'by',
    'commissioner',
    'tsos',
    'matter',
    'data',
    'visibility',
  ]);
});

describe('every importer', () => {
  const hostile = [
    ...sharedFiles('conformance/json-testsuite', '.json'),
    ...sharedFiles('conformance/csv-spectrum', '.csv'),
    ...['', '\0', '\ufeff', '[', '{"grants":[null]}', 'null', '"', 'a,b\n"'].map((text) => fileOf(text, 'hostile')),
  ];
  test.each(Object.entries(importers))(
    '%s takes nothing from what is not its format, and never throws',
    (_, importer) => {
      for (const file of hostile) {
        const { lines, refused } = importAll(importer, [file]);
        expect(lines).toEqual([]);
        for (const refusal of refused) {
          expect(refusal.line).toBeGreaterThan(0);
          expect(refusal.problem).not.toBe('');
        }
      }
    },
  );
  test.each(Object.entries(importers))('%s never throws for any bytes', (_, importer) =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void importAll(importer, [{ name: 'any', bytes }])),
    ),
  );
  testOfShared('conformance/json-testsuite')('has met the suite of hostile JSON', () =>
    expect(hostile.length).toBeGreaterThan(300),
  );
});
