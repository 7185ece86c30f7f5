import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Text, Url } from '../kernel/shapes.js';

/** The round of a survey, one for each commissioner and time: `seedshire-2025H1`. It holds answers in both directions. */
const wave = Id;

/** Who speaks of whom. */
const direction = z.enum(['tso->commissioner', 'commissioner->tso']);

/** A survey of all, or one question after a meeting or decision. */
const instrument = z.enum(['survey', 'pulse']);

/** How far somebody agrees with a statement, from 1 (not at all) to 5; null: does not know. */
const agreement = z.int('is not a whole number').min(1, 'is below 1').max(5, 'is above 5').nullable();

export const surveyEvents = {
  /** sent to the TSOs of the fact or, in the other direction, to the commissioner about them */
  SurveyIssued: v1(
    z.strictObject({
      wave,
      direction,
      instrument,
      /** the version of its questions: answers to different ones are not put in one line */
      questionSet: Text.optional(),
      /** the statements, in the order of the answers */
      statements: z.array(Text).min(1).max(100).optional(),
      url: Url.optional(),
    }),
  ),
  /** one answer of one body about another: of whom in it is not on record */
  SurveyResponseReceived: v1(
    z.strictObject({ wave, direction, instrument, items: z.array(agreement).min(1, 'is empty').max(100) }),
  ),
};

export type SurveyEvent = FactOf<typeof surveyEvents>;
