import type { Fact } from './fact.js';
import type { Standing } from './standing.js';
import { rangeOf, type When } from './time.js';

/** A standing fact of some types among those of a subject: its id, dates, remarks and data together. */
export type ToldOf<Event extends Fact, Type extends Event['type']> = {
  [T in Type]: Standing<Extract<Event, { type: T }>>;
}[Type];

/** A date and the fact that gives it; null where the fact gives none. */
export interface Dated {
  readonly on: When | null;
  readonly fact: Standing;
}

/** One thing of a dossier: its id, and its facts, oldest first, so that whatever is said about it can name them. */
export interface Entry {
  readonly id: string;
  readonly facts: readonly Standing[];
}

/** The facts of some types, in the order given, and the last of them. */
export const picking = <Event extends Fact>() => {
  const only = <Type extends Event['type']>(facts: readonly Standing[], ...types: Type[]): ToldOf<Event, Type>[] =>
    facts.filter((fact) => (types as string[]).includes(fact.type)) as unknown as ToldOf<Event, Type>[];
  const last = <Type extends Event['type']>(facts: readonly Standing[], ...types: Type[]) =>
    only(facts, ...types).at(-1) ?? null;
  return { only, last };
};

export const distinct = (values: readonly string[]): string[] => [...new Set(values)];

/** The first text a field has in any of the facts. */
export const firstText = (facts: readonly Standing[], field: string): string | null =>
  facts.map((fact) => fact.data[field]).find((value) => typeof value === 'string') ?? null;

// Facts without a date sort last: they were told after the fact, and nothing shows that they came first.
const firstDay = (fact: Standing): string => (fact.occurredOn && rangeOf(fact.occurredOn)?.earliest) || '9999-12-31';

/** Facts in the order in which they happened; on one day, in the order in which they were recorded. */
export const chronological = <F extends Standing>(facts: readonly F[]): F[] =>
  facts
    .map((fact) => ({ fact, day: firstDay(fact) }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .map(({ fact }) => fact);

/** Entries of one kind: the facts of its catalogue, put together by the id they name. A fact that names none is left out. */
export const entriesOf = <E extends Entry>(
  facts: readonly Standing[],
  catalogue: object,
  keys: readonly string[],
  build: (id: string, facts: readonly Standing[]) => E,
  otherwise?: string,
): E[] => {
  const groups = new Map<string, Standing[]>();
  for (const fact of facts) {
    if (!(fact.type in catalogue)) continue;
    const id = keys.map((key) => fact.data[key]).find((value) => typeof value === 'string') ?? otherwise;
    if (typeof id !== 'string') continue;
    const group = groups.get(id);
    if (group) group.push(fact);
    else groups.set(id, [fact]);
  }
  return [...groups].map(([id, members]) => build(id, members));
};
