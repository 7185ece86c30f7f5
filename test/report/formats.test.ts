import { parse as csvParse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Summary } from '../../src/compliance/summary/summary.js';
import { csvOf } from '../../src/report/csv.js';
import { onPage, outline, tablesOf, type Document } from '../../src/report/document.js';
import { FORMATS, written, type Format } from '../../src/report/formats.js';
import { documentOf } from '../../src/report/summary-document.js';
import { cellText } from '../../src/report/text.js';
import { judged, summaryOf } from '../compliance/summaries.js';
import { told } from '../compliance/facts.js';
import {
  attribute,
  docxParagraphs,
  docxTables,
  elements,
  everyTag,
  htmlRead,
  htmlTables,
  partsOf,
  pdfRead,
  sheetsOf,
  textIn,
} from './reading.js';

const NASTY = '=HYPERLINK("http://evil.example","click") <b>&amp; "Tŷ Newydd" łódź\u0007\u001B[31m\u009B';

/** A year with something in every section, and texts that no format may take for its own. */
const summary: Summary = summaryOf(
  [
    judged([
      told('FundingPressureDiscussed', '2011-11-01', { summary: 'Less money' }),
      told('ImpactAssessmentCompleted', '2011-12-06', { decisionId: 'Z', groupsCovered: ['users'] }),
      told(
        'DecisionTaken',
        '2011-12-06',
        { decisionId: 'Z', title: NASTY, effect: 'end', rationale: 'Less money' },
        { evidence: [{ title: 'Minutes', url: 'https://example.org/minutes?a=1&b=2' }] },
      ),
      told('FundingChangeNotified', '2012-01-09', {
        changeId: '=X',
        decisionId: 'Z',
        effect: 'end',
        receivedOn: '2012-01-09',
        effectiveFrom: '2012-04-01',
      }),
    ]),
    judged([
      told(
        'ConsultationRationalePublished',
        '2011-06-01',
        { consultationId: 'K', rationale: 'Soon' },
        { matter: 'M2' },
      ),
      told(
        'ConsultationOpened',
        '2011-06-01',
        { consultationId: 'K', title: 'Day centres', closesOn: '2011-07-27' },
        { matter: 'M2' },
      ),
      told('ConsultationClosed', '2011-07', { consultationId: 'K' }, { matter: 'M2' }),
      told('GrantAwarded', '2010-05-01', { agreementId: 'G', amount: 1234.5 }, { matter: 'M2' }),
      told('DecisionTaken', '2010-05-01', { decisionId: 'Y', effect: 'award' }, { matter: 'M2', id: 'earlier' }),
    ]),
  ],
  {
    disputes: [
      {
        commitments: ['F1'],
        raisedOn: '2011-09-01',
        stage: '2',
        days: { min: 30, max: 30 },
        outcome: 'upheld',
        remedy: 'Money',
        lesson: '+Talk first',
      },
    ],
    governance: [
      {
        framework: 'anyshire-compact',
        signatories: ['C1', 'A'],
        lead: { organisation: 'C1', role: 'Head of partnerships' },
        plans: [
          {
            periodFrom: '2011-04-01',
            periodTo: '2012-03-31',
            actions: [{ text: '@review', owner: 'C1', dueOn: '2012-02-29', done: true, completedOn: '2012-02' }],
          },
        ],
        goodPractice: [{ on: '2011-06-01', text: 'A panel of both sides' }],
      },
    ],
  },
);

const document: Document = documentOf(summary);
const files = {} as Record<Format, Uint8Array>;

beforeAll(async () => {
  for (const format of FORMATS) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    files[format] = await written(document, format);
  }
});

const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** A text as every format shows it: control characters left out, white space as one space. */
const shown = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{Cc}/gu, '')
    .trim();

/** Tables as they stand on a page, those without rows left out. */
const onPages = () => tablesOf(document).filter((table) => onPage([table]).length > 0 && table.rows.length > 0);

const expected = () =>
  onPages().map(({ caption, columns, rows }) => ({
    caption: shown(caption),
    rows: [columns.map(({ heading }) => heading), ...rows.map((row) => row.map((cell) => shown(cellText(cell))))],
  }));

const normal = (tables: readonly { caption: string; rows: readonly (readonly string[])[] }[]) =>
  tables.map(({ caption, rows }) => ({ caption: shown(caption), rows: rows.map((row) => row.map(shown)) }));

describe('every format', () => {
  test.each(FORMATS)('%s has the same bytes for the same summary', async (format) => {
    const again = documentOf(JSON.parse(JSON.stringify(summary)) as Summary);
    expect(Buffer.compare(await written(again, format), files[format])).toBe(0);
  });

  test('has the bytes of no clock: none names the day on which the tests run', async () => {
    const today = new Date().toISOString().slice(0, 10);
    for (const bytes of [files.docx, files.xlsx]) expect(Object.values(partsOf(bytes)).join('')).not.toContain(today);
    const { info } = await pdfRead(files.pdf);
    expect([info.CreationDate, info.ModDate]).toEqual(['D:20261231000000Z', 'D:20261231000000Z']);
  });

  test('has twelve sections and an annex, in order', async () => {
    const headings = document.sections.map(({ heading }) => heading);
    expect(headings.slice(0, 12).map((heading) => Number.parseInt(heading, 10))).toEqual(
      Array.from({ length: 12 }, (_, at) => at + 1),
    );
    const html = elements(htmlRead(utf8(files.html)).document);
    expect(html.filter(({ tagName }) => tagName === 'h2').map(textIn)).toEqual(headings);
    const docx = docxParagraphs(files.docx);
    expect(docx.flatMap(([style, text]) => (style === 'Heading1' ? [text] : []))).toEqual(headings);
    const tags = everyTag((await pdfRead(files.pdf)).pages);
    expect(tags.flatMap(({ role, text }) => (role === 'H2' ? [text] : []))).toEqual(headings);
    for (const heading of headings.slice(0, 12)) expect(utf8(files.text)).toContain(`\n${heading}\n----`);
  });
});

describe('HTML', () => {
  test('is valid, in English, with one title and headings that skip no level', () => {
    const { document: page, errors } = htmlRead(utf8(files.html));
    expect(errors).toEqual([]);
    const all = elements(page);
    expect(all.filter(({ tagName }) => tagName === 'html').map((one) => attribute(one, 'lang'))).toEqual(['en-GB']);
    const levels = all.flatMap(({ tagName }) => (/^h\d$/.test(tagName) ? [Number(tagName.slice(1))] : []));
    expect(levels.filter((level) => level === 1)).toEqual([1]);
    for (const [at, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1);
    const ids = all.flatMap((one) => attribute(one, 'id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = all.flatMap((one) => attribute(one, 'href') ?? []).filter((href) => href.startsWith('#'));
    expect(targets.length).toBeGreaterThan(13);
    expect(targets.filter((href) => !ids.includes(href.slice(1)))).toEqual([]);
    const labels = all.flatMap((one) => attribute(one, 'aria-labelledby') ?? []);
    expect(labels.filter((label) => !ids.includes(label))).toEqual([]);
  });

  test('needs nothing from elsewhere, and runs nothing', () => {
    const all = elements(htmlRead(utf8(files.html)).document);
    expect(all.filter(({ tagName }) => ['script', 'link', 'img', 'iframe'].includes(tagName))).toEqual([]);
    expect(utf8(files.html)).not.toMatch(/@import|url\(/);
  });

  test('gives each table a caption and each heading cell its scope', () => {
    const all = elements(htmlRead(utf8(files.html)).document);
    const tables = all.filter(({ tagName }) => tagName === 'table');
    expect(tables).toHaveLength(onPages().length);
    for (const table of tables) {
      const inner = elements(table);
      expect(inner.filter(({ tagName }) => tagName === 'caption').map(textIn)[0]).toMatch(/\S/);
      for (const heading of inner.filter(({ tagName }) => tagName === 'th'))
        expect(['col', 'row']).toContain(attribute(heading, 'scope'));
      const bodies = inner.filter(
        ({ tagName, parentNode }) => tagName === 'tr' && (parentNode as { tagName: string }).tagName === 'tbody',
      );
      for (const row of bodies) expect(elements(row)[0]?.tagName).toBe('th');
    }
  });

  test('says each rating in a word', () => {
    const marks = elements(htmlRead(utf8(files.html)).document).filter((one) =>
      (attribute(one, 'class') ?? '').startsWith('mark'),
    );
    expect(marks.map(textIn)).toEqual(
      summary.outcomes.map(
        ({ rating }) => ({ GREEN: 'Green', AMBER: 'Amber', RED: 'Red', NOTHING_DUE: 'Nothing due' })[rating],
      ),
    );
  });

  test('has all tables with all their cells, and nobody’s markup', () => {
    expect(normal(htmlTables(utf8(files.html)))).toEqual(expected());
    expect(utf8(files.html)).not.toContain('<b>');
    expect(utf8(files.html)).toContain('&lt;b&gt;&amp;amp; &quot;Tŷ Newydd&quot; łódź');
  });
});

test('DOCX has all tables with all their cells, heading rows that repeat, language and title', () => {
  expect(normal(docxTables(files.docx))).toEqual(expected());
  const parts = partsOf(files.docx);
  expect(parts['word/document.xml']?.match(/<w:tblHeader\/>/g)).toHaveLength(onPages().length);
  expect(parts['word/styles.xml']).toContain('<w:lang w:val="en-GB"');
  expect(parts['docProps/core.xml']).toContain('<dc:title>Compact compliance summary: Anyshire Council</dc:title>');
  // What is on the page but not in a table, too.
  const text = docxParagraphs(files.docx).map(([, line]) => line);
  for (const { section } of outline(document.sections))
    for (const block of section.blocks) if (block.kind === 'paragraph') expect(text).toContain(block.text);
});

describe('PDF', () => {
  test('is tagged, in English and titled, with one H1, and carries its own fonts', async () => {
    const { info, marked, pages } = await pdfRead(files.pdf);
    expect(marked).toMatchObject({ Marked: true });
    expect(info.Title).toBe('Compact compliance summary: Anyshire Council, 1 April 2011 to 31 March 2012');
    expect(info.Language).toBe('en-GB');
    expect(everyTag(pages).filter(({ role }) => role === 'H1')).toHaveLength(1);
    expect(utf8(files.pdf)).toMatch(/\/FontFile2/);
  });

  test('has all tables with all their cells, tagged as heading or data, in reading order', async () => {
    const { pages } = await pdfRead(files.pdf);
    const cells = everyTag(pages)
      .filter(({ role }) => role === 'TH' || role === 'TD')
      .map(({ text }) => text.replaceAll(/\s/g, ''));
    // A cell that goes over a page's end is told on both: joined, they are the whole.
    const whole = expected().flatMap(({ rows }) => rows.flat().map((text) => text.replaceAll(/\s/g, '')));
    expect(cells.join('')).toBe(whole.join(''));
  });
});

test('a row longer than a page goes on over the next ones in PDF, word for word', async () => {
  const words = Array.from({ length: 3_000 }, (_, at) => `word${at}`).join(' ');
  const table = {
    ...tablesOf(document)[0]!,
    columns: [{ heading: 'A' }, { heading: 'B' }],
    rows: [
      ['one', words],
      ['two', 'end'],
    ],
  };
  const bytes = await written({ ...document, sections: [{ heading: 'S', blocks: [table] }] }, 'pdf');
  const { pages, count } = await pdfRead(bytes);
  expect(count).toBeGreaterThan(3);
  const cells = everyTag(pages).filter(({ role }) => role === 'TH' || role === 'TD');
  expect(
    cells
      .map(({ text }) => text)
      .join(' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  ).toBe(`A B one ${words} two end`);
});

describe('XLSX', () => {
  const sheetName = (id: string) => `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;

  test('has one table a sheet after one that tells what they are, numbers as numbers and days as days', () => {
    const sheets = sheetsOf(files.xlsx);
    const tables = tablesOf(document);
    expect(Object.keys(sheets)).toEqual(['Read me', ...tables.map(({ id }) => sheetName(id))]);
    for (const { id, columns, rows } of tables) {
      const [headings, ...body] = sheets[sheetName(id)] ?? [];
      expect(Object.values(headings ?? {}).map(({ value }) => value)).toEqual(columns.map(({ heading }) => heading));
      for (const [at, row] of rows.entries()) {
        for (const [column, cell] of row.entries()) {
          const found = body[at]?.[String.fromCharCode(65 + column)];
          if (typeof cell === 'number') expect(found).toMatchObject({ value: cell, isText: false });
          if (typeof cell === 'string' && cell !== '')
            expect(found).toMatchObject({ value: cell.replaceAll(/\p{Cc}/gu, ''), isText: true });
          if (typeof cell === 'object' && cell !== null && 'when' in cell && cell.when?.length === 10)
            expect(found?.value).toBe((Date.parse(cell.when) - Date.parse('1899-12-30')) / 86_400_000);
        }
      }
    }
  });

  test('takes no text for a formula, and keeps it as text where it is edited', () => {
    const cells = Object.values(sheetsOf(files.xlsx)).flatMap((rows) => rows.flatMap((row) => Object.values(row)));
    const risky = cells.filter(({ value }) => /^[=+\-@]/.test(String(value)) && typeof value === 'string');
    expect(risky.length).toBeGreaterThan(2);
    for (const cell of risky) expect(cell).toMatchObject({ isText: true, format: 4 });
    const parts = partsOf(files.xlsx);
    expect(
      Object.entries(parts).filter(([path, text]) => path.startsWith('xl/worksheets') && text.includes('<f>')),
    ).toEqual([]);
    expect(parts['xl/styles.xml']?.match(/<xf [^>]*?>/g)?.[5]).toContain('quotePrefix="1"');
  });
});

describe('CSV', () => {
  const read = (section?: string): string[][] => csvParse(csvOf(document, section));

  test('has one finding a row with all its fields', () => {
    const [headings = [], ...rows] = read();
    expect(rows).toHaveLength(summary.findings.length);
    const column = (heading: string) => rows.map((row) => row[headings.indexOf(heading)]);
    expect(column('Verdict')).toEqual(summary.findings.map(({ verdict }) => verdict));
    expect(column('Evidence')).toEqual(summary.findings.map(({ evidence }) => evidence.join('; ')));
    expect(column('Numbers').map((text) => JSON.parse(text ?? ''))).toEqual(summary.findings.map(({ facts }) => facts));
    expect(column('What called for it, on')).toEqual(summary.findings.map(({ occurredOn }) => occurredOn ?? ''));
  });

  test('has any other table by its name, with dates as data', () => {
    const [headings = [], ...rows] = read('consultations');
    expect(rows).toHaveLength(1);
    expect(Object.fromEntries(headings.map((heading, at) => [heading, rows[0]?.[at]]))).toMatchObject({
      Consultation: 'Day centres',
      Opened: '2011-06-01',
      Closed: '2011-07',
    });
    expect(() => csvOf(document, 'everything')).toThrow('There is no table "everything": frameworks, outcomes');
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['+44 20', "'+44 20"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    [' =1', "' =1"],
    ['"=1', `'"=1`],
    ['＝1', "'＝1"],
    ['a=1', 'a=1'],
    ['1-2', '1-2'],
    ['', ''],
  ])('writes the text %j so that no spreadsheet takes it for a formula', (text, safe) => {
    const table = { ...tablesOf(document)[0]!, columns: [{ heading: 'A' }, { heading: 'B' }], rows: [[text, -3]] };
    const csv = csvOf({ ...document, sections: [{ heading: 'S', blocks: [table] }] }, table.id);
    expect(csvParse(csv)).toEqual([
      ['A', 'B'],
      [safe, '-3'],
    ]);
  });
});

test('the terminal’s text keeps to its width, has every count, and no word of a machine', () => {
  const text = utf8(files.text);
  for (const line of text.split('\n')) expect([line, line.length <= 100]).toEqual([line, true]);
  expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  // No text on record can speak to the terminal.
  expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
  expect(text).toContain(`${summary.findings.length} findings`);
});
