import { describe, expect, test } from '@jest/globals';
import { finding, findings, told } from './facts.js';

const decided = (data: object = {}, on: string | null = '2024-09-10', id = 'D1') =>
  told('DecisionTaken', on, { decisionId: id, effect: 'end', ...data }, { id });
const equality = (on: string | null, data: object = {}, id = 'EA') =>
  told(
    'ImpactAssessmentCompleted',
    on,
    { decisionId: 'D1', assessmentId: id, assessmentType: 'equality', ...data },
    { id },
  );
const early = (data: object = {}) => equality('2024-08-01', data);
const papers = [{ title: 'Equality assessment', assessmentId: 'EA' }];

describe('E1b: those who decide have the assessment, or are told of the duty', () => {
  test.each([
    [{ papersProvided: papers }, 'MET', []],
    [{ papersProvided: papers, equalityDutyExplained: 'not mentioned' }, 'MET', []],
    [{ papersProvided: [] }, 'NOT_MET', []],
    [{ papersProvided: [{ title: 'Budget' }] }, 'NOT_MET', []],
    [{ papersProvided: [{ title: 'Budget' }], equalityDutyExplained: 'right question' }, 'MET', []],
    [{ papersProvided: [{ title: 'Budget' }], equalityDutyExplained: 'wrong question' }, 'NOT_MET', []],
    [{ equalityDutyExplained: 'right question' }, 'MET', []],
    [{ equalityDutyExplained: 'wrong question' }, 'NOT_EVIDENCED', ['papersProvided']],
    [{ equalityDutyExplained: 'not mentioned' }, 'NOT_MET', []],
    [{}, 'NOT_EVIDENCED', ['papersProvided']],
  ])('%j: %s', (data, verdict, missing) => {
    expect(finding('E1b', [decided(data), early()])).toMatchObject({ verdict, missing, evidence: ['D1'] });
  });

  test('it is apart from when the assessment was completed, which E1 asks as well', () => {
    const facts = [decided({ papersProvided: papers }), equality('2024-09-11')];
    expect(finding('E1b', facts).verdict).toBe('MET');
    expect(finding('E1', facts).verdict).toBe('NOT_MET');
  });
});

describe('E1c: harm to present users, also in the meantime', () => {
  const both = { existingUsersAssessed: true, interimGapAssessed: true };

  test.each([
    [both, 'MET', []],
    [{ ...both, interimGapAssessed: false }, 'NOT_MET', []], // case 6.8
    [{ ...both, existingUsersAssessed: false }, 'NOT_MET', []],
    [{ existingUsersAssessed: true }, 'NOT_EVIDENCED', ['interimGapAssessed']],
    [{ interimGapAssessed: true }, 'NOT_EVIDENCED', ['existingUsersAssessed']],
    [{}, 'NOT_EVIDENCED', ['existingUsersAssessed', 'interimGapAssessed']],
  ])('%j: %s', (data, verdict, missing) => {
    expect(finding('E1c', [decided(), early(data)])).toMatchObject({ verdict, missing });
  });

  test.each([
    ['2024-09-09', 'MET'],
    ['2024-09-10', 'NOT_MET'],
    ['2024-09-11', 'NOT_MET'],
    ['2024-08', 'MET'],
    ['2024-09', 'NOT_EVIDENCED'],
    [null, 'NOT_EVIDENCED'],
  ])('completed %s: %s', (on, verdict) => {
    expect(finding('E1c', [decided(), equality(on, both)]).verdict).toBe(verdict);
  });

  test('a second one that may have come too late settles nothing', () => {
    const first = early({ ...both, interimGapAssessed: false });
    const second = (on: string) => equality(on, both, 'EB');
    expect(finding('E1c', [decided(), first, second('2024-09-09')]).verdict).toBe('MET');
    expect(finding('E1c', [decided(), first, second('2024-09')]).verdict).toBe('NOT_EVIDENCED');
    expect(finding('E1c', [decided(), first, second('2024-09-10')]).verdict).toBe('NOT_MET');
  });

  test('without an equality assessment there is nothing to look into, and an award calls for none', () => {
    expect(findings('E1c', [decided()])).toEqual([]);
    expect(findings('E1c', [decided(), early({ ...both, assessmentType: 'social' })])).toEqual([]);
    expect(findings('E1c', [decided({ effect: 'award' }), early(both)])).toEqual([]);
    expect(finding('E1c', [decided(), early({ assessmentType: 'unspecified' })])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['ImpactAssessmentCompleted'],
    });
  });

  test('one made only after the decision was quashed belongs to the next decision', () => {
    const quashed = told('DecisionQuashed', '2024-10-01', { decisionId: 'D1', grounds: 'duty' }, { by: 'court' });
    const next = decided({}, '2024-12-01', 'D2');
    const made = (on: string) => equality(on, { ...both, decisionId: undefined });
    const verdicts = (on: string) =>
      Object.fromEntries(findings('E1c', [decided(), quashed, next, made(on)]).map((it) => [it.about.id, it.verdict]));
    expect(verdicts('2024-10-01')).toEqual({ D2: 'MET' });
    expect(verdicts('2024-09-30')).toEqual({ D1: 'NOT_MET', D2: 'MET' });
  });
});

describe('E1d: the duty is put as the question it asks', () => {
  test.each([
    ['right question', 'MET', []],
    ['wrong question', 'NOT_MET', []], // case 6.10
    ['not mentioned', 'NOT_MET', []],
    [undefined, 'NOT_EVIDENCED', ['equalityDutyExplained']],
  ])('%s: %s', (equalityDutyExplained, verdict, missing) => {
    expect(finding('E1d', [decided({ equalityDutyExplained }), early()])).toMatchObject({ verdict, missing });
  });
});

describe('E1e: for each group or provider, not by service heading', () => {
  test.each([
    ['per group', 'MET', []],
    ['per provider', 'MET', []],
    ['by service heading', 'NOT_MET', []], // case 6.7
    [undefined, 'NOT_EVIDENCED', ['coverage']],
  ])('%s: %s', (coverage, verdict, missing) => {
    expect(finding('E1e', [decided(), early({ coverage })])).toMatchObject({ verdict, missing });
  });

  test('a finer one beside it is enough, if it came before the decision', () => {
    const broad = early({ coverage: 'by service heading' });
    const fine = (on: string) => equality(on, { coverage: 'per group' }, 'EB');
    expect(finding('E1e', [decided(), broad, fine('2024-09-09')]).verdict).toBe('MET');
    expect(finding('E1e', [decided(), broad, fine('2024-09-10')]).verdict).toBe('NOT_MET');
    expect(finding('E1e', [decided(), broad, fine('2024-09-11')]).verdict).toBe('NOT_MET');
    expect(finding('E1e', [decided(), broad, equality('2024-09', { coverage: 'per group' }, 'EB')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['ImpactAssessmentCompleted.occurredOn'],
    });
  });
});

describe('a decision of which nothing of equality is on record', () => {
  test('is told once, by E1, and not again by each of its limbs', () => {
    const rules = (facts: Parameters<typeof findings>[1]) =>
      ['E1', 'E1b', 'E1c', 'E1d', 'E1e'].filter((rule) => findings(rule, facts).length > 0);
    expect(rules([decided()])).toEqual(['E1']);
    expect(rules([decided({ papersProvided: [] })])).toEqual(['E1', 'E1b', 'E1d']);
    expect(rules([decided({ equalityDutyExplained: 'not mentioned' })])).toEqual(['E1', 'E1b', 'E1d']);
    expect(rules([decided(), early()])).toEqual(['E1', 'E1b', 'E1c', 'E1d', 'E1e']);
  });
});

describe('E1f: a tight budget is no excuse', () => {
  const cut = decided({ reasonCategory: 'budget' });

  test('it is said only where the assessment is missing or late, and the reason on record is the budget', () => {
    expect(findings('E1f', [cut, early()])).toEqual([]);
    expect(findings('E1f', [decided(), equality('2024-09-10')])).toEqual([]);
    expect(findings('E1f', [decided({ reasonCategory: 'policy' })])).toEqual([]);
    expect(finding('E1f', [cut, equality('2024-09-10')])).toMatchObject({
      verdict: 'NOT_MET',
      because: expect.stringContaining('is the budget, which does not stand in for one.'),
    });
    // Nothing on record is not the same as nothing done.
    expect(finding('E1f', [cut])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['ImpactAssessmentCompleted'],
    });
    expect(finding('E1f', [cut, equality('2024-09')]).verdict).toBe('NOT_EVIDENCED');
  });
});

describe('what becomes of a decision afterwards', () => {
  const cut = decided({ reasonCategory: 'budget', effect: 'reduce' });
  const undone = [
    told('DecisionPaused', '2024-09-20', { decisionId: 'D1' }),
    told('DecisionQuashed', '2024-12-01', { decisionId: 'D1', grounds: 'duty' }, { by: 'court' }),
    told('DecisionSuperseded', '2024-12-09', { decisionId: 'D1' }),
  ];
  const late = equality('2024-09-10', { assessmentId: 'EA' });
  const shared = told('ImpactAssessmentShared', '2024-09-10', { decisionId: 'D1', assessmentId: 'EA' });
  const context = [
    told('CommissionerRegistered', '2010-01-01', { organisationId: 'C1', name: 'Council', form: 'council' }),
  ];
  const rules = ['F2', 'F3', 'F4', 'E1', 'E1b', 'E1c', 'E1d', 'E1e', 'E1f', 'E2', 'BV0', 'BV2', 'BV3', 'BV5'];

  test.each(rules)('changes nothing that %s finds of it, and is noted', (rule) => {
    const facts = [cut, late, shared];
    const [before, after] = [facts, [...facts, ...undone]].map((all) =>
      finding(rule, all, { context, framework: framework(rule) }),
    );
    expect(after?.verdict).toBe(before?.verdict);
    expect(after?.notes.filter((note) => note.startsWith('The decision was'))).toEqual([
      'The decision was paused on 20 September 2024.',
      'The decision was quashed on 1 December 2024.',
      'The decision was superseded on 9 December 2024.',
    ]);
  });

  const framework = (rule: string): string => {
    if (rule.startsWith('F')) return 'compact-2010';
    if (rule.startsWith('BV')) return 'best-value-2015';
    return rule === 'E2' ? 'nao-toolkit' : 'psed';
  };
});

describe('E2: the assessment is shared with those affected before the decision', () => {
  const both = told('DecisionTaken', '2024-09-10', { decisionId: 'D1', effect: 'end' }, { id: 'D1', tsos: ['A', 'B'] });
  const shared = (on: string | null, data: object = {}, tsos = ['A', 'B']) =>
    told('ImpactAssessmentShared', on, { decisionId: 'D1', assessmentId: 'EA', ...data }, { id: `shared ${on}`, tsos });
  const verdicts = (...facts: Parameters<typeof findings>[1]) =>
    findings('E2', [both, early(), ...facts]).map(({ tso, verdict }) => `${tso} ${verdict}`);

  test.each([
    ['2024-09-09', 'MET'],
    ['2024-09-10', 'NOT_MET'],
    ['2024-09-11', 'NOT_MET'],
    ['2024-09', 'NOT_EVIDENCED'],
    [null, 'NOT_EVIDENCED'],
  ])('shared %s: %s', (on, verdict) => {
    expect(verdicts(shared(on))).toEqual([`A ${verdict}`, `B ${verdict}`]);
  });

  test('with one of two, by its own list or by whom the record of it is about', () => {
    expect(verdicts(shared('2024-09-01', { sharedWith: ['B'] }))).toEqual(['A NOT_EVIDENCED', 'B MET']);
    expect(verdicts(shared('2024-09-01', {}, ['A']))).toEqual(['A MET', 'B NOT_EVIDENCED']);
  });

  test('it is good practice, and without an assessment there is nothing to share', () => {
    expect(findings('E2', [both, early()]).every(({ advisory }) => advisory)).toBe(true);
    expect(verdicts()).toEqual(['A NOT_EVIDENCED', 'B NOT_EVIDENCED']);
    expect(findings('E2', [both])).toEqual([]);
  });
});
