import { COMMISSIONER_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about an application for funding. */
export const applicationCommands = {
  ReceiveApplication: { becomes: 'ApplicationReceived', roles: COMMISSIONER_SIDE },
  AssessApplication: { becomes: 'ApplicationAssessed', roles: COMMISSIONER_SIDE },
  RefuseApplication: { becomes: 'ApplicationRefused', roles: COMMISSIONER_SIDE },
} as const satisfies Intents;
