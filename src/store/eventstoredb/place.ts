import type { Position } from '../../kernel/fact.js';
import { START } from '../event-store.js';

/** A position of the server. The two differ only for events written by the old TCP protocol in transactions. */
export interface Place {
  readonly commit: bigint;
  readonly prepare: bigint;
}

const DIGITS = 20;
// Servers before 24.10.5 may report 2^64-1 where they have nothing to say.
const LAST = 2n ** 63n - 1n;

export const isValid = ({ commit, prepare }: Place): boolean =>
  commit >= 0n && prepare >= 0n && commit <= LAST && prepare <= LAST;

/** `<commit>/<prepare>`, padded so that text sorts as the log does. */
export const positionOf = ({ commit, prepare }: Place): Position =>
  `${String(commit).padStart(DIGITS, '0')}/${String(prepare).padStart(DIGITS, '0')}`;

const read = (text: string): Place | undefined => {
  const match = /^(\d{20})\/(\d{20})$/.exec(text);
  const place = match ? { commit: BigInt(match[1]!), prepare: BigInt(match[2]!) } : undefined;
  return place && isValid(place) ? place : undefined;
};

/** Whether a text has the form of a position of ours. */
export const isPosition = (text: string): boolean => text === START || read(text) !== undefined;

/** The place of a position, undefined for START. Throws RangeError for text that no EventStoreDB log of ours gave. */
export const placeOf = (position: Position): Place | undefined => {
  if (position === START) return undefined;
  const place = read(position);
  if (!place) throw new RangeError(`"${position}" is not a position of an EventStoreDB log`);
  return place;
};

/** True where `one` comes after `other` in the log; everything comes after undefined, the place before the first. */
export const isAfter = (one: Place, other: Place | undefined): boolean =>
  !other || one.commit > other.commit || (one.commit === other.commit && one.prepare > other.prepare);
