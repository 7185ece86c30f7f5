import { COMMISSIONER_SIDE, EITHER_SIDE, TSO_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about a dispute: the sector raises, the commissioner answers, and what is agreed or public either may record. */
export const disputeCommands = {
  RaiseConcernInformally: { becomes: 'ConcernRaisedInformally', roles: TSO_SIDE },
  RaiseDispute: { becomes: 'DisputeRaised', roles: TSO_SIDE },
  AcknowledgeDispute: { becomes: 'DisputeAcknowledged', roles: COMMISSIONER_SIDE },
  RespondToDispute: { becomes: 'DisputeResponded', roles: COMMISSIONER_SIDE },
  StateDisputeUnanswered: { becomes: 'DisputeUnanswered', roles: TSO_SIDE },
  EscalateDispute: { becomes: 'DisputeEscalated', roles: EITHER_SIDE },
  ExtendDisputeClock: { becomes: 'DisputeClockExtended', roles: EITHER_SIDE },
  RecordMediation: { becomes: 'MediationHeld', roles: EITHER_SIDE },
  AcknowledgeBreach: { becomes: 'BreachAcknowledged', roles: COMMISSIONER_SIDE },
  DenyBreach: { becomes: 'BreachDenied', roles: COMMISSIONER_SIDE },
  IssuePanelFinding: { becomes: 'PanelFindingIssued', roles: EITHER_SIDE },
  ResolveDispute: { becomes: 'DisputeResolved', roles: EITHER_SIDE },
  IssueApology: { becomes: 'ApologyIssued', roles: COMMISSIONER_SIDE },
  OfferRemedy: { becomes: 'RemedyOffered', roles: EITHER_SIDE },
  AcceptRemedy: { becomes: 'RemedyAccepted', roles: EITHER_SIDE },
  RefuseRemedy: { becomes: 'RemedyRefused', roles: EITHER_SIDE },
  CompleteRemedy: { becomes: 'RemedyCompleted', roles: EITHER_SIDE },
  PublishLessons: { becomes: 'LessonsPublished', roles: COMMISSIONER_SIDE },
  RecordOmbudsmanComplaint: { becomes: 'OmbudsmanComplaintMade', roles: EITHER_SIDE },
  RecordOmbudsmanDecision: { becomes: 'OmbudsmanDecided', roles: EITHER_SIDE },
  RecordJudicialReview: { becomes: 'JudicialReviewIssued', roles: EITHER_SIDE },
  RecordPermissionGranted: { becomes: 'PermissionGranted', roles: EITHER_SIDE },
  RecordPermissionRefused: { becomes: 'PermissionRefused', roles: EITHER_SIDE },
  RecordJudgment: { becomes: 'JudgmentGiven', roles: EITHER_SIDE },
} as const satisfies Intents;
