import { describe, expect, test } from '@jest/globals';
import { answerBundle } from '../../src/compliance/bundle.js';
import { Rejection } from '../../src/kernel/rejection.js';
import { measuresOf } from '../../src/measures/answer.js';
import { changeOf } from '../../src/measures/change.js';
import { disclosable, type Raters } from '../../src/measures/disclosure.js';
import { ENGINE_VERSION, oneMethod, POLICIES, POLICY, readPolicy, robustnessOf } from '../../src/measures/policy.js';
import { obligationsIn, REAL } from './engine.js';
import { day, event, promise } from './world.js';

const { hash: _hash, ...JSON_OF_POLICY } = POLICY;

const answer = (events: readonly unknown[], ask: object, policy?: unknown) =>
  measuresOf(events, policy)({ commissioner: 'C1', ...ask }, undefined).answer as unknown as Record<string, unknown>;

describe('a policy', () => {
  test('is read as it is agreed, never changes, and is known by its content', () => {
    expect(readPolicy(JSON_OF_POLICY).hash).toBe(POLICY.hash);
    expect(readPolicy({ ...JSON_OF_POLICY, halfLifeDays: 364 }).hash).not.toBe(POLICY.hash);
    expect(() => Object.assign(POLICY.rules.T1, { dueDays: 28 })).toThrow(TypeError);
    expect(new Set(POLICIES.map(({ hash }) => hash)).size).toBe(POLICIES.length);
  });

  test.each([
    [{ halfLifeDays: 0 }, 'policy.halfLifeDays'],
    [{ prior: { kept: 1, missed: 0 } }, 'policy.prior.missed'],
    [{ prior: { kept: 2, missed: 1 } }, 'policy.prior'],
    [{ lateCredit: { start: 1.5, zeroAfterDays: 84 } }, 'policy.lateCredit.start'],
    [{ combined: { enabled: false, perception: 0.5, reliability: 0.6 } }, 'policy.combined'],
    [{ rules: { ...POLICY.rules, T9: POLICY.rules.T1 } }, 'policy.rules'],
    [{ minEvidence: { relationship: 5.0001, group: 5 } }, 'policy.minEvidence.relationship'],
  ])('with %j is refused by field', (change, field) => {
    const read = () => readPolicy({ ...JSON_OF_POLICY, ...change });
    expect(read).toThrow(Rejection);
    expect(read).toThrow(`${field} cannot be read`);
  });

  test('is not mixed with another unless that is asked for, and then it is said', () => {
    const result = { policyHash: POLICY.hash, engineVersion: ENGINE_VERSION };
    const other = { ...result, policyHash: 'x' };
    expect(oneMethod([result, result])).toEqual([]);
    expect(() => oneMethod([result, other])).toThrow('set acceptMixedPolicies');
    expect(oneMethod([result, other], true)).toEqual([expect.stringContaining('2 versions of the rules')]);
  });

  test('has neighbours that differ in one choice each', () => {
    const variants = robustnessOf(POLICY);
    expect(new Set([POLICY, ...variants.map(({ policy }) => policy)].map(({ hash }) => hash)).size).toBe(8);
  });
});

const said = (id: string, tso: string, items: readonly (number | null)[], more: object = {}, on = '2026-03-31') =>
  event(
    id,
    'SurveyResponseReceived',
    on,
    { direction: 'tso->commissioner', wave: '2026', instrument: 'survey', items, ...more },
    { by: 'tso', tsos: [tso] },
  );

describe('what each side says', () => {
  const about = { direction: 'tso->commissioner', tso: 'A', validAsOf: '2026-03-31' };

  test('several answers of one organisation are one voice, a pulse counts a quarter, half of it after a year', () => {
    const world = [
      said('1', 'A', [5, 5]),
      said('2', 'A', [1, null, null]),
      said('3', 'A', [3], { instrument: 'pulse' }),
    ];
    // ((1 + 0) / 2 + 0.25 * 0.5) / 1.25
    expect(answer(world, { query: 'perceptionRelationship', ...about })).toMatchObject({
      ...{ evidence: '1.2500000000', rating: '0.5000000000', ratingOutOfFive: '3.0000000000', status: 'ok' },
    });
    const later = { ...about, validAsOf: '2027-03-31' };
    expect(answer(world, { query: 'perceptionRelationship', ...later })).toMatchObject({
      evidence: '0.6250000000',
      status: 'ok',
    });
    const stale = { ...about, validAsOf: '2028-03-30' };
    expect(answer(world, { query: 'perceptionRelationship', ...stale })).toMatchObject({ published: null });
  });

  test('one direction says nothing of the other, nor silence of anything', () => {
    const ask = { query: 'perceptionRelationship', ...about, direction: 'commissioner->tso' };
    expect(answer([said('1', 'A', [5])], ask)).toMatchObject({
      evidence: '0.0000000000',
      rating: null,
      published: null,
    });
  });

  test('a group is as many as were asked, by the last survey on record', () => {
    const tsos = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'];
    const issued = event(
      'i',
      'SurveyIssued',
      '2026-03-01',
      { wave: '2026', direction: 'tso->commissioner', instrument: 'survey' },
      { tsos },
    );
    const world = [issued, ...tsos.slice(0, 5).map((tso) => said(tso, tso, [5]))];
    const ask = { query: 'perceptionGroup', direction: 'tso->commissioner', validAsOf: '2026-03-31' };
    expect(answer(world, ask)).toMatchObject({
      ...{ respondents: 5, eligible: 10, responseRate: '0.5000000000', estimate: '0.8571428571', status: 'ok' },
      ...{ worstCaseLower: '0.5000000000', worstCaseUpper: '1.0000000000' },
    });
    // Too few of those asked, or nobody knows how many were.
    expect(answer(world, { ...ask, eligible: 17 })).toMatchObject({ status: 'insufficient-evidence', published: null });
    expect(answer(world.slice(1), ask)).toMatchObject({ responseRate: null, published: null });
    expect(answer(world.slice(0, 5), ask)).toMatchObject({
      respondents: 4,
      meanOfRespondents: null,
      estimate: null,
      worstCaseLower: null,
    });
  });

  test('beside behaviour it is shown with both parts, or not at all', () => {
    const kept = Array.from({ length: 6 }, (_, n) => promise({ id: `P${n}`, due: 1185, kept: 0 })).flat();
    const ask = { query: 'combined', ...about };
    expect(answer([...kept, said('1', 'A', [4])], ask)).toMatchObject({
      ...{ published: '0.8125000000', gap: '-0.1250000000', status: 'ok' },
      perception: { rating: '0.7500000000' },
      behaviour: { estimate: '0.8750000000' },
    });
    expect(answer([said('1', 'A', [4])], ask)).toMatchObject({ published: null, lower: null, gap: null });
  });
});

describe('change over time', () => {
  /** `now` and `before`: how many of ten were kept in the last year and in the one before. */
  const change = (now: number, before: number, count = 10) => {
    const year = (kept: number, due: number, name: string) =>
      Array.from({ length: count }, (_, n) => promise({ id: `${name}${n}`, due, kept: n < kept ? 0 : null })).flat();
    const world = [...year(now, 1000, 'N'), ...year(before, 600, 'B')];
    return changeOf(obligationsIn(REAL, world, { at: day(1001), tso: 'A' }), POLICY, day(1001));
  };

  test('is claimed from two years that do not overlap, and only where it is clear', () => {
    expect(change(10, 3).answer).toBe('has improved');
    expect(change(3, 10).answer).toBe('has got worse');
    expect(change(8, 5).answer).toBe('may have improved');
    expect(change(5, 8).answer).toBe('may have got worse');
    expect(change(6, 5).answer).toBe('no clear change');
    // 11/12 and 4/12, with variances m(1 - m)/13
    expect(change(10, 3)).toMatchObject({
      now: { estimate: '0.9166666667', evidence: '10.0000000000' },
      before: { estimate: '0.3333333333' },
    });
    expect(Number(change(10, 3).z)).toBeCloseTo(7 / 12 / Math.sqrt((11 / 144 + 32 / 144) / 13), 9);
  });

  test('and not from too little', () =>
    expect(change(4, 0, 4)).toMatchObject({ answer: 'insufficient evidence', z: null }));
});

describe('what may be shown of groups', () => {
  const of = (name: string, from: number, to: number) => ({
    name,
    raters: Array.from({ length: to - from }, (_, n) => String(from + n)),
  });

  const shown = (groups: readonly Raters[]) => disclosable(groups, ({ length }) => length >= 5);

  test('is no group of fewer than five, nor one that leaves fewer of another', () => {
    expect(shown([of('all', 0, 20), of('small', 0, 4)])).toEqual(['all']);
    expect(shown([of('all', 0, 20), of('most', 0, 17)])).toEqual(['all']);
    expect(shown([of('all', 0, 20), of('half', 0, 10), of('rest', 10, 20)])).toEqual(['all', 'half', 'rest']);
    expect(shown([of('all', 0, 16), of('a', 0, 6), of('b', 6, 12)])).toEqual(['all', 'a']);
    expect(shown([of('none', 0, 0)])).toEqual([]);
  });
});

describe('a bundle', () => {
  const kept = promise({ id: 'P1', due: 100, kept: 0 });
  const ask = {
    query: 'relationship',
    measure: 'reliability',
    owedBy: 'commissioner',
    commissioner: 'C1',
    tso: 'A',
    validAsOf: day(100),
  };

  test('has examples with logs of their own, and variants that must agree', () => {
    const queries = [
      { ask, expect: { estimate: '0.6666666667', contributions: [{ obligation: 'R1:P1', without: '0.5000000000' }] } },
    ];
    const { answers } = answerBundle({
      examples: [
        { id: 'one', events: kept, queries },
        { id: 'two', variants: { forwards: kept, backwards: kept.toReversed() }, queries },
      ],
    });
    expect(answers.map(({ example, variant, matches }) => [example, variant, matches])).toEqual([
      ['one', undefined, true],
      ['two', 'forwards', true],
      ['two', 'backwards', true],
    ]);
  });

  test('says where an answer differs, and which question cannot be read', () => {
    const [differs, unread] = answerBundle({
      events: kept,
      queries: [{ ask, expect: { fellDue: 2 } }, { ask: { ...ask, tso: 1 } }],
    }).answers;
    expect(differs).toMatchObject({ matches: false, differences: [{ path: 'fellDue', expected: 2, actual: 1 }] });
    expect(unread).toMatchObject({
      answer: null,
      matches: false,
      differences: [{ problem: expect.stringContaining('tso') }],
    });
  });

  test('answers by its own policy, and refuses one that cannot be read, or one id with two contents', () => {
    expect(answer(kept, ask, { ...JSON_OF_POLICY, prior: { kept: 0.5, missed: 0.5 } })).toMatchObject({
      estimate: '0.7500000000',
    });
    expect(() => answerBundle({ policy: {}, events: kept, queries: [{ ask }] })).toThrow(
      'policy.policyId cannot be read',
    );
    expect(() => answer([kept[0], { ...kept[1], id: kept[0]!.id }], ask)).toThrow('twice with different contents');
    expect(answer([...kept, ...kept], ask)).toMatchObject({ fellDue: 1 });
  });
});
