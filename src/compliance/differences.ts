/** Where an answer is not as expected: a path such as `[0].facts.days`, and what stands on either side. */
export interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly problem?: string;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects are compared in the fields that are expected of them, arrays in full, other values by themselves. */
const partial = (expected: unknown, actual: unknown, path: string): Difference[] => {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [{ path, expected, actual }];
    const lengths =
      expected.length === actual.length
        ? []
        : [{ path: `${path}.length`, expected: expected.length, actual: actual.length }];
    return [
      ...lengths,
      ...expected.flatMap((item, index) =>
        index < actual.length ? partial(item, actual[index], `${path}[${index}]`) : [],
      ),
    ];
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return [{ path, expected, actual }];
    return Object.keys(expected).flatMap((key) => partial(expected[key], actual[key], path ? `${path}.${key}` : key));
  }
  return Object.is(expected, actual) ? [] : [{ path, expected, actual: actual ?? null }];
};

/**
 * How a list differs from what is expected of it: a list of the same length whose entries name some of their fields, or
 * `{contains: [...]}`, each of which must agree with some entry.
 */
export const differencesFrom = (expected: unknown, actual: readonly unknown[]): Difference[] => {
  if (!isObject(expected) || !Array.isArray(expected['contains'])) return partial(expected, actual, '');
  return expected['contains'].flatMap((wanted: unknown, index) =>
    actual.some((found) => partial(wanted, found, '').length === 0)
      ? []
      : [{ path: `contains[${index}]`, expected: wanted, actual: null }],
  );
};
