import { lenientData } from '../compliance/exchange.js';
import type { Recorded } from '../kernel/fact.js';
import { isRemark, standing, type Standing } from '../kernel/standing.js';
import { londonDay, millisecondsOf, rangeOf, type Day } from '../kernel/time.js';
import { dossierKey } from '../matter/dossier.js';
import { subjectOf } from '../subjects.js';

/** The day by which a fact had happened, as early as its date allows; without a date, the day it was recorded. */
export const happenedOn = (fact: Standing): Day =>
  (fact.occurredOn === null ? undefined : rangeOf(fact.occurredOn)?.earliest) ?? londonDay(fact.recordedAt);

/** Facts of whom nobody spoke before them come first, then what was said of these, and so on: 0, 1, 2 … */
const depthIn = (byId: ReadonlyMap<string, Recorded>) => {
  const depth = (fact: Recorded, seen: readonly string[]): number => {
    if (!isRemark(fact) || seen.includes(fact.id)) return 0;
    const target = byId.get(String(fact.data['targetId']));
    return 1 + (target ? depth(target, [...seen, fact.id]) : 0);
  };
  return (fact: Recorded): number => depth(fact, []);
};

/**
 * Facts in an order of their own, whatever order they came in: by when they were recorded, what is said about a fact
 * after the fact, then by place in the log and id. A fact that is there twice counts once.
 */
const inOneOrder = (facts: readonly Recorded[]): Recorded[] => {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const depth = depthIn(byId);
  const keyed = [...byId.values()].map((fact) => ({
    fact,
    key: [Date.parse(fact.recordedAt), depth(fact), fact.position, fact.id] as const,
  }));
  keyed.sort((a, b) => {
    const at = a.key.findIndex((part, index) => part !== b.key[index]);
    return at < 0 ? 0 : a.key[at]! < b.key[at]! ? -1 : 1;
  });
  return keyed.map(({ fact }) => fact);
};

/** A corrected fact may have become one of another thing: its stream is told anew from what it says now. */
const settled = (fact: Standing): Standing => {
  if (!fact.correctedBy) return fact;
  const data = lenientData(fact.type, fact.data);
  const subject = subjectOf(fact.type);
  const key = subject?.key({ data, matter: fact.matter });
  return { ...fact, data, ...(key !== undefined && { stream: `${subject?.name}-${key}` }) };
};

/** Recorded facts that were known by the end of a day, or by an instant (null: all of them), each once, in one order. */
export const knownBy = (facts: readonly Recorded[], recordedAsOf: string | null): Recorded[] => {
  const until = recordedAsOf === null ? Infinity : (millisecondsOf(recordedAsOf) ?? Infinity);
  return inOneOrder(facts.filter((fact) => Date.parse(fact.recordedAt) <= until));
};

/** What stands of known facts: the same for any order in which they are given. */
export const standingOf = (known: readonly Recorded[]): Standing[] => standing(known).map(settled);

/** The part of the record a duty is derived from: the key of its dossier. */
export const unitOf = (fact: Pick<Recorded, 'matter' | 'stream' | 'type' | 'data'>): string => dossierKey(fact);

/** Standing facts by unit. */
export const unitsOf = (facts: readonly Standing[]): ReadonlyMap<string, readonly Standing[]> => {
  const units = new Map<string, Standing[]>();
  for (const fact of facts) {
    const key = unitOf(fact);
    const unit = units.get(key);
    if (unit) unit.push(fact);
    else units.set(key, [fact]);
  }
  return units;
};
