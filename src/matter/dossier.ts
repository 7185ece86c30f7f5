import { agreementEvents, type AgreementEvent } from '../agreement/agreement.events.js';
import { assessmentEvents, type AssessmentEvent } from '../assessment/assessment.events.js';
import { changeEvents, type ChangeEvent } from '../change/change.events.js';
import { consultationEvents, type ConsultationEvent } from '../consultation/consultation.events.js';
import { decisionEvents, type DecisionEvent } from '../decision/decision.events.js';
import type { Recorded } from '../kernel/fact.js';
import type { Standing } from '../kernel/standing.js';
import { rangeOf, type When } from '../kernel/time.js';
import { meetingEvents, type MeetingEvent } from '../meeting/meeting.events.js';
import type { PublicationEvent } from '../publication/publication.events.js';
import type { MatterEvent } from './matter.events.js';

type Happened =
  | AgreementEvent
  | AssessmentEvent
  | ChangeEvent
  | ConsultationEvent
  | DecisionEvent
  | MatterEvent
  | MeetingEvent
  | PublicationEvent;

/** The event types a dossier has a place for. */
export type Kind = Happened['type'];

/** A standing fact of one of the given types: its id, dates, remarks and data together. */
export type Told<K extends Kind> = { [Type in K]: Standing<Extract<Happened, { type: Type }>> }[K];

/** A date and the fact that gives it; null where the fact gives none. */
export interface Dated {
  readonly on: When | null;
  readonly fact: Standing;
}

/** One time a consultation was open. `closed` is true once the closing itself is on record; until then it is the plan. */
export interface Round {
  readonly opens: Dated | null;
  readonly closes: Dated | null;
  readonly closed: boolean;
}

/** Every entry keeps its facts, oldest first, so that whatever is said about it can name the events it rests on. */
export interface Entry {
  readonly id: string;
  readonly facts: readonly Standing[];
}

export interface Consultation extends Entry {
  readonly title: string | null;
  readonly opened: Told<'ConsultationOpened'> | null;
  /** null where the opening is not on record */
  readonly form: Told<'ConsultationOpened'>['data']['form'] | null;
  /** the first opening and each reopening */
  readonly rounds: readonly Round[];
  readonly forewarned: readonly Told<'ConsultationForewarned'>[];
  readonly rationales: readonly Told<'ConsultationRationalePublished'>[];
  readonly reissued: readonly Told<'ConsultationReissued'>[];
  readonly responses: readonly Told<'ConsultationResponseSubmitted'>[];
  readonly closed: Told<'ConsultationClosed'> | null;
  readonly analyses: readonly Told<'ResponseAnalysisCompleted'>[];
  readonly feedback: readonly Told<'FeedbackPublished'>[];
  readonly delays: readonly Told<'FeedbackDelayExplained'>[];
  /** the withdrawal, unless it was reopened since */
  readonly withdrawn: Told<'ConsultationWithdrawn'> | null;
}

export interface Assessment extends Entry {
  readonly decisionId: string | null;
  readonly started: readonly Told<'ImpactAssessmentStarted'>[];
  readonly completed: readonly Told<'ImpactAssessmentCompleted'>[];
  readonly shared: readonly Told<'ImpactAssessmentShared'>[];
  readonly revised: readonly Told<'ImpactAssessmentRevised'>[];
}

export interface Decision extends Entry {
  /** the final decision or, until there is one, the latest provisional one */
  readonly taken: Told<'DecisionTaken'> | null;
  readonly provisional: readonly Told<'DecisionTaken'>[];
  readonly forwardNotices: readonly Told<'ForwardNoticePublished'>[];
  readonly warnings: readonly Told<'EarlyWarningGiven'>[];
  readonly rationales: readonly Told<'RationalePublished'>[];
  /** call-in, referral back, reaffirmation, modification */
  readonly review: readonly Told<
    'DecisionCalledIn' | 'DecisionReferredBack' | 'DecisionReaffirmed' | 'DecisionModified'
  >[];
  readonly superseded: Told<'DecisionSuperseded'> | null;
  readonly quashed: Told<'DecisionQuashed'> | null;
}

export interface Agreement extends Entry {
  readonly made: Told<'GrantAwarded' | 'ContractAwarded' | 'FundingAgreementMade'> | null;
  readonly altered: readonly Told<'AgreementVaried' | 'AgreementExtended' | 'AgreementRenewed'>[];
  readonly ended: Told<'AgreementEnded'> | null;
}

export interface Change extends Entry {
  readonly decisionId: string | null;
  readonly agreementId: string | null;
  /** every TSO that any of its facts names */
  readonly tsos: readonly string[];
  /** written or not; each names the TSOs it went to */
  readonly notices: readonly Told<'FundingChangeNotified'>[];
  readonly receipts: readonly Told<'NoticeReceiptConfirmed'>[];
  readonly noNotice: readonly Told<'NoNoticeReceived'>[];
  readonly tookEffect: readonly Told<'FundingChangeTookEffect'>[];
  readonly exceptions: readonly Told<'ExceptionalCircumstancesRecorded'>[];
  readonly withdrawn: Told<'FundingChangeWithdrawn'> | null;
  readonly restored: Told<'FundingRestored'> | null;
}

export interface Meeting extends Entry {
  readonly scheduled: Told<'MeetingScheduled'> | null;
  readonly held: Told<'MeetingHeld'> | null;
  readonly cancelled: Told<'MeetingCancelled'> | null;
  readonly minutes: readonly Told<'MinutesPublished'>[];
}

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
  readonly agreements: readonly Agreement[];
  readonly changes: readonly Change[];
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
  readonly registers: readonly Told<'GrantsRegisterPublished'>[];
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

const only = <K extends Kind>(facts: readonly Standing[], ...kinds: K[]): Told<K>[] =>
  facts.filter((fact) => (kinds as string[]).includes(fact.type)) as unknown as Told<K>[];

const last = <K extends Kind>(facts: readonly Standing[], ...kinds: K[]): Told<K> | null =>
  only(facts, ...kinds).at(-1) ?? null;

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

/** The first text a field has in any of the facts. */
const firstText = (facts: readonly Standing[], field: string): string | null =>
  facts.map((fact) => fact.data[field]).find((value) => typeof value === 'string') ?? null;

// Facts without a date sort last: they were told after the fact, and nothing shows that they came first.
const firstDay = (fact: Standing): string => (fact.occurredOn && rangeOf(fact.occurredOn)?.earliest) || '9999-12-31';

/** Facts in the order in which they happened; on one day, in the order in which they were recorded. */
export const chronological = <F extends Standing>(facts: readonly F[]): F[] =>
  facts
    .map((fact) => ({ fact, day: firstDay(fact) }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .map(({ fact }) => fact);

/** Extensions and the like belong to the round they fall in. A plan made after the closing changes nothing. */
const roundsOf = (facts: readonly Standing[]): Round[] => {
  const opened = only(facts, 'ConsultationOpened')[0];
  const rounds: Round[] = [];
  if (opened) {
    const closes = opened.data.closesOn ? { on: opened.data.closesOn, fact: opened } : null;
    rounds.push({ opens: { on: opened.data.opensOn ?? opened.occurredOn, fact: opened }, closes, closed: false });
  }
  const kinds = [
    'ConsultationExtended',
    'ConsultationShortened',
    'ConsultationReopened',
    'ConsultationClosed',
  ] as const;
  for (const fact of only(facts, ...kinds)) {
    const reopens = fact.type === 'ConsultationReopened';
    const current = reopens ? undefined : rounds.pop();
    const opens = reopens ? { on: fact.occurredOn, fact } : (current?.opens ?? null);
    if (fact.type === 'ConsultationClosed')
      rounds.push({ opens, closes: { on: fact.data.closedOn ?? fact.occurredOn, fact }, closed: true });
    else if (current?.closed) rounds.push(current);
    else rounds.push({ opens, closes: { on: fact.data.closesOn ?? null, fact }, closed: false });
  }
  return rounds;
};

const consultationOf = (id: string, facts: readonly Standing[]): Consultation => {
  const opened = last(facts, 'ConsultationOpened');
  const ending = last(facts, 'ConsultationWithdrawn', 'ConsultationReopened');
  return {
    id,
    facts,
    title: opened?.data.title ?? firstText(facts, 'subject'),
    opened,
    form: opened ? (opened.data.form ?? 'formal-written') : null,
    rounds: roundsOf(facts),
    forewarned: only(facts, 'ConsultationForewarned'),
    rationales: only(facts, 'ConsultationRationalePublished'),
    reissued: only(facts, 'ConsultationReissued'),
    responses: only(facts, 'ConsultationResponseSubmitted'),
    closed: last(facts, 'ConsultationClosed'),
    analyses: only(facts, 'ResponseAnalysisCompleted'),
    feedback: only(facts, 'FeedbackPublished'),
    delays: only(facts, 'FeedbackDelayExplained'),
    withdrawn: ending?.type === 'ConsultationWithdrawn' ? ending : null,
  };
};

const assessmentOf = (id: string, facts: readonly Standing[]): Assessment => ({
  id,
  facts,
  decisionId: firstText(facts, 'decisionId'),
  started: only(facts, 'ImpactAssessmentStarted'),
  completed: only(facts, 'ImpactAssessmentCompleted'),
  shared: only(facts, 'ImpactAssessmentShared'),
  revised: only(facts, 'ImpactAssessmentRevised'),
});

const decisionOf = (id: string, facts: readonly Standing[]): Decision => {
  const taken = only(facts, 'DecisionTaken');
  const provisional = taken.filter((fact) => fact.data.finality === 'provisional');
  return {
    id,
    facts,
    taken: taken.findLast((fact) => fact.data.finality !== 'provisional') ?? provisional.at(-1) ?? null,
    provisional,
    forwardNotices: only(facts, 'ForwardNoticePublished'),
    warnings: only(facts, 'EarlyWarningGiven'),
    rationales: only(facts, 'RationalePublished'),
    review: only(facts, 'DecisionCalledIn', 'DecisionReferredBack', 'DecisionReaffirmed', 'DecisionModified'),
    superseded: last(facts, 'DecisionSuperseded'),
    quashed: last(facts, 'DecisionQuashed'),
  };
};

const agreementOf = (id: string, facts: readonly Standing[]): Agreement => ({
  id,
  facts,
  made: only(facts, 'GrantAwarded', 'ContractAwarded', 'FundingAgreementMade')[0] ?? null,
  altered: only(facts, 'AgreementVaried', 'AgreementExtended', 'AgreementRenewed'),
  ended: last(facts, 'AgreementEnded'),
});

const changeOf = (id: string, facts: readonly Standing[]): Change => ({
  id,
  facts,
  decisionId: firstText(facts, 'decisionId'),
  agreementId: firstText(facts, 'agreementId'),
  tsos: distinct(facts.flatMap((fact) => fact.tsos)).toSorted(),
  notices: only(facts, 'FundingChangeNotified'),
  receipts: only(facts, 'NoticeReceiptConfirmed'),
  noNotice: only(facts, 'NoNoticeReceived'),
  tookEffect: only(facts, 'FundingChangeTookEffect'),
  exceptions: only(facts, 'ExceptionalCircumstancesRecorded'),
  withdrawn: last(facts, 'FundingChangeWithdrawn'),
  restored: last(facts, 'FundingRestored'),
});

const meetingOf = (id: string, facts: readonly Standing[]): Meeting => ({
  id,
  facts,
  scheduled: last(facts, 'MeetingScheduled'),
  held: last(facts, 'MeetingHeld'),
  cancelled: last(facts, 'MeetingCancelled'),
  minutes: only(facts, 'MinutesPublished'),
});

/** Entries of one kind: the facts of its catalogue, put together by the id they name. A fact that names none is left out. */
const entriesOf = <E extends Entry>(
  facts: readonly Standing[],
  catalogue: object,
  keys: readonly string[],
  build: (id: string, facts: readonly Standing[]) => E,
  otherwise?: string,
): E[] => {
  const groups = new Map<string, Standing[]>();
  for (const fact of facts) {
    if (!(fact.type in catalogue)) continue;
    const id = keys.map((key) => fact.data[key]).find((value) => typeof value === 'string') ?? otherwise;
    if (typeof id !== 'string') continue;
    const group = groups.get(id);
    if (group) group.push(fact);
    else groups.set(id, [fact]);
  }
  return [...groups].map(([id, members]) => build(id, members));
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
    agreements: entriesOf(facts, agreementEvents, ['agreementId'], agreementOf),
    changes: entriesOf(facts, changeEvents, ['changeId'], changeOf),
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
    registers: only(facts, 'GrantsRegisterPublished'),
  };
};
