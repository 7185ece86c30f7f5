import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EFFECTS } from '../../src/decision/decision.events.js';
import { addDays, daysBetween } from '../../src/kernel/time.js';
import { localCompact, planned, registered, stepOf, tried } from './plans.js';

const days = fc.integer({ min: 0, max: 6_500 }).map((count) => addDays('2009-12-01', count));

const questions = fc.record({
  effect: fc.constantFrom(...EFFECTS),
  firstDay: days,
  consult: fc.boolean(),
  key: fc.boolean(),
  procure: fc.boolean(),
  allowances: fc.record(
    {
      callInWorkingDays: fc.integer({ min: 0, max: 10 }),
      analysisDays: fc.integer({ min: 0, max: 30 }),
      responseDays: fc.integer({ min: 0, max: 30 }),
      warningDays: fc.integer({ min: 0, max: 60 }),
    },
    { requiredKeys: [] },
  ),
});

const contexts = fc.oneof(
  fc.constant([]),
  fc
    .record(
      {
        minimumConsultationDays: fc.integer({ min: 1, max: 120 }),
        feedbackDays: fc.integer({ min: 1, max: 120 }),
        noticeMonths: fc.integer({ min: 1, max: 12 }),
      },
      { requiredKeys: [] },
    )
    .map((parameters) => localCompact(parameters)),
);

const frameworks = fc.constantFrom(undefined, undefined, 'compact', 'compact-2010');

describe('the rules backwards', () => {
  test('a consultation that no edition in force gives a length says so, and takes the days allowed for responding', () => {
    // After the Compact’s last day; Gunning asks for adequate time and gives no number.
    const later = { consult: true, firstDay: '2026-05-31', today: '2025-09-01' };
    const none = stepOf(planned(later), 'opening');
    expect(none.latest).toBe(stepOf(planned(later), 'closing').latest);
    expect(none.needs).toEqual([
      expect.stringMatching(/^No framework in force then sets how long it is open: .* opens on the day it closes, /),
    ]);
    const allowed = planned({ ...later, allowances: { responseDays: 42 } });
    const [opening, closing] = [stepOf(allowed, 'opening'), stepOf(allowed, 'closing')];
    expect(daysBetween(opening.latest, closing.latest)).toBe(42);
    expect(opening.needs[0]).toContain('less 42 days is');
    // Where a rule asks for more days, the rule's hold.
    const ruled = planned({ consult: true, allowances: { responseDays: 42 } });
    expect(daysBetween(stepOf(ruled, 'opening').latest, stepOf(ruled, 'closing').latest)).toBe(84);
  });

  test('a history that takes each step on its last day is judged MET by every rule', () => {
    fc.assert(
      fc.property(questions, contexts, frameworks, (question, context, framework) => {
        const it = planned({ ...question, ...(framework && { framework }) }, context);
        for (const { rule, edition, verdict, because } of tried(it, context))
          expect([rule, edition, verdict, because]).toEqual([rule, edition, 'MET', because]);
      }),
      { numRuns: 50 },
    );
  });

  test('taken one day later, a step is not MET by the rule that gave it its last day', () => {
    let late = 0;
    fc.assert(
      fc.property(questions, contexts, (question, context) => {
        const it = planned(question, context);
        for (const { id, latest, asks } of it.steps)
          for (const { rule, edition, by } of asks) {
            if (by !== latest) continue;
            const found = tried(it, context, { [id]: addDays(latest, 1) }).filter(
              (one) => one.rule === rule && one.edition === edition,
            );
            expect([id, rule, edition, found.map(({ verdict }) => verdict)]).not.toEqual([id, rule, edition, ['MET']]);
            expect(found).toHaveLength(1);
            late += 1;
          }
      }),
      { numRuns: 30 },
    );
    expect(late).toBeGreaterThan(100);
  });

  test('every rule that is judged of a plan carried out asked for something in it', () => {
    fc.assert(
      fc.property(questions, contexts, (question, context) => {
        const it = planned(question, context);
        const asked = new Set(it.steps.flatMap(({ asks }) => asks.map(({ rule }) => rule)));
        const judged = tried(it, context).map(({ rule }) => rule);
        // BV5 only points to what the Local Compact's own rules say.
        expect(judged.filter((one) => !asked.has(one) && one !== 'BV5')).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('notice', () => {
  test.each([
    ['2025-04-01', '2025-01-01'],
    ['2024-05-31', '2024-02-29'], // a leap year
    ['2025-05-31', '2025-02-28'],
    ['2024-05-30', '2024-02-29'],
    ['2025-02-28', '2024-11-30'], // three months from 28, 29 and 30 November end on the 28th alike
    ['2024-02-29', '2023-11-30'],
    ['2025-07-01', '2025-04-01'],
  ])('for new terms from %s it is received by %s', (firstDay, by) => {
    expect(stepOf(planned({ firstDay }), 'notice').latest).toBe(by);
  });

  test('names the last working day where the last day is none', () => {
    expect(stepOf(planned(), 'notice')).toMatchObject({ latest: '2025-01-01', workingDay: '2024-12-31' });
    expect(stepOf(planned({ firstDay: '2025-07-01' }), 'notice')).toMatchObject({ workingDay: '2025-04-01' });
  });

  test('says the sum, the paragraph and the edition', () => {
    const [asked] = stepOf(planned(), 'notice').asks;
    expect(asked).toMatchObject({
      rule: 'F1',
      edition: 'compact-2010',
      clause: { framework: 'compact', edition: '2010', number: '4.4' },
      by: '2025-01-01',
      sum: '1 April 2025 less 3 calendar months is 1 January 2025: written notice must be received by 1 January 2025.',
    });
  });

  test('takes the months a Local Compact sets, where they are more', () => {
    const six = localCompact({ noticeMonths: 6 });
    const { latest, asks } = stepOf(planned({}, six), 'notice');
    expect([latest, asks.map(({ edition, by }) => [edition, by])]).toEqual([
      '2024-10-01',
      [
        ['local-2012', '2024-10-01'],
        ['compact-2010', '2025-01-01'],
        ['best-value-2015', '2025-01-01'],
      ],
    ]);
  });

  test('is asked for by an edition only where it binds; what comes into force later asks from then', () => {
    const nhs = registered('NHS body');
    const noticeOf = (context = nhs) => stepOf(planned({ firstDay: '2026-04-01' }, context), 'notice');
    expect(noticeOf()).toMatchObject({ latest: '2026-03-31', asks: [] });
    expect(noticeOf(registered('county council'))).toMatchObject({
      latest: '2026-01-01',
      asks: [{ rule: 'BV1', edition: 'best-value-2015' }],
    });
    const soon = localCompact({ noticeMonths: 6 }, { basedOn: undefined, inForceFrom: '2025-12-01' });
    expect(noticeOf([...nhs, ...soon]).asks).toMatchObject([
      { by: '2025-11-30', sum: expect.stringContaining('Before 1 December 2025 Local Compact is not in force.') },
    ]);
    expect(stepOf(planned({ firstDay: '2026-04-01', framework: 'compact-2010' }), 'notice').asks).toMatchObject([
      { by: '2026-01-01', inForce: false },
    ]);
  });

  test('is no step of an award', () => {
    expect(planned({ effect: 'award' }).steps.map(({ id }) => id)).toEqual([
      'equality-assessment',
      'sharing',
      'decision',
      'reasons',
      'first-day',
    ]);
  });
});

describe('the steps before a decision', () => {
  const whole = planned({ consult: true, key: true });

  test('come in order, each on its last day', () => {
    expect(whole.steps.map(({ id, latest }) => [id, latest])).toEqual([
      ['forewarning', '2024-10-06'],
      ['discussion', '2024-10-07'],
      ['opening', '2024-10-07'],
      ['forward-notice', '2024-12-03'],
      ['closing', '2024-12-30'],
      ['engagement', '2024-12-31'],
      ['options', '2024-12-31'],
      ['analysis', '2024-12-31'],
      ['impact-assessment', '2024-12-31'],
      ['equality-assessment', '2024-12-31'],
      ['sharing', '2024-12-31'],
      ['social-value', '2025-01-01'],
      ['decision', '2025-01-01'],
      ['reasons', '2025-01-01'],
      ['users-notice', '2025-01-01'],
      ['notice', '2025-01-01'],
      ['feedback', '2025-03-24'],
      ['first-day', '2025-04-01'],
    ]);
  });

  test('name the steps they wait for', () => {
    expect(stepOf(whole, 'decision').after).toEqual([
      'engagement',
      'options',
      'closing',
      'analysis',
      'impact-assessment',
      'equality-assessment',
      'sharing',
      'social-value',
      'forward-notice',
    ]);
    expect(stepOf(whole, 'opening').after).toEqual(['discussion', 'forewarning']);
    expect(stepOf(whole, 'feedback').after).toEqual(['closing']);
    expect(stepOf(whole, 'first-day').after).toEqual(['reasons', 'users-notice', 'notice']);
  });

  test('move with the decision where its day is chosen', () => {
    const early = planned({ consult: true, dates: { decision: '2024-11-15' } });
    expect(stepOf(early, 'decision')).toMatchObject({ on: '2024-11-15', latest: '2025-01-01', from: 'choice' });
    expect(stepOf(early, 'opening').latest).toBe('2024-08-21');
    expect(stepOf(early, 'notice').latest).toBe('2025-01-01');
  });

  test('without a consultation are those of the dialogue', () => {
    const it = planned({ allowances: { responseDays: 28, warningDays: 60 } });
    expect(it.steps.slice(0, 4).map(({ id, latest }) => [id, latest])).toEqual([
      ['discussion', '2024-11-02'],
      ['invitation', '2024-12-03'],
      ['engagement', '2024-12-31'],
      ['options', '2024-12-31'],
    ]);
    expect(stepOf(it, 'responses').latest).toBe('2024-12-31');
    expect(stepOf(it, 'consideration').latest).toBe('2025-01-01');
    expect(stepOf(it, 'invitation').needs).toEqual([
      'The day responses are due, 31 December 2024, less 28 days is 3 December 2024: responses are invited by then.',
    ]);
  });

  test('leave working days for call-in before notice', () => {
    const { latest, needs } = stepOf(planned({ allowances: { callInWorkingDays: 5 } }), 'decision');
    // 23, 24, 27, 30 and 31 December are the five: Christmas, Boxing Day and the weekends are none
    expect(latest).toBe('2024-12-22');
    expect(needs).toEqual([
      '5 working days for call-in run out before the day of the notice, 1 January 2025: the decision is taken by 22 December 2024.',
    ]);
  });

  test('consider social value before a procurement starts', () => {
    const it = planned({ effect: 'award', procure: true, dates: { procurement: '2024-11-04' } });
    expect(stepOf(it, 'social-value').asks).toMatchObject([{ rule: 'SV1', by: '2024-11-03' }]);
    expect(stepOf(it, 'procurement').latest).toBe('2025-04-01');
    expect(it.steps.some(({ id }) => id === 'notice')).toBe(false);
  });

  test('a Local Compact with a shorter consultation does not loosen the national one while that is in force', () => {
    const eight = localCompact({ minimumConsultationDays: 56 });
    const { latest, asks } = stepOf(planned({ consult: true }, eight), 'opening');
    expect(latest).toBe('2024-10-07');
    expect(asks.map(({ rule, edition }) => `${rule} ${edition}`)).toEqual(
      expect.arrayContaining(['C1 compact-2010', 'C1 local-2012']),
    );
  });
});

describe('time left', () => {
  test('is counted in days from today, and a day that has passed says by how many', () => {
    const it = planned({ consult: true, today: '2024-10-09' });
    expect(stepOf(it, 'opening')).toMatchObject({ state: 'too late', slack: -2, lateBy: 2 });
    expect(stepOf(it, 'closing')).toMatchObject({ state: 'to do', slack: 82, lateBy: 0 });
    expect(it.possible).toBe(false);
    expect(planned({ consult: true, today: '2024-10-06' })).toMatchObject({ possible: true, couldBe: null });
  });

  test('where it is short, the first day on new terms that leaves enough is named', () => {
    const question = { consult: true, today: '2024-10-09' };
    const { couldBe } = planned(question);
    expect(couldBe).toEqual({ decision: '2025-01-03', firstDay: '2025-04-03' });
    expect(planned({ ...question, firstDay: '2025-04-03' }).possible).toBe(true);
    expect(planned({ ...question, firstDay: '2025-04-02' }).possible).toBe(false);
  });

  test('a step that is asked for where possible is told to be too late, and the plan is possible without it', () => {
    const it = planned({ consult: true, today: '2024-10-07' });
    expect(stepOf(it, 'forewarning')).toMatchObject({ state: 'too late', lateBy: 1 });
    expect(stepOf(it, 'opening')).toMatchObject({ state: 'to do', slack: 0 });
    expect(it).toMatchObject({ possible: true, couldBe: null });
  });

  test('the day named is the first, whatever the months and days off between', () => {
    fc.assert(
      fc.property(questions, days, (question, today) => {
        const it = planned({ ...question, today });
        if (!it.couldBe) return;
        const at = (firstDay: string) => planned({ ...question, today, firstDay }).possible;
        expect(at(it.couldBe.firstDay)).toBe(true);
        expect(at(addDays(it.couldBe.firstDay, -1))).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  test('a chosen day that is too late makes the plan impossible, and moving the first day may mend it', () => {
    const it = planned({ dates: { notice: '2025-02-01' } });
    expect(stepOf(it, 'notice')).toMatchObject({ state: 'too late', lateBy: 31, slack: 366 });
    expect(it.possible).toBe(false);
  });

  test('what is on record in the wrong order no later day mends', () => {
    const it = planned({ today: '2024-12-01', done: { decision: { on: '2024-11-20', evidence: ['D'] } } });
    expect(stepOf(it, 'impact-assessment')).toMatchObject({ state: 'too late', lateBy: 12 });
    expect(it).toMatchObject({ possible: false, couldBe: null });
  });
});
