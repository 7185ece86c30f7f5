import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Id } from '../kernel/shapes.js';

/** How many per cent less than the year before; a negative number is a rise. */
const Percent = z
  .number('is not a number: write per cent without the sign')
  .min(-1000, 'is below -1000')
  .max(100, 'is more than all of it: 100 at most');

export const budgetEvents = {
  /** what a year's budget takes from the authority itself and from TSOs, so that the two can be compared (Best Value) */
  BudgetReductionRecorded: v1(
    z.strictObject({
      budgetId: Id,
      financialYear: z.string().regex(/^\d{4}\/\d{2}$/, 'is not a financial year: write 2011/12'),
      ownPercent: Percent,
      tsoPercent: Percent.optional(),
    }),
  ),
};

export type BudgetEvent = FactOf<typeof budgetEvents>;
