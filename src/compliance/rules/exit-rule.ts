import { addDays, addMonths, label } from '../../kernel/time.js';
import type { Dated } from '../../kernel/entry.js';
import { madeAgreements, type Made } from './agreement-outcome.js';
import { best, outcome, pending, type Case, type Outcome, type Said } from '../outcome.js';
import { before, dayCounts, between, daysOf, exactDay, moved, movedByDays, on, onOrBefore } from '../ranges.js';
import type { Row } from '../rule.js';

/** The last day as it was last agreed. */
const endOf = ({ agreement, made }: Made): Dated | null => {
  const told = [made, ...agreement.altered].findLast(({ data }) => data.endsOn);
  return told?.data.endsOn ? { on: told.data.endsOn, fact: told } : null;
};

const judged = ({ parameters }: Row<'exit-planned'>, { agreement, made }: Made, end: Dated, it: Case): Said => {
  const { months } = parameters;
  const ends = daysOf(end.on)!;
  const quarter = moved(ends, (day) => addMonths(addDays(day, 1), -months));
  const due = movedByDays(quarter, -1);
  const base = { dueOn: exactDay(due), evidence: [end.fact] };
  const last = `It ${it.validAsOf > ends.latest ? 'was' : 'is'} to end ${on(end.on)}, so its last ${months} months begin ${on(quarter)}`;
  const { ended } = agreement;
  if (ended && before(daysOf(ended.occurredOn), quarter) === 'yes')
    return {
      ...base,
      verdict: 'NOT_APPLICABLE',
      because: `${last}; it had ended ${on(ended.occurredOn)}, before that.`,
      evidence: [end.fact, ended],
    };
  if (end.fact.type === 'AgreementVaried' && onOrBefore(quarter, daysOf(end.fact.occurredOn)) === 'yes')
    return {
      ...base,
      verdict: 'NOT_APPLICABLE',
      because: `${last}; that end was set only ${on(end.fact.occurredOn)}.`,
    };
  if (onOrBefore(quarter, daysOf(made.data.startsOn)) === 'yes')
    return { ...base, verdict: 'NOT_APPLICABLE', because: `${last}, and it had not begun before that.` };
  const plan = best(agreement.exitPlans, ({ occurredOn }) => before(daysOf(occurredOn), quarter));
  if (!plan) {
    const ahead = pending(due.latest, it.validAsOf);
    return {
      ...base,
      verdict: ahead ?? 'NOT_EVIDENCED',
      because: `${last}; a plan for the end of the funding ${ahead ? 'is' : 'was'} due by ${label(exactDay(due) ?? due.latest)}, and none is on record${ahead ? ' yet' : ''}.`,
      missing: ['ExitPlanFiled'],
    };
  }
  const { fact, answer } = plan;
  const filed = daysOf(fact.occurredOn);
  const evidence = [end.fact, fact];
  const told = `${last}; the plan for the end of the funding was filed ${on(fact.occurredOn)}`;
  if (answer === 'unknown')
    return {
      ...base,
      verdict: 'NOT_EVIDENCED',
      because: `${told}, and only exact days can tell whether that was before.`,
      missing: [filed ? 'endsOn' : 'ExitPlanFiled.occurredOn'],
      evidence,
    };
  const days = answer === 'yes' ? between(filed!, quarter) : between(quarter, filed!);
  return {
    ...base,
    verdict: answer === 'yes' ? 'MET' : 'NOT_MET',
    because: `${told}, ${days.max === 0 ? 'on the first of them' : `${dayCounts(days)} ${answer === 'yes' ? 'before' : 'into them'}`}.`,
    evidence,
  };
};

/**
 * CSO-4.5: a TSO has a plan for the end of its funding before the last quarter of the agreement (Compact 2010, 4.5). The
 * last day on which it is on time decides the edition. For agreements whose end is on record.
 */
export const exitPlanned = (row: Row<'exit-planned'>, it: Case): Outcome[] =>
  madeAgreements(it).flatMap((one) => {
    const end = endOf(one);
    if (!end || !daysOf(end.on)) return [];
    const said = judged(row, one, end, it);
    const on = said.dueOn ?? end.on;
    return [outcome({ kind: 'agreement', id: one.agreement.id }, { on, fact: end.fact }, said)];
  });
