import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import type { Fact } from '../kernel/fact.js';
import { refuseIfAlready, refuseIfBefore } from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import type { When } from '../kernel/time.js';
import type { surveyCommands } from './survey.commands.js';
import type { SurveyEvent, surveyEvents } from './survey.events.js';

type Command = CommandOf<typeof surveyCommands, typeof surveyEvents>;

interface Issued {
  readonly on: When | null;
  /** how many statements it has; null where that is not on record */
  readonly statements: number | null;
}

/** By direction and instrument. A wave that began before the record has answers only. */
type State = Readonly<Record<string, Issued>>;

const partOf = ({ data }: { readonly data: { readonly direction: string; readonly instrument: string } }): string =>
  `${data.direction} ${data.instrument}`;

const speaksFor = ({ by }: Pick<Fact, 'by'>): string =>
  by === 'tso' || by === 'infrastructure-body' ? 'tso->commissioner' : 'commissioner->tso';

/**
 * The rules of a survey's record: issued once in a wave, not answered before, and answered by the side that was asked.
 * An answer is of one relationship. An organisation may answer more than once: its answers are one voice.
 */
export const surveyDecider: Decider<State, Command, SurveyEvent> = {
  initial: {},

  decide: ({ intent, fact }, state) => {
    const issued = state[partOf(fact)];
    if (intent === 'IssueSurvey') {
      refuseIfAlready(
        issued !== undefined,
        'ALREADY_ISSUED',
        'data.wave',
        [`"${fact.data.wave}" was issued in this direction`, issued?.on],
        'give the other round a name of its own',
      );
      return [fact];
    }
    const { items, direction } = fact.data;
    refuseIfBefore(
      'BEFORE_ISSUED',
      'occurredOn',
      ['It cannot be answered', fact.occurredOn],
      ['it was issued', issued?.on],
    );
    refuseIf(
      speaksFor(fact) !== direction,
      'OTHER_DIRECTION',
      'data.direction',
      `An answer "${direction}" is for the first of the two to give: correct the direction, or leave it to them.`,
    );
    refuseIf(
      fact.tsos.length !== 1 || fact.commissioner === null,
      'NO_RELATIONSHIP',
      'tsos',
      'An answer is of one commissioner and one organisation: name both.',
    );
    refuseIf(
      items.every((item) => item === null),
      'NOTHING_ANSWERED',
      'data.items',
      'No item is answered: leave such a response out.',
    );
    refuseIf(
      issued?.statements != null && items.length !== issued.statements,
      'OTHER_ITEMS',
      'data.items',
      `It has ${items.length} items and the survey has ${issued?.statements}: give one for each, also where they know nothing of it.`,
    );
    return [fact];
  },

  evolve: (state, fact) =>
    fact.type === 'SurveyIssued'
      ? { ...state, [partOf(fact)]: { on: fact.occurredOn, statements: fact.data.statements?.length ?? null } }
      : state,
};
