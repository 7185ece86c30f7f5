import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Pounds, Text } from '../kernel/shapes.js';

const applicationId = Id;
const Score = z.number('is not a number').min(0, 'is negative').max(1e6, 'is too large');

export const applicationEvents = {
  ApplicationReceived: v1(
    z.strictObject({
      applicationId,
      /** the round it was made in; absent where money is given all year, or the record does not tell */
      roundId: Id.optional(),
      from: Id.optional(),
      title: Text.optional(),
      /** what is asked for */
      amount: Pounds.optional(),
    }),
  ),
  ApplicationAssessed: v1(
    z.strictObject({ applicationId, score: Score.optional(), outOf: Score.optional(), reason: Text.optional() }),
  ),
  ApplicationRefused: v1(
    z.strictObject({
      applicationId,
      decisionId: Id.optional(),
      score: Score.optional(),
      reason: Text.optional(),
      /** what the applicant was told that may help it another time */
      feedback: Text.optional(),
    }),
  ),
};

export type ApplicationEvent = FactOf<typeof applicationEvents>;
