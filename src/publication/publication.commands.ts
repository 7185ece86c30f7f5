import { COMMISSIONER_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about a register a commissioner has to publish. */
export const publicationCommands = {
  PublishGrantsRegister: { becomes: 'GrantsRegisterPublished', roles: COMMISSIONER_SIDE },
} as const satisfies Intents;
