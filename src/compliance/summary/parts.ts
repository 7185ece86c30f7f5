import type { Entry } from '../../kernel/entry.js';
import type { Standing } from '../../kernel/standing.js';
import type { Dossier } from '../../matter/dossier.js';
import type { Finding } from '../finding.js';

/** One matter (or stream) of a commissioner with what was judged of it. */
export interface Judged {
  readonly dossier: Dossier;
  readonly facts: readonly Standing[];
  readonly findings: readonly Finding[];
}

/** A dossier with only some of its entries. */
const narrowed = (dossier: Dossier, keep: (entry: Entry) => boolean): Dossier => ({
  ...dossier,
  consultations: dossier.consultations.filter(keep),
  decisions: dossier.decisions.filter(keep),
  changes: dossier.changes.filter(keep),
  agreements: dossier.agreements.filter(keep),
  disputes: dossier.disputes.filter(keep),
  payments: dossier.payments.filter(keep),
  procurements: dossier.procurements.filter(keep),
  commitments: dossier.commitments.filter(keep),
  requests: dossier.requests.filter(keep),
});

/**
 * What of a matter is the commissioner's own: others may have said or done things in it that are theirs to answer for.
 * `ids` are all ids of the commissioner, or of several where an area is summarised.
 */
export const ownPart = ({ dossier, facts, findings }: Judged, ids: readonly string[]): Judged => ({
  dossier: narrowed(dossier, ({ facts: [first] }) => first?.commissioner == null || ids.includes(first.commissioner)),
  facts,
  findings: findings.filter(({ commissioner }) => commissioner === null || ids.includes(commissioner)),
});

/**
 * What of a matter concerns one TSO (`ids` are all its ids): what names it, and what names no TSO in a matter of its. Others
 * named beside it are left out.
 * Null where the matter does not concern it at all.
 */
export const sharedPart = ({ dossier, facts, findings }: Judged, ids: readonly string[]): Judged | null => {
  if (!dossier.tsos.some((tso) => ids.includes(tso))) return null;
  const names = (tsos: readonly string[]): boolean => tsos.length === 0 || tsos.some((tso) => ids.includes(tso));
  const own = narrowed(dossier, (entry) => entry.facts.some(({ tsos }) => names(tsos)));
  return {
    dossier: {
      ...own,
      changes: own.changes.map((change) => ({ ...change, tsos: change.tsos.filter((tso) => ids.includes(tso)) })),
    },
    facts: facts
      .filter(({ tsos }) => names(tsos))
      .map((fact) => ({ ...fact, tsos: fact.tsos.filter((tso) => ids.includes(tso)) })),
    findings: findings.filter(({ tso, tsos }) => (tso === null ? names(tsos) : ids.includes(tso))),
  };
};
