import type { Subject } from '../kernel/subject.js';
import { requestCommands } from './request.commands.js';
import { requestDecider } from './request.decider.js';
import { requestEvents } from './request.events.js';

/** A question or a request for information, and its answer. */
export const request: Subject = {
  name: 'request',
  events: requestEvents,
  commands: requestCommands,
  decider: requestDecider,
  key: ({ data }) => data['requestId'] as string | undefined,
  keyField: 'data.requestId',
};
