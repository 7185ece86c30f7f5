import { describe, expect, test } from '@jest/globals';
import { finding, findings, told } from './facts.js';

const decided = (on: string, data: object = {}) =>
  told('DecisionTaken', on, { decisionId: 'D1', effect: 'end', key: true, ...data });
const announced = (on: string | null) => told('ForwardNoticePublished', on, { decisionId: 'D1' });

describe('forward notice of a key decision (FN1)', () => {
  test.each([
    ['2024-01-31', 'MET'], // 1 to 28 February lie clear between
    ['2024-02-01', 'NOT_MET'],
    ['2024-02-29', 'NOT_MET'],
    ['2024-01', 'MET'],
    ['2024-02', 'NOT_MET'],
    ['2024-01-30/2024-02-02', 'NOT_EVIDENCED'],
  ])('published %s for a decision on 29 February 2024: %s', (on, verdict) => {
    expect(finding('FN1', [announced(on), decided('2024-02-29')])).toMatchObject({ verdict, dueOn: '2024-01-31' });
  });

  test('says the distance in days', () => {
    expect(finding('FN1', [announced('2024-02-01'), decided('2024-02-29')]).because).toBe(
      'Forward notice was published on 1 February 2024, 28 days before the decision: fewer than the 28 clear days between that are asked.',
    );
  });

  test('none on record is not evidenced', () => {
    expect(finding('FN1', [decided('2024-02-29')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      missing: ['ForwardNoticePublished'],
    });
  });

  test('is asked of key decisions only, and only since the regulations', () => {
    expect(findings('FN1', [decided('2024-02-29', { key: false })])).toEqual([]);
    expect(findings('FN1', [decided('2024-02-29', { key: undefined })])).toEqual([]);
    expect(findings('FN1', [decided('2012-09-09')])).toEqual([]);
    expect(findings('FN1', [decided('2012-09-10')])).toHaveLength(1);
  });
});
