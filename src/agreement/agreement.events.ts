import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Pounds, Text, WhenText } from '../kernel/shapes.js';

const terms = {
  agreementId: Id,
  title: Text.optional(),
  amount: Pounds.optional(),
  currency: z.literal('GBP', 'is not GBP: amounts are in pounds').default('GBP'),
  startsOn: WhenText.optional(),
  endsOn: WhenText.optional(),
  termMonths: z.number().min(0).max(1200).optional(),
  shortTermReason: Text.optional(),
  purpose: Text.optional(),
  programme: Text.optional(),
  department: Text.optional(),
  /** the recipient's charity or company number as the source gives it */
  recipientNumber: Text.optional(),
  decisionId: Id.optional(),
  /** whether a term keeps the TSO from campaigning (Compact 1.1) */
  restrictsAdvocacy: z.boolean().optional(),
  /** whether the TSO passes money on to others, and whether the Compact then binds it towards them (Compact 3.11) */
  onwardFunding: z.boolean().optional(),
  compactTermsPassedDown: z.boolean().optional(),
};

const agreementId = Id;
const reportId = Id;

export const agreementEvents = {
  GrantAwarded: v1(z.strictObject(terms)),
  ContractAwarded: v1(z.strictObject(terms)),
  /** funding whose source does not say whether it is a grant or a contract, or says both */
  FundingAgreementMade: v1(
    z.strictObject({
      ...terms,
      instrument: z.enum(['grant', 'contract', 'mixed', 'unspecified']).default('unspecified'),
    }),
  ),
  AgreementVaried: v1(
    z.strictObject({ agreementId: Id, reason: Text, amount: Pounds.optional(), endsOn: WhenText.optional() }),
  ),
  AgreementExtended: v1(z.strictObject({ agreementId: Id, endsOn: WhenText, reason: Text.optional() })),
  AgreementRenewed: v1(
    z.strictObject({ agreementId: Id, endsOn: WhenText, amount: Pounds.optional(), reason: Text.optional() }),
  ),
  AgreementEnded: v1(z.strictObject({ agreementId: Id, reason: Text.optional() })),

  // What is agreed before an agreement is made (Compact 3.6, 3.9, 3.10); an empty list: nothing is to be reported.
  MonitoringTermsAgreed: v1(
    z.strictObject({ agreementId, requirements: z.array(z.strictObject({ what: Text, purpose: Text.optional() })) }),
  ),
  RiskAllocationAgreed: v1(z.strictObject({ agreementId, summary: Text.optional() })),
  PaymentModelDecided: v1(z.strictObject({ agreementId, inAdvance: z.boolean().optional(), reason: Text.optional() })),

  // A service in difficulty (Compact 4.1).
  PerformanceConcernRaised: v1(z.strictObject({ agreementId, concern: Text })),
  ImprovementTimetableAgreed: v1(z.strictObject({ agreementId, endsOn: WhenText, actions: z.array(Text).default([]) })),
  ImprovementReviewed: v1(z.strictObject({ agreementId, outcome: Text })),

  /** it happens on the day on which the report is asked for; asked for again, the later due day counts */
  MonitoringReportDue: v1(z.strictObject({ agreementId, reportId, dueOn: WhenText })),
  MonitoringReportSubmitted: v1(
    z.strictObject({
      agreementId,
      reportId,
      dueOn: WhenText.optional(),
      /** whether it states social, environmental or economic value (Compact 3.16) */
      valueStatement: z.boolean().optional(),
    }),
  ),
  MonitoringReportAcknowledged: v1(z.strictObject({ agreementId, reportId, feedback: Text.optional() })),
  MonitoringReportFeedbackGiven: v1(z.strictObject({ agreementId, reportId, feedback: Text })),
  CircumstanceChangeReported: v1(z.strictObject({ agreementId, what: Text, happenedOn: WhenText.optional() })),
  /** the TSO's plan for the funding ending (Compact 4.5) */
  ExitPlanFiled: v1(z.strictObject({ agreementId, summary: Text.optional() })),
};

export type AgreementEvent = FactOf<typeof agreementEvents>;
