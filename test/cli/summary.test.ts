import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { STANDARD } from '../../src/compliance/summary/thresholds.js';
import { documentOf } from '../../src/report/summary-document.js';
import { FORMATS, written } from '../../src/report/formats.js';
import { Desk, RECORD, type Json } from './support.js';

let desk: Desk;
let summary: Json;

const WHOM = ['--commissioner', 'C1', '--year', '2010/11', '--known-at', '2099-01-01', '--valid-as-of', '2012-01-01'];

beforeAll(async () => {
  desk = new Desk();
  desk.file('record.ndjson', RECORD);
  await desk.json('import', 'events', 'record.ndjson');
  summary = await desk.json('summary', ...WHOM);
});

afterAll(() => desk.remove());

describe('a summary', () => {
  test.each(FORMATS)('in %s is written to a file, as it is made of the JSON, and twice the same', async (format) => {
    const run = await desk.run('summary', ...WHOM, '--format', format, '--out', `summary.${format}`);
    expect(run).toEqual({ code: 0, out: '', err: '' });
    const bytes = readFileSync(desk.path(`summary.${format}`));
    expect(Buffer.compare(bytes, await written(documentOf(summary), format))).toBe(0);
    await desk.run('summary', ...WHOM, '--format', format, '--out', `again.${format}`);
    expect(Buffer.compare(bytes, readFileSync(desk.path(`again.${format}`)))).toBe(0);
  });

  test('never overwrites a file without being told to', async () => {
    desk.file('kept.html', 'mine');
    const words = ['summary', ...WHOM, '--format', 'html', '--out', 'kept.html'];
    expect(await desk.run(...words)).toEqual({
      code: 1,
      out: '',
      err: 'concordat: kept.html exists already: choose another name, or overwrite it with --force\n',
    });
    expect(readFileSync(desk.path('kept.html'), 'utf8')).toBe('mine');
    expect(await desk.run(...words, '--force')).toMatchObject({ code: 0 });
    expect(readFileSync(desk.path('kept.html'), 'utf8')).toMatch(/^<!DOCTYPE html>/);
  });

  test('in CSV has one table, the one that is named', async () => {
    const { out } = await desk.run('summary', ...WHOM, '--format', 'csv', '--section', 'consultations');
    expect(out).toMatch(/^Consultation,Form,Opened,/);
    expect(out).toContain('\r\nDay centres,formal-written,2011-03-08,');
    const unknown = await desk.run('summary', ...WHOM, '--format', 'csv', '--section', 'everything');
    expect(unknown).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^concordat: There is no table "everything": /),
    });
  });

  test('of a year is that of April to March', async () => {
    const by = (...period: string[]) =>
      desk.json('summary', '--commissioner', 'C1', '--valid-as-of', '2012-01-01', ...period);
    expect(await by('--year', '2010/11')).toEqual(await by('--from', '2010-04-01', '--to', '2011-03-31'));
  });

  test('is judged by thresholds from a file', async () => {
    desk.file('ours.json', JSON.stringify({ ...STANDARD, redAbovePercentNotMet: 100 }));
    const rating = ({ outcomes }: Json): string => outcomes[1].rating;
    expect(rating(summary)).toBe('RED');
    expect(rating(await desk.json('summary', ...WHOM, '--thresholds', 'ours.json'))).toBe('AMBER');
  });
});

describe('is refused with a sentence', () => {
  test.each<[string, string[], number, RegExp]>([
    ['neither commissioner nor area', ['--year', '2010/11'], 2, /give either --commissioner or --area/],
    ['both', ['--commissioner', 'C1', '--area', 'Anyshire', '--year', '2010/11'], 2, /give either --commissioner or/],
    [
      'an organisation in an area',
      ['--area', 'A', '--tso', 'T1', '--year', '2010/11'],
      2,
      /--tso goes with --commissioner/,
    ],
    ['no period', ['--commissioner', 'C1'], 2, /give --from and --to, or --year such as 2011\/12/],
    [
      'two periods',
      ['--commissioner', 'C1', '--year', '2010/11', '--from', '2010-04-01'],
      2,
      /give --from and --to, or/,
    ],
    ['no year', ['--commissioner', 'C1', '--year', '2011'], 1, /"2011" is not a financial year: write 2011\/12/],
    ['a section of a page', [...WHOM, '--section', 'outcomes'], 2, /--section is for --format csv/],
    ['a PDF for the terminal', [...WHOM, '--format', 'pdf'], 2, /--format pdf is written to a file: give --out FILE/],
    [
      'an area nobody serves',
      ['--area', 'Nowhere', '--year', '2010/11'],
      1,
      /No commissioner is registered with the area "Nowhere"/,
    ],
    [
      'thresholds that are not there',
      [...WHOM, '--thresholds', 'none.json'],
      1,
      /none.json cannot be read: there is no such file/,
    ],
    ['thresholds that are no JSON', [...WHOM, '--thresholds', 'record.ndjson'], 1, /record.ndjson is not JSON/],
    ['a place that cannot be written', [...WHOM, '--out', 'no/such/place'], 1, /no\/such\/place cannot be written/],
  ])('%s', async (_what, words, code, sentence) => {
    const ended = await desk.run('summary', ...words);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toMatch(/^concordat: [^\n]+\n$/);
    expect(ended.err).toMatch(sentence);
  });

  test('and leaves no file behind', async () => {
    await desk.run(
      'summary',
      '--commissioner',
      'Nobody',
      '--year',
      '2010/11',
      '--format',
      'pdf',
      '--out',
      'nobody.pdf',
    );
    expect(existsSync(desk.path('nobody.pdf'))).toBe(false);
  });
});
