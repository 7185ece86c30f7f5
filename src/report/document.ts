import type { Day, When } from '../kernel/time.js';

/** How a thing is rated; shown as a word with the counts behind it, and never by colour alone. */
export type Mark = 'GREEN' | 'AMBER' | 'RED' | 'NOTHING_DUE';

/**
 * What stands in a cell. A date is read out in words in a document and written as data in a table of data; where there
 * is none, `otherwise` says so.
 */
export type Cell =
  | string
  | number
  | null
  | { readonly when: When | null; readonly otherwise: string }
  | { readonly mark: Mark };

/** The first column is the heading of each row. `share` is the width of a column against the others, 1 unless given. */
export interface Column {
  readonly heading: string;
  readonly share?: number;
}

/** A table with its caption. `empty` is said in its place where it has no rows. */
export interface Table {
  readonly kind: 'table';
  /** names it to whoever wants it alone, e.g. `consultations` */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly empty: string;
  /** `files`: too long for a terminal; `data`: too wide for a page, so only in CSV and in a workbook */
  readonly only?: 'files' | 'data';
  /** names of the rows, to which a list item's evidence leads where a format has links */
  readonly anchors?: readonly string[];
}

/** One thing of a list: what it is, sentences about it, and the ids of the events it rests on. */
export interface Item {
  readonly lead: string;
  readonly parts: readonly string[];
  readonly evidence: readonly string[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'facts'; readonly items: readonly (readonly [term: string, text: string])[] }
  | { readonly kind: 'list'; readonly items: readonly Item[]; readonly empty: string }
  | Table;

export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
  readonly sections?: readonly Section[];
}

/** A report as data, the same for every format. */
export interface Document {
  readonly title: string;
  /** a line under the title */
  readonly subtitle: string;
  /** the day it speaks for; formats that must have a date of making are given this one */
  readonly day: Day;
  readonly sections: readonly Section[];
}

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

export const MARKS: Readonly<Record<Mark, string>> = {
  GREEN: 'Green',
  AMBER: 'Amber',
  RED: 'Red',
  NOTHING_DUE: 'Nothing due',
};

/** Sections with their level, in reading order: 2 for those under the title, 3 for those within. */
export const outline = (
  sections: readonly Section[],
  level = 2,
): { readonly section: Section; readonly level: number }[] =>
  sections.flatMap((section) => [{ section, level }, ...outline(section.sections ?? [], level + 1)]);

/** Every table of a document in reading order. */
export const tablesOf = ({ sections }: Document): Table[] =>
  outline(sections).flatMap(({ section }) => section.blocks.filter((block) => block.kind === 'table'));

/** A document as it is read on a page: without the tables that are data only. */
export const onPage = (blocks: readonly Block[]): Block[] =>
  blocks.filter((block) => block.kind !== 'table' || block.only !== 'data');
