import type { Finding } from './finding.js';

/**
 * A finding for somebody who may not see all that is on record about the matter: what they cannot see may be what is
 * asked for, so nothing is said to be not met on the strength of the rest.
 */
export const inPart = (finding: Finding): Finding => ({
  ...finding,
  ...(finding.verdict === 'NOT_MET' && {
    verdict: 'NOT_EVIDENCED' as const,
    because: `The facts open to you do not settle it. On these alone: ${finding.because}`,
  }),
  notes: [...finding.notes, 'Not all that is on record about this matter is open to you.'],
});
