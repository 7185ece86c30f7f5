import type { Role } from '../kernel/fact.js';
import { ADMINISTRATORS, COMMISSIONER_SIDE, type Intents } from '../kernel/command.js';

// A local umbrella body knows the groups of its area, often better than the council does.
const REGISTRARS: readonly Role[] = [...COMMISSIONER_SIDE, 'infrastructure-body'];

/** What may be said about the bodies of the record. That two of them are one changes what others see: it takes an administrator. */
export const organisationCommands = {
  RegisterCommissioner: { becomes: 'CommissionerRegistered', roles: REGISTRARS },
  RegisterTso: { becomes: 'TsoRegistered', roles: REGISTRARS },
  RegisterOrganisation: { becomes: 'OrganisationRegistered', roles: REGISTRARS },
  ClassifyOrganisation: { becomes: 'OrganisationClassified', roles: ADMINISTRATORS },
  AddOrganisationName: { becomes: 'OrganisationAlsoKnownAs', roles: REGISTRARS },
  AddOrganisationIdentifier: { becomes: 'OrganisationIdentified', roles: REGISTRARS },
  MergeOrganisation: { becomes: 'OrganisationMerged', roles: ADMINISTRATORS },
} as const satisfies Intents;
