import type { Subject } from '../kernel/subject.js';
import { procurementCommands } from './procurement.commands.js';
import { procurementDecider } from './procurement.decider.js';
import { procurementEvents } from './procurement.events.js';

/** Procurements, and the social value considered for them. */
export const procurement: Subject = {
  name: 'procurement',
  events: procurementEvents,
  commands: procurementCommands,
  decider: procurementDecider,
  key: ({ data }) => data['procurementId'] as string | undefined,
  keyField: 'data.procurementId',
};
