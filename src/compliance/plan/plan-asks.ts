import type { Effect } from '../../decision/decision.events.js';
import { addWorkingDays } from '../../kernel/working-days.js';
import { addDays, label, type Day } from '../../kernel/time.js';
import { clearDaysBefore } from '../rules/forward-notice-rule.js';
import { lastDayFor } from '../rules/notice.js';
import { noticeDue } from '../rules/notice-words.js';
import { CHANGES, NAMES, type PlanQuestion, type StepId } from './plan-steps.js';
import { dayCount, list } from '../ranges.js';
import type { Kind, Row } from '../rule.js';

/** A step by a day that is counted from the day of another. */
export interface Bound {
  readonly step: StepId;
  readonly from: StepId;
  readonly move: (from: Day) => Day;
  /** how that day comes about, as a sentence */
  readonly sum: (from: Day, by: Day) => string;
}

/** What a rule asks for without giving a day. */
interface Undated extends Pick<Bound, 'step' | 'from'> {
  readonly says: string;
}

/** What a rule asks for; `trigger` is the step on whose day the edition must be in force, as the judge has it. */
export type Ask = (Bound | Undated) & { readonly trigger: StepId };

const dayOf = (step: StepId, day: Day): string => `${NAMES[step]}, ${label(day)}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Some days before another step, or on its day for 0. */
const earlier = (step: StepId, from: StepId, days: number, what: string): Bound => ({
  step,
  from,
  move: (day) => addDays(day, -days),
  sum: (day, by) =>
    days === 0
      ? `${capital(what)} by ${dayOf(from, day)}.`
      : `${capital(dayOf(from, day))}, less ${dayCount(days)} is ${label(by)}: ${what} by then.`,
});

/** Within some days after another step. */
const following = (step: StepId, from: StepId, days: number, what: string): Bound => ({
  step,
  from,
  move: (day) => addDays(day, days),
  sum: (day, by) => `${capital(dayOf(from, day))}, plus ${dayCount(days)} is ${label(by)}: ${what} by then.`,
});

/** A consultation is open for some days, besides those for which it was paused. */
const lasting = (days: number, paused: number): Bound => ({
  ...earlier('opening', 'closing', days + paused, 'the consultation opens'),
  ...(paused > 0 && {
    sum: (day: Day, by: Day) =>
      `${capital(dayOf('closing', day))}, less ${dayCount(days)} and ${paused} paused is ${label(by)}: the consultation opens by then.`,
  }),
});

const triggeredBy = (trigger: StepId, ...bounds: (Bound | Undated)[]): Ask[] =>
  bounds.map((bound) => ({ ...bound, trigger }));

/** The steps of Compact 4.3 in their order; a consultation is the invitation, its analysis the consideration. */
const dialogue = ({ consult }: PlanQuestion): Bound[] => {
  const [invited, due, considered]: StepId[] = consult
    ? ['opening', 'closing', 'analysis']
    : ['invitation', 'responses', 'consideration'];
  return [
    earlier(considered!, 'decision', 0, 'the responses are considered'),
    earlier(due!, considered!, 1, 'the time to respond has run out'),
    earlier(invited!, considered!, 0, 'responses are invited'),
    earlier('discussion', invited!, 0, 'the implications are discussed'),
  ];
};

/** A step so many calendar months before the first day on the new terms. */
const monthsBefore = (step: StepId, months: number, what: string): Bound => ({
  step,
  from: 'first-day',
  move: (day) => lastDayFor(day, months),
  sum: (day, by) => `${noticeDue(day, months)}: ${what} by ${label(by)}.`,
});

const nothing = (): Ask[] => [];

/**
 * What each kind of rule means backwards, with the numbers of its row: the other side of its evaluator. A kind that is
 * forgotten here does not compile; one that gives no step a day asks for nothing.
 */
const backwards: { readonly [K in Kind]: (row: Row<K>, question: PlanQuestion) => Ask[] } = {
  'consultation-lasts': ({ parameters: { days } }, { consult, paused = 0 }) =>
    consult ? triggeredBy('opening', lasting(days, paused)) : [],
  'consultation-forewarned': (_row, { consult }) =>
    consult ? triggeredBy('opening', earlier('forewarning', 'opening', 1, 'word that it is coming goes out')) : [],
  'feedback-follows': ({ parameters: { days } }, { consult }) =>
    consult ? triggeredBy('closing', following('feedback', 'closing', days, 'feedback is published')) : [],
  'consultation-formative': (_row, { consult }) =>
    consult ? triggeredBy('opening', earlier('closing', 'decision', 0, 'the consultation closes')) : [],
  'consultation-informs': (_row, { consult }) =>
    consult
      ? triggeredBy('opening', {
          step: 'opening',
          from: 'closing',
          says: 'Its pack gives the reasons, the criteria, the options, and those rejected with why.',
        })
      : [],
  'responses-considered': (_row, { consult }) =>
    consult
      ? triggeredBy(
          'decision',
          earlier('closing', 'analysis', 1, 'the consultation closes'),
          earlier('analysis', 'decision', 1, 'the responses are analysed'),
        )
      : [],
  'notice-given': ({ parameters: { months } }, { effect }) =>
    CHANGES.includes(effect)
      ? triggeredBy('notice', monthsBefore('notice', months, 'written notice must be received'))
      : [],
  'rationale-given': ({ parameters: { effects } }, { effect }) =>
    effects.includes(effect)
      ? triggeredBy(
          'decision',
          CHANGES.includes(effect)
            ? earlier('reasons', 'notice', 0, 'the reasons are given')
            : { step: 'reasons', from: 'first-day', says: 'The reasons are given; the text names no day for it.' },
        )
      : [],
  'impact-first': ({ parameters: { effects, groups } }, { effect }) =>
    effects.includes(effect)
      ? triggeredBy(
          'decision',
          earlier('impact-assessment', 'decision', 1, `the impact on ${list(groups)} is assessed`),
        )
      : [],
  'dialogue-first': ({ parameters: { effects } }, question) =>
    effects.includes(question.effect) ? triggeredBy('decision', ...dialogue(question)) : [],
  'equality-first': () =>
    triggeredBy('decision', earlier('equality-assessment', 'decision', 1, 'the equality assessment is completed')),
  'forward-notice-first': ({ parameters: { clearDays } }, { key }) =>
    key
      ? triggeredBy('decision', {
          step: 'forward-notice',
          from: 'decision',
          move: (day) => clearDaysBefore(day, clearDays),
          sum: (day, by) =>
            `${clearDays} clear days before ${dayOf('decision', day)}: forward notice is published by ${label(by)}.`,
        })
      : [],
  'users-noticed': ({ parameters: { effects, months } }, { effect }) =>
    effects.includes(effect)
      ? triggeredBy(
          'notice',
          monthsBefore('notice', months, 'written notice must be received'),
          monthsBefore('users-notice', months, 'users or the public must be told'),
        )
      : [],
  'public-engaged-first': ({ parameters: { effects }, says }, { effect }) =>
    effects.includes(effect) ? triggeredBy('decision', { step: 'engagement', from: 'first-day', says }) : [],
  'topics-covered-first': ({ parameters: { effects, topics } }, { effect }) =>
    effects.includes(effect)
      ? triggeredBy('decision', earlier('engagement', 'decision', 1, `${list(topics)} are talked about`))
      : [],
  'options-invited-first': ({ parameters: { effects } }, { effect }) =>
    effects.includes(effect) ? triggeredBy('decision', earlier('options', 'decision', 1, 'options are invited')) : [],
  'assessment-shared': () => triggeredBy('decision', earlier('sharing', 'decision', 1, 'the assessments are shared')),
  'assessment-among-papers': ({ says }) =>
    triggeredBy('decision', { step: 'equality-assessment', from: 'decision', says }),
  'present-users-assessed': ({ parameters: { effects } }, { effect }) =>
    effects.includes(effect)
      ? triggeredBy('decision', earlier('equality-assessment', 'decision', 1, 'harm to present users is assessed'))
      : [],
  'assessment-detailed': ({ parameters: { effects } }, { effect }) =>
    effects.includes(effect)
      ? triggeredBy('decision', earlier('equality-assessment', 'decision', 1, 'each group or provider is assessed'))
      : [],
  'duty-explained': ({ says }) => triggeredBy('decision', { step: 'decision', from: 'first-day', says }),
  'social-value-first': (_row, { procure }) =>
    procure ? triggeredBy('procurement', earlier('social-value', 'procurement', 1, 'social value is considered')) : [],
  'social-value-weighed': ({ parameters: { effects } }, { effect }) =>
    effects.includes(effect)
      ? triggeredBy('decision', earlier('social-value', 'decision', 0, 'social value is considered'))
      : [],
  // What follows asks nothing of the steps of a decision: it is about agreements, promises, disputes, the sector's own
  // commitments, or about what other rules ask for.
  'budget-no-excuse': nothing,
  'reconsidered-openly': nothing,
  'cuts-proportionate': nothing,
  'local-compact-honoured': nothing,
  'improvement-first': nothing,
  'term-lasts': nothing,
  'monitoring-agreed': nothing,
  'risk-agreed': nothing,
  'terms-passed-down': nothing,
  'payment-follows': nothing,
  'circumstances-reported': nothing,
  'report-on-time': nothing,
  'report-states-value': nothing,
  'exit-planned': nothing,
  'dispute-answered': nothing,
  'commitment-kept': nothing,
  'request-answered': nothing,
  'governance-kept': nothing,
  'independence-respected': nothing,
  'basis-told': nothing,
  'consultation-answered': nothing,
  'contribution-made': nothing,
  'impact-advised': nothing,
  'register-covers': nothing,
};

/** What a row asks of the steps of a plan. */
export const asksOf = <K extends Kind>(row: Row<K>, question: PlanQuestion): Ask[] =>
  (backwards[row.kind] as (row: Row<K>, question: PlanQuestion) => Ask[])(row, question);

/** The last day from which so many working days have run out before a day; without any, that day itself. */
const beforeCallIn = (day: Day, workingDays: number): Day => {
  let last = day;
  if (workingDays > 0) while (addWorkingDays(last, workingDays) >= day) last = addDays(last, -1);
  return last;
};

const callIn = (from: StepId, workingDays: number): Bound => ({
  step: 'decision',
  from,
  move: (day) => beforeCallIn(day, workingDays),
  sum: (day, by) =>
    workingDays === 0
      ? `The decision is taken by ${dayOf(from, day)}.`
      : `${workingDays} working ${workingDays === 1 ? 'day' : 'days'} for call-in run out before ${dayOf(from, day)}: the decision is taken by ${label(by)}.`,
});

/** A consultation is open for the days allowed for responding, where no rule asks for more. */
const openFor = (days: number): Bound => ({
  ...earlier('opening', 'closing', days, 'the consultation opens'),
  ...(days === 0 && {
    sum: (day: Day) =>
      `No framework in force then sets how long it is open: without days for responding it opens on the day it closes, ${label(day)}.`,
  }),
});

/** Effects that a procurement leads to, rather than follows from. */
const award: readonly Effect[] = ['award', 'renew'];

/** What the order of things and the allowances ask for: steps that no rule bounds, or not so far. */
export const needsOf = ({ effect, allowances }: PlanQuestion): Bound[] => {
  const { callInWorkingDays = 0, analysisDays = 0, responseDays = 0, warningDays } = allowances;
  const changes = CHANGES.includes(effect);
  return [
    ...(changes ? [earlier('notice', 'first-day', 1, 'notice comes before the new terms')] : []),
    earlier('reasons', 'first-day', 0, 'the reasons are given'),
    callIn(changes ? 'notice' : 'first-day', callInWorkingDays),
    earlier('analysis', 'decision', 0, 'the responses are analysed'),
    earlier('closing', 'analysis', analysisDays, 'the consultation closes'),
    openFor(responseDays),
    earlier('impact-assessment', 'sharing', 0, 'the impact assessment is completed'),
    earlier('equality-assessment', 'sharing', 0, 'the equality assessment is completed'),
    earlier('engagement', 'decision', 0, 'those affected are met'),
    earlier('procurement', award.includes(effect) ? 'decision' : 'first-day', 0, 'the procurement starts'),
    earlier('invitation', 'responses', responseDays, 'responses are invited'),
    ...(warningDays === undefined
      ? []
      : [earlier('discussion', 'decision', warningDays, 'those concerned are told of it')]),
  ];
};
