import { EITHER_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about something that was owed, by the side that owed it or by the one it was owed to. */
export const obligationCommands = {
  ExcuseObligation: { becomes: 'ObligationExcused', roles: EITHER_SIDE },
} as const satisfies Intents;
