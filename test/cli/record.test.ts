import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OPERATOR, withApplication } from '../../src/cli/context.js';
import { ComplianceSummary } from '../../src/compliance/compliance.summary.js';
import { documentOf } from '../../src/report/summary-document.js';
import { textOf } from '../../src/report/text.js';
import type { HistoryEntry } from '../../src/history/entry.js';
import { History } from '../../src/history/history.queries.js';
import { Served } from '../graphql/support.js';
import { configOf, logSettings, testOfFile } from '../support/log.js';
import { Desk, RECORD, type Json } from './support.js';

const CASE = fileURLToPath(new URL('../../src/demo/cases/6.6-ocs-2010.json', import.meta.url));

let desk: Desk;

beforeAll(async () => {
  desk = new Desk();
  desk.file('record.ndjson', RECORD);
  await desk.json('import', 'events', 'record.ndjson');
});

afterAll(() => desk.remove());

/** What is asked of a record, in this process, to tell whether another answers the same. */
const answers = async (data: string): Promise<Json> =>
  withApplication(await configOf(desk.path(data)), async ({ application }) => {
    const { entries } = await application.ask(new History(OPERATOR, {}, { first: 100 }));
    const { findings } = await application.ask(
      new ComplianceSummary(OPERATOR, { commissioner: 'C1', from: '2011-01-01', to: '2011-12-31' }),
    );
    // Positions are each log's own.
    const told = ({
      recordedAt: _at,
      sourceRecordedOn: _source,
      meta: _meta,
      position: _position,
      correctedBy,
      ...entry
    }: HistoryEntry) => [entry, correctedBy?.text];
    return { entries: entries.map(told), findings };
  });

describe('the log', () => {
  test('written out and read into an empty directory is the same record, and tells its own log nothing new', async () => {
    const { code, out, err } = await desk.run('export', 'events');
    expect([code, err]).toEqual([0, '']);
    const lines = out
      .trim()
      .split('\n')
      .map((text): Json => JSON.parse(text));
    expect(lines.map(({ id }) => id)).toEqual(['council', 'group', 'opened', 'corrected', 'undated']);
    expect(lines[2]).toMatchObject({
      note: 'From the website — «quoted», and a second\nline.',
      evidence: [{ title: 'The page', url: 'https://example.org/k1', publishedOn: '2011-03' }],
      basis: 'inferred',
      sourceRecordedOn: '2011-03-08',
      data: { consultationId: 'K1', title: 'Day centres', form: 'formal-written', closesOn: '2011-05-02' },
    });
    desk.file('export.ndjson', out);
    const untouched = { read: 5, recorded: 0, alreadyKnown: 5, refused: [] };
    expect(await desk.json('import', 'events', 'export.ndjson')).toEqual(untouched);
    expect(await desk.json('import', 'events', 'export.ndjson', '--data', 'fresh')).toEqual({
      ...untouched,
      recorded: 5,
      alreadyKnown: 0,
    });
    expect(await answers('fresh')).toEqual(await answers('data'));
    const again = (await desk.run('export', 'events', '--data', 'fresh')).out.trim().split('\n');
    const content = ({ recordedAt: _at, sourceRecordedOn: _source, ...rest }: Json) => rest;
    expect(again.map((text) => content(JSON.parse(text)))).toEqual(lines.map(content));
  });

  test('is written out on one clock, also where that of its server ran backwards', async () => {
    let now = Date.parse('2024-03-04T10:00:00Z');
    const settings = await logSettings(desk.path('clock'), () => (now -= 1000));
    const { code } = await desk.start(['import', 'events', 'record.ndjson', '--data', 'clock'], settings).ended;
    expect(code).toBe(0);
    const { out } = await desk.run('export', 'events', '--data', 'clock');
    const instants = out
      .trim()
      .split('\n')
      .map((text): string => JSON.parse(text).recordedAt);
    expect(instants).toHaveLength(5);
    expect(instants).toEqual(instants.toSorted());
  });

  testOfFile(
    'copied by backup and put into an empty directory answers as before, and a copy never overwrites',
    async () => {
      const done = await desk.json('backup', 'copies/copy.db');
      expect(done).toMatchObject({ events: 5 });
      const again = await desk.run('backup', 'copies/copy.db');
      expect(again).toEqual({
        code: 1,
        out: '',
        err: expect.stringMatching(/^concordat: .*copy\.db exists already: a backup never overwrites a file\n$/),
      });
      mkdirSync(desk.path('restored'));
      copyFileSync(desk.path('copies/copy.db'), desk.path('restored/events.db'));
      expect(await answers('restored')).toEqual(await answers('data'));
    },
  );

  test('gives the same answers after the read model was built anew', async () => {
    const before = await answers('data');
    expect(await desk.json('rebuild')).toEqual({ facts: 5 });
    expect(await answers('data')).toEqual(before);
    for (const file of ['views.db', 'views.db-wal', 'views.db-shm']) rmSync(desk.path(`data/${file}`), { force: true });
    expect(await answers('data')).toEqual(before);
  });
});

describe('what is printed for machines', () => {
  test('history has the events as they are exchanged, with what was said about them', async () => {
    const { entries } = await desk.json('history', '--matter', 'M1');
    expect(entries).toMatchObject([
      {
        id: 'opened',
        occurredOn: '2011-03-08',
        summary: 'Consultation opened: “Day centres” to close on 2 May 2011',
        asRecorded: { occurredOn: '2011-03-07' },
        correctedBy: { id: 'corrected', by: 'commissioner', text: 'It opened on the 8th.' },
        annulled: false,
      },
      { id: 'corrected', type: 'EventCorrected' },
    ]);
  });

  test('the trail has what happened, and the findings', async () => {
    const trail = await desk.json('trail', '--matter', 'M1');
    expect(trail).toMatchObject({ matter: 'M1', commissioner: 'C1', decisions: [] });
    expect(trail.entries.map(({ fact }: Json) => fact.id)).toEqual(['opened', 'corrected']);
    expect(trail.findings.map(({ rule, verdict }: Json) => [rule, verdict])).toContainEqual(['C1', 'NOT_MET']);
  });

  test('the summary is the same as the API’s, and its text the same as is printed', async () => {
    const words = [
      'summary',
      '--commissioner',
      'Anyshire Council',
      '--from',
      '2011-01-01',
      '--to',
      '2011-12-31',
      '--known-at',
      '2099-01-01',
    ];
    const summary = await desk.json(...words);
    expect(JSON.parse((await desk.run(...words, '--format', 'json')).out)).toEqual(summary);
    expect((await desk.run(...words)).out).toBe(textOf(documentOf(summary)));
    const served = await Served.start(desk.path('data'));
    const { complianceSummary } = await served.ask(
      `{ complianceSummary(commissioner: "C1", from: "2011-01-01", to: "2011-12-31", knownAt: "2099-01-01") { json text } }`,
      {},
      await served.token('administrator'),
    );
    await served.app.close();
    expect(complianceSummary).toEqual({ json: summary, text: textOf(documentOf(summary)) });
    expect(summary.findings).toMatchObject([
      { rule: 'C1', verdict: 'NOT_MET', facts: { days: 55, required: 84 }, evidence: ['opened'] },
      { rule: 'C2' },
      { rule: 'C3' },
      { rule: 'C4' },
      { rule: 'C5' },
      { rule: 'CSO-2.7' },
    ]);
  });

  test('what was known before the correction is answered as it was then', async () => {
    const { entries } = await desk.json('history', '--matter', 'M1', '--known-at', '2011-01-01');
    expect(entries).toEqual([]);
  });
});

describe('a bundle', () => {
  test('whose expectations hold ends with 0', async () => {
    const { code, out, err } = await desk.run('recompute', CASE);
    expect([code, err]).toEqual([0, '']);
    const { answers: given } = JSON.parse(out);
    expect(given).toHaveLength(4);
    for (const { matches } of given) expect(matches).toBe(true);
  });

  test('that expects something else ends with 1 and says where it differs', async () => {
    const bundle = JSON.parse(readFileSync(CASE, 'utf8'));
    const [wanted] = bundle.queries[0].expect.contains ?? bundle.queries[0].expect;
    wanted.verdict = wanted.verdict === 'MET' ? 'NOT_MET' : 'MET';
    desk.file('wrong.json', JSON.stringify(bundle));
    const { code, out, err } = await desk.run('recompute', 'wrong.json');
    expect([code, err]).toEqual([1, '']);
    const { answers: given } = JSON.parse(out);
    expect(given.map(({ matches }: Json) => matches)).toEqual([false, true, true, true]);
    expect(given[0].differences.length).toBeGreaterThan(0);
  });

  test('of measures is answered in the same way, digit for digit', async () => {
    const promise = (type: string, occurredOn: string, data: object = {}) => ({
      ...{ id: type, type, occurredOn, recordedAt: occurredOn, by: 'commissioner', commissioner: 'C1', tsos: ['A'] },
      data: { commitmentId: 'P1', ...data },
    });
    const made = promise('CommitmentMade', '2024-01-08', { dueOn: '2024-03-04' });
    const kept = promise('CommitmentKept', '2024-03-25');
    const ask = { query: 'relationship', measure: 'reliability', owedBy: 'commissioner', commissioner: 'C1', tso: 'A' };
    const queries = [
      { ask: { ...ask, validAsOf: '2024-03-04' }, expect: { estimate: '0.3333333333', published: null } },
      // Three weeks late: (1 + 0.375 w) / (2 + w), w = 2^(-1)
      { ask: { ...ask, validAsOf: '2025-03-04' }, expect: { estimate: '0.4750000000', late: 1 } },
    ];
    desk.file('measures.json', JSON.stringify({ examples: [{ id: 'one', events: [made, kept], queries }] }));
    const { code, out, err } = await desk.run('recompute', 'measures.json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out).answers).toMatchObject([
      { example: 'one', matches: true },
      { example: 'one', matches: true },
    ]);
  });

  test('needs no record and leaves none', async () => {
    const clean = new Desk();
    const { code } = await clean.run('recompute', CASE);
    expect([code, existsSync(clean.path('data'))]).toEqual([0, false]);
    await clean.remove();
  });
});

describe('the demonstration', () => {
  test('fills a directory once, prints a summary and a trail, and can be asked again', async () => {
    const first = await desk.run('demo', '--no-serve', '--data', 'demo');
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out).toMatch(/^Concordat demonstration: \d+ events of 22 cases/);
    expect(first.out).toContain('Compact compliance summary: Seedshire County Council (fictional)');
    expect(first.out).toContain('Decision trail: ');
    const second = await desk.json('demo', '--no-serve', '--data', 'demo');
    expect(second).toMatchObject({ events: Number(/: (\d+) events/.exec(first.out)?.[1]), cases: { length: 22 } });
    const { entries } = await desk.json('history', '--matter', second.trail.matter, '--data', 'demo');
    expect(entries.length).toBeGreaterThan(5);
  });

  test('is not put on top of another record', async () => {
    const { code, out, err } = await desk.run('demo', '--no-serve', '--data', 'data');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(
      /^concordat: .* already holds a log that is not this demonstration: give an empty directory\n$/,
    );
    expect((await desk.json('history')).entries).toHaveLength(5);
  });
});
