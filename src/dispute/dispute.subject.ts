import type { Subject } from '../kernel/subject.js';
import { disputeCommands } from './dispute.commands.js';
import { disputeDecider } from './dispute.decider.js';
import { disputeEvents } from './dispute.events.js';

/** Concerns, disputes and complaints, from a word in confidence to the courts, with their remedies. */
export const dispute: Subject = {
  name: 'dispute',
  events: disputeEvents,
  commands: disputeCommands,
  decider: disputeDecider,
  key: ({ data }) => data['disputeId'] as string | undefined,
  keyField: 'data.disputeId',
};
