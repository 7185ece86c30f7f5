import { v7 as uuid } from 'uuid';
import type { Actor, Draft, Recorded } from '../kernel/fact.js';
import { reject } from '../kernel/rejection.js';
import { isRemark } from '../kernel/standing.js';
import type { Subject } from '../kernel/subject.js';
import { catalogue, subjects, type IntentOf } from '../subjects.js';
import { validated } from './complete.js';
import type { Given } from './execute.js';

/** What the sender of a command adds to it. */
export interface Sending {
  readonly actor: Actor;
  readonly commandId?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly expectedRevision?: number;
  readonly source?: 'entered' | 'imported';
}

/**
 * Makes a draft ready to be carried out: checked against the catalogue, with the stream it is for. A remark goes to the
 * stream of the event it speaks about, which `eventCalled` finds. Throws a Rejection naming each field that is wrong.
 */
export const prepare = (
  intent: IntentOf,
  given: Draft,
  sending: Sending,
  eventCalled: (id: string) => Recorded | undefined,
): Given => {
  const draft = validated(catalogue, given);
  const target = isRemark(draft) ? targetOf(draft, eventCalled) : undefined;
  const subject = target ? subjectOfStream(target.stream) : intent.subject;
  if (!subject) throw new Error(`no subject for ${draft.type}`);
  const commandId = sending.commandId ?? uuid();
  return {
    intent,
    subject,
    stream: target?.stream ?? streamOf(subject, draft),
    draft: target ? about(target, draft) : draft,
    meta: {
      commandId,
      correlationId: sending.correlationId ?? commandId,
      causationId: sending.causationId ?? null,
      actor: sending.actor,
      source: sending.source ?? 'entered',
      ...(sending.expectedRevision !== undefined && { expectedRevision: sending.expectedRevision }),
    },
  };
};

/**
 * A remark with what it takes from the event it speaks about: parties, matter and visibility. What it puts in the place
 * of that event's data is written as it will be stored, so that the same remark sent again is known as the same.
 */
const about = (target: Recorded, draft: Draft): Draft => {
  const replacement = draft.data['replacement'] as { readonly data?: object } | undefined;
  const stored = replacement?.data && catalogue[target.type]?.data.safeParse(replacement.data);
  return {
    ...draft,
    tsos: target.tsos,
    commissioner: draft.commissioner ?? target.commissioner,
    matter: draft.matter ?? target.matter,
    // Who sees an event sees what has been said about it, and nobody else does.
    visibility: target.visibility,
    ...(stored?.success && { data: { ...draft.data, replacement: { ...replacement, data: stored.data } } }),
  };
};

const targetOf = (draft: Draft, eventCalled: (id: string) => Recorded | undefined): Recorded => {
  const id = String(draft.data['targetId']);
  const target = eventCalled(id);
  if (!target)
    throw reject('UNKNOWN_EVENT', 'data.targetId', `No event "${id}" is in the record: look its id up in the history.`);
  return target;
};

const subjectOfStream = (stream: string): Subject | undefined =>
  subjects.find(({ name }) => stream.startsWith(`${name}-`));

const streamOf = (subject: Subject, draft: Draft): string => {
  const key = subject.key({ data: draft.data, matter: draft.matter ?? null });
  if (key === undefined)
    throw reject(
      'INVALID',
      subject.keyField,
      `${subject.keyField} is missing: say which ${subject.name} this is about.`,
    );
  return `${subject.name}-${key}`;
};
