import { daysBetween, type Day } from '../kernel/time.js';
import { divided } from './exact.js';

/** What is forgotten by half every so many days: the weight of a day, as a whole number. */
export interface Decay {
  /**
   * The weight of what fell due on a day, on a scale of its own: twice as much for every half-life that is later. Only
   * ratios of such weights mean anything, and the ratio of two does not depend on when it is asked.
   */
  readonly weightOf: (day: Day) => bigint;
}

/** Where the count of days begins. It moves no ratio, only the size of the numbers. */
const EPOCH = '2000-01-01';

/** Weights of this many half-lives before the epoch are still whole numbers; anything earlier weighs as much as then. */
const EARLIER = 128;

const TABLE_BITS = 64n;
const GUARD_BITS = 128n;

/** The whole number nearest below the root of a whole number; `guess` is near it. */
const rootOf = (value: bigint, degree: bigint, guess: bigint): bigint => {
  let root = guess;
  for (;;) {
    const next = ((degree - 1n) * root + value / root ** (degree - 1n)) / degree;
    const change = next - root;
    root = next;
    if (change >= -1n && change <= 1n) return root;
  }
};

/** round(2^(j/H) * 2^64) for j from 0 up to H, worked out in whole numbers so that every engine has the same table. */
export const tableOf = (halfLifeDays: number): readonly bigint[] => {
  const [degree, bits] = [BigInt(halfLifeDays), TABLE_BITS + GUARD_BITS];
  const guess = BigInt(Math.round(2 ** (1 / halfLifeDays) * 2 ** 52)) << (bits - 52n);
  const step = rootOf(1n << (1n + degree * bits), degree, guess);
  const table: bigint[] = [];
  let value = 1n << bits;
  for (let day = 0; day < halfLifeDays; day += 1) {
    table.push(divided(value, 1n << GUARD_BITS));
    value = divided(value * step, 1n << bits);
  }
  return table;
};

// A record holds few different days and asks for their weights all the time.
const DAYS_KEPT = 20_000;
const decays = new Map<number, Decay>();

/** The decay of a half-life in days (a whole number, at least 1). */
export const decayOf = (halfLifeDays: number): Decay => {
  const known = decays.get(halfLifeDays);
  if (known) return known;
  const table = tableOf(halfLifeDays);
  const weights = new Map<Day, bigint>();
  const weigh = (day: Day): bigint => {
    const days = Math.max(daysBetween(EPOCH, day), -EARLIER * halfLifeDays);
    const halves = Math.floor(days / halfLifeDays);
    return table[days - halves * halfLifeDays]! << BigInt(halves + EARLIER);
  };
  const decay: Decay = {
    weightOf: (day) => {
      const found = weights.get(day) ?? weigh(day);
      if (weights.size >= DAYS_KEPT) weights.clear();
      weights.set(day, found);
      return found;
    },
  };
  decays.set(halfLifeDays, decay);
  return decay;
};
