import { z } from 'zod';
import { BASES, SIDES, VISIBILITIES, type Evidence, type Recorded } from '../kernel/fact.js';
import { reject } from '../kernel/rejection.js';
import { endOfLondonDay, instantOf, millisecondsOf, rangeOf, type Instant, type When } from '../kernel/time.js';
import { catalogue, subjectOf } from '../subjects.js';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const oneOf = <T extends string>(allowed: readonly T[], value: unknown, otherwise: T): T =>
  allowed.find((word) => word === value) ?? otherwise;

/** Data without the fields a schema finds fault with; a fault deep inside a field costs the whole field. */
const withoutFaults = (data: Json, issues: readonly z.core.$ZodIssue[]): Json => {
  const faulty = new Set(
    issues.flatMap((issue) =>
      issue.path.length === 0 && issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])],
    ),
  );
  return Object.fromEntries(Object.entries(data).filter(([key]) => !faulty.has(key)));
};

/**
 * The data of an event read leniently: what the catalogue knows and finds in order, with its defaults. A field that is
 * wrong or unknown is as good as absent, so that the rules say what is missing. Data of an unknown type stays as it is.
 */
export const lenientData = (type: string, data: Json): Record<string, unknown> => {
  const schema = catalogue[type]?.data;
  if (!(schema instanceof z.ZodObject)) return { ...data };
  const whole = schema.safeParse(data);
  if (whole.success) return whole.data;
  const rest = withoutFaults(data, whole.error.issues);
  const partly = schema.partial().safeParse(rest);
  return partly.success ? partly.data : { ...rest };
};

const whenOf = (event: Json): When | null => {
  const said = text(event['occurredOn']);
  const precision = event['occurredOnPrecision'];
  if (said === null || precision === 'unknown') return null;
  if (!rangeOf(said)) throw reject('INVALID', 'occurredOn', `"${said}" is not a date: write YYYY-MM-DD or YYYY-MM.`);
  if (said.includes('/')) return said;
  if (precision === 'month') return said.slice(0, 7);
  return precision === 'year' ? said.slice(0, 4) : said;
};

/** An instant, or a day as the end of that day in London; without either, the end of the day it happened on. */
const recordedOf = (event: Json, occurredOn: When | null): Instant => {
  const said = text(event['recordedAt']);
  const milliseconds = said === null ? undefined : millisecondsOf(said);
  if (milliseconds !== undefined) return instantOf(milliseconds);
  const happened = said === null && occurredOn ? rangeOf(occurredOn) : undefined;
  if (!happened) throw reject('INVALID', 'recordedAt', 'An event needs recordedAt: a day or an instant.');
  return endOfLondonDay(happened.latest);
};

const streamOf = (type: string, id: string, data: Json, matter: string | null): string => {
  const subject = subjectOf(type);
  return subject ? `${subject.name}-${subject.key({ data, matter }) ?? id}` : `other-${id}`;
};

/**
 * One event in exchange form as a recorded fact (contract, section 2). It is lenient: only an id, a type and readable
 * dates are insisted on (Rejection otherwise). Types the catalogue does not know are kept; the rules pass them over.
 */
export const parseExchange = (line: unknown): Recorded => {
  const event: Json = isObject(line) ? line : {};
  const [id, type] = [text(event['id']), text(event['type'])];
  if (id === null || type === null)
    throw reject('INVALID', id === null ? 'id' : 'type', 'An event needs an id and a type.');
  const given = isObject(event['data']) ? event['data'] : {};
  const data = lenientData(type, given);
  const occurredOn = whenOf(event);
  const matter = text(event['matter']);
  const source = text(event['sourceRecordedOn']);
  return {
    id,
    type,
    data,
    occurredOn,
    recordedAt: recordedOf(event, occurredOn),
    basis: oneOf(BASES, event['basis'], 'stated'),
    by: oneOf(SIDES, event['by'], 'commissioner'),
    commissioner: text(event['commissioner']),
    tsos: texts(event['tsos']),
    matter,
    visibility: oneOf(VISIBILITIES, event['visibility'], 'parties'),
    evidence: (Array.isArray(event['evidence']) ? event['evidence'] : []) as Evidence[],
    note: text(event['note']),
    sourceRecordedOn: source !== null && rangeOf(source) ? source : null,
    stream: streamOf(type, id, data, matter),
    revision: 0,
    position: '',
    meta: {
      commandId: id,
      correlationId: id,
      causationId: null,
      actor: { role: 'administrator', organisation: null },
      source: 'imported',
    },
  };
};
