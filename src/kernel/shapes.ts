import { z } from 'zod';
import { isWhen } from './time.js';

/** The longest free text a field takes; a longer document belongs behind a link. */
export const MAX_TEXT = 20_000;

/** An identifier given by a source or by us: 1 to 200 visible characters. */
export const Id = z
  .string()
  .min(1, 'is empty: give an id')
  .max(200, 'is longer than 200 characters: give a shorter id')
  .regex(/^[^\s\p{C}]+$/u, 'has spaces or control characters: use letters, digits, dots, dashes and colons');

/** Free text, trimmed, not empty, at most `MAX_TEXT` characters. */
export const Text = z
  .string()
  .trim()
  .min(1, 'is empty: leave it out or say something')
  .max(MAX_TEXT, `is longer than ${MAX_TEXT} characters: link to the document instead`);

/** A `When`: YYYY-MM-DD, YYYY-MM, YYYY or A/B. */
export const WhenText = z
  .string()
  .refine(isWhen, 'is not a date in the calendar: write YYYY-MM-DD, or YYYY-MM if only the month is known');

/** A web address. */
export const Url = z.url('is not a web address: write it in full, with https://').max(2_000);

/** An amount of money in pounds, to the penny. */
export const Pounds = z
  .number('is not a number: write pounds without signs or commas')
  .min(0, 'is negative')
  .max(1e12, 'is too large')
  .refine((amount) => Number.isInteger(Math.round(amount * 1e6) / 1e4), 'has fractions of a penny');

/** A count. */
export const Count = z.int('is not a whole number').min(0, 'is negative').max(1e9);
