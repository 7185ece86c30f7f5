import type { Agreement } from '../../agreement/agreement.view.js';
import type { DayRange } from '../../kernel/time.js';
import type { Dossier, Told } from '../../matter/dossier.js';
import { changesOf, fateOf, finalDecisions, type Final } from './decision-outcome.js';
import { isFor } from './notice-facts.js';
import { best, outcome, weigh, type Case, type Limb, type Outcome, type Said } from '../outcome.js';
import { all, apart, before, daysOf, on, onOrBefore, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';
import { SAID_BY } from '../words.js';

type Timetable = Told<'ImprovementTimetableAgreed'>;

/** The agreements a decision ends: those its changes name, else all of the matter. */
const endedBy = (dossier: Dossier, { decision }: Final, tso: string | null): Agreement[] => {
  const changes = changesOf(dossier, decision).filter(({ tsos }) => isFor(tsos, tso));
  const named = changes.flatMap(({ agreementId }) => agreementId ?? []);
  return dossier.agreements.filter(({ id }) => named.length === 0 || named.includes(id));
};

const agreed = ({ occurredOn }: Timetable, decided: DayRange | null): Answer => before(daysOf(occurredOn), decided);
const ran = ({ data }: Timetable, decided: DayRange | null): Answer => onOrBefore(daysOf(data.endsOn), decided);

/** ", 3 days before the decision", or nothing where the days are not certain. */
const place = (days: DayRange | null, decided: DayRange | null): string => {
  const where = apart(days, decided);
  return where && `, ${where === 'on the day' ? 'on the day of' : where} the decision`;
};

const limbsOf = (timetable: Timetable, decided: DayRange | null): Limb[] => {
  const { occurredOn, data } = timetable;
  const [first, second] = [agreed(timetable, decided), ran(timetable, decided)];
  const open = '; only exact days can tell whether that was in time for it';
  return [
    {
      answer: first,
      says: `A timetable of improvement was agreed ${on(occurredOn)}${place(daysOf(occurredOn), decided)}${first === 'unknown' ? open : ''}.`,
      evidence: [timetable],
      missing: first === 'unknown' ? ['ImprovementTimetableAgreed.occurredOn'] : [],
    },
    {
      answer: second,
      says: `The timetable of improvement was to end ${on(data.endsOn)}${place(daysOf(data.endsOn), decided)}${second === 'unknown' ? open : ''}.`,
      evidence: [timetable],
      missing: second === 'unknown' ? ['ImprovementTimetableAgreed.endsOn'] : [],
    },
  ];
};

const byTimetable = (timetables: readonly Timetable[], decided: DayRange | null): Said => {
  const found = best(timetables, (fact) => all([agreed(fact, decided), ran(fact, decided)]));
  return found
    ? weigh(limbsOf(found.fact, decided))
    : {
        verdict: 'NOT_EVIDENCED',
        because: 'No timetable of improvement is on record.',
        missing: ['ImprovementTimetableAgreed'],
      };
};

/** What to say where the reason for the decision makes an exception or is not on record; null where it calls for the rule as it is. */
const byReason = ({ taken }: Final, { parameters, exception }: Row<'improvement-first'>): Said | null => {
  const reason = taken.data.reasonCategory;
  if (reason === undefined)
    return {
      verdict: 'NOT_EVIDENCED',
      because: `Performance was a concern, but the reason for the decision ${on(taken.occurredOn)} is not on record.`,
      missing: ['reasonCategory'],
    };
  return exception && parameters.excepted.includes(reason)
    ? {
        verdict: 'MET_WITH_RATIONALE',
        because: `The reason that ${SAID_BY[taken.by]} recorded for the decision is ${reason}, for which no timetable of improvement is asked.`,
      }
    : null;
};

const judged = (row: Row<'improvement-first'>, final: Final, agreements: readonly Agreement[], tso: string | null) => {
  const { taken } = final;
  const mine = <F extends { readonly tsos: readonly string[] }>(facts: readonly F[]) =>
    facts.filter(({ tsos }) => isFor(tsos, tso));
  const timetables = mine(agreements.flatMap((agreement) => agreement.timetables));
  const decided = daysOf(taken.occurredOn);
  const concerns = mine(agreements.flatMap((agreement) => agreement.concerns)).filter(
    (concern) => before(decided, daysOf(concern.occurredOn)) !== 'yes',
  );
  const { reasons, excepted } = row.parameters;
  const reason = taken.data.reasonCategory;
  const calls =
    reason === undefined ? timetables.length + concerns.length > 0 : [...reasons, ...excepted].includes(reason);
  if (!calls) return null;
  const said = byTimetable(timetables, decided);
  const told = said.verdict === 'MET' ? said : (byReason(final, row) ?? said);
  const reviews = mine(agreements.flatMap((agreement) => agreement.improvementReviews));
  return {
    ...told,
    tso,
    evidence: [taken, ...concerns, ...(told.evidence ?? [])],
    notes: [
      ...reviews.map((review) => `The improvement was reviewed ${on(review.occurredOn)}: ${review.data.outcome}`),
      ...fateOf(final.decision),
    ],
  };
};

/**
 * F5: before a decision to end for performance a timetable of improvement is agreed with the TSO and runs its course
 * (Compact 2010, 4.1), save where people or money were not safe. One finding for each decision and TSO. Where no reason
 * is on record it is judged only if a concern or a timetable is.
 */
export const improvementFirst = (row: Row<'improvement-first'>, { dossier }: Case): Outcome[] =>
  finalDecisions(dossier)
    .filter(({ taken }) => row.parameters.effects.includes(taken.data.effect))
    .flatMap((final) => {
      const { decision, taken } = final;
      const changes = changesOf(dossier, decision);
      const tsos = [...new Set([...taken.tsos, ...changes.flatMap((change) => change.tsos)])].toSorted();
      return (tsos.length > 0 ? tsos : [null]).flatMap((tso) => {
        const said = judged(row, final, endedBy(dossier, final, tso), tso);
        return said
          ? [outcome({ kind: 'decision', id: decision.id }, { on: taken.occurredOn, fact: taken }, said)]
          : [];
      });
    });
