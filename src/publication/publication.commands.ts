import { COMMISSIONER_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about what a commissioner publishes: its registers, data and page about the Compact. */
export const publicationCommands = {
  PublishGrantsRegister: { becomes: 'GrantsRegisterPublished', roles: COMMISSIONER_SIDE },
  PublishDataset: { becomes: 'DatasetPublished', roles: COMMISSIONER_SIDE },
  PublishCompactPage: { becomes: 'CompactPagePublished', roles: COMMISSIONER_SIDE },
} as const satisfies Intents;
