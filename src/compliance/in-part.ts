import type { Finding } from './finding.js';

const unsettled = <Part extends Pick<Finding, 'verdict' | 'because'>>(part: Part): Part => ({
  ...part,
  ...(part.verdict === 'NOT_MET' && {
    verdict: 'NOT_EVIDENCED' as const,
    because: `The facts open to you do not settle it. On these alone: ${part.because}`,
  }),
});

/**
 * A finding for somebody who may not see all that is on record about the matter: what they cannot see may be what is
 * asked for, so nothing is said to be not met on the strength of the rest.
 */
export const inPart = (finding: Finding): Finding => ({
  ...unsettled(finding),
  ifContestHolds: finding.ifContestHolds.map(unsettled),
  notes: [...finding.notes, 'Not all that is on record about this matter is open to you.'],
});
