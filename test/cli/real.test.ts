import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Desk, type Json } from './support.js';

const SHARED = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** Files of a folder of real data with an ending, whole paths; none where the data is not there. */
const files = (folder: string, ending: string): string[] =>
  existsSync(join(SHARED, folder))
    ? readdirSync(join(SHARED, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(ending))
        .toSorted()
        .map((name) => join(SHARED, folder, name))
    : [];

/** Whether a folder of real data is there; where it is not, the tests of it are skipped. */
const there = (folder: string): boolean => existsSync(join(SHARED, folder));
const name = (folder: string): string =>
  there(folder) ? `the data in ${folder}` : `skipped, since ../shared/data/${folder} is not there`;
const describeOf = (folder: string) => (there(folder) ? describe : describe.skip);

let desk: Desk;

beforeAll(() => {
  desk = new Desk();
});

afterAll(() => desk.remove());

describeOf('uk-ministers-meetings-raw')(name('uk-ministers-meetings-raw'), () => {
  test('the returns of ministers tell in which months they met whom', async () => {
    const returns = files('uk-ministers-meetings-raw', '.csv');
    expect(returns).toHaveLength(55);
    const { out } = await desk.run('import', 'uk-meetings', ...returns, '--data', 'meetings', '--json');
    const { read, recorded, alreadyKnown, refused } = JSON.parse(out);
    expect(recorded).toBeGreaterThan(2_000);
    expect(new Set(refused.map(({ file, line }: Json) => `${file} ${line}`)).size).toBe(read - recorded - alreadyKnown);
    const { entries } = await desk.json(
      'history',
      '--commissioner',
      'Minister for Civil Society',
      '--tso',
      'Compact Voice',
      '--data',
      'meetings',
    );
    expect(entries.map(({ type, occurredOn }: Json) => [type, occurredOn])).toEqual(
      ['2010-09', '2010-11', '2011-09', '2011-10', '2012-01', '2012-04', '2013-01', '2013-05'].map((month) => [
        'MeetingHeld',
        month,
      ]),
    );
    for (const { occurredOnPrecision } of entries) expect(occurredOnPrecision).toBe('month');
    const again = JSON.parse((await desk.run('import', 'uk-meetings', ...returns, '--data', 'meetings', '--json')).out);
    expect(again).toMatchObject({ recorded: 0, refused });
  }, 180_000);
});

describeOf('trafford-grants')(name('trafford-grants'), () => {
  test('a council’s list of grants is awards, and nothing is made up about notice', async () => {
    const [csv = ''] = files('trafford-grants', 'grants.csv');
    const report = await desk.run('import', '360giving', csv, '--data', 'grants', '--json');
    expect(JSON.parse(report.out)).toMatchObject({ refused: [] });
    const words = [
      'summary',
      '--commissioner',
      'GB-LAE-TRF',
      '--from',
      '2000-01-01',
      '--to',
      '2030-12-31',
      '--data',
      'grants',
    ];
    const summary = await desk.json(...words);
    expect(summary.awards).toEqual({ count: 555, recipients: 323, pounds: '1291436.54', withoutAmount: 0 });
    expect(summary.findings.filter(({ rule }: Json) => rule === 'F1')).toEqual([]);
    const { out } = await desk.run(...words);
    expect(out.replaceAll(/\s+/g, ' ')).toContain('555 awards, £1,291,436.54 in all, to 323 recipients');
  }, 60_000);
});

describeOf('govuk-consultations')(name('govuk-consultations'), () => {
  test('fifteen documents of GOV.UK are taken whole, and twice is once', async () => {
    const documents = files('govuk-consultations/content_schemas/examples', '.json');
    expect(documents).toHaveLength(15);
    const first = await desk.run('import', 'govuk-consultations', ...documents, '--data', 'govuk', '--json');
    const { recorded, refused } = JSON.parse(first.out);
    expect(refused).toEqual([]);
    expect(recorded).toBeGreaterThan(40);
    const { entries } = await desk.json(
      'history',
      '--type',
      'ConsultationOpened',
      'ConsultationForewarned',
      '--data',
      'govuk',
    );
    // Two of the fifteen tell again of a consultation that another one tells of.
    expect(new Set(entries.map(({ data }: Json) => data.consultationId)).size).toBe(13);
    const again = JSON.parse(
      (await desk.run('import', 'govuk-consultations', ...documents, '--data', 'govuk', '--json')).out,
    );
    expect(again).toMatchObject({ recorded: 0, refused: [] });
  }, 60_000);
});
