import { EITHER_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about what was said: whose words they were decides which side may (correction.decider.ts). */
export const correctionCommands = {
  CorrectEvent: { becomes: 'EventCorrected', roles: EITHER_SIDE },
  AnnulEvent: { becomes: 'EventAnnulled', roles: EITHER_SIDE },
  ContestEvent: { becomes: 'EventContested', roles: EITHER_SIDE },
  CountersignEvent: { becomes: 'EventCountersigned', roles: EITHER_SIDE },
} as const satisfies Intents;
