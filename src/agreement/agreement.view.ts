import { entriesOf, picking, type Entry, type ToldOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import { agreementEvents, type AgreementEvent } from './agreement.events.js';

type Told<Type extends AgreementEvent['type']> = ToldOf<AgreementEvent, Type>;
const { last, only } = picking<AgreementEvent>();

export interface Agreement extends Entry {
  readonly made: Told<'GrantAwarded' | 'ContractAwarded' | 'FundingAgreementMade'> | null;
  readonly altered: readonly Told<'AgreementVaried' | 'AgreementExtended' | 'AgreementRenewed'>[];
  readonly ended: Told<'AgreementEnded'> | null;
  readonly monitoring: readonly Told<'MonitoringTermsAgreed'>[];
  readonly risk: readonly Told<'RiskAllocationAgreed'>[];
  readonly paymentModel: readonly Told<'PaymentModelDecided'>[];
  readonly concerns: readonly Told<'PerformanceConcernRaised'>[];
  readonly timetables: readonly Told<'ImprovementTimetableAgreed'>[];
  readonly improvementReviews: readonly Told<'ImprovementReviewed'>[];
  readonly reports: readonly MonitoringReport[];
  readonly circumstances: readonly Told<'CircumstanceChangeReported'>[];
  readonly exitPlans: readonly Told<'ExitPlanFiled'>[];
}

/** A monitoring report, by its `reportId`, which is its own within its agreement. */
export interface MonitoringReport extends Entry {
  /** the last word on when it is due */
  readonly due: Told<'MonitoringReportDue'> | null;
  readonly submitted: Told<'MonitoringReportSubmitted'> | null;
  readonly acknowledged: readonly Told<'MonitoringReportAcknowledged'>[];
}

const reportOf = (id: string, facts: readonly Standing[]): MonitoringReport => ({
  id,
  facts,
  due: last(facts, 'MonitoringReportDue'),
  submitted: only(facts, 'MonitoringReportSubmitted')[0] ?? null,
  acknowledged: only(facts, 'MonitoringReportAcknowledged'),
});

/** A funding agreement as its standing facts, oldest first, tell it. */
export const agreementOf = (id: string, facts: readonly Standing[]): Agreement => ({
  id,
  facts,
  made: only(facts, 'GrantAwarded', 'ContractAwarded', 'FundingAgreementMade')[0] ?? null,
  altered: only(facts, 'AgreementVaried', 'AgreementExtended', 'AgreementRenewed'),
  ended: last(facts, 'AgreementEnded'),
  monitoring: only(facts, 'MonitoringTermsAgreed'),
  risk: only(facts, 'RiskAllocationAgreed'),
  paymentModel: only(facts, 'PaymentModelDecided'),
  concerns: only(facts, 'PerformanceConcernRaised'),
  timetables: only(facts, 'ImprovementTimetableAgreed'),
  improvementReviews: only(facts, 'ImprovementReviewed'),
  reports: entriesOf(facts, agreementEvents, ['reportId'], reportOf),
  circumstances: only(facts, 'CircumstanceChangeReported'),
  exitPlans: only(facts, 'ExitPlanFiled'),
});
