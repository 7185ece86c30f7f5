import type { Command } from './command.js';
import type { Fact } from './fact.js';

/**
 * The rules of one kind of thing, as three pure values: what is known before anything happened, what a command leads
 * to (`decide` throws a `Rejection` when it leads to nothing), and how a fact changes what is known.
 * Deciders guard what cannot be; whether what happened was as it ought to be is judged by the compliance rules.
 */
export interface Decider<State, C extends Command = Command, F extends Fact = Fact> {
  readonly initial: State;
  /** Throws Rejection. The command's fact is complete: data past the catalogue, envelope filled in. */
  readonly decide: (command: C, state: State) => readonly F[];
  readonly evolve: (state: State, fact: F) => State;
}
