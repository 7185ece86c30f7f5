import type { Instant, When } from './time.js';

/** Who says a fact: a side of the relationship, or someone outside it. */
export const SIDES = ['commissioner', 'tso', 'joint', 'infrastructure-body', 'court', 'auditor', 'public'] as const;
export type Side = (typeof SIDES)[number];

/**
 * Who may see a fact: everyone; the bodies it names; of these the commissioner alone; of these the TSOs alone. Auditors
 * see all but the last kind, administrators all.
 */
export const VISIBILITIES = ['public', 'parties', 'restricted', 'confidential'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** What a date rests on: its source states it, somebody worked it out, or it is there for illustration only. */
export const BASES = ['stated', 'inferred', 'illustrative'] as const;
export type Basis = (typeof BASES)[number];

/** A document a fact rests on. */
export interface Evidence {
  readonly title: string;
  readonly url?: string;
  readonly publishedOn?: When;
}

/**
 * One thing that happened, in the words it is exchanged in. It is plain data: what it means is in `data`, whose
 * shape the catalogue gives for each `type`; the rest says when, who and where it belongs.
 */
export interface Fact<Type extends string = string, Data extends object = Record<string, unknown>> {
  readonly type: Type;
  readonly data: Readonly<Data>;
  /** null where the source gives no date at all */
  readonly occurredOn: When | null;
  readonly basis: Basis;
  readonly by: Side;
  readonly commissioner: string | null;
  readonly tsos: readonly string[];
  readonly matter: string | null;
  readonly visibility: Visibility;
  readonly evidence: readonly Evidence[];
  /** free text about the fact itself: where it comes from, what is uncertain */
  readonly note: string | null;
  /** a date of record claimed by the source of an import; the log's own clock gives `recordedAt` */
  readonly sourceRecordedOn: When | null;
}

export const ROLES = [
  'officer',
  'clerk',
  'finance',
  'compact-officer',
  'tso',
  'infrastructure-body',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** Who gave a command: a role, on behalf of an organisation (null for an administrator of the system). */
export interface Actor {
  readonly role: Role;
  readonly organisation: string | null;
}

/** What the log keeps about the command behind an event. */
export interface Meta {
  /** one command, one effect: a repeat of the same id is recognised */
  readonly commandId: string;
  readonly correlationId: string;
  /** the event or request that led to the command, where there is one */
  readonly causationId: string | null;
  readonly actor: Actor;
  readonly source: 'entered' | 'imported';
}

/** A place in the log's one order: opaque text that sorts. */
export type Position = string;

/** A fact as the log holds it. */
export type Recorded<F extends Fact = Fact> = F & {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly recordedAt: Instant;
  readonly meta: Meta;
};

/** A fact before it joins the log: what its source leaves out is taken from the stream it joins, or from defaults. */
export type Draft = Pick<Fact, 'type' | 'data' | 'occurredOn'> & Partial<Omit<Fact, 'type' | 'data' | 'occurredOn'>>;
