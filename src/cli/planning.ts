import { PlanFor, RecordedThrough } from '../compliance/compliance.plan.queries.js';
import { planText } from '../compliance/plan/plan-text.js';
import { dayIn, stepDays } from '../compliance/plan/plan-words.js';
import { Rejection } from '../kernel/rejection.js';
import { calendarOf, planEntries } from '../web/calendar.js';
import { OPERATOR, withRecord } from './context.js';
import { Misused, print, printJson } from './output.js';

interface PlanOptions {
  readonly data?: string;
  readonly json?: boolean;
  readonly commissioner?: string;
  readonly matter?: string;
  readonly tso?: string[];
  readonly effect?: string;
  readonly firstDay?: string;
  readonly decisionOn?: string;
  readonly consult?: true;
  readonly key?: true;
  readonly procure?: true;
  readonly callIn?: number;
  readonly analysis?: number;
  readonly response?: number;
  readonly warning?: number;
  readonly framework?: string;
  readonly today?: string;
  readonly whatIf?: string;
  readonly knownAt?: string;
  readonly format: 'text' | 'json' | 'ics';
}

/** Runs what reads the options: what it refuses is wrong usage. */
const usage = <Value>(read: () => Value): Value => {
  try {
    return read();
  } catch (error) {
    throw error instanceof Rejection ? new Misused(error.message) : error;
  }
};

/** `decision-on=2026-01-10,notice-on=2026-01-12` as words and texts. */
const pairs = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split(',').map((part) => {
      const [name = '', day = ''] = part.split('=').map((side) => side.trim());
      return [name, day];
    }),
  );

const day = (option: string, text: string | undefined): string | null =>
  text === undefined ? null : usage(() => dayIn(option, text));

/** `plan`: the last day for each step of a planned decision or change, and what the rules would say of it. */
export const plan = async (options: PlanOptions): Promise<void> => {
  const { matter, commissioner, tso, consult, key, procure, whatIf, knownAt } = options;
  if (matter === undefined && commissioner === undefined)
    throw new Misused('whose plan is it? Add --commissioner ID, or --matter ID for a matter on record');
  const decision = day('--decision-on', options.decisionOn);
  const allowances = {
    ...(options.callIn !== undefined && { callInWorkingDays: options.callIn }),
    ...(options.analysis !== undefined && { analysisDays: options.analysis }),
    ...(options.response !== undefined && { responseDays: options.response }),
    ...(options.warning !== undefined && { warningDays: options.warning }),
  };
  const input = {
    matter: matter ?? null,
    commissioner: commissioner ?? null,
    tsos: tso ?? null,
    effect: options.effect ?? null,
    firstDay: day('--first-day', options.firstDay),
    consult: consult ?? null,
    key: key ?? null,
    procure: procure ?? null,
    dates: decision === null ? {} : { decision },
    allowances,
    today: day('--today', options.today),
    framework: options.framework ?? null,
    whatIf: whatIf === undefined ? null : usage(() => stepDays(pairs(whatIf))),
  };
  await withRecord(options.data, async ({ application }) => {
    const found = await application.ask(new PlanFor(OPERATOR, input, knownAt));
    if (options.json || options.format === 'json') printJson(found);
    else if (options.format === 'ics') {
      const through = await application.ask(new RecordedThrough(knownAt));
      print(calendarOf(found.commissioner.name, planEntries(found), through));
    } else print(planText(found));
  });
};
