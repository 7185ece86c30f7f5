import { describe, expect, test } from '@jest/globals';
import { finding, findings, told } from './facts.js';

const k = { consultationId: 'K1' };
const opened = (data: object = {}, on = '2024-03-04') =>
  told('ConsultationOpened', on, { ...k, closesOn: '2024-05-27', ...data }, { id: 'open' });
const decided = (on: string | null, data: object = {}, id = 'D1') =>
  told('DecisionTaken', on, { decisionId: id, effect: 'end', ...data }, { id });

describe('C4: no final decision before the close', () => {
  test.each([
    ['2024-02-01', 'NOT_MET'],
    ['2024-05-26', 'NOT_MET'],
    ['2024-05-27', 'MET'],
    ['2024-05-28', 'MET'],
    ['2024-05', 'NOT_EVIDENCED'],
    [null, 'NOT_EVIDENCED'],
  ])('decided %s for a close on 27 May: %s', (on, verdict) => {
    expect(finding('C4', [opened(), decided(on)]).verdict).toBe(verdict);
  });

  test('a provisional decision is not final', () => {
    expect(finding('C4', [opened(), decided('2024-03-20', { finality: 'provisional' })]).verdict).toBe('MET');
    const both = [
      decided('2024-03-20', { finality: 'provisional' }),
      told('DecisionTaken', '2024-06-20', { decisionId: 'D1', effect: 'end' }, { id: 'D1b' }),
    ];
    expect(finding('C4', [opened(), ...both])).toMatchObject({ verdict: 'MET', evidence: ['open', 'D1b'] });
  });

  test('until it closes nothing can be told; then no decision is needed', () => {
    expect(finding('C4', [opened()], { asOf: '2024-05-26' }).verdict).toBe('NOT_DUE');
    expect(finding('C4', [opened()], { asOf: '2024-05-27' })).toMatchObject({ verdict: 'MET', evidence: ['open'] });
  });

  test('an earlier close makes a difference; without any close only a decision before the opening is surely early', () => {
    expect(finding('C4', [opened(), told('ConsultationClosed', '2024-04-30', k), decided('2024-05-20')]).verdict).toBe(
      'MET',
    );
    const endless = opened({ closesOn: null });
    expect(finding('C4', [endless, decided('2024-03-03')])).toMatchObject({
      verdict: 'NOT_MET',
      because: 'A final decision was taken on 3 March 2024; the consultation opened on 4 March 2024.',
    });
    expect(finding('C4', [endless, decided('2024-03-20')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['ConsultationClosed'],
    });
    expect(finding('C4', [endless]).verdict).toBe('NOT_EVIDENCED');
  });

  test('a decision undone before it opened leaves the matter open', () => {
    const quashed = told('DecisionQuashed', '2024-03-01', { decisionId: 'D1', grounds: 'duty' }, { by: 'court' });
    expect(finding('C4', [decided('2024-01-01'), quashed, opened()]).verdict).toBe('MET');
    expect(finding('C4', [decided('2024-01-01'), opened({}, '2024-02-01'), quashed]).verdict).toBe('NOT_MET');
    const referred = told('DecisionReferredBack', '2024-03-04', { decisionId: 'D1' });
    expect(finding('C4', [decided('2024-01-01'), referred, opened()]).verdict).toBe('MET');
  });
});

describe('C4b: what had been decided is considered again with an open mind', () => {
  const first = decided('2016-03-01', { effect: 'reduce' });
  const again = decided('2016-05-31', { effect: 'reduce' }, 'D2');
  const reconsidered = (openOptions?: string[], decisionId = 'D2') =>
    told('DecisionReconsidered', '2016-05-31', { decisionId, reconsiders: 'D1', openOptions }, { id: 'again' });

  test.each([
    [[], 'NOT_MET', 'with no option open'],
    [['keep it', 'end it'], 'MET', 'with keep it and end it open'],
    [undefined, 'NOT_EVIDENCED', 'is not on record'],
  ])('open options %j: %s (case 6.10)', (openOptions, verdict, words) => {
    const found = finding('C4b', [first, again, reconsidered(openOptions)]);
    expect(found).toMatchObject({ verdict, about: { kind: 'decision', id: 'D2' }, clause: { number: '1' } });
    expect(found.because).toContain(words);
    expect(found.evidence.toSorted()).toEqual(['D2', 'again']);
  });

  test('the earlier decision may be the one that is named', () => {
    expect(finding('C4b', [first, again, reconsidered([], 'D1')])).toMatchObject({
      verdict: 'NOT_MET',
      about: { kind: 'decision', id: 'D1' },
    });
  });

  test.each([
    ['DecisionQuashed', { grounds: 'duty' }],
    ['DecisionPaused', {}],
    ['DecisionSuperseded', {}],
    ['DecisionReferredBack', {}],
  ])('after %s a decision taken anew calls for it', (type, data) => {
    const undone = (on: string) => told(type, on, { decisionId: 'D1', ...data }, { id: 'undone' });
    expect(finding('C4b', [first, undone('2016-05-31'), again])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['DecisionReconsidered'],
      about: { id: 'D2' },
    });
    expect(findings('C4b', [first, undone('2016-06-01'), again])).toEqual([]);
    expect(findings('C4b', [first, undone('2016-05-31'), again, reconsidered([], 'D1')])).toHaveLength(1);
  });

  test('two decisions, neither undone, call for nothing', () => {
    expect(findings('C4b', [first, again])).toEqual([]);
  });
});

describe('C5: what the pack gives', () => {
  const full = { reasons: ['r'], criteria: ['c'], options: ['o'], rejectedOptions: [{ option: 'p', why: 'dear' }] };
  test.each([
    [full, 'MET', []],
    [{ ...full, criteria: [] }, 'NOT_MET', []], // case 6.1
    [{ ...full, criteria: undefined }, 'NOT_EVIDENCED', ['pack.criteria']],
    [{ ...full, rejectedOptions: [] }, 'NOT_MET', []],
    [{ ...full, rejectedOptions: [{ option: 'p' }] }, 'NOT_EVIDENCED', ['pack.rejectedOptions.why']],
    [undefined, 'NOT_EVIDENCED', ['pack.reasons', 'pack.criteria', 'pack.options', 'pack.rejectedOptions']],
  ])('%j: %s', (pack, verdict, missing) => {
    expect(finding('C5', [opened({ pack })])).toMatchObject({
      verdict,
      missing,
      clause: { framework: 'gunning', number: '2' },
    });
  });

  test('an absent part does not hide an empty one', () => {
    const found = finding('C5', [opened({ pack: { reasons: ['r'], criteria: [] } })]);
    expect(found.verdict).toBe('NOT_MET');
    expect(found.because).toBe('The pack did not give the criteria for the decision.');
  });

  test('the pack as it last went out before the close', () => {
    const again = (on: string) => told('ConsultationReissued', on, { ...k, pack: full, reason: 'criteria added' });
    const first = opened({ pack: { ...full, criteria: [] } });
    const found = finding('C5', [first, again('2024-03-20')]);
    expect(found.verdict).toBe('MET');
    expect(found.notes).toContain('The pack is the one that went out again on 20 March 2024.');
    expect(finding('C5', [first, again('2024-05-28')]).verdict).toBe('NOT_MET');
  });
});

describe('C6: responses analysed after the close, before the decision, and cited', () => {
  const analysed = (on: string | null) => told('ResponseAnalysisCompleted', on, k, { id: 'analysis' });
  const citing = { consultationsCited: ['K1'] };
  test.each([
    ['2024-05-27', 'NOT_MET'],
    ['2024-05-28', 'MET'],
    ['2024-07-09', 'MET'],
    ['2024-07-10', 'NOT_MET'],
    ['2024-07-11', 'NOT_MET'],
    ['2024-07', 'NOT_EVIDENCED'],
    ['2024-06', 'MET'],
    [null, 'NOT_EVIDENCED'],
  ])('analysed %s for a close on 27 May and a decision on 10 July: %s', (on, verdict) => {
    expect(finding('C6', [opened(), analysed(on), decided('2024-07-10', citing)]).verdict).toBe(verdict);
  });

  test.each([
    [{}, 'NOT_EVIDENCED', ['consultationsCited']],
    [{ consultationsCited: [] }, 'NOT_MET', []],
    [{ papersProvided: [{ title: 'Analysis', consultationId: 'K1' }] }, 'MET', []],
    [{ papersProvided: [{ title: 'Budget' }] }, 'NOT_MET', []],
  ])('cited: %j gives %s', (data, verdict, missing) => {
    expect(finding('C6', [opened(), analysed('2024-06-10'), decided('2024-07-10', data)])).toMatchObject({
      verdict,
      missing,
    });
  });

  test('decided before the close; no analysis; no consultation', () => {
    expect(finding('C6', [opened(), decided('2024-05-01', citing)]).verdict).toBe('NOT_MET');
    expect(finding('C6', [opened(), decided('2024-07-10', citing)])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['ResponseAnalysisCompleted'],
    });
    expect(findings('C6', [decided('2024-07-10')])).toEqual([]);
    expect(findings('C6', [opened(), decided('2024-03-03')])).toEqual([]);
  });

  test('a second decision answers the consultation held since the first', () => {
    const second = { consultationId: 'K2' };
    const facts = [
      opened(),
      analysed('2024-06-10'),
      decided('2024-07-10', citing),
      told('ConsultationOpened', '2024-08-01', { ...second, closesOn: '2024-10-31' }),
      told('ResponseAnalysisCompleted', '2024-11-20', second),
      decided('2024-12-10', { consultationsCited: ['K2'] }, 'D2'),
    ];
    expect(findings('C6', facts).map((it) => [it.about.id, it.verdict])).toEqual([
      ['D1', 'MET'],
      ['D2', 'MET'],
    ]);
  });
});
