import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Text, Url, WhenText } from '../kernel/shapes.js';

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

const publication = {
  publicationId: Id,
  periodFrom: WhenText.optional(),
  periodTo: WhenText.optional(),
  /** what it holds; absent where not on record */
  fields: z.array(Text).optional(),
  url: Url.optional(),
};

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
  DatasetPublished: v1(z.strictObject({ ...publication, title: Text })),
  /** the page on which a body tells what it does about its Compact */
  CompactPagePublished: v1(z.strictObject(publication)),
};

export type PublicationEvent = FactOf<typeof publicationEvents>;
