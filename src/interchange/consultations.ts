import type { Find } from '../organisation/names.js';
import type { Draft } from '../kernel/fact.js';
import { label, rangeOf, type When } from '../kernel/time.js';
import { csvRows, needed, optional, type Row } from './csv.js';
import { isRefusal, refusing, Unreadable, type Importer, type ImportLine, type Refusal } from './importer.js';

const COLUMNS = {
  id: needed('id'),
  commissioner: needed('commissioner'),
  title: needed('title'),
  opens_on: needed('opens_on'),
  closes_on: needed('closes_on'),
  form: optional('form'),
  rationale: optional('rationale'),
  rationale_published_on: optional('rationale_published_on'),
  closed_on: optional('closed_on'),
  responses: optional('responses'),
  feedback_published_on: optional('feedback_published_on'),
  matter: optional('matter'),
  url: optional('url'),
};
type Field = keyof typeof COLUMNS;
type Cells = Row<Field>['cell'];

const FORMS = ['formal-written', 'informal', 'statutory', 'call-for-evidence'];

const refuse = (field: Field, problem: string): never => {
  throw new Unreadable(field, problem);
};

const given = (cells: Cells, field: Field): string => cells[field] || refuse(field, `${field} is empty: give it.`);

const date = (cells: Cells, field: Field): When | undefined => {
  const written = cells[field];
  if (written === '' || rangeOf(written)) return written || undefined;
  return refuse(
    field,
    `"${written.slice(0, 40)}" is not a date in the calendar: write YYYY-MM-DD, or YYYY-MM for a month.`,
  );
};

/** Refuses an end that is before its beginning however the two dates are read. */
const inOrder = (opens: When, field: Field, end: When | undefined): void => {
  const [first, last] = [rangeOf(opens), end === undefined ? undefined : rangeOf(end)];
  if (first && last && last.latest < first.earliest)
    refuse(
      field,
      `The consultation closes (${label(end)}) before it opens (${label(opens)}): correct one of the two dates.`,
    );
};

const responsesOf = (cells: Cells): number | undefined => {
  if (cells.responses === '') return undefined;
  if (!/^\d{1,9}$/.test(cells.responses))
    refuse('responses', `"${cells.responses.slice(0, 40)}" is not a count: write digits.`);
  if (cells.closed_on === '')
    refuse('responses', 'Responses are counted when a consultation has closed: give closed_on as well.');
  return Number(cells.responses);
};

const factsOf = (cells: Cells): Draft[] => {
  const consultationId = given(cells, 'id');
  const title = given(cells, 'title');
  given(cells, 'opens_on');
  const opensOn = date(cells, 'opens_on') as When;
  const closesOn = date(cells, 'closes_on') ?? null;
  const [rationaleOn, closedOn, feedbackOn] = [
    date(cells, 'rationale_published_on'),
    date(cells, 'closed_on'),
    date(cells, 'feedback_published_on'),
  ];
  const responses = responsesOf(cells);
  if (cells.form && !FORMS.includes(cells.form))
    refuse('form', `"${cells.form.slice(0, 40)}" is not one of ${FORMS.join(', ')}.`);
  inOrder(opensOn, 'closes_on', closesOn ?? undefined);
  inOrder(opensOn, 'closed_on', closedOn);
  const opened = {
    consultationId,
    title,
    ...(cells.form && { form: cells.form }),
    opensOn,
    closesOn,
    ...(cells.url && { url: cells.url }),
  };
  const rationale = { consultationId, ...(cells.rationale && { text: cells.rationale }) };
  const closed = { consultationId, ...(responses !== undefined && { responses }) };
  return [
    { type: 'ConsultationOpened', data: opened, occurredOn: opensOn },
    ...(cells.rationale || rationaleOn
      ? [{ type: 'ConsultationRationalePublished', data: rationale, occurredOn: rationaleOn ?? null }]
      : []),
    ...(closedOn ? [{ type: 'ConsultationClosed', data: closed, occurredOn: closedOn }] : []),
    ...(feedbackOn ? [{ type: 'FeedbackPublished', data: { consultationId }, occurredOn: feedbackOn }] : []),
  ];
};

const commissionerOf = (cells: Cells, find: Find): string => {
  const written = given(cells, 'commissioner');
  return (
    find(written) ??
    refuse(
      'commissioner',
      `No organisation "${written.slice(0, 100)}" is on record: register it first, or correct the name.`,
    )
  );
};

type Entry = Pick<ImportLine, 'id' | 'draft'>;

const entriesOf = (cells: Cells, find: Find): Entry[] => {
  const facts = factsOf(cells);
  const commissioner = commissionerOf(cells, find);
  const matter = cells.matter || `${cells.id}:matter`;
  const own: Draft = {
    type: 'MatterOpened',
    data: { title: cells.title },
    occurredOn: facts[0]?.occurredOn ?? null,
    basis: 'inferred',
    note: 'The file names no matter for the consultation; one was opened with it.',
  };
  return [...(cells.matter ? [] : [own]), ...facts].map((draft) => ({
    id: `consultations:${cells.id}:${draft.type}`,
    draft: { ...draft, by: 'commissioner', commissioner, matter },
  }));
};

/**
 * Consultations as a table (CSV): id, commissioner (its id or name, already on record), title, opens_on, closes_on; and
 * where they are known form, rationale, rationale_published_on, closed_on, responses, feedback_published_on, matter,
 * url. A matter that is named is one already on record; without one, each consultation gets its own.
 */
export const consultations: Importer = function* (file, find): Generator<ImportLine | Refusal> {
  for (const row of csvRows(file, COLUMNS)) {
    const entries = isRefusal(row) ? row : refusing(file, row.line, () => entriesOf(row.cell, find));
    if (isRefusal(entries)) yield entries;
    else for (const entry of entries) yield { file: file.name, line: row.line, ...entry };
  }
};
