import type { Subject } from '../kernel/subject.js';
import { publicationCommands } from './publication.commands.js';
import { publicationDecider } from './publication.decider.js';
import { publicationEvents } from './publication.events.js';

/** What a commissioner publishes: registers by their own id, all else by that of the publication. */
export const publication: Subject = {
  name: 'publication',
  events: publicationEvents,
  commands: publicationCommands,
  decider: publicationDecider,
  key: ({ data }) => (data['registerId'] ?? data['publicationId']) as string | undefined,
  keyField: 'data.registerId',
};
