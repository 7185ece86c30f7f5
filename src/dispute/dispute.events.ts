import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Pounds, Text, Url, WhenText } from '../kernel/shapes.js';

const disputeId = Id;
const stage = z.int().min(1).max(9);

/** A commitment said not to have been kept, as exactly as whoever says so names it. */
const commitment = z
  .strictObject({ framework: Id.optional(), number: Text.optional(), rule: Id.optional() })
  .refine((it) => Object.keys(it).length > 0, 'names nothing: give a framework, a number or a rule');

/** absent where the record does not tell which; empty where none was named */
const commitments = z.array(commitment).max(100).optional();

/** Whom a dispute can be taken to. */
const LEVELS = ['body', 'compact group', 'mediator', 'formal complaint', 'ombudsman', 'court'] as const;

export const OUTCOMES = ['upheld', 'partly', 'not upheld', 'settled', 'withdrawn'] as const;
export type DisputeOutcome = (typeof OUTCOMES)[number];

/** A remedy without an id of its own is the one remedy of its dispute. */
const remedyId = Id.optional();

export const disputeEvents = {
  ConcernRaisedInformally: v1(
    z.strictObject({
      disputeId,
      concern: Text,
      /** by an infrastructure body for an organisation that does not want to be named */
      onBehalf: z.boolean().optional(),
      commitments,
    }),
  ),
  DisputeRaised: v1(
    z.strictObject({
      disputeId,
      commitments,
      facts: Text,
      desiredRemedy: Text.optional(),
      /** ids of the decision, change, consultation or agreement it is about */
      about: z.array(Id).max(100).optional(),
      stage: stage.default(1),
      /** whether whoever received it took it for a matter of the Compact; absent: the record does not tell */
      isCompactMatter: z.boolean().optional(),
    }),
  ),
  DisputeAcknowledged: v1(z.strictObject({ disputeId, stage: stage.optional() })),
  DisputeResponded: v1(z.strictObject({ disputeId, stage: stage.optional(), summary: Text.optional() })),
  /** who raised it says that no acknowledgement or no answer has come */
  DisputeUnanswered: v1(
    z.strictObject({
      disputeId,
      awaited: z.enum(['acknowledgement', 'answer']).default('answer'),
      stage: stage.optional(),
      statement: Text.optional(),
    }),
  ),
  DisputeEscalated: v1(z.strictObject({ disputeId, stage, to: z.enum(LEVELS), reason: Text.optional() })),
  DisputeClockExtended: v1(
    z.strictObject({ disputeId, dueOn: WhenText, agreed: z.boolean(), reason: Text.optional() }),
  ),
  /** `mediator` is a body or an office, not a person */
  MediationHeld: v1(z.strictObject({ disputeId, mediator: Text.optional(), summary: Text.optional() })),
  BreachAcknowledged: v1(z.strictObject({ disputeId, commitments, reason: Text.optional() })),
  BreachDenied: v1(z.strictObject({ disputeId, reason: Text.optional() })),
  PanelFindingIssued: v1(z.strictObject({ disputeId, finding: Text })),
  DisputeResolved: v1(
    z.strictObject({ disputeId, outcome: z.enum(OUTCOMES), summary: Text.optional(), lesson: Text.optional() }),
  ),
  ApologyIssued: v1(z.strictObject({ disputeId, summary: Text.optional() })),

  // What is done to put things right: offered, accepted or refused, completed.
  RemedyOffered: v1(
    z.strictObject({ disputeId, remedyId, what: Text, amount: Pounds.optional(), dueOn: WhenText.optional() }),
  ),
  RemedyAccepted: v1(z.strictObject({ disputeId, remedyId })),
  RemedyRefused: v1(z.strictObject({ disputeId, remedyId, reason: Text.optional() })),
  RemedyCompleted: v1(z.strictObject({ disputeId, remedyId, summary: Text.optional() })),
  LessonsPublished: v1(z.strictObject({ disputeId, text: Text, url: Url.optional() })),

  // Outside the relationship: an ombudsman, a court.
  OmbudsmanComplaintMade: v1(z.strictObject({ disputeId, ombudsman: Text, reference: Text.optional() })),
  OmbudsmanDecided: v1(
    z.strictObject({
      disputeId,
      result: z.enum(['fault', 'no fault', 'not investigated']),
      /** the second test after fault: whether it caused an injustice */
      injustice: z.boolean().optional(),
      recommendation: Text.optional(),
      reference: Text.optional(),
    }),
  ),
  JudicialReviewIssued: v1(z.strictObject({ disputeId, court: Text.optional(), grounds: Text.optional() })),
  PermissionGranted: v1(z.strictObject({ disputeId, court: Text.optional() })),
  PermissionRefused: v1(z.strictObject({ disputeId, court: Text.optional(), reason: Text.optional() })),
  JudgmentGiven: v1(
    z.strictObject({
      disputeId,
      result: z.enum(['claim allowed', 'claim partly allowed', 'claim dismissed']),
      citation: Text.optional(),
      /** who bears which costs, as the source tells it */
      costs: Text.optional(),
      /** what the court ordered; empty: nothing */
      reliefs: z.array(Text).max(50).optional(),
    }),
  ),
};

export type DisputeEvent = FactOf<typeof disputeEvents>;
