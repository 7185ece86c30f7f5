import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Count, Id, Text, Url, WhenText } from '../kernel/shapes.js';

const consultationId = Id;

/**
 * What consultees were given. A list that is there but empty says "the pack did not contain it"; a list that is
 * absent says "the record does not tell".
 */
const pack = z.strictObject({
  reasons: z.array(Text).optional(),
  criteria: z.array(Text).optional(),
  options: z.array(Text).optional(),
  rejectedOptions: z.array(z.strictObject({ option: Text, why: Text.nullable().default(null) })).optional(),
  url: Url.optional(),
});

export const consultationEvents = {
  ConsultationForewarned: v1(
    z.strictObject({ consultationId, subject: Text.optional(), expectedOpenOn: WhenText.optional() }),
  ),
  ConsultationOpened: v1(
    z.strictObject({
      consultationId,
      title: Text.optional(),
      /** formal-written unless said otherwise: the form the Compact's twelve weeks are for */
      form: z.enum(['formal-written', 'informal', 'statutory', 'call-for-evidence']).default('formal-written'),
      /** the day it opened where that is not `occurredOn` */
      opensOn: WhenText.optional(),
      /** null where the source does not say: the length is then not on record */
      closesOn: WhenText.nullable().default(null),
      audience: Text.optional(),
      pack: pack.optional(),
      url: Url.optional(),
    }),
  ),
  ConsultationRationalePublished: v1(z.strictObject({ consultationId, text: Text.optional(), url: Url.optional() })),
  ConsultationExtended: v1(z.strictObject({ consultationId, closesOn: WhenText, reason: Text.optional() })),
  ConsultationShortened: v1(z.strictObject({ consultationId, closesOn: WhenText, reason: Text.optional() })),
  /** no answers are taken from that day until it is resumed or closes; the closing day stays what it is */
  ConsultationPaused: v1(z.strictObject({ consultationId, reason: Text.optional() })),
  /** it is open again from that day */
  ConsultationResumed: v1(z.strictObject({ consultationId, reason: Text.optional() })),
  /** the pack changed and went out again, with what it now contains */
  ConsultationReissued: v1(z.strictObject({ consultationId, pack, reason: Text })),
  ConsultationWithdrawn: v1(z.strictObject({ consultationId, reason: Text })),
  ConsultationReopened: v1(z.strictObject({ consultationId, closesOn: WhenText, reason: Text })),
  /** a TSO or an infrastructure body told others of it */
  ConsultationPromoted: v1(z.strictObject({ consultationId, channel: Text.optional() })),
  ConsultationResponseSubmitted: v1(
    z.strictObject({
      consultationId,
      responseId: Id,
      respondent: Id.optional(),
      representing: Text.optional(),
      howViewsGathered: Text.optional(),
      summary: Text.optional(),
    }),
  ),
  ConsultationClosed: v1(
    z.strictObject({ consultationId, closedOn: WhenText.optional(), responses: Count.optional() }),
  ),
  ResponseAnalysisCompleted: v1(
    z.strictObject({ consultationId, summary: Text.optional(), responses: Count.optional(), url: Url.optional() }),
  ),
  FeedbackPublished: v1(
    z.strictObject({
      consultationId,
      summary: Text.optional(),
      /** what was not followed and why, where the feedback says so */
      viewsNotFollowed: Text.optional(),
      url: Url.optional(),
    }),
  ),
  FeedbackDelayExplained: v1(z.strictObject({ consultationId, reason: Text })),
};

export type ConsultationEvent = FactOf<typeof consultationEvents>;
