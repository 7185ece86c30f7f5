import { reject } from '../../kernel/rejection.js';
import { isDay, type Day } from '../../kernel/time.js';
import { STEPS, type PlanQuestion, type StepId } from './plan-steps.js';

const stepOf = (name: string): StepId | undefined =>
  STEPS.find((step) => name === `${step}-on` || (step === 'first-day' && name === step));

/** Whether a word names a day for a step, as `decision-on` does, or `first-day`. */
export const isStepDay = (name: string): boolean => stepOf(name) !== undefined;

/** A day as it was written; throws a Rejection naming the word it was given for. */
export const dayIn = (name: string, text: string): Day => {
  if (isDay(text)) return text;
  throw reject('INVALID', name, `${name} is "${String(text)}": write a day of the calendar as YYYY-MM-DD.`);
};

/** Days for steps from words such as `decision-on`; throws a Rejection where one is not known, or its day is none. */
export const stepDays = (words: Readonly<Record<string, string>>): PlanQuestion['dates'] =>
  Object.fromEntries(
    Object.entries(words).map(([name, text]) => {
      const step = stepOf(name);
      if (!step)
        throw reject(
          'INVALID',
          name,
          `"${name}" is no day of a plan: ${STEPS.map((one) => (one === 'first-day' ? one : `${one}-on`)).join(', ')}.`,
        );
      return [step, dayIn(name, text)];
    }),
  );
