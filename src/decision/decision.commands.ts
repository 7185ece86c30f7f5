import { COMMISSIONER_SIDE, EITHER_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about a decision; a judgment is public, so either side may put it on record. */
export const decisionCommands = {
  ScheduleDecision: { becomes: 'DecisionScheduled', roles: COMMISSIONER_SIDE },
  PublishForwardNotice: { becomes: 'ForwardNoticePublished', roles: COMMISSIONER_SIDE },
  GiveEarlyWarning: { becomes: 'EarlyWarningGiven', roles: COMMISSIONER_SIDE },
  TakeDecision: { becomes: 'DecisionTaken', roles: COMMISSIONER_SIDE },
  PublishRationale: { becomes: 'RationalePublished', roles: COMMISSIONER_SIDE },
  PublishDecisionRecord: { becomes: 'DecisionRecordPublished', roles: COMMISSIONER_SIDE },
  CallInDecision: { becomes: 'DecisionCalledIn', roles: COMMISSIONER_SIDE },
  ReferDecisionBack: { becomes: 'DecisionReferredBack', roles: COMMISSIONER_SIDE },
  ReaffirmDecision: { becomes: 'DecisionReaffirmed', roles: COMMISSIONER_SIDE },
  ModifyDecision: { becomes: 'DecisionModified', roles: COMMISSIONER_SIDE },
  SupersedeDecision: { becomes: 'DecisionSuperseded', roles: COMMISSIONER_SIDE },
  PauseDecision: { becomes: 'DecisionPaused', roles: COMMISSIONER_SIDE },
  ReconsiderDecision: { becomes: 'DecisionReconsidered', roles: COMMISSIONER_SIDE },
  RecordDecisionQuashed: { becomes: 'DecisionQuashed', roles: EITHER_SIDE },
} as const satisfies Intents;
