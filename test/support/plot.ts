import type { Day } from '../../src/kernel/time.js';
import type { Said } from './app.js';

/** Numbers a step draws from: what they choose depends on what is there when the step is taken. */
export interface Dice {
  readonly pick: number;
  readonly other: number;
  readonly days: number;
}

/** Something histories tell about, as far as its further story depends on it. */
export interface Thing {
  readonly kind: string;
  readonly id: string;
  readonly commissioner: string | null;
  readonly tsos: readonly string[];
  readonly matter: string | null;
  /** intents told of it so far, in order */
  readonly told: string[];
  /** the latest day on which any of it happened, as far as the record knows days */
  day: Day;
  until: Day;
}

/** One way in which the story of a thing can go on. */
export interface Turn {
  readonly intent: string;
  readonly data: (thing: Thing, dice: Dice) => Record<string, unknown>;
  readonly by?: Said['by'];
  readonly fits?: (thing: Thing) => boolean;
}

export const had = (thing: Thing, ...intents: string[]): boolean =>
  intents.some((intent) => thing.told.includes(intent));
export const last = (thing: Thing, ...intents: string[]): string | undefined =>
  thing.told.findLast((intent) => intents.includes(intent));

export const plain = (intents: readonly string[], extra: Partial<Turn> = {}): Turn[] =>
  intents.map((intent) => ({ intent, data: () => ({}), ...extra }));

export const one = (intent: string, data: Turn['data'], extra: Partial<Turn> = {}): Turn => ({
  intent,
  data,
  ...extra,
});

/** How one kind of thing can begin, and how it can go on. The key of a thing is added to the data of each turn. */
export interface Plot {
  readonly key: string;
  readonly begin: readonly Turn[];
  readonly goOn: readonly Turn[];
}
