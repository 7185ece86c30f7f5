import { COMMISSIONER_SIDE, type Intents } from '../kernel/command.js';

/** What may be said about a budget. */
export const budgetCommands = {
  RecordBudgetReduction: { becomes: 'BudgetReductionRecorded', roles: COMMISSIONER_SIDE },
} as const satisfies Intents;
