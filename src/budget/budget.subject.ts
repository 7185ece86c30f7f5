import type { Subject } from '../kernel/subject.js';
import { budgetCommands } from './budget.commands.js';
import { budgetDecider } from './budget.decider.js';
import { budgetEvents } from './budget.events.js';

/** Yearly budgets, as far as they fall on TSOs and on the authority itself. */
export const budget: Subject = {
  name: 'budget',
  events: budgetEvents,
  commands: budgetCommands,
  decider: budgetDecider,
  key: ({ data }) => data['budgetId'] as string | undefined,
  keyField: 'data.budgetId',
};
