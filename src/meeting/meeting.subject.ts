import type { Subject } from '../kernel/subject.js';
import { meetingCommands } from './meeting.commands.js';
import { meetingDecider } from './meeting.decider.js';
import { meetingEvents } from './meeting.events.js';

/** Meetings between commissioners and TSOs. */
export const meeting: Subject = {
  name: 'meeting',
  events: meetingEvents,
  commands: meetingCommands,
  decider: meetingDecider,
  key: ({ data }) => data['meetingId'] as string | undefined,
  keyField: 'data.meetingId',
};
