import { agreementEvents, type AgreementEvent } from '../agreement/agreement.events.js';
import { agreementOf, type Agreement } from '../agreement/agreement.view.js';
import { applicationEvents, type ApplicationEvent } from '../application/application.events.js';
import { applicationOf, type Application } from '../application/application.view.js';
import { assessmentEvents, type AssessmentEvent } from '../assessment/assessment.events.js';
import { assessmentOf, type Assessment } from '../assessment/assessment.view.js';
import type { BudgetEvent } from '../budget/budget.events.js';
import { changeEvents, type ChangeEvent } from '../change/change.events.js';
import { changeOf, type Change } from '../change/change.view.js';
import { commitmentEvents, type CommitmentEvent } from '../commitment/commitment.events.js';
import { commitmentOf, type Commitment } from '../commitment/commitment.view.js';
import { consultationEvents, type ConsultationEvent } from '../consultation/consultation.events.js';
import { consultationOf, type Consultation } from '../consultation/consultation.view.js';
import { decisionEvents, type DecisionEvent } from '../decision/decision.events.js';
import { decisionOf, type Decision } from '../decision/decision.view.js';
import { disputeEvents, type DisputeEvent } from '../dispute/dispute.events.js';
import { disputeOf, type Dispute } from '../dispute/dispute.view.js';
import { frameworkEvents } from '../framework/framework.events.js';
import { frameworkOf, type Framework } from '../framework/framework.view.js';
import { chronological, distinct, entriesOf, picking, type ToldOf } from '../kernel/entry.js';
import type { Recorded } from '../kernel/fact.js';
import type { Standing } from '../kernel/standing.js';
import { meetingEvents, type MeetingEvent } from '../meeting/meeting.events.js';
import { meetingOf, type Meeting } from '../meeting/meeting.view.js';
import { paymentEvents, type PaymentEvent } from '../payment/payment.events.js';
import { paymentOf, type Payment } from '../payment/payment.view.js';
import { procurementEvents, type ProcurementEvent } from '../procurement/procurement.events.js';
import { procurementOf, type Procurement } from '../procurement/procurement.view.js';
import type { PublicationEvent } from '../publication/publication.events.js';
import { requestEvents, type RequestEvent } from '../request/request.events.js';
import { requestOf, type Request } from '../request/request.view.js';
import type { MatterEvent } from './matter.events.js';

type Happened =
  | AgreementEvent
  | ApplicationEvent
  | AssessmentEvent
  | BudgetEvent
  | ChangeEvent
  | CommitmentEvent
  | ConsultationEvent
  | DecisionEvent
  | DisputeEvent
  | MatterEvent
  | MeetingEvent
  | PaymentEvent
  | ProcurementEvent
  | PublicationEvent
  | RequestEvent;

/** A standing fact of one of the given types: its id, dates, remarks and data together. */
export type Told<Type extends Happened['type']> = ToldOf<Happened, Type>;

type Contribution = 'ImpactAdviceSubmitted' | 'ReviewContributionMade' | 'UserFeedbackProvided';

const ADVERSE = new Set(['AdverseStatementMade', 'DisputeRaised']);

const { only, last } = picking<Happened>();

/** The file of one matter, or of one stream where facts belong to no matter. Lists are oldest first. */
export interface Dossier {
  readonly matter: {
    readonly id: string;
    readonly title: string | null;
    readonly opened: Told<'MatterOpened'> | null;
    readonly closed: Told<'MatterClosed'> | null;
  } | null;
  readonly commissioner: string | null;
  readonly tsos: readonly string[];
  readonly consultations: readonly Consultation[];
  readonly assessments: readonly Assessment[];
  readonly decisions: readonly Decision[];
  readonly applications: readonly Application[];
  readonly agreements: readonly Agreement[];
  readonly payments: readonly Payment[];
  readonly procurements: readonly Procurement[];
  readonly changes: readonly Change[];
  readonly disputes: readonly Dispute[];
  readonly meetings: readonly Meeting[];
  /** the steps of Compact 4.3 before a decision to reduce, change or end */
  readonly dialogue: {
    readonly discussed: readonly Told<'FundingPressureDiscussed'>[];
    readonly invited: readonly Told<'ResponseInvited'>[];
    readonly received: readonly Told<'RepresentationReceived'>[];
    readonly considered: readonly Told<'ResponseConsidered'>[];
  };
  readonly participation: {
    readonly stakeholders: readonly Told<'StakeholdersIdentified'>[];
    readonly principles: readonly Told<'AllocationPrinciplesAgreed'>[];
    readonly groups: readonly Told<'SubGroupConvened' | 'FundingPanelConvened'>[];
    readonly applicationProcesses: readonly Told<'ApplicationProcessPublished'>[];
  };
  /** options to reshape a service instead of ending it (Best Value) */
  readonly options: {
    readonly invited: readonly Told<'OptionsInvited'>[];
    readonly proposed: readonly Told<'OptionProposed'>[];
    readonly considered: readonly Told<'OptionConsidered'>[];
    readonly informed: readonly Told<'InformationShared'>[];
  };
  /** told to everyone: of a change, of a decision, or of the matter where they name neither */
  readonly announcements: readonly Told<'PublicAnnouncementMade'>[];
  readonly registers: readonly Told<'GrantsRegisterPublished'>[];
  readonly commitments: readonly Commitment[];
  readonly requests: readonly Request[];
  readonly frameworks: readonly Framework[];
  /** what the sector brought of its own */
  readonly contributions: readonly Told<Contribution>[];
  /** public criticism, and disputes raised */
  readonly adverse: readonly Standing[];
  readonly budgets: readonly Told<'BudgetReductionRecorded'>[];
}

/**
 * The key of the dossier a fact belongs to: its matter's stream or, without a matter, its own. An assessment that names
 * its decision goes with the decision, which it is there for.
 */
export const dossierKey = ({
  matter,
  stream,
  type,
  data,
}: Pick<Recorded, 'matter' | 'stream' | 'type' | 'data'>): string => {
  if (matter !== null) return `matter-${matter}`;
  const decision = type in assessmentEvents ? data['decisionId'] : undefined;
  return typeof decision === 'string' ? `decision-${decision}` : stream;
};

/**
 * The file of a matter: its standing facts, in any order, put together by what they are about. A thing known only by
 * a follow-up (feedback on a consultation whose opening is not on record) has an entry too, with nulls. Dates stay as
 * the source gives them: a day, a month, a range or null.
 */
export const dossierOf = (told: readonly Standing[]): Dossier => {
  const facts = chronological(told);
  const id = facts.find((fact) => fact.matter !== null)?.matter ?? null;
  const opened = last(facts, 'MatterOpened');
  return {
    matter: id === null ? null : { id, title: opened?.data.title ?? null, opened, closed: last(facts, 'MatterClosed') },
    commissioner: facts.find((fact) => fact.commissioner !== null)?.commissioner ?? null,
    tsos: distinct(facts.flatMap((fact) => fact.tsos)).toSorted(),
    consultations: entriesOf(facts, consultationEvents, ['consultationId'], consultationOf),
    // An assessment without an id of its own is the one of its decision or, failing that, of the matter.
    assessments: entriesOf(facts, assessmentEvents, ['assessmentId', 'decisionId'], assessmentOf, id ?? 'assessment'),
    decisions: entriesOf(facts, decisionEvents, ['decisionId'], decisionOf),
    applications: entriesOf(facts, applicationEvents, ['applicationId'], applicationOf),
    agreements: entriesOf(facts, agreementEvents, ['agreementId'], agreementOf),
    payments: entriesOf(facts, paymentEvents, ['invoiceId'], paymentOf),
    procurements: entriesOf(facts, procurementEvents, ['procurementId'], procurementOf),
    changes: entriesOf(facts, changeEvents, ['changeId'], changeOf),
    disputes: entriesOf(facts, disputeEvents, ['disputeId'], disputeOf),
    meetings: entriesOf(facts, meetingEvents, ['meetingId'], meetingOf),
    dialogue: {
      discussed: only(facts, 'FundingPressureDiscussed'),
      invited: only(facts, 'ResponseInvited'),
      received: only(facts, 'RepresentationReceived'),
      considered: only(facts, 'ResponseConsidered'),
    },
    participation: {
      stakeholders: only(facts, 'StakeholdersIdentified'),
      principles: only(facts, 'AllocationPrinciplesAgreed'),
      groups: only(facts, 'SubGroupConvened', 'FundingPanelConvened'),
      applicationProcesses: only(facts, 'ApplicationProcessPublished'),
    },
    options: {
      invited: only(facts, 'OptionsInvited'),
      proposed: only(facts, 'OptionProposed'),
      considered: only(facts, 'OptionConsidered'),
      informed: only(facts, 'InformationShared'),
    },
    announcements: only(facts, 'PublicAnnouncementMade'),
    registers: only(facts, 'GrantsRegisterPublished'),
    commitments: entriesOf(facts, commitmentEvents, ['commitmentId'], commitmentOf),
    requests: entriesOf(facts, requestEvents, ['requestId'], requestOf),
    frameworks: entriesOf(facts, frameworkEvents, ['frameworkId'], frameworkOf),
    contributions: only(facts, 'ImpactAdviceSubmitted', 'ReviewContributionMade', 'UserFeedbackProvided'),
    adverse: facts.filter(({ type }) => ADVERSE.has(type)),
    budgets: only(facts, 'BudgetReductionRecorded'),
  };
};
