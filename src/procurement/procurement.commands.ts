import { COMMISSIONER_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about a procurement. */
export const procurementCommands = {
  ConsiderSocialValue: { becomes: 'SocialValueConsidered', roles: COMMISSIONER_SIDE },
  StartProcurement: { becomes: 'ProcurementStarted', roles: COMMISSIONER_SIDE },
} as const satisfies Intents;
