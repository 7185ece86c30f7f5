import { Injectable } from '@nestjs/common';
import { CommandBus, QueryBus, type Query } from '@nestjs/cqrs';
import { v7 as uuid } from 'uuid';
import { maySee } from '../access/visibility.js';
import type { Actor, Draft, Position, Recorded } from '../kernel/fact.js';
import { reject } from '../kernel/rejection.js';
import { isRemark } from '../kernel/standing.js';
import type { Subject } from '../kernel/subject.js';
import { Projector } from '../projection/projector.js';
import { Questions } from '../projection/questions.js';
import { catalogue, intentOf, intents, subjects, type IntentOf } from '../subjects.js';
import { commandCalled } from './commands.js';
import { validated } from './complete.js';
import type { Outcome } from './execute.js';

/** How long `send` waits for the read model to see what was written, in milliseconds. */
const READ_YOUR_WRITES = 5_000;

/** What the sender of a command adds to it. */
export interface Sending {
  readonly actor: Actor;
  readonly commandId?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly expectedRevision?: number;
  readonly source?: 'entered' | 'imported';
}

/** What became of a command: its events, and whether the read model has seen them yet (it will, if not). */
export interface Sent extends Outcome {
  readonly seen: boolean;
}

/** All that an edge (GraphQL, pages, command line) holds: commands go in by `send`, questions by `ask`. */
@Injectable()
export class Application {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly queryBus: QueryBus,
    private readonly projector: Projector,
    private readonly questions: Questions,
  ) {}

  /**
   * Carries out a command, named by its intent (`OpenConsultation`), and resolves when what it wrote can be read.
   * Throws a Rejection that names each field that is wrong; nothing has been written then. The same `commandId` again
   * is answered with the first outcome.
   */
  async send(intentName: string, draft: Omit<Draft, 'type'>, sending: Sending): Promise<Sent> {
    const intent = intents.get(intentName);
    if (!intent) throw reject('UNKNOWN_COMMAND', 'intent', `There is no command "${intentName}".`);
    return this.dispatch(intent, { ...draft, type: intent.becomes }, sending);
  }

  /** As `send`, for a fact named by its event type (`ConsultationOpened`): what an import records. */
  async record(draft: Draft, sending: Sending): Promise<Sent> {
    const intent = intentOf(draft.type);
    if (!intent) throw reject('UNKNOWN_TYPE', 'type', `There is no event type "${draft.type}".`);
    return this.dispatch(intent, draft, sending);
  }

  /** Answers a question. */
  ask<Answer>(query: Query<Answer>): Promise<Answer> {
    return this.queryBus.execute(query);
  }

  /** Resolves true when this instance's reads include a position, false when they do not within 5 seconds. */
  reached(position: Position): Promise<boolean> {
    return this.projector.reached(position, READ_YOUR_WRITES);
  }

  private async dispatch(intent: IntentOf, given: Draft, sending: Sending): Promise<Sent> {
    const draft = validated(catalogue, given);
    const target = isRemark(draft) ? this.targetOf(draft, sending.actor) : undefined;
    const subject = target ? subjectOfStream(target.stream) : intent.subject;
    if (!subject) throw new Error(`no subject for ${draft.type}`);
    const commandId = sending.commandId ?? uuid();
    const Command = commandCalled(intent.name);
    const outcome: Outcome = await this.commandBus.execute(
      new Command({
        intent,
        subject,
        stream: target?.stream ?? streamOf(subject, draft),
        draft: target ? { ...draft, tsos: target.tsos, visibility: draft.visibility ?? target.visibility } : draft,
        meta: {
          commandId,
          correlationId: sending.correlationId ?? commandId,
          causationId: sending.causationId ?? null,
          actor: sending.actor,
          source: sending.source ?? 'entered',
          ...(sending.expectedRevision !== undefined && { expectedRevision: sending.expectedRevision }),
        },
      }),
    );
    return { ...outcome, seen: await this.reached(outcome.position) };
  }

  private targetOf(draft: Draft, actor: Actor): Recorded {
    const id = String(draft.data['targetId']);
    const target = this.questions.fact(id, this.questions.seqAt(), actor);
    if (!target || !maySee(actor, target))
      throw reject(
        'UNKNOWN_EVENT',
        'data.targetId',
        `No event "${id}" is in the record: look its id up in the history.`,
      );
    return target;
  }
}

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
