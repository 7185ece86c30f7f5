import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isOnServer } from '../support/log.js';
import { Desk, RECORD, type Json } from './support.js';

const TEMPLATES = ['local-compact', 'cumbria-2013', 'tower-hamlets-2025'];

let desk: Desk;
let compact: Json;
/** after the council was registered, before it adopted anything */
let before: string;

/** Writes the template, changed, and gives the file's name. */
const changed = (name: string, change: (data: Json) => void): string => {
  const data = structuredClone(compact);
  change(data);
  return desk.file(name, JSON.stringify(data));
};

beforeAll(async () => {
  desk = new Desk();
  desk.file('record.ndjson', RECORD);
  await desk.json('import', 'events', 'record.ndjson');
  before = new Date().toISOString();
  compact = await desk.json('framework', 'template');
});

afterAll(() => desk.remove());

test.each(TEMPLATES)('the template %s can be adopted as it is', async (name) => {
  const { code, out, err } = await desk.run('framework', 'template', name);
  expect([code, err]).toEqual([0, '']);
  desk.file(`${name}.json`, out);
  expect(await desk.run('framework', 'check', `${name}.json`)).toEqual({
    code: 0,
    out: expect.stringMatching(
      new RegExp(`^${name}.json is in order: The .* Compact .*, edition \\d{4}, in force from`),
    ),
    err: '',
  });
});

describe('a file with a fault is refused with its place and what to do', () => {
  test.each<[string, (data: Json) => void, RegExp]>([
    [
      'no owner',
      (data) => delete data.text.undertakings[0].owedBy,
      /text\.undertakings\.0\.owedBy is not one of .*"tso"/,
    ],
    [
      'a kind of rule there is not',
      (data) => (data.text.rows[0].kind = 'impact'),
      /text\.rows\.0\.kind .*'impact-first'/,
    ],
    [
      'no groups',
      (data) => (data.text.rows[0].parameters.groups = []),
      /text\.rows\.0\.parameters\.groups is too small/,
    ],
    ['a stray field', (data) => (data.noticeMonths = 6), /: noticeMonths is not a field of this: leave it out/],
    [
      'a row without its undertaking',
      (data) => (data.text.rows[0].number = '9'),
      /text\.rows\.0\.number is "9", which no/,
    ],
    [
      'a base there is not',
      (data) => (data.basedOn = 'compact-2011'),
      /no national edition "compact-2011": leave it out/,
    ],
    [
      'an end before its beginning',
      (data) => (data.inForceTo = '2026'),
      /Edition 2027 would end \(2026\) before it begins/,
    ],
    ['a date in words', (data) => (data.inForceFrom = 'spring'), /: inForceFrom is not a date in the calendar: write/],
  ])('%s', async (_what, change, sentence) => {
    const file = changed('faulty.json', change);
    for (const args of [
      ['check', file],
      ['adopt', file, '--commissioner', 'C1'],
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- the same file, one after the other
      const ended = await desk.run('framework', ...args);
      expect([ended.code, ended.out]).toEqual([1, '']);
      expect(ended.err).toMatch(sentence);
      expect(ended.err).toMatch(/^concordat: faulty\.json: [^\n]+\n$/);
    }
  });
});

describe('a framework adopted from a file', () => {
  const ids = ({ frameworks }: Json): string[] => frameworks.map(({ id }: Json) => id);

  test('is judged by from then on, and not as known before', async () => {
    const file = changed('anyshire.json', (data) => {
      Object.assign(data, { edition: '2010', inForceFrom: '2010-01-01', inForceTo: undefined });
      data.parameters.minimumConsultationDays = 70;
    });
    const adopted = await desk.json('framework', 'adopt', file, '--commissioner', 'Anyshire Council');
    expect(adopted).toMatchObject({ frameworkId: 'anyshire-compact', edition: '2010', commissioner: 'C1' });

    const { entries } = await desk.json('history', '--commissioner', 'C1', '--type', 'FrameworkAdopted');
    expect(entries).toMatchObject([
      {
        ...{ occurredOn: '2010-01-01', basis: 'inferred', visibility: 'public', commissioner: 'C1' },
        data: { text: { source: compact.text.source, undertakings: [{ number: '1' }, { number: '2' }] } },
      },
    ]);
    const summary = ['summary', '--commissioner', 'C1', '--from', '2011-01-01', '--to', '2011-12-31'];
    const lengths = async (...more: string[]) =>
      (await desk.json(...summary, ...more)).findings
        .filter(({ rule }: Json) => rule === 'C1')
        .map(({ edition, facts }: Json) => [edition, facts.required]);
    expect(await lengths()).toEqual([
      ['anyshire-compact-2010', 70],
      ['compact-2010', 84],
    ]);
    expect(await lengths('--known-at', before)).toEqual([['compact-2010', 84]]);
  });

  test('is listed with the day it was adopted, said or not', async () => {
    const listed = await desk.json('framework', 'list', '--commissioner', 'C1');
    const own = listed.frameworks.find(({ family }: Json) => family === 'anyshire-compact');
    expect(own).toMatchObject({ governing: true, inForce: 'yes', source: compact.text.source, bodies: ['C1'] });
    expect(ids(listed)).not.toContain('compact-2010');
    expect(ids(await desk.json('framework', 'list', '--commissioner', 'C1', '--known-at', before))).not.toContain(
      own.id,
    );
    const { out } = await desk.run('framework', 'list', '--commissioner', 'C1');
    expect(out).toMatch(
      /anyshire-compact-2010: The Anyshire Compact \(fictional\)\n {4}from 1 January 2010; the governing/,
    );
  });

  test('is adopted once; a new edition revises it', async () => {
    const file = changed('second.json', (data) => Object.assign(data, { edition: '2020', inForceFrom: '2020-04-01' }));
    const again = await desk.run('framework', 'adopt', file, '--commissioner', 'C1');
    expect([again.code, again.out]).toEqual([1, '']);
    expect(again.err).toMatch(/"anyshire-compact" was adopted already: record a revision/);
    const day = ['--occurred-on', '2020-02-11'];
    const { code, out } = await desk.run('framework', 'revise', file, '--commissioner', 'C1', ...day);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Recorded for Anyshire Council: The Anyshire Compact .* edition 2020, in force from 1 April 2020/,
    );
    const { entries } = await desk.json('history', '--commissioner', 'C1', '--type', 'FrameworkRevised');
    expect(entries).toMatchObject([{ occurredOn: '2020-02-11' }]);
    expect(entries[0]).not.toHaveProperty('basis');
    expect(ids(await desk.json('framework', 'list', '--commissioner', 'C1'))).toContain('anyshire-compact-2020');
  });

  test.each([
    [['--commissioner', 'Nobody'], 1, /No organisation is registered as "Nobody"/],
    [['--commissioner', 'C1', '--occurred-on', 'soon'], 2, /--occurred-on is "soon": write YYYY-MM-DD/],
    // A server is one record, whatever the directory.
    [
      ['--commissioner', 'C1', '--data', 'nowhere'],
      1,
      isOnServer ? /No organisation is registered as "C1"/ : /there is no record in .*nowhere/,
    ],
  ])('%j is refused', async (args, code, sentence) => {
    const file = desk.file('third.json', JSON.stringify({ ...compact, frameworkId: 'third' }));
    const ended = await desk.run('framework', 'adopt', file, ...args);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toMatch(sentence);
  });
});

describe('the national editions', () => {
  const national = async (day: string): Promise<Json[]> =>
    (await desk.json('framework', 'list', '--known-at', day)).frameworks;

  test('are listed as they are on a day, without a record', async () => {
    expect((await national('2010-12-20')).map(({ id, inForce, governing }) => [id, inForce, governing])).toEqual(
      expect.arrayContaining([
        ['compact-2009', 'unknown', true],
        ['compact-2010', 'unknown', true],
        ['consultation-code-2008', 'yes', false],
      ]),
    );
    const covenant = (await national('2025-07-17')).filter(
      ({ family }) => family === 'covenant' || family === 'compact',
    );
    expect(covenant.map(({ id }) => id)).toEqual(['covenant-2025']);
  });
});
