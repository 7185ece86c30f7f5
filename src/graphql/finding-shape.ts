import type { Finding } from '../compliance/finding.js';
import { side, type At } from './shapes.js';

/** The moment at which a finding's evidence is read, and the day as on whose end it was judged where that was asked for. */
interface JudgedAt extends At {
  readonly validAsOf?: string | null | undefined;
}

/** A finding as the API shows it: the same fields, with the moment and the day of its question. */
export const findingShape = (finding: Finding, at: JudgedAt) => ({
  ...finding,
  ifContestHolds: finding.ifContestHolds.map((it) => ({ ...it, by: side(it.by) })),
  ...at,
});

export type FindingShape = ReturnType<typeof findingShape>;
