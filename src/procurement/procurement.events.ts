import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Text } from '../kernel/shapes.js';

const procurementId = Id;

export const procurementEvents = {
  SocialValueConsidered: v1(
    z.strictObject({
      procurementId,
      /** whether it was weighed if people should be consulted on it */
      consultationConsidered: z.boolean().optional(),
      reason: Text.optional(),
    }),
  ),
  /** the first of a notice, an advertisement or asking someone for an offer */
  ProcurementStarted: v1(
    z.strictObject({
      procurementId,
      title: Text.optional(),
      /** mixed: services together with goods or works */
      kind: z.enum(['services', 'goods', 'works', 'mixed']).optional(),
      urgencyReason: Text.optional(),
    }),
  ),
};

export type ProcurementEvent = FactOf<typeof procurementEvents>;
