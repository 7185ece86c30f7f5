import { Injectable } from '@nestjs/common';
import { CommandBus, QueryBus, type Query } from '@nestjs/cqrs';
import type { Draft } from '../kernel/fact.js';
import { reject, Rejection } from '../kernel/rejection.js';
import { Projector } from '../projection/projector.js';
import { Questions } from '../projection/questions.js';
import { EventStore } from '../store/event-store.js';
import { intentOf, intents, type IntentOf } from '../subjects.js';
import { commandCalled } from './commands.js';
import { troubleOf, type Outcome } from './execute.js';
import { prepare, type Sending } from './prepare.js';
import { Turns } from './turns.js';

/** How long `send` waits for the read model to see what was written, in milliseconds. */
const READ_YOUR_WRITES = 5_000;

/** Refusals that rest on what the read model knows of the rest of the record, which another instance may have added to. */
const RESTS_ON_READS: ReadonlySet<string> = new Set(['UNKNOWN_ORGANISATION', 'UNKNOWN_EVENT', 'NOT_ALLOWED']);

const restsOnReads = (error: unknown): boolean =>
  error instanceof Rejection && error.problems.some(({ code }) => RESTS_ON_READS.has(code));

/** What became of a command: its events, and whether the read model has seen them yet (it will, if not). */
export interface Sent extends Outcome {
  readonly seen: boolean;
}

/** The intent by which a fact of a type is recorded; throws a Rejection when there is no such type. */
export const intentRecording = (type: string): IntentOf => {
  const intent = intentOf(type);
  if (!intent) throw reject('UNKNOWN_TYPE', 'type', `There is no event type "${type}".`);
  return intent;
};

/** All that an edge (GraphQL, pages, command line) holds: commands go in by `send`, questions by `ask`. */
@Injectable()
export class Application {
  private readonly turns = new Turns();

  constructor(
    private readonly commandBus: CommandBus,
    private readonly queryBus: QueryBus,
    private readonly projector: Projector,
    private readonly questions: Questions,
    private readonly store: EventStore,
  ) {}

  /**
   * Carries out a command, named by its intent (`OpenConsultation`), and resolves when what it wrote can be read.
   * Throws a Rejection that names each field that is wrong; nothing has been written then. The same `commandId` again
   * is answered with the first outcome.
   */
  async send(intentName: string, draft: Omit<Draft, 'type'>, sending: Sending): Promise<Sent> {
    const intent = intents.get(intentName);
    if (!intent) throw reject('UNKNOWN_COMMAND', 'intent', `There is no command "${intentName}".`);
    return this.inTurn(sending, () => this.dispatch(intent, { ...draft, type: intent.becomes }, sending));
  }

  /** As `send`, for a fact named by its event type (`ConsultationOpened`): what an import records. */
  async record(draft: Draft, sending: Sending): Promise<Sent> {
    return this.inTurn(sending, () => this.dispatch(intentRecording(draft.type), draft, sending));
  }

  /** Answers a question. */
  ask<Answer>(query: Query<Answer>): Promise<Answer> {
    return this.queryBus.execute(query);
  }

  /**
   * Commands with the same id one after another, each when what the one before wrote can be read: a log on a server
   * keeps ids apart within a stream only, and across streams the read model does.
   */
  private inTurn({ commandId }: Sending, task: () => Promise<Sent>): Promise<Sent> {
    return commandId === undefined ? task() : this.turns.take(commandId, task);
  }

  private async dispatch(intent: IntentOf, draft: Draft, sending: Sending): Promise<Sent> {
    const seq = this.questions.seqAt();
    try {
      return await this.carryOut(intent, draft, sending);
    } catch (error) {
      if (!restsOnReads(error) || !(await this.hasReadMore(seq))) throw error;
      return this.carryOut(intent, draft, sending);
    }
  }

  /** Lets the read model come to the log's end of this moment. True when it then has more than `seq` events. */
  private async hasReadMore(seq: number): Promise<boolean> {
    try {
      const { position } = await this.store.head({ position: this.questions.positionAt(seq), size: seq });
      return (await this.projector.reached(position, READ_YOUR_WRITES)) && this.questions.seqAt() > seq;
    } catch (error) {
      throw troubleOf(error) ?? error;
    }
  }

  private async carryOut(intent: IntentOf, draft: Draft, sending: Sending): Promise<Sent> {
    const given = prepare(intent, draft, sending, (id) =>
      this.questions.fact(id, this.questions.seqAt(), sending.actor),
    );
    const Command = commandCalled(intent.name);
    const outcome: Outcome = await this.commandBus.execute(new Command(given));
    return { ...outcome, seen: await this.projector.reached(outcome.position, READ_YOUR_WRITES) };
  }
}
