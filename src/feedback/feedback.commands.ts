import type { Intents, Intent } from '../kernel/command.js';

/** Asking is for those who stand between the two sides: the officer for the Compact, and umbrella bodies. */
const ASKERS: Intent['roles'] = ['compact-officer', 'infrastructure-body'];

/** What may be said about trust and about how a process was run. */
export const feedbackCommands = {
  CompleteTrustScorecard: { becomes: 'TrustScorecardCompleted', roles: ASKERS },
  CollectProcessFeedback: { becomes: 'ProcessFeedbackCollected', roles: ASKERS },
} as const satisfies Intents;
