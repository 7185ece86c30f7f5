import { COMMISSIONER_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about a grant, a contract or another funding agreement. */
export const agreementCommands = {
  AwardGrant: { becomes: 'GrantAwarded', roles: COMMISSIONER_SIDE },
  AwardContract: { becomes: 'ContractAwarded', roles: COMMISSIONER_SIDE },
  MakeFundingAgreement: { becomes: 'FundingAgreementMade', roles: COMMISSIONER_SIDE },
  VaryAgreement: { becomes: 'AgreementVaried', roles: COMMISSIONER_SIDE },
  ExtendAgreement: { becomes: 'AgreementExtended', roles: COMMISSIONER_SIDE },
  RenewAgreement: { becomes: 'AgreementRenewed', roles: COMMISSIONER_SIDE },
  EndAgreement: { becomes: 'AgreementEnded', roles: COMMISSIONER_SIDE },
} as const satisfies Intents;
