/** Exact numbers: whole numbers of any size and the fractions of them. Nothing here is rounded but where it says so. */
export interface Fraction {
  readonly n: bigint;
  /** above zero */
  readonly d: bigint;
}

export const ZERO: Fraction = { n: 0n, d: 1n };

/** Throws RangeError on a denominator that is not above zero: a defect of whoever asks. */
export const fraction = (n: bigint, d = 1n): Fraction => {
  if (d <= 0n) throw new RangeError(`${n}/${d} is not a fraction: its denominator has to be above zero`);
  return { n, d };
};

export const plus = (a: Fraction, b: Fraction): Fraction =>
  a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d };

export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { n: -b.n, d: b.d });

export const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });

/** `a` of `b`, which is above zero. */
export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n);

/** Below, at or above zero as `a` is below, at or above `b`. */
export const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** The nearest whole number to n/d; of two that are as near, the even one. */
export const divided = (n: bigint, d: bigint): bigint => {
  const floor = n / d - (n % d < 0n ? 1n : 0n);
  const twice = 2n * (n - floor * d);
  if (twice === d) return floor + (floor % 2n === 0n ? 0n : 1n);
  return twice > d ? floor + 1n : floor;
};

/** A number of a policy as a fraction of thousandths: they are given with three decimals at most. */
export const thousandths = (value: number): Fraction => fraction(BigInt(Math.round(value * 1000)), 1000n);

/** Fractional bits of numbers that are added up without their denominators. */
export const BITS = 48n;
/** One, with that many fractional bits. */
export const ONE = 1n << BITS;

/** A fraction rounded to a number with `BITS` fractional bits. */
export const fixed = ({ n, d }: Fraction): bigint => divided(n << BITS, d);

const DECIMALS = 10;

/** A fraction with ten decimals, rounded half to even: `0.6666666667`. */
export const decimal = ({ n, d }: Fraction): string => {
  const scaled = divided(n * 10n ** BigInt(DECIMALS), d);
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(DECIMALS + 1, '0');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`;
};

/** The fraction that a text of `decimal` says. */
export const fractionOf = (text: string): Fraction => fraction(BigInt(text.replace('.', '')), 10n ** BigInt(DECIMALS));

/** The double nearest to a fraction, give or take its last bit: for what is not exact anyway, such as an interval. */
export const numberOf = ({ n, d }: Fraction): number => {
  const shift = BigInt(Math.max(0, 64 + d.toString(2).length - (n < 0n ? -n : n).toString(2).length));
  return Number((n << shift) / d) / 2 ** Number(shift);
};

/** A double with ten decimals. */
export const rounded = (value: number): string => {
  const text = value.toFixed(DECIMALS);
  return Number(text) === 0 ? text.replace('-', '') : text;
};
