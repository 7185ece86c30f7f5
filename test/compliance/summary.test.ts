import { describe, expect, test } from '@jest/globals';
import { ownPart, sharedPart } from '../../src/compliance/summary/parts.js';
import type { DisputeTold, GovernanceTold } from '../../src/compliance/summary/summary-told.js';
import { told } from './facts.js';
import { judged, summaryOf } from './summaries.js';

const ending = (more: object = {}) =>
  told(
    'DecisionTaken',
    '2011-12-06',
    { decisionId: 'Z', title: 'End the grant', effect: 'end', rationale: 'Less money' },
    more,
  );

const notice = (receivedOn: string, more: object = {}, envelope: object = {}) =>
  told(
    'FundingChangeNotified',
    receivedOn,
    { changeId: 'X', decisionId: 'Z', effect: 'end', receivedOn, ...more },
    { id: `notice ${receivedOn}`, ...envelope },
  );

describe('a change to funding', () => {
  test('has its assessment of impact told, also where risks were looked at before it', () => {
    const about = { decisionId: 'Z' };
    const risks = told('RiskAssessmentCompleted', '2011-10-03', { ...about, assessmentId: 'A1' });
    const impact = told('ImpactAssessmentCompleted', '2011-11-07', { ...about, assessmentId: 'A2' });
    const noticed = notice('2012-01-01', { effectiveFrom: '2012-04-01' });
    const assessedOn = (...facts: ReturnType<typeof told>[]) =>
      summaryOf([judged([ending(), noticed, ...facts])]).changes[0]?.impactAssessedOn;
    expect(assessedOn(risks)).toBeNull();
    expect(assessedOn(risks, impact)).toBe('2011-11-07');
  });

  test.each([
    ['2012-01-01', { effectiveFrom: '2012-04-01' }, 3, 91],
    ['2012-01-02', { effectiveFrom: '2012-04-01' }, 2, 90],
    // The last funded day is the day before the new terms.
    ['2012-01-01', { lastFundedDay: '2012-03-31' }, 3, 91],
    // Clamped to the end of a shorter month, in a leap year and not.
    ['2011-11-30', { effectiveFrom: '2012-02-29' }, 3, 91],
    ['2011-11-30', { effectiveFrom: '2012-02-28' }, 2, 90],
    ['2012-11-30', { effectiveFrom: '2013-02-28' }, 3, 90],
    ['2012-04-06', { effectiveFrom: '2012-04-01' }, 0, -5],
  ])('with notice on %s and %p has %d whole months', (receivedOn, terms, months, days) => {
    const period = { from: '2011-04-01', to: '2013-03-31' };
    const { changes } = summaryOf([judged([ending(), notice(receivedOn, terms)])], { head: { period } });
    expect(changes).toMatchObject([
      {
        id: 'X',
        decidedOn: '2011-12-06',
        noticeReceived: receivedOn,
        noticeMonths: { min: months, max: months },
        noticeDays: { min: days, max: days },
        rationale: true,
        impactAssessedOn: null,
      },
    ]);
  });

  test('with a month for a date has the range that the month allows, and keeps the month', () => {
    const { changes } = summaryOf([judged([ending(), notice('2011-12', { effectiveFrom: '2012-04-01' })])]);
    expect(changes).toMatchObject([
      { noticeReceived: '2011-12', noticeMonths: { min: 3, max: 4 }, noticeDays: { min: 92, max: 122 } },
    ]);
  });

  test('has a line for those for whom it went the same way', () => {
    const facts = [
      ending(),
      notice('2011-12-09', { effectiveFrom: '2012-04-01' }, { tsos: ['A', 'B'] }),
      notice('2012-01-05', { effectiveFrom: '2012-04-01' }, { tsos: ['C'] }),
    ];
    const { changes, names } = summaryOf([judged(facts)]);
    expect(changes.map(({ tsos, noticeReceived }) => [tsos, noticeReceived])).toEqual([
      [['A', 'B'], '2011-12-09'],
      [['C'], '2012-01-05'],
    ]);
    expect(names).toEqual({ A: 'Name of A', B: 'Name of B', C: 'Name of C' });
  });
});

describe('a consultation', () => {
  const opened = told('ConsultationOpened', '2011-06-01', { consultationId: 'K', title: 'Day centres' });

  test('has its days, what is asked, and the days to the feedback', () => {
    const facts = [
      opened,
      told('ConsultationClosed', '2011-07-27', { consultationId: 'K' }),
      told('FeedbackPublished', '2011-08-10', { consultationId: 'K', summary: 'Kept open' }),
    ];
    expect(summaryOf([judged(facts)]).consultations).toMatchObject([
      {
        title: 'Day centres',
        days: { min: 56, max: 56 },
        asked: [84],
        rationale: false,
        closingOnRecord: true,
        feedbackAfter: { min: 14, max: 14 },
      },
    ]);
  });

  test('that was open twice has the days of both times and not those between', () => {
    const facts = [
      opened,
      told('ConsultationClosed', '2011-06-29', { consultationId: 'K' }),
      told('ConsultationReopened', '2011-09-01', { consultationId: 'K', closesOn: '2011-09-29' }),
    ];
    expect(summaryOf([judged(facts)]).consultations).toMatchObject([{ days: { min: 56, max: 56 } }]);
  });
});

describe('what was done around a decision to end funding', () => {
  const facts = [
    told('FundingPressureDiscussed', '2011-11-01', { summary: 'Less money' }),
    ending({ tsos: ['A', 'B'] }),
    told('DecisionTaken', '2011-12-07', { decisionId: 'other', effect: 'award' }),
    notice('2011-12-09', { effectiveFrom: '2012-04-01' }, { tsos: ['A'] }),
    notice('2011-12-09', { effectiveFrom: '2012-04-01' }, { tsos: ['B'], id: 'notice to B' }),
    told('FundingChangeNotified', '2011-12-20', { changeId: 'W', decisionId: 'other' }),
    told('FundingChangeTookEffect', '2012-04', { changeId: 'X' }),
  ];

  test('is told in the order of dates with the days from it, once for those of one day', () => {
    const [sequence] = summaryOf([judged(facts)]).sequences;
    expect(sequence?.steps.map(({ step, days, tsos }) => [step, days?.min, days?.max, tsos])).toEqual([
      ['Pressure on funding discussed', -35, -35, ['A']],
      ['Decision taken', 0, 0, ['A', 'B']],
      ['Notice of the change given', 3, 3, ['A', 'B']],
      ['Change took effect', 117, 146, ['A']],
    ]);
    expect(sequence?.steps[2]?.evidence).toEqual(['notice 2011-12-09', 'notice to B']);
  });

  test('says of which steps there is no record', () => {
    expect(summaryOf([judged(facts)]).sequences[0]?.noRecord).toEqual([
      'Responses invited',
      'Responses considered',
      'Impact assessment completed',
    ]);
  });

  test('is not told of a decision that neither reduces nor ends', () => {
    const award = told('DecisionTaken', '2011-12-07', { decisionId: 'other', effect: 'award' });
    expect(summaryOf([judged([award])]).sequences).toEqual([]);
  });
});

describe('the period before', () => {
  const matter = (id: string, decided: string) =>
    judged([
      told('DecisionTaken', decided, { decisionId: id, effect: 'end' }, { matter: id, id: `decision ${id}` }),
      told('ConsultationOpened', decided, { consultationId: id }, { matter: id, id: `consultation ${id}` }),
    ]);

  test('is counted by the same rules as this one, and the last day of each is its own', () => {
    const matters = [matter('one', '2011-03-31'), matter('two', '2011-04-01'), matter('three', '2010-04-01')];
    const { before, ...now } = summaryOf([...matters, matter('long ago', '2010-03-31')]);
    expect(before.period).toEqual({ from: '2010-04-01', to: '2011-03-31' });
    expect([now.decisions.length, before.decisions]).toEqual([1, 2]);
    expect([now.consultations.length, before.consultations]).toEqual([1, 2]);
    const earlier = summaryOf(matters, { head: { period: before.period } });
    expect(before).toMatchObject({
      findings: earlier.findings.length,
      counts: earlier.counts,
      outcomes: earlier.outcomes,
      changes: 0,
      awards: 0,
    });
    expect(before.findings).toBeGreaterThan(0);
  });
});

describe('one relationship', () => {
  const facts = [
    ending({ tsos: ['A', 'B'] }),
    notice('2011-12-09', { effectiveFrom: '2012-04-01' }, { tsos: ['A'] }),
    notice('2012-02-09', { effectiveFrom: '2012-04-01' }, { tsos: ['B'] }),
    told('GrantAwarded', '2011-05-01', { agreementId: 'G', amount: 100 }, { tsos: ['B'] }),
    told('FundingPressureDiscussed', '2011-11-01', { summary: 'Less money' }, { tsos: [] }),
  ];

  test('has what names that organisation, what names none, and nothing of another', () => {
    const part = sharedPart(judged(facts), ['A'])!;
    const summary = summaryOf([part]);
    expect(summary.changes.map(({ tsos }) => tsos)).toEqual([['A']]);
    expect(new Set(summary.findings.map(({ tso }) => tso))).toEqual(new Set(['A', null]));
    expect(summary.awards.count).toBe(0);
    expect(part.facts.map(({ type }) => type)).toContain('FundingPressureDiscussed');
    expect(JSON.stringify(summary)).not.toContain('Name of B');
  });

  test('is not concerned by a matter that names others only', () => {
    expect(sharedPart(judged(facts), ['C'])).toBeNull();
  });
});

test('a body answers for its own findings only', () => {
  const facts = [
    ending(),
    told('DecisionTaken', '2011-12-08', { decisionId: 'theirs', effect: 'end' }, { commissioner: 'C2' }),
  ];
  const part = ownPart(judged(facts), ['C1']);
  expect(part.dossier.decisions.map(({ id }) => id)).toEqual(['Z']);
  expect(part.findings.map(({ about }) => about.id)).not.toContain('theirs');
  expect(ownPart(judged(facts), ['C1', 'C2']).dossier.decisions).toHaveLength(2);
});

describe('disputes', () => {
  const dispute = (commitment: string, outcome: string): DisputeTold => ({
    commitments: [commitment],
    raisedOn: '2011-09-01',
    stage: '2',
    days: { min: 30, max: 30 },
    outcome,
    remedy: null,
    lesson: `Learnt from ${outcome}`,
  });
  const four = ['upheld', 'settled', 'withdrawn', 'partly'].map((outcome) => dispute('F1', outcome));
  const few = [...four, dispute('C1', 'upheld')];
  const of = (disputes: readonly DisputeTold[], basis: string) => summaryOf([], { disputes, head: { basis } }).disputes;

  test('are told by commitment to who may see the whole record, however few', () => {
    expect(of(few, 'WHOLE_RECORD')).toMatchObject({ total: 5, groups: [{ commitment: 'C1', count: 1 }, { count: 4 }] });
  });

  test('are not told to the public where fewer than three concern a commitment, nor given away by the total', () => {
    const { total, fewerThan, groups } = of(few, 'PUBLIC_RECORD');
    expect([total, fewerThan]).toEqual([null, null]);
    expect(groups).toMatchObject([
      { commitment: 'C1', count: null, disputes: [] },
      { commitment: 'F1', count: 4 },
    ]);
    expect(groups[1]?.disputes).toHaveLength(4);
    expect(of(few.slice(3), 'PUBLIC_RECORD')).toMatchObject({ total: null, fewerThan: 3 });
    expect(JSON.stringify(of(few.slice(3), 'PUBLIC_RECORD'))).not.toContain('Learnt');
  });

  test('are told to the public from three on a commitment', () => {
    expect(of(four.slice(1), 'PUBLIC_RECORD')).toMatchObject({ total: 3, groups: [{ count: 3 }] });
  });

  test('belong to the period in which they were raised', () => {
    expect(of([{ ...dispute('F1', 'upheld'), raisedOn: '2012-04-01' }], 'WHOLE_RECORD').groups).toEqual([]);
  });
});

test('an action belongs to the period of its plan, or to the one after it', () => {
  const plan = (periodFrom: string, periodTo: string, text: string, done: boolean) => ({
    periodFrom,
    periodTo,
    actions: [{ text, owner: 'C1', dueOn: null, done, completedOn: null }],
  });
  const governance: GovernanceTold = {
    framework: 'anyshire-compact',
    signatories: ['C1', 'A'],
    lead: { organisation: 'C1', role: 'Head of partnerships' },
    plans: [
      plan('2010-04-01', '2011-03-31', 'long past', true),
      plan('2011-04-01', '2012-03-31', 'of the year', true),
      plan('2012-04-01', '2013-03-31', 'to come', false),
    ],
    goodPractice: [
      { on: '2011-06-01', text: 'A panel of both sides' },
      { on: '2013-06-01', text: 'Too late' },
    ],
  };
  const { actions, practice, governance: told_ } = summaryOf([], { governance: [governance] });
  expect(actions.thisPeriod.map(({ text, done }) => [text, done])).toEqual([['of the year', true]]);
  expect(actions.next.map(({ text, done }) => [text, done])).toEqual([['to come', false]]);
  expect(practice.map(({ text }) => text)).toEqual(['A panel of both sides']);
  expect(told_).toEqual([{ framework: 'anyshire-compact', signatories: ['C1', 'A'], lead: governance.lead }]);
});

test('each commitment has the exceptions used and what it asks', () => {
  const facts = [
    told('ConsultationRationalePublished', '2011-06-01', {
      consultationId: 'K',
      rationale: 'The grant ends in autumn',
    }),
    told('ConsultationOpened', '2011-06-01', { consultationId: 'K', closesOn: '2011-07-27' }),
    told('ConsultationClosed', '2011-07-27', { consultationId: 'K' }),
  ];
  const line = summaryOf([judged(facts)]).commitments.find(({ rule }) => rule === 'C1');
  expect(line).toMatchObject({
    says: expect.stringContaining('twelve weeks'),
    owedBy: 'commissioner',
    due: 1,
    kept: 1,
    metWithReason: 1,
    exceptions: [
      { about: { kind: 'consultation', id: 'K' }, because: expect.stringContaining('a reason was published') },
    ],
  });
});

test('the events that findings rest on are told once, with their documents', () => {
  const evidence = [{ title: 'Minutes', url: 'https://example.org/minutes' }];
  const { evidence: lines, findings } = summaryOf([judged([ending({ evidence })])]);
  expect(findings.length).toBeGreaterThan(1);
  expect(lines).toMatchObject([{ type: 'DecisionTaken', occurredOn: '2011-12-06', sources: evidence }]);
});
