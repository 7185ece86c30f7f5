import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Url, WhenText } from '../kernel/shapes.js';

/** The seven fields the Code asks for, per grant (compliance rule TC1). */
export const REGISTER_FIELDS = [
  'date awarded',
  'period',
  'department',
  'beneficiary',
  'registration number',
  'purpose',
  'amount',
] as const;

export const publicationEvents = {
  /** the yearly list of grants to TSOs that the Local Government Transparency Code 2015 asks for */
  GrantsRegisterPublished: v1(
    z.strictObject({
      registerId: Id,
      periodFrom: WhenText,
      periodTo: WhenText,
      fields: z.array(z.enum(REGISTER_FIELDS)),
      /** the agreements it lists, where the source says so; absent means all of the period */
      agreements: z.array(Id).optional(),
      url: Url.optional(),
    }),
  ),
};

export type PublicationEvent = FactOf<typeof publicationEvents>;
