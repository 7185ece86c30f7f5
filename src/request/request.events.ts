import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Text, Url, WhenText } from '../kernel/shapes.js';

const requestId = Id;
/** which side was asked */
const of = z.enum(['commissioner', 'tso']).default('commissioner');

/** What a request asks for: information, or a contribution that a TSO makes where it is asked (Compact 2010, 3.17, 4.6). */
const SOUGHT = ['information', 'user-feedback', 'review-contribution'] as const;
export type Sought = (typeof SOUGHT)[number];

export const requestEvents = {
  InformationRequested: v1(
    z.strictObject({
      requestId,
      of,
      seeks: z.enum(SOUGHT).default('information'),
      what: Text.optional(),
      /** the day by which the asker would like it: no period of any framework */
      dueOn: WhenText.optional(),
    }),
  ),
  InformationProvided: v1(z.strictObject({ requestId, summary: Text.optional(), url: Url.optional() })),
  InformationRefused: v1(z.strictObject({ requestId, reason: Text })),
  QuestionAsked: v1(z.strictObject({ requestId, of, text: Text.optional() })),
  QuestionAnswered: v1(z.strictObject({ requestId, text: Text.optional() })),
};

export type RequestEvent = FactOf<typeof requestEvents>;
