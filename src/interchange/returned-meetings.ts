import { needed, type Row } from './csv.js';

/** The columns of a return, with the headings they have had since 2010. */
export const COLUMNS = {
  minister: needed('Minister', "Minister's name", 'Name of minister'),
  date: needed('Date', 'Date of meeting'),
  organisation: needed(
    'Name of Organisation',
    'Name of External Organisation',
    'Name of organisation or individual',
    'Organisation',
  ),
  purpose: needed('Purpose of meeting', 'Purpose'),
};
type Cells = Row<keyof typeof COLUMNS>;

/** A meeting as a return lists it: one row, and the rows below that only add organisations to it. */
export interface Listed {
  readonly line: number;
  readonly minister: string;
  readonly date: string;
  readonly dateFromAbove: boolean;
  readonly organisations: string[];
  readonly purpose: string;
}

const NOTE = /^(\W*note\b|[¹²³*†]|does not )/i;
const NIL = /^(nil|nil returns?|none|no meetings?|n\/a)$/i;

const saysNothing = ({ cell }: Cells): boolean =>
  NOTE.test(cell.minister) ||
  NIL.test(cell.date) ||
  NIL.test(cell.organisation) ||
  (!cell.organisation && !cell.purpose && !cell.date);

/**
 * The rows of a return as meetings; blank rows, nil returns and notes are none. A minister is given once and then left blank until the next. A row with an organisation alone is
 * another organisation of the meeting above (merged cells in the original spreadsheet); with a purpose of its own it is
 * a meeting on the date above.
 */
export const listedIn = (rows: readonly Cells[]): Listed[] => {
  const meetings: Listed[] = [];
  let minister = '';
  for (const row of rows) {
    const { cell, line } = row;
    const sameMinister = cell.minister === '' || cell.minister === minister;
    if (!NOTE.test(cell.minister)) minister = cell.minister || minister;
    if (saysNothing(row)) continue;
    const above = sameMinister ? meetings.at(-1) : undefined;
    if (above && cell.date === '' && cell.purpose === '') above.organisations.push(cell.organisation);
    else
      meetings.push({
        line,
        minister,
        date: cell.date || (above?.date ?? ''),
        dateFromAbove: cell.date === '' && above !== undefined,
        organisations: [cell.organisation],
        purpose: cell.purpose,
      });
  }
  return meetings;
};
