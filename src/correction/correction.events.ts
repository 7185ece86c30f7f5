import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Text, WhenText } from '../kernel/shapes.js';

/** What a correction puts in the place of what was recorded; parts left out stay. The parties of an event cannot be
 * corrected: annul it and record it anew. */
export const replacement = z
  .strictObject({ occurredOn: WhenText.nullable().optional(), data: z.record(z.string(), z.unknown()).optional() })
  .refine((it) => it.occurredOn !== undefined || it.data !== undefined, 'is empty: give occurredOn, data or both');

export const correctionEvents = {
  EventCorrected: v1(z.strictObject({ targetId: Id, replacement, reason: Text })),
  EventAnnulled: v1(z.strictObject({ targetId: Id, reason: Text })),
  EventContested: v1(z.strictObject({ targetId: Id, claim: Text, replacement: replacement.optional() })),
  EventCountersigned: v1(z.strictObject({ targetId: Id, note: Text.optional() })),
};

export type CorrectionEvent = FactOf<typeof correctionEvents>;
