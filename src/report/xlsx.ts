import { daysBetween, isDay } from '../kernel/time.js';
import { dataOf } from './csv.js';
import { tablesOf, type Cell, type Document, type Mark, type Table } from './document.js';
import { escaped } from './escaped.js';
import { packageOf, type Part } from './package.js';

const MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

/** Places in the list of cell formats below. */
const FORMAT = { plain: 0, heading: 1, text: 2, date: 3, quoted: 4, title: 5 } as const;
const MARKS: Readonly<Record<Mark, number>> = { GREEN: 6, AMBER: 7, RED: 8, NOTHING_DUE: 9 };
const GROUNDS = ['FFE3F4E5', 'FFFFF3D6', 'FFFDE7E7', 'FFF2F2F2'];

const TOP = '<alignment vertical="top" wrapText="1"/>';
const solid = (colour: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
const format = (number: number, font: number, fill: number, rest = '', alignment = TOP) =>
  `<xf numFmtId="${number}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"${rest}>${alignment}</xf>`;

const STYLES = `<styleSheet ${NS}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="3"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font><font><b/><sz val="16"/><name val="Arial"/></font></fonts><fills count="7"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${['FFE8ECF0', ...GROUNDS].map(solid).join('')}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="10">${[
  format(0, 0, 0),
  format(0, 1, 2),
  format(49, 0, 0),
  format(164, 0, 0, '', '<alignment horizontal="left" vertical="top"/>'),
  format(49, 0, 0, ' quotePrefix="1"'),
  format(0, 2, 0, '', '<alignment vertical="top"/>'),
  ...GROUNDS.map((_, at) => format(49, 1, at + 3)),
].join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** Texts of a workbook, each once; cells name them by number, so that no text is ever read as a formula. */
class Texts {
  private readonly places = new Map<string, number>();

  place(text: string): number {
    const known = this.places.get(text);
    if (known !== undefined) return known;
    this.places.set(text, this.places.size);
    return this.places.size - 1;
  }

  get body(): string {
    const items = [...this.places.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`);
    return `<sst ${NS} uniqueCount="${items.length}">${items.join('')}</sst>`;
  }
}

// A spreadsheet refuses a file with a longer text in a cell.
const MOST = 32_767;
const CUT = '… (cut short here)';
const fitting = (text: string): string => (text.length <= MOST ? text : `${text.slice(0, MOST - CUT.length)}${CUT}`);

/** The letters of a column: A, B, … Z, AA. */
const letters = (at: number): string =>
  `${at >= 26 ? letters(Math.floor(at / 26) - 1) : ''}${String.fromCharCode(65 + (at % 26))}`;

/** The number by which spreadsheets know a day; those before March 1900 they get wrong. */
const serial = (day: string): number | undefined =>
  isDay(day) && day >= '1900-03-01' ? daysBetween('1899-12-30', day) : undefined;

const cellXml = (cell: Cell, place: string, texts: Texts, format?: number): string => {
  const value = dataOf(cell);
  if (value === null || value === '') return '';
  if (typeof value === 'number') return `<c r="${place}" s="${FORMAT.plain}"><v>${value}</v></c>`;
  const day = cell !== null && typeof cell === 'object' && 'when' in cell ? serial(value) : undefined;
  if (day !== undefined) return `<c r="${place}" s="${FORMAT.date}"><v>${day}</v></c>`;
  const mark = cell !== null && typeof cell === 'object' && 'mark' in cell ? MARKS[cell.mark] : undefined;
  const own = mark ?? (/^[=+\-@\t\r]/.test(value) ? FORMAT.quoted : FORMAT.text);
  return `<c r="${place}" s="${format ?? own}" t="s"><v>${texts.place(fitting(value))}</v></c>`;
};

// Points. Not every spreadsheet finds the height of broken text by itself.
const LINE = 15;
const MOST_LINES = 27;

/** How many lines the texts of a row take, about, in columns of so many characters. */
const linesOf = (row: readonly Cell[], across: readonly number[]): number =>
  Math.min(
    MOST_LINES,
    Math.max(1, ...row.map((cell, at) => Math.ceil(`${dataOf(cell) ?? ''}`.length / (across[at] ?? 1)))),
  );

const rowsXml = (
  rows: readonly (readonly Cell[])[],
  across: readonly number[],
  texts: Texts,
  formatOf: (row: number) => number | undefined,
): string =>
  rows
    .map((row, at) => {
      const cells = row.map((cell, column) => cellXml(cell, `${letters(column)}${at + 1}`, texts, formatOf(at)));
      const lines = formatOf(at) === FORMAT.title ? 2 : linesOf(row, across);
      return `<row r="${at + 1}" ht="${lines * LINE}" customHeight="1">${cells.join('')}</row>`;
    })
    .join('');

const widths = (columns: readonly number[]): string =>
  `<cols>${columns.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`;

const PRINT =
  '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>';

const FIT = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';

/** A sheet of one table: a heading row that stays in view, and a table that screen readers and filters know as one. */
const tableSheet = (table: Table, number: number, texts: Texts): { sheet: Part; table: Part | null } => {
  const { columns, rows, empty } = table;
  const headings = columns.map(({ heading }) => heading);
  const body = rows.length > 0 ? rows : [[empty]];
  const across = columns.map(({ share = 1 }) => Math.round(10 + share * 9));
  const area = `A1:${letters(columns.length - 1)}${rows.length + 1}`;
  const sheet: Part = {
    type: `${MAIN}.worksheet+xml`,
    body: `<worksheet ${NS} ${R}>${FIT}<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${widths(across)}<sheetData>${rowsXml([headings, ...body], across, texts, (at) => (at === 0 ? FORMAT.heading : undefined))}</sheetData>${PRINT}${rows.length > 0 ? '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>' : ''}</worksheet>`,
    ...(rows.length > 0 && { relations: [['table', `../tables/table${number}.xml`]] as const }),
  };
  if (rows.length === 0) return { sheet, table: null };
  const named = headings.map((heading, at) => `<tableColumn id="${at + 1}" name="${escaped(heading)}"/>`).join('');
  return {
    sheet,
    table: {
      type: `${MAIN}.table+xml`,
      body: `<table ${NS} id="${number}" name="Table${number}" displayName="Table${number}" ref="${area}" totalsRowShown="0"><autoFilter ref="${area}"/><tableColumns count="${columns.length}">${named}</tableColumns><tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>`,
    },
  };
};

/** The first sheet: what this is, and what is on each of the others. */
const readMe = (
  { title, subtitle, sections }: Document,
  sheets: readonly (readonly [string, Table])[],
  texts: Texts,
) => {
  const facts = sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'facts' ? block.items : [])),
  );
  const across = [34, 110];
  const rows: Cell[][] = [
    [title],
    [subtitle],
    ...facts.map(([term, text]) => [term, text]),
    ['Sheets', ''],
    ...sheets.map(([name, { caption }]) => [name, caption]),
  ];
  return {
    type: `${MAIN}.worksheet+xml`,
    body: `<worksheet ${NS}>${FIT}${widths(across)}<sheetData>${rowsXml(rows, across, texts, (at) => (at === 0 ? FORMAT.title : undefined))}</sheetData>${PRINT}</worksheet>`,
  };
};

/** Names of sheets: the ids of their tables, as titles. */
const nameOf = ({ id }: Table): string =>
  `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`.slice(0, 31);

/** A document's tables as a workbook: one table a sheet, after one that says what they are. */
export const xlsxOf = (document: Document): Uint8Array => {
  const texts = new Texts();
  const sheets = tablesOf(document).map((table) => [nameOf(table), table] as const);
  const made = sheets.map(([, table], at) => tableSheet(table, at + 1, texts));
  const all = [['Read me'], ...sheets].map(([name]) => name);
  const pages: Record<string, Part> = { 'xl/worksheets/sheet1.xml': readMe(document, sheets, texts) };
  for (const [at, { sheet, table }] of made.entries()) {
    pages[`xl/worksheets/sheet${at + 2}.xml`] = sheet;
    if (table) pages[`xl/tables/table${at + 1}.xml`] = table;
  }
  const titles = sheets.map(
    ([name], at) => `<definedName name="_xlnm.Print_Titles" localSheetId="${at + 1}">'${name}'!$1:$1</definedName>`,
  );
  return packageOf(
    {
      'xl/workbook.xml': {
        type: `${MAIN}.sheet.main+xml`,
        body: `<workbook ${NS} ${R}><sheets>${all.map((name, at) => `<sheet name="${escaped(name ?? '')}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets><definedNames>${titles.join('')}</definedNames></workbook>`,
        relations: [
          ...all.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const),
          ['styles', 'styles.xml'],
          ['sharedStrings', 'sharedStrings.xml'],
        ],
      },
      ...pages,
      'xl/styles.xml': { type: `${MAIN}.styles+xml`, body: STYLES },
      'xl/sharedStrings.xml': { type: `${MAIN}.sharedStrings+xml`, body: texts.body },
    },
    document.title,
    document.day,
  );
};
