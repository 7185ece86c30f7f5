import type { Subject } from '../kernel/subject.js';
import { frameworkCommands } from './framework.commands.js';
import { frameworkDecider } from './framework.decider.js';
import { frameworkEvents } from './framework.events.js';

/** Compacts, national and local, and what else commitments are judged by. */
export const framework: Subject = {
  name: 'framework',
  events: frameworkEvents,
  commands: frameworkCommands,
  decider: frameworkDecider,
  key: ({ data }) => data['frameworkId'] as string | undefined,
  keyField: 'data.frameworkId',
};
