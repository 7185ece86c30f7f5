import { reject } from '../kernel/rejection.js';
import { MARKS, tablesOf, type Cell, type Document, type Table } from './document.js';

/** A cell as data: dates as ISO 8601 text or what the source gives, nothing where there is none. */
export const dataOf = (cell: Cell): string | number | null => {
  if (cell === null || typeof cell !== 'object') return cell;
  return 'mark' in cell ? MARKS[cell.mark] : (cell.when ?? cell.otherwise);
};

/**
 * Text that no spreadsheet takes for a formula: one that begins with = + - @, a tab or a line's end, wherever spaces and
 * quotes stand before it, is given an apostrophe first. Numbers are cells of their own and stay as they are.
 */
const harmless = (text: string): string => (/^[\s"'\uFEFF\u200B]*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);

const field = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return `${value}`;
  const text = harmless(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows as CSV (RFC 4180, CRLF): no text in them is taken for a formula, and nothing stands for null. */
export const csvRows = (rows: readonly (readonly (string | number | null)[])[]): string =>
  rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');

/** The table of a document by its id. Throws a Rejection that names those there are. */
const tableNamed = (document: Document, id: string): Table => {
  const tables = tablesOf(document);
  const found = tables.find((table) => table.id === id);
  if (found) return found;
  throw reject('INVALID', 'section', `There is no table "${id}": ${tables.map((table) => table.id).join(', ')}.`);
};

/** One table of a document as CSV (RFC 4180, UTF-8, CRLF): every finding, one a row, or the one asked for. */
export const csvOf = (document: Document, section = 'findings'): string => {
  const { columns, rows } = tableNamed(document, section);
  return csvRows([columns.map(({ heading }) => heading), ...rows.map((row) => row.map(dataOf))]);
};
