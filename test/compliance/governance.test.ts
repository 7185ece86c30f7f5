import { describe, expect, test } from '@jest/globals';
import { localFrameworks } from '../../src/compliance/frameworks.js';
import { governanceOf } from '../../src/framework/framework.view.js';
import { dossierOf } from '../../src/matter/dossier.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { finding, findings, stands, told } from './facts.js';

const alone = { matter: null, tsos: [] };
const about = (type: string, on: string | null, data: object = {}, more: object = {}) =>
  told(type, on, { frameworkId: 'local', ...data }, { id: `${type} ${on}`, ...alone, ...more });
const adopted = (parameters: object, inForceFrom = '2021-04-01', more: object = {}) =>
  about(
    'FrameworkAdopted',
    '2021-03-01',
    { edition: '2021', title: 'Local Compact', inForceFrom, parameters, ...more },
    { id: 'adopted' },
  );
const review = (on: string | null, data: object = {}) => about('AnnualReviewHeld', on, data);

/** The verdicts of a rule on the framework's own file, with the days they fell due. */
const verdicts = (rule: string, facts: readonly Recorded[], asOf: string) =>
  findings(rule, facts, { asOf, context: facts }).map(({ verdict, dueOn }) => [verdict, dueOn]);

describe('G1: a joint review each year', () => {
  const compact = adopted({ annualReview: true });

  test.each([
    ['2022-03-31', 'MET'],
    ['2022-04-01', 'MET'],
    ['2022-04-02', 'NOT_EVIDENCED'],
    ['2022-03', 'MET'],
    ['2022-03/2022-04', 'NOT_EVIDENCED'],
    [null, 'NOT_EVIDENCED'],
  ])('in force from 1 April 2021, held %s: %s', (on, verdict) => {
    expect(verdicts('G1', [compact, review(on)], '2022-04-30')[0]).toEqual([verdict, '2022-04-01']);
  });

  test.each([
    ['2022-03-03', 'NOT_DUE'],
    ['2022-03-04', 'AT_RISK'],
    ['2022-03-31', 'AT_RISK'],
    ['2022-04-01', 'NOT_EVIDENCED'],
  ])('none as of %s: %s', (asOf, verdict) => {
    expect(verdicts('G1', [compact], asOf)[0]).toEqual([verdict, '2022-04-01']);
  });

  test('time runs anew from the last review in a year, else from the day that passed', () => {
    const facts = [compact, review('2021-09-01'), review('2022-02-01'), review('2023-06-01')];
    expect(verdicts('G1', facts, '2023-12-31')).toEqual([
      ['MET', '2022-04-01'],
      ['NOT_EVIDENCED', '2023-02-01'],
      ['MET', '2024-02-01'],
      ['NOT_DUE', '2024-06-01'],
    ]);
  });

  test('a year that ends on a leap day', () => {
    expect(verdicts('G1', [adopted({ annualReview: true }, '2024-02-29')], '2024-06-01')).toEqual([
      ['NOT_DUE', '2025-02-28'],
    ]);
  });

  test('the sentence says from when and by when', () => {
    const [first] = findings('G1', [compact, review('2022-02-01')], { asOf: '2022-04-30', context: [compact] });
    expect(first).toMatchObject({
      because: 'Time runs from 1 April 2021. A joint review was held on 1 February 2022; it was due by 1 April 2022.',
      evidence: ['adopted', 'AnnualReviewHeld 2022-02-01'],
      about: { kind: 'framework', id: 'local' },
      matter: null,
      clause: { framework: 'local', edition: '2021', number: 'as adopted' },
      owedBy: 'commissioner',
    });
  });

  test('a Compact known to begin in a month gives a range of days', () => {
    const month = adopted({ annualReview: true }, '2021-04');
    expect(verdicts('G1', [month, review('2022-04-01')], '2022-05-31')[0]).toEqual(['MET', null]);
    expect(verdicts('G1', [month, review('2022-04-15')], '2022-05-31')[0]).toEqual(['NOT_EVIDENCED', null]);
    expect(verdicts('G1', [month], '2022-04-29')[0]).toEqual(['AT_RISK', null]);
  });

  test('what is not yet in force, has lapsed, or asks for no review is not judged', () => {
    expect(verdicts('G1', [compact], '2021-03-31')).toEqual([]);
    expect(
      verdicts('G1', [compact, about('FrameworkLapsed', '2022-03-01', { lapsedOn: '2022-03-31' })], '2023-01-01'),
    ).toEqual([]);
    expect(
      verdicts('G1', [compact, about('FrameworkLapsed', '2022-03-01', { lapsedOn: '2022-04-01' })], '2023-06-01'),
    ).toEqual([['NOT_EVIDENCED', '2022-04-01']]);
    expect(verdicts('G1', [adopted({})], '2023-01-01')).toEqual([]);
    expect(verdicts('G1', [compact, review('2022-02-01')].slice(1), '2023-01-01')).toEqual([]);
  });

  test('each stretch is judged by the edition in force at its start', () => {
    const revised = about(
      'FrameworkRevised',
      '2022-05-01',
      { edition: '2022', inForceFrom: '2022-06-01', parameters: {} },
      { id: 'revised' },
    );
    const facts = [compact, revised, review('2022-06-15')];
    expect(findings('G1', facts, { asOf: '2024-12-31', context: facts }).map((it) => [it.edition, it.dueOn])).toEqual([
      ['local-2021', '2022-04-01'],
      ['local-2021', '2023-04-01'],
    ]);
  });

  test('another framework of the same body is not judged by it', () => {
    const other = told(
      'FrameworkAdopted',
      '2021-03-01',
      { frameworkId: 'accord', edition: '1', title: 'Accord', inForceFrom: '2021-04-01', parameters: {} },
      { id: 'accord', ...alone },
    );
    expect(findings('G1', [other], { asOf: '2023-01-01', context: [compact, other] })).toEqual([]);
  });
});

describe('G4: its text looked over every so many years', () => {
  const compact = adopted({ documentReviewYears: 3 });

  test.each([
    ['2024-03-31', 'MET'],
    ['2024-04-01', 'MET'],
    ['2024-04-02', 'NOT_EVIDENCED'],
  ])('in force from 1 April 2021, looked over on %s: %s', (on, verdict) => {
    const facts = [compact, review(on, { documentReviewed: true })];
    expect(verdicts('G4', facts, '2024-04-30')[0]).toEqual([verdict, '2024-04-01']);
  });

  test('a new edition is a review of it; a yearly review by itself is not', () => {
    const revised = about('FrameworkRevised', '2024-01-10', {
      edition: '2024',
      inForceFrom: '2024-06-01',
      parameters: { documentReviewYears: 3 },
    });
    expect(verdicts('G4', [compact, revised], '2024-12-31')).toEqual([
      ['MET', '2024-04-01'],
      ['NOT_DUE', '2027-06-01'],
    ]);
    expect(verdicts('G4', [compact, review('2023-01-10')], '2024-04-01')[0]).toEqual(['NOT_EVIDENCED', '2024-04-01']);
  });
});

describe('G2: an action plan for each year', () => {
  const compact = adopted({ actionPlan: true });
  const plan = (on: string, from: string, to: string) =>
    about('ActionPlanAdopted', on, { periodFrom: from, periodTo: to, actions: [] });

  test.each([
    ['2021-03-15', 'MET'], // before it was in force, for the time from then on
    ['2022-04-01', 'MET'],
    ['2022-04-02', 'NOT_EVIDENCED'],
  ])('for the first year, adopted %s: %s', (on, verdict) => {
    expect(verdicts('G2', [compact, plan(on, '2021-04-01', '2022-03-31')], '2022-04-30')[0]).toEqual([
      verdict,
      '2022-04-01',
    ]);
  });

  test('the next is due within a year of the end of the last; one for later does not fill a gap', () => {
    const facts = [
      compact,
      plan('2021-04-10', '2021-04-01', '2022-03-31'),
      plan('2023-03-10', '2023-04-01', '2024-03-31'),
    ];
    expect(verdicts('G2', facts, '2024-03-31')).toEqual([
      ['MET', '2022-04-01'],
      ['NOT_EVIDENCED', '2023-04-01'],
      ['MET', '2024-04-01'],
    ]);
  });

  test('a plan adopted early for next year is next year’s', () => {
    const facts = [compact, plan('2022-02-10', '2022-04-01', '2023-03-31')];
    expect(verdicts('G2', facts, '2022-06-30')).toEqual([
      ['NOT_EVIDENCED', '2022-04-01'],
      ['MET', '2023-04-01'],
    ]);
  });
});

describe('G3: a champion in each body that signed', () => {
  const compact = adopted({ championPerSignatory: true });
  const signed = (organisation: string, on = '2021-04-10') =>
    about('FrameworkSigned', on, { organisation }, { id: `signed ${organisation}` });
  const champion = (organisation: string, on: string) =>
    about('ChampionAppointed', on, { organisation, role: 'director' }, { id: `champion ${organisation} ${on}` });
  const steppedDown = (organisation: string, on: string) =>
    about('ChampionStoodDown', on, { organisation }, { id: `down ${organisation} ${on}` });

  test('the body that adopted it is one of them', () => {
    const facts = [compact, signed('NHS1'), champion('NHS1', '2021-06-01')];
    const [found] = findings('G3', facts, { asOf: '2022-04-01', context: facts });
    expect(found).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      because: 'No champion is on record for C1 by 1 April 2022.',
      facts: { signatories: 2, withChampion: 1 },
      missing: ['ChampionAppointed'],
    });
    expect(verdicts('G3', [...facts, champion('C1', '2021-06-01')], '2022-04-01')[0]).toEqual(['MET', '2022-04-01']);
  });

  test.each([
    ['2022-03-31', 'MET'],
    ['2022-04-01', 'MET'],
    ['2022-04-02', 'NOT_EVIDENCED'],
    ['2022-03/2022-04', 'NOT_EVIDENCED'],
  ])('appointed %s: %s at the end of the year', (on, verdict) => {
    expect(verdicts('G3', [compact, champion('C1', on)], '2022-05-31')[0]).toEqual([verdict, '2022-04-01']);
  });

  test('who stood down and was not replaced leaves a gap', () => {
    const facts = [compact, champion('C1', '2021-06-01'), steppedDown('C1', '2022-02-01')];
    expect(verdicts('G3', facts, '2022-04-01')[0]?.[0]).toBe('NOT_EVIDENCED');
    expect(verdicts('G3', [...facts, champion('C1', '2022-03-01')], '2022-04-01')[0]?.[0]).toBe('MET');
    expect(verdicts('G3', [...facts.slice(0, 2), steppedDown('C1', '2022-04-02')], '2022-05-01')[0]?.[0]).toBe('MET');
  });

  test.each([
    ['2022-03-03', false, 'NOT_DUE'],
    ['2022-03-04', false, 'AT_RISK'],
    ['2022-03-31', true, 'NOT_DUE'],
  ])('as of %s, with a champion: %s: %s', (asOf, has, verdict) => {
    expect(verdicts('G3', [compact, ...(has ? [champion('C1', '2021-06-01')] : [])], asOf)[0]?.[0]).toBe(verdict);
  });

  test('who withdrew or had not yet signed needs none', () => {
    const left = about('FrameworkWithdrawnFrom', '2022-01-10', { organisation: 'NHS1' });
    const facts = [compact, champion('C1', '2021-06-01'), signed('NHS1'), left, signed('NHS2', '2022-04-02')];
    expect(verdicts('G3', facts, '2022-05-01')[0]?.[0]).toBe('MET');
  });
});

describe('a body that withdrew', () => {
  const signed = about('FrameworkSigned', '2021-05-01', { organisation: 'NHS1' });
  const left = about('FrameworkWithdrawnFrom', '2023-03-01', { organisation: 'NHS1' });
  const facts = [adopted({ noticeMonths: 4 }), signed, left];
  const endFor = (body: string, more: Recorded[] = []) =>
    localFrameworks(stands(...facts, ...more), body)[0]?.inForceTo;

  test('is bound until the day before, the others go on', () => {
    expect(endFor('NHS1')).toBe('2023-02-28');
    expect(endFor('C1')).toBeNull();
    expect(endFor('NHS1', [about('FrameworkSigned', '2024-01-10', { organisation: 'NHS1' })])).toBeNull();
  });

  test.each([
    ['2023-02-28', 1],
    ['2023-03-01', 0],
  ])('a change notified on %s is judged by %s Local Compact', (on, count) => {
    const notice = told(
      'FundingChangeNotified',
      on,
      { changeId: 'X1', effect: 'end', receivedOn: on, effectiveFrom: '2023-12-01' },
      { commissioner: 'NHS1' },
    );
    expect(findings('F1', [notice], { context: facts }).filter((it) => it.clause.framework === 'local')).toHaveLength(
      count,
    );
  });
});

describe('how a framework is looked after', () => {
  test('lead, champions, plans with what was done, the last review and statement, good practice', () => {
    const facts = [
      adopted({}),
      about('FrameworkSigned', '2021-04-01', { organisation: 'NHS1' }),
      about('CompactLeadAppointed', '2021-04-01', { organisation: 'C1', role: 'director' }),
      about('CompactLeadAppointed', '2022-04-01', { role: 'head of policy' }),
      about('ChampionAppointed', '2021-04-01', { organisation: 'C1', role: 'mayor' }),
      about('ChampionAppointed', '2021-05-01', { organisation: 'NHS1', role: 'chair' }),
      about('ChampionStoodDown', '2021-06-01', { organisation: 'NHS1' }),
      about('ActionPlanAdopted', '2021-04-01', {
        periodFrom: '2021-04-01',
        periodTo: '2022-03-31',
        actions: [
          { id: 'a1', text: 'Write to all', owner: 'C1', dueOn: '2021-06-30' },
          { id: 'a2', text: 'Meet' },
        ],
      }),
      about('ActionCompleted', '2021-06-15', { actionId: 'a1' }),
      review('2022-03-01', { summary: 'well' }),
      about('AnnualStatementPublished', '2022-03-31', { url: 'https://council.example/compact' }),
      about('GoodPracticeNoted', '2022-03-31', { text: 'asked early' }),
    ];
    const [framework] = dossierOf(stands(...facts)).frameworks;
    expect(framework && governanceOf(framework)).toEqual({
      signatories: ['C1', 'NHS1'],
      lead: { organisation: null, role: 'head of policy', since: '2022-04-01' },
      champions: [{ organisation: 'C1', role: 'mayor', since: '2021-04-01' }],
      plans: [
        {
          adoptedOn: '2021-04-01',
          periodFrom: '2021-04-01',
          periodTo: '2022-03-31',
          actions: [
            { id: 'a1', text: 'Write to all', owner: 'C1', dueOn: '2021-06-30', done: true, completedOn: '2021-06-15' },
            { id: 'a2', text: 'Meet', owner: null, dueOn: null, done: false, completedOn: null },
          ],
        },
      ],
      lastReview: { on: '2022-03-01', text: 'well', url: null },
      lastStatement: { on: '2022-03-31', text: null, url: 'https://council.example/compact' },
      goodPractice: [{ on: '2022-03-31', text: 'asked early', url: null }],
    });
  });

  test('nothing on record is nothing said', () => {
    const [framework] = dossierOf(stands(adopted({}))).frameworks;
    expect(framework && governanceOf(framework)).toMatchObject({
      lead: null,
      champions: [],
      plans: [],
      lastReview: null,
    });
  });

  test('a Compact without a rule of its own on it has no governance findings', () =>
    expect(() => finding('G1', [adopted({})], { context: [adopted({})] })).toThrow('0 findings'));
});
