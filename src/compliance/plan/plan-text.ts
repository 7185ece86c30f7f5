import { label } from '../../kernel/time.js';
import { isOnlyAdvised } from './plan.js';
import type { Compared } from './plan-trial.js';
import { NAMES, type Asked, type Plan, type PlanStep, type StepId } from './plan-steps.js';
import { dayCount, on } from '../ranges.js';
import { wrapped } from '../../report/wrapped.js';

/** A plan with whose it is, and what the rules would say of it. */
export interface PlanTold {
  readonly plan: Plan;
  readonly matter: string | null;
  readonly commissioner: { readonly id: string; readonly name: string };
  /** null where no other days were tried; then `planned` alone is told */
  readonly whatIf: Plan | null;
  readonly verdicts: readonly Compared[];
  readonly notes: readonly string[];
}

/** "F1, compact 2010 4.4*, where possible": an asterisk says that the number is cited from memory. */
export const askedBy = ({ rule, clause, clauseConfirmed, advisory, inForce }: Asked): string =>
  [
    `${rule}, ${clause.framework} ${clause.edition} ${clause.number}${clauseConfirmed ? '' : '*'}`,
    ...(advisory ? ['asked for where possible'] : []),
    ...(inForce ? [] : ['not in force then']),
  ].join(', ');

/** How a step stands: done, days left, or how many days too late. */
export const standingOf = ({
  id,
  state,
  slack,
  lateBy,
  doneOn,
  from,
  on: day,
  latest,
  workingDay,
}: PlanStep): string => {
  if (doneOn !== null) return `done ${on(doneOn)}${lateBy > 0 ? `, ${dayCount(lateBy)} late` : ''}`;
  const chosen = from === 'choice' ? `chosen for ${label(day)}; ` : '';
  if (state === 'too late') return `${chosen}too late by ${dayCount(lateBy)}`;
  const office = workingDay === latest || id === 'first-day' ? '' : `; the last working day is ${label(workingDay)}`;
  return `${chosen}${slack === 0 ? 'today is the last day' : `${dayCount(slack ?? 0)} left`}${office}`;
};

const WIDTH = 22;

const line = (text: string): string => `${' '.repeat(WIDTH)}${wrapped(text, WIDTH)}`;

const stepText = (step: PlanStep): string =>
  [
    `${(step.id === 'first-day' ? label(step.latest) : `by ${label(step.latest)}`).padEnd(WIDTH)}${wrapped(`${step.title}: ${standingOf(step)}`, WIDTH)}`,
    ...step.asks.map((asked) => line(`${asked.sum} (${askedBy(asked)})`)),
    ...step.needs.map(line),
    ...(step.state === 'too late' && step.asks.some(({ exception }) => exception)
      ? [line(EXCEPTION[step.id] ?? '')]
      : []),
    ...(step.evidence.length > 0 ? [line(`Evidence: ${step.evidence.join(', ')}`)] : []),
  ].join('\n');

/** What the text itself lets stand in for time that is short. */
const EXCEPTION: Readonly<Partial<Record<PlanStep['id'], string>>> = {
  opening: 'A shorter consultation needs its reason published by the day it opens.',
  notice: 'Shorter notice needs exceptional circumstances, recorded with who approved them by the day of the notice.',
  feedback: 'Feedback that takes longer needs its delay explained within the time for it.',
};

const outlook = ({ possible, couldBe, question: { today }, steps }: Plan): string[] => {
  const late = (which: (step: PlanStep) => boolean) =>
    steps
      .filter((step) => step.state === 'too late' && which(step))
      .map(({ id, lateBy }) => `${NAMES[id]}, by ${dayCount(lateBy)}`);
  if (possible) {
    const advised = late(isOnlyAdvised);
    return advised.length === 0
      ? [`Everything still to be done can be done in time from ${label(today)} on.`]
      : [
          `Everything that has to be done still can be, from ${label(today)} on. Asked for where possible, and too late: ${advised.join('; ')}.`,
        ];
  }
  return [
    `Not possible as it stands: too late: ${late((step) => !isOnlyAdvised(step)).join('; ')}.`,
    couldBe
      ? `Begun on ${label(today)}, all that is still to be done fits a decision by ${label(couldBe.decision)} and new terms from ${label(couldBe.firstDay)}.`
      : 'No later first day on the new terms mends that: what is on record came in another order.',
  ];
};

/** A rule's verdict on the plan; beside it the one with other days, where these make a difference. */
const verdictText = ({ rule, edition, tso, planned, whatIf }: Compared, both: boolean): string => {
  const head = `${rule} ${edition}${tso === null ? '' : `, ${tso}`}`;
  const said = (it: Compared['planned']) => (it ? `${it.verdict}: ${it.because}` : 'nothing to judge');
  if (!both) return `  ${wrapped(`${head}  ${said(planned)}`, 4)}`;
  if (planned?.verdict === whatIf?.verdict) return `  ${wrapped(`${head}  ${planned?.verdict} either way`, 4)}`;
  const lines = [
    ['as planned', planned],
    ['what if', whatIf],
  ] as const;
  return [`  ${head}`, ...lines.map(([name, it]) => `    ${name.padEnd(12)}${wrapped(said(it), 16)}`)].join('\n');
};

const heading = ({ question: { effect, firstDay } }: Plan): string =>
  effect === 'policy'
    ? `Plan for a policy from ${label(firstDay)}`
    : `Plan to ${effect} funding, new terms from ${label(firstDay)}`;

/** The days in which one plan was asked to differ from another. */
const chosenIn = ({ question: { dates, firstDay } }: Plan, { question: planned }: Plan): string =>
  [
    ...Object.entries(dates)
      .filter(([step, day]) => planned.dates[step as StepId] !== day)
      .map(([step, day]) => `${step} on ${label(day)}`),
    ...(firstDay === planned.firstDay ? [] : [`new terms from ${label(firstDay)}`]),
  ].join(', ');

/** A plan as text for reading: its steps by their last days with the sums, and the verdicts if it is carried out. */
export const planText = ({ plan, commissioner, matter, whatIf, verdicts, notes }: PlanTold): string =>
  [
    `${heading(plan)}, ${commissioner.name}${matter === null ? '' : ` (${matter})`}`,
    '',
    ...plan.steps.map(stepText),
    '',
    ...outlook(plan).map((text) => wrapped(text, 0)),
    '',
    whatIf
      ? `The verdicts as planned, and what if ${chosenIn(whatIf, plan)}:`
      : 'The verdicts if each step is taken on its day, or today where that has passed:',
    ...verdicts.map((one) => verdictText(one, whatIf !== null)),
    ...notes.map((note) => `\n${wrapped(`Note: ${note}`, 0)}`),
    '',
    wrapped('* The paragraph number is cited from memory. Every day counts, also those that are no working days.', 0),
  ].join('\n');
