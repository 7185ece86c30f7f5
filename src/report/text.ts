import { label } from '../kernel/time.js';
import {
  MARKS,
  outline,
  type Block,
  type Cell,
  type Column,
  type Document,
  type Item,
  type Table,
} from './document.js';
import { printable } from './escaped.js';
import { brokenAt, wrapped, WIDTH } from './wrapped.js';

/** A cell as it is read. */
export const cellText = (cell: Cell): string => {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return cell.toLocaleString('en-GB');
  if ('mark' in cell) return MARKS[cell.mark];
  return cell.when === null ? cell.otherwise : label(cell.when);
};

const GAP = 2;

/** A text no longer than this, such as "12 of 14", is not broken in a table. */
const SHORT = 9;

const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));

/**
 * Widths in characters: each column gets what its longest word needs, and of what is left by how much longer its texts
 * are. Undefined where even the words do not fit beside each other.
 */
const widthsOf = (texts: readonly (readonly string[])[]): number[] | undefined => {
  const columns = (texts[0] ?? []).map((_, at) => texts.map((row) => row[at] ?? ''));
  const least = columns.map((column) =>
    longest(column.flatMap((text) => (text.length <= SHORT ? text : text.split(/\s+/)))),
  );
  const wanted = columns.map((column, at) => longest(column) - (least[at] ?? 0));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const spare = WIDTH - 2 - GAP * (columns.length - 1) - sum(least);
  if (spare < 0) return undefined;
  const share = Math.min(1, spare / Math.max(1, sum(wanted)));
  return least.map((width, at) => width + Math.floor((wanted[at] ?? 0) * share));
};

/** The lines of a row whose texts are broken to the widths of their columns; numbers stand to the right. */
const rowLines = (texts: readonly string[], widths: readonly number[], numeric: readonly boolean[]): string[] => {
  const cells = texts.map((text, at) => brokenAt(text, widths[at] ?? 0));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const parts = cells.map((lines, at) => {
      const text = lines[line] ?? '';
      return numeric[at] ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0);
    });
    return `  ${parts.join(' '.repeat(GAP))}`.trimEnd();
  });
};

/** A table in columns, where that can be read; else undefined. Rows of several lines are set apart. */
const inColumns = ({ columns, rows }: Table): string[] | undefined => {
  const headings = columns.map(({ heading }) => heading);
  const texts = rows.map((row) => row.map(cellText));
  const widths = widthsOf([headings, ...texts]);
  if (!widths) return undefined;
  const numeric = columns.map((_, at) => rows.every((row) => typeof row[at] === 'number'));
  const lines = texts.map((row) => rowLines(row, widths, numeric));
  const apart = lines.some((row) => row.length > 1);
  return [
    ...rowLines(headings, widths, numeric),
    `  ${widths.map((width) => '-'.repeat(width)).join(' '.repeat(GAP))}`,
    ...lines.flatMap((row, at) => (apart && at > 0 ? ['', ...row] : row)),
  ];
};

/** A row of a table too wide for columns as a paragraph: its heading, then each column by name. */
const stacked = (columns: readonly Column[], row: readonly Cell[]): string => {
  const [first = null, ...others] = row;
  const told = others.flatMap((cell, at) => {
    const text = cellText(cell).replace(/\.$/, '');
    return text === '' ? [] : [`${columns[at + 1]?.heading.toLowerCase()}: ${text}`];
  });
  return `  ${wrapped(`${cellText(first)}${told.length > 0 ? `. ${told.join('; ')}` : ''}.`, 4)}`;
};

const tableText = (table: Table): string[] => {
  if (table.only) return [];
  if (table.rows.length === 0) return [`  ${wrapped(table.empty, 2)}`];
  return [
    `  ${wrapped(`${table.caption}:`, 2)}`,
    ...(inColumns(table) ?? table.rows.map((row) => stacked(table.columns, row))),
    '',
  ];
};

const itemText = ({ lead, parts, evidence }: Item): string[] => [
  `  ${wrapped(lead, 5)}`,
  ...parts.map((part) => `     ${wrapped(part, 5)}`),
  ...(evidence.length > 0 ? [`     ${wrapped(`Evidence: ${evidence.join(', ')}`, 5)}`] : []),
];

const blockText = (block: Block): string[] => {
  switch (block.kind) {
    case 'paragraph':
      return [`  ${wrapped(block.text, 2)}`];
    case 'facts': {
      const width = Math.max(...block.items.map(([term]) => term.length)) + 2;
      return block.items.map(([term, text]) => `  ${term.padEnd(width)}${wrapped(text, width + 2)}`);
    }
    case 'list':
      return block.items.length > 0 ? block.items.flatMap(itemText) : [`  ${wrapped(block.empty, 2)}`];
    case 'table':
      return tableText(block);
  }
};

const underlined = (text: string, line: string): string[] => {
  const lines = brokenAt(text, WIDTH);
  return [...lines, line.repeat(Math.max(...lines.map(({ length }) => length)))];
};

/** A document as plain text for a terminal: at most `WIDTH` characters wide, wide tables as a paragraph a row. */
export const textOf = ({ title, subtitle, sections }: Document): string => {
  const parts = outline(sections).flatMap(({ section, level }) => {
    const blocks = section.blocks.map(blockText).filter((lines) => lines.length > 0);
    if (blocks.length === 0 && section.blocks.length > 0 && !section.sections) return [];
    const lines = blocks.flat();
    return [
      '',
      ...underlined(section.heading, level === 2 ? '-' : '.'),
      ...(lines.at(-1) === '' ? lines.slice(0, -1) : lines),
    ];
  });
  // Nothing on record may speak to the terminal.
  return printable(`${[...underlined(title, '='), subtitle, ...parts].join('\n')}\n`);
};
