import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Text, WhenText } from '../kernel/shapes.js';

/** The time in which one stage of a dispute is answered. */
const disputeStage = z.strictObject({
  stage: z.int().min(1).max(9),
  name: Text,
  days: z.int().min(1).max(1000),
  workingDays: z.boolean().optional(),
});

/** What a Local Compact may set for itself; what it leaves out stays as in the framework it is based on. */
const parameters = z
  .strictObject({
    minimumConsultationDays: z.int().min(1).max(1000).optional(),
    feedbackDays: z.int().min(1).max(1000).optional(),
    noticeMonths: z.int().min(1).max(36).optional(),
    disputeStages: z
      .array(disputeStage)
      .min(1, 'is empty: leave it out or give the stages')
      .refine((all) => new Set(all.map((one) => one.stage)).size === all.length, 'has a stage twice: give each once')
      .optional(),
    grantTermMonths: z.int().min(1).max(120).optional(),
    paymentDays: z.int().min(1).max(365).optional(),
  })
  .default({});

const edition = {
  frameworkId: Id,
  edition: Text,
  /** the national framework whose commitments it takes over, e.g. compact-2010 */
  basedOn: Id.optional(),
  inForceFrom: WhenText,
  inForceTo: WhenText.optional(),
  parameters,
};

export const frameworkEvents = {
  FrameworkAdopted: v1(z.strictObject({ ...edition, title: Text })),
  FrameworkRevised: v1(z.strictObject(edition)),
  FrameworkLapsed: v1(z.strictObject({ frameworkId: Id, lapsedOn: WhenText, reason: Text.optional() })),
  FrameworkSigned: v1(z.strictObject({ frameworkId: Id, organisation: Id })),
};

export type FrameworkEvent = FactOf<typeof frameworkEvents>;
