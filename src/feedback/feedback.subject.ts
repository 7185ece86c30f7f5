import type { Subject } from '../kernel/subject.js';
import { feedbackCommands } from './feedback.commands.js';
import { feedbackDecider } from './feedback.decider.js';
import { feedbackEvents } from './feedback.events.js';

/** Scorecards of trust, and what was said of how a process was run. */
export const feedback: Subject = {
  name: 'feedback',
  events: feedbackEvents,
  commands: feedbackCommands,
  decider: feedbackDecider,
  key: ({ data }) => data['feedbackId'] as string | undefined,
  keyField: 'data.feedbackId',
};
