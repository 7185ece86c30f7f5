import type { Catalogue, FactOf } from './catalogue.js';
import type { Fact, Meta, Role } from './fact.js';

/** One row of a subject's table of commands: the event an intent is recorded as, and the roles that may give it. */
export interface Intent {
  readonly becomes: string;
  readonly roles: readonly Role[];
}

export type Intents = Readonly<Record<string, Intent>>;

/** A command as a decider sees it: what is intended, and the fact it would be recorded as. */
export interface Command<Name extends string = string, F extends Fact = Fact> {
  readonly intent: Name;
  readonly fact: F;
}

/** The union of the commands of a table; `decide` switches over `intent` and knows the data of each. */
export type CommandOf<I extends Intents, C extends Catalogue> = {
  [Name in keyof I & string]: Command<Name, Extract<FactOf<C>, { type: I[Name]['becomes'] }>>;
}[keyof I & string];

/** What the sender of a command knows about the sending. */
export interface CommandMeta extends Meta {
  /** the revision of the stream the sender has seen, -1 for "not there yet"; absent: whatever it is now */
  readonly expectedRevision?: number;
}

// The sides that may say a thing. An administrator may say anything and is not listed.
export const COMMISSIONER_SIDE: readonly Role[] = ['officer', 'clerk', 'finance', 'compact-officer'];
/** what nobody may say but an administrator */
export const ADMINISTRATORS: readonly Role[] = [];
/** what a TSO alone knows */
export const TSO: readonly Role[] = ['tso'];
export const TSO_SIDE: readonly Role[] = ['tso', 'infrastructure-body'];
export const EITHER_SIDE: readonly Role[] = [...COMMISSIONER_SIDE, ...TSO_SIDE];
