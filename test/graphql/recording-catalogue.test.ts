import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Served } from './support.js';

const COUNCIL = 'local:council';
const CVS = 'local:cvs';
const ADVICE = 'local:advice';

let served: Served;
let tokens: Readonly<Record<'officer' | 'keeper' | 'cvs' | 'advice' | 'auditor', string>>;

beforeAll(async () => {
  served = await Served.start();
  const administrator = await served.token('administrator');
  const register = (mutation: string, organisationId: string, name: string) =>
    served.record(mutation, { organisationId, name, visibility: 'public' }, administrator);
  await register('registerCommissioner', COUNCIL, 'Anyshire Council');
  await register('registerTso', CVS, 'Anyshire CVS');
  await register('registerTso', ADVICE, 'Anyshire Advice');
  tokens = {
    officer: await served.token('officer', COUNCIL),
    keeper: await served.token('compact-officer', COUNCIL),
    cvs: await served.token('infrastructure-body', CVS),
    advice: await served.token('tso', ADVICE),
    auditor: await served.token('auditor'),
  };
});

afterAll(() => served.close());

const matter = 'hubs';
const scores = [0, 1, 2, 3, 3, 2, 1, 0, 2, 2, 2, 2];
const K = { consultationId: 'K1' };
const report = { agreementId: 'G1', reportId: 'Q1' };
const publication = { publicationId: 'P1', periodFrom: '2012-04-01', periodTo: '2013-03-31' };

/** What a matter has on record before. */
const BEFORE: readonly [mutation: string, input: object][] = [
  ['openMatter', { title: 'Advice hubs', occurredOn: '2013-01-07' }],
  ['openConsultation', { ...K, title: 'Hubs', closesOn: '2013-04-11', occurredOn: '2013-01-07' }],
  ['awardGrant', { agreementId: 'G1', amount: 9000, occurredOn: '2013-01-07' }],
  ['submitMonitoringReport', { ...report, occurredOn: '2013-01-14' }],
  ['takeDecision', { decisionId: 'D1', effect: 'end', occurredOn: '2013-06-03' }],
  ['notifyFundingChange', { changeId: 'X1', decisionId: 'D1', lastFundedDay: '2013-09-30', occurredOn: '2013-06-04' }],
];

/** Mutations of one matter in their order, the event each is recorded as, and what is said of it. */
const SAID: readonly [mutation: string, input: object, type: string, sentence: string][] = [
  ['pauseConsultation', { ...K, reason: 'an election' }, 'ConsultationPaused', 'Consultation paused: an election'],
  ['resumeConsultation', { ...K, occurredOn: '2013-02-14' }, 'ConsultationResumed', 'Consultation resumed'],
  [
    'recordCorrespondence',
    { from: ADVICE, to: [COUNCIL], medium: 'letter', subject: 'the hubs' },
    'CorrespondenceSent',
    `Correspondence from ${ADVICE} to ${COUNCIL} by letter: the hubs`,
  ],
  [
    'considerFundingRoute',
    { options: ['grant', 'contract'] },
    'FundingRouteConsidered',
    'Ways of funding considered: grant, contract',
  ],
  ['chooseFundingRoute', { route: 'grant' }, 'FundingRouteChosen', 'Way of funding chosen: grant'],
  [
    'openApplicationRound',
    { roundId: 'R1', criteria: ['need'], closesOn: '2013-03-04' },
    'ApplicationRoundOpened',
    'Round of applications opened, to close on 4 March 2013',
  ],
  [
    'receiveApplication',
    { applicationId: 'B1', roundId: 'R1', from: ADVICE, amount: 9000 },
    'ApplicationReceived',
    `Application received from ${ADVICE} for £9,000`,
  ],
  [
    'closeApplicationRound',
    { roundId: 'R1', applications: 1, occurredOn: '2013-03-04' },
    'ApplicationRoundClosed',
    'Round of applications closed with 1 received',
  ],
  [
    'assessApplication',
    { applicationId: 'B1', score: 31, outOf: 50 },
    'ApplicationAssessed',
    'Application assessed, score 31 of 50',
  ],
  [
    'refuseApplication',
    { applicationId: 'B1', feedback: 'say who is reached' },
    'ApplicationRefused',
    'Application refused',
  ],
  [
    'giveMonitoringReportFeedback',
    { ...report, feedback: 'clear' },
    'MonitoringReportFeedbackGiven',
    'Feedback on monitoring report Q1: clear',
  ],
  [
    'scheduleDecision',
    { decisionId: 'D2', title: 'The next year', plannedFor: '2013-09-02' },
    'DecisionScheduled',
    'Decision planned for 2 September 2013: The next year',
  ],
  [
    'publishDecisionRecord',
    { decisionId: 'D1', reasons: 'no money', occurredOn: '2013-06-05' },
    'DecisionRecordPublished',
    'Record of the decision published: no money',
  ],
  [
    'completeRiskAssessment',
    { assessmentId: 'A1', decisionId: 'D1' },
    'RiskAssessmentCompleted',
    'Assessment of risks completed',
  ],
  [
    'completeOptionsAppraisal',
    { assessmentId: 'A1', decisionId: 'D1', options: ['keep', 'share'] },
    'OptionsAppraisalCompleted',
    'Appraisal of options completed, of keep, share',
  ],
  [
    'publishDecommissioningPlan',
    { summary: 'three steps' },
    'DecommissioningPlanPublished',
    'Plan for ending the service published: three steps',
  ],
  [
    'publishTransitionPlan',
    { changeId: 'X1', summary: 'users move' },
    'TransitionPlanPublished',
    'Plan for the transition published: users move',
  ],
  [
    'awardTransitionGrant',
    { changeId: 'X1', to: ADVICE, amount: 500 },
    'TransitionGrantAwarded',
    `Grant for the transition awarded to ${ADVICE}: £500`,
  ],
  ['recordServiceEnd', { changeId: 'X1', occurredOn: '2013-09-30' }, 'ServiceEnded', 'Service ended'],
  [
    'completePostChangeReview',
    { changeId: 'X1', summary: 'half were lost' },
    'PostChangeReviewCompleted',
    'Review after the change completed: half were lost',
  ],
  [
    'publishDataset',
    { ...publication, title: 'Grants' },
    'DatasetPublished',
    'Data published for 1 April 2012 to 31 March 2013: Grants',
  ],
  [
    'publishCompactPage',
    { publicationId: 'P2', url: 'https://example.org/compact' },
    'CompactPagePublished',
    'Page about the Compact published: https://example.org/compact',
  ],
];

describe('what happens in a matter besides its decisions', () => {
  beforeAll(async () => {
    for (const [mutation, input] of BEFORE)
      // oxlint-disable-next-line no-await-in-loop -- each adds to what the one before it said
      await served.record(mutation, { matter, tsos: [ADVICE], ...input }, tokens.officer);
  });

  test.each(SAID)('%s is recorded', async (mutation, input, type, sentence) => {
    const said = { matter, tsos: [ADVICE], occurredOn: '2013-02-04', ...input };
    const payload = await served.record(mutation, said, tokens.officer, 'event { summary }');
    expect(payload.event).toMatchObject({ type, summary: sentence, matter: { id: matter } });
  });

  test('and is read in its history by both sides, and by nobody else', async () => {
    const asked = `query ($matter: ID!) { history(filter: { matter: $matter }, first: 100) { nodes { type } } }`;
    const readBy = async (token?: string) =>
      (await served.ask(asked, { matter }, token)).history.nodes.map(({ type }: { type: string }) => type);
    const types = SAID.map(([, , type]) => type);
    expect(await readBy(tokens.officer)).toEqual(expect.arrayContaining(types));
    expect(await readBy(tokens.advice)).toEqual(expect.arrayContaining(types));
    expect(await readBy(tokens.cvs)).toEqual([]);
    expect(await readBy()).toEqual([]);
  });

  test('the matter shows the application, the day a decision is planned for, and the length without the pause', async () => {
    const { matter: found } = await served.ask(
      `query ($matter: ID!) { matter(id: $matter) {
         applications { id roundId amount receivedOn assessedOn score refusedOn feedback events { type } }
         decisions { id title plannedFor rationalePublishedOn }
         consultations { days { min max } paused } } }`,
      { matter },
      tokens.officer,
    );
    const days = { receivedOn: '2013-02-04', assessedOn: '2013-02-04', refusedOn: '2013-02-04' };
    const events = ['ApplicationReceived', 'ApplicationAssessed', 'ApplicationRefused'].map((type) => ({ type }));
    expect(found.applications).toEqual([
      { id: 'B1', roundId: 'R1', amount: 9000, ...days, score: 31, feedback: 'say who is reached', events },
    ]);
    expect(found.decisions).toContainEqual({
      ...{ id: 'D2', title: 'The next year', plannedFor: '2013-09-02' },
      rationalePublishedOn: null,
    });
    expect(found.decisions).toContainEqual({
      ...{ id: 'D1', title: null, plannedFor: null },
      rationalePublishedOn: '2013-06-05',
    });
    expect(found.consultations).toEqual([{ days: { min: 84, max: 84 }, paused: false }]);
  });

  test('a consultation is shown as paused until it is resumed', async () => {
    const paused = await served.record(
      'pauseConsultation',
      { ...K, occurredOn: '2013-04-01' },
      tokens.officer,
      'consultation { days { min max } paused }',
    );
    expect(paused.consultation).toEqual({ days: { min: 74, max: 74 }, paused: true });
  });
});

describe('what somebody thinks of another', () => {
  /** Who sees an event. */
  const seenBy = async (id: string) => {
    const seen: string[] = [];
    for (const [who, token] of [...Object.entries(tokens), ['public', undefined] as const]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      const { event } = await served.ask('query ($id: ID!) { event(id: $id) { id } }', { id }, token);
      if (event) seen.push(who);
    }
    return seen;
  };

  const when = { commissioner: COUNCIL, occurredOn: '2013-05-01' };
  const joint = { ...when, completedBy: [COUNCIL, ADVICE], scores, tsos: [ADVICE] };
  const collected = { ...when, questionSet: 'after, 1', n: 14 };

  test.each([
    [
      'a scorecard of an organisation',
      'completeTrustScorecard',
      () => ({ ...when, completedBy: [CVS], scores }),
      'cvs',
    ],
    ['feedback that an organisation collected', 'collectProcessFeedback', () => collected, 'cvs'],
  ] as const)('%s is seen by itself alone, corrections of it too', async (_, mutation, input, who) => {
    const payload = await served.record(mutation, input(), tokens[who], 'feedback { id }');
    expect(payload.feedback).toEqual({ id: expect.any(String) });
    expect(await seenBy(payload.event.id)).toEqual([who]);
    const note = { targetId: payload.event.id, replacement: { occurredOn: '2013-05-02' }, reason: 'slip' };
    const corrected = await served.record('correctEvent', note, tokens[who]);
    expect(await seenBy(corrected.event.id)).toEqual([who]);
  });

  test.each([
    ['a scorecard of the council', 'completeTrustScorecard', { ...when, completedBy: [COUNCIL], scores }],
    ['feedback that the council collected', 'collectProcessFeedback', { ...collected, n: 2, tsos: [ADVICE] }],
  ])('%s is seen by itself and auditors', async (_, mutation, input) => {
    const { eventIds } = await served.record(mutation, input, tokens.keeper);
    expect(await seenBy(eventIds[0])).toEqual(['officer', 'keeper', 'auditor']);
  });

  test('a scorecard of both is seen by the organisation alone, unless it is said that both see it', async () => {
    const kept = await served.record('completeTrustScorecard', joint, tokens.keeper, 'feedback { id }');
    expect(kept.feedback).toBeNull();
    expect(await seenBy(kept.eventIds[0])).toEqual(['advice']);
    const shown = await served.record('completeTrustScorecard', { ...joint, visibility: 'parties' }, tokens.keeper);
    expect(await seenBy(shown.eventIds[0])).toEqual(['officer', 'keeper', 'advice', 'auditor']);
  });

  test('an opinion that is kept shows in no list of the matter it is about', async () => {
    const card = { ...when, completedBy: [CVS], scores, matter: 'cards' };
    await served.record('completeTrustScorecard', card, tokens.cvs);
    const asked = '{ history(filter: { types: ["TrustScorecardCompleted"], matter: "cards" }) { nodes { id } } }';
    for (const token of [tokens.officer, tokens.advice, tokens.auditor, undefined])
      // oxlint-disable-next-line no-await-in-loop -- one after another
      expect((await served.ask(asked, {}, token)).history.nodes).toEqual([]);
    expect((await served.ask(asked, {}, tokens.cvs)).history.nodes).toHaveLength(1);
  });

  test.each([
    ['a scorecard that others filled in', 'completeTrustScorecard', { ...joint, completedBy: [ADVICE] }, 'NOT_THEIRS'],
    ['a scorecard shown to one more', 'completeTrustScorecard', { ...joint, tsos: [ADVICE, CVS] }, 'OTHERS_WOULD_SEE'],
    ['what four said, to all', 'collectProcessFeedback', { ...collected, n: 4, visibility: 'public' }, 'TOO_FEW'],
  ])('%s is refused', async (_, mutation, input, code) => {
    const payload = await served.run(mutation, input, tokens.keeper);
    expect(payload.userErrors).toMatchObject([{ code }]);
  });
});
