import { EITHER_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about a meeting, by whoever was there. */
export const meetingCommands = {
  ScheduleMeeting: { becomes: 'MeetingScheduled', roles: EITHER_SIDE },
  RecordMeeting: { becomes: 'MeetingHeld', roles: EITHER_SIDE },
  CancelMeeting: { becomes: 'MeetingCancelled', roles: EITHER_SIDE },
  PublishMinutes: { becomes: 'MinutesPublished', roles: EITHER_SIDE },
} as const satisfies Intents;
