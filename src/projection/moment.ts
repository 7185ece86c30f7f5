import { reject } from '../kernel/rejection.js';
import { instantOf, isDay, londonDay, millisecondsOf, type Day, type Instant } from '../kernel/time.js';
import type { Questions } from './questions.js';

/** A cut of the record: what was known at an instant. */
export interface Moment {
  /** the instant asked for, or null for now */
  readonly knownAt: Instant | null;
  readonly seq: number;
  /** the log position up to which it goes */
  readonly position: string;
  /** the London day of that instant, or of today: the day on which it is judged unless another is asked for */
  readonly day: Day;
}

/** The cut for a `knownAt` of a question (an instant, or a day taken to its end in London). Throws a Rejection. */
export const momentOf = (questions: Questions, knownAt: string | null | undefined, now = Date.now()): Moment => {
  if (knownAt === null || knownAt === undefined) {
    const seq = questions.seqAt();
    return { knownAt: null, seq, position: questions.positionAt(seq), day: londonDay(instantOf(now)) };
  }
  const milliseconds = millisecondsOf(knownAt);
  if (milliseconds === undefined)
    throw reject('INVALID', 'knownAt', `"${knownAt}" is not an instant: write 2024-05-01T00:00:00Z, or a day.`);
  const seq = questions.seqAt(milliseconds);
  const instant = instantOf(milliseconds);
  return { knownAt: instant, seq, position: questions.positionAt(seq), day: londonDay(instant) };
};

/** Throws a Rejection that names the field unless a text is a day. */
export const demandDay = (text: string, field: string): Day => {
  if (!isDay(text)) throw reject('INVALID', field, `"${String(text)}" is not a day: write YYYY-MM-DD.`);
  return text;
};

/** The day as of whose end a question is asked: the one given, else that of what is known. Throws a Rejection. */
export const dayOf = (validAsOf: Day | null | undefined, { day }: Moment): Day =>
  demandDay(validAsOf ?? day, 'validAsOf');
