import type { Role } from '../kernel/fact.js';
import { EITHER_SIDE, type Intents } from '../kernel/command.js';

// Who signed what, and what it asks, is kept by the one officer named for it (compact.md 7.3).
const KEEPERS: readonly Role[] = ['compact-officer'];

/** What may be said about a Compact or another framework. */
export const frameworkCommands = {
  AdoptFramework: { becomes: 'FrameworkAdopted', roles: KEEPERS },
  ReviseFramework: { becomes: 'FrameworkRevised', roles: KEEPERS },
  LapseFramework: { becomes: 'FrameworkLapsed', roles: KEEPERS },
  SignFramework: { becomes: 'FrameworkSigned', roles: KEEPERS },
  WithdrawFromFramework: { becomes: 'FrameworkWithdrawnFrom', roles: KEEPERS },
  AppointCompactLead: { becomes: 'CompactLeadAppointed', roles: KEEPERS },
  AppointChampion: { becomes: 'ChampionAppointed', roles: KEEPERS },
  StandDownChampion: { becomes: 'ChampionStoodDown', roles: KEEPERS },
  AdoptActionPlan: { becomes: 'ActionPlanAdopted', roles: KEEPERS },
  CompleteAction: { becomes: 'ActionCompleted', roles: KEEPERS },
  HoldAnnualReview: { becomes: 'AnnualReviewHeld', roles: KEEPERS },
  PublishAnnualStatement: { becomes: 'AnnualStatementPublished', roles: KEEPERS },
  NoteGoodPractice: { becomes: 'GoodPracticeNoted', roles: EITHER_SIDE },
} as const satisfies Intents;
