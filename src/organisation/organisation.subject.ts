import type { Subject } from '../kernel/subject.js';
import { organisationCommands } from './organisation.commands.js';
import { organisationDecider } from './organisation.decider.js';
import { organisationEvents } from './organisation.events.js';

/** The bodies of the record: commissioners, TSOs and others, each a stream of its own. */
export const organisation: Subject = {
  name: 'organisation',
  events: organisationEvents,
  commands: organisationCommands,
  decider: organisationDecider,
  key: ({ data }) => data['organisationId'] as string | undefined,
  keyField: 'data.organisationId',
};
