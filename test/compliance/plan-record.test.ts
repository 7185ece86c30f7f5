import { describe, expect, test } from '@jest/globals';
import { plan } from '../../src/compliance/plan/plan.js';
import { editionsFor } from '../../src/compliance/frameworks.js';
import { onRecord } from '../../src/compliance/plan/plan-record.js';
import type { PlanQuestion } from '../../src/compliance/plan/plan-steps.js';
import { planText } from '../../src/compliance/plan/plan-text.js';
import { compared, overdue } from '../../src/compliance/plan/plan-trial.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { dossierOf } from '../../src/matter/dossier.js';
import { stands, told } from './facts.js';
import { localCompact, planned, QUESTION, stepOf, tried } from './plans.js';

const recorded = (...facts: Recorded[]) => onRecord(dossierOf(stands(...facts)));

/** The plan of a matter whose facts these are, to end funding on 1 April 2025 unless the facts tell. */
const planOf = (facts: Recorded[], question: Partial<PlanQuestion> = {}) => {
  const { effect, firstDay, consult, paused, key, procure, done, dates } = recorded(...facts);
  return planned({
    effect: effect ?? 'end',
    firstDay: firstDay ?? '2025-04-01',
    consult,
    paused,
    key,
    procure,
    done,
    dates,
    today: '2024-12-01',
    ...question,
  });
};

const opened = told('ConsultationOpened', '2024-09-02', { consultationId: 'K1', closesOn: '2024-11-25' });
const closed = told('ConsultationClosed', '2024-11-25', { consultationId: 'K1' });
const analysed = told('ResponseAnalysisCompleted', '2024-12-05', { consultationId: 'K1' });
const assessed = told('ImpactAssessmentCompleted', '2024-11-29', { assessmentId: 'A1', decisionId: 'D1' });
const decided = told('DecisionTaken', '2024-12-10', { decisionId: 'D1', effect: 'reduce', key: true });
const noticed = told('FundingChangeNotified', '2024-12-12', {
  changeId: 'X1',
  decisionId: 'D1',
  receivedOn: '2024-12-13',
  lastFundedDay: '2025-03-31',
});

describe('a matter on record', () => {
  test('its steps are done, with the events that say so; the others are to do', () => {
    const it = planOf([opened, closed]);
    expect(stepOf(it, 'opening')).toMatchObject({
      state: 'done',
      from: 'record',
      doneOn: '2024-09-02',
      slack: null,
      evidence: [opened.id],
    });
    expect(stepOf(it, 'closing')).toMatchObject({ state: 'done', evidence: [closed.id] });
    expect(stepOf(it, 'analysis')).toMatchObject({ state: 'to do', latest: '2024-12-31' });
    expect(stepOf(it, 'feedback')).toMatchObject({ state: 'to do', latest: '2025-02-17' });
  });

  test('days on which the consultation was paused are asked for on top of its weeks', () => {
    const pausing = [
      opened,
      told('ConsultationPaused', '2024-10-07', { consultationId: 'K1' }),
      told('ConsultationResumed', '2024-10-17', { consultationId: 'K1' }),
    ];
    const step = stepOf(planOf(pausing), 'opening');
    expect(step).toMatchObject({ state: 'done late', latest: '2024-08-23', lateBy: 10 });
    expect(step?.asks[0]?.sum).toBe(
      'The close of the consultation, 25 November 2024, less 84 days and 10 paused is 23 August 2024: the consultation opens by then.',
    );
    const extended = told('ConsultationExtended', '2024-10-17', { consultationId: 'K1', closesOn: '2024-12-05' });
    expect(stepOf(planOf([...pausing, extended]), 'opening')).toMatchObject({ state: 'done', lateBy: 0 });
  });

  test('a close that is only planned is a day chosen, not a step done', () => {
    expect(stepOf(planOf([opened]), 'closing')).toMatchObject({ from: 'choice', on: '2024-11-25', doneOn: null });
  });

  test('the effect, whether it is key, and the first day on the new terms are those on record', () => {
    expect(recorded(opened, closed, analysed, assessed, decided, noticed)).toMatchObject({
      effect: 'reduce',
      key: true,
      consult: true,
      firstDay: '2025-04-01',
      done: { notice: { on: '2024-12-13', evidence: [noticed.id] } },
    });
    expect(recorded(opened)).toMatchObject({ effect: null, firstDay: null, key: false });
  });

  test('what was done too late is said to be, and no later first day is offered for it', () => {
    const late = told('ImpactAssessmentCompleted', '2024-12-10', { assessmentId: 'A1', decisionId: 'D1' });
    const it = planOf([decided, late, noticed], { today: '2024-12-20' });
    expect(stepOf(it, 'impact-assessment')).toMatchObject({ state: 'done late', lateBy: 1, latest: '2024-12-09' });
    expect(it.couldBe).toBeNull();
  });

  test('a notice counts as given once each of its organisations has one', () => {
    const forBoth = told('FundingChangeTookEffect', '2025-04-01', { changeId: 'X1' }, { tsos: ['A', 'B'] });
    expect(recorded(noticed, forBoth).done.notice).toBeUndefined();
    const second = told(
      'FundingChangeNotified',
      '2024-12-16',
      { changeId: 'X1', receivedOn: '2024-12-17' },
      { tsos: ['B'], id: 'second' },
    );
    expect(recorded(noticed, second, forBoth).done.notice).toEqual({
      on: '2024-12-17',
      evidence: [noticed.id, 'second'],
    });
  });

  test('a notice that was only spoken, or fell with its decision, is still to be given', () => {
    const spoken = told('FundingChangeNotified', '2024-12-12', { changeId: 'X1', inWriting: false });
    expect(recorded(spoken).done.notice).toBeUndefined();
    const quashed = told('DecisionQuashed', '2024-12-20', { decisionId: 'D1', grounds: 'no assessment' });
    expect(recorded(decided, noticed, quashed).done).not.toHaveProperty('notice');
    expect(recorded(decided, noticed, quashed).done).not.toHaveProperty('decision');
  });

  test('meetings about the service, options, sharing, users told and procurement are steps done', () => {
    const { done, procure } = recorded(
      told('MeetingHeld', '2024-09-01', { meetingId: 'G1' }),
      told('MeetingHeld', '2024-09-05', { meetingId: 'G2', topicsCovered: ['future of the service'] }),
      told('OptionsInvited', '2024-09-10'),
      told('ImpactAssessmentShared', '2024-10-01', { assessmentId: 'A1' }),
      told('ServiceUsersNotified', '2024-12-12', { changeId: 'X1' }),
      told('SocialValueConsidered', '2024-10-10', { procurementId: 'P1' }),
      told('ProcurementStarted', '2024-10-20', { procurementId: 'P1' }),
    );
    expect(Object.entries(done).map(([step, it]) => [step, it.on])).toEqual([
      ['engagement', '2024-09-05'],
      ['options', '2024-09-10'],
      ['sharing', '2024-10-01'],
      ['social-value', '2024-10-10'],
      ['procurement', '2024-10-20'],
      ['users-notice', '2024-12-12'],
    ]);
    expect(procure).toBe(true);
  });

  test('a step known only to a month is late where every day it can mean is', () => {
    const on = (when: string) => told('ImpactAssessmentCompleted', when, { assessmentId: 'A1', decisionId: 'D1' });
    expect(stepOf(planOf([decided, on('2025-01')]), 'impact-assessment').state).toBe('done late');
    expect(stepOf(planOf([decided, on('2024-12')]), 'impact-assessment').state).toBe('done');
  });

  test('carrying out what is left is judged together with what was done', () => {
    const facts = stands(opened, closed);
    const it = planOf([opened, closed]);
    const verdicts = new Map(tried(it, [], {}, facts).map(({ rule, verdict }) => [rule, verdict]));
    // the forewarning and the discussion would have had to come before the opening; the pack is not on record
    expect(stepOf(it, 'forewarning').state).toBe('too late');
    expect(verdicts.get('C1')).toBe('MET');
    expect(verdicts.get('F1')).toBe('MET');
    expect(verdicts.get('C5')).toBe('NOT_EVIDENCED');
  });
});

describe('what if', () => {
  test('other days are judged by the same rules, side by side', () => {
    const it = planned({ consult: true });
    const other = planned({ consult: true, dates: { notice: '2025-01-20', opening: '2024-10-21' } });
    const differing = compared(tried(it), tried(other)).filter((one) => one.planned?.verdict !== one.whatIf?.verdict);
    expect(differing.map(({ rule, planned: left, whatIf }) => [rule, left?.verdict, whatIf?.because])).toEqual([
      ['BV1', 'MET', expect.stringContaining('19 days late')],
      ['F1', 'MET', expect.stringContaining('19 days late')],
    ]);
    // with notice later the decision may be later too, so that the consultation still lasts its weeks
    expect(stepOf(other, 'closing').on).toBe('2025-01-18');
    const squeezed = planned({ consult: true, dates: { decision: '2024-12-10', opening: '2024-10-21' } });
    expect(tried(squeezed).find(({ rule }) => rule === 'C1')).toMatchObject({
      verdict: 'NOT_MET',
      because: expect.stringContaining('Open for 48 days, 36 fewer than the 84 asked'),
    });
  });

  test('an earlier first day can bring in another edition', () => {
    const local = localCompact({ noticeMonths: 6 }, { inForceFrom: '2024-06-01' });
    const asked = (firstDay: string) =>
      stepOf(plan({ ...QUESTION, firstDay }, editionsFor(local, 'C1')), 'notice').asks;
    expect(asked('2024-08-01').map(({ edition }) => edition)).toEqual([
      'compact-2010',
      'best-value-2015',
      'local-2012',
    ]);
    expect(asked('2024-08-01').map(({ by }) => by)).toEqual(['2024-05-01', '2024-05-01', '2024-05-31']);
  });

  test('a step whose last day has passed is tried today', () => {
    const it = planned({ today: '2025-01-20' });
    expect(overdue(it)).toMatchObject({ notice: '2025-01-20', decision: '2025-01-20' });
    expect(tried(it, [], overdue(it)).find(({ rule }) => rule === 'F1')).toMatchObject({ verdict: 'NOT_MET' });
  });
});

describe('the text of a plan', () => {
  const parts = { matter: null, commissioner: { id: 'C1', name: 'Anyshire' }, notes: [] };

  test('gives each step its day, its sum and what asks for it', () => {
    const it = planned({ consult: true, today: '2024-12-02' });
    const text = planText({ ...parts, plan: it, whatIf: null, verdicts: compared(tried(it), []) });
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'by 1 January 2025 Written notice is received: 30 days left; the last working day is 31 December 2024 1 April 2025 less 3 calendar months is 1 January 2025: written notice must be received by 1 January 2025. (F1, compact 2010 4.4*)',
    );
    expect(text).toContain('too late by 56 days');
    expect(text).toContain('A shorter consultation needs its reason published by the day it opens.');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('Not possible as it stands: too late: the discussion, by 56 days; ');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(101);
  });

  test('tells two trials apart where they differ, and names the days that were tried', () => {
    const it = planned();
    const other = planned({ dates: { notice: '2025-01-20' } });
    const text = planText({ ...parts, plan: it, whatIf: other, verdicts: compared(tried(it), tried(other)) });
    expect(text).toContain('what if notice on 20 January 2025:');
    expect(text).toContain('    as planned  MET: ');
    expect(text).toContain('    what if     NOT_MET: ');
    expect(text).toContain('F3 compact-2010 MET either way');
  });
});
