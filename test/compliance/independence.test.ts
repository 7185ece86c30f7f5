import { describe, expect, test } from '@jest/globals';
import { finding, findings, told } from './facts.js';

const notice = (on: string, more: object = {}) =>
  told('FundingChangeNotified', on, { changeId: 'X1', effect: 'reduce' }, { id: 'notice', ...more });
const spoke = (on: string, type = 'AdverseStatementMade', more: object = {}) =>
  told(type, on, type === 'DisputeRaised' ? { disputeId: 'D1' } : {}, { id: 'spoke', by: 'tso', ...more });

describe('I1: signs that independence may not have been respected', () => {
  test.each(['AdverseStatementMade', 'DisputeRaised'])('a change of funding notified soon after %s', (type) => {
    expect(finding('I1', [spoke('2024-03-04', type), notice('2024-04-03')])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      facts: { days: 30, lookedBackDays: 180 },
      evidence: ['spoke', 'notice'],
      tso: 'A',
      about: { kind: 'change', id: 'X1' },
      because: expect.stringMatching(/, 30 days after .* is for people to judge\.$/),
    });
  });

  test.each([
    ['2024-03-03', 0],
    ['2024-03-04', 1],
    ['2024-08-31', 1], // 180 days
    ['2024-09-01', 0],
    ['2024-08-20/2024-09-10', 1],
    ['2024-09', 0],
  ])('criticism on 4 March, notice on %s: %s', (on, count) => {
    expect(findings('I1', [spoke('2024-03-04'), notice(on)])).toHaveLength(count);
  });

  test('only of who spoke, the last time it did', () => {
    expect(
      findings('I1', [spoke('2024-03-04', 'AdverseStatementMade', { tsos: ['B'] }), notice('2024-04-03')]),
    ).toEqual([]);
    const named = told('AdverseStatementMade', '2024-03-04', { from: 'B' }, { tsos: ['A', 'B'] });
    expect(findings('I1', [named, notice('2024-04-03', { tsos: ['A', 'B'] })]).map(({ tso }) => tso)).toEqual(['B']);
    const twice = [spoke('2024-03-04'), spoke('2024-03-24', 'DisputeRaised', { id: 'again' })];
    expect(finding('I1', [...twice, notice('2024-04-03')]).facts).toMatchObject({ days: 10 });
  });

  test('terms and decisions that limit what may be said', () => {
    const decision = told('DecisionTaken', '2016-02-06', {
      decisionId: 'D1',
      effect: 'policy',
      restrictsAdvocacy: true,
    });
    expect(finding('I1', [decision])).toMatchObject({
      verdict: 'NOT_EVIDENCED',
      about: { kind: 'decision', id: 'D1' },
      clauseConfirmed: true,
      because:
        'The decision of 6 February 2016 is on record as limiting what organisations may say or campaign for. What that means for independence is for people to judge.',
    });
    const agreement = {
      ...told('GrantAwarded', '2016-05-01', { agreementId: 'G1' }),
      data: { agreementId: 'G1', restrictsAdvocacy: true },
    };
    expect(finding('I1', [agreement]).about).toEqual({ kind: 'agreement', id: 'G1' });
  });

  test('nothing is said where nothing points to it, whatever is not on record', () => {
    const plain = [
      told('DecisionTaken', '2016-02-06', { decisionId: 'D1', effect: 'reduce', restrictsAdvocacy: false }),
      told('GrantAwarded', '2016-05-01', { agreementId: 'G1' }),
      notice('2016-05-01'),
    ];
    expect(findings('I1', plain)).toEqual([]);
  });

  test('a sign is never a verdict', () => {
    const found = findings('I1', [spoke('2024-03-04'), notice('2024-03-04'), notice('2024-03-05', { id: 'second' })]);
    expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['NOT_EVIDENCED']));
  });
});
