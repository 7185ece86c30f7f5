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
};

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
};

export type AgreementEvent = FactOf<typeof agreementEvents>;
