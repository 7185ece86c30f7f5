import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Served } from './support.js';

let served: Served;

beforeAll(async () => {
  served = await Served.start();
  const administrator = await served.token('administrator');
  const record = (mutation: string, input: object) => served.record(mutation, input, administrator);
  await record('registerCommissioner', {
    organisationId: 'C1',
    name: 'Anyshire',
    occurredOn: '2024-01-01',
    visibility: 'public',
  });
  await record('registerTso', {
    organisationId: 'T1',
    name: 'Anyshire CVS',
    occurredOn: '2024-01-01',
    visibility: 'public',
  });
  const about = { commissioner: 'C1', tsos: ['T1'], matter: 'M1' };
  await record('openMatter', { ...about, title: 'Day centres', occurredOn: '2024-09-01', visibility: 'public' });
  await record('completeImpactAssessment', {
    ...about,
    assessmentId: 'A1',
    groupsCovered: ['beneficiaries', 'users', 'volunteers'],
    reallocationConsidered: true,
    occurredOn: '2024-10-01',
    visibility: 'restricted',
  });
});

afterAll(() => served.close());

const PLAN = `query Plan($input: PlanInput!) {
  plan(input: $input) {
    effect firstDay possible couldBe { decision firstDay } notes basis
    steps { id latest state on after evidence asks { rule by sum } needs }
    whatIfSteps { id on }
    verdicts { rule tso planned { verdict } whatIf { verdict because } }
    text ics
  }
}`;

const END = { matter: 'M1', effect: 'end', firstDay: '2025-04-01', today: '2024-10-07' };

describe('the plan of a matter', () => {
  test('has what is done, and what the rules would say of what is left', async () => {
    const { plan } = await served.ask(PLAN, { input: END }, await served.token('officer', 'C1'));
    const assessment = plan.steps.find(({ id }: { id: string }) => id === 'impact-assessment');
    expect(assessment).toMatchObject({ state: 'done', on: '2024-10-01', latest: '2024-12-31' });
    expect(assessment.evidence).toHaveLength(1);
    expect(plan).toMatchObject({ possible: true, couldBe: null, notes: [], basis: 'OWN_RECORD', whatIfSteps: null });
    expect(plan.verdicts).toContainEqual({ rule: 'F1', tso: 'T1', planned: { verdict: 'MET' }, whatIf: null });
    expect(plan.text).toContain('Plan to end funding');
    expect(plan.ics).toContain('BEGIN:VCALENDAR');
  });

  test('for who may not see all of it rests on the rest, and says so', async () => {
    const { plan } = await served.ask(PLAN, { input: END });
    expect(plan.steps.find(({ id }: { id: string }) => id === 'impact-assessment').state).toBe('to do');
    expect(plan.notes).toEqual(['Not all that is on record about this matter is open to you.']);
    expect(plan.basis).toBe('PUBLIC_RECORD');
  });

  test('takes other days to try, and time that is left besides', async () => {
    const allowances = { callInWorkingDays: 5, analysisDays: null };
    const whatIf = [
      { step: 'first-day', on: '2025-03-01' },
      { step: 'notice', on: '2024-12-20' },
    ];
    const { plan } = await served.ask(PLAN, { input: { ...END, allowances, whatIf } });
    expect(plan.steps.find(({ id }: { id: string }) => id === 'decision').latest).toBe('2024-12-22');
    expect(plan.whatIfSteps).toContainEqual({ id: 'first-day', on: '2025-03-01' });
    expect(plan.verdicts.find(({ rule }: { rule: string }) => rule === 'F1').whatIf).toEqual({
      verdict: 'NOT_MET',
      because: expect.stringContaining('1 March 2025 less 3 calendar months is 1 December 2024'),
    });
  });

  test.each([
    [{ ...END, dates: [{ step: 'opening', on: '2024-10-01' }] }, 'dates', 'This plan has no step "opening"'],
    [{ ...END, whatIf: [{ step: 'lunch', on: '2024-10-01' }] }, 'whatIf', 'This plan has no step "lunch"'],
    [{ ...END, effect: 'stop' }, 'effect', '"stop" is not an effect of a decision'],
    [{ ...END, allowances: { warningDays: -1 } }, 'allowances.warningDays', 'give whole days from 0'],
    [{ ...END, framework: 'none' }, 'framework', 'There is no framework "none"'],
    [{ ...END, tsos: ['nobody'] }, 'tsos.0', 'No organisation is registered as "nobody"'],
    [{ effect: 'end', firstDay: '2025-04-01' }, 'commissioner', 'The record does not tell whose plan it is'],
    [{ matter: 'M1' }, 'effect', 'The record does not tell what is planned'],
  ])('%j is refused, naming %s', async (input, field, why) => {
    const { body } = await served.post(PLAN, { input });
    expect(body.errors).toMatchObject([
      { message: expect.stringContaining(why), extensions: { problems: [{ field }] } },
    ]);
  });
});
