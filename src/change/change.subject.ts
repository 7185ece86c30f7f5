import type { Subject } from '../kernel/subject.js';
import { changeCommands } from './change.commands.js';
import { changeDecider } from './change.decider.js';
import { changeEvents } from './change.events.js';

/** Changes to funding: their notice, their effect, their taking back. */
export const change: Subject = {
  name: 'change',
  events: changeEvents,
  commands: changeCommands,
  decider: changeDecider,
  key: ({ data }) => data['changeId'] as string | undefined,
  keyField: 'data.changeId',
};
