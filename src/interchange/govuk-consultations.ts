import type { Draft } from '../kernel/fact.js';
import { asDocument, organisationsOf } from './govuk-documents.js';
import { announcedOn, factsOf, idOf } from './govuk-facts.js';
import { isRefusal, refusing, type Importer, type ImportLine, type Refusal, type SourceFile } from './importer.js';
import { readJson } from './json.js';
import { namer, type Named } from '../organisation/names.js';
import { linesOf, textOf } from './text.js';

type Entry = Pick<ImportLine, 'id' | 'draft'>;

const entriesOf = (value: unknown, name: (name: string) => Named): Entry[] => {
  const document = asDocument(value);
  const id = idOf(document);
  const facts = factsOf(document);
  const [lead = '', ...others] = organisationsOf(document);
  const together = others.length > 0 ? [`Run together with ${others.join(', ')}.`] : [];
  const body = name(lead);
  const scope = { by: 'commissioner', commissioner: body.id, matter: `${id}:matter`, visibility: 'public' } as const;
  const matter: Draft = {
    type: 'MatterOpened',
    data: { title: document.title },
    occurredOn: [facts[0]?.occurredOn, announcedOn(document)].filter((day) => day != null).toSorted()[0] ?? null,
    basis: 'inferred',
    note: [
      'No date is given for the matter: it was open by the first day of the page or of the consultation.',
      ...together,
    ].join(' '),
  };
  const registration: Draft = {
    type: 'CommissionerRegistered',
    data: { organisationId: body.id, name: lead },
    occurredOn: null,
    visibility: 'public',
  };
  return [
    ...(body.isNew ? [{ id: `govuk:registered:${body.id}`, draft: registration }] : []),
    { id: `${id}:MatterOpened`, draft: { ...matter, ...scope } },
    ...facts.map((draft) => ({
      id: [id, draft.type, ...(draft.type === 'FeedbackPublished' ? [draft.occurredOn] : [])].join(':'),
      draft: { ...draft, ...scope },
    })),
  ];
};

interface Found {
  readonly line: number;
  readonly value: unknown;
}

/** One document, an array of them, or one a line. */
const documentsIn = function* (file: SourceFile, text: string): Generator<Found | Refusal> {
  const lines = linesOf(text);
  const first = lines[0];
  if (first && lines.length > 1 && first.text.trim().startsWith('{') && first.text.trim().endsWith('}')) {
    for (const { line, text: content } of lines)
      yield refusing(file, line, () => ({ line, value: readJson(content, line).value }));
    return;
  }
  const read = refusing(file, 1, () => readJson(text));
  if (isRefusal(read)) return yield read;
  for (const value of Array.isArray(read.value) ? read.value : [read.value]) yield { line: read.lineOf(value), value };
};

/**
 * Consultations and calls for evidence as the GOV.UK Content API gives them: one JSON document a file, an array, or one
 * a line. Each gets a matter of its own. One that has not opened is forewarned, not opened; closing is recorded where
 * the document says it has closed; instants become civil days in London. Neither a rationale nor a pack is made up.
 */
export const govukConsultations: Importer = function* (file, find): Generator<ImportLine | Refusal> {
  const text = refusing(file, 1, () => ({ text: textOf(file.bytes) }));
  if (isRefusal(text)) return yield text;
  const name = namer(find);
  for (const found of documentsIn(file, text.text)) {
    if (isRefusal(found)) {
      yield found;
      continue;
    }
    const entries = refusing(file, found.line, () => entriesOf(found.value, name));
    if (isRefusal(entries)) yield entries;
    else for (const entry of entries) yield { file: file.name, line: found.line, ...entry };
  }
};
