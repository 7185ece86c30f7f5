import { test } from '@jest/globals';
import { budget } from '../../src/budget/budget.subject.js';
import { expectCovered, given } from './given.js';

const past = given(budget);
const cut = { financialYear: '2011/12', ownPercent: 10, tsoPercent: 12.5 };

test('a reduction is recorded, and a rise for TSOs', () => {
  past().when('RecordBudgetReduction', cut).thenRecorded();
  past()
    .when('RecordBudgetReduction', { ...cut, tsoPercent: -2 })
    .thenRecorded();
});

test('a budget takes its share once', () =>
  past(['BudgetReductionRecorded', cut])
    .when('RecordBudgetReduction', cut)
    .thenRefused('ALREADY_RECORDED', 'data.budgetId'));

test('every intent and every refusal was met', () => expectCovered(budget));
