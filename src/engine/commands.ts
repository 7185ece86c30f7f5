import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Actor } from '../kernel/fact.js';
import { scopes } from '../projection/keys.js';
import { Questions } from '../projection/questions.js';
import { EventStore } from '../store/event-store.js';
import { intents } from '../subjects.js';
import { execute, type Given, type OnRecord, type Outcome } from './execute.js';
import { Turns } from './turns.js';

const EVERYTHING: Actor = { role: 'administrator', organisation: null };

/** What the read model tells a command of the rest of the record. */
export const onRecord = (questions: Questions): OnRecord => ({
  isOrganisation: (id) => questions.isOrganisation(id, questions.seqAt()),
  ofMatter: (matter) => questions.factsIn(scopes.dossier(`matter-${matter}`), questions.seqAt(), EVERYTHING),
  streamOf: (id) => questions.fact(id, questions.seqAt(), EVERYTHING)?.stream,
});

/** A command on the bus. Each intent of the subjects' tables has a class of its own name, since the bus routes by class. */
export interface BusCommand {
  readonly given: Given;
}

type CommandClass = new (given: Given) => BusCommand;

const commandClass = (name: string): CommandClass => {
  const Command = class {
    constructor(readonly given: Given) {}
  };
  Object.defineProperty(Command, 'name', { value: name });
  return Command;
};

const classes: ReadonlyMap<string, CommandClass> = new Map(
  [...intents.keys()].map((name) => [name, commandClass(name)]),
);

/** The class of an intent. */
export const commandCalled = (name: string): CommandClass => {
  const found = classes.get(name);
  if (!found) throw new Error(`no command ${name}`);
  return found;
};

const handlerFor = (Command: CommandClass) => {
  @CommandHandler(Command)
  class Handler implements ICommandHandler<BusCommand> {
    constructor(
      private readonly store: EventStore,
      private readonly questions: Questions,
      private readonly turns: Turns,
    ) {}

    execute({ given }: BusCommand): Promise<Outcome> {
      return this.turns.take(given.stream, () => execute(this.store, onRecord(this.questions), given));
    }
  }
  return Handler;
};

/** One handler for every intent, for Nest to find. */
export const commandHandlers = [...classes.values()].map(handlerFor);
