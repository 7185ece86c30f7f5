import type { Role } from '../kernel/fact.js';
import type { Intents } from '../kernel/command.js';

// Who signed what, and what it asks, is kept by the one officer named for it (compact.md 7.3).
const KEEPERS: readonly Role[] = ['compact-officer'];

/** What may be said about a Compact or another framework. */
export const frameworkCommands = {
  AdoptFramework: { becomes: 'FrameworkAdopted', roles: KEEPERS },
  ReviseFramework: { becomes: 'FrameworkRevised', roles: KEEPERS },
  LapseFramework: { becomes: 'FrameworkLapsed', roles: KEEPERS },
  SignFramework: { becomes: 'FrameworkSigned', roles: KEEPERS },
} as const satisfies Intents;
