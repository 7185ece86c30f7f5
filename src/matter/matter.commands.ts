import { COMMISSIONER_SIDE, EITHER_SIDE, TSO_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about a matter; representations are the TSOs' own to make. Options come from people without a token too. */
export const matterCommands = {
  OpenMatter: { becomes: 'MatterOpened', roles: COMMISSIONER_SIDE },
  CloseMatter: { becomes: 'MatterClosed', roles: COMMISSIONER_SIDE },
  IdentifyStakeholders: { becomes: 'StakeholdersIdentified', roles: COMMISSIONER_SIDE },
  AgreeAllocationPrinciples: { becomes: 'AllocationPrinciplesAgreed', roles: COMMISSIONER_SIDE },
  ConveneSubGroup: { becomes: 'SubGroupConvened', roles: COMMISSIONER_SIDE },
  ConveneFundingPanel: { becomes: 'FundingPanelConvened', roles: COMMISSIONER_SIDE },
  PublishApplicationProcess: { becomes: 'ApplicationProcessPublished', roles: COMMISSIONER_SIDE },
  DiscussFundingPressure: { becomes: 'FundingPressureDiscussed', roles: COMMISSIONER_SIDE },
  InviteResponse: { becomes: 'ResponseInvited', roles: COMMISSIONER_SIDE },
  SubmitRepresentation: { becomes: 'RepresentationReceived', roles: TSO_SIDE },
  ConsiderResponse: { becomes: 'ResponseConsidered', roles: COMMISSIONER_SIDE },
  SubmitImpactAdvice: { becomes: 'ImpactAdviceSubmitted', roles: TSO_SIDE },
  ContributeToReview: { becomes: 'ReviewContributionMade', roles: TSO_SIDE },
  ProvideUserFeedback: { becomes: 'UserFeedbackProvided', roles: TSO_SIDE },
  RecordAdverseStatement: { becomes: 'AdverseStatementMade', roles: TSO_SIDE },
  InviteOptions: { becomes: 'OptionsInvited', roles: COMMISSIONER_SIDE },
  ProposeOption: { becomes: 'OptionProposed', roles: EITHER_SIDE },
  ConsiderOption: { becomes: 'OptionConsidered', roles: COMMISSIONER_SIDE },
  ShareInformation: { becomes: 'InformationShared', roles: COMMISSIONER_SIDE },
} as const satisfies Intents;
