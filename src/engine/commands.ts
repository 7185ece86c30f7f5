import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Questions } from '../projection/questions.js';
import { EventStore } from '../store/event-store.js';
import { intents } from '../subjects.js';
import { execute, type Given, type Outcome } from './execute.js';
import { Turns } from './turns.js';

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
      const isKnown = (id: string): boolean => this.questions.isOrganisation(id, this.questions.seqAt());
      return this.turns.take(given.stream, () => execute(this.store, isKnown, given));
    }
  }
  return Handler;
};

/** One handler for every intent, for Nest to find. */
export const commandHandlers = [...classes.values()].map(handlerFor);
