import type { Day } from '../kernel/time.js';
import { lineKey, type Line, type Step } from './series.js';
import { add, isNothing, NOTHING, takeAway, type Tally } from './tally.js';

/** By how much a recorded fact moves the tally of a line from a day on; `seq` is the fact's number in the record. */
export interface Entry extends Step {
  readonly seq: number;
}

/**
 * What a unit's steps became by a recorded fact, as the steps that make up the difference: each line and day once, none
 * of which nothing is left.
 */
export const movesOf = (before: readonly Step[], after: readonly Step[]): Step[] => {
  const moves = new Map<string, Step>();
  const book = (step: Step, how: (a: Tally, b: Tally) => Tally) => {
    const key = `${step.on} ${lineKey(step)}`;
    moves.set(key, { ...step, moves: how(moves.get(key)?.moves ?? NOTHING, step.moves) });
  };
  for (const step of before) book(step, takeAway);
  for (const step of after) book(step, add);
  return [...moves.values()].filter((step) => !isNothing(step.moves));
};

/** A day, and how many facts were known then. */
export interface Cut {
  readonly on: Day;
  readonly seq: number;
}

/** The tallies of some lines at a moment, by their key: with all that was known by then of days up to then. */
export type Tallies = ReadonlyMap<string, { readonly line: Line; readonly tally: Tally }>;

/**
 * The tallies of lines at some moments, oldest first. Of each moment both its day and what is known by then are no less
 * than of the one before, so that an entry once counted stays counted: one pass over the entries, sorted by when they come
 * to count, and one copy of the sums for each moment.
 */
export const talliesAt = (entries: readonly Entry[], cuts: readonly Cut[]): Tallies[] => {
  const counts = entries.map((entry) => ({
    entry,
    at: cuts.findIndex((cut) => entry.on <= cut.on && entry.seq <= cut.seq),
  }));
  const pending = counts.filter(({ at }) => at >= 0).toSorted((a, b) => a.at - b.at);
  const sums = new Map<string, { readonly line: Line; readonly tally: Tally }>();
  let next = 0;
  return cuts.map((_, at) => {
    for (; next < pending.length && pending[next]!.at === at; next += 1) {
      const { commissioner, tso, measure, owedBy, moves } = pending[next]!.entry;
      const line = { commissioner, tso, measure, owedBy };
      const key = lineKey(line);
      sums.set(key, { line, tally: add(sums.get(key)?.tally ?? NOTHING, moves) });
    }
    return new Map(sums);
  });
};

const PARTS = Object.keys(NOTHING) as (keyof Tally)[];

/** A tally as text: its parts that are not zero, in whole numbers of any size. */
export const written = (tally: Tally): string =>
  JSON.stringify(Object.fromEntries(PARTS.flatMap((part) => (tally[part] == 0 ? [] : [[part, String(tally[part])]]))));

/** A tally from its text. */
export const readTally = (text: string): Tally => {
  const parts = JSON.parse(text) as Partial<Record<keyof Tally, string>>;
  const part = (name: keyof Tally): number | bigint => {
    const value = parts[name] ?? '0';
    return typeof NOTHING[name] === 'bigint' ? BigInt(value) : Number(value);
  };
  return Object.fromEntries(PARTS.map((name) => [name, part(name)])) as unknown as Tally;
};
