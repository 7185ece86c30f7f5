import type { Day } from '../kernel/time.js';
import { obligationsOfUnit, type Obligation, type Overlays } from './obligation.js';
import { ABOUT, keyOf, type Party } from './duty.js';
import { RULES, type Measure, type Policy } from './policy.js';
import type { Standing } from '../kernel/standing.js';
import { happenedOn } from './record.js';
import { add, isNothing, NOTHING, takeAway, tallyOf, type Tally } from './tally.js';

/** One measure of one relationship, of what one side owes the other. */
export interface Line {
  readonly commissioner: string;
  readonly tso: string;
  readonly measure: Measure;
  readonly owedBy: Party;
}

/** By how much the tally of a line moves from one day on. */
export interface Step extends Line {
  readonly on: Day;
  readonly moves: Tally;
}

export const lineKey = ({ commissioner, tso, measure, owedBy }: Line): string =>
  JSON.stringify([commissioner, tso, measure, owedBy]);

const lineOf = ({ commissioner, tso, measure, owedBy }: Obligation): Line => ({ commissioner, tso, measure, owedBy });

/** The days on which what a unit counts for can move: when something happened, a duty entered, or was done late. */
const turnsAfter = (obligations: readonly Obligation[], from: Day, until: Day | undefined): Day[] => {
  const days = obligations.flatMap(({ enters, done }) => [enters, ...(done ? [done.on] : [])]);
  return [...new Set(days)].filter((day) => day > from && (until === undefined || day < until)).toSorted();
};

/** What is said elsewhere about the things of a unit. */
const saidOf = (unit: readonly Standing[], { excuses, disputes }: Overlays): Standing[] => {
  const things = new Set(unit.map(({ stream }) => stream.slice(stream.indexOf('-') + 1)));
  const names = [...things, ...RULES.flatMap((rule) => [...things].map((thing) => keyOf({ rule, thing })))];
  return names.flatMap((name) => [
    ...(excuses.get(name) ?? []),
    ...(disputes.get(name) ?? []).flatMap(({ raised }) => raised ?? []),
  ]);
};

/**
 * The streams of the things about whose duties something is said in another stream, given the facts of that one: what is
 * recorded in it, corrected or annulled moves the units of these too. A unit is that of any fact of its streams.
 */
export const streamsNamed = (stream: readonly Pick<Standing, 'type' | 'data'>[]): string[] => {
  const named = stream.flatMap(({ type, data }): unknown[] => {
    if (type === 'ObligationExcused') return [data['obligationKey']];
    return type === 'DisputeRaised' && Array.isArray(data['about']) ? (data['about'] as unknown[]) : [];
  });
  return named.map(String).flatMap((name) => {
    const known = RULES.find((rule) => name.startsWith(`${rule}:`));
    // A thing named by its id alone may be of any kind that duties are about.
    return known
      ? [`${ABOUT[known].subject}-${name.slice(known.length + 1)}`]
      : [...new Set(RULES.map((rule) => `${ABOUT[rule].subject}-${name}`))];
  });
};

/**
 * What a unit counts for, as steps: the sum of the steps up to a day is what `obligationsOfUnit` says at the end of it.
 * `unit` are its standing facts in their one order, `overlays` what is said about its duties in the whole record.
 */
export const stepsOf = (unit: readonly Standing[], overlays: Overlays, policy: Policy): Step[] => {
  const days = [...new Set([...unit, ...saidOf(unit, overlays)].map(happenedOn))].toSorted();
  const steps: Step[] = [];
  let current = new Map<string, { readonly line: Line; readonly tally: Tally }>();
  const turn = (on: Day, obligations: readonly Obligation[]) => {
    const next = new Map<string, { readonly line: Line; readonly tally: Tally }>();
    for (const it of obligations) {
      const line = lineOf(it);
      const key = lineKey(line);
      next.set(key, { line, tally: add(next.get(key)?.tally ?? NOTHING, tallyOf(it, policy, on)) });
    }
    for (const key of new Set([...current.keys(), ...next.keys()])) {
      const { line } = next.get(key) ?? current.get(key)!;
      const moves = takeAway(next.get(key)?.tally ?? NOTHING, current.get(key)?.tally ?? NOTHING);
      if (!isNothing(moves)) steps.push({ ...line, on, moves });
    }
    current = next;
  };
  for (const [index, day] of days.entries()) {
    const obligations = obligationsOfUnit(unit, overlays, policy, day);
    turn(day, obligations);
    for (const later of turnsAfter(obligations, day, days[index + 1])) turn(later, obligations);
  }
  return steps;
};
