import type { Fact } from '../../kernel/fact.js';
import { standing, type Standing } from '../../kernel/standing.js';
import { endOfLondonDay, type Day } from '../../kernel/time.js';
import type { Dossier } from '../../matter/dossier.js';
import { TOPICS } from '../../matter/matter.events.js';
import { finalDecisions } from '../rules/decision-outcome.js';
import type { Clause, Finding, Verdict } from '../finding.js';
import { judge } from '../judge.js';
import type { Plan, StepId } from './plan-steps.js';
import type { Edition } from '../rule.js';

/** Whose plan it is: what the facts of a trial say of themselves. */
export interface Parties {
  readonly commissioner: string | null;
  readonly tsos: readonly string[];
  readonly matter: string | null;
}

/** The ids of the things a trial's facts are about: those on record, else made-up ones. */
interface Ids {
  readonly decisionId: string;
  readonly consultationId: string;
  readonly changeId: string;
  readonly equalityId: string;
  readonly procurementId: string;
}

const MADE_UP = 'planned';

const idsOf = (dossier: Dossier): Ids => ({
  decisionId: finalDecisions(dossier).at(-1)?.decision.id ?? dossier.decisions.at(-1)?.id ?? MADE_UP,
  consultationId: dossier.consultations.findLast(({ withdrawn }) => !withdrawn)?.id ?? MADE_UP,
  changeId: dossier.changes.findLast(({ withdrawn }) => !withdrawn)?.id ?? MADE_UP,
  equalityId:
    dossier.assessments.find(({ completed }) => completed.some(({ data }) => data.assessmentType === 'equality'))?.id ??
    `${MADE_UP} equality`,
  procurementId: dossier.procurements.at(-1)?.id ?? MADE_UP,
});

const groupsIn = (editions: readonly Edition[]): string[] => [
  ...new Set(
    editions.flatMap(({ rows }) => rows.flatMap((row) => (row.kind === 'impact-first' ? row.parameters.groups : []))),
  ),
];

type Happening = readonly [type: string, data: Readonly<Record<string, unknown>>];

const FULL_ASSESSMENT = { existingUsersAssessed: true, interimGapAssessed: true, coverage: 'per group' };

const FULL_PACK = {
  reasons: ['as planned'],
  criteria: ['as planned'],
  options: ['as planned'],
  rejectedOptions: [{ option: 'as planned', why: 'as planned' }],
};

/** What a step is as a fact, done as it should be in all but its day; nothing for one that is no fact of its own. */
const happenings = (
  step: StepId,
  { question }: Plan,
  days: DaysOf,
  ids: Ids,
  groups: readonly string[],
): Happening[] => {
  const { decisionId, consultationId, changeId, equalityId, procurementId } = ids;
  const { effect, key, firstDay, consult } = question;
  switch (step) {
    case 'discussion':
      return [['FundingPressureDiscussed', { summary: MADE_UP, options: [] }]];
    case 'forewarning':
      return [['ConsultationForewarned', { consultationId }]];
    case 'opening':
      return [
        ['ConsultationOpened', { consultationId, form: 'formal-written', closesOn: days('closing'), pack: FULL_PACK }],
      ];
    case 'engagement':
      return [['MeetingHeld', { meetingId: MADE_UP, purpose: MADE_UP, topicsCovered: TOPICS }]];
    case 'options':
      return [
        ['OptionsInvited', {}],
        ['InformationShared', { what: MADE_UP, with: [] }],
      ];
    case 'invitation':
      return [['ResponseInvited', { dueOn: days('responses') }]];
    case 'closing':
      return [['ConsultationClosed', { consultationId }]];
    case 'analysis':
      return [['ResponseAnalysisCompleted', { consultationId }]];
    case 'consideration':
      return [['ResponseConsidered', { summary: MADE_UP }]];
    case 'impact-assessment':
      return [
        [
          'ImpactAssessmentCompleted',
          {
            assessmentId: `${MADE_UP} impact`,
            decisionId,
            assessmentType: 'beneficiary',
            groupsCovered: groups,
            reallocationConsidered: true,
          },
        ],
      ];
    case 'equality-assessment':
      return [
        [
          'ImpactAssessmentCompleted',
          { assessmentId: equalityId, decisionId, assessmentType: 'equality', ...FULL_ASSESSMENT },
        ],
      ];
    case 'sharing':
      return [['ImpactAssessmentShared', { assessmentId: equalityId, decisionId, sharedWith: [] }]];
    case 'social-value':
      return [['SocialValueConsidered', { procurementId, consultationConsidered: true }]];
    case 'procurement':
      return [['ProcurementStarted', { procurementId, kind: 'services' }]];
    case 'forward-notice':
      return [['ForwardNoticePublished', { decisionId }]];
    case 'decision':
      return [
        [
          'DecisionTaken',
          {
            decisionId,
            effect,
            key,
            finality: 'final',
            equalityDutyExplained: 'right question',
            papersProvided: [{ title: 'Equality assessment', assessmentId: equalityId }],
            ...(consult && { consultationsCited: [consultationId] }),
          },
        ],
      ];
    case 'reasons':
      return [['RationalePublished', { decisionId, sentTo: [] }]];
    case 'users-notice':
      return [['ServiceUsersNotified', { changeId, effectiveFrom: firstDay }]];
    case 'notice':
      return [
        [
          'FundingChangeNotified',
          { changeId, decisionId, effect, inWriting: true, receivedOn: days('notice'), effectiveFrom: firstDay },
        ],
      ];
    case 'feedback':
      return [['FeedbackPublished', { consultationId }]];
    case 'responses':
    case 'first-day':
      return [];
  }
};

type DaysOf = (step: StepId) => Day | undefined;

const factOf = (step: StepId, [type, data]: Happening, day: Day, parties: Parties): Fact & { readonly id: string } => ({
  id: `${MADE_UP} ${step}: ${type}`,
  type,
  data,
  occurredOn: day,
  basis: 'stated',
  by: 'commissioner',
  ...parties,
  visibility: 'public',
  evidence: [],
  note: null,
  sourceRecordedOn: null,
});

/**
 * The facts there would be if the steps that are not on record were taken on their days in the plan (or on others,
 * which `days` gives), besides those that are on record in `dossier`.
 */
export const factsOf = (
  plan: Plan,
  editions: readonly Edition[],
  parties: Parties,
  dossier: Dossier,
  days: Plan['question']['dates'] = {},
): Standing[] => {
  const dayOf: DaysOf = (id) => days[id] ?? plan.steps.find((step) => step.id === id)?.on;
  const ids = idsOf(dossier);
  const groups = groupsIn(editions);
  const told = plan.steps.flatMap(({ id, from, on }) => {
    const happens = from === 'record' ? [] : happenings(id, plan, dayOf, ids, groups);
    return happens.map((one) => factOf(id, one, days[id] ?? on, parties));
  });
  return standing(
    told.map((fact, index) => ({
      ...fact,
      stream: fact.id,
      revision: 0,
      position: `~${String(index).padStart(4, '0')}`,
      recordedAt: endOfLondonDay(fact.occurredOn!),
      meta: {
        commandId: fact.id,
        correlationId: fact.id,
        causationId: null,
        actor: { role: 'administrator', organisation: null },
        source: 'entered',
      },
    })),
  );
};

/** What is judged besides the plan: what is on record of its matter, and what holds for its commissioner. */
export interface Ground {
  readonly editions: readonly Edition[];
  readonly parties: Parties;
  readonly dossier: Dossier;
  readonly facts: readonly Standing[];
  readonly context: readonly Standing[];
}

/**
 * The findings there would be if a plan were carried out, judged by the rules once its last step is taken. What the
 * sector owes is not the plan's to keep.
 */
export const trialOf = (
  plan: Plan,
  { editions, parties, dossier, facts, context }: Ground,
  days: Plan['question']['dates'] = {},
): Finding[] => {
  const { framework } = plan.question;
  const all = [...plan.steps.map(({ on }) => on), ...Object.values(days)].toSorted();
  return judge({
    facts: [...facts, ...factsOf(plan, editions, parties, dossier, days)],
    context,
    validAsOf: all.at(-1) ?? plan.question.firstDay,
    ...(framework !== undefined && { framework }),
  }).filter(({ owedBy, verdict }) => owedBy === 'commissioner' && verdict !== 'NOT_APPLICABLE');
};

/** Today, for steps whose last day has passed before they were taken: sooner they can no longer be. */
export const overdue = ({ steps, question: { today } }: Plan): Plan['question']['dates'] =>
  Object.fromEntries(steps.filter(({ from, on }) => from === 'latest' && on < today).map(({ id }) => [id, today]));

/** What one rule would say of the plan as it is, and with other days. */
export interface Compared {
  readonly rule: string;
  readonly edition: string;
  readonly clause: Clause;
  readonly tso: string | null;
  readonly planned: Said | null;
  readonly whatIf: Said | null;
}

interface Said {
  readonly verdict: Verdict;
  readonly because: string;
}

const keyOf = ({ rule, edition, tso, about }: Finding): string => JSON.stringify([rule, edition, tso, about]);

const saidOf = (finding: Finding | undefined): Said | null =>
  finding ? { verdict: finding.verdict, because: finding.because } : null;

/** Two trials side by side, in the order of findings; null where a rule has nothing to say in one of them. */
export const compared = (planned: readonly Finding[], whatIf: readonly Finding[]): Compared[] => {
  const [left, right] = [planned, whatIf].map((findings) => new Map(findings.map((it) => [keyOf(it), it])));
  const all = new Map([...left!, ...right!]);
  return [...all].map(([key, { rule, edition, clause, tso }]) => ({
    rule,
    edition,
    clause,
    tso,
    planned: saidOf(left!.get(key)),
    whatIf: saidOf(right!.get(key)),
  }));
};
