import type { Told } from '../../matter/dossier.js';
import type { Standing } from '../../kernel/standing.js';
import { eachAgreement, isUndated, type Made } from './agreement-outcome.js';
import { best, weigh, type Case, type Limb, type Outcome, type Said } from '../outcome.js';
import { apart, daysOf, exactDay, list, on, onOrBefore, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';

/** What must be agreed on the day the agreement was made or earlier. */
const agreedBy = <F extends Standing>(facts: readonly F[], { made }: Made, what: string) => {
  const day = daysOf(made.occurredOn);
  const found = best(facts, ({ occurredOn }) => onOrBefore(daysOf(occurredOn), day));
  if (!found) return null;
  const { fact, answer } = found;
  const where = apart(daysOf(fact.occurredOn), day);
  const agreed = `${what} agreed ${on(fact.occurredOn)}${where && `, ${where} the agreement was made`}`;
  const says: Record<Answer, string> = {
    yes: `${agreed}.`,
    no: `${agreed}.`,
    unknown: `${agreed}; only exact days can tell whether that was by the day the agreement was made.`,
  };
  const missing = answer === 'unknown' ? [`${day ? fact.type : made.type}.occurredOn`] : [];
  return { fact, limb: { answer, says: says[answer], evidence: [fact], missing } satisfies Limb };
};

const judged = ({ made }: Made, limbs: readonly Limb[]): Said => {
  const said = weigh(limbs);
  return { ...said, evidence: [made, ...said.evidence], dueOn: exactDay(daysOf(made.occurredOn)) };
};

/** Nothing of it is on record. */
const silent = (one: Made, what: string, type: string): Said | null =>
  isUndated(one)
    ? null
    : judged(one, [{ answer: 'unknown', says: `No agreement on ${what} is on record.`, missing: [type] }]);

/** Whether it is said of each report what it is for; a purpose that is not on record may have been told all the same. */
const purposes = ({ data }: Told<'MonitoringTermsAgreed'>): Limb => {
  const requirements = data.requirements ?? [];
  const without = requirements.filter(({ purpose }) => purpose === undefined).map(({ what }) => what);
  if (without.length > 0)
    return {
      answer: 'unknown',
      says: `What is asked for is on record, but not what ${list(without)} is for.`,
      missing: ['requirements.purpose'],
    };
  return {
    answer: 'yes',
    says: requirements.length === 0 ? 'Nothing is to be reported.' : 'Each thing asked for has its purpose on record.',
  };
};

/** F7: what is to be monitored, and what for, is agreed by the day the agreement is made (Compact 2010, 3.6). */
export const monitoringAgreed = (_row: Row<'monitoring-agreed'>, it: Case): Outcome[] =>
  eachAgreement(it, (one) => {
    const terms = agreedBy(one.agreement.monitoring, one, 'Monitoring was');
    return terms
      ? judged(one, [terms.limb, purposes(terms.fact)])
      : silent(one, 'what is to be monitored', 'MonitoringTermsAgreed');
  });

/** F8: who bears which risk is agreed by the day the agreement is made (Compact 2010, 3.9). */
export const riskAgreed = (_row: Row<'risk-agreed'>, it: Case): Outcome[] =>
  eachAgreement(it, (one) => {
    const risk = agreedBy(one.agreement.risk, one, 'The allocation of risk was');
    return risk ? judged(one, [risk.limb]) : silent(one, 'who bears which risk', 'RiskAllocationAgreed');
  });
