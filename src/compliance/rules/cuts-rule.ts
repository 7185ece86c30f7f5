import { outcome, type Case, type Outcome, type Said } from '../outcome.js';
import type { Row } from '../rule.js';

type Budget = Case['dossier']['budgets'][number];

/** Points of per cent without the noise of binary fractions. */
const points = (own: number, tso: number): number => Math.round((tso - own) * 1e6) / 1e6;

const pointCount = (count: number): string => `${count} ${count === 1 ? 'point' : 'points'}`;

const judged = ({ data: { financialYear, ownPercent, tsoPercent } }: Budget): Said => {
  const lacking = Object.entries({ ownPercent, tsoPercent }).flatMap(([field, value]) =>
    value === undefined ? [field] : [],
  );
  const year = financialYear ?? 'a year not recorded';
  if (ownPercent === undefined || tsoPercent === undefined)
    return {
      verdict: 'NOT_EVIDENCED',
      because: `The budget for ${year} does not tell both what is taken from TSOs and what the authority takes itself.`,
      missing: lacking,
    };
  const more = points(ownPercent, tsoPercent);
  const compared = more > 0 ? `${pointCount(more)} more` : more < 0 ? `${pointCount(-more)} less` : 'as much';
  return {
    verdict: more > 0 ? 'NOT_MET' : 'MET',
    because: `In ${year} TSOs lose ${tsoPercent}%, the authority itself ${ownPercent}%: ${compared}.`,
    facts: { financialYear: year, ownPercent, tsoPercent },
  };
};

/** BV4: TSOs do not lose a larger share than the authority takes itself (Best Value guidance, 2011 and 2015). */
export const cutsProportionate = (_row: Row<'cuts-proportionate'>, { dossier }: Case): Outcome[] =>
  dossier.budgets.map((fact) =>
    outcome(
      { kind: 'budget', id: fact.data.budgetId ?? fact.id },
      { on: fact.occurredOn, fact },
      { ...judged(fact), evidence: [fact] },
    ),
  );
