import type { Aspect, Figures, Series, SeriesPoint } from '../../src/measures/figures.js';
import { range } from '../../src/kernel/time.js';
import { POLICY } from '../../src/measures/policy.js';

export const ASPECT: Aspect = {
  ...{ commissioner: 'C1', tso: 'A', area: null, sizeBand: null },
  ...{ measure: 'reliability', owedBy: 'commissioner' },
};

/** Figures of one relationship; without an estimate there is too little evidence. */
export const figures = (estimate: number | null, of: Partial<Figures> = {}): Figures => {
  const [low, high] = [(estimate ?? 0.5) - 0.2, Math.min(1, (estimate ?? 0.5) + 0.15)].map((it) => it.toFixed(10));
  return {
    ...{ fellDue: 8, onTime: 6, late: 1, missed: 1, noRecord: 0, excused: 0, notYetDue: 0, underDispute: 0 },
    status: estimate === null ? 'insufficient-evidence' : 'ok',
    published: estimate === null ? null : estimate.toFixed(10),
    ...{ estimate: (estimate ?? 0.5).toFixed(10), lower: low!, upper: high!, evidence: '6.0000000000' },
    ...{ keptEvidence: '4.8000000000', alpha: '5.8000000000', beta: '2.2000000000' },
    ...{ observedRate: '0.8000000000', ifExcusesRejected: null, ifOpenDisputesUpheld: null, relationships: null },
    ...of,
  };
};

const since = { fellDue: 1, onTime: 1, late: 0, missed: 0, excused: 0 };

/** A series with a point at the end of each month from January 2011, of these estimates. */
export const series = (estimates: readonly (number | null | Figures)[], more: Partial<Series> = {}): Series => ({
  aspect: ASPECT,
  knownOn: '2026-01-01',
  points: estimates.map((one, at): SeriesPoint => {
    const month = `${2011 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
    const now = typeof one === 'object' && one !== null ? one : figures(one);
    return { on: range(month).latest, now, asKnownThen: now, revised: false, since };
  }),
  marks: [],
  policy: POLICY,
  basis: 'WHOLE_RECORD',
  reproduction: {
    ...{ measure: 'reliability', subject: 'C1: A', direction: 'owed by the commissioner', validAsOf: '2011-12-31' },
    ...{ recordedAsOf: null, policyHash: 'abc123', engineVersion: 'concordat-measures/2', logHead: '7' },
  },
  ...more,
});
