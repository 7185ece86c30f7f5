import type { Subject } from '../kernel/subject.js';
import { consultationCommands } from './consultation.commands.js';
import { consultationDecider } from './consultation.decider.js';
import { consultationEvents } from './consultation.events.js';

/** Consultations, from the first word of them to the feedback. */
export const consultation: Subject = {
  name: 'consultation',
  events: consultationEvents,
  commands: consultationCommands,
  decider: consultationDecider,
  key: ({ data }) => data['consultationId'] as string | undefined,
  keyField: 'data.consultationId',
};
