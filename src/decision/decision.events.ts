import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Pounds, Text, Url, WhenText } from '../kernel/shapes.js';

const decisionId = Id;

export const EFFECTS = ['award', 'refuse', 'continue', 'renew', 'vary', 'reduce', 'end', 'policy'] as const;
export type Effect = (typeof EFFECTS)[number];

/** A paper the decision-makers had: its title, and the assessment or consultation it puts before them. */
const paper = z.strictObject({
  title: Text,
  assessmentId: Id.optional(),
  consultationId: Id.optional(),
  url: Url.optional(),
});

const alternativesRejected = z.array(z.strictObject({ option: Text, why: Text }));

export const decisionEvents = {
  /** put into the forward plan for a day; that the public was told is a ForwardNoticePublished */
  DecisionScheduled: v1(
    z.strictObject({ decisionId, title: Text.optional(), body: Text.optional(), plannedFor: WhenText }),
  ),
  ForwardNoticePublished: v1(z.strictObject({ decisionId, expectedOn: WhenText.optional(), url: Url.optional() })),
  /** a warning that a decision is coming: it is not notice of a change */
  EarlyWarningGiven: v1(z.strictObject({ decisionId, summary: Text.optional() })),
  DecisionTaken: v1(
    z.strictObject({
      decisionId,
      title: Text.optional(),
      effect: z.enum(EFFECTS),
      /** a key decision in the sense of the 2012 executive arrangements regulations */
      key: z.boolean().optional(),
      finality: z.enum(['provisional', 'final']).default('final'),
      /** the body that took it: cabinet, committee, director */
      decidedBy: Text.optional(),
      rationale: Text.optional(),
      /** what category of reason: budget, performance, policy, safeguarding, other */
      reasonCategory: z.enum(['budget', 'performance', 'policy', 'safeguarding', 'fraud', 'other']).optional(),
      amountBefore: Pounds.optional(),
      amountAfter: Pounds.optional(),
      /** absent: the record does not tell what papers they had; empty: they had none */
      papersProvided: z.array(paper).optional(),
      /** consultations whose analysis the decision record cites */
      consultationsCited: z.array(Id).optional(),
      /** whether it limits what TSOs may say or campaign for (Compact 2010, 1.1) */
      restrictsAdvocacy: z.boolean().optional(),
      /** how those who decided were told of the equality duty; absent: the record does not tell */
      equalityDutyExplained: z.enum(['right question', 'wrong question', 'not mentioned']).optional(),
      alternativesRejected: alternativesRejected.optional(),
    }),
  ),
  RationalePublished: v1(
    z.strictObject({ decisionId, text: Text.optional(), sentTo: z.array(Id).default([]), url: Url.optional() }),
  ),
  /** the record of a decision, open to everyone; with reasons in it they are published */
  DecisionRecordPublished: v1(
    z.strictObject({
      decisionId,
      reasons: Text.optional(),
      alternativesRejected: alternativesRejected.optional(),
      url: Url.optional(),
    }),
  ),
  DecisionCalledIn: v1(z.strictObject({ decisionId, by: Text.optional(), reason: Text.optional() })),
  DecisionReferredBack: v1(z.strictObject({ decisionId, reason: Text.optional() })),
  DecisionReaffirmed: v1(z.strictObject({ decisionId, reason: Text.optional() })),
  DecisionModified: v1(z.strictObject({ decisionId, modification: Text })),
  DecisionSuperseded: v1(z.strictObject({ decisionId, by: Id.optional(), reason: Text.optional() })),
  /** carrying it out is suspended */
  DecisionPaused: v1(z.strictObject({ decisionId, reason: Text.optional() })),
  /**
   * A matter that had been decided comes up again: `decisionId` is what is decided now, `reconsiders` what had been.
   * `openOptions` are what those deciding could still choose; absent: the record does not tell, empty: nothing.
   */
  DecisionReconsidered: v1(
    z.strictObject({ decisionId, reconsiders: Id.optional(), openOptions: z.array(Text).optional() }),
  ),
  DecisionQuashed: v1(z.strictObject({ decisionId, court: Text.optional(), citation: Text.optional(), grounds: Text })),
};

export type DecisionEvent = FactOf<typeof decisionEvents>;
