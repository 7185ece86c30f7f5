import { z } from 'zod';
import { MAX_TEXT, Text } from '../kernel/shapes.js';
import { Unreadable } from './importer.js';

const Instant = z.iso.datetime({ offset: true }).or(z.iso.datetime());
const Organisation = z.looseObject({
  content_id: z.string().optional(),
  title: z.string().min(1),
  base_path: z.string().optional(),
});
const Change = z.looseObject({ public_timestamp: Instant, note: z.string().optional() });

/**
 * What is read of a document of the GOV.UK Content API (content schemas `consultation` and `call_for_evidence`,
 * github.com/alphagov/publishing-api). The two schemas name the outcome differently.
 */
const Document = z.looseObject({
  base_path: z.string().startsWith('/'),
  document_type: z.string(),
  title: Text,
  public_updated_at: Instant.nullish(),
  first_published_at: Instant.nullish(),
  withdrawn_notice: z
    .looseObject({ explanation: z.string().max(MAX_TEXT).optional(), withdrawn_at: Instant.optional() })
    .nullish(),
  details: z.looseObject({
    opening_date: Instant.optional(),
    closing_date: Instant.optional(),
    first_public_at: Instant.nullish(),
    emphasised_organisations: z.array(z.string()).optional(),
    change_history: z.array(Change).optional(),
    public_feedback_detail: z.string().optional(),
    public_feedback_publication_date: Instant.optional(),
    final_outcome_detail: z.string().optional(),
    final_outcome_publication_date: Instant.optional(),
    outcome_detail: z.string().optional(),
    outcome_publication_date: Instant.optional(),
  }),
  links: z.looseObject({
    organisations: z.array(Organisation).optional(),
    primary_publishing_organisation: z.array(Organisation).optional(),
  }),
});

export type GovukDocument = z.output<typeof Document>;
export type Details = GovukDocument['details'];

/** How far a consultation has come, as `document_type` says: `open_consultation`, `closed_call_for_evidence`… */
export type Stage = 'unopened' | 'open' | 'closed' | 'outcome';

const TYPE = /^(?:(open|closed)_)?(consultation|call_for_evidence)(?:_(outcome))?$/;

/** The form and the stage a document's type says. Throws Unreadable for a document of another kind. */
export const kindOf = ({
  document_type: type,
}: GovukDocument): { form: 'formal-written' | 'call-for-evidence'; stage: Stage } => {
  const [, before, schema, after] = TYPE.exec(type) ?? [];
  if (schema === undefined)
    throw new Unreadable(
      'document_type',
      `"${type.slice(0, 100)}" is neither a consultation nor a call for evidence: leave it out.`,
    );
  const form = schema === 'consultation' ? 'formal-written' : 'call-for-evidence';
  return { form, stage: (after ?? before ?? 'unopened') as Stage };
};

/** A value as a Content API document. Throws Unreadable that names the field that is missing or wrong. */
export const asDocument = (value: unknown): GovukDocument => {
  const { success, data, error } = Document.safeParse(value);
  if (success) return data;
  const field = error.issues[0]?.path.map(String).join('.') ?? '';
  throw new Unreadable(
    field,
    `${field || 'The value'} is missing or not as the GOV.UK Content API gives it: fetch the document again.`,
  );
};

/** The body that runs a consultation: the primary publisher, else the one emphasised, else the first, then the others. */
export const organisationsOf = ({ links, details }: GovukDocument): readonly string[] => {
  const all = links.organisations ?? [];
  const emphasised = all.filter(
    ({ content_id: id }) => id !== undefined && details.emphasised_organisations?.includes(id),
  );
  const titles = [...(links.primary_publishing_organisation ?? []), ...emphasised, ...all].map(({ title }) =>
    title.trim(),
  );
  if (titles.length === 0)
    throw new Unreadable(
      'links.organisations',
      'No organisation is named: the consultation needs the body that runs it.',
    );
  return [...new Set(titles)];
};

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };

/** The words of a piece of HTML. */
export const plainText = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => ENTITIES[name] ?? ' ')
    .replace(/\s+/g, ' ')
    .trim();
