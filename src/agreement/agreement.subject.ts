import type { Subject } from '../kernel/subject.js';
import { agreementCommands } from './agreement.commands.js';
import { agreementDecider } from './agreement.decider.js';
import { agreementEvents } from './agreement.events.js';

/** Grants, contracts and other funding agreements. */
export const agreement: Subject = {
  name: 'agreement',
  events: agreementEvents,
  commands: agreementCommands,
  decider: agreementDecider,
  key: ({ data }) => data['agreementId'] as string | undefined,
  keyField: 'data.agreementId',
};
