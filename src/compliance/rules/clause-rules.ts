import { eachAgreement } from './agreement-outcome.js';
import type { Case, Outcome } from '../outcome.js';
import type { Row } from '../rule.js';

/** 3.11: who passes public money on is bound to the Compact towards those it funds. For agreements that pass money on. */
export const termsPassedDown = (_row: Row<'terms-passed-down'>, it: Case): Outcome[] =>
  eachAgreement(it, ({ made }) => {
    const { onwardFunding, compactTermsPassedDown: passed } = made.data;
    if (!onwardFunding) return null;
    if (passed === undefined)
      return {
        verdict: 'NOT_EVIDENCED',
        because: 'Money is passed on under the agreement; whether the Compact binds whoever does so is not on record.',
        missing: ['compactTermsPassedDown'],
      };
    return {
      verdict: passed ? 'MET' : 'NOT_MET',
      because: `Money is passed on under the agreement, ${passed ? 'and its terms bind whoever does so to the Compact' : 'and its terms do not bind whoever does so to the Compact'}.`,
    };
  });
