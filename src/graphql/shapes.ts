import { statusOf } from '../audit/trail.js';
import { sentenceOf } from '../history/sentences.js';
import type { HistoryEntry } from '../history/entry.js';
import type { Recorded } from '../kernel/fact.js';
import type { Remark, Standing } from '../kernel/standing.js';
import { instantOf, isDay, londonDay, precisionOf, type When } from '../kernel/time.js';
import type { Consultation } from '../consultation/consultation.view.js';
import { lengthOf } from '../consultation/length.js';
import type { Assessment } from '../assessment/assessment.view.js';
import type { Application } from '../application/application.view.js';
import type { Decision } from '../decision/decision.view.js';
import type { Agreement } from '../agreement/agreement.view.js';
import type { Change } from '../change/change.view.js';
import { daysOpen, grievanceOf, longestSilence, type Dispute } from '../dispute/dispute.view.js';
import { outsideClocks } from '../dispute/outside-clocks.js';
import type { Commitment } from '../commitment/commitment.view.js';
import type { Request } from '../request/request.view.js';
import type { Meeting } from '../meeting/meeting.view.js';
import { completing, type Payment } from '../payment/payment.view.js';
import type { Procurement } from '../procurement/procurement.view.js';
import type { Dossier } from '../matter/dossier.js';

/** Every object answered carries the moment of its question, so that what is asked of it next is read at the same. */
export interface At {
  readonly knownAt: string | null;
}

// GraphQL names have no dashes.
export const side = (by: Recorded['by']): string => by.replaceAll('-', '_');

const remarkShape = ({ id, recordedAt, by, text }: Remark) => ({ id, recordedAt, by: side(by), text });

/** An event with its remarks as the API shows it; organisations and matter are resolved when asked for. */
export const eventShape = (entry: HistoryEntry | Standing, at: At) => ({
  __typename: 'Event',
  ...at,
  id: entry.id,
  type: entry.type,
  summary: sentenceOf(entry),
  occurredOn: entry.occurredOn,
  occurredOnPrecision: precisionOf(entry.occurredOn),
  recordedAt: entry.recordedAt,
  occurredOnAsRecorded: entry.asRecorded.occurredOn,
  basis: entry.basis,
  by: side(entry.by),
  commissionerId: entry.commissioner,
  tsoIds: entry.tsos,
  matterId: entry.matter,
  data: entry.data,
  dataAsRecorded: entry.asRecorded.data,
  evidence: entry.evidence,
  note: entry.note,
  visibility: entry.visibility,
  sourceRecordedOn: entry.sourceRecordedOn,
  stream: entry.stream,
  revision: entry.revision,
  position: entry.position,
  recordedBy: {
    role: entry.meta.actor.role,
    organisation: entry.meta.actor.organisation,
    commandId: entry.meta.commandId,
    correlationId: entry.meta.correlationId,
    causationId: entry.meta.causationId,
    source: entry.meta.source,
  },
  correctedBy: entry.correctedBy && remarkShape(entry.correctedBy),
  annulled: 'annulled' in entry && entry.annulled,
  contested: entry.contested.map(remarkShape),
  countersigned: entry.countersigned.map(remarkShape),
});

export type EventShape = ReturnType<typeof eventShape>;

const events = (facts: readonly Standing[], at: At): EventShape[] => facts.map((fact) => eventShape(fact, at));

const firstOn = (facts: readonly Standing[]): When | null => facts[0]?.occurredOn ?? null;

export const consultationShape = (it: Consultation, at: At) => {
  const round = it.rounds.at(-1);
  const opensOn = round?.opens?.on ?? null;
  const closesOn = round?.closes?.on ?? null;
  return {
    id: it.id,
    title: it.title,
    form: it.form,
    opensOn,
    closesOn,
    closed: round?.closed ?? false,
    days: (round && lengthOf(round)?.open) ?? null,
    paused: !!round && !round.closed && round.pauses.some(({ to }) => to === null),
    withdrawn: it.withdrawn !== null,
    rationalePublishedOn: firstOn(it.rationales),
    feedbackOn: firstOn(it.feedback),
    responsesOnRecord: it.responses.length,
    events: events(it.facts, at),
  };
};

export const assessmentShape = (it: Assessment, at: At) => ({
  id: it.id,
  decisionId: it.decisionId,
  assessmentType: it.completed[0]?.data.assessmentType ?? it.started[0]?.data.assessmentType ?? null,
  completedOn: firstOn(it.completed),
  groupsCovered: it.completed[0]?.data.groupsCovered ?? null,
  sharedOn: firstOn(it.shared),
  events: events(it.facts, at),
});

export const decisionShape = (it: Decision, at: At) => ({
  id: it.id,
  title: it.taken?.data.title ?? it.scheduled?.data.title ?? null,
  plannedFor: it.scheduled?.data.plannedFor ?? null,
  takenOn: it.taken?.occurredOn ?? null,
  effect: it.taken?.data.effect ?? null,
  finality: it.taken?.data.finality ?? null,
  decidedBy: it.taken?.data.decidedBy ?? null,
  rationale: it.taken?.data.rationale ?? null,
  rationalePublishedOn: firstOn(it.rationales),
  papersProvided: it.taken?.data.papersProvided ?? null,
  calledIn: it.review.some(({ type }) => type === 'DecisionCalledIn'),
  status: statusOf(it),
  events: events(it.facts, at),
});

export const applicationShape = (it: Application, at: At) => ({
  id: it.id,
  roundId: it.roundId,
  title: it.received?.data.title ?? null,
  amount: it.received?.data.amount ?? null,
  receivedOn: it.received?.occurredOn ?? null,
  assessedOn: it.assessed?.occurredOn ?? null,
  score: it.assessed?.data.score ?? it.refused?.data.score ?? null,
  refusedOn: it.refused?.occurredOn ?? null,
  feedback: it.refused?.data.feedback ?? null,
  events: events(it.facts, at),
});

const INSTRUMENTS: Record<string, string> = { GrantAwarded: 'grant', ContractAwarded: 'contract' };

export const agreementShape = (it: Agreement, at: At) => {
  const altered = it.altered.map(({ data }) => data as { endsOn?: When; amount?: number });
  return {
    id: it.id,
    title: it.made?.data.title ?? null,
    instrument: it.made
      ? (INSTRUMENTS[it.made.type] ?? ('instrument' in it.made.data ? it.made.data.instrument : null))
      : null,
    amount: altered.findLast(({ amount }) => amount !== undefined)?.amount ?? it.made?.data.amount ?? null,
    madeOn: it.made?.occurredOn ?? null,
    startsOn: it.made?.data.startsOn ?? null,
    endsOn: altered.findLast(({ endsOn }) => endsOn !== undefined)?.endsOn ?? it.made?.data.endsOn ?? null,
    endedOn: it.ended?.occurredOn ?? null,
    purpose: it.made?.data.purpose ?? null,
    events: events(it.facts, at),
  };
};

export const paymentShape = (it: Payment, at: At) => ({
  id: it.id,
  agreementId: it.agreementId,
  amount: it.received?.data.amount ?? null,
  receivedOn: it.received?.occurredOn ?? null,
  disputed: it.disputes.at(-1)?.type === 'InvoiceDisputed',
  withheld: it.withholdings.at(-1)?.type === 'PaymentWithheld',
  paidOn: completing(it)?.occurredOn ?? null,
  events: events(it.facts, at),
});

export const procurementShape = (it: Procurement, at: At) => ({
  id: it.id,
  title: it.started?.data.title ?? null,
  kind: it.started?.data.kind ?? null,
  socialValueConsideredOn: firstOn(it.considered),
  startedOn: it.started?.occurredOn ?? null,
  events: events(it.facts, at),
});

export const changeShape = (it: Change, at: At) => ({
  id: it.id,
  decisionId: it.decisionId,
  agreementId: it.agreementId,
  notices: it.notices.map((notice) => ({
    ...at,
    tsoIds: notice.tsos,
    inWriting: notice.data.inWriting,
    sentOn: notice.data.sentOn ?? null,
    receivedOn:
      it.receipts.find(({ tsos }) => tsos.some((tso) => notice.tsos.includes(tso)))?.data.receivedOn ??
      notice.data.receivedOn ??
      null,
    lastFundedDay: notice.data.lastFundedDay ?? null,
    effectiveFrom: notice.data.effectiveFrom ?? null,
    event: eventShape(notice, at),
  })),
  tookEffectOn: it.tookEffect[0]?.data.effectiveFrom ?? firstOn(it.tookEffect),
  withdrawn: it.withdrawn !== null,
  exceptionalCircumstances: it.exceptions.length > 0,
  events: events(it.facts, at),
});

const lastOn = (facts: readonly Standing[]): When | null => facts.at(-1)?.occurredOn ?? null;

/** The day a question is read at: that of its `knownAt`, or today. */
const dayOf = ({ knownAt }: At) =>
  knownAt !== null && isDay(knownAt) ? knownAt : londonDay(knownAt ?? instantOf(Date.now()));

/** A dispute; `dossier` is the file it is in, which tells the days of what it is about. */
export const disputeShape = (it: Dispute, dossier: Dossier, at: At) => ({
  id: it.id,
  grievance: grievanceOf(it),
  onBehalf: it.concern?.data.onBehalf ?? false,
  raisedOn: it.raised?.occurredOn ?? null,
  desiredRemedy: it.raised?.data.desiredRemedy ?? null,
  isCompactMatter: it.raised?.data.isCompactMatter ?? null,
  commitments: it.commitments,
  aboutIds: it.about,
  stages: it.stages.map((stage) => ({
    number: stage.number,
    to: stage.begun?.type === 'DisputeEscalated' ? stage.begun.data.to : null,
    beganOn: stage.begun?.occurredOn ?? null,
    acknowledgedOn: firstOn(stage.acknowledged),
    answeredOn: firstOn(stage.responses),
    extendedTo: stage.extensions.at(-1)?.data.dueOn ?? null,
    outcome: stage.resolved?.data.outcome ?? null,
  })),
  outcome: it.resolved?.data.outcome ?? null,
  resolvedOn: it.resolved?.occurredOn ?? null,
  daysOpen: daysOpen(it, dayOf(at)),
  longestSilence: longestSilence(it, dayOf(at)),
  breachAcknowledgedOn: firstOn(it.breach.filter(({ type }) => type === 'BreachAcknowledged')),
  breachDeniedOn: firstOn(it.breach.filter(({ type }) => type === 'BreachDenied')),
  panelFinding: it.panel.at(-1)?.data.finding ?? null,
  mediatedOn: lastOn(it.mediations),
  apologyOn: firstOn(it.apologies),
  remedies: it.remedies.map(({ id, offered, answered, completed }) => ({
    id,
    what: offered?.data.what ?? null,
    amount: offered?.data.amount ?? null,
    dueOn: offered?.data.dueOn ?? null,
    offeredOn: offered?.occurredOn ?? null,
    accepted: answered ? answered.type === 'RemedyAccepted' : null,
    completed: completed !== null,
    completedOn: completed?.occurredOn ?? null,
  })),
  lesson: it.lesson,
  ombudsmanResult: it.ombudsman?.data.result ?? null,
  claimIssuedOn: it.court.claim?.occurredOn ?? null,
  judgments: it.court.judgments.map(({ data, occurredOn }) => ({ ...data, givenOn: occurredOn })),
  ...outsideClocks(it, dossier),
  events: events(it.facts, at),
});

export const meetingShape = (it: Meeting, at: At) => ({
  id: it.id,
  scheduledFor: it.scheduled?.data.scheduledFor ?? null,
  heldOn: it.held?.occurredOn ?? null,
  cancelled: it.cancelled !== null,
  purpose: it.held?.data.purpose ?? it.scheduled?.data.purpose ?? null,
  topics: it.held?.data.topics ?? [],
  attendees: (it.held?.data.attendees ?? []).map((attendee) => ({
    ...at,
    organisationId: attendee.organisation,
    number: attendee.number ?? null,
  })),
  actions: (it.held?.data.actions ?? []).map((action) => ({
    ...at,
    text: action.text,
    ownerId: action.owner ?? null,
    dueOn: action.dueOn ?? null,
  })),
  minutes: [...(it.held?.data.minutesUrl ? [it.held.data.minutesUrl] : []), ...it.minutes.map(({ data }) => data.url)],
  events: events(it.facts, at),
});

export const commitmentShape = (it: Commitment, at: At) => ({
  id: it.id,
  text: it.changes.findLast(({ data }) => data.text !== undefined)?.data.text ?? it.made?.data.text ?? null,
  by: it.by,
  to: it.made?.data.to ?? null,
  madeOn: it.made?.occurredOn ?? null,
  dueOn: it.made?.data.dueOn ?? null,
  changedTo: it.changes.findLast(({ data }) => data.dueOn !== undefined)?.data.dueOn ?? null,
  keptOn: firstOn(it.kept),
  broken: it.broken.length > 0,
  events: events(it.facts, at),
});

export const requestShape = (it: Request, at: At) => ({
  id: it.id,
  text: (it.asked?.type === 'QuestionAsked' ? it.asked.data.text : it.asked?.data.what) ?? null,
  of: it.of,
  askedOn: it.asked?.occurredOn ?? null,
  answeredOn: firstOn(it.answers),
  refusedOn: firstOn(it.refusals),
  events: events(it.facts, at),
});

/** A matter with all it holds; its findings are judged when asked for. */
export const matterShape = (id: string, it: Dossier, facts: readonly Standing[], at: At) => ({
  __typename: 'Matter',
  ...at,
  id,
  title: it.matter?.title ?? null,
  commissionerId: it.commissioner,
  tsoIds: it.tsos,
  openedOn: it.matter?.opened?.occurredOn ?? null,
  closedOn: it.matter?.closed?.occurredOn ?? null,
  consultations: it.consultations.map((one) => consultationShape(one, at)),
  assessments: it.assessments.map((one) => assessmentShape(one, at)),
  decisions: it.decisions.map((one) => decisionShape(one, at)),
  applications: it.applications.map((one) => applicationShape(one, at)),
  agreements: it.agreements.map((one) => agreementShape(one, at)),
  payments: it.payments.map((one) => paymentShape(one, at)),
  procurements: it.procurements.map((one) => procurementShape(one, at)),
  changes: it.changes.map((one) => changeShape(one, at)),
  disputes: it.disputes.map((one) => disputeShape(one, it, at)),
  meetings: it.meetings.map((one) => meetingShape(one, at)),
  commitments: it.commitments.map((one) => commitmentShape(one, at)),
  requests: it.requests.map((one) => requestShape(one, at)),
  events: events(facts, at),
});
