import { commitmentKept } from '../compliance/rules/commitment-rule.js';
import { closingOf, openingOf } from '../compliance/rules/consultation-outcome.js';
import { disputeAnswered } from '../compliance/rules/dispute-rule.js';
import { consultationLasts } from '../compliance/rules/duration-rule.js';
import { feedbackFollows } from '../compliance/rules/feedback-rules.js';
import { isFor } from '../compliance/rules/notice-facts.js';
import { noticeGiven } from '../compliance/rules/notice-rule.js';
import { situationOf } from '../compliance/rules/notice.js';
import type { Case, Outcome } from '../compliance/outcome.js';
import type { Edition, Kind, Row } from '../compliance/rule.js';
import type { Dispute } from '../dispute/dispute.view.js';
import { chronological } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import { addDays, type Day } from '../kernel/time.js';
import { bankHolidaysAnywhere, workingDayAfter } from '../kernel/working-days.js';
import { dossierOf, type Dossier } from '../matter/dossier.js';
import { decisionDuties } from './decision-duties.js';
import { candidates, discharged, dischargedBy, latestOf, owedTo, type Duty, type Party } from './duty.js';
import type { Policy, RuleId } from './policy.js';
import { happenedOn } from './record.js';

/** A finding's rule with the days of the policy, so that one evaluator tells the verdict and the credit of a duty. */
const ruled = <K extends Kind>(kind: K, parameters: Row<K>['parameters'], exception: boolean): Row<K> =>
  ({
    ...{ rule: kind, kind, number: '-', says: '-', parameters, exception },
    ...{ advisory: false, owedBy: 'commissioner', confirmed: true },
  }) as unknown as Row<K>;

/** To an evaluator the policy is the edition that it judges by. */
const asEdition = ({ policyId, version }: Policy): Edition => ({
  ...{ id: `${policyId}-${version}`, family: policyId, edition: version, title: policyId, source: policyId },
  ...{ inForceFrom: null, inForceTo: null, rows: [], bodies: null, binds: 'any', kind: 'duties' },
  ...{ undertakings: [], principles: [], notes: {} },
});

/** The outcomes of an evaluator that tell of something owed, with the last day for it. */
const owing = (outcomes: readonly Outcome[], dueOf: (outcome: Outcome) => Day | null) =>
  outcomes.flatMap((outcome) => {
    const due = dueOf(outcome);
    return outcome.verdict === 'NOT_APPLICABLE' || due === null ? [] : [{ outcome, due }];
  });

const consultationDuties = (it: Case, policy: Policy): Duty[] => {
  const { T2, T3 } = policy.rules;
  const consultation = (id: string) => it.dossier.consultations.find((one) => one.id === id)!;
  const lasts = ruled('consultation-lasts', { days: T2.minDays }, true);
  const follows = ruled('feedback-follows', { days: T3.dueDays }, true);
  const openedOn = ({ about, dueOn }: Outcome) => dueOn ?? latestOf(openingOf(consultation(about.id)).on);
  const feedbackDue = ({ about, dueOn }: Outcome) => {
    const closed = latestOf(closingOf(consultation(about.id))?.on);
    return dueOn ?? (closed && addDays(closed, T3.dueDays));
  };
  const owed = (rule: RuleId, outcome: Outcome, due: Day, facts: readonly Standing[]): Duty[] => {
    const opening = openingOf(consultation(outcome.about.id));
    const known = latestOf(opening.on) ?? due;
    return owedTo(policy, rule, opening.fact.tsos, () => ({
      ...{ thing: outcome.about.id, owedBy: 'commissioner', due, known, called: [opening.fact], exceptional: false },
      ...dischargedBy(outcome, candidates(facts), due),
    }));
  };
  // One that was only announced to come calls for nothing yet.
  const isBegun = ({ about }: Outcome) =>
    consultation(about.id).facts.some(({ type }) => type !== 'ConsultationForewarned');
  return [
    ...owing(consultationLasts(lasts, it).filter(isBegun), openedOn).flatMap(({ outcome, due }) =>
      // Where it was long enough a reason was not needed.
      owed('T2', outcome, due, outcome.verdict === 'MET' ? [] : consultation(outcome.about.id).rationales),
    ),
    ...owing(feedbackFollows(follows, it), feedbackDue).flatMap(({ outcome, due }) =>
      owed('T3', outcome, due, feedbackOf(it, outcome)),
    ),
  ];
};

/** Feedback or, where it says in time why it takes longer, that. */
const feedbackOf = ({ dossier }: Case, { about, verdict }: Outcome): readonly Standing[] => {
  const found = dossier.consultations.find(({ id }) => id === about.id);
  if (!found) return [];
  return verdict === 'MET_WITH_RATIONALE' ? [...found.feedback, ...found.delays] : found.feedback;
};

/** T6: known from the first that was heard of the change, by notice or by its taking effect. */
const noticeDuties = (it: Case, policy: Policy): Duty[] => {
  const { noticeMonths, excusable } = policy.rules.T6;
  const judged = owing(
    noticeGiven(ruled('notice-given', { months: noticeMonths }, excusable), it),
    ({ dueOn }) => dueOn,
  );
  return it.dossier.changes.flatMap((change) =>
    owedTo(policy, 'T6', change.tsos, (tso) => {
      const found = judged.find(({ outcome }) => outcome.about.id === change.id && outcome.tso === tso);
      const heard = change.facts.filter((fact) => isFor(fact.tsos, tso));
      const known = latestOf(heard.find(({ occurredOn }) => occurredOn !== null)?.occurredOn);
      if (!found || !known) return null;
      const { due, outcome } = found;
      const { notice, took } = situationOf(it.dossier, change, tso, noticeMonths);
      const done = dischargedBy(outcome, notice ? [{ fact: notice.fact, on: notice.reached }] : [], due);
      return {
        ...{ thing: change.id, owedBy: 'commissioner', due, known, ...done },
        called: [took ?? notice?.fact ?? heard[0]!],
        exceptional: outcome.verdict === 'MET_WITH_RATIONALE',
      };
    }),
  );
};

const promiseDuties = (it: Case, policy: Policy): Duty[] =>
  owing(commitmentKept(ruled('commitment-kept', {}, true), it), ({ dueOn, trigger }) => {
    const { dueOn: said } = trigger.fact.data;
    return dueOn ?? latestOf(typeof said === 'string' ? said : null);
  }).flatMap(({ outcome, due }) => {
    const commitment = it.dossier.commitments.find(({ id }) => id === outcome.about.id);
    const made = outcome.trigger.fact;
    return owedTo(policy, 'R1', made.tsos, () => ({
      thing: outcome.about.id,
      owedBy: outcome.owedBy ?? 'commissioner',
      due,
      known: latestOf(made.occurredOn) ?? due,
      called: [made],
      ...dischargedBy(outcome, candidates(commitment?.kept ?? []), due),
      exceptional: false,
    }));
  });

const notedIn = ({ stages }: Dispute): Standing[] =>
  chronological<Standing>(stages.flatMap(({ acknowledged, responses }) => [...acknowledged, ...responses]));

/**
 * A dispute as one stage, from its raising to its conclusion: a reply that does not conclude it acknowledges it, and no
 * more.
 */
const inOneStage = (dispute: Dispute): Dispute => ({
  ...dispute,
  stages: [
    {
      number: 1,
      begun: dispute.raised,
      acknowledged: notedIn(dispute) as unknown as Dispute['stages'][number]['acknowledged'],
      responses: [],
      extensions: dispute.stages.flatMap(({ extensions }) => extensions),
      unanswered: dispute.stages.flatMap(({ unanswered }) => unanswered),
      resolved: dispute.resolved,
    },
  ],
});

const otherSide = (side: Standing['by']): Party => (side === 'commissioner' ? 'tso' : 'commissioner');

/** R2 and R3: owed by the party complained of. That a dispute was raised counts neither for nor against anyone. */
const disputeDuties = (it: Case, policy: Policy): Duty[] => {
  const { R2, R3 } = policy.rules;
  const days = (count: number) => ({ days: count, kind: 'calendar' }) as const;
  const row = ruled(
    'dispute-answered',
    {
      acknowledge: days(R2.dueDays),
      stages: [{ stage: 1, name: 'dispute', ...days(R3.dueDays) }],
      countedFrom: 'start',
      extendedByReason: false,
      compactMattersOnly: false,
    },
    true,
  );
  const raised = it.dossier.disputes.flatMap((one) => (one.raised ? [{ ...one, raised: one.raised }] : []));
  const dossier = { ...it.dossier, disputes: raised.map(inOneStage) };
  return owing(disputeAnswered(row, { ...it, dossier }), ({ dueOn, trigger, facts }) => {
    const begun = latestOf(trigger.on);
    return dueOn ?? (begun && addDays(begun, Number(facts['required'])));
  }).flatMap(({ outcome, due }) => {
    const rule = outcome.facts['awaited'] === 'acknowledgement' ? 'R2' : 'R3';
    const dispute = raised.find(({ id }) => id === outcome.about.id)!;
    const ends = dispute.resolved ? [dispute.resolved] : [];
    const facts = rule === 'R2' ? [...notedIn(dispute), ...ends] : ends;
    return owedTo(policy, rule, dispute.raised.tsos, () => ({
      thing: dispute.id,
      owedBy: otherSide(dispute.raised.by),
      due,
      known: latestOf(dispute.raised.occurredOn) ?? due,
      called: [dispute.raised],
      ...dischargedBy(outcome, candidates(facts), due),
      exceptional: false,
    }));
  });
};

/** The holidays of a year: those the policy lists for it or, where it lists none, those of any part of the kingdom. */
const holidaysBy =
  ({ nonWorkingDays }: Policy) =>
  (year: number): readonly Day[] => {
    const listed = nonWorkingDays.filter((day) => day.startsWith(`${year}-`));
    return listed.length > 0 ? listed : bankHolidaysAnywhere(year);
  };

/** T7: a refusal with its reason is an answer. The day of receipt is day 0. Findings of Q have no days of their own. */
const requestDuties = ({ requests }: Dossier, policy: Policy): Duty[] =>
  requests.flatMap(({ id, asked, of, seeks, answers, refusals }) => {
    const known = latestOf(asked?.occurredOn);
    if (!asked || !known || asked.type !== 'InformationRequested' || seeks !== 'information') return [];
    const due = workingDayAfter(known, policy.rules.T7.workingDays, holidaysBy(policy));
    const replies = candidates(chronological<Standing>([...answers, ...refusals]));
    const owedBy = of ?? 'commissioner';
    return owedTo(policy, 'T7', asked.tsos, () => ({
      ...{ thing: id, owedBy, due, known, called: [asked], ...discharged(replies, due), exceptional: false },
    }));
  });

/** T8: for a meeting that is on record as open. */
const meetingDuties = ({ meetings }: Dossier, policy: Policy): Duty[] =>
  meetings.flatMap(({ id, held, minutes }) => {
    const known = latestOf(held?.occurredOn);
    if (!held || !known || !held.data.open) return [];
    const due = addDays(known, policy.rules.T8.dueDays);
    const done = discharged(candidates(minutes), due);
    return owedTo(policy, 'T8', held.tsos, () => ({
      ...{ thing: id, owedBy: 'commissioner', due, known, called: [held], ...done, exceptional: false },
    }));
  });

/**
 * All that is owed, and what became of it, as the standing facts of one unit (a matter, or a stream where facts belong
 * to none) tell it at the end of a day; facts in their one order. A duty whose day cannot be told is not among them.
 */
export const dutiesOf = (unit: readonly Standing[], policy: Policy, validAsOf: Day): Duty[] => {
  const dossier = dossierOf(unit.filter((fact) => happenedOn(fact) <= validAsOf));
  // No duty here is judged by what holds for a commissioner in general.
  const it = { dossier, context: [], validAsOf, edition: asEdition(policy), local: [] };
  return [
    ...decisionDuties(dossier, policy),
    ...consultationDuties(it, policy),
    ...noticeDuties(it, policy),
    ...requestDuties(dossier, policy),
    ...meetingDuties(dossier, policy),
    ...promiseDuties(it, policy),
    ...disputeDuties(it, policy),
  ];
};
