import type { Subject } from '../kernel/subject.js';
import { publicationCommands } from './publication.commands.js';
import { publicationDecider } from './publication.decider.js';
import { publicationEvents } from './publication.events.js';

/** Registers that a commissioner has to publish. */
export const publication: Subject = {
  name: 'publication',
  events: publicationEvents,
  commands: publicationCommands,
  decider: publicationDecider,
  key: ({ data }) => data['registerId'] as string | undefined,
  keyField: 'data.registerId',
};
