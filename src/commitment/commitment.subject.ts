import type { Subject } from '../kernel/subject.js';
import { commitmentCommands } from './commitment.commands.js';
import { commitmentDecider } from './commitment.decider.js';
import { commitmentEvents } from './commitment.events.js';

/** A promise one side made to the other, and what became of it. */
export const commitment: Subject = {
  name: 'commitment',
  events: commitmentEvents,
  commands: commitmentCommands,
  decider: commitmentDecider,
  key: ({ data }) => data['commitmentId'] as string | undefined,
  keyField: 'data.commitmentId',
};
