import type { Agreement, MonitoringReport } from '../../agreement/agreement.view.js';
import type { Dated } from '../../kernel/entry.js';
import { label, type NumberRange } from '../../kernel/time.js';
import { outcome, pending, type Case, type Outcome, type Said } from '../outcome.js';
import { apart, between, dayCounts, dayFacts, daysOf, exactDay, on, onOrBefore } from '../ranges.js';
import type { Row } from '../rule.js';

const eachReport = (
  { dossier }: Case,
  judge: (report: MonitoringReport) => (Said & { readonly trigger: Dated }) | null,
): Outcome[] =>
  dossier.agreements.flatMap((agreement: Agreement) =>
    agreement.reports.flatMap((report) => {
      const said = judge(report);
      if (!said) return [];
      return [outcome({ kind: 'monitoring-report', id: `${agreement.id}/${report.id}` }, said.trigger, said)];
    }),
  );

/** The day a report is due, as last asked for or, where nothing asks for it, as the report itself says. */
const dueDay = ({ due, submitted }: MonitoringReport): Dated | null => {
  if (due?.data.dueOn) return { on: due.data.dueOn, fact: due };
  return submitted?.data.dueOn ? { on: submitted.data.dueOn, fact: submitted } : null;
};

/** "3 days before", of a difference that is negative. */
const early = ({ min, max }: NumberRange): string => `${dayCounts({ min: -max, max: -min })} before`;

const submittedOn = (fact: NonNullable<MonitoringReport['submitted']>, due: Dated): Said => {
  const [given, day] = [daysOf(fact.occurredOn), daysOf(due.on)];
  const evidence = [due.fact, fact];
  const told = `The report was due by ${label(due.on)} and submitted ${on(fact.occurredOn)}`;
  const answer = onOrBefore(given, day);
  if (answer === 'unknown')
    return {
      verdict: 'NOT_EVIDENCED',
      because: `${told}; only exact days can tell whether that was in time.`,
      missing: [given ? 'dueOn' : 'MonitoringReportSubmitted.occurredOn'],
      evidence,
    };
  // Both are on record where the answer is certain.
  const late = between(day!, given!);
  if (answer === 'no')
    return { verdict: 'NOT_MET', because: `${told}, ${dayCounts(late)} late.`, evidence, facts: dayFacts(late) };
  const words = late.max === 0 && late.min === 0 ? 'on the day' : early(late);
  return { verdict: 'MET', because: `${told}, ${words}.`, evidence };
};

const onTime = (report: MonitoringReport, validAsOf: string): (Said & { readonly trigger: Dated }) | null => {
  const { submitted } = report;
  const due = dueDay(report);
  if (!due)
    return (
      submitted && {
        trigger: { on: submitted.occurredOn, fact: submitted },
        verdict: 'NOT_EVIDENCED',
        because: `The report was submitted ${on(submitted.occurredOn)}; the day it was due is not on record.`,
        missing: ['dueOn'],
      }
    );
  const day = daysOf(due.on)!;
  const base = { trigger: due, dueOn: exactDay(day) };
  if (submitted) return { ...base, ...submittedOn(submitted, due) };
  const ahead = pending(day.latest, validAsOf);
  return {
    ...base,
    // Nothing on record does not show that nothing was sent.
    verdict: ahead ?? 'NOT_EVIDENCED',
    because: `The report ${ahead ? 'is' : 'was'} due by ${label(due.on)}; none is on record${ahead ? ' yet' : ''}.`,
    missing: ['MonitoringReportSubmitted'],
  };
};

/** CSO-3.15: a monitoring report is submitted by the day it is due (Compact 2010, 3.15). The due day decides the edition. */
export const reportOnTime = (_row: Row<'report-on-time'>, it: Case): Outcome[] =>
  eachReport(it, (report) => onTime(report, it.validAsOf));

/** CSO-3.16, advisory: a report submitted states what it was worth socially, environmentally or economically. */
export const reportStatesValue = (_row: Row<'report-states-value'>, it: Case): Outcome[] =>
  eachReport(it, ({ submitted }) => {
    if (!submitted) return null;
    const trigger = { on: submitted.occurredOn, fact: submitted };
    const { valueStatement } = submitted.data;
    if (valueStatement === undefined)
      return {
        trigger,
        verdict: 'NOT_EVIDENCED',
        because: 'Whether the report states its social, environmental or economic value is not on record.',
        missing: ['valueStatement'],
      };
    return {
      trigger,
      verdict: valueStatement ? 'MET' : 'NOT_MET',
      because: `The report ${valueStatement ? 'states' : 'does not state'} its social, environmental or economic value.`,
    };
  });

const NO_NUMBER = 'The text asks for early notice and gives no number of days.';

/**
 * CSO-3.14: a TSO tells its funder early of a significant change (Compact 2010, 3.14). The text gives no number of days
 * to fail by, so a change that was reported is met, and the finding says how many days it took.
 */
export const circumstancesReported = (_row: Row<'circumstances-reported'>, { dossier }: Case): Outcome[] =>
  dossier.agreements.flatMap(({ circumstances }) =>
    circumstances.map((fact) => {
      const about = { kind: 'circumstance-change', id: fact.id } as const;
      const trigger = { on: fact.occurredOn, fact };
      const [happened, reported] = [daysOf(fact.data.happenedOn), daysOf(fact.occurredOn)];
      if (!happened || !reported)
        return outcome(about, trigger, {
          verdict: 'NOT_EVIDENCED',
          because: `A change of circumstances was reported ${on(fact.occurredOn)}; how long after it happened cannot be told.`,
          missing: [happened ? 'CircumstanceChangeReported.occurredOn' : 'happenedOn'],
        });
      const days = between(happened, reported);
      const when =
        apart(happened, reported) === 'on the day'
          ? 'on the day'
          : days.max < 0
            ? early(days)
            : `${dayCounts(days)} after`;
      return outcome(about, trigger, {
        verdict: 'MET',
        because: `A change of circumstances was reported ${on(fact.occurredOn)}, ${when} it happened ${on(fact.data.happenedOn)}. ${NO_NUMBER}`,
        facts: dayFacts(days),
      });
    }),
  );
