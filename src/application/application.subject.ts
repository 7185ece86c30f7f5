import type { Subject } from '../kernel/subject.js';
import { applicationCommands } from './application.commands.js';
import { applicationDecider } from './application.decider.js';
import { applicationEvents } from './application.events.js';

/** Applications for funding, each with a stream of its own: what one applicant is told is not told to the others. */
export const application: Subject = {
  name: 'application',
  events: applicationEvents,
  commands: applicationCommands,
  decider: applicationDecider,
  key: ({ data }) => data['applicationId'] as string | undefined,
  keyField: 'data.applicationId',
};
