import type { Fact } from '../kernel/fact.js';
import { label } from '../kernel/time.js';

type Words = (data: Record<string, unknown>, named: (id: string) => string) => string;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const quoted = (value: unknown): string => (typeof value === 'string' ? ` “${value}”` : '');
const colon = (value: unknown): string => (typeof value === 'string' ? `: ${value}` : '');
const day = (value: unknown): string => label(text(value));
const pounds = (value: unknown): string =>
  typeof value === 'number'
    ? `£${value.toLocaleString('en-GB', { minimumFractionDigits: Number.isInteger(value) ? 0 : 2 })}`
    : 'an amount not on record';
const list = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : '');

const at = (id: unknown, named: (id: string) => string): string => (typeof id === 'string' ? ` at ${named(id)}` : '');
const from = (id: unknown, named: (id: string) => string): string =>
  typeof id === 'string' ? ` from ${named(id)}` : '';
const count = (value: unknown, what: string): string => {
  const items = Array.isArray(value) ? value.length : 0;
  return `${items} ${what}${items === 1 ? '' : 's'}`;
};

const EFFECTS: Record<string, string> = {
  award: 'to award funding',
  refuse: 'to refuse funding',
  continue: 'to continue funding',
  renew: 'to renew funding',
  vary: 'to change funding',
  reduce: 'to reduce funding',
  end: 'to end funding',
  policy: 'on policy',
};

const IN_ADVANCE: Record<string, string> = { true: ', in advance', false: ', not in advance' };

const WITHHELD: Record<string, string> = {
  monitoring: 'on account of monitoring',
  performance: 'on account of performance',
  other: 'for another reason',
};

const CONSULTING: Record<string, string> = {
  true: ', with whether to consult on it',
  false: ', without consulting on it',
};

const DIRECTIONS: Record<string, string> = {
  'tso->commissioner': 'an organisation about the commissioner',
  'commissioner->tso': 'the commissioner about an organisation',
};

/** One field of each thing in a list, in a row. */
const each = (value: unknown, field: string): string =>
  list(Array.isArray(value) ? value.map((one) => text((one as Record<string, unknown>)[field])) : []);

const amounts = (data: Record<string, unknown>): string =>
  data['amountBefore'] === undefined && data['amountAfter'] === undefined
    ? ''
    : `, from ${pounds(data['amountBefore'])} to ${pounds(data['amountAfter'])}`;

const terms = (data: Record<string, unknown>): string => {
  const from = data['startsOn'] ? ` from ${day(data['startsOn'])}` : '';
  const to = data['endsOn'] ? ` to ${day(data['endsOn'])}` : '';
  const months = data['termMonths'] !== undefined && !to ? ` for ${JSON.stringify(data['termMonths'])} months` : '';
  return `${pounds(data['amount'])}${from}${to}${months}${colon(data['title'])}`;
};

const firstDay = (data: Record<string, unknown>): string => {
  if (data['effectiveFrom']) return `, first day on the new terms ${day(data['effectiveFrom'])}`;
  return data['lastFundedDay']
    ? `, last funded day ${day(data['lastFundedDay'])}`
    : ', first day on the new terms not stated';
};

const score = (data: Record<string, unknown>): string => {
  if (typeof data['score'] !== 'number') return '';
  return `, score ${data['score']}${typeof data['outOf'] === 'number' ? ` of ${data['outOf']}` : ''}`;
};

const period = (data: Record<string, unknown>): string =>
  data['periodFrom'] && data['periodTo'] ? ` for ${day(data['periodFrom'])} to ${day(data['periodTo'])}` : '';

const total = (scores: unknown): number =>
  Array.isArray(scores) ? scores.reduce((sum: number, one) => sum + Number(one), 0) : 0;

/** What each event type says, for a person to read; `named` gives an organisation's name for its id. */
const WORDS: Record<string, Words> = {
  CommissionerRegistered: (d) => `${text(d['name'])} registered as a commissioner`,
  TsoRegistered: (d) => `${text(d['name'])} registered as a third sector organisation`,
  OrganisationRegistered: (d) => `${text(d['name'])} registered; its source does not say what kind of body it is`,
  OrganisationClassified: (d, n) => `${n(text(d['organisationId']))} classified as ${text(d['as'])}`,
  OrganisationAlsoKnownAs: (d, n) => `${n(text(d['organisationId']))} is also known as ${text(d['name'])}`,
  OrganisationIdentified: (d, n) => `${n(text(d['organisationId']))} has the identifier ${text(d['identifier'])}`,
  OrganisationMerged: (d, n) => `${text(d['organisationId'])} is the same body as ${n(text(d['into']))}`,

  FrameworkAdopted: (d) =>
    `Framework adopted:${quoted(d['title'])} (${text(d['edition'])}), in force from ${day(d['inForceFrom'])}`,
  FrameworkRevised: (d) => `Framework revised: ${text(d['edition'])}, in force from ${day(d['inForceFrom'])}`,
  FrameworkLapsed: (d) => `Framework lapsed on ${day(d['lapsedOn'])}`,
  FrameworkSigned: (d, n) => `Framework signed by ${n(text(d['organisation']))}`,
  FrameworkWithdrawnFrom: (d, n) => `${n(text(d['organisation']))} withdrew from the framework${colon(d['reason'])}`,
  CompactLeadAppointed: (d, n) => `Lead for the framework appointed: ${text(d['role'])}${at(d['organisation'], n)}`,
  ChampionAppointed: (d, n) => `Champion appointed: ${text(d['role'])}${at(d['organisation'], n)}`,
  ChampionStoodDown: (d, n) => `The champion of ${n(text(d['organisation']))} stood down`,
  ActionPlanAdopted: (d) =>
    `Action plan adopted for ${day(d['periodFrom'])} to ${day(d['periodTo'])}, with ${count(d['actions'], 'action')}`,
  ActionCompleted: (d) => `Action ${text(d['actionId'])} of the plan completed`,
  AnnualReviewHeld: (d) =>
    `Annual review held${d['documentReviewed'] === true ? ', the text itself looked over' : ''}${colon(d['summary'])}`,
  AnnualStatementPublished: (d) => `Annual statement published${colon(d['summary'] ?? d['url'])}`,
  GoodPracticeNoted: (d) => `Good practice noted: ${text(d['text'])}`,

  MatterOpened: (d) => `Matter opened:${quoted(d['title'])}`,
  MatterClosed: (d) => `Matter closed${colon(d['reason'])}`,
  StakeholdersIdentified: (d, n) => {
    const whom = [...((d['organisations'] as string[]) ?? []).map(n), ...((d['groups'] as string[]) ?? [])];
    return `Stakeholders identified: ${whom.join(', ') || 'none named'}`;
  },
  AllocationPrinciplesAgreed: (d) =>
    `Principles for sharing the money agreed: ${((d['principles'] as string[]) ?? []).join('; ')}`,
  SubGroupConvened: (d) => `${text(d['name'])} convened${colon(d['purpose'])}`,
  FundingPanelConvened: (d, n) => {
    const tsos = ((d['tsoRepresentatives'] as string[]) ?? []).map(n).join(', ');
    return `${text(d['name'])} convened, ${tsos ? `with ${tsos} as members for the sector` : 'with no member for the sector named'}`;
  },
  ApplicationProcessPublished: (d) => `Application process published${colon(d['summary'])}`,
  FundingRouteConsidered: (d) => `Ways of funding considered: ${list(d['options'])}${colon(d['reason'])}`,
  FundingRouteChosen: (d) => `Way of funding chosen: ${text(d['route'])}${colon(d['reason'])}`,
  ApplicationRoundOpened: (d) =>
    `Round of applications opened${colon(d['title'])}${d['closesOn'] ? `, to close on ${day(d['closesOn'])}` : ''}${d['decisionDueOn'] ? `, to be decided by ${day(d['decisionDueOn'])}` : ''}`,
  ApplicationRoundClosed: (d) =>
    `Round of applications closed${typeof d['applications'] === 'number' ? ` with ${d['applications']} received` : ''}`,
  FundingPressureDiscussed: (d) => `Pressure on funding discussed${colon(d['summary'])}`,
  ResponseInvited: (d) => `Responses invited${d['dueOn'] ? `, by ${day(d['dueOn'])}` : ''}${colon(d['summary'])}`,
  RepresentationReceived: (d, n) =>
    `Representation received${d['from'] ? ` from ${n(text(d['from']))}` : ''}${colon(d['summary'])}`,
  OptionsInvited: (d) => `Options invited${d['dueOn'] ? `, by ${day(d['dueOn'])}` : ''}${colon(d['summary'])}`,
  OptionProposed: (d, n) => `Option proposed${d['from'] ? ` by ${n(text(d['from']))}` : ''}${colon(d['summary'])}`,
  OptionConsidered: (d) => `Option considered${colon(d['outcome'])}`,
  InformationShared: (d, n) =>
    `Information shared with ${((d['with'] as string[]) ?? []).map(n).join(', ') || 'nobody named'}${colon(d['what'])}`,
  ResponseConsidered: (d) => `Responses considered${colon(d['summary'])}`,
  ImpactAdviceSubmitted: (d, n) => `Advice on impact submitted${from(d['from'], n)}${colon(d['summary'])}`,
  ReviewContributionMade: (d, n) => `Contribution to a review${from(d['from'], n)}${colon(d['summary'])}`,
  UserFeedbackProvided: (d, n) => `Feedback of users provided${from(d['from'], n)}${colon(d['summary'])}`,
  AdverseStatementMade: (d, n) => `Public criticism${from(d['from'], n)}${colon(d['summary'])}`,

  CorrespondenceSent: (d, n) =>
    `Correspondence${from(d['from'], n)}${((d['to'] as string[]) ?? []).length > 0 ? ` to ${(d['to'] as string[]).map(n).join(', ')}` : ''}${d['medium'] ? ` by ${text(d['medium'])}` : ''}${d['receivedOn'] ? `, received ${day(d['receivedOn'])}` : ''}${colon(d['subject'])}`,
  DecommissioningPlanPublished: (d) => `Plan for ending the service published${colon(d['summary'] ?? d['url'])}`,
  TransitionPlanPublished: (d) => `Plan for the transition published${colon(d['summary'] ?? d['url'])}`,
  TransitionGrantAwarded: (d, n) =>
    `Grant for the transition awarded${d['to'] ? ` to ${n(text(d['to']))}` : ''}: ${pounds(d['amount'])}${colon(d['purpose'])}`,
  PostChangeReviewCompleted: (d) => `Review after the change completed${colon(d['summary'] ?? d['url'])}`,

  CommitmentMade: (d) =>
    `Commitment made${d['dueOn'] ? `, for ${day(d['dueOn'])}` : ', with no day on record'}${colon(d['text'])}`,
  CommitmentKept: (d) => `Commitment kept${colon(d['summary'])}`,
  CommitmentChanged: (d) =>
    `Commitment changed${d['dueOn'] ? ` to ${day(d['dueOn'])}` : ''}${d['agreed'] === true ? ' by agreement' : ''}: ${text(d['reason'])}`,
  CommitmentBroken: (d) => `Commitment broken${colon(d['reason'])}`,

  InformationRequested: (d) =>
    `Information requested${d['dueOn'] ? `, for ${day(d['dueOn'])}` : ''}${colon(d['what'])}`,
  InformationProvided: (d) => `Information provided${colon(d['summary'] ?? d['url'])}`,
  InformationRefused: (d) => `Information refused: ${text(d['reason'])}`,
  QuestionAsked: (d) => `Question asked${colon(d['text'])}`,
  QuestionAnswered: (d) => `Question answered${colon(d['text'])}`,

  MeetingScheduled: (d) => `Meeting planned for ${day(d['scheduledFor'])}${colon(d['purpose'])}`,
  MeetingHeld: (d) => `Meeting held${colon(d['purpose'])}`,
  MeetingCancelled: (d) => `Meeting cancelled${colon(d['reason'])}`,
  MinutesPublished: (d) => `Minutes published: ${text(d['url'])}`,

  ConsultationForewarned: (d) =>
    `Consultation announced${colon(d['subject'])}${d['expectedOpenOn'] ? `, expected to open ${day(d['expectedOpenOn'])}` : ''}`,
  ConsultationOpened: (d) =>
    `Consultation opened:${quoted(d['title'])} ${d['closesOn'] ? `to close on ${day(d['closesOn'])}` : 'with no closing date on record'}`,
  ConsultationRationalePublished: (d) => `Reasons for the length of the consultation published${colon(d['text'])}`,
  ConsultationExtended: (d) => `Consultation extended to ${day(d['closesOn'])}${colon(d['reason'])}`,
  ConsultationShortened: (d) => `Consultation shortened to ${day(d['closesOn'])}${colon(d['reason'])}`,
  ConsultationPaused: (d) => `Consultation paused${colon(d['reason'])}`,
  ConsultationResumed: (d) => `Consultation resumed${colon(d['reason'])}`,
  ConsultationReissued: (d) => `Consultation issued again${colon(d['reason'])}`,
  ConsultationWithdrawn: (d) => `Consultation withdrawn${colon(d['reason'])}`,
  ConsultationReopened: (d) => `Consultation opened again, to close on ${day(d['closesOn'])}${colon(d['reason'])}`,
  ConsultationPromoted: (d) => `Consultation promoted by the sector${colon(d['channel'])}`,
  ConsultationResponseSubmitted: (d, n) =>
    `Response to the consultation${d['respondent'] ? ` from ${n(text(d['respondent']))}` : ''}${colon(d['summary'])}`,
  ConsultationClosed: (d) =>
    `Consultation closed${typeof d['responses'] === 'number' ? ` with ${d['responses']} responses` : ''}`,
  ResponseAnalysisCompleted: (d) => `Analysis of responses completed${colon(d['summary'])}`,
  FeedbackPublished: (d) => `Feedback on the consultation published${colon(d['summary'])}`,
  FeedbackDelayExplained: (d) => `Delay of the feedback explained${colon(d['reason'])}`,

  ImpactAssessmentStarted: (d) => `Impact assessment started (${text(d['assessmentType'])})`,
  ImpactAssessmentCompleted: (d) =>
    `Impact assessment completed (${text(d['assessmentType'])})${d['groupsCovered'] ? `, covering ${list(d['groupsCovered']) || 'no group'}` : ''}`,
  ImpactAssessmentShared: (d, n) =>
    `Impact assessment shared with ${((d['sharedWith'] as string[]) ?? []).map(n).join(', ') || 'nobody named'}`,
  ImpactAssessmentRevised: (d) => `Impact assessment revised${colon(d['reason'])}`,

  RiskAssessmentCompleted: (d) => `Assessment of risks completed${colon(d['summary'])}`,
  OptionsAppraisalCompleted: (d) =>
    `Appraisal of options completed${list(d['options']) && `, of ${list(d['options'])}`}${colon(d['summary'])}`,

  DecisionScheduled: (d) => `Decision planned for ${day(d['plannedFor'])}${colon(d['title'])}`,
  ForwardNoticePublished: (d) =>
    `Forward notice of a decision published${d['expectedOn'] ? `, expected ${day(d['expectedOn'])}` : ''}`,
  EarlyWarningGiven: (d) => `Early warning of a decision given (a warning is not notice)${colon(d['summary'])}`,
  DecisionTaken: (d) =>
    `${d['finality'] === 'provisional' ? 'Provisional decision' : 'Decision'} ${EFFECTS[text(d['effect'])] ?? ''}${amounts(d)}${d['decidedBy'] ? `, by ${text(d['decidedBy'])}` : ''}${colon(d['title'])}`,
  RationalePublished: (d) => `Reasons for the decision published${colon(d['text'])}`,
  DecisionRecordPublished: (d) =>
    `Record of the decision published${d['reasons'] ? '' : ', without reasons'}${colon(d['reasons'])}`,
  DecisionCalledIn: (d) => `Decision called in${d['by'] ? ` by ${text(d['by'])}` : ''}${colon(d['reason'])}`,
  DecisionReferredBack: (d) => `Decision referred back${colon(d['reason'])}`,
  DecisionReaffirmed: (d) => `Decision reaffirmed${colon(d['reason'])}`,
  DecisionModified: (d) => `Decision modified${colon(d['modification'])}`,
  DecisionSuperseded: (d) => `Decision superseded${d['by'] ? ` by ${text(d['by'])}` : ''}${colon(d['reason'])}`,
  DecisionPaused: (d) => `Decision paused${colon(d['reason'])}`,
  DecisionReconsidered: (d) =>
    `Decision considered again${d['openOptions'] ? `, with ${((d['openOptions'] as string[]) ?? []).join('; ') || 'nothing'} open` : ''}`,
  DecisionQuashed: (d) => `Decision quashed${d['citation'] ? ` (${text(d['citation'])})` : ''}${colon(d['grounds'])}`,

  ApplicationReceived: (d, n) =>
    `Application received${from(d['from'], n)}${d['amount'] === undefined ? '' : ` for ${pounds(d['amount'])}`}${colon(d['title'])}`,
  ApplicationAssessed: (d) => `Application assessed${score(d)}${colon(d['reason'])}`,
  ApplicationRefused: (d) => `Application refused${score(d)}${colon(d['reason'])}`,

  GrantAwarded: (d) => `Grant awarded: ${terms(d)}`,
  ContractAwarded: (d) => `Contract awarded: ${terms(d)}`,
  FundingAgreementMade: (d) => `Funding agreement made (${text(d['instrument'])}): ${terms(d)}`,
  AgreementVaried: (d) => `Agreement varied${colon(d['reason'])}`,
  AgreementExtended: (d) => `Agreement extended to ${day(d['endsOn'])}${colon(d['reason'])}`,
  AgreementRenewed: (d) => `Agreement renewed to ${day(d['endsOn'])}${colon(d['reason'])}`,
  AgreementEnded: (d) => `Agreement ended${colon(d['reason'])}`,

  MonitoringTermsAgreed: (d) => `Monitoring agreed: ${each(d['requirements'], 'what') || 'nothing is to be reported'}`,
  RiskAllocationAgreed: (d) => `Allocation of risk agreed${colon(d['summary'])}`,
  PaymentModelDecided: (d) => `Way of payment decided${IN_ADVANCE[String(d['inAdvance'])] ?? ''}${colon(d['reason'])}`,
  PerformanceConcernRaised: (d) => `Concern about performance raised${colon(d['concern'])}`,
  ImprovementTimetableAgreed: (d) =>
    `Timetable of improvement agreed, to run until ${day(d['endsOn'])}${list(d['actions']) && `: ${list(d['actions'])}`}`,
  ImprovementReviewed: (d) => `Improvement reviewed${colon(d['outcome'])}`,
  MonitoringReportDue: (d) => `Monitoring report ${text(d['reportId'])} asked for, by ${day(d['dueOn'])}`,
  MonitoringReportSubmitted: (d) => `Monitoring report ${text(d['reportId'])} submitted`,
  MonitoringReportAcknowledged: (d) => `Monitoring report ${text(d['reportId'])} acknowledged${colon(d['feedback'])}`,
  MonitoringReportFeedbackGiven: (d) => `Feedback on monitoring report ${text(d['reportId'])}${colon(d['feedback'])}`,
  CircumstanceChangeReported: (d) =>
    `Change of circumstances reported${d['happenedOn'] ? `, of ${day(d['happenedOn'])}` : ''}${colon(d['what'])}`,
  ExitPlanFiled: (d) => `Plan for the end of funding filed${colon(d['summary'])}`,

  InvoiceReceived: (d) =>
    `Invoice received for ${pounds(d['amount'])}${d['isValid'] === false ? ', not valid as it is' : ''}`,
  InvoiceDisputed: (d) => `Invoice disputed${colon(d['reason'])}`,
  InvoiceDisputeSettled: (d) => `Dispute of the invoice settled${colon(d['outcome'])}`,
  PaymentMade: (d) => `Payment made of ${pounds(d['amount'])}`,
  PaymentWithheld: (d) =>
    `Payment of ${pounds(d['amount'])} withheld, ${WITHHELD[text(d['reason'])] ?? ''}${colon(d['text'])}`,
  PaymentReleased: (d) => `Payment released${colon(d['reason'])}`,
  NoPaymentReceived: (d) => `Stated that no payment had been received${colon(d['statement'])}`,

  SocialValueConsidered: (d) =>
    `Social value of the procurement considered${CONSULTING[String(d['consultationConsidered'])] ?? ''}${colon(d['reason'])}`,
  ProcurementStarted: (d) =>
    `Procurement${d['kind'] ? ` of ${d['kind'] === 'mixed' ? 'services with goods or works' : text(d['kind'])}` : ''} started${colon(d['title'])}`,

  FundingChangeNotified: (d) =>
    `Notice of a change to funding ${d['inWriting'] === false ? 'given, not in writing' : 'given in writing'}${d['receivedOn'] ? `, received ${day(d['receivedOn'])}` : ''}${firstDay(d)}`,
  NoticeReceiptConfirmed: (d) => `Receipt of the notice confirmed for ${day(d['receivedOn'])}`,
  NoNoticeReceived: (d) => `Stated that no notice was received${colon(d['statement'])}`,
  FundingChangeTookEffect: (d) =>
    `Change to funding took effect${d['effectiveFrom'] ? ` on ${day(d['effectiveFrom'])}` : ''}`,
  ServiceEnded: (d) => `Service ended${colon(d['reason'])}`,
  ServiceUsersNotified: (d) =>
    `Users of the service told${d['channel'] ? ` by ${text(d['channel'])}` : ''}${d['effectiveFrom'] ? `, first day on the new terms ${day(d['effectiveFrom'])}` : ''}`,
  PublicAnnouncementMade: (d) => `Announced to the public${d['channel'] ? ` by ${text(d['channel'])}` : ''}`,
  ExceptionalCircumstancesRecorded: (d) =>
    `Exceptional circumstances recorded, approved by ${text(d['approver'])}${colon(d['reason'])}`,
  FundingChangeWithdrawn: (d) => `Change to funding withdrawn${colon(d['reason'])}`,
  FundingRestored: (d) => `Funding restored${colon(d['reason'])}`,

  ConcernRaisedInformally: (d) =>
    `Concern raised informally${d['onBehalf'] === true ? ' for an organisation that is not named' : ''}${colon(d['concern'])}`,
  DisputeRaised: (d) => `Dispute raised${colon(d['facts'])}`,
  DisputeAcknowledged: () => 'Dispute acknowledged',
  DisputeResponded: (d) => `Dispute answered${colon(d['summary'])}`,
  DisputeUnanswered: (d) => `Stated that no ${text(d['awaited']) || 'answer'} has come${colon(d['statement'])}`,
  DisputeEscalated: (d) =>
    `Dispute taken to stage ${JSON.stringify(d['stage'])}, ${text(d['to'])}${colon(d['reason'])}`,
  DisputeClockExtended: (d) =>
    `Time to answer the dispute extended to ${day(d['dueOn'])}${d['agreed'] === true ? ' by agreement' : ', not by agreement'}${colon(d['reason'])}`,
  MediationHeld: (d) => `Mediation held${d['mediator'] ? ` with ${text(d['mediator'])}` : ''}${colon(d['summary'])}`,
  BreachAcknowledged: (d) => `Acknowledged that a commitment was not kept${colon(d['reason'])}`,
  BreachDenied: (d) => `Denied that a commitment was not kept${colon(d['reason'])}`,
  PanelFindingIssued: (d) => `Finding of the disputes panel issued${colon(d['finding'])}`,
  DisputeResolved: (d) =>
    `Dispute resolved (${d['outcome'] === 'partly' ? 'partly upheld' : text(d['outcome'])})${colon(d['summary'])}`,
  ApologyIssued: (d) => `Apology issued${colon(d['summary'])}`,
  RemedyOffered: (d) =>
    `Remedy offered${d['amount'] === undefined ? '' : ` (${pounds(d['amount'])})`}${d['dueOn'] ? `, by ${day(d['dueOn'])}` : ''}${colon(d['what'])}`,
  RemedyAccepted: () => 'Remedy accepted',
  RemedyRefused: (d) => `Remedy refused${colon(d['reason'])}`,
  RemedyCompleted: (d) => `Remedy completed${colon(d['summary'])}`,
  LessonsPublished: (d) => `Lessons published${colon(d['text'])}`,
  OmbudsmanComplaintMade: (d) => `Complaint made to ${text(d['ombudsman'])}`,
  OmbudsmanDecided: (d) =>
    `Ombudsman decided (${text(d['result'])}${d['injustice'] === true ? ', causing injustice' : ''})${colon(d['recommendation'])}`,
  JudicialReviewIssued: (d) => `Claim for judicial review issued${colon(d['grounds'])}`,
  PermissionGranted: () => 'Permission for judicial review granted',
  PermissionRefused: (d) => `Permission for judicial review refused${colon(d['reason'])}`,
  JudgmentGiven: (d) =>
    `Judgment given (${text(d['result'])})${d['citation'] ? `, ${text(d['citation'])}` : ''}${colon(list(d['reliefs']) || undefined)}`,

  GrantsRegisterPublished: (d) =>
    `Register of grants published for ${day(d['periodFrom'])} to ${day(d['periodTo'])}, with ${((d['fields'] as string[]) ?? []).length} of 7 fields`,

  DatasetPublished: (d) => `Data published${period(d)}: ${text(d['title'])}`,
  CompactPagePublished: (d) => `Page about the Compact published${period(d)}${colon(d['url'])}`,

  TrustScorecardCompleted: (d, n) =>
    `Scorecard of trust completed by ${((d['completedBy'] as string[]) ?? []).map(n).join(', ')}: ${total(d['scores'])} of 36`,
  ProcessFeedbackCollected: (d) =>
    `Feedback on the process collected from ${JSON.stringify(d['n'])}${colon(d['summary'])}`,

  BudgetReductionRecorded: (d) =>
    `Budget for ${text(d['financialYear'])}: ${JSON.stringify(d['ownPercent'])}% less for the authority itself, ${d['tsoPercent'] === undefined ? 'what is taken from TSOs not stated' : `${JSON.stringify(d['tsoPercent'])}% less for TSOs`}`,
  SurveyIssued: (d) => `Survey ${text(d['wave'])} issued: ${DIRECTIONS[text(d['direction'])] ?? text(d['direction'])}`,
  SurveyResponseReceived: (d) =>
    `Answer to survey ${text(d['wave'])} received: ${DIRECTIONS[text(d['direction'])] ?? text(d['direction'])}`,
  ObligationExcused: (d) => `${text(d['obligationKey'])} excused (${text(d['reasonCode'])})${colon(d['reason'])}`,

  EventCorrected: (d) => `Correction of ${text(d['targetId'])}${colon(d['reason'])}`,
  EventAnnulled: (d) => `Annulment of ${text(d['targetId'])}${colon(d['reason'])}`,
  EventContested: (d) => `Contested: ${text(d['targetId'])}${colon(d['claim'])}`,
  EventCountersigned: (d) => `Countersigned: ${text(d['targetId'])}${colon(d['note'])}`,
};

/** Event types that have words; a test holds this against the catalogue. */
export const worded: readonly string[] = Object.keys(WORDS);

/** One plain sentence for a fact, without its date. `named` gives the name of an organisation for its id. */
export const sentenceOf = (fact: Pick<Fact, 'type' | 'data'>, named: (id: string) => string = (id) => id): string => {
  const words = WORDS[fact.type];
  return words ? words(fact.data, named).replaceAll(/\s+/g, ' ') : fact.type;
};
