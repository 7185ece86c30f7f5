import { COMMISSIONER_SIDE, TSO_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about a consultation; responses are the TSOs' own to submit. */
export const consultationCommands = {
  ForewarnConsultation: { becomes: 'ConsultationForewarned', roles: COMMISSIONER_SIDE },
  OpenConsultation: { becomes: 'ConsultationOpened', roles: COMMISSIONER_SIDE },
  PublishConsultationRationale: { becomes: 'ConsultationRationalePublished', roles: COMMISSIONER_SIDE },
  ExtendConsultation: { becomes: 'ConsultationExtended', roles: COMMISSIONER_SIDE },
  ShortenConsultation: { becomes: 'ConsultationShortened', roles: COMMISSIONER_SIDE },
  PauseConsultation: { becomes: 'ConsultationPaused', roles: COMMISSIONER_SIDE },
  ResumeConsultation: { becomes: 'ConsultationResumed', roles: COMMISSIONER_SIDE },
  ReissueConsultation: { becomes: 'ConsultationReissued', roles: COMMISSIONER_SIDE },
  WithdrawConsultation: { becomes: 'ConsultationWithdrawn', roles: COMMISSIONER_SIDE },
  ReopenConsultation: { becomes: 'ConsultationReopened', roles: COMMISSIONER_SIDE },
  PromoteConsultation: { becomes: 'ConsultationPromoted', roles: TSO_SIDE },
  SubmitConsultationResponse: { becomes: 'ConsultationResponseSubmitted', roles: TSO_SIDE },
  CloseConsultation: { becomes: 'ConsultationClosed', roles: COMMISSIONER_SIDE },
  CompleteResponseAnalysis: { becomes: 'ResponseAnalysisCompleted', roles: COMMISSIONER_SIDE },
  PublishFeedback: { becomes: 'FeedbackPublished', roles: COMMISSIONER_SIDE },
  ExplainFeedbackDelay: { becomes: 'FeedbackDelayExplained', roles: COMMISSIONER_SIDE },
} as const satisfies Intents;
