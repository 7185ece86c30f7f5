import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Count, Id, Text } from '../kernel/shapes.js';

const feedbackId = Id;

/** How many statements a scorecard has, and the most each can be given. */
const STATEMENTS = 12;
const TOP_SCORE = 3;

export const feedbackEvents = {
  /** the twelve statements of a scorecard, filled in by one side or by both together */
  TrustScorecardCompleted: v1(
    z.strictObject({
      feedbackId,
      /** which twelve statements they are: a name and a version */
      questionSet: Text.optional(),
      /** the organisations that filled it in */
      completedBy: z.array(Id).min(1, 'is empty: name who filled it in'),
      /** in the order of the statements */
      scores: z
        .array(z.int('is not a whole number').min(0, 'is below 0').max(TOP_SCORE, `is above ${TOP_SCORE}`))
        .length(STATEMENTS, `has not ${STATEMENTS} scores: give one for each statement`),
    }),
  ),
  /** what those who took part said of how it was done, put together: nobody can be told from it */
  ProcessFeedbackCollected: v1(
    z.strictObject({
      feedbackId,
      questionSet: Text,
      /** how many answered */
      n: Count,
      summary: Text.optional(),
    }),
  ),
};

export type FeedbackEvent = FactOf<typeof feedbackEvents>;
