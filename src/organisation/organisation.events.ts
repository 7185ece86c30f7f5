import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id, Text } from '../kernel/shapes.js';

const registration = z.strictObject({
  organisationId: Id,
  name: Text,
  /** other org-ids of the same body, e.g. GB-CHC-1000000, GB-COH-01234567, GB-LAE-TRF */
  identifiers: z.array(Id).default([]),
  alsoKnownAs: z.array(Text).default([]),
  /** council, NHS body, department, ministerial office, charity, community group… */
  form: Text.optional(),
  area: Text.optional(),
  sizeBand: Text.optional(),
});

export const organisationEvents = {
  CommissionerRegistered: v1(registration),
  TsoRegistered: v1(registration),
  /** a body whose source does not say whether it is a commissioner, a TSO or neither */
  OrganisationRegistered: v1(registration),
  OrganisationClassified: v1(z.strictObject({ organisationId: Id, as: z.enum(['commissioner', 'tso', 'other']) })),
  OrganisationAlsoKnownAs: v1(z.strictObject({ organisationId: Id, name: Text })),
  OrganisationIdentified: v1(z.strictObject({ organisationId: Id, identifier: Id })),
  /** two records of one body: `organisationId` is from now on read as `into` */
  OrganisationMerged: v1(z.strictObject({ organisationId: Id, into: Id, reason: Text })),
};

export type OrganisationEvent = FactOf<typeof organisationEvents>;
