import { on } from '../ranges.js';
import type { Consultation } from '../../consultation/consultation.view.js';
import type { Dated } from '../../kernel/entry.js';
import { outcome, type Case, type Outcome, type Said } from '../outcome.js';

/** When it opened; where that is not on record, the first thing heard of it. */
export const openingOf = (consultation: Consultation): Dated => {
  const first = consultation.facts[0]!;
  return consultation.rounds[0]?.opens ?? { on: first.occurredOn, fact: first };
};

/** When it closed or, until that is on record, is planned to close. */
export const closingOf = (consultation: Consultation): Dated | null => consultation.rounds.at(-1)?.closes ?? null;

/** One finding for each consultation; a line that there is nothing to judge where it was withdrawn. */
export const eachConsultation = (
  { dossier }: Case,
  judge: (consultation: Consultation) => Said,
  trigger: (consultation: Consultation) => Dated = openingOf,
): Outcome[] =>
  dossier.consultations.map((consultation) => {
    const { withdrawn, id } = consultation;
    const said: Said = withdrawn
      ? {
          verdict: 'NOT_APPLICABLE',
          because: `The consultation was withdrawn ${on(withdrawn.occurredOn)}.`,
          evidence: [withdrawn],
        }
      : judge(consultation);
    return outcome({ kind: 'consultation', id }, trigger(consultation), said);
  });
