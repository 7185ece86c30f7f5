import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { moment, Served, type Json } from './support.js';

let served: Served;
let officer: string;
let keeper: string;
let cvs: string;
let advice: string;

const COUNCIL = 'local:council';
const CVS = 'local:cvs';
const ADVICE = 'local:advice';

beforeAll(async () => {
  served = await Served.start();
  const administrator = await served.token('administrator');
  const register = (mutation: string, organisationId: string, name: string) =>
    served.record(mutation, { organisationId, name, visibility: 'public' }, administrator);
  await register('registerCommissioner', COUNCIL, 'Anyshire Council');
  await register('registerTso', CVS, 'Anyshire CVS');
  await register('registerTso', ADVICE, 'Anyshire Advice');
  officer = await served.token('officer', COUNCIL);
  keeper = await served.token('compact-officer', COUNCIL);
  cvs = await served.token('tso', CVS);
  advice = await served.token('tso', ADVICE);
});

afterAll(() => served.close());

/** How many events the log holds. */
const size = async (): Promise<number> => (await served.ask('{ log { size } }')).log.size;

const FINDING = `rule clause { framework edition number } verdict because tso evidence missing dueOn facts
                 evidenceEvents { id type }`;

/** The findings of one rule of the Compact of 2010 in a matter, as an officer reads them. */
const findings = async (matter: string, rule: string, validAsOf: string, knownAt?: string): Promise<Json[]> =>
  (
    await served.ask(
      `query F($filter: FindingFilter!, $validAsOf: Day, $knownAt: Instant) {
         findings(filter: $filter, validAsOf: $validAsOf, knownAt: $knownAt) { nodes { ${FINDING} } } }`,
      { filter: { matter, rules: [rule], framework: 'compact-2010' }, validAsOf, knownAt },
      officer,
    )
  ).findings.nodes;

describe('an officer who opens a consultation of eight weeks', () => {
  let opened: Json;
  let beforeTheReason: string;

  beforeAll(async () => {
    opened = await served.record(
      'openConsultation',
      {
        consultationId: 'K8',
        title: 'Day centres',
        occurredOn: '2011-03-07',
        closesOn: '2011-05-02',
        tsos: [CVS, ADVICE],
        matter: 'day-centres',
      },
      officer,
      'consultation { id title opensOn closesOn days { min max } closed rationalePublishedOn form events { id } }',
    );
    beforeTheReason = await moment();
  });

  test('gets the consultation back, with its length counted', () => {
    expect(opened.consultation).toEqual({
      id: 'K8',
      title: 'Day centres',
      opensOn: '2011-03-07',
      closesOn: '2011-05-02',
      days: { min: 56, max: 56 },
      closed: false,
      rationalePublishedOn: null,
      form: 'formal-written',
      events: [{ id: opened.event.id }],
    });
    expect(opened).toMatchObject({
      event: { type: 'ConsultationOpened', by: 'commissioner', commissioner: { id: COUNCIL } },
      revision: 0,
      repeated: false,
    });
  });

  test('is told that it is 28 days short of the twelve weeks, on the evidence of the opening', async () => {
    expect(await findings('day-centres', 'C1', '2011-06-01')).toEqual([
      {
        rule: 'C1',
        clause: { framework: 'compact', edition: '2010', number: '2.4' },
        verdict: 'NOT_MET',
        because: 'Open for 56 days, 28 fewer than the 84 asked; no reason was published.',
        tso: null,
        evidence: [opened.event.id],
        missing: ['ConsultationRationalePublished'],
        dueOn: '2011-03-07',
        facts: expect.objectContaining({ days: 56, required: 84 }),
        evidenceEvents: [{ id: opened.event.id, type: 'ConsultationOpened' }],
      },
    ]);
  });

  test('and publishes a reason on the day it opens meets the commitment with that reason', async () => {
    const reason = await served.record(
      'publishConsultationRationale',
      { consultationId: 'K8', text: 'The lease of the building ends in June.', occurredOn: '2011-03-07' },
      officer,
    );
    const [finding] = await findings('day-centres', 'C1', '2011-06-01');
    expect(finding).toMatchObject({ verdict: 'MET_WITH_RATIONALE', missing: [] });
    expect(finding.evidence).toEqual([opened.event.id, reason.event.id]);
    expect(finding.because).toMatch(/^Open for 56 days, 28 fewer than the 84 asked;/);
  });

  test('can still see how it was judged before the reason was recorded', async () => {
    expect(await findings('day-centres', 'C1', '2011-06-01', beforeTheReason)).toMatchObject([{ verdict: 'NOT_MET' }]);
  });
});

/** One command for each subject: who gives it, what it says, and what its payload then shows. */
const ONE_OF_EACH: readonly {
  readonly subject: string;
  readonly mutation: string;
  readonly as: () => string;
  readonly input: Record<string, unknown>;
  readonly thing: string;
  readonly shows: Json;
}[] = [
  {
    subject: 'an organisation',
    mutation: 'registerTso',
    as: () => officer,
    input: { organisationId: 'local:youth', name: 'Youth Link', identifiers: ['GB-CHC-1000000'], visibility: 'public' },
    thing: 'organisation { id name kind identifiers sameBody }',
    shows: {
      organisation: {
        id: 'local:youth',
        name: 'Youth Link',
        kind: 'tso',
        identifiers: ['GB-CHC-1000000'],
        sameBody: ['local:youth'],
      },
    },
  },
  {
    subject: 'a framework',
    mutation: 'adoptFramework',
    as: () => keeper,
    input: {
      frameworkId: 'anyshire-compact',
      title: 'Anyshire Compact',
      edition: '2012',
      basedOn: 'compact-2010',
      inForceFrom: '2012-04-01',
      parameters: { minimumConsultationDays: 90 },
      occurredOn: '2012-03-01',
    },
    thing: 'framework { family edition title inForceFrom commitments { rule parameters } }',
    shows: {
      framework: {
        family: 'anyshire-compact',
        edition: '2012',
        title: 'Anyshire Compact',
        inForceFrom: '2012-04-01',
        commitments: expect.arrayContaining([{ rule: 'C1', parameters: expect.objectContaining({ days: 90 }) }]),
      },
    },
  },
  {
    subject: 'a matter',
    mutation: 'openMatter',
    as: () => officer,
    input: { matter: 'grants', title: 'Grants for 2013', tsos: [CVS], occurredOn: '2012-05-01' },
    thing: 'matter { id title openedOn commissioner { name } tsos { name } }',
    shows: {
      matter: {
        id: 'grants',
        title: 'Grants for 2013',
        openedOn: '2012-05-01',
        commissioner: { name: 'Anyshire Council' },
        tsos: [{ name: 'Anyshire CVS' }],
      },
    },
  },
  {
    subject: 'a meeting',
    mutation: 'recordMeeting',
    as: () => cvs,
    input: {
      meetingId: 'M1',
      commissioner: COUNCIL,
      matter: 'grants',
      occurredOn: '2012-05-10',
      purpose: 'How to share out less',
      attendees: [{ organisation: CVS, number: 2 }],
      actions: [{ text: 'Send figures', owner: COUNCIL, dueOn: '2012-05-17' }],
    },
    thing:
      'meeting { id heldOn purpose attendees { organisation { name } number } actions { text owner { name } dueOn } }',
    shows: {
      event: { by: 'tso' },
      meeting: {
        id: 'M1',
        heldOn: '2012-05-10',
        purpose: 'How to share out less',
        attendees: [{ organisation: { name: 'Anyshire CVS' }, number: 2 }],
        actions: [{ text: 'Send figures', owner: { name: 'Anyshire Council' }, dueOn: '2012-05-17' }],
      },
    },
  },
  {
    subject: 'a consultation',
    mutation: 'forewarnConsultation',
    as: () => officer,
    input: { consultationId: 'K1', matter: 'grants', tsos: [CVS], occurredOn: '2012-05-20', subject: 'Grants' },
    thing: 'consultation { id closed withdrawn responsesOnRecord }',
    shows: { consultation: { id: 'K1', closed: false, withdrawn: false, responsesOnRecord: 0 } },
  },
  {
    subject: 'an assessment',
    mutation: 'completeImpactAssessment',
    as: () => officer,
    input: {
      decisionId: 'D1',
      assessmentType: 'equality',
      groupsCovered: ['carers'],
      matter: 'grants',
      tsos: [CVS],
      occurredOn: '2012-06-01',
    },
    thing: 'assessment { id decisionId assessmentType completedOn groupsCovered }',
    shows: {
      assessment: {
        id: 'D1',
        decisionId: 'D1',
        assessmentType: 'equality',
        completedOn: '2012-06-01',
        groupsCovered: ['carers'],
      },
    },
  },
  {
    subject: 'a decision',
    mutation: 'takeDecision',
    as: () => officer,
    input: { decisionId: 'D1', effect: 'reduce', matter: 'grants', tsos: [CVS], occurredOn: '2012-07-01' },
    thing: 'decision { id effect finality takenOn status calledIn }',
    shows: {
      decision: {
        id: 'D1',
        effect: 'reduce',
        finality: 'final',
        takenOn: '2012-07-01',
        status: 'STANDING',
        calledIn: false,
      },
    },
  },
  {
    subject: 'an agreement',
    mutation: 'awardGrant',
    as: () => officer,
    input: { agreementId: 'G1', amount: 1234.56, matter: 'grants', tsos: [CVS], occurredOn: '2010-04-01' },
    thing: 'agreement { id instrument amount madeOn }',
    shows: { agreement: { id: 'G1', instrument: 'grant', amount: 1234.56, madeOn: '2010-04-01' } },
  },
  {
    subject: 'an invoice',
    mutation: 'receiveInvoice',
    as: () => officer,
    input: { invoiceId: 'I1', amount: 99.5, matter: 'grants', tsos: [CVS], occurredOn: '2010-05-01' },
    thing: 'payment { id amount receivedOn disputed withheld paidOn }',
    shows: {
      payment: { id: 'I1', amount: 99.5, receivedOn: '2010-05-01', disputed: false, withheld: false, paidOn: null },
    },
  },
  {
    subject: 'a procurement',
    mutation: 'startProcurement',
    as: () => officer,
    input: { procurementId: 'P1', kind: 'services', matter: 'grants', tsos: [CVS], occurredOn: '2014-05-01' },
    thing: 'procurement { id kind startedOn socialValueConsideredOn }',
    shows: { procurement: { id: 'P1', kind: 'services', startedOn: '2014-05-01', socialValueConsideredOn: null } },
  },
  {
    subject: 'a change to funding',
    mutation: 'notifyFundingChange',
    as: () => officer,
    input: {
      changeId: 'X1',
      decisionId: 'D1',
      sentOn: '2012-07-02',
      effectiveFrom: '2012-11-01',
      matter: 'grants',
      tsos: [CVS],
      occurredOn: '2012-07-02',
    },
    thing: 'fundingChange { id decisionId notices { inWriting sentOn effectiveFrom tsos { name } } withdrawn }',
    shows: {
      fundingChange: {
        id: 'X1',
        decisionId: 'D1',
        notices: [
          { inWriting: true, sentOn: '2012-07-02', effectiveFrom: '2012-11-01', tsos: [{ name: 'Anyshire CVS' }] },
        ],
        withdrawn: false,
      },
    },
  },
  {
    subject: 'an application',
    mutation: 'receiveApplication',
    as: () => officer,
    input: {
      roundId: 'R1',
      applicationId: 'B1',
      amount: 9000,
      matter: 'grants',
      tsos: [CVS],
      occurredOn: '2010-01-11',
    },
    thing: 'application { id roundId amount receivedOn score refusedOn }',
    shows: {
      application: {
        id: 'B1',
        roundId: 'R1',
        amount: 9000,
        receivedOn: '2010-01-11',
        score: null,
        refusedOn: null,
      },
    },
  },
  {
    subject: 'data published',
    mutation: 'publishDataset',
    as: () => officer,
    input: { publicationId: 'P9', title: 'Grants', fields: ['amount'], occurredOn: '2013-05-01' },
    thing: 'publication { id title fields url publishedOn }',
    shows: { publication: { id: 'P9', title: 'Grants', fields: ['amount'], url: null, publishedOn: '2013-05-01' } },
  },
  {
    subject: 'a scorecard of trust',
    mutation: 'completeTrustScorecard',
    as: () => keeper,
    input: {
      feedbackId: 'S1',
      completedBy: [COUNCIL, CVS],
      scores: [0, 1, 2, 3, 3, 2, 1, 0, 2, 2, 2, 2],
      tsos: [CVS],
      visibility: 'parties',
      occurredOn: '2013-05-01',
    },
    thing: 'feedback { id questionSet completedBy scores n }',
    shows: {
      feedback: {
        id: 'S1',
        questionSet: null,
        completedBy: [COUNCIL, CVS],
        scores: [0, 1, 2, 3, 3, 2, 1, 0, 2, 2, 2, 2],
        n: null,
      },
    },
  },
  {
    subject: 'a register of grants',
    mutation: 'publishGrantsRegister',
    as: () => officer,
    input: {
      registerId: 'R1',
      periodFrom: '2012-04-01',
      periodTo: '2013-03-31',
      fields: ['beneficiary', 'amount'],
      occurredOn: '2013-05-01',
    },
    thing: 'register { id periodFrom periodTo fields publishedOn }',
    shows: {
      register: {
        id: 'R1',
        periodFrom: '2012-04-01',
        periodTo: '2013-03-31',
        fields: ['beneficiary', 'amount'],
        publishedOn: '2013-05-01',
      },
    },
  },
  {
    subject: 'a budget',
    mutation: 'recordBudgetReduction',
    as: () => officer,
    input: { budgetId: 'B1', financialYear: '2013/14', ownPercent: 10, tsoPercent: 12.5, occurredOn: '2013-02-20' },
    thing: 'budget { id financialYear ownPercent tsoPercent }',
    shows: { budget: { id: 'B1', financialYear: '2013/14', ownPercent: 10, tsoPercent: 12.5 } },
  },
];

describe('one command about', () => {
  test.each(ONE_OF_EACH)('$subject is recorded, and answered with the thing as it now is', async (one) => {
    const before = await size();
    const payload = await served.record(one.mutation, one.input, one.as(), one.thing);
    expect(payload).toMatchObject(one.shows);
    expect(payload).toMatchObject({
      eventIds: [payload.event.id],
      position: expect.stringMatching(/^[\d/]+$/),
      revision: 0,
      repeated: false,
    });
    expect(await size()).toBe(before + 1);
  });

  test('a consultation after a local Compact was adopted is judged by what that asks', async () => {
    const input = { consultationId: 'K85', matter: 'local', occurredOn: '2012-06-01', closesOn: '2012-08-25' };
    const opened = await served.record('openConsultation', input, officer);
    const {
      findings: { nodes: judged },
    } = await served.ask(
      '{ findings(filter: { matter: "local", rules: ["C1"] }, validAsOf: "2012-12-01") { nodes { edition verdict because evidence } } }',
      {},
      officer,
    );
    expect(judged).toContainEqual({
      edition: expect.stringContaining('anyshire-compact'),
      verdict: 'NOT_MET',
      because: 'Open for 85 days, 5 fewer than the 90 asked; no reason was published.',
      evidence: [opened.event.id],
    });
  });

  test('a thing without an id of its own gives it the id of the command', async () => {
    const input = { commandId: 'begin-1', occurredOn: '2012-05-01', matter: 'grants', effect: 'policy' };
    const payload = await served.record('takeDecision', input, officer, 'decision { id }');
    expect(payload.decision.id).toBe('begin-1');
    const matter = await served.record(
      'openMatter',
      { title: 'Another', occurredOn: '2012-05-01' },
      officer,
      'matter { id }',
    );
    expect(matter.matter.id).toBe(matter.event.id);
  });
});

describe('what is wrong with an input is told by field, message and code, and nothing is recorded:', () => {
  const OPEN = { matter: 'grants', tsos: [CVS], occurredOn: '2012-06-01' };
  const cases: readonly [
    what: string,
    mutation: string,
    input: object,
    as: () => string | undefined,
    errors: Json[],
  ][] = [
    [
      'no date',
      'openConsultation',
      { matter: 'grants' },
      () => officer,
      [
        {
          field: 'occurredOn',
          code: 'INVALID',
          message: 'occurredOn is missing: say when it happened, or null where no date is known.',
        },
      ],
    ],
    [
      'a day that no calendar has, each by its field',
      'openConsultation',
      { ...OPEN, occurredOn: '2012-02-30', closesOn: 'soon' },
      () => officer,
      [
        { field: 'occurredOn', code: 'INVALID', message: expect.stringContaining('is not a date in the calendar') },
        { field: 'closesOn', code: 'INVALID', message: expect.stringContaining('closesOn is not a date') },
      ],
    ],
    [
      'an organisation nobody registered',
      'openConsultation',
      { ...OPEN, tsos: [CVS, 'local:nobody'], consultationId: 'N1' },
      () => officer,
      [{ field: 'tsos.1', code: 'UNKNOWN_ORGANISATION', message: expect.stringContaining('"local:nobody"') }],
    ],
    [
      'a consultation that closes before it opens',
      'openConsultation',
      { ...OPEN, closesOn: '2012-05-01' },
      () => officer,
      [{ field: 'closesOn', code: 'CLOSES_BEFORE_OPENS', message: expect.stringContaining('1 May 2012') }],
    ],
    [
      'a text that is too long',
      'publishConsultationRationale',
      { consultationId: 'K8', occurredOn: '2012-06-01', text: 'x'.repeat(20_001) },
      () => officer,
      [{ field: 'text', code: 'INVALID', message: expect.stringContaining('longer than 20000 characters') }],
    ],
    [
      'a word that is none of those allowed',
      'takeDecision',
      { ...OPEN, effect: 'abolish' },
      () => officer,
      [{ field: 'effect', code: 'INVALID', message: expect.stringContaining('"reduce"') }],
    ],
    [
      'amounts below nothing and below a penny',
      'takeDecision',
      { ...OPEN, effect: 'reduce', amountBefore: -1, amountAfter: 0.001 },
      () => officer,
      [
        { field: 'amountBefore', code: 'INVALID', message: 'amountBefore is negative.' },
        { field: 'amountAfter', code: 'INVALID', message: 'amountAfter has fractions of a penny.' },
      ],
    ],
    [
      'an address that is none',
      'publishMinutes',
      { meetingId: 'M1', url: 'the website', occurredOn: '2012-06-01' },
      () => officer,
      [{ field: 'url', code: 'INVALID', message: expect.stringContaining('is not a web address') }],
    ],
    [
      'an event nobody recorded',
      'contestEvent',
      { targetId: 'no-such-event', claim: 'It was not so.' },
      () => cvs,
      [{ field: 'targetId', code: 'UNKNOWN_EVENT', message: expect.stringContaining('"no-such-event"') }],
    ],
    [
      'a thing that is not there to be closed',
      'closeConsultation',
      { consultationId: 'never', matter: 'grants', occurredOn: '2012-06-01' },
      () => officer,
      [{ field: 'consultationId', code: 'NOT_OPENED', message: expect.any(String) }],
    ],
    [
      'a matter other than the one the consultation belongs to',
      'closeConsultation',
      { consultationId: 'K8', matter: 'grants', occurredOn: '2011-05-02' },
      () => officer,
      [{ field: 'matter', code: 'OTHER_SCOPE', message: expect.stringContaining('day-centres') }],
    ],
    [
      'no matter for what is said of a matter',
      'discussFundingPressure',
      { summary: 'Less money', occurredOn: '2012-06-01' },
      () => officer,
      [{ field: 'matter', code: 'INVALID', message: expect.stringContaining('matter is missing') }],
    ],
    [
      'another commissioner than the one spoken for',
      'openMatter',
      { title: 'Theirs', commissioner: 'local:other', occurredOn: '2012-06-01' },
      () => officer,
      [{ field: 'commissioner', code: 'NOT_ALLOWED', message: expect.stringContaining(COUNCIL) }],
    ],
    [
      'a role that may not',
      'takeDecision',
      { ...OPEN, effect: 'end', commissioner: COUNCIL },
      () => cvs,
      [{ field: 'token', code: 'NOT_ALLOWED', message: expect.stringContaining('officer') }],
    ],
    [
      'an auditor, who records nothing',
      'openMatter',
      { title: 'Looking on', occurredOn: '2012-06-01' },
      () => auditor,
      [{ field: 'token', code: 'NOT_ALLOWED', message: expect.stringContaining('"auditor"') }],
    ],
    [
      'no token at all',
      'openMatter',
      { title: 'From anyone', occurredOn: '2012-06-01' },
      () => undefined,
      [{ field: 'token', code: 'NOT_ALLOWED', message: expect.stringContaining('Authorization: Bearer') }],
    ],
  ];
  let auditor: string;

  beforeAll(async () => {
    auditor = await served.token('auditor');
  });

  test.each(cases)('%s', async (_what, mutation, input, as, errors) => {
    const before = await size();
    const payload = await served.run(mutation, input, as());
    expect(payload.userErrors).toEqual(errors);
    expect(payload).toMatchObject({ event: null, eventIds: [], position: null, revision: null, repeated: false });
    expect(await size()).toBe(before);
  });

  test.each([
    [
      'a field that is not there',
      { title: 'A', occurredOn: '2012-06-01', colour: 'red' },
      /Field "colour" is not defined/,
    ],
    [
      'a title that is missing',
      { occurredOn: '2012-06-01' },
      /Field "title" of required type "String!" was not provided/,
    ],
    ['a date that is a number', { title: 'A', occurredOn: 20_120_601 }, /at "input\.occurredOn".* is not a date/],
  ])('%s is an error of the request', async (_what, input, message) => {
    const before = await size();
    const { body } = await served.post(
      'mutation ($input: OpenMatterInput!) { openMatter(input: $input) { repeated } }',
      { input },
      officer,
    );
    expect(body.errors[0].message).toMatch(message);
    expect(body.data).toBeUndefined();
    expect(await size()).toBe(before);
  });

  test.each(['NaN', 'Infinity', '"12"'])('the amount %s is an error of the request', async (amount) => {
    const before = await size();
    const { body } = await served.post(
      `mutation { awardGrant(input: { agreementId: "NaN", occurredOn: "2012-01-01", amount: ${amount} }) { repeated } }`,
      {},
      officer,
    );
    expect(body.errors?.[0]?.message).toMatch(/Float cannot represent non numeric value/);
    expect(await size()).toBe(before);
  });
});

describe('a command', () => {
  test('with an amount beyond all numbers is refused by its field', async () => {
    const { awardGrant } = await served.ask(
      `mutation { awardGrant(input: { occurredOn: "2012-01-01", amount: 1e400 }) { userErrors { field code message } } }`,
      {},
      officer,
    );
    expect(awardGrant.userErrors).toMatchObject([{ field: 'amount', code: 'INVALID' }]);
  });

  test('with the revision its sender has seen is refused when the record has moved on', async () => {
    const extend = (closesOn: string, expectedRevision: number) =>
      served.run(
        'extendConsultation',
        { consultationId: 'E1', closesOn, expectedRevision, occurredOn: '2012-06-02' },
        officer,
      );
    const opened = await served.record(
      'openConsultation',
      { consultationId: 'E1', matter: 'e', occurredOn: '2012-06-01', closesOn: '2012-07-01', expectedRevision: -1 },
      officer,
    );
    expect(opened.revision).toBe(0);
    expect(await extend('2012-08-01', 0)).toMatchObject({ revision: 1, userErrors: [] });
    expect((await extend('2012-09-01', 0)).userErrors).toEqual([
      {
        field: 'expectedRevision',
        code: 'REVISION_CONFLICT',
        message: 'It is at revision 1 now, not 0: read it again and decide anew.',
      },
    ]);
    expect(await extend('2012-09-01', 1)).toMatchObject({ revision: 2, userErrors: [] });
  });

  test('sent again with its id is answered as before and writes nothing', async () => {
    const input = { commandId: 'once', matter: 'once', title: 'Once', occurredOn: '2012-06-01' };
    const first = await served.record('openMatter', input, officer, 'matter { id }');
    const before = await size();
    const second = await served.record('openMatter', input, officer, 'matter { id }');
    expect(second).toEqual({ ...first, repeated: true });
    expect(await size()).toBe(before);
  });

  test('with an id taken by other content is refused', async () => {
    const before = await size();
    const payload = await served.run(
      'openMatter',
      { commandId: 'once', matter: 'once', title: 'Twice', occurredOn: '2012-06-01' },
      officer,
    );
    expect(payload.userErrors).toEqual([{ field: 'commandId', code: 'ID_REUSED', message: expect.any(String) }]);
    const elsewhere = { commandId: 'once', matter: 'elsewhere', title: 'Once', occurredOn: '2012-06-01' };
    expect((await served.run('openMatter', elsewhere, officer)).userErrors).toMatchObject([{ code: 'ID_REUSED' }]);
    expect(await size()).toBe(before);
  });

  test('sent many times at once is carried out once', async () => {
    const input = { commandId: 'race', matter: 'race', title: 'Race', occurredOn: '2012-06-01' };
    const before = await size();
    const payloads = await Promise.all(Array.from({ length: 8 }, () => served.record('openMatter', input, officer)));
    expect(payloads.map(({ eventIds, position }) => [eventIds, position])).toEqual(
      payloads.map(() => [['race'], payloads[0].position]),
    );
    expect(await size()).toBe(before + 1);
  });
});

describe('of what was said', () => {
  let decision: string;

  const EVENT = `occurredOn occurredOnAsRecorded data dataAsRecorded annulled correctedBy { by text }
                 contested { by text } countersigned { by text }`;
  const TARGET = `target { id ${EVENT} }`;

  beforeAll(async () => {
    const payload = await served.record(
      'takeDecision',
      {
        decisionId: 'RD',
        effect: 'reduce',
        matter: 'remarks',
        tsos: [CVS],
        occurredOn: '2012-09-01',
        visibility: 'public',
      },
      officer,
    );
    decision = payload.event.id;
  });

  test('the other side contests, and the claim stands beside it', async () => {
    const payload = await served.record(
      'contestEvent',
      { targetId: decision, claim: 'It was to end it.' },
      cvs,
      TARGET,
    );
    expect(payload.target).toMatchObject({ id: decision, contested: [{ by: 'tso', text: 'It was to end it.' }] });
  });

  test('the other side says what should stand instead, and the verdict on that account stands beside it', async () => {
    const change = { changeId: 'RX', effectiveFrom: '2012-12-01' };
    const notice = await served.record(
      'notifyFundingChange',
      { ...change, receivedOn: '2012-09-01', matter: 'contested', tsos: [CVS], occurredOn: '2012-09-01' },
      officer,
    );
    const replacement = { data: { ...change, receivedOn: '2012-09-02' } };
    await served.record('contestEvent', { targetId: notice.event.id, claim: 'A day later.', replacement }, cvs);
    const { findings: found, complianceSummary } = await served.ask(
      `{ findings(filter: { matter: "contested", rules: ["F1"], framework: "compact" }) { nodes { verdict ifContestHolds { event by verdict because } } }
         complianceSummary(commissioner: "${COUNCIL}", from: "2012-09-01", to: "2012-09-01") { text } }`,
      {},
      officer,
    );
    const because =
      '1 December 2012 less 3 calendar months is 1 September 2012; notice was received on 2 September 2012, 1 day late.';
    const other = { event: notice.event.id, by: 'tso', verdict: 'NOT_MET', because };
    expect(found.nodes).toEqual([{ verdict: 'MET', ifContestHolds: [other] }]);
    expect(complianceSummary.text.replaceAll(/\s+/g, ' ')).toContain(
      `If the account of tso of ${notice.event.id} holds: not met. ${because}`,
    );
  });

  test('a decision that was paused is shown as paused until it is reaffirmed', async () => {
    const paused = { decisionId: 'PD', occurredOn: '2012-10-01' };
    const taken = { decisionId: 'PD', effect: 'policy', matter: 'paused', occurredOn: '2012-09-01' };
    await served.record('takeDecision', taken, officer);
    const status = 'decision { status }';
    expect((await served.record('pauseDecision', paused, officer, status)).decision).toEqual({ status: 'PAUSED' });
    expect((await served.record('reaffirmDecision', paused, officer, status)).decision).toEqual({ status: 'STANDING' });
  });

  test('the other side countersigns, with or without a note', async () => {
    const payload = await served.record('countersignEvent', { targetId: decision, note: 'So it was.' }, cvs, TARGET);
    expect(payload.target.countersigned).toEqual([{ by: 'tso', text: 'So it was.' }]);
    const again = await served.record('countersignEvent', { targetId: decision }, cvs, TARGET);
    expect(again.target.countersigned).toHaveLength(2);
  });

  test('one corrects what is one’s own, and what was first recorded stays to be seen', async () => {
    const payload = await served.record(
      'correctEvent',
      { targetId: decision, replacement: { occurredOn: '2012-09-03' }, reason: 'The minutes give the 3rd.' },
      officer,
      TARGET,
    );
    expect(payload.target).toMatchObject({
      occurredOn: '2012-09-03',
      occurredOnAsRecorded: '2012-09-01',
      correctedBy: { by: 'commissioner', text: 'The minutes give the 3rd.' },
    });
    const data = { decisionId: 'RD', effect: 'end' };
    const second = await served.record(
      'correctEvent',
      { targetId: decision, replacement: { data }, reason: 'It was to end it.' },
      officer,
      TARGET,
    );
    expect(second.target).toMatchObject({
      occurredOn: '2012-09-03',
      data: { ...data, finality: 'final' },
      dataAsRecorded: { effect: 'reduce' },
    });
  });

  test.each([
    ['correct', 'correctEvent', { replacement: { occurredOn: '2012-09-09' }, reason: 'No.' }, () => cvs, 'NOT_YOURS'],
    ['annul', 'annulEvent', { reason: 'No.' }, () => cvs, 'NOT_YOURS'],
    ['contest', 'contestEvent', { claim: 'No.' }, () => officer, 'YOURS'],
    ['countersign', 'countersignEvent', {}, () => officer, 'YOURS'],
  ])('it is refused to %s on the wrong side', async (_what, mutation, input, as, code) => {
    const before = await size();
    const payload = await served.run(mutation, { targetId: decision, ...input }, as());
    expect(payload.userErrors).toMatchObject([{ code }]);
    expect(await size()).toBe(before);
  });

  test('whoever is no party to it may say nothing', async () => {
    const payload = await served.run('contestEvent', { targetId: decision, claim: 'Not so.' }, advice);
    expect(payload.userErrors).toMatchObject([{ field: 'tsos', code: 'NOT_ALLOWED' }]);
  });

  test('a correction that says what cannot be is refused with the field inside it', async () => {
    const replacement = { data: { decisionId: 'RD', effect: 'abolish' } };
    const payload = await served.run('correctEvent', { targetId: decision, replacement, reason: 'So.' }, officer);
    expect(payload.userErrors).toMatchObject([{ code: 'INVALID', field: 'replacement.data.effect' }]);
    const empty = await served.run('correctEvent', { targetId: decision, replacement: {}, reason: 'So.' }, officer);
    expect(empty.userErrors).toMatchObject([{ code: 'INVALID', field: 'replacement' }]);
  });

  test('what is annulled is shown as annulled and counts no more', async () => {
    const payload = await served.record(
      'annulEvent',
      { targetId: decision, reason: 'Entered twice.' },
      officer,
      TARGET,
    );
    expect(payload.target).toMatchObject({ id: decision, annulled: true });
    const { matter, history } = await served.ask(
      '{ matter(id: "remarks") { decisions { takenOn } } history(filter: { matter: "remarks" }) { nodes { id annulled } } }',
    );
    expect(matter?.decisions ?? []).toEqual([]);
    expect(history.nodes).toContainEqual({ id: decision, annulled: true });
  });
});
