import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Text, Url } from '../kernel/shapes.js';

/** An assessment without an id of its own is the one assessment of its decision. */
const which = { assessmentId: Id.optional(), decisionId: Id.optional() };

const assessmentType = z.enum(['equality', 'social', 'sector', 'beneficiary', 'community', 'unspecified']);

export const assessmentEvents = {
  ImpactAssessmentStarted: v1(z.strictObject({ ...which, assessmentType: assessmentType.default('unspecified') })),
  ImpactAssessmentCompleted: v1(
    z.strictObject({
      ...which,
      assessmentType: assessmentType.default('unspecified'),
      /** whom it looked at: `beneficiaries`, `users`, `volunteers`, protected groups by name; absent where not on record */
      groupsCovered: z.array(Text).optional(),
      /** whether moving the money to another body serving the same group was looked at (Compact 4.2) */
      reallocationConsidered: z.boolean().optional(),
      /** whether harm to those who use the service now was looked at, not only the hoped-for gains of what is to come */
      existingUsersAssessed: z.boolean().optional(),
      /** whether the harm to present users until something new starts was looked at */
      interimGapAssessed: z.boolean().optional(),
      /** how finely it looks: at each protected group or provider, or at whole kinds of service */
      coverage: z.enum(['per group', 'per provider', 'by service heading']).optional(),
      summary: Text.optional(),
      url: Url.optional(),
    }),
  ),
  ImpactAssessmentShared: v1(z.strictObject({ ...which, sharedWith: z.array(Id).default([]), url: Url.optional() })),
  ImpactAssessmentRevised: v1(z.strictObject({ ...which, reason: Text, groupsCovered: z.array(Text).optional() })),
  // What else is weighed before a decision: neither is an assessment of impact.
  RiskAssessmentCompleted: v1(z.strictObject({ ...which, summary: Text.optional(), url: Url.optional() })),
  OptionsAppraisalCompleted: v1(
    z.strictObject({
      ...which,
      /** absent where not on record */
      options: z.array(Text).optional(),
      summary: Text.optional(),
      url: Url.optional(),
    }),
  ),
};

export type AssessmentEvent = FactOf<typeof assessmentEvents>;
