import { changesOf, finalDecisions, type Final } from '../compliance/rules/decision-outcome.js';
import { givenOn, isFor, isWritten } from '../compliance/rules/notice-facts.js';
import { sentTo } from '../compliance/rules/rationale-rule.js';
import { daysOf } from '../compliance/ranges.js';
import type { Dossier } from '../matter/dossier.js';
import { addDays } from '../kernel/time.js';
import { candidates, discharged, latestOf, owedTo, type Candidate, type Duty } from './duty.js';
import type { Policy } from './policy.js';

/** A decision against an organisation: the effects for which impact comes first (Compact 2010, 4.2) and warning is due. */
const ADVERSE: readonly string[] = ['reduce', 'end'];

/** What told a TSO the reasons, as in finding F2: a rationale or record published, or a written notice that gives them. */
const reasonsFor = (dossier: Dossier, { decision }: Final, tso: string | null): Candidate[] => [
  ...candidates(decision.rationales.filter((fact) => isFor(sentTo(fact), tso))),
  ...changesOf(dossier, decision)
    .flatMap((change) => change.notices)
    .filter((notice) => isWritten(notice) && isFor(notice.tsos, tso) && notice.data.rationale)
    .map((notice) => ({ fact: notice, on: daysOf(givenOn(notice)) })),
];

/** As in finding F3, those that name the decision and those of the matter that name none. Only the day counts here. */
const assessmentsFor = ({ assessments }: Dossier, { decision }: Final): Candidate[] =>
  candidates(
    assessments
      .filter(({ decisionId }) => decisionId === decision.id || decisionId === null)
      .flatMap(({ completed }) => completed),
  );

/** A warning is given to an organisation by name. */
const warningsFor = ({ decision }: Final, tso: string | null): Candidate[] =>
  candidates(decision.warnings.filter(({ tsos }) => tso === null || tsos.includes(tso)));

/**
 * T1, T4, T5 and R4: what is owed about a decision that is final. Their days are the policy's own: F2 and F3 judge by
 * the notice and by what an assessment holds, forward notice and early warning have no finding of their own.
 */
export const decisionDuties = (dossier: Dossier, policy: Policy): Duty[] =>
  finalDecisions(dossier).flatMap((final) => {
    const { decision, taken } = final;
    const known = latestOf(taken.occurredOn);
    if (known === null) return [];
    const tsos = [...taken.tsos, ...changesOf(dossier, decision).flatMap((change) => change.tsos)];
    const owed = (rule: 'T1' | 'T4' | 'T5' | 'R4', days: number, facts: (tso: string | null) => Candidate[]): Duty[] =>
      owedTo(policy, rule, tsos, (tso) => {
        const due = addDays(known, days);
        const base = { thing: decision.id, owedBy: 'commissioner', due, known, called: [taken] } as const;
        return { ...base, ...discharged(facts(tso), due), exceptional: false };
      });
    const { T1, T4, T5, R4 } = policy.rules;
    const adverse = ADVERSE.includes(taken.data.effect);
    return [
      ...owed('T1', T1.dueDays, (tso) => reasonsFor(dossier, final, tso)),
      ...(taken.data.key ? owed('T4', -T4.leadDays, () => candidates(decision.forwardNotices)) : []),
      ...(adverse ? owed('T5', -T5.leadDays, () => assessmentsFor(dossier, final)) : []),
      ...(adverse ? owed('R4', -R4.leadDays, (tso) => warningsFor(final, tso)) : []),
    ];
  });
