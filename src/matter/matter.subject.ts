import type { Subject } from '../kernel/subject.js';
import { matterCommands } from './matter.commands.js';
import { matterDecider } from './matter.decider.js';
import { matterEvents } from './matter.events.js';

/** One thing being decided or changed: its dialogue. What has an id of its own (a consultation, a decision) has its own stream. */
export const matter: Subject = {
  name: 'matter',
  events: matterEvents,
  commands: matterCommands,
  decider: matterDecider,
  key: ({ matter: id }) => id ?? undefined,
  keyField: 'matter',
};
