import { reject } from '../../kernel/rejection.js';
import { addDays, daysBetween, label, range, type Day } from '../../kernel/time.js';
import { editionsNamed, inForceOn } from '../frameworks.js';
import { asksOf, needsOf, type Ask, type Bound } from './plan-asks.js';
import {
  CHANGES,
  STEPS,
  TITLES,
  type Asked,
  type Plan,
  type PlanQuestion,
  type PlanStep,
  type StepId,
} from './plan-steps.js';
import { isWorkingDay } from '../../kernel/working-days.js';
import { daysOf, onOrBefore } from '../ranges.js';
import type { Edition, Row } from '../rule.js';

// Nothing is counted from these, and they need the days of steps before them.
const LAST: readonly StepId[] = ['reasons', 'feedback'];

/** The steps in the order in which their days are found: backwards from the first day on the new terms. */
const BACKWARDS: readonly StepId[] = [...STEPS.filter((step) => !LAST.includes(step)).toReversed(), ...LAST];

type Days = ReadonlyMap<StepId, Day>;

interface Candidate {
  readonly edition: Edition;
  readonly row: Row;
  readonly ask: Ask;
}

/** The last day on which an edition that binds from the day of the step itself is not yet departed from; null where never. */
const lastUnder = ({ inForceFrom, inForceTo }: Edition, by: Day): Day | null => {
  const begins = daysOf(inForceFrom)?.earliest ?? '';
  const ends = daysOf(inForceTo)?.latest;
  const firstLate = addDays(by, 1) > begins ? addDays(by, 1) : begins;
  return ends !== undefined && firstLate > ends ? null : addDays(firstLate, -1);
};

const askedBy = ({ edition, row, ask }: Candidate, days: Days, named: boolean): Asked | null => {
  const from = days.get(ask.from);
  if (from === undefined) return null;
  const counted = 'move' in ask ? ask.move(from) : null;
  const own = ask.trigger === ask.step && counted !== null;
  const by = own && !named ? lastUnder(edition, counted) : counted;
  const trigger = own ? (by ?? counted) : (days.get(ask.trigger) ?? from);
  const inForce = own && !named ? by !== null : inForceOn(edition, range(trigger)) !== 'no';
  if (!inForce && !named) return null;
  const until =
    by === null || by === counted ? '' : ` Before ${label(addDays(by, 1))} ${edition.title} is not in force.`;
  return {
    rule: row.rule,
    edition: edition.id,
    clause: { framework: edition.family, edition: edition.edition, number: row.number },
    clauseConfirmed: row.confirmed,
    advisory: row.advisory,
    exception: row.exception,
    inForce,
    by,
    sum: 'move' in ask ? `${ask.sum(from, ask.move(from))}${until}` : ask.says,
  };
};

/**
 * What an edition or family that was asked for by name asks: by the editions in force or, where none is, by the last
 * one that had begun (else the first), as the judge does.
 */
const chosen = (asked: readonly Asked[], editions: readonly Edition[]): Asked[] => {
  const inForce = asked.filter((it) => it.inForce);
  if (inForce.length > 0) return inForce;
  const begun = asked.filter((it) => {
    const edition = editions.find(({ id }) => id === it.edition);
    return (daysOf(edition?.inForceFrom)?.earliest ?? '') <= (it.by ?? '9999');
  });
  const nearest = begun.at(-1) ?? asked[0];
  return nearest ? [nearest] : [];
};

const strictestFirst = (a: Asked, b: Asked): number =>
  (a.by ?? '9999') < (b.by ?? '9999') ? -1 : a.by === b.by ? 0 : 1;

const asksFor = (step: StepId, candidates: readonly Candidate[], days: Days, named: boolean): Asked[] => {
  const own = candidates.filter(({ ask }) => ask.step === step);
  const asked = (some: readonly Candidate[]) => some.flatMap((it) => askedBy(it, days, named) ?? []);
  if (!named) return asked(own).toSorted(strictestFirst);
  const editions = own.map(({ edition }) => edition);
  const kinds = [...new Set(own.map(({ row, ask }) => `${row.rule} ${ask.from}`))];
  return kinds
    .flatMap((kind) => chosen(asked(own.filter(({ row, ask }) => `${row.rule} ${ask.from}` === kind)), editions))
    .toSorted(strictestFirst);
};

/** Steps that belong to a plan whether a rule asks for them or not. */
const ownSteps = ({ effect, consult, procure, allowances }: PlanQuestion): StepId[] => [
  'first-day',
  'decision',
  ...(CHANGES.includes(effect) ? (['notice'] as const) : []),
  ...(consult ? (['opening', 'closing', 'analysis'] as const) : []),
  ...(procure ? (['procurement'] as const) : []),
  ...(allowances.warningDays === undefined ? [] : (['discussion'] as const)),
];

/** A need that no rule already asks for, where it is what bounds the step. */
const needsFor = (step: StepId, needs: readonly Bound[], days: Days) =>
  needs.flatMap((need) => {
    const from = days.get(need.from);
    if (need.step !== step || from === undefined) return [];
    const by = need.move(from);
    return [{ by, sum: need.sum(from, by) }];
  });

const workingDayBy = (day: Day): Day => (isWorkingDay(day) ? day : workingDayBy(addDays(day, -1)));

type Timing = Pick<PlanStep, 'on' | 'from' | 'state' | 'slack' | 'lateBy' | 'evidence' | 'doneOn'>;

/** When a step is taken, and how that stands to its last day and to today. */
const timingOf = (step: StepId, latest: Day, { done, dates, today }: PlanQuestion): Timing => {
  const recorded = done[step];
  if (recorded) {
    const on = daysOf(recorded.on)?.earliest ?? latest;
    const late = onOrBefore(daysOf(recorded.on), range(latest)) === 'no';
    return {
      on,
      from: 'record',
      state: late ? 'done late' : 'done',
      slack: null,
      lateBy: late ? daysBetween(latest, on) : 0,
      evidence: recorded.evidence,
      doneOn: recorded.on,
    };
  }
  const choice = dates[step];
  const on = choice ?? latest;
  const slack = daysBetween(today, latest);
  const lateBy = Math.max(0, -slack, daysBetween(latest, on));
  const state = lateBy > 0 ? 'too late' : 'to do';
  return { on, from: choice === undefined ? 'latest' : 'choice', state, slack, lateBy, evidence: [], doneOn: null };
};

/** The steps that come before one, as far as a plan has them. */
const before = (step: StepId, bounds: readonly Pick<Bound, 'step' | 'from'>[], days: Days): StepId[] =>
  STEPS.filter((other) =>
    bounds.some((bound) => {
      const [first, second] =
        STEPS.indexOf(bound.step) < STEPS.indexOf(bound.from) ? [bound.step, bound.from] : [bound.from, bound.step];
      return first === other && second === step && days.has(first) && days.has(second);
    }),
  );

const stepsOf = (question: PlanQuestion, editions: readonly Edition[]): PlanStep[] => {
  const named = question.framework !== undefined;
  const candidates = editions.flatMap((edition) =>
    edition.rows.flatMap((row) => asksOf(row, question).map((ask) => ({ edition, row, ask }))),
  );
  const needs = needsOf(question);
  const own = ownSteps(question);
  const days = new Map<StepId, Day>();
  const steps = BACKWARDS.flatMap((id) => {
    const asks = asksFor(id, candidates, days, named);
    if (asks.length === 0 && !own.includes(id)) return [];
    const needed = id === 'first-day' ? [{ by: question.firstDay, sum: '' }] : needsFor(id, needs, days);
    const latest = [...asks, ...needed].flatMap(({ by }) => by ?? []).toSorted()[0]!;
    const binding = asks.some(({ by }) => by === latest) ? [] : needed.filter(({ by, sum }) => sum && by === latest);
    const timing = timingOf(id, latest, question);
    days.set(id, timing.on);
    return [
      {
        id,
        title: TITLES[id],
        latest,
        workingDay: workingDayBy(latest),
        ...timing,
        asks,
        needs: binding.map(({ sum }) => sum),
      },
    ];
  });
  const bounds = [...candidates.flatMap(({ ask }) => ('move' in ask ? [ask] : [])), ...needs];
  return steps
    .map((step) => ({ ...step, after: before(step.id, bounds, days) }))
    .toSorted((a, b) => (a.on === b.on ? STEPS.indexOf(a.id) - STEPS.indexOf(b.id) : a.on < b.on ? -1 : 1));
};

/** Whether a step is asked for where possible only: a plan without it is no less possible. */
export const isOnlyAdvised = ({ asks, needs }: PlanStep): boolean =>
  asks.length > 0 && needs.length === 0 && asks.every(({ advisory }) => advisory);

const mostLate = (steps: readonly PlanStep[]): number =>
  Math.max(0, ...steps.map((step) => (step.state === 'too late' && !isOnlyAdvised(step) ? step.lateBy : 0)));

const TRIES = 12;

/**
 * The first later first day on new terms that leaves time for all that is still to be done. A move by as many days as
 * lack may be some too many (months and days off are uneven, editions end), so it goes back day by day from there.
 */
const couldBe = (question: PlanQuestion, editions: readonly Edition[]): Plan['couldBe'] => {
  const at = (firstDay: Day) => stepsOf({ ...question, firstDay, dates: {} }, editions);
  let { firstDay } = question;
  let tries = 0;
  for (let late = mostLate(at(firstDay)); late > 0; late = mostLate(at(firstDay))) {
    if ((tries += 1) > TRIES) return null;
    firstDay = addDays(firstDay, late);
  }
  while (firstDay > question.firstDay && mostLate(at(addDays(firstDay, -1))) === 0) firstDay = addDays(firstDay, -1);
  return { decision: at(firstDay).find(({ id }) => id === 'decision')!.on, firstDay };
};

/**
 * Throws a Rejection, naming `field`, when a day is chosen for a step that a plan does not have or that is on record.
 */
export const demandSteps = ({ steps }: Plan, dates: PlanQuestion['dates'], field: string): void => {
  const open = steps.filter(({ id, from }) => id !== 'first-day' && from !== 'record').map(({ id }) => id);
  for (const step of Object.keys(dates)) {
    const recorded = steps.find(({ id, from }) => id === step && from === 'record');
    if (recorded)
      throw reject(
        'INVALID',
        field,
        `The step "${step}" is on record (${recorded.evidence.join(', ')}): no day can be chosen for it.`,
      );
    if (!open.some((id) => id === step))
      throw reject('INVALID', field, `This plan has no step "${step}" to choose a day for: it has ${open.join(', ')}.`);
  }
};

/**
 * The rules backwards: the last day for each step towards a decision or change, by the editions in force on the days
 * that decide. The numbers are those of the rows that the judge reads, so a history that takes each step on its last
 * day is judged MET. `editions` are all that bind the commissioner, oldest first within a family.
 */
export const plan = (question: PlanQuestion, editions: readonly Edition[]): Plan => {
  const asked = question.framework === undefined ? editions : editionsNamed(editions, question.framework);
  const steps = stepsOf(question, asked);
  const possible = mostLate(steps) === 0;
  return { question, steps, possible, couldBe: possible ? null : couldBe(question, asked) };
};
