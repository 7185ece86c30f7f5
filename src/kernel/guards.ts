import { refuseIf } from './rejection.js';
import { label, range, type When } from './time.js';

type Known = When | null | undefined;

/**
 * True where `first` comes before `second` in every reading of the two dates. Never where one of them is not known:
 * what may have been so is not refused.
 */
export const surelyBefore = (first: Known, second: Known): boolean =>
  !!first && !!second && range(first).latest < range(second).earliest;

/** As `surelyBefore`, and also where both are the same day: the order of recording then says which came first. */
export const surelyNotAfter = (first: Known, second: Known): boolean =>
  !!first && !!second && range(first).latest <= range(second).earliest;

/** What happens and when, for a sentence: `['It would close', closesOn]`. */
type Happening = readonly [what: string, when: Known];

/** Refuses one thing that comes before another in every reading of their dates, where it can only come after it. */
export const refuseIfBefore = (
  code: string,
  field: string,
  [what, day]: Happening,
  [other, since]: Happening,
  remedy = 'correct one of the two days',
): void =>
  refuseIf(
    surelyBefore(day, since),
    code,
    field,
    `${what} (${label(day)}) before ${other} (${label(since)}): ${remedy}.`,
  );

/** Refuses what happened when it was over. What came before the end is taken, also when it is recorded after it. */
export const refuseIfOver = (code: string, occurredOn: Known, [what, end]: Happening, remedy: string): void =>
  refuseIf(
    surelyNotAfter(end, occurredOn),
    code,
    'occurredOn',
    `${what} (${label(end)}) by then (${label(occurredOn)}): ${remedy}, or correct the day.`,
  );

/** Refuses to say once more what can be so only once. */
export const refuseIfAlready = (
  condition: boolean,
  code: string,
  field: string,
  [what, day]: Happening,
  remedy = 'correct that record if its day is wrong',
): void => refuseIf(condition, code, field, `${what} already (${label(day)}): ${remedy}.`);

/** Until when something runs, and the day on which that was said. */
export interface Term {
  readonly saidOn: When | null;
  readonly until: When | null;
}

/** Terms with one more, in the order in which they were said: an earlier extension may be recorded late. */
export const withTerm = (terms: readonly Term[], term: Term): readonly Term[] => [
  ...terms.filter(({ saidOn }) => !surelyBefore(term.saidOn, saidOn)),
  term,
  ...terms.filter(({ saidOn }) => surelyBefore(term.saidOn, saidOn)),
];

/** The end that stood when something was said on a day, null where none is on record. */
export const untilAsOf = (terms: readonly Term[], day: When | null): When | null =>
  terms.findLast(({ saidOn }) => !surelyBefore(day, saidOn))?.until ?? null;

/** Refuses an extension that is none: a day that is in no reading later than the end that stands. */
export const refuseUnlessLater = (code: string, field: string, day: When, until: Known, otherwise: string): void =>
  refuseIf(
    surelyNotAfter(day, until),
    code,
    field,
    `It runs until ${label(until)} already, so ${label(day)} is no extension: give a later day, or ${otherwise}.`,
  );

/** Refuses a shortening that is none. */
export const refuseUnlessEarlier = (code: string, field: string, day: When, until: Known, otherwise: string): void =>
  refuseIf(
    surelyNotAfter(until, day),
    code,
    field,
    `It runs only until ${label(until)}, so ${label(day)} is no shortening: give an earlier day, or ${otherwise}.`,
  );
