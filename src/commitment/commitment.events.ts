import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Text, WhenText } from '../kernel/shapes.js';

const commitmentId = Id;

export const commitmentEvents = {
  CommitmentMade: v1(
    z.strictObject({
      commitmentId,
      /** which side promises; absent: the side that says so */
      by: z.enum(['commissioner', 'tso']).optional(),
      /** to whom, where the TSOs of the fact do not say it: a group, the public */
      to: Text.optional(),
      text: Text.optional(),
      /** the last day for it; absent: no day was set */
      dueOn: WhenText.optional(),
    }),
  ),
  CommitmentKept: v1(z.strictObject({ commitmentId, summary: Text.optional() })),
  /** the promise, or its day, was changed and that was said */
  CommitmentChanged: v1(
    z.strictObject({
      commitmentId,
      dueOn: WhenText.optional(),
      text: Text.optional(),
      reason: Text,
      /** whether the other side agreed; absent: the record does not tell, unless they countersigned */
      agreed: z.boolean().optional(),
    }),
  ),
  CommitmentBroken: v1(z.strictObject({ commitmentId, reason: Text.optional() })),
};

export type CommitmentEvent = FactOf<typeof commitmentEvents>;
