import type { Finding } from '../compliance/finding.js';
import { side, type At } from './shapes.js';

/** A finding as the API shows it: the same fields, with the moment at which its evidence is read. */
export const findingShape = (finding: Finding, at: At) => ({
  ...finding,
  ifContestHolds: finding.ifContestHolds.map((it) => ({ ...it, by: side(it.by) })),
  ...at,
});

export type FindingShape = ReturnType<typeof findingShape>;
