import { agreement } from './agreement/agreement.subject.js';
import { application } from './application/application.subject.js';
import { assessment } from './assessment/assessment.subject.js';
import { budget } from './budget/budget.subject.js';
import { change } from './change/change.subject.js';
import { commitment } from './commitment/commitment.subject.js';
import { consultation } from './consultation/consultation.subject.js';
import { correctionCommands } from './correction/correction.commands.js';
import { correctionEvents } from './correction/correction.events.js';
import { decision } from './decision/decision.subject.js';
import { dispute } from './dispute/dispute.subject.js';
import { feedback } from './feedback/feedback.subject.js';
import { framework } from './framework/framework.subject.js';
import type { Catalogue } from './kernel/catalogue.js';
import type { Intent, Intents } from './kernel/command.js';
import type { Subject } from './kernel/subject.js';
import { matter } from './matter/matter.subject.js';
import { meeting } from './meeting/meeting.subject.js';
import { obligation } from './obligation/obligation.subject.js';
import { organisation } from './organisation/organisation.subject.js';
import { payment } from './payment/payment.subject.js';
import { procurement } from './procurement/procurement.subject.js';
import { publication } from './publication/publication.subject.js';
import { request } from './request/request.subject.js';
import { survey } from './survey/survey.subject.js';

/** All that can be recorded, one subject for each kind of thing. */
export const subjects: readonly Subject[] = [
  organisation,
  framework,
  matter,
  meeting,
  consultation,
  assessment,
  decision,
  application,
  agreement,
  payment,
  procurement,
  change,
  dispute,
  publication,
  feedback,
  commitment,
  request,
  budget,
  survey,
  obligation,
];

/** An intent by name: what it is recorded as, who may give it, and its subject. */
export interface IntentOf extends Intent {
  readonly name: string;
  /** null for a remark (correct, annul, contest, countersign): it joins the stream of the event it speaks about */
  readonly subject: Subject | null;
}

interface Vocabulary {
  readonly catalogue: Catalogue;
  readonly intents: ReadonlyMap<string, IntentOf>;
  /** by event type */
  readonly recordedBy: ReadonlyMap<string, IntentOf>;
}

/** Throws at load time: a name that means two things, or a type nobody can record, is a defect of the tables. */
export const vocabularyOf = (
  parts: readonly { readonly events: Catalogue; readonly commands: Intents; readonly subject: Subject | null }[],
): Vocabulary => {
  // Without a prototype, so that a type called `constructor` is as unknown as any other.
  const catalogue: Record<string, Catalogue[string]> = Object.create(null);
  const intents = new Map<string, IntentOf>();
  const recordedBy = new Map<string, IntentOf>();
  for (const { events, commands, subject } of parts) {
    for (const [type, entry] of Object.entries(events)) {
      if (type in catalogue) throw new Error(`two subjects have an event type ${type}`);
      catalogue[type] = entry;
    }
    for (const [name, intent] of Object.entries(commands)) {
      if (intents.has(name)) throw new Error(`two subjects have an intent ${name}`);
      if (!(intent.becomes in events)) throw new Error(`${name} becomes ${intent.becomes}, which its subject has not`);
      if (recordedBy.has(intent.becomes)) throw new Error(`two intents become ${intent.becomes}`);
      const found = { ...intent, name, subject };
      intents.set(name, found);
      recordedBy.set(intent.becomes, found);
    }
  }
  const unheard = Object.keys(catalogue).filter((type) => !recordedBy.has(type));
  if (unheard.length > 0) throw new Error(`no intent becomes ${unheard.join(', ')}`);
  return { catalogue, intents, recordedBy };
};

const vocabulary = vocabularyOf([
  ...subjects.map((subject) => ({ events: subject.events, commands: subject.commands, subject })),
  { events: correctionEvents, commands: correctionCommands, subject: null },
]);

/** Every event type of the log, remarks included. */
export const catalogue: Catalogue = vocabulary.catalogue;

/** Every intent by its name. */
export const intents: ReadonlyMap<string, IntentOf> = vocabulary.intents;

/** The intent by which an event type is recorded, undefined where there is no such type. */
export const intentOf = (type: string): IntentOf | undefined => vocabulary.recordedBy.get(type);

/** The subject of an event type, undefined for remarks and for types that do not exist. */
export const subjectOf = (type: string): Subject | undefined => intentOf(type)?.subject ?? undefined;
