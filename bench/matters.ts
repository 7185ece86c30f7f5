import type { Fact, Recorded } from '../src/kernel/fact.js';
import { addDays, type Day } from '../src/kernel/time.js';
import { ReadModel } from '../src/projection/read-model.js';

const COMMISSIONERS = 80;
const TSOS = 2_000;
const FIRST_DAY = '2012-01-02';
const DAYS = 4_000;
/** How many facts one transaction takes. */
const PAGE = 1_000;

/** A fact of a matter before it has a place in the log. */
type Told = Pick<Fact, 'type' | 'data' | 'occurredOn'> & { readonly stream: string };

/** What happens in a matter, from its consultation to the end of a grant; every third leaves something out. */
const told = (n: number, day: Day): Told[] => {
  const on = (days: number): Day => addDays(day, days);
  const [consultationId, decisionId, changeId, agreementId] = [`K${n}`, `D${n}`, `X${n}`, `G${n}`];
  const short = n % 3 === 0;
  const consultation = `consultation-${consultationId}`;
  const decision = `decision-${decisionId}`;
  const events: (Told | false)[] = [
    { type: 'MatterOpened', data: { title: `Advice services ${n}` }, occurredOn: day, stream: `matter-M${n}` },
    {
      type: 'GrantAwarded',
      data: { agreementId, amount: 12_500 + n, purpose: 'Advice for people in debt' },
      occurredOn: on(-700),
      stream: `agreement-${agreementId}`,
    },
    {
      type: 'ConsultationOpened',
      data: {
        consultationId,
        title: `Grants for advice ${n}`,
        form: 'formal-written',
        closesOn: on(short ? 50 : 90),
        pack: { reasons: 'Less money', criteria: 'Need', options: ['Cut a tenth', 'Cut a third'] },
      },
      occurredOn: on(7),
      stream: consultation,
    },
    short && {
      type: 'ConsultationRationalePublished',
      data: { consultationId, reason: 'The budget is set in March.' },
      occurredOn: on(n % 2 ? 7 : 30),
      stream: consultation,
    },
    {
      type: 'ConsultationClosed',
      data: { consultationId, closedOn: on(short ? 50 : 91), responses: n % 40 },
      occurredOn: on(short ? 50 : 91),
      stream: consultation,
    },
    {
      type: 'ResponseAnalysisCompleted',
      data: { consultationId, summary: 'What was said and by whom.' },
      occurredOn: on(100),
      stream: consultation,
    },
    {
      type: 'ImpactAssessmentCompleted',
      data: { assessmentId: `A${n}`, decisionId, assessmentType: 'equality', groupsCovered: ['users'] },
      occurredOn: on(n % 5 ? 105 : 125),
      stream: `assessment-A${n}`,
    },
    {
      type: 'DecisionTaken',
      data: {
        decisionId,
        title: 'To reduce',
        effect: 'reduce',
        finality: 'final',
        consultationsCited: [consultationId],
      },
      occurredOn: on(120),
      stream: decision,
    },
    n % 4 > 0 && {
      type: 'RationalePublished',
      data: { decisionId, text: 'Need is greater elsewhere.' },
      occurredOn: on(121),
      stream: decision,
    },
    {
      type: 'FundingChangeNotified',
      data: { changeId, decisionId, inWriting: true, receivedOn: on(125), effectiveFrom: on(n % 7 ? 220 : 180) },
      occurredOn: on(124),
      stream: `change-${changeId}`,
    },
    n % 2 > 0 && {
      type: 'FeedbackPublished',
      data: { consultationId, summary: 'What was said, and what was done about it.' },
      occurredOn: on(130),
      stream: consultation,
    },
  ];
  return events.filter((event) => event !== false);
};

/** The facts of a matter as the log would hold them; `seq` is the number of facts before. */
const factsOf = (n: number, of: number, seq: number): Recorded[] => {
  const day = addDays(FIRST_DAY, Math.floor((n / of) * DAYS));
  return told(n, day).map(({ stream, ...fact }, at) => ({
    ...fact,
    id: `m${n}-${at}`,
    stream,
    revision: at,
    position: String(seq + at + 1).padStart(16, '0'),
    recordedAt: `${addDays(day, 140)}T12:00:00.000Z`,
    basis: 'stated',
    by: 'commissioner',
    commissioner: `C${(n * 31) % COMMISSIONERS}`,
    tsos: [`T${(n * 17) % TSOS}`],
    matter: `M${n}`,
    visibility: 'parties',
    evidence: [],
    note: null,
    sourceRecordedOn: null,
    meta: {
      commandId: `m${n}-${at}`,
      correlationId: `m${n}-${at}`,
      causationId: null,
      actor: { role: 'administrator', organisation: null },
      source: 'imported',
    },
  }));
};

/** One more fact in a matter of a read model that holds `seq` facts: a reason that was not on record. */
export const oneMore = (n: number, seq: number): Recorded => {
  const [first] = factsOf(n, 1, seq);
  return {
    ...first!,
    id: `more-${seq}`,
    type: 'EarlyWarningGiven',
    data: { decisionId: `D${n}`, summary: 'Less money is coming.' },
    occurredOn: '2023-01-01',
    recordedAt: '2024-06-01T12:00:00.000Z',
    stream: `decision-D${n}`,
  };
};

/** Builds a read model of so many matters, of about ten facts each. */
export const fillMatters = (file: string, matters: number): void => {
  const readModel = new ReadModel(file, { bulk: true });
  let page: Recorded[] = [];
  let seq = 0;
  for (let n = 0; n < matters; n += 1) {
    const facts = factsOf(n, matters, seq);
    seq += facts.length;
    page.push(...facts);
    if (page.length < PAGE && n < matters - 1) continue;
    readModel.project(page);
    page = [];
  }
  readModel.finish();
  readModel.close();
};
