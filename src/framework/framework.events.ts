import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Text, Url, WhenText } from '../kernel/shapes.js';

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
    /** days within which a question or a request for information is answered */
    answerDays: z.int().min(1).max(1000).optional(),
    /** how it is kept alive: a yearly joint review, its text looked over every so many years, a plan for each year, a champion in each body that signed */
    annualReview: z.boolean().optional(),
    documentReviewYears: z.int().min(1).max(20).optional(),
    actionPlan: z.boolean().optional(),
    championPerSignatory: z.boolean().optional(),
  })
  .default({});

const action = z.strictObject({ id: Id, text: Text, owner: Id.optional(), dueOn: WhenText.optional() });

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
  FrameworkWithdrawnFrom: v1(z.strictObject({ frameworkId: Id, organisation: Id, reason: Text.optional() })),

  // How it is kept alive. Those who look after it are named by organisation and role, never by name.
  CompactLeadAppointed: v1(z.strictObject({ frameworkId: Id, organisation: Id.optional(), role: Text })),
  ChampionAppointed: v1(z.strictObject({ frameworkId: Id, organisation: Id, role: Text })),
  ChampionStoodDown: v1(z.strictObject({ frameworkId: Id, organisation: Id })),
  ActionPlanAdopted: v1(
    z.strictObject({ frameworkId: Id, periodFrom: WhenText, periodTo: WhenText, actions: z.array(action).default([]) }),
  ),
  ActionCompleted: v1(z.strictObject({ frameworkId: Id, actionId: Id })),
  AnnualReviewHeld: v1(
    z.strictObject({
      frameworkId: Id,
      periodFrom: WhenText.optional(),
      periodTo: WhenText.optional(),
      summary: Text.optional(),
      /** whether the text of the framework itself was looked over, with or without a new edition */
      documentReviewed: z.boolean().optional(),
    }),
  ),
  AnnualStatementPublished: v1(z.strictObject({ frameworkId: Id, summary: Text.optional(), url: Url.optional() })),
  GoodPracticeNoted: v1(z.strictObject({ frameworkId: Id, text: Text, url: Url.optional() })),
};

export type FrameworkEvent = FactOf<typeof frameworkEvents>;
