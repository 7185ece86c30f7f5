import type { z } from 'zod';
import type { Fact } from './fact.js';

/** One event type: the version now written, the shape of its data, and how data of each older version is lifted by one. */
export interface EventType<Data extends object = Record<string, unknown>> {
  readonly version: number;
  readonly data: z.ZodType<Data>;
  readonly lift?: Readonly<Record<number, (old: Record<string, unknown>) => Record<string, unknown>>>;
}

export type Catalogue = Readonly<Record<string, EventType>>;

/** The union of the facts a catalogue describes; `decide` and `evolve` switch over it. */
export type FactOf<C extends Catalogue> = {
  [Type in keyof C & string]: Fact<Type, z.output<C[Type]['data']> & Record<string, unknown>>;
}[keyof C & string];

/** An event type at its first version. */
export const v1 = <Schema extends z.ZodType<object>>(data: Schema) => ({ version: 1, data }) as const;

/**
 * Data as written at `version`, lifted step by step to today's shape. The log is never rewritten; every reader
 * goes through here. Throws where the type is unknown or a step is missing, which is a defect of the catalogue.
 */
export const lift = (
  catalogue: Catalogue,
  type: string,
  version: number,
  data: Record<string, unknown>,
): Record<string, unknown> => {
  const known = catalogue[type];
  if (!known)
    throw new Error(`the log holds an event of type "${type}", which this version of Concordat does not know`);
  if (version > known.version)
    throw new Error(`the log holds ${type} version ${version}; this Concordat knows up to ${known.version}`);
  let lifted = data;
  for (let from = version; from < known.version; from += 1) {
    const step = known.lift?.[from];
    if (!step) throw new Error(`${type} has no way from version ${from} to ${from + 1}`);
    lifted = step(lifted);
  }
  return lifted;
};
