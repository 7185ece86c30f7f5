import type { Asker } from '../access/visibility.js';
import { EventById } from '../audit/audit.queries.js';
import { Frameworks } from '../compliance/compliance.queries.js';
import type { Application } from '../engine/application.js';
import type { HistoryEntry } from '../history/entry.js';
import { isRemark } from '../kernel/standing.js';
import { DossierOfEvent } from '../matter/matter.queries.js';
import { OrganisationCalled } from '../organisation/organisation.queries.js';
import { frameworkShape } from './framework-shape.js';
import {
  agreementShape,
  applicationShape,
  assessmentShape,
  changeShape,
  commitmentShape,
  consultationShape,
  decisionShape,
  disputeShape,
  eventShape,
  matterShape,
  meetingShape,
  paymentShape,
  procurementShape,
  requestShape,
} from './shapes.js';

const NOW = { knownAt: null };

const withId = <Entry extends { readonly id: string }, Shape>(
  entries: readonly Entry[],
  id: string,
  shape: (entry: Entry, at: typeof NOW) => Shape,
): Shape | null => {
  const entry = entries.find((one) => one.id === id);
  return entry ? shape(entry, NOW) : null;
};

/** The thing an event is about, as it now is, under the field name of its payload. */
export const thingRecorded = async (
  application: Application,
  asker: Asker,
  event: HistoryEntry,
): Promise<Record<string, unknown>> => {
  if (isRemark(event)) {
    const target = await application.ask(new EventById(asker, String(event.data['targetId'])));
    return { target: target ? eventShape(target, NOW) : null };
  }
  const [subject = '', id = ''] = splitStream(event.stream);
  if (subject === 'organisation') return { organisation: await application.ask(new OrganisationCalled(asker, id)) };
  if (subject === 'framework') return { framework: await frameworkOf(application, asker, event, id) };
  const { dossier, facts } = await application.ask(new DossierOfEvent(asker, event));
  switch (subject) {
    case 'matter':
      return { matter: matterShape(id, dossier, facts, NOW) };
    case 'meeting':
      return { meeting: withId(dossier.meetings, id, meetingShape) };
    case 'consultation':
      return { consultation: withId(dossier.consultations, id, consultationShape) };
    case 'assessment':
      return { assessment: withId(dossier.assessments, id, assessmentShape) };
    case 'decision':
      return { decision: withId(dossier.decisions, id, decisionShape) };
    case 'application':
      return { application: withId(dossier.applications, id, applicationShape) };
    case 'agreement':
      return { agreement: withId(dossier.agreements, id, agreementShape) };
    case 'payment':
      return { payment: withId(dossier.payments, id, paymentShape) };
    case 'procurement':
      return { procurement: withId(dossier.procurements, id, procurementShape) };
    case 'change':
      return { fundingChange: withId(dossier.changes, id, changeShape) };
    case 'dispute':
      return { dispute: withId(dossier.disputes, id, (one, at) => disputeShape(one, dossier, at)) };
    case 'commitment':
      return { commitment: withId(dossier.commitments, id, commitmentShape) };
    case 'request':
      return { request: withId(dossier.requests, id, requestShape) };
    case 'publication': {
      const published = { ...event.data, id, publishedOn: event.occurredOn };
      return event.type === 'GrantsRegisterPublished' ? { register: published } : { publication: published };
    }
    case 'feedback':
      return { feedback: { ...event.data, id } };
    case 'budget':
    case 'survey':
    case 'obligation':
      return { [subject]: { ...event.data, id } };
    default:
      return {};
  }
};

const splitStream = (stream: string): string[] => {
  const dash = stream.indexOf('-');
  return [stream.slice(0, dash), stream.slice(dash + 1)];
};

const frameworkOf = async (application: Application, asker: Asker, event: HistoryEntry, id: string) => {
  const editions = await application.ask(new Frameworks(asker, event.commissioner));
  const edition = editions.findLast(({ family }) => family === id);
  return edition ? frameworkShape(edition) : null;
};
