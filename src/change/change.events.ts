import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Text, WhenText } from '../kernel/shapes.js';

const changeId = Id;

export const changeEvents = {
  /**
   * Notice of a change to funding, one event for each TSO or for all that had it on the same day. `effectiveFrom` is
   * the FIRST day on the new terms; `lastFundedDay` the day before it. A source may give either, both or neither.
   */
  FundingChangeNotified: v1(
    z.strictObject({
      changeId,
      decisionId: Id.optional(),
      agreementId: Id.optional(),
      effect: z.enum(['vary', 'reduce', 'end']).optional(),
      /** a notice that was not in writing is no notice (Compact 4.4) */
      inWriting: z.boolean().default(true),
      sentOn: WhenText.optional(),
      receivedOn: WhenText.optional(),
      lastFundedDay: WhenText.optional(),
      effectiveFrom: WhenText.optional(),
      rationale: Text.optional(),
    }),
  ),
  /** the TSO says on what day the notice reached it */
  NoticeReceiptConfirmed: v1(z.strictObject({ changeId, receivedOn: WhenText })),
  /** the TSO says that no notice reached it */
  NoNoticeReceived: v1(z.strictObject({ changeId, statement: Text.optional() })),
  FundingChangeTookEffect: v1(
    z.strictObject({ changeId, decisionId: Id.optional(), effectiveFrom: WhenText.optional() }),
  ),
  /** the service itself is no longer given; its money may have stopped on another day */
  ServiceEnded: v1(z.strictObject({ changeId, decisionId: Id.optional(), reason: Text.optional() })),
  /** users of the service are told; the day is `occurredOn` */
  ServiceUsersNotified: v1(z.strictObject({ changeId, channel: Text.optional(), effectiveFrom: WhenText.optional() })),
  /** the change is told to everyone: on the radio, in the press, on a website */
  PublicAnnouncementMade: v1(z.strictObject({ changeId, decisionId: Id.optional(), channel: Text.optional() })),
  ExceptionalCircumstancesRecorded: v1(z.strictObject({ changeId, reason: Text, approver: Text })),
  FundingChangeWithdrawn: v1(z.strictObject({ changeId, reason: Text })),
  FundingRestored: v1(z.strictObject({ changeId, reason: Text.optional() })),
};

export type ChangeEvent = FactOf<typeof changeEvents>;
