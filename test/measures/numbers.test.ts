import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decayOf, tableOf } from '../../src/measures/decay.js';
import { compare, decimal, divided, fraction, numberOf, over, rounded } from '../../src/measures/exact.js';
import { betaQuantile, normalWidth } from '../../src/measures/quantiles.js';
import { canonicalJson, hashOf } from '../../src/measures/hash.js';
import { day } from './world.js';

describe('a decimal of a fraction', () => {
  test.each([
    [2n, 3n, '0.6666666667'],
    [-5n, 14n, '-0.3571428571'],
    [1n, 2n * 10n ** 10n, '0.0000000000'],
    [3n, 2n * 10n ** 10n, '0.0000000002'],
    [-1n, 4n * 10n ** 10n, '0.0000000000'],
    [12n, 1n, '12.0000000000'],
  ])('%s/%s is %s, halves going to the even digit', (n, d, text) => expect(decimal(fraction(n, d))).toBe(text));

  test('is the nearest there is, of any fraction', () =>
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.bigInt({ min: 1n, max: 10n ** 25n }),
        (n, d) => {
          const [of, shown] = [fraction(n, d), BigInt(decimal(fraction(n, d)).replace('.', ''))];
          for (const step of [-1n, 1n]) {
            const off = (digits: bigint) => {
              const away = n * 10n ** 10n - digits * d;
              return away < 0n ? -away : away;
            };
            expect(off(shown) <= off(shown + step)).toBe(true);
          }
          expect(numberOf(of)).toBeCloseTo(Number(n) / Number(d), 6 - String(n / d).length);
        },
      ),
    ));

  test('has no denominator of nothing, and a double shows no minus nothing', () => {
    expect(() => over(fraction(1n), fraction(0n))).toThrow('is not a fraction');
    expect([rounded(-1e-12), rounded(-0.25)]).toEqual(['0.0000000000', '-0.2500000000']);
    expect([divided(5n, 2n), divided(7n, 2n), divided(-5n, 2n), divided(-7n, 2n)]).toEqual([2n, 4n, -2n, -4n]);
    expect(compare(fraction(1n, 3n), fraction(2n, 6n))).toBe(0);
  });
});

describe('the weight of a day', () => {
  test.each([365, 182, 730, 1])(
    'is the nearest whole number to its power of two, by a half-life of %s days',
    (half) => {
      const table = tableOf(half);
      expect([table.length, table[0]]).toEqual([half, 1n << 64n]);
      for (let index = 1; index < half; index += Math.ceil(half / 12)) {
        const power = 1n << (BigInt(index) + (64n + 1n) * BigInt(half));
        expect((2n * table[index]! - 1n) ** BigInt(half) < power).toBe(true);
        expect((2n * table[index]! + 1n) ** BigInt(half) > power).toBe(true);
      }
    },
  );

  test('doubles with every half-life, before 2000 as after it', () => {
    const { weightOf } = decayOf(365);
    for (const [earlier, later] of [
      ['2024-06-30', '2025-06-30'],
      ['1999-12-31', '2000-12-30'],
      ['1991-03-01', '1992-02-29'],
    ] as const)
      expect(weightOf(later)).toBe(2n * weightOf(earlier));
    expect(weightOf('1500-01-01')).toBe(weightOf('1501-01-01'));
    expect(weightOf(day(1)) > weightOf(day(0))).toBe(true);
  });
});

describe('a quantile of a Beta distribution', () => {
  // Worked out with 30 digits from the incomplete beta integral.
  test.each([
    [0.5, 0.5, 0.025, 0.001541333133436012],
    [0.5, 12, 0.975, 0.1923716440198042],
    [1.5, 0.75, 0.025, 0.107698544503026],
    [3.25, 7.5, 0.025, 0.0815653583870621],
    [40.5, 3.25, 0.025, 0.8326487193865607],
    [90, 11, 0.975, 0.9437929797145125],
    [250.75, 310.5, 0.025, 0.4058720479420963],
    [900, 1100, 0.975, 0.4718427991437653],
    [2000, 1.5, 0.0005, 0.995577861250558],
    [1.5, 2000, 0.9995, 0.004422138749442024],
    [1200, 1300, 0.0005, 0.4472057178336377],
  ])('Beta(%s, %s) below %s: %s', (a, b, p, expected) =>
    expect(Math.abs(betaQuantile(p, a, b) - expected)).toBeLessThan(2e-13),
  );

  test('is what its closed forms say', () => {
    for (const n of [1, 2, 7, 40, 300])
      for (const p of [0.0005, 0.025, 0.5, 0.975, 0.9995]) {
        expect(betaQuantile(p, n, 1)).toBeCloseTo(p ** (1 / n), 12);
        expect(betaQuantile(p, 1, n)).toBeCloseTo(-Math.expm1(Math.log1p(-p) / n), 12);
        expect(betaQuantile(p, 0.5, 0.5)).toBeCloseTo(Math.sin((Math.PI * p) / 2) ** 2, 12);
      }
    expect(betaQuantile(0.5, 31.25, 31.25)).toBeCloseTo(0.5, 13);
  });

  test('and of a normal one', () => {
    expect(normalWidth(0.95)).toBeCloseTo(1.959963984540054, 13);
    expect(normalWidth(0.99)).toBeCloseTo(2.5758293035489, 12);
    expect(normalWidth(0.5)).toBeCloseTo(0.6744897501960817, 13);
  });
});

test('the same content has the same digest, whatever the order of its fields', () => {
  expect(canonicalJson({ b: [1, { d: 2, c: undefined }], a: null })).toBe('{"a":null,"b":[1,{"d":2}]}');
  expect(hashOf({ a: 1, b: 2 })).toBe(hashOf({ b: 2, a: 1 }));
  expect(hashOf({ a: 1 })).not.toBe(hashOf({ a: 2 }));
  expect(hashOf('abc')).toBe('6cc43f858fbb763301637b5af970e2a46b46f461f27e5a0f41e009c59b827b25');
});
