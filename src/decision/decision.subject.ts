import type { Subject } from '../kernel/subject.js';
import { decisionCommands } from './decision.commands.js';
import { decisionDecider } from './decision.decider.js';
import { decisionEvents } from './decision.events.js';

/** Decisions, of funding and of other kinds, from forward notice to the courts. */
export const decision: Subject = {
  name: 'decision',
  events: decisionEvents,
  commands: decisionCommands,
  decider: decisionDecider,
  key: ({ data }) => data['decisionId'] as string | undefined,
  keyField: 'data.decisionId',
};
