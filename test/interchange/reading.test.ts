import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvRecords, csvRows, needed, optional } from '../../src/interchange/csv.js';
import { readJson } from '../../src/interchange/json.js';
import { textOf } from '../../src/interchange/text.js';
import { fileOf, sharedFiles, testOfShared } from './support.js';

const bytes = (...values: number[]) => Uint8Array.from(values);
const latin = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('bytes as text', () => {
  test('UTF-8, with and without its mark', () => {
    expect(textOf(new TextEncoder().encode('\ufeffcafé – £5'))).toBe('café – £5');
    expect(textOf(new TextEncoder().encode('a\r\nb\rc'))).toBe('a\nb\nc');
  });
  test('Windows-1252, whose apostrophe and dash are not Latin-1', () =>
    expect(textOf(latin('Prince\x92s Trust \x96 \xa35 \x80'))).toBe('Prince’s Trust – £5 €'));
  test('UTF-16 where the mark says so', () => {
    expect(textOf(bytes(0xff, 0xfe, 0x41, 0, 0xa3, 0))).toBe('A£');
    expect(textOf(bytes(0xfe, 0xff, 0, 0x41))).toBe('A');
  });
  test.each([
    ['UTF-16 without its mark', bytes(0x41, 0, 0x42, 0), /NUL/],
    ['a workbook', bytes(0x50, 0x4b, 3, 4, 0), /workbook.*save the sheet as CSV/],
    ['a mixture', Uint8Array.from([...new TextEncoder().encode('ok\nPrince’s\n'), 0x92]), /mixes UTF-8.*save it again/],
    ['what Windows-1252 does not define', latin('\x8f'), /neither UTF-8 nor Windows-1252/],
  ])('%s is refused with a remedy', (_, given, problem) => expect(() => textOf(given)).toThrow(problem));
  test('the line of the foreign byte is told', () =>
    expect(() => textOf(Uint8Array.from([...new TextEncoder().encode('é\nb\n'), 0x92]))).toThrow(
      expect.objectContaining({ line: 3 }),
    ));
});

const columns = { name: needed('Name', 'Name of Organisation'), note: optional('Note') };
const rows = (text: string) => [...csvRows(fileOf(text), columns)];

describe('rows under a header', () => {
  test('lines are those of the file, also after cells of several lines and blank rows', () =>
    expect(rows('Name,Note\nA,"one\ntwo"\n\n ,\nB,\n')).toEqual([
      { line: 2, cell: { name: 'A', note: 'one\ntwo' } },
      { line: 6, cell: { name: 'B', note: '' } },
    ]));
  test('headings differ in case, spaces, footnote marks; columns and rows may be blank or short', () =>
    expect(rows(' name of  ORGANISATION² ,,\nA\nB,,\n')).toEqual([
      { line: 2, cell: { name: 'A', note: '' } },
      { line: 3, cell: { name: 'B', note: '' } },
    ]));
  test('a wrong header names what was expected and what was found', () =>
    expect(rows('Title;Note\nA;b\n')).toEqual([
      {
        file: 'file.csv',
        line: 1,
        field: 'Name',
        problem: 'The header lacks "Name". Expected "Name"; found "Title;Note". Separate the columns with commas.',
      },
    ]));
  test('no rows at all', () =>
    expect(rows('\n\n')).toEqual([expect.objectContaining({ problem: expect.stringContaining('no rows') })]));
  test('a cell without a heading and a cell too long are refused, the rest is taken', () =>
    expect(rows(`Name,Note\nA,b,c\n${'x'.repeat(2_000_000)},b\nC,d\n`)).toEqual([
      expect.objectContaining({ line: 2, field: 'column 3', problem: expect.stringContaining('quotation marks') }),
      expect.objectContaining({
        line: 3,
        field: 'Name',
        problem: expect.stringContaining('longer than 20000 characters'),
      }),
      { line: 4, cell: { name: 'C', note: 'd' } },
    ]));
  test('a quotation mark never closed stops the reading where it opens', () =>
    expect(rows('Name,Note\nA,b\nB,"c\nC,d\n')).toEqual([
      { line: 2, cell: { name: 'A', note: 'b' } },
      expect.objectContaining({ line: 3, problem: expect.stringContaining('never closed') }),
    ]));
  test('any bytes give rows or refusals, never an error', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (any) => {
        for (const outcome of csvRows({ name: 'any', bytes: any }, columns)) expect(outcome.line).toBeGreaterThan(0);
      }),
    ));
});

testOfShared('conformance/csv-spectrum')('csv-spectrum: every file as its JSON says', () => {
  const files = sharedFiles('conformance/csv-spectrum/csvs', '.csv');
  const expected = new Map(
    sharedFiles('conformance/csv-spectrum/json', '.json').map((file) => [file.name, textOf(file.bytes)]),
  );
  expect(files.length).toBe(11);
  for (const { name, bytes: content } of files) {
    const [header, ...records] = csvRecords(textOf(content)).records;
    const objects = records.map(({ cells }) => Object.fromEntries(cells.map((cell, i) => [header?.cells[i], cell])));
    expect(objects).toEqual(
      JSON.parse((expected.get(name.replace('.csv', '.json')) ?? '').replaceAll('\\r\\n', '\\n')),
    );
  }
});

describe('JSON', () => {
  test.each([
    ['{"a":1,}', /line 1, column 8.*field name in double quotation marks/],
    ['{"a":\n NaN}', /line 2, column 5.*"NaN" is not a value/],
    ['[1 2]', /comma or "]" is expected/],
    ['{"a":"x\ny"}', /does not end, or holds a line break/],
    ['{"a":{"b":1,"b":2}}', /The field "b" is there twice/],
    ['{"a":1e999}', /too large to be kept exactly/],
    ['{"a":9007199254740993}', /too large to be kept exactly/],
    ['{"a":"\\ud800"}', /half a character/],
    ['['.repeat(100_000), /nested more than 64 deep/],
    ['', /the text ends where a value is expected/],
    ['{} {}', /more after the end/],
  ])('%.20s is refused, with where and why', (text, problem) => expect(() => readJson(text)).toThrow(problem));
  test('the field is named by its path', () =>
    expect(() => readJson('{"data":{"list":[1,{"x":tru}]}}')).toThrow(
      expect.objectContaining({ field: 'data.list[1].x' }),
    ));
  test('what JSON.stringify writes is read back', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value, null, 1);
        const safe = !/\\ud[89a-f]/i.test(text) && !/[^.e\d]\d{16,}[^.e\d]/.test(` ${text} `);
        if (safe) expect(readJson(text).value).toEqual(JSON.parse(text));
      }),
    ));
  test('objects know the line they start on', () => {
    const { value, lineOf } = readJson('{\n"list": [\n{},\n\n{}]}');
    expect((value as { list: unknown[] }).list.map(lineOf)).toEqual([3, 5]);
  });
});

// The suite lets a reader choose on these; Concordat refuses a field that is there twice.
const TWICE = ['y_object_duplicated_key.json', 'y_object_duplicated_key_and_value.json'];

testOfShared('conformance/json-testsuite')(
  'json-testsuite: y files are read, n files are refused, none crashes',
  () => {
    const files = sharedFiles('conformance/json-testsuite/test_parsing', '.json');
    expect(files.length).toBeGreaterThan(300);
    const outcomes = files.map(({ name, bytes: content }) => {
      try {
        readJson(textOf(content));
        return { name, read: true };
      } catch (error) {
        expect(error).toHaveProperty('name', 'Unreadable');
        return { name, read: false };
      }
    });
    expect(outcomes.filter(({ name, read }) => name.startsWith('y_') && !read).map(({ name }) => name)).toEqual(TWICE);
    expect(outcomes.filter(({ name, read }) => name.startsWith('n_') && read)).toEqual([]);
  },
);
