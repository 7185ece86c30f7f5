import { daysBetween, type DayRange } from '../kernel/time.js';
import type { Standing } from '../kernel/standing.js';
import { changesOf, fateOf, finalDecisions, type Final } from './decision-outcome.js';
import { givenOn, isFor, isWritten, type ChangeNotified } from './notice-facts.js';
import { best, outcome, type Case, type Outcome, type Said } from './outcome.js';
import { dayCount, daysOf, exactDay, isExact, on, onOrBefore, type Answer } from './ranges.js';
import type { Row } from './rule.js';

/**
 * What told a TSO the reasons: a published rationale, or a notice that gives them. A reason in the decision record is
 * not by itself something that was published or sent.
 */
const reasonsFor = ({ decision }: Final, notices: readonly ChangeNotified[], tso: string | null): Standing[] => [
  ...decision.rationales.filter((fact) => isFor(fact.data.sentTo ?? [], tso)),
  ...notices.filter((notice) => notice.data.rationale),
];

const dayOf = (fact: Standing): DayRange | null =>
  daysOf(fact.type === 'FundingChangeNotified' ? givenOn(fact as unknown as ChangeNotified) : fact.occurredOn);

const lateBy = (given: DayRange | null, noticed: DayRange | null): string =>
  isExact(given) && isExact(noticed)
    ? `, ${dayCount(daysBetween(noticed.earliest, given.earliest))} after the notice`
    : ', after the notice';

const judged = (final: Final, written: readonly ChangeNotified[], tso: string | null): Said => {
  const { taken } = final;
  const notice = written[0];
  const noticed = daysOf(notice && givenOn(notice));
  const reasons = best(reasonsFor(final, written, tso), (fact) =>
    // Reasons within the notice came with it, however inexact its date.
    notice === undefined || fact === (notice as Standing) ? 'yes' : onOrBefore(dayOf(fact), noticed),
  );
  const base = {
    tso,
    dueOn: exactDay(noticed),
    evidence: [taken, ...(notice ? [notice] : []), ...(reasons ? [reasons.fact] : [])],
  };
  if (!reasons) {
    const own = taken.data.rationale
      ? ' The decision record gives a reason, but nothing shows that it was published or sent.'
      : '';
    return {
      ...base,
      verdict: 'NOT_EVIDENCED',
      because: `No reasons for the decision ${on(taken.occurredOn)} are on record as given.${own}`,
      missing: ['RationalePublished'],
    };
  }
  const given = dayOf(reasons.fact);
  const told = `The reasons were given ${on(given)}`;
  const says: Record<Answer, string> = {
    yes: notice ? `, by the notice ${on(noticed)}.` : '; no written notice of a change is on record.',
    no: `${lateBy(given, noticed)} ${on(noticed)}.`,
    unknown: `; only exact days can tell whether that was by the notice ${on(noticed)}.`,
  };
  const verdict = { yes: 'MET', no: 'NOT_MET', unknown: 'NOT_EVIDENCED' } as const;
  const missing = reasons.answer === 'unknown' ? [`${reasons.fact.type}.occurredOn`] : [];
  return { ...base, verdict: verdict[reasons.answer], because: `${told}${says[reasons.answer]}`, missing };
};

/**
 * F2: the reasons for a funding decision reach each TSO by the day of the notice (Compact 2010, 3.3 and 4.4). Where no
 * notice follows the text gives no day, so reasons given at any time count.
 */
export const rationaleGiven = ({ parameters }: Row<'rationale-given'>, { dossier }: Case): Outcome[] =>
  finalDecisions(dossier)
    .filter(({ taken }) => parameters.effects.includes(taken.data.effect))
    .flatMap((final) => {
      const { decision, taken } = final;
      const changes = changesOf(dossier, decision);
      const tsos = [...new Set([...taken.tsos, ...changes.flatMap((change) => change.tsos)])].toSorted();
      return (tsos.length > 0 ? tsos : [null]).map((tso) => {
        const written = changes
          .flatMap((change) => change.notices)
          .filter((notice) => isWritten(notice) && isFor(notice.tsos, tso));
        const said = { ...judged(final, written, tso), notes: fateOf(decision) };
        return outcome({ kind: 'decision', id: decision.id }, { on: taken.occurredOn, fact: taken }, said);
      });
    });
