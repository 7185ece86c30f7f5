import type { Catalogue } from './catalogue.js';
import type { Command, Intents } from './command.js';
import type { Decider } from './decider.js';
import type { Fact } from './fact.js';

/** One folder's worth: what may be said, what is remembered, what is decided, and which stream a fact belongs to. */
export interface Subject {
  /** category of its streams: `consultation` gives streams `consultation-K1` */
  readonly name: string;
  readonly events: Catalogue;
  readonly commands: Intents;
  // The state of a decider is its own business; the engine only hands it back.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly decider: Decider<any, any, any>;
  /** the id of the thing a fact is about, or undefined where the fact does not say */
  readonly key: (fact: Pick<Fact, 'data' | 'matter'>) => string | undefined;
  /** the field the key is read from, for messages */
  readonly keyField: string;
}

/** Folds facts into a subject's state. */
export const stateOf = (subject: Subject, facts: Iterable<Fact>): unknown => {
  let state: unknown = subject.decider.initial;
  for (const fact of facts) state = subject.decider.evolve(state, fact);
  return state;
};

/** The intent by which a subject records an event type. */
export const intentFor = (subject: Subject, type: string): string | undefined =>
  Object.keys(subject.commands).find((intent) => subject.commands[intent]?.becomes === type);

/** Decides facts one after another from nothing and throws the first Rejection: used to try out a correction. */
export const redecide = (subject: Subject, facts: Iterable<Fact>): void => {
  let state: unknown = subject.decider.initial;
  for (const fact of facts) {
    const command: Command = { intent: intentFor(subject, fact.type) ?? fact.type, fact };
    for (const decided of subject.decider.decide(command, state)) state = subject.decider.evolve(state, decided);
  }
};
