import { COMMISSIONER_SIDE, EITHER_SIDE, TSO, type Intents } from '../kernel/command.js';

/** What may be said about a change to funding: what reached a TSO, it alone can say; that the money stopped, it may say too. */
export const changeCommands = {
  NotifyFundingChange: { becomes: 'FundingChangeNotified', roles: COMMISSIONER_SIDE },
  ConfirmNoticeReceipt: { becomes: 'NoticeReceiptConfirmed', roles: TSO },
  StateNoNoticeReceived: { becomes: 'NoNoticeReceived', roles: TSO },
  RecordFundingChangeEffect: { becomes: 'FundingChangeTookEffect', roles: EITHER_SIDE },
  RecordServiceEnd: { becomes: 'ServiceEnded', roles: EITHER_SIDE },
  NotifyServiceUsers: { becomes: 'ServiceUsersNotified', roles: COMMISSIONER_SIDE },
  MakePublicAnnouncement: { becomes: 'PublicAnnouncementMade', roles: EITHER_SIDE },
  RecordExceptionalCircumstances: { becomes: 'ExceptionalCircumstancesRecorded', roles: COMMISSIONER_SIDE },
  WithdrawFundingChange: { becomes: 'FundingChangeWithdrawn', roles: COMMISSIONER_SIDE },
  RestoreFunding: { becomes: 'FundingRestored', roles: COMMISSIONER_SIDE },
} as const satisfies Intents;
