import { createHash } from 'node:crypto';

// The one use of node:crypto here: a digest is the same on every machine, and asks no clock and no chance.

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
};

/** JSON of a value with the keys of every object in order and no spaces: the same content gives the same text. */
export const canonicalJson = (value: unknown): string => JSON.stringify(ordered(value));

/** SHA-256 of a value's canonical JSON, in hexadecimal. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');
