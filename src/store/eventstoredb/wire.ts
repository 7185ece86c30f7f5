import { createHash } from 'node:crypto';
import { jsonEvent, type EventData, type JSONType, type ResolvedEvent } from '@eventstore/db-client';
import { lift, type Catalogue } from '../../kernel/catalogue.js';
import type { Fact, Meta, Recorded } from '../../kernel/fact.js';
import { instantOf, type Instant } from '../../kernel/time.js';
import { canonical, holds, type Encoded } from '../codec.js';
import { isAfter, positionOf, type Place } from './place.js';

type Texts = Readonly<Record<string, string>>;

/** What the log holds of one event of ours, as the client gives it. */
export type Held = NonNullable<ResolvedEvent['event']>;

type Envelope = Omit<Fact, 'type' | 'data'> & { readonly meta: Meta };

// The names under which the server's own projections look for them.
const RENAMED: Readonly<Record<string, string>> = {
  'meta.correlationId': '$correlationId',
  'meta.causationId': '$causationId',
};
const NAMES = new Map(Object.entries(RENAMED).map(([ours, theirs]) => [theirs, ours]));

const JSON_MARK = ':json';

const flat = (prefix: string, values: object): [string, string][] =>
  Object.entries(values).map(([key, value]: [string, unknown]) => {
    const name = RENAMED[prefix + key] ?? prefix + key;
    return typeof value === 'string' ? [name, value] : [name + JSON_MARK, JSON.stringify(value)];
  });

/** Metadata: texts only and no nesting, which is all that the newer multi-stream appends of the server take. */
const flatten = ({ id, version, meta: text }: Encoded, recordedAt: Instant | undefined): Texts => {
  const { meta, ...envelope } = JSON.parse(text) as Envelope;
  const own = { id, version: String(version), ...(recordedAt !== undefined && { recordedAt }) };
  return Object.fromEntries([...Object.entries(own), ...flat('', envelope), ...flat('meta.', meta)]);
};

// What `flatten` writes of an event that is not its envelope.
const OWN = new Set(['id', 'version', 'recordedAt']);

const unflatten = (texts: Texts): Envelope => {
  const [envelope, meta]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  for (const [key, text] of Object.entries(texts)) {
    const isJson = key.endsWith(JSON_MARK);
    const name = isJson ? key.slice(0, -JSON_MARK.length) : key;
    const ours = NAMES.get(name) ?? name;
    const value: unknown = isJson ? JSON.parse(text) : text;
    if (ours.startsWith('meta.')) meta[ours.slice('meta.'.length)] = value;
    else if (!OWN.has(ours)) envelope[ours] = value;
  }
  return { ...envelope, meta } as unknown as Envelope;
};

/**
 * The server's id of an event: a UUID of version 8 made from our id and the content, whatever the order of its keys.
 *
 * The server takes a repeated append for done where the ids match and looks at nothing else. Were our id used as it
 * is, a second writer who gives it to other content in the same moment would be told that this content is in the log.
 */
export const uuidOf = ({ id, type, version, data, meta: text }: Encoded): string => {
  const { meta: _, ...envelope } = JSON.parse(text) as Envelope;
  const content = canonical([id, type, version, JSON.parse(data), envelope]);
  const bytes = createHash('sha256').update(content).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** An event ready for the client, and the bytes it counts for in the server's limit. */
export interface Outgoing {
  readonly event: EventData;
  readonly bytes: number;
}

/**
 * An event for the server. `recordedAt` is given for events of another log only: the server's clock cannot be told
 * what to say, so theirs is kept in the metadata.
 */
export const outgoing = (encoded: Encoded, recordedAt?: Instant): Outgoing => {
  const metadata = new Uint8Array(Buffer.from(JSON.stringify(flatten(encoded, recordedAt))));
  const { type, data } = encoded;
  return {
    event: jsonEvent({ id: uuidOf(encoded), type, data: JSON.parse(data) as JSONType, metadata: metadata as never }),
    bytes: Buffer.byteLength(data) + metadata.length + 2 * type.length,
  };
};

const textsOf = ({ metadata, isJson, streamId, revision }: Held): Texts => {
  const texts = metadata as Texts | undefined;
  if (!isJson || typeof texts?.['id'] !== 'string' || typeof texts['version'] !== 'string')
    throw new Error(`event ${revision} of stream ${streamId} was not written by Concordat`);
  return texts;
};

/** The id that the writer gave to an event of ours. */
export const idOf = (held: Held): string => textsOf(held)['id']!;

/** Where an event is in the log. */
export const whereIs = ({ event, commitPosition }: ResolvedEvent): Place => {
  if (event?.position) return event.position;
  if (commitPosition === undefined) throw new Error('the server gives no positions: it is older than 22.6');
  return { commit: commitPosition, prepare: commitPosition };
};

/**
 * An event as its readers see it: data lifted to today's version, `recordedAt` the server's clock as it was, or for an
 * event that came from another log the moment when that one took it.
 */
export const recordedOf = (catalogue: Catalogue, prefix: string, resolved: ResolvedEvent): Recorded => {
  const held = resolved.event!;
  const texts = textsOf(held);
  const data = lift(catalogue, held.type, Number(texts['version']), held.data as Record<string, unknown>);
  return {
    type: held.type,
    data,
    ...unflatten(texts),
    id: texts['id']!,
    stream: held.streamId.slice(prefix.length),
    revision: Number(held.revision),
    position: positionOf(whereIs(resolved)),
    recordedAt: texts['recordedAt'] ?? instantOf(held.created.getTime()),
  };
};

/** True where the log holds this very fact under this event, the `Meta` left aside. */
export const isHeldAs = (catalogue: Catalogue, held: Held, event: Encoded): boolean => {
  const texts = textsOf(held);
  const [data, meta] = [held.data, unflatten(texts)].map((value) => JSON.stringify(value)) as [string, string];
  return holds(catalogue, [0, '', '', 0, held.type, Number(texts['version']), 0, data, meta], event);
};

/** What is ours among events of the whole log: our streams, and no event of the server's own, after a place. */
export const ownAfter = (events: readonly ResolvedEvent[], prefix: string, after: Place | undefined): ResolvedEvent[] =>
  events.filter(
    (resolved) =>
      resolved.event?.streamId.startsWith(prefix) &&
      !resolved.event.type.startsWith('$') &&
      isAfter(whereIs(resolved), after),
  );
