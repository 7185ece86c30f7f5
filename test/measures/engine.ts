import { parseExchange } from '../../src/compliance/exchange.js';
import type { Recorded } from '../../src/kernel/fact.js';
import type { Standing } from '../../src/kernel/standing.js';
import { contributionsOf, groupReadingOf, readingOf } from '../../src/measures/estimate.js';
import { obligationsOf, type Obligation } from '../../src/measures/obligation.js';
import { POLICY, type Measure, type Policy } from '../../src/measures/policy.js';
import { knownBy, standingOf } from '../../src/measures/record.js';
import { sumOf, tallyOf, type Tally } from '../../src/measures/tally.js';
import type { Told } from './world.js';

/** How a record becomes numbers, in four steps. A fault is an engine with one of them done wrong. */
export interface Engine {
  readonly standing: (facts: readonly Recorded[], recordedAsOf: string | null) => readonly Standing[];
  readonly obligations: (standing: readonly Standing[], policy: Policy, validAsOf: string) => readonly Obligation[];
  readonly group: typeof groupReadingOf;
}

export const REAL: Engine = {
  standing: (facts, recordedAsOf) => standingOf(knownBy(facts, recordedAsOf)),
  obligations: obligationsOf,
  group: groupReadingOf,
};

export interface Asked {
  readonly measure?: Measure;
  readonly owedBy?: 'commissioner' | 'tso';
  readonly commissioner?: string;
  readonly tso?: string;
  readonly at: string;
  readonly known?: string;
  readonly policy?: Policy;
}

const parsed = new WeakMap<Told, Recorded>();
const factOf = (told: Told): Recorded => {
  const known = parsed.get(told) ?? parseExchange(told);
  parsed.set(told, known);
  return known;
};

/** The obligations of one relationship, or of all of a commissioner's where no TSO is named. */
export const obligationsIn = (engine: Engine, world: readonly Told[], asked: Asked): Obligation[] => {
  const { measure = 'reliability', owedBy = 'commissioner', commissioner = 'C1', tso, at, known, policy } = asked;
  const standing = engine.standing(world.map(factOf), known ?? null);
  return engine
    .obligations(standing, policy ?? POLICY, at)
    .filter(
      (it) =>
        it.measure === measure &&
        it.owedBy === owedBy &&
        it.commissioner === commissioner &&
        (tso === undefined || it.tso === tso),
    );
};

/** What one relationship comes to. */
export const readIn = (engine: Engine, world: readonly Told[], asked: Asked) => {
  const policy = asked.policy ?? POLICY;
  const obligations = obligationsIn(engine, world, { tso: 'A', ...asked });
  const tally = sumOf(obligations.map((it) => tallyOf(it, policy, asked.at)));
  return {
    tally,
    reading: readingOf(tally, policy, asked.at),
    contributions: contributionsOf(obligations, policy, asked.at),
    obligations,
  };
};

/** What a commissioner's relationships come to, one vote each. */
export const groupIn = (engine: Engine, world: readonly Told[], asked: Asked) => {
  const policy = asked.policy ?? POLICY;
  const tallies = new Map<string, Tally[]>();
  for (const it of obligationsIn(engine, world, asked))
    tallies.set(it.tso, [...(tallies.get(it.tso) ?? []), tallyOf(it, policy, asked.at)]);
  const { belief: _belief, ...reading } = engine.group([...tallies.values()].map(sumOf), policy, asked.at);
  return reading;
};

/** Everything that can be told of a record about behaviour at a moment, so that records can be compared as a whole. */
export const allOf = (engine: Engine, world: readonly Told[], at: string, known?: string) => {
  const obligations = engine.obligations(engine.standing(world.map(factOf), known ?? null), POLICY, at);
  const lines = new Map<string, Obligation[]>();
  for (const it of obligations) {
    const line = [it.commissioner, it.tso, it.measure, it.owedBy].join(' ');
    lines.set(line, [...(lines.get(line) ?? []), it]);
  }
  return [...lines]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([line, of]) => ({
      line,
      tally: sumOf(of.map((it) => tallyOf(it, POLICY, at))),
      contributions: contributionsOf(of, POLICY, at).map(({ events: _events, ...rest }) => rest),
    }));
};
