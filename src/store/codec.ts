import { isDeepStrictEqual } from 'node:util';
import { lift, type Catalogue } from '../kernel/catalogue.js';
import type { Fact, Meta, Position, Recorded } from '../kernel/fact.js';
import { instantOf } from '../kernel/time.js';
import { START, type NewEvent } from './event-store.js';

/** An event as the tables hold it: both texts are JSON; `meta` has the fact's envelope and, within it, the `Meta`. */
export interface Encoded {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly data: string;
  readonly meta: string;
}

/** One row of the log as SQLite gives it; `recordedAt` in milliseconds since the epoch. */
export type Row = [
  position: number,
  id: string,
  stream: string,
  revision: number,
  type: string,
  version: number,
  recordedAt: number,
  data: string,
  meta: string,
];

type Envelope = Omit<Fact, 'type' | 'data'>;

// Written out field by field, so that a recorded event given as a fact does not take its old place along.
const envelopeOf = (fact: Fact): Envelope => ({
  occurredOn: fact.occurredOn,
  basis: fact.basis,
  by: fact.by,
  commissioner: fact.commissioner,
  tsos: fact.tsos,
  matter: fact.matter,
  visibility: fact.visibility,
  evidence: fact.evidence,
  note: fact.note,
  sourceRecordedOn: fact.sourceRecordedOn,
});

/** An event ready to be written, at the version its type has now. Throws where the catalogue has no such type. */
export const encode = (catalogue: Catalogue, { id, fact, meta }: NewEvent): Encoded => {
  const known = catalogue[fact.type];
  if (!known) throw new Error(`"${fact.type}" is not an event type of the catalogue`);
  return {
    id,
    type: fact.type,
    version: known.version,
    data: JSON.stringify(fact.data),
    meta: JSON.stringify({ ...envelopeOf(fact), meta }),
  };
};

const parse = (catalogue: Catalogue, { type, version, data, meta }: Omit<Encoded, 'id'>): Fact & { meta: Meta } => ({
  type,
  data: lift(catalogue, type, version, JSON.parse(data) as Record<string, unknown>),
  ...(JSON.parse(meta) as Envelope & { meta: Meta }),
});

/** A row as its readers see it: data lifted to today's version. Throws where the catalogue cannot lift it. */
export const decode = (
  catalogue: Catalogue,
  [position, id, stream, revision, type, version, recordedAt, data, meta]: Row,
): Recorded => ({
  ...parse(catalogue, { type, version, data, meta }),
  id,
  stream,
  revision,
  position: positionOf(position),
  recordedAt: instantOf(recordedAt),
});

/**
 * True where a row holds this very fact: type, data and envelope, in any order of keys. The `Meta` is left out, since
 * a client that repeats a command may do so in another request.
 */
export const holds = (catalogue: Catalogue, [, , , , type, version, , data, meta]: Row, event: Encoded): boolean => {
  const { meta: _held, ...held } = parse(catalogue, { type, version, data, meta });
  const { meta: _given, ...given } = parse(catalogue, event);
  return isDeepStrictEqual(held, given);
};

const sorted = (_: string, value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** A value as JSON, the same text whatever the order of its keys. */
export const canonical = (value: unknown): string => JSON.stringify(value, sorted);

/** A row number as a `Position`: 16 digits, so that text sorts as numbers do; 0 is `START`. */
export const positionOf = (row: number): Position => (row === 0 ? START : String(row).padStart(16, '0'));

/** Whether a text has the form of a `Position`. */
export const isPosition = (text: string): boolean => text === START || /^\d{16}$/.test(text);

/** The row number of a `Position`, 0 for `START`. Throws RangeError for text that no log of ours gave. */
export const rowOf = (position: Position): number => {
  if (!isPosition(position)) throw new RangeError(`"${position}" is not a position`);
  return Number(position);
};

/** The first event whose id one before it has already. */
export const repeated = (events: readonly Encoded[]): Encoded | undefined => {
  const seen = new Set<string>();
  return events.find(({ id }) => seen.size === seen.add(id).size);
};
