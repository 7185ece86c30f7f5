import { demandOwnBody, demandOwnWords, demandPermission, demandSight } from '../access/permission.js';
import { decideRemark } from '../correction/correction.decider.js';
import type { CommandMeta } from '../kernel/command.js';
import type { Draft, Fact, Recorded } from '../kernel/fact.js';
import { reject } from '../kernel/rejection.js';
import { isRemark, standing } from '../kernel/standing.js';
import { stateOf, type Subject } from '../kernel/subject.js';
import { logger } from '../logging.js';
import {
  Ambiguous,
  IdTaken,
  NEW_STREAM,
  StoreUnavailable,
  TooLarge,
  WrongRevision,
  type EventStore,
  type Receipt,
} from '../store/event-store.js';
import type { IntentOf } from '../subjects.js';
import { complete, contentOf } from './complete.js';

/** How often a command is decided again when other processes wrote to its stream in between. */
const ATTEMPTS = 30;

/** What a command led to: the ids of its events, and where the stream and the log stood after it. */
export interface Outcome extends Receipt {
  readonly stream: string;
  readonly eventIds: readonly string[];
  /** true when this command had been carried out before: nothing was written now */
  readonly repeated: boolean;
}

/** What a command is held against beyond its own stream. */
export interface OnRecord {
  readonly isOrganisation: (id: string) => boolean;
  /** all facts of a matter, whoever may see them */
  readonly ofMatter: (matter: string) => readonly Recorded[];
  /** the stream of the event of an id */
  readonly streamOf: (id: string) => string | undefined;
}

/** A command on its way: validated data, and the subject and stream it is for. */
export interface Given {
  readonly intent: IntentOf;
  readonly subject: Subject;
  readonly stream: string;
  readonly draft: Draft;
  readonly meta: CommandMeta;
}

const decide = (given: Given, past: readonly Recorded[], fact: Fact): readonly Fact[] => {
  const { subject, intent } = given;
  if (isRemark(fact)) {
    const target = past.find(({ id }) => id === fact.data['targetId']);
    if (target && (fact.type === 'EventCorrected' || fact.type === 'EventAnnulled'))
      demandOwnWords(given.meta.actor, target);
    return decideRemark(subject, past, fact);
  }
  return subject.decider.decide({ intent: intent.name, fact }, stateOf(subject, standing(past)));
};

const again = (past: readonly Recorded[], fact: Fact, meta: CommandMeta, stream: string): Outcome | undefined => {
  const before = past.find((event) => event.id === meta.commandId);
  if (!before) return undefined;
  if (contentOf(before) !== contentOf(fact)) throw idReused(meta.commandId);
  const written = past.filter((event) => event.meta.commandId === meta.commandId);
  const last = written.at(-1) ?? before;
  return {
    stream,
    revision: last.revision,
    position: last.position,
    eventIds: written.map(({ id }) => id),
    repeated: true,
  };
};

const idReused = (id: string) =>
  reject(
    'ID_REUSED',
    'commandId',
    `The id ${id} is in the record with other content: use a new id, or correct that event.`,
  );

const cutOff = (stream: string) =>
  reject(
    'INCOMPLETE',
    'log',
    `The beginning of ${stream} is not in the log any more, and nothing can be decided without it: tell the operator.`,
  );

/** One attempt, at the revision its stream has now. */
const attempt = async (store: EventStore, record: OnRecord, given: Given): Promise<Outcome> => {
  const { stream, draft, meta, intent, subject } = given;
  const past = await store.readStream(stream);
  demandSight(meta.actor, past);
  const fact = complete(draft, past[0], meta.actor);
  const before = again(past, fact, meta, stream);
  if (before) return before;
  if (meta.actor.role !== 'administrator') {
    const around = [...past, ...(fact.matter === null ? [] : record.ofMatter(fact.matter))];
    demandSight(meta.actor, around);
    if (subject.name === 'organisation' && past[0]) demandOwnBody(meta.actor, fact, past[0]);
    else demandPermission(meta.actor, intent.name, intent.roles, fact, around);
  }
  demandKnown(fact, past[0], record.isOrganisation);
  const revision = past.at(-1)?.revision ?? NEW_STREAM;
  if (revision !== past.length - 1) throw cutOff(stream);
  if (meta.expectedRevision !== undefined && meta.expectedRevision !== revision)
    throw reject(
      'REVISION_CONFLICT',
      'expectedRevision',
      `It is at revision ${revision} now, not ${meta.expectedRevision}: read it again and decide anew.`,
    );
  const { expectedRevision: _, ...kept } = meta;
  const events = decide(given, past, fact).map((decided, index) => ({
    id: index === 0 ? meta.commandId : `${meta.commandId}/${index + 1}`,
    fact: decided,
    meta: kept,
  }));
  // The log on a server sees to it in one stream only. An id found in this one was written in between: that is decided anew.
  if (events.some(({ id }) => ![undefined, stream].includes(record.streamOf(id)))) throw idReused(meta.commandId);
  const receipt = await store.append(stream, revision, events);
  return { ...receipt, stream, eventIds: events.map(({ id }) => id), repeated: false };
};

/**
 * Carries a command out: reads its stream, fills the fact in, asks whether the actor may and whether it can be, and
 * appends at the revision read; decides anew when another writer was faster. Everything that refuses throws a
 * Rejection, and then nothing has been written. `record` tells what else is on record.
 */
export const execute = async (store: EventStore, record: OnRecord, given: Given): Promise<Outcome> => {
  for (let attempts = 1; ; attempts += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- each attempt needs the stream as the last one left it
      return await attempt(store, record, given);
    } catch (error) {
      if (error instanceof IdTaken) throw idReused(given.meta.commandId);
      const trouble = troubleOf(error);
      if (trouble) throw trouble;
      if (!(error instanceof WrongRevision)) throw error;
      if (attempts === ATTEMPTS)
        throw reject(
          'BUSY',
          'stream',
          `Others keep writing to ${given.stream}, and nothing of this was recorded: send it again.`,
        );
    }
  }
};

/** What a sender is told when the log could not be used for a reason of its own; the reason is for the operator's log. */
export const troubleOf = (error: unknown) => {
  if (error instanceof TooLarge) return reject('TOO_LARGE', 'data', `This is too long for the log: ${error.message}.`);
  if (error instanceof Ambiguous)
    return reject(
      'UNCERTAIN',
      'commandId',
      'It is not known whether this was recorded: send it again with the same commandId.',
    );
  if (error instanceof StoreUnavailable) {
    logger.warn({ err: error }, 'the log cannot be used: what was asked was refused');
    return reject('UNAVAILABLE', 'log', 'The log cannot be reached now and nothing was recorded: send it again later.');
  }
  return undefined;
};

const demandKnown = (fact: Fact, first: Fact | undefined, isKnown: (organisation: string) => boolean): void => {
  // Whoever is registered by this very fact may be named in it: a body can register itself.
  const registered = fact.type.endsWith('Registered') ? fact.data['organisationId'] : undefined;
  const unknown = (id: string) =>
    !first?.tsos.includes(id) && id !== first?.commissioner && id !== registered && !isKnown(id);
  if (fact.commissioner !== null && unknown(fact.commissioner))
    throw reject('UNKNOWN_ORGANISATION', 'commissioner', notRegistered(fact.commissioner, 'CommissionerRegistered'));
  for (const [index, tso] of fact.tsos.entries())
    if (unknown(tso)) throw reject('UNKNOWN_ORGANISATION', `tsos.${index}`, notRegistered(tso, 'TsoRegistered'));
};

const notRegistered = (id: string, type: string): string =>
  `No organisation "${id}" is registered: register it first (${type}), or use the id it is registered under.`;
