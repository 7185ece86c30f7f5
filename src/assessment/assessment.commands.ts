import { COMMISSIONER_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about an impact assessment, and about risks and options looked at beside it. */
export const assessmentCommands = {
  StartImpactAssessment: { becomes: 'ImpactAssessmentStarted', roles: COMMISSIONER_SIDE },
  CompleteImpactAssessment: { becomes: 'ImpactAssessmentCompleted', roles: COMMISSIONER_SIDE },
  ShareImpactAssessment: { becomes: 'ImpactAssessmentShared', roles: COMMISSIONER_SIDE },
  ReviseImpactAssessment: { becomes: 'ImpactAssessmentRevised', roles: COMMISSIONER_SIDE },
  CompleteRiskAssessment: { becomes: 'RiskAssessmentCompleted', roles: COMMISSIONER_SIDE },
  CompleteOptionsAppraisal: { becomes: 'OptionsAppraisalCompleted', roles: COMMISSIONER_SIDE },
} as const satisfies Intents;
