import { describe, expect, test } from '@jest/globals';
import { readPolicy, POLICY } from '../../src/measures/policy.js';
import { obligationsIn, readIn, REAL, type Asked } from './engine.js';
import { event, promise, type Told } from './world.js';

const AT = '2027-06-30';

/** Key, due day, day of entry and credit of all that one side owes A. */
const owed = (world: readonly Told[], asked: Partial<Asked> = {}) =>
  obligationsIn(REAL, world, { at: AT, tso: 'A', ...asked }).map(({ key, due, enters, credit, excused }) => [
    key,
    due,
    enters,
    Number((Number(credit) / 2 ** 48).toFixed(4)),
    ...(excused ? ['excused'] : []),
  ]);

const transparency = (world: readonly Told[], asked: Partial<Asked> = {}) =>
  owed(world, { measure: 'transparency', ...asked });

const K = { consultationId: 'K1' };
const opened = (closesOn: string, data: object = {}) =>
  event('K1', 'ConsultationOpened', '2026-01-05', { ...K, closesOn, ...data });

describe('T2 and T3: a consultation', () => {
  test('of twelve weeks needs no reason, a shorter one its reason at launch, and loses half for one that is late', () => {
    const reason = (on: string) => event('why', 'ConsultationRationalePublished', on, K);
    const t2 = (world: readonly Told[]) => transparency(world)[0];
    expect(t2([opened('2026-03-30')])).toEqual(['T2:K1', '2026-01-05', '2026-01-05', 1]);
    expect(t2([opened('2026-03-29')])).toEqual(['T2:K1', '2026-01-05', '2026-01-05', 0]);
    expect(t2([opened('2026-03-29'), reason('2026-01-05')])?.[3]).toBe(1);
    expect(t2([opened('2026-03-29'), reason('2026-01-26')])?.[3]).toBe(0.375);
    expect(t2([opened('2026-03-29'), reason('2026-03-30')])?.[3]).toBe(0);
    expect(transparency([opened('2026-02-02', { form: 'informal' })]).map(([key]) => key)).toEqual(['T3:K1']);
  });

  test('has its feedback twelve weeks after the close, or says by then why not', () => {
    const feedback = (on: string) => event('fb', 'FeedbackPublished', on, K);
    const t3 = (...world: readonly Told[]) => transparency([opened('2026-03-30'), ...world])[1];
    expect(t3(feedback('2026-06-22'))).toEqual(['T3:K1', '2026-06-22', '2026-06-22', 1]);
    expect(t3(feedback('2026-07-06'))?.[3]).toBe(0.4167);
    expect(t3(event('fd', 'FeedbackDelayExplained', '2026-06-01', { ...K, reason: 'r' }))?.[3]).toBe(1);
    expect(t3()?.[3]).toBe(0);
  });

  test('that was only announced to come owes nothing yet', () =>
    expect(transparency([event('soon', 'ConsultationForewarned', '2026-01-05', { ...K, subject: 's' })])).toEqual([]));

  test('that was withdrawn owes nothing', () =>
    expect(
      transparency([opened('2026-03-30'), event('w', 'ConsultationWithdrawn', '2026-02-01', { ...K, reason: 'r' })]),
    ).toEqual([]));
});

const D = { decisionId: 'D1' };
const taken = (data: object = {}, more: object = {}) =>
  event('D1', 'DecisionTaken', '2026-03-02', { ...D, effect: 'reduce', ...data }, more);

describe('T1, T4, T5 and R4: a decision', () => {
  test('is owed its reasons in 14 days; one to reduce also impact and warning first, a key one forward notice', () => {
    const world = [
      taken({ key: true }),
      event('n', 'ForwardNoticePublished', '2026-02-01', D),
      event('i', 'ImpactAssessmentCompleted', '2026-03-02', D),
      event('r', 'RationalePublished', '2026-03-16', D),
      event('w', 'EarlyWarningGiven', '2026-02-02', D),
    ];
    expect(transparency(world)).toEqual([
      ['T1:D1', '2026-03-16', '2026-03-16', 1],
      ['T4:D1', '2026-02-01', '2026-03-02', 1],
      ['T5:D1', '2026-03-01', '2026-03-02', 0.494],
    ]);
    expect(owed(world)).toEqual([['R4:D1', '2026-02-02', '2026-03-02', 1]]);
  });

  test('that is provisional owes nothing yet; to award owes its reasons only', () => {
    expect(transparency([taken({ finality: 'provisional' })])).toEqual([]);
    expect(transparency([taken({ effect: 'award' })]).map(([key]) => key)).toEqual(['T1:D1']);
  });

  test('reasons in a written notice are reasons, those sent to others are not', () => {
    const notice = event('n', 'FundingChangeNotified', '2026-03-09', { changeId: 'X1', ...D, rationale: 'r' });
    const sent = event('r', 'RationalePublished', '2026-03-04', { ...D, sentTo: ['B'] });
    const matter = { matter: 'M1' };
    const world = [taken(), notice].map((it) => ({ ...it, ...matter }));
    expect(transparency(world)[0]).toEqual(['T1:D1', '2026-03-16', '2026-03-16', 1]);
    expect(transparency([taken(), sent])[0]?.[3]).toBe(0);
    expect(transparency([taken({}, { tsos: ['A', 'B'] }), sent], { tso: 'B' })[0]?.[3]).toBe(1);
  });

  test('a warning is for those it names', () => {
    const warned = event('w', 'EarlyWarningGiven', '2026-01-02', D, { tsos: ['A'] });
    const both = taken({}, { tsos: ['A', 'B'] });
    expect(['A', 'B'].map((tso) => owed([both, warned], { tso })[0]?.[3])).toEqual([1, 0]);
  });

  test('that names nobody is owed to the public', () =>
    expect(transparency([taken({}, { tsos: [] })], { tso: 'public' }).map(([key]) => key)).toEqual(['T1:D1', 'T5:D1']));
});

const X = { changeId: 'X1' };

describe('T6: notice of a change to funding', () => {
  const notice = (on: string, data: object = {}) =>
    event('X1-n', 'FundingChangeNotified', on, { ...X, effectiveFrom: '2026-06-01', ...data });

  test('is received three months before, in writing', () => {
    expect(transparency([notice('2026-03-01')])).toEqual([['T6:X1', '2026-03-01', '2026-03-01', 1]]);
    expect(transparency([notice('2026-03-02')])).toEqual([['T6:X1', '2026-03-01', '2026-03-02', 0.494]]);
    expect(transparency([notice('2026-02-20', { receivedOn: '2026-03-15' })])[0]?.[3]).toBe(0.4167);
    expect(transparency([notice('2026-02-20', { inWriting: false })])[0]?.[3]).toBe(0);
  });

  test('is excused by exceptional circumstances recorded in time, and by an allowed reason', () => {
    const circumstances = event('X1-e', 'ExceptionalCircumstancesRecorded', '2026-04-01', {
      ...X,
      reason: 'flood',
      approver: 'the cabinet',
    });
    expect(transparency([notice('2026-04-01'), circumstances])[0]).toContain('excused');
    const excuse = (reasonCode: string, more: object = {}) =>
      event('x', 'ObligationExcused', '2026-07-01', { obligationKey: 'T6:X1', reasonCode, reason: 'r' }, more);
    const excused = (...world: readonly Told[]) =>
      transparency([notice('2026-04-01'), ...world])[0]?.includes('excused');
    expect(excused(excuse('court-order'))).toBe(true);
    expect(excused(excuse('no-time'))).toBe(false);
    expect(excused(excuse('court-order', { tsos: ['B'] }))).toBe(false);
    expect(excused(excuse('court-order', { commissioner: 'C2' }))).toBe(false);
    expect(
      owed([
        ...promise({ id: 'P1', due: 100, kept: null }),
        event('x', 'ObligationExcused', '2026-07-01', {
          obligationKey: 'R1:P1',
          reasonCode: 'court-order',
          reason: 'r',
        }),
      ])[0],
    ).toContain('excused');
  });

  test('a rule that allows no reason takes none', () =>
    expect(
      transparency([
        taken(),
        event('x', 'ObligationExcused', '2026-07-01', {
          obligationKey: 'T5:D1',
          reasonCode: 'court-order',
          reason: 'r',
        }),
      ]).flat(),
    ).not.toContain('excused'));
});

describe('T7 and T8: requests and open meetings', () => {
  const asked = (on: string, data: object = {}) =>
    event('I1', 'InformationRequested', on, { requestId: 'I1', ...data }, { by: 'tso' });
  const answered = (on: string, type = 'InformationProvided') =>
    event('I1-a', type, on, { requestId: 'I1', reason: 'r' });

  test('twenty working days, a bank holiday of any part of the kingdom being none', () => {
    // Without 17 March (Northern Ireland) it would be the day before.
    expect(transparency([asked('2026-03-02'), answered('2026-03-31')])).toEqual([
      ['T7:I1', '2026-03-31', '2026-03-31', 1],
    ]);
    expect(transparency([asked('2026-03-02'), answered('2026-03-31', 'InformationRefused')])[0]?.[3]).toBe(1);
    expect(transparency([asked('2026-03-02'), answered('2026-04-01')])[0]?.[3]).toBe(0.494);
  });

  test('by the holidays that the policy lists, where it lists any of the year', () => {
    const { hash: _, ...json } = POLICY;
    const policy = readPolicy({ ...json, nonWorkingDays: ['2026-12-25'] });
    expect(transparency([asked('2026-03-02')], { policy })[0]?.[1]).toBe('2026-03-30');
  });

  test('of a TSO it is the TSO that owes the answer; what is sought for a review is no such request', () => {
    expect(transparency([asked('2026-03-02', { of: 'tso' })])).toEqual([]);
    expect(transparency([asked('2026-03-02', { of: 'tso' })], { owedBy: 'tso' })).toHaveLength(1);
    expect(transparency([asked('2026-03-02', { seeks: 'user-feedback' })])).toEqual([]);
  });

  test('the record of an open meeting is published in 28 days', () => {
    const held = (data: object) => event('H1', 'MeetingHeld', '2026-03-02', { meetingId: 'H1', ...data });
    const minutes = event('H1-m', 'MinutesPublished', '2026-03-30', { meetingId: 'H1', url: 'https://example.org/m' });
    expect(transparency([held({ open: true }), minutes])).toEqual([['T8:H1', '2026-03-30', '2026-03-30', 1]]);
    expect(transparency([held({}), minutes])).toEqual([]);
  });
});

const P = { commitmentId: 'P1' };
const made = (data: object = {}) => event('P1', 'CommitmentMade', '2026-01-05', { ...P, dueOn: '2026-03-31', ...data });

describe('R1: a promise', () => {
  test('moved by both sides before its day is due then; moved by one alone it is not', () => {
    const changed = (agreed: boolean) =>
      event('P1-c', 'CommitmentChanged', '2026-03-01', { ...P, dueOn: '2026-05-31', reason: 'r', agreed });
    const kept = event('P1-k', 'CommitmentKept', '2026-05-20', P);
    expect(owed([made(), changed(true), kept])).toEqual([['R1:P1', '2026-05-31', '2026-05-31', 1]]);
    expect(owed([made(), changed(false), kept])).toEqual([['R1:P1', '2026-03-31', '2026-03-31', 0.2024]]);
    // Before it was moved, it was due as first promised.
    expect(owed([made(), changed(true)], { at: '2026-02-01' })[0]?.[1]).toBe('2026-03-31');
  });

  test('without a day never falls due, with a month it does at its end', () => {
    expect(owed([made({ dueOn: undefined })])).toEqual([]);
    expect(owed([made({ dueOn: '2026-03' })])[0]?.[1]).toBe('2026-03-31');
  });

  test('said to be broken is missed, of which nothing was heard is told apart', () => {
    const broken = event('P1-b', 'CommitmentBroken', '2026-04-02', P);
    const { reading } = readIn(REAL, [made(), broken], { at: AT });
    expect(reading).toMatchObject({ missed: 1, noRecord: 0 });
    expect(readIn(REAL, [made()], { at: AT }).reading).toMatchObject({ missed: 1, noRecord: 1 });
  });
});

describe('R2 and R3: a dispute', () => {
  const Q = { disputeId: 'Q1' };
  const raised = (more: object = {}) => event('Q1', 'DisputeRaised', '2026-01-05', Q, { by: 'tso', ...more });
  const resolved = (on: string, outcome = 'not upheld') => event('Q1-r', 'DisputeResolved', on, { ...Q, outcome });

  test('is acknowledged in 14 days and concluded in 84; an answer that does not end it is no conclusion', () => {
    const answered = event('Q1-a', 'DisputeResponded', '2026-01-19', Q);
    expect(owed([raised(), answered, resolved('2026-03-30')])).toEqual([
      ['R2:Q1', '2026-01-19', '2026-01-19', 1],
      ['R3:Q1', '2026-03-30', '2026-03-30', 1],
    ]);
    expect(owed([raised(), answered]).map((it) => it[3])).toEqual([1, 0]);
    expect(owed([raised(), resolved('2026-04-13')]).map((it) => it[3])).toEqual([0, 0.4167]);
  });

  test('is owed by whom it is against, and by nobody once it is withdrawn in time', () => {
    expect(owed([raised({ by: 'commissioner' })])).toEqual([]);
    expect(owed([raised({ by: 'commissioner' })], { owedBy: 'tso' })).toHaveLength(2);
    expect(owed([raised(), resolved('2026-01-10', 'withdrawn')])).toEqual([]);
  });

  test('upheld about a duty takes its credit, whether it names the duty or the decision and the rule', () => {
    const about = (data: object) =>
      event('Q2', 'DisputeRaised', '2026-04-01', { disputeId: 'Q2', ...data }, { by: 'tso' });
    const upheld = event('Q2-r', 'DisputeResolved', '2026-05-01', { disputeId: 'Q2', outcome: 'upheld' });
    const world = [taken(), event('r', 'RationalePublished', '2026-03-09', D)];
    const credit = (...more: readonly Told[]) => transparency([...world, ...more], { at: '2026-03-20' })[0]?.[3];
    expect(credit()).toBe(1);
    expect(credit(about({ about: ['T1:D1'] }), upheld)).toBe(0);
    expect(credit(about({ about: ['D1'], commitments: [{ rule: 'F2' }] }), upheld)).toBe(0);
    expect(credit(about({ about: ['D1'], commitments: [{ rule: 'F3' }] }), upheld)).toBe(1);
    expect(credit(about({ about: ['D1'] }), upheld)).toBe(1);
    expect(credit(about({ about: ['T1:D1'] }))).toBe(1);
  });

  test('is upheld or not by its last word, of an ombudsman or a court too, and open once it is taken further', () => {
    const said = (type: string, on: string, data: object = {}) =>
      event(`${type} ${on}`, type, on, { disputeId: 'Q2', ...data });
    const world = [
      ...[taken(), event('r', 'RationalePublished', '2026-03-09', D)],
      event('Q2', 'DisputeRaised', '2026-04-01', { disputeId: 'Q2', about: ['T1:D1'] }, { by: 'tso' }),
    ];
    const found = (...more: readonly Told[]) => {
      const [t1] = obligationsIn(REAL, [...world, ...more], { measure: 'transparency', tso: 'A', at: AT });
      return [Number(t1!.credit) > 0 ? 'kept' : 'missed', t1!.disputed ? 'open' : 'closed'];
    };
    const refused = said('DisputeResolved', '2026-05-01', { outcome: 'not upheld' });
    const complaint = said('OmbudsmanComplaintMade', '2026-06-01', { ombudsman: 'LGSCO' });
    expect(found(refused)).toEqual(['kept', 'closed']);
    expect(found(refused, complaint)).toEqual(['kept', 'open']);
    const decided = (result: string) => said('OmbudsmanDecided', '2026-09-01', { result });
    expect(found(refused, complaint, decided('fault'))).toEqual(['missed', 'closed']);
    expect(found(refused, complaint, decided('no fault'))).toEqual(['kept', 'closed']);
    const claim = said('JudicialReviewIssued', '2026-10-01');
    const judged = (result: string) => said('JudgmentGiven', '2026-12-01', { result });
    expect(found(decided('fault'), claim)).toEqual(['kept', 'open']);
    expect(found(decided('no fault'), claim, judged('claim allowed'))).toEqual(['missed', 'closed']);
    expect(found(decided('no fault'), claim, judged('claim partly allowed'))).toEqual(['kept', 'closed']);
  });
});

test('a duty is there only while its rule is in force', () => {
  const { hash: _, ...json } = POLICY;
  const between = (inForceFrom: string, inForceTo: string) =>
    readPolicy({ ...json, rules: { ...json.rules, R1: { ...json.rules.R1, inForceFrom, inForceTo } } });
  expect(owed([made()], { policy: between('2026-01-05', '2026-01-05') })).toHaveLength(1);
  expect(owed([made()], { policy: between('2026-01-06', '2027-01-01') })).toEqual([]);
  expect(owed([made()], { policy: between('2025-01-01', '2026-01-04') })).toEqual([]);
});

test('a fact without a day counts from the day it was recorded', () => {
  const undated = { ...event('r', 'RationalePublished', '2026-03-09', D), occurredOn: undefined as unknown as string };
  expect(transparency([taken(), undated], { at: '2026-03-20' })[0]?.[3]).toBe(0);
});
