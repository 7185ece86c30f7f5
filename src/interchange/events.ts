import { z } from 'zod';
import { BASES, SIDES, VISIBILITIES, type Draft, type Recorded } from '../kernel/fact.js';
import { Id, MAX_TEXT, Text, Url, WhenText } from '../kernel/shapes.js';
import { isDay, londonDay, millisecondsOf, precisionOf, type Day, type When } from '../kernel/time.js';
import {
  isRefusal,
  refusing,
  Unreadable,
  type Importer,
  type ImportLine,
  type ImportOptions,
  type Refusal,
} from './importer.js';
import { readJson } from './json.js';
import { nearest } from './nearest.js';
import { linesOf, textOf } from './text.js';

const PRECISIONS = ['day', 'month', 'year', 'range', 'unknown'] as const;

/** One event as it is exchanged. Its `data` is for whoever records it to check: only the envelope is known here. */
const Exchanged = z.strictObject({
  id: Id,
  type: z.string(),
  occurredOn: WhenText.nullable(),
  occurredOnPrecision: z.enum(PRECISIONS).optional(),
  recordedAt: z.string().optional(),
  by: z.enum(SIDES).optional(),
  commissioner: Id.nullable().optional(),
  tsos: z.array(Id).optional(),
  matter: Id.nullable().optional(),
  data: z.record(z.string(), z.unknown()),
  basis: z.enum(BASES).optional(),
  visibility: z.enum(VISIBILITIES).optional(),
  evidence: z.array(z.strictObject({ title: Text, url: Url.optional(), publishedOn: WhenText.optional() })).optional(),
  note: Text.nullable().optional(),
  sourceRecordedOn: WhenText.nullable().optional(),
});
type Exchanged = z.output<typeof Exchanged>;

const sentence = (issue: z.core.$ZodIssue, missing: boolean): string => {
  if (issue.code === 'unrecognized_keys') return `${issue.keys.join(', ')} is not a field of an event: leave it out.`;
  if (missing) return 'The field is missing: give it (null for a date that is not known).';
  const said = issue.code === 'invalid_type' ? `has the wrong type: ${issue.expected} is expected` : issue.message;
  return issue.code === 'invalid_value' ? `The value is not one of: ${issue.values.join(', ')}.` : `The value ${said}.`;
};

const reach = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);

const checked = (value: unknown): Exchanged => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Unreadable('', 'The line is not an event: write one JSON object a line.');
  const { success, data, error } = Exchanged.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  if (!issue) throw error;
  const keys = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  throw new Unreadable(keys.map(String).join('.'), sentence(issue, reach(value, issue.path) === undefined));
};

const refuseLongText = (value: unknown, path: string): void => {
  if (typeof value === 'string' && value.length > MAX_TEXT)
    throw new Unreadable(path, `The text is longer than ${MAX_TEXT} characters: shorten it, or link to the document.`);
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) refuseLongText(inner, path ? `${path}.${key}` : key);
};

/** `2010-09-20` said to be known to the month is September 2010: the day beside it means nothing. */
const occurred = ({ occurredOn, occurredOnPrecision: said }: Exchanged): When | null => {
  if (said === 'unknown') return null;
  const is = precisionOf(occurredOn);
  if (said === undefined || said === is) return occurredOn;
  if (said === 'month' && is === 'day') return occurredOn?.slice(0, 7) ?? null;
  if (said === 'year' && (is === 'day' || is === 'month')) return occurredOn?.slice(0, 4) ?? null;
  throw new Unreadable(
    'occurredOnPrecision',
    `The date is known to the ${is}, not the ${said}: correct one of the two.`,
  );
};

const claimed = (recordedAt: string | undefined): Day | undefined => {
  if (recordedAt === undefined || isDay(recordedAt)) return recordedAt;
  if (millisecondsOf(recordedAt) === undefined)
    throw new Unreadable('recordedAt', 'The value is not an instant: write it like 2024-03-04T10:12:00Z, or a day.');
  return londonDay(recordedAt);
};

const draftOf = (event: Exchanged): Draft => {
  const { id: _id, occurredOn: _on, occurredOnPrecision: _precision, recordedAt, ...said } = event;
  const sourceRecordedOn = said.sourceRecordedOn ?? claimed(recordedAt);
  return { ...said, occurredOn: occurred(event), ...(sourceRecordedOn !== undefined && { sourceRecordedOn }) };
};

const known = (type: string, { types }: ImportOptions): void => {
  if (!types || types.includes(type)) return;
  const like = nearest(type, types);
  throw new Unreadable(
    'type',
    `There is no event type "${type.slice(0, 100)}"${like ? `: did you mean ${like}?` : ': look its name up.'}`,
  );
};

/**
 * Events as they are exchanged (NDJSON, one a line; contract section 2). The source's ids are kept. A claimed
 * `recordedAt` becomes `sourceRecordedOn`: only the log's own clock records. Unknown types and fields, long texts and
 * anything that is not JSON are refused by line and field.
 */
export const events: Importer = function* (file, _find, options = {}): Generator<ImportLine | Refusal> {
  const lines = refusing(file, 1, () => ({ lines: linesOf(textOf(file.bytes)) }));
  if (isRefusal(lines)) return yield lines;
  for (const { line, text } of lines.lines)
    yield refusing(file, line, () => {
      const { value } = readJson(text, line);
      refuseLongText(value, '');
      const event = checked(value);
      known(event.type, options);
      return { file: file.name, line, id: event.id, draft: draftOf(event) };
    });
};

/**
 * A recorded fact as one line of `export events`. What is at its default is left out, except `visibility`: its default
 * depends on the stream the event joins, and a copy must never be wider open than the original.
 */
export const toExchange = (fact: Recorded): object => ({
  id: fact.id,
  type: fact.type,
  occurredOn: fact.occurredOn,
  occurredOnPrecision: precisionOf(fact.occurredOn),
  recordedAt: fact.recordedAt,
  by: fact.by,
  commissioner: fact.commissioner,
  tsos: fact.tsos,
  matter: fact.matter,
  data: fact.data,
  visibility: fact.visibility,
  ...(fact.basis !== 'stated' && { basis: fact.basis }),
  ...(fact.evidence.length > 0 && { evidence: fact.evidence }),
  ...(fact.note !== null && { note: fact.note }),
  ...(fact.sourceRecordedOn !== null && { sourceRecordedOn: fact.sourceRecordedOn }),
});
