import { COMMISSIONER_SIDE, EITHER_SIDE, TSO, type Intents } from '../kernel/command.js';

/** What may be said about a grant, a contract or another funding agreement: what both agree, either may put on record. */
export const agreementCommands = {
  AwardGrant: { becomes: 'GrantAwarded', roles: COMMISSIONER_SIDE },
  AwardContract: { becomes: 'ContractAwarded', roles: COMMISSIONER_SIDE },
  MakeFundingAgreement: { becomes: 'FundingAgreementMade', roles: COMMISSIONER_SIDE },
  VaryAgreement: { becomes: 'AgreementVaried', roles: COMMISSIONER_SIDE },
  ExtendAgreement: { becomes: 'AgreementExtended', roles: COMMISSIONER_SIDE },
  RenewAgreement: { becomes: 'AgreementRenewed', roles: COMMISSIONER_SIDE },
  EndAgreement: { becomes: 'AgreementEnded', roles: COMMISSIONER_SIDE },
  AgreeMonitoringTerms: { becomes: 'MonitoringTermsAgreed', roles: EITHER_SIDE },
  AgreeRiskAllocation: { becomes: 'RiskAllocationAgreed', roles: EITHER_SIDE },
  DecidePaymentModel: { becomes: 'PaymentModelDecided', roles: COMMISSIONER_SIDE },
  RaisePerformanceConcern: { becomes: 'PerformanceConcernRaised', roles: COMMISSIONER_SIDE },
  AgreeImprovementTimetable: { becomes: 'ImprovementTimetableAgreed', roles: EITHER_SIDE },
  ReviewImprovement: { becomes: 'ImprovementReviewed', roles: EITHER_SIDE },
  RequestMonitoringReport: { becomes: 'MonitoringReportDue', roles: COMMISSIONER_SIDE },
  SubmitMonitoringReport: { becomes: 'MonitoringReportSubmitted', roles: EITHER_SIDE },
  AcknowledgeMonitoringReport: { becomes: 'MonitoringReportAcknowledged', roles: COMMISSIONER_SIDE },
  GiveMonitoringReportFeedback: { becomes: 'MonitoringReportFeedbackGiven', roles: COMMISSIONER_SIDE },
  ReportCircumstanceChange: { becomes: 'CircumstanceChangeReported', roles: TSO },
  FileExitPlan: { becomes: 'ExitPlanFiled', roles: TSO },
} as const satisfies Intents;
