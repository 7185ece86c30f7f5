import type { Day } from '../kernel/time.js';
import { decayOf } from './decay.js';
import { BITS, divided, ONE } from './exact.js';
import { type Obligation } from './obligation.js';
import type { Policy } from './policy.js';

/**
 * What a number of obligations come to: counts, and sums of weights on the scale of `Decay` times `UNIT`. Every field
 * can be added and taken away, exactly and in any order.
 */
export interface Tally {
  readonly fellDue: number;
  readonly onTime: number;
  readonly late: number;
  /** of those that fell due, neither on time nor late */
  readonly missed: number;
  /** of those missed, the ones of which the record has nothing either way */
  readonly noRecord: number;
  readonly excused: number;
  readonly notYetDue: number;
  readonly underDispute: number;
  /** weight times credit */
  readonly kept: bigint;
  /** weight */
  readonly all: bigint;
  /** weight of what is excused */
  readonly excusedWeight: bigint;
  /** weight times credit of what is under dispute */
  readonly disputed: bigint;
  /** `kept` and `all` with what is owed to several organisations shared out among them */
  readonly sharedKept: bigint;
  readonly sharedAll: bigint;
}

export const NOTHING: Tally = {
  ...{ fellDue: 0, onTime: 0, late: 0, missed: 0, noRecord: 0, excused: 0, notYetDue: 0, underDispute: 0 },
  ...{ kept: 0n, all: 0n, excusedWeight: 0n, disputed: 0n, sharedKept: 0n, sharedAll: 0n },
};

/** A whole unit of weight in thousandths, which is how policies give them. */
const MILLI = 1000n;
/** By how much sums are larger than weights: thousandths, and room for a credit. */
export const UNIT = MILLI << BITS;

const each = (
  a: Tally,
  b: Tally,
  count: (a: number, b: number) => number,
  sum: (a: bigint, b: bigint) => bigint,
): Tally => ({
  fellDue: count(a.fellDue, b.fellDue),
  onTime: count(a.onTime, b.onTime),
  late: count(a.late, b.late),
  missed: count(a.missed, b.missed),
  noRecord: count(a.noRecord, b.noRecord),
  excused: count(a.excused, b.excused),
  notYetDue: count(a.notYetDue, b.notYetDue),
  underDispute: count(a.underDispute, b.underDispute),
  kept: sum(a.kept, b.kept),
  all: sum(a.all, b.all),
  excusedWeight: sum(a.excusedWeight, b.excusedWeight),
  disputed: sum(a.disputed, b.disputed),
  sharedKept: sum(a.sharedKept, b.sharedKept),
  sharedAll: sum(a.sharedAll, b.sharedAll),
});

export const add = (a: Tally, b: Tally): Tally =>
  each(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
  );

export const takeAway = (a: Tally, b: Tally): Tally =>
  each(
    a,
    b,
    (x, y) => x - y,
    (x, y) => x - y,
  );

export const sumOf = (tallies: Iterable<Tally>): Tally => {
  let sum = NOTHING;
  for (const tally of tallies) sum = add(sum, tally);
  return sum;
};

export const isNothing = (tally: Tally): boolean =>
  (Object.keys(NOTHING) as (keyof Tally)[]).every((key) => tally[key] === NOTHING[key]);

/** The weight of an obligation in thousandths of the class weight of its rule, on the scale of `Decay`. */
const weightOf = ({ rule, enters }: Obligation, policy: Policy): bigint =>
  BigInt(Math.round(policy.rules[rule].weight * 1000)) * decayOf(policy.halfLifeDays).weightOf(enters);

const isDue = ({ enters }: Obligation, validAsOf: Day): boolean => enters <= validAsOf;

/** The weight of one obligation and what of it counts as kept at the end of a day; null where it is not counted. */
export const countedOf = (
  it: Obligation,
  policy: Policy,
  validAsOf: Day,
): { readonly weight: bigint; readonly credit: bigint; readonly done: boolean } | null => {
  if (!isDue(it, validAsOf) || it.excused) return null;
  const done = it.done !== null && (it.done.lateBy === 0 || it.done.on <= validAsOf) && !it.upheld;
  return { weight: weightOf(it, policy), credit: done ? it.credit : 0n, done };
};

/**
 * What one obligation counts for at the end of a day. It is counted from the day it enters, whatever became of it and
 * not before; an excused one is left out, on top as below.
 */
export const tallyOf = (it: Obligation, policy: Policy, validAsOf: Day): Tally => {
  const counted = countedOf(it, policy, validAsOf);
  if (!counted) {
    if (!it.excused) return { ...NOTHING, notYetDue: 1 };
    const weight = isDue(it, validAsOf) ? weightOf(it, policy) : 0n;
    return { ...NOTHING, excused: 1, excusedWeight: weight * ONE };
  }
  const { weight, credit, done } = counted;
  const [kept, all] = [weight * credit, weight * ONE];
  const lateBy = it.done?.lateBy ?? 0;
  return {
    ...NOTHING,
    fellDue: 1,
    onTime: done && lateBy === 0 ? 1 : 0,
    late: done && lateBy > 0 ? 1 : 0,
    missed: done ? 0 : 1,
    noRecord: done || it.told || it.upheld ? 0 : 1,
    underDispute: it.disputed ? 1 : 0,
    kept,
    all,
    disputed: it.disputed ? kept : 0n,
    sharedKept: divided(kept, BigInt(it.of)),
    sharedAll: divided(all, BigInt(it.of)),
  };
};
