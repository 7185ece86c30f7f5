import type { Subject } from '../kernel/subject.js';
import { obligationCommands } from './obligation.commands.js';
import { obligationDecider } from './obligation.decider.js';
import { obligationEvents } from './obligation.events.js';

/** What is said about something that was owed, as the measures derive it. */
export const obligation: Subject = {
  name: 'obligation',
  events: obligationEvents,
  commands: obligationCommands,
  decider: obligationDecider,
  key: ({ data }) => data['obligationKey'] as string | undefined,
  keyField: 'data.obligationKey',
};
