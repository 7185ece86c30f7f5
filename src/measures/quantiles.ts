// Lanczos approximation of the logarithm of the gamma function (g = 7, nine terms), good to about 1e-15.
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

const logGamma = (x: number): number => {
  const sum = LANCZOS.slice(1).reduce((total, term, index) => total + term / (x + index), LANCZOS[0]!);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
};

/** The continued fraction of the incomplete beta function, by Lentz's method. It converges fast for x below the mean. */
const continued = (x: number, a: number, b: number): number => {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (Math.abs(1 - ((a + b) * x) / (a + 1)) < tiny ? tiny : 1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let change = 1;
    for (const term of [even, odd]) {
      d = 1 + term * d;
      c = 1 + term / c;
      d = 1 / (Math.abs(d) < tiny ? tiny : d);
      change = d * (Math.abs(c) < tiny ? tiny : c);
      value *= change;
    }
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return value;
};

const logDensity = (x: number, a: number, b: number): number =>
  logGamma(a + b) - logGamma(a) - logGamma(b) + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x);

/** The share of a Beta(a, b) distribution below x. */
const below = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logDensity(x, a, b) + Math.log(x) + Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * continued(x, a, b)) / a : 1 - (front * continued(1 - x, b, a)) / b;
};

/**
 * The value below which a share p (0 < p < 1) of a Beta(a, b) distribution lies, for a and b from 0.5 to some thousands;
 * right to about 1e-13. By Newton's method, kept within the bracket that is known.
 */
export const betaQuantile = (p: number, a: number, b: number): number => {
  let [low, high] = [0, 1];
  let x = a / (a + b);
  for (let round = 0; round < 200; round += 1) {
    const error = below(x, a, b) - p;
    if (error === 0) return x;
    if (error < 0) low = x;
    else high = x;
    const next = x - error / Math.exp(logDensity(x, a, b));
    const kept = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(kept - x) <= 1e-16 * kept) return kept;
    x = kept;
  }
  return x;
};

/** How many standard deviations from its mean a normal distribution has so much of its mass (0.95 gives 1.959963985). */
export const normalWidth = (mass: number): number => {
  let z = 1;
  for (let round = 0; round < 60; round += 1) {
    let [term, sum] = [z, z];
    for (let odd = 3; Math.abs(term) > 1e-18 * Math.abs(sum); odd += 2) sum += term *= (z * z) / odd;
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const next = z - (density * sum - mass / 2) / density;
    if (Math.abs(next - z) < 1e-15) return next;
    z = next;
  }
  return z;
};
