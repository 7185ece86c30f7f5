import { describe, expect, test } from '@jest/globals';
import { finding, findings, told } from './facts.js';

const opened = (opensOn: string | null, closesOn: string | null, data: object = {}) =>
  told('ConsultationOpened', opensOn, { consultationId: 'K1', closesOn, ...data }, { id: 'K1-open' });
const about = (type: string, on: string | null, data: object = {}, more: object = {}) =>
  told(type, on, { consultationId: 'K1', ...data }, more);
const reason = (on: string | null) => about('ConsultationRationalePublished', on);

describe('C1: twelve weeks, or a reason by the opening day', () => {
  test.each([
    ['2024-03-04', '2024-05-26', 'NOT_MET', 83], // the day before; the clocks go forward in between
    ['2024-03-04', '2024-05-27', 'MET', 84],
    ['2024-03-04', '2024-05-28', 'MET', 85],
    ['2024-08-05', '2024-10-27', 'NOT_MET', 83], // and back
    ['2024-08-05', '2024-10-28', 'MET', 84],
    ['2023-12-05', '2024-02-27', 'MET', 84],
    ['2024-01-31', '2024-04-24', 'MET', 84], // over 29 February
    ['2023-01-31', '2023-04-25', 'MET', 84],
    ['2013-05-01', '2013-07-26', 'MET', 86],
  ])('open from %s to %s: %s, %i days', (from, to, verdict, days) => {
    expect(finding('C1', [opened(from, to)])).toMatchObject({ verdict, facts: { days, required: 84 }, dueOn: from });
  });

  test('the sentence has the sum, and the finding the shape others rely on', () => {
    const found = finding('C1', [opened('2024-03-04', '2024-04-29')]);
    expect(found).toEqual({
      rule: 'C1',
      clause: { framework: 'compact', edition: '2010', number: '2.4' },
      matter: 'M1',
      tso: null,
      verdict: 'NOT_MET',
      because: 'Open for 56 days, 28 fewer than the 84 asked; no reason was published.',
      facts: { days: 56, required: 84 },
      evidence: ['K1-open'],
      missing: ['ConsultationRationalePublished'],
      dueOn: '2024-03-04',
      about: { kind: 'consultation', id: 'K1' },
      edition: 'compact-2010',
      notes: [],
      occurredOn: '2024-03-04',
      commissioner: 'C1',
      tsos: ['A'],
      inForce: true,
      advisory: false,
      owedBy: 'commissioner',
      clauseConfirmed: false,
      ifContestHolds: [],
    });
  });

  test.each([
    ['2024-03-01', 'MET_WITH_RATIONALE', '3 days before it opened'],
    ['2024-03-04', 'MET_WITH_RATIONALE', 'on the day it opened'],
    ['2024-03-05', 'NOT_MET', 'the reason came late, on 5 March 2024, 1 day after it opened'],
    ['2024-03', 'NOT_EVIDENCED', 'in March 2024'],
    ['2024-02', 'MET_WITH_RATIONALE', 'in February 2024'],
    ['2024-04', 'NOT_MET', 'the reason came late, in April 2024'],
    [null, 'NOT_EVIDENCED', 'on a day not recorded'],
  ])('a reason published %s: %s', (on, verdict, words) => {
    const found = finding('C1', [opened('2024-03-04', '2024-04-29'), reason(on)]);
    expect(found.verdict).toBe(verdict);
    expect(found.because).toContain(words);
    expect(found.evidence).toContain(`ConsultationRationalePublished ${on}`);
  });

  test('a long one needs no reason, and a reason recorded before its opening finds its place', () => {
    expect(finding('C1', [reason('2024-03-04'), opened('2024-03-04', '2024-06-01')]).evidence).toEqual(['K1-open']);
    expect(finding('C1', [reason('2024-03-04'), opened('2024-03-04', '2024-04-01')]).verdict).toBe(
      'MET_WITH_RATIONALE',
    );
  });

  test('without a closing date it stays open, and the reason is told (case 6.6)', () => {
    const found = finding('C1', [reason('2011-09-01'), opened('2011-09-03', null)]);
    expect(found).toMatchObject({ verdict: 'NOT_EVIDENCED', missing: ['closesOn'] });
    expect(found.because).toBe(
      'Its closing date is not on record, so its length cannot be told. A reason was published on 1 September 2011.',
    );
  });

  test('without the day it opened', () => {
    const found = findings('C1', [opened(null, '2024-05-01')], { framework: 'compact-2010' });
    expect(found).toMatchObject([
      { verdict: 'NOT_EVIDENCED', missing: ['opensOn'], because: expect.stringContaining('The day it opened') },
    ]);
  });

  test('known only by what followed: no opening is on record', () => {
    expect(finding('C1', [about('ConsultationClosed', '2024-05-01')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['ConsultationOpened'],
      evidence: ['ConsultationClosed 2024-05-01'],
    });
    expect(finding('C1', [reason('2024-05-01')]).verdict).toBe('NOT_EVIDENCED');
  });

  test.each([
    ['2012-03', '2012-08-01', 'MET', { daysMin: 123, daysMax: 153, required: 84 }],
    ['2012-03', '2012-05-20', 'NOT_MET', { daysMin: 50, daysMax: 80, required: 84 }],
    ['2012-03', '2012-06-10', 'NOT_EVIDENCED', { daysMin: 71, daysMax: 101, required: 84 }],
    ['2012-03', '2012-05-24', 'NOT_EVIDENCED', { daysMin: 54, daysMax: 84, required: 84 }],
    ['2012-03-01', '2012-05', 'NOT_EVIDENCED', { daysMin: 61, daysMax: 91, required: 84 }],
  ])('uncertain dates %s to %s: %s', (from, to, verdict, facts) => {
    expect(finding('C1', [opened(from, to)])).toMatchObject({ verdict, facts });
  });

  test('extended, shortened, closed: judged on where it stands', () => {
    const short = opened('2024-03-04', '2024-04-29');
    const extended = about('ConsultationExtended', '2024-04-10', { closesOn: '2024-05-27' });
    const shortened = about('ConsultationShortened', '2024-04-20', { closesOn: '2024-05-01' });
    const closed = about('ConsultationClosed', '2024-05-26');
    const facts = [short, extended, shortened, closed];
    const days = (asOf: string) => finding('C1', facts, { asOf }).facts['days'];
    expect(['2024-04-09', '2024-04-10', '2024-04-20', '2024-05-26'].map(days)).toEqual([56, 84, 58, 83]);
    expect(finding('C1', facts.toReversed()).facts['days']).toBe(83);
    expect(
      finding('C1', [short, closed, about('ConsultationExtended', '2024-06-01', { closesOn: '2024-09-01' })]).facts[
        'days'
      ],
    ).toBe(83);
  });

  test('a reopening cures it, and the verdict before stays what it was (case 6.2)', () => {
    const facts = [
      opened('2024-03-04', '2024-04-29'),
      about('ConsultationClosed', '2024-04-29'),
      about('ConsultationReopened', '2024-06-01', { closesOn: '2024-06-29', reason: 'more time' }),
    ];
    expect(finding('C1', facts, { asOf: '2024-05-31' }).verdict).toBe('NOT_MET');
    const found = finding('C1', facts);
    expect(found.verdict).toBe('MET');
    expect(found.because).toBe('Open for 56 days and again for 28 days, 84 days in all, as many as asked.');
    expect(found.facts).toEqual({ days: 84, required: 84, verdictAsFirstHeld: 'NOT_MET' });
    expect(found.notes[0]).toBe(
      'As first held, before it was opened again on 1 June 2024: not met. Open for 56 days, 28 fewer than the 84 asked; no reason was published.',
    );
  });

  test('a reopening that makes nothing good leaves nothing to tell', () => {
    const again = (closesOn: string) => about('ConsultationReopened', '2024-06-01', { closesOn, reason: 'more' });
    const short = [opened('2024-03-04', '2024-04-29'), about('ConsultationClosed', '2024-04-29'), again('2024-06-28')];
    expect(finding('C1', short)).toMatchObject({ verdict: 'NOT_MET', facts: { days: 83, required: 84 }, notes: [] });
    const long = [opened('2024-03-04', '2024-05-27'), about('ConsultationClosed', '2024-05-27'), again('2024-06-28')];
    expect(finding('C1', long)).toMatchObject({ verdict: 'MET', notes: [] });
    expect(finding('C1', long).facts).not.toHaveProperty('verdictAsFirstHeld');
  });

  describe('paused days do not count', () => {
    const paused = (on: string | null) => about('ConsultationPaused', on, { reason: 'an election' });
    const resumed = (on: string | null) => about('ConsultationResumed', on);
    const open = opened('2024-03-04', '2024-06-02'); // 90 days

    test.each([
      ['2024-04-25', 'MET', 85, '5 paused: 85 days, 1 more than the 84 asked'],
      ['2024-04-26', 'MET', 84, '6 paused: 84 days, as many as asked'],
      ['2024-04-27', 'NOT_MET', 83, '7 paused: 83 days, 1 fewer than the 84 asked; no reason was published'],
    ])('paused on 20 April, resumed %s: %s', (on, verdict, days, words) => {
      const found = finding('C1', [open, paused('2024-04-20'), resumed(on)]);
      expect(found).toMatchObject({ verdict, facts: { days, required: 84 }, dueOn: '2024-03-04' });
      expect(found.because).toBe(`Open for 90 days, of which ${words}.`);
      expect(found.evidence).toEqual(['K1-open', 'ConsultationPaused 2024-04-20', `ConsultationResumed ${on}`]);
    });

    test('several times, and over an extension', () => {
      const twice = [paused('2024-04-20'), resumed('2024-04-25'), paused('2024-05-20'), resumed('2024-05-25')];
      const sentence =
        'Open for 90 days, of which 10 paused: 80 days, 4 fewer than the 84 asked; no reason was published.';
      expect(finding('C1', [open, ...twice]).because).toBe(sentence);
      const extended = about('ConsultationExtended', '2024-05-26', { closesOn: '2024-06-06' });
      expect(finding('C1', [open, ...twice, extended])).toMatchObject({ verdict: 'MET', facts: { days: 84 } });
    });

    test('a pause nobody ended lasts to the close, and one resumed after it no longer', () => {
      const facts = { days: 47, required: 84 };
      expect(finding('C1', [open, paused('2024-04-20')])).toMatchObject({ verdict: 'NOT_MET', facts });
      expect(finding('C1', [open, paused('2024-04-20'), resumed('2024-06-10')]).facts).toEqual(facts);
      expect(finding('C1', [opened('2024-03-04', '2024-06'), paused('2024-04-20')]).facts).toEqual(facts);
    });

    test('resumed on the day it was paused, it was open all the time', () => {
      const found = finding('C1', [open, paused('2024-04-20'), resumed('2024-04-20')]);
      expect(found.because).toBe('Open for 90 days, 6 more than the 84 asked.');
    });

    test('inexact days leave it open', () => {
      const found = finding('C1', [open, paused('2024-04'), resumed('2024-05-02')]);
      expect(found).toMatchObject({ verdict: 'NOT_EVIDENCED', facts: { daysMin: 59, daysMax: 88, required: 84 } });
      expect(found.because).toContain(
        'Open for 90 days, of which 2 to 31 paused: 59 to 88 days: only exact days can tell',
      );
    });

    test('without the day of the pause its length cannot be told', () => {
      const found = finding('C1', [open, paused(null)]);
      expect(found).toMatchObject({ verdict: 'NOT_EVIDENCED', missing: ['ConsultationPaused.occurredOn'] });
      expect(found.because).toContain('The day it was paused is not on record');
    });

    test('a pause of the first time is no pause of the second', () => {
      const facts = [open, paused('2024-05-23'), about('ConsultationClosed', '2024-06-02')];
      const again = about('ConsultationReopened', '2024-07-01', { closesOn: '2024-07-05', reason: 'more' });
      expect(finding('C1', [...facts, again]).because).toBe(
        'Open for 90 days, of which 10 paused: 80 days and again for 4 days, 84 days in all, as many as asked.',
      );
    });
  });

  describe('a later consultation on the matter', () => {
    const short = opened('2007-03-05', '2007-04-02');
    const later = (on: string, closesOn: string) =>
      told('ConsultationOpened', on, { consultationId: 'K2', closesOn }, { id: `K2 ${on}` });
    const decided = (on: string) =>
      told('DecisionTaken', on, { decisionId: 'D1', effect: 'policy' }, { id: `D1 ${on}` });
    const first = (...facts: Parameters<typeof findings>[1]) =>
      findings('C1', [short, ...facts], { framework: 'compact-2010' }).find(({ about: { id } }) => id === 'K1');

    test('makes good what was short, which stays what it was (case 6.2)', () => {
      const found = first(later('2007-04-03', '2007-06-26'), decided('2007-07-20'));
      expect(found).toMatchObject({ verdict: 'NOT_MET', facts: { days: 28, required: 84, madeGoodBy: 'K2' } });
      expect(found?.notes).toContain(
        'What was short here was made good by the later consultation K2, opened on 3 April 2007.',
      );
    });

    test.each([
      ['too short itself', [later('2007-04-03', '2007-06-25')]],
      ['opened while the first was open', [later('2007-04-02', '2007-06-30')]],
      ['closed only after the last decision', [later('2007-04-03', '2007-06-26'), decided('2007-06-25')]],
    ])('does not where it is %s', (_, facts) => {
      expect(first(...facts)?.facts).toEqual({ days: 28, required: 84 });
    });

    test('does where it was decided anew after it', () => {
      const again = told('DecisionTaken', '2007-06-26', { decisionId: 'D2', effect: 'policy' }, { id: 'D2' });
      const facts = [decided('2007-04-20'), later('2007-04-03', '2007-06-26'), again];
      expect(first(...facts)?.facts).toMatchObject({ madeGoodBy: 'K2' });
    });
  });

  test('it is said who published the reason', () => {
    const said = (by: string) => {
      const why = told('ConsultationRationalePublished', '2024-03-01', { consultationId: 'K1' }, { by });
      return finding('C1', [opened('2024-03-04', '2024-04-29'), why]).because;
    };
    expect(said('commissioner')).toMatch(/published on 1 March 2024, 3 days before it opened, by the commissioner\.$/);
    expect(said('joint')).toMatch(/, by both sides together\.$/);
  });

  test('before it opens there is time to give the reason', () => {
    const planned = told('ConsultationOpened', '2024-01-02', {
      consultationId: 'K1',
      opensOn: '2024-03-04',
      closesOn: '2024-04-01',
    });
    const verdict = (asOf: string) => finding('C1', [planned], { asOf }).verdict;
    expect(['2024-02-04', '2024-02-05', '2024-03-03', '2024-03-04'].map(verdict)).toEqual([
      'NOT_DUE',
      'AT_RISK',
      'AT_RISK',
      'NOT_MET',
    ]);
  });

  test.each(['informal', 'statutory', 'call-for-evidence'])('a form of %s is not judged by it', (form) => {
    expect(finding('C1', [opened('2024-03-04', '2024-03-08', { form })]).verdict).toBe('NOT_APPLICABLE');
  });

  test('withdrawn, and reopened after that', () => {
    const facts = [
      opened('2024-03-04', '2024-04-29'),
      about('ConsultationWithdrawn', '2024-03-10', { reason: 'error' }),
    ];
    expect(finding('C1', facts)).toMatchObject({
      verdict: 'NOT_APPLICABLE',
      evidence: ['ConsultationWithdrawn 2024-03-10'],
    });
    const again = about('ConsultationReopened', '2024-04-01', { closesOn: '2024-04-20', reason: 'put right' });
    expect(finding('C1', [...facts, again]).verdict).not.toBe('NOT_APPLICABLE');
  });
});

describe('C2: word before it opens', () => {
  const warned = (on: string | null) => about('ConsultationForewarned', on);
  test.each([
    ['2024-03-03', 'MET', 1],
    ['2024-03-04', 'NOT_MET', 0],
    ['2024-03-05', 'NOT_MET', -1],
    ['2024-02-05', 'MET', 28],
    ['2024-02', 'MET', null],
    ['2024-03', 'NOT_EVIDENCED', null],
    [null, 'NOT_EVIDENCED', null],
  ])('forewarned %s: %s, %s days', (on, verdict, leadDays) => {
    const found = finding('C2', [opened('2024-03-04', '2024-05-27'), warned(on)]);
    expect(found).toMatchObject({ verdict, facts: { leadDays }, dueOn: '2024-03-03', advisory: true });
  });

  test('nothing on record is not evidence either way', () => {
    expect(finding('C2', [opened('2024-03-04', '2024-05-27')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['ConsultationForewarned'],
    });
  });
});

describe('C3: feedback within 84 days of the close', () => {
  const facts = [opened('2024-03-04', '2024-05-27'), about('ConsultationClosed', '2024-05-27')];
  const due = '2024-08-19';

  test.each([
    ['2024-08-18', 'MET', 83],
    ['2024-08-19', 'MET', 84],
    ['2024-08-20', 'NOT_MET', 85],
    ['2024-08', 'NOT_EVIDENCED', undefined],
    ['2024-07', 'MET', undefined],
    ['2024-09', 'NOT_MET', undefined],
    [null, 'NOT_EVIDENCED', undefined],
  ])('published %s: %s', (on, verdict, days) => {
    const found = finding('C3', [...facts, about('FeedbackPublished', on)]);
    expect(found).toMatchObject({ verdict, dueOn: due, advisory: true });
    expect(found.facts['days']).toBe(days);
  });

  test.each([
    ['2024-08-19', 'MET_WITH_RATIONALE'],
    ['2024-08-20', 'NOT_MET'],
  ])('the delay explained %s: %s', (on, verdict) => {
    const late = about('FeedbackPublished', '2024-10-01');
    expect(finding('C3', [...facts, about('FeedbackDelayExplained', on, { reason: 'election' }), late]).verdict).toBe(
      verdict,
    );
  });

  test.each([
    ['2024-07-21', 'NOT_DUE'],
    ['2024-07-22', 'AT_RISK'], // 28 days before
    ['2024-08-18', 'AT_RISK'],
    ['2024-08-19', 'NOT_EVIDENCED'], // all of that day has been
    ['2024-08-20', 'NOT_EVIDENCED'],
  ])('nothing published as of %s: %s', (asOf, verdict) => {
    expect(finding('C3', facts, { asOf })).toMatchObject({ verdict, missing: ['FeedbackPublished'], dueOn: due });
  });

  test('the planned close serves until the real one is on record; without either nobody can tell', () => {
    const found = finding('C3', [facts[0]!, about('FeedbackPublished', '2024-06-01')]);
    expect(found.verdict).toBe('MET');
    expect(found.notes).toContain('Its closing is not on record; the planned closing date is used.');
    expect(finding('C3', [opened('2024-03-04', null)])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['ConsultationClosed'],
      dueOn: null,
    });
  });

  test('what was published before the close answers nothing', () => {
    expect(finding('C3', [...facts, about('FeedbackPublished', '2024-05-01')]).verdict).toBe('NOT_EVIDENCED');
  });

  test('a close known to the month gives no due day, and the benefit of its last day', () => {
    const month = [opened('2024-03-04', null), about('ConsultationClosed', '2024-05')];
    expect(finding('C3', month, { asOf: '2024-08-20' })).toMatchObject({ verdict: 'AT_RISK', dueOn: null });
    expect(finding('C3', [...month, about('FeedbackPublished', '2024-08-10')]).missing).toEqual([
      'ConsultationClosed.closedOn',
    ]);
  });
});

test('the day of the close, not of the opening, decides by which edition feedback is judged', () => {
  const facts = [opened('2010-09-20', '2011-01-10')];
  expect(findings('C1', facts).map((it) => it.edition)).toEqual(['compact-2009']);
  expect(findings('C3', facts).map((it) => it.edition)).toEqual(['compact-2010']);
});
