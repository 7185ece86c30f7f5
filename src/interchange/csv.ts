import { parse } from 'csv-parse/sync';
import { MAX_TEXT } from '../kernel/shapes.js';
import { isRefusal, refusing, Unreadable, type Refusal, type SourceFile } from './importer.js';
import { textOf } from './text.js';

/** A record of a CSV file and the line it starts on, counted from 1: a quoted cell may run over several lines. */
interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The records of a CSV text, and the line of a quotation mark that is never closed, where reading had to stop. */
export interface CsvRecords {
  readonly records: readonly CsvRecord[];
  readonly unclosedAt?: number;
}

/** A column of a format: the headings that mean it, the usual one first, and whether a file must have it. */
export interface Column {
  readonly headings: readonly string[];
  readonly required: boolean;
}

export type Columns<Key extends string> = Readonly<Record<Key, Column>>;

/** A row under its header: cells trimmed, '' where the file or the row has no such column. */
export interface Row<Key extends string> {
  readonly line: number;
  readonly cell: Readonly<Record<Key, string>>;
}

/** A column a file must have, by its usual heading and others seen for it. */
export const needed = (...headings: readonly string[]): Column => ({ headings, required: true });

/** A column a file may leave out. */
export const optional = (...headings: readonly string[]): Column => ({ headings, required: false });

/** Splits CSV text (RFC 4180, lines ending in `\n`); stray quotation marks inside a cell are kept as they are. */
export const csvRecords = (text: string): CsvRecords => {
  const records: CsvRecord[] = [];
  let read = 0;
  let unclosedAt: number | undefined;
  parse(text, {
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: true,
    on_skip: () => {
      unclosedAt = read + 1;
      return undefined;
    },
    on_record: (cells: string[], { lines }) => {
      records.push({ line: read + 1, cells });
      // The parser counts the lines it has finished; the next record starts on the one after.
      read = lines;
      return null;
    },
  });
  return { records, unclosedAt };
};

// Headings differ in case, spacing and footnote marks ("Purpose of meeting²").
const plainHeading = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const isBlank = ({ cells }: CsvRecord): boolean => cells.every((cell) => cell.trim() === '');

const listed = (headings: readonly string[]): string => headings.map((heading) => `"${heading}"`).join(', ');

const shortened = (text: string): string => (text.length > 500 ? `${text.slice(0, 500)}…` : text);

type Places<Key extends string> = Readonly<Record<Key, number>>;

/** Where each column stands. Throws Unreadable that names what was expected and what was found. */
const placesOf = <Key extends string>(header: CsvRecord, columns: Columns<Key>): Places<Key> => {
  const found = header.cells.map(plainHeading);
  const entries = Object.entries<Column>(columns) as [Key, Column][];
  const places = Object.fromEntries(
    entries.map(([key, { headings }]) => [key, found.findIndex((cell) => headings.map(plainHeading).includes(cell))]),
  ) as Places<Key>;
  const missing = entries
    .filter(([key, { required }]) => required && places[key] < 0)
    .map(([, { headings }]) => headings[0] ?? '');
  if (missing.length === 0) return places;
  const expected = listed(entries.filter(([, { required }]) => required).map(([, { headings }]) => headings[0] ?? ''));
  const seen = listed(header.cells.map((cell) => cell.trim()).filter(Boolean));
  const remedy = /[;\t|]/.test(header.cells.join('')) ? 'Separate the columns with commas' : 'Correct the header row';
  throw new Unreadable(
    missing.join(', '),
    `The header lacks ${listed(missing)}. Expected ${expected}; found ${shortened(seen)}. ${remedy}.`,
    header.line,
  );
};

const rowOf = <Key extends string>({ line, cells }: CsvRecord, header: CsvRecord, places: Places<Key>): Row<Key> => {
  const long = cells.findIndex((cell) => cell.length > MAX_TEXT);
  const heading = (index: number): string => header.cells[index]?.trim() || `column ${index + 1}`;
  if (long >= 0)
    throw new Unreadable(
      heading(long),
      `The cell is longer than ${MAX_TEXT} characters: shorten it, or link to the document.`,
      line,
    );
  const stray = cells.findIndex((cell, index) => cell.trim() !== '' && (header.cells[index] ?? '').trim() === '');
  if (stray >= 0)
    throw new Unreadable(
      heading(stray),
      'The cell has no heading: a text with commas needs quotation marks around it.',
      line,
    );
  const entries = Object.entries<number>(places) as [Key, number][];
  const cell = Object.fromEntries(entries.map(([key, index]) => [key, (cells[index] ?? '').trim()])) as Record<
    Key,
    string
  >;
  return { line, cell };
};

/**
 * The rows of a CSV file under its header. Blank rows and blank columns are passed over, short rows read as blank at
 * the end; a file without the required columns, a row that does not fit and a cell over MAX_TEXT come as Refusals.
 */
export function* csvRows<Key extends string>(file: SourceFile, columns: Columns<Key>): Generator<Row<Key> | Refusal> {
  const text = refusing(file, 1, () => ({ text: textOf(file.bytes) }));
  if (isRefusal(text)) return yield text;
  const { records, unclosedAt } = csvRecords(text.text);
  const [header, ...rest] = records.filter((record) => !isBlank(record));
  const places = refusing(file, 1, () => {
    if (header) return placesOf(header, columns);
    throw new Unreadable('', 'The file has no rows: import it with its header row.');
  });
  if (header && !isRefusal(places))
    for (const record of rest) yield refusing(file, record.line, () => rowOf(record, header, places));
  else if (isRefusal(places)) yield places;
  if (unclosedAt !== undefined)
    yield {
      file: file.name,
      line: unclosedAt,
      field: '',
      problem:
        'A quotation mark opens here and is never closed; nothing from here on was read. Close it and import again.',
    };
}
