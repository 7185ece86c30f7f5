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
  ConsultationReissued: (d) => `Consultation issued again${colon(d['reason'])}`,
  ConsultationWithdrawn: (d) => `Consultation withdrawn${colon(d['reason'])}`,
  ConsultationReopened: (d) => `Consultation opened again, to close on ${day(d['closesOn'])}${colon(d['reason'])}`,
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

  ForwardNoticePublished: (d) =>
    `Forward notice of a decision published${d['expectedOn'] ? `, expected ${day(d['expectedOn'])}` : ''}`,
  EarlyWarningGiven: (d) => `Early warning of a decision given (a warning is not notice)${colon(d['summary'])}`,
  DecisionTaken: (d) =>
    `${d['finality'] === 'provisional' ? 'Provisional decision' : 'Decision'} ${EFFECTS[text(d['effect'])] ?? ''}${amounts(d)}${d['decidedBy'] ? `, by ${text(d['decidedBy'])}` : ''}${colon(d['title'])}`,
  RationalePublished: (d) => `Reasons for the decision published${colon(d['text'])}`,
  DecisionCalledIn: (d) => `Decision called in${d['by'] ? ` by ${text(d['by'])}` : ''}${colon(d['reason'])}`,
  DecisionReferredBack: (d) => `Decision referred back${colon(d['reason'])}`,
  DecisionReaffirmed: (d) => `Decision reaffirmed${colon(d['reason'])}`,
  DecisionModified: (d) => `Decision modified${colon(d['modification'])}`,
  DecisionSuperseded: (d) => `Decision superseded${d['by'] ? ` by ${text(d['by'])}` : ''}${colon(d['reason'])}`,
  DecisionPaused: (d) => `Decision paused${colon(d['reason'])}`,
  DecisionReconsidered: (d) =>
    `Decision considered again${d['openOptions'] ? `, with ${((d['openOptions'] as string[]) ?? []).join('; ') || 'nothing'} open` : ''}`,
  DecisionQuashed: (d) => `Decision quashed${d['citation'] ? ` (${text(d['citation'])})` : ''}${colon(d['grounds'])}`,

  GrantAwarded: (d) => `Grant awarded: ${terms(d)}`,
  ContractAwarded: (d) => `Contract awarded: ${terms(d)}`,
  FundingAgreementMade: (d) => `Funding agreement made (${text(d['instrument'])}): ${terms(d)}`,
  AgreementVaried: (d) => `Agreement varied${colon(d['reason'])}`,
  AgreementExtended: (d) => `Agreement extended to ${day(d['endsOn'])}${colon(d['reason'])}`,
  AgreementRenewed: (d) => `Agreement renewed to ${day(d['endsOn'])}${colon(d['reason'])}`,
  AgreementEnded: (d) => `Agreement ended${colon(d['reason'])}`,

  FundingChangeNotified: (d) =>
    `Notice of a change to funding ${d['inWriting'] === false ? 'given, not in writing' : 'given in writing'}${d['receivedOn'] ? `, received ${day(d['receivedOn'])}` : ''}${firstDay(d)}`,
  NoticeReceiptConfirmed: (d) => `Receipt of the notice confirmed for ${day(d['receivedOn'])}`,
  NoNoticeReceived: (d) => `Stated that no notice was received${colon(d['statement'])}`,
  FundingChangeTookEffect: (d) =>
    `Change to funding took effect${d['effectiveFrom'] ? ` on ${day(d['effectiveFrom'])}` : ''}`,
  ServiceUsersNotified: (d) =>
    `Users of the service told${d['channel'] ? ` by ${text(d['channel'])}` : ''}${d['effectiveFrom'] ? `, first day on the new terms ${day(d['effectiveFrom'])}` : ''}`,
  PublicAnnouncementMade: (d) => `Announced to the public${d['channel'] ? ` by ${text(d['channel'])}` : ''}`,
  ExceptionalCircumstancesRecorded: (d) =>
    `Exceptional circumstances recorded, approved by ${text(d['approver'])}${colon(d['reason'])}`,
  FundingChangeWithdrawn: (d) => `Change to funding withdrawn${colon(d['reason'])}`,
  FundingRestored: (d) => `Funding restored${colon(d['reason'])}`,

  GrantsRegisterPublished: (d) =>
    `Register of grants published for ${day(d['periodFrom'])} to ${day(d['periodTo'])}, with ${((d['fields'] as string[]) ?? []).length} of 7 fields`,

  BudgetReductionRecorded: (d) =>
    `Budget for ${text(d['financialYear'])}: ${JSON.stringify(d['ownPercent'])}% less for the authority itself, ${d['tsoPercent'] === undefined ? 'what is taken from TSOs not stated' : `${JSON.stringify(d['tsoPercent'])}% less for TSOs`}`,

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
