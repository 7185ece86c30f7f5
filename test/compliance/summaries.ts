import { judge } from '../../src/compliance/judge.js';
import { NATIONAL } from '../../src/compliance/frameworks.js';
import type { Judged } from '../../src/compliance/summary/parts.js';
import { summarise, type Summary, type SummaryHead } from '../../src/compliance/summary/summary.js';
import type { DisputeTold, GovernanceTold } from '../../src/compliance/summary/summary-told.js';
import type { TrustTold } from '../../src/compliance/summary/summary-trust.js';
import { STANDARD } from '../../src/compliance/summary/thresholds.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { standing } from '../../src/kernel/standing.js';
import { dossierOf } from '../../src/matter/dossier.js';

/** A matter with what is judged of it as on the last day of 2026. */
export const judged = (facts: readonly Recorded[], framework?: string): Judged => {
  const stands = standing(facts);
  const findings = judge({
    facts: stands,
    context: [],
    validAsOf: '2026-12-31',
    ...(framework !== undefined && { framework }),
  });
  return { dossier: dossierOf(stands), facts: stands, findings };
};

/** Nothing was measured, and nothing was said. */
const UNTOLD: TrustTold = {
  ...{ on: '2012-03-31', before: '2011-03-31', policy: { id: 'compact-measures', version: '1.0.0', hash: 'abc' } },
  ...{ conduct: [], said: [] },
};

interface Beside {
  readonly trust?: TrustTold;
  readonly head?: Partial<SummaryHead>;
  readonly disputes?: readonly DisputeTold[];
  readonly governance?: readonly GovernanceTold[];
}

/** The summary of matters for April 2011 to March 2012, unless another period is given. */
export const summaryOf = (
  matters: readonly Judged[],
  { head = {}, disputes = [], governance = [], trust = UNTOLD }: Beside = {},
): Summary =>
  summarise(
    {
      commissioner: { id: 'C1', name: 'Anyshire Council' },
      commissioners: [{ id: 'C1', name: 'Anyshire Council' }],
      area: null,
      tso: null,
      period: { from: '2011-04-01', to: '2012-03-31' },
      framework: null,
      validAsOf: '2026-12-31',
      knownAt: null,
      through: '0000000000000009',
      recordedUpTo: '2026-12-30T09:00:00.000Z',
      basis: 'WHOLE_RECORD',
      thresholds: STANDARD,
      ...head,
    },
    matters,
    { editions: NATIONAL, governance, disputes, trust },
    (id) => `Name of ${id}`,
  );
