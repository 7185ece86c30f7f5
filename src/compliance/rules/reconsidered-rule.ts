import type { Decision } from '../../decision/decision.view.js';
import { fateOf, finalDecisions, undoneBy, type Final } from './decision-outcome.js';
import { outcome, type Case, type Outcome, type Said } from '../outcome.js';
import { before, daysOf, list, on } from '../ranges.js';
import type { Row } from '../rule.js';

type Reconsidered = Decision['reconsidered'][number];

const judged = ({ data, occurredOn }: Reconsidered): Said => {
  const again = `The matter was considered again ${on(occurredOn)}`;
  if (!data.openOptions)
    return {
      verdict: 'NOT_EVIDENCED',
      because: `${again}; what those deciding could still choose is not on record.`,
      missing: ['openOptions'],
    };
  return data.openOptions.length > 0
    ? { verdict: 'MET', because: `${again}, with ${list(data.openOptions)} open.` }
    : { verdict: 'NOT_MET', because: `${again}, with no option open to those deciding.` };
};

/** The decisions of a matter taken before another one and undone by the day it was taken. */
const undoneBefore = ({ decision, taken }: Final, finals: readonly Final[]): Final[] =>
  finals.filter(
    (other) =>
      other.decision !== decision &&
      before(daysOf(other.taken.occurredOn), daysOf(taken.occurredOn)) === 'yes' &&
      undoneBy(other.decision, daysOf(taken.occurredOn)),
  );

/**
 * C4b: what had been decided and is considered again is considered with an open mind: options are still open (Gunning 1;
 * DAT v West Berkshire). A decision taken after another of the matter was undone calls for it as well.
 */
export const reconsideredOpenly = (_row: Row<'reconsidered-openly'>, { dossier }: Case): Outcome[] => {
  const told = dossier.decisions.flatMap((decision) =>
    decision.reconsidered.map((fact) =>
      outcome(
        { kind: 'decision', id: decision.id },
        { on: fact.occurredOn, fact },
        {
          ...judged(fact),
          part: fact.id,
          evidence: [fact, ...(decision.taken ? [decision.taken] : [])],
          notes: fateOf(decision),
        },
      ),
    ),
  );
  const finals = finalDecisions(dossier);
  const known = new Set(dossier.decisions.flatMap(({ id, reconsidered }) => (reconsidered.length > 0 ? [id] : [])));
  const untold = finals.flatMap((final) => {
    const { decision, taken } = final;
    const earlier = undoneBefore(final, finals);
    if (earlier.length === 0 || [final, ...earlier].some((it) => known.has(it.decision.id))) return [];
    const said: Said = {
      verdict: 'NOT_EVIDENCED',
      because: `The decision ${on(taken.occurredOn)} came after one of the matter had been undone; what was still open is not on record.`,
      evidence: [...earlier.map((it) => it.taken), taken],
      missing: ['DecisionReconsidered'],
      notes: fateOf(decision),
    };
    return [outcome({ kind: 'decision', id: decision.id }, { on: taken.occurredOn, fact: taken }, said)];
  });
  return [...told, ...untold];
};
