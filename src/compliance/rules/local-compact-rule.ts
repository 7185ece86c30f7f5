import { changesOf, eachDecision, type Final } from './decision-outcome.js';
import type { Case, LocalOutcome, Outcome, Said } from '../outcome.js';
import { list } from '../ranges.js';
import type { Row } from '../rule.js';

/** What a Local Compact says of a decision itself, of the changes it led to and of the matter's consultations. */
const about = ({ dossier, local }: Case, { decision }: Final): LocalOutcome[] => {
  const changes = changesOf(dossier, decision).map(({ id }) => id);
  return local.filter(({ outcome: { about: thing } }) => {
    if (thing.kind === 'decision') return thing.id === decision.id;
    return thing.kind === 'consultation' || (thing.kind === 'change' && changes.includes(thing.id));
  });
};

const named = (found: readonly LocalOutcome[]): string =>
  list([...new Set(found.map(({ title, rule, number }) => `${rule} (${number}) of ${title}`))]);

const judged = (found: readonly LocalOutcome[]): Said => {
  if (found.length === 0)
    return {
      verdict: 'NOT_APPLICABLE',
      because: 'No Local Compact in force that says anything of this decision is on record.',
    };
  const of = (...verdicts: Said['verdict'][]) => found.filter(({ outcome }) => verdicts.includes(outcome.verdict));
  const unmet = of('NOT_MET');
  if (unmet.length > 0) return { verdict: 'NOT_MET', because: `Not met: ${named(unmet)}.`, ...resting(unmet) };
  const unknown = of('NOT_EVIDENCED');
  if (unknown.length > 0)
    return { verdict: 'NOT_EVIDENCED', because: `Not evidenced: ${named(unknown)}.`, ...resting(unknown) };
  const open = of('AT_RISK', 'NOT_DUE');
  if (open.length > 0)
    return {
      verdict: of('AT_RISK').length > 0 ? 'AT_RISK' : 'NOT_DUE',
      because: `Not yet due: ${named(open)}.`,
      ...resting(open),
    };
  const kept = of('MET', 'MET_WITH_RATIONALE');
  return kept.length > 0
    ? { verdict: 'MET', because: `Met, with or without a reason it allows: ${named(kept)}.`, ...resting(kept) }
    : {
        verdict: 'NOT_APPLICABLE',
        because: 'None of the rules of the Local Compact in force applies to this decision.',
      };
};

const resting = (found: readonly LocalOutcome[]): Pick<Outcome, 'evidence' | 'missing'> => ({
  evidence: found.flatMap(({ outcome }) => outcome.evidence),
  missing: [...new Set(found.flatMap(({ outcome }) => outcome.missing))],
});

/**
 * BV5: the Local Compact is honoured (Best Value guidance). It points to what the Local Compact's own rules say of the
 * decision, its changes and the consultations of the matter, all of which stand as findings beside it.
 */
export const localCompactHonoured = ({ parameters }: Row<'local-compact-honoured'>, it: Case): Outcome[] =>
  eachDecision(it, parameters.effects, (final) => {
    const said = judged(about(it, final).filter(({ advisory }) => !advisory));
    return { ...said, evidence: [...(said.evidence ?? []), final.taken] };
  });
