import type { Subject } from '../kernel/subject.js';
import { assessmentCommands } from './assessment.commands.js';
import { assessmentDecider } from './assessment.decider.js';
import { assessmentEvents } from './assessment.events.js';

/** Impact assessments; one without an id of its own is the one assessment of its decision. */
export const assessment: Subject = {
  name: 'assessment',
  events: assessmentEvents,
  commands: assessmentCommands,
  decider: assessmentDecider,
  key: ({ data }) => (data['assessmentId'] ?? data['decisionId']) as string | undefined,
  keyField: 'data.assessmentId',
};
