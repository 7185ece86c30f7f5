import type { Subject } from '../kernel/subject.js';
import { surveyCommands } from './survey.commands.js';
import { surveyDecider } from './survey.decider.js';
import { surveyEvents } from './survey.events.js';

/** Surveys of what each side says about the other. */
export const survey: Subject = {
  name: 'survey',
  events: surveyEvents,
  commands: surveyCommands,
  decider: surveyDecider,
  key: ({ data }) => data['wave'] as string | undefined,
  keyField: 'data.wave',
};
