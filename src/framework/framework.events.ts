import { z } from 'zod';
import { rowShape } from '../compliance/rule.js';
import { coherent, textParts } from '../compliance/undertaking.js';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Text, WhenText } from '../kernel/shapes.js';

/** What a Local Compact may set for itself; what it leaves out stays as in the framework it is based on. */
const parameters = z
  .strictObject({
    minimumConsultationDays: z.int().min(1).max(1000).optional(),
    feedbackDays: z.int().min(1).max(1000).optional(),
    noticeMonths: z.int().min(1).max(36).optional(),
  })
  .default({});

/**
 * The text itself as data. What it is based on is taken over beside it, save rows whose rule it has a row of its own
 * for: these go before, and before the parameters as well.
 */
const text = z.strictObject({ source: Text, ...textParts, rows: z.array(rowShape).optional() }).superRefine(coherent);

const edition = {
  frameworkId: Id,
  edition: Text,
  /** the national framework whose commitments it takes over, e.g. compact-2010 */
  basedOn: Id.optional(),
  inForceFrom: WhenText,
  inForceTo: WhenText.optional(),
  parameters,
  text: text.optional(),
};

export const frameworkEvents = {
  FrameworkAdopted: v1(z.strictObject({ ...edition, title: Text })),
  FrameworkRevised: v1(z.strictObject({ ...edition, title: Text.optional() })),
  FrameworkLapsed: v1(z.strictObject({ frameworkId: Id, lapsedOn: WhenText, reason: Text.optional() })),
  FrameworkSigned: v1(z.strictObject({ frameworkId: Id, organisation: Id })),
};

export type FrameworkEvent = FactOf<typeof frameworkEvents>;
