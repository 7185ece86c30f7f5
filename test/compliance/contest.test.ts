import { describe, expect, test } from '@jest/globals';
import { answerBundle } from '../../src/compliance/bundle.js';
import { findingShape } from '../../src/graphql/finding-shape.js';
import { finding, findings, told } from './facts.js';

const notice = (data: object = {}) =>
  told(
    'FundingChangeNotified',
    '2024-03-18',
    { changeId: 'X1', receivedOn: '2024-03-18', effectiveFrom: '2024-04-01', ...data },
    { id: 'notice', by: 'tso' },
  );
const contest = (data: object, id = 'contest') =>
  told('EventContested', '2024-04-20', { targetId: 'notice', claim: 'It was told in December.', ...data }, { id });
const replaced = (receivedOn: string) => ({
  replacement: { data: { changeId: 'X1', inWriting: true, receivedOn, effectiveFrom: '2024-04-01' } },
});

describe('contested evidence', () => {
  test('is noted, with the verdict if the other account holds (case 6.14)', () => {
    const found = finding('F1', [notice(), contest(replaced('2023-12-20'))]);
    expect(found.verdict).toBe('NOT_MET');
    expect(found.notes).toContain(
      'FundingChangeNotified (notice) is contested by the commissioner: It was told in December.',
    );
    expect(found.ifContestHolds).toEqual([
      {
        event: 'notice',
        by: 'commissioner',
        verdict: 'MET',
        because:
          '1 April 2024 less 3 calendar months is 1 January 2024; notice was received on 20 December 2023, 12 days early.',
      },
    ]);
  });

  test('is only noted where the contest does not say what should stand instead', () => {
    const found = finding('F1', [notice(), contest({})]);
    expect(found.notes).toEqual([
      'FundingChangeNotified (notice) is contested by the commissioner: It was told in December.',
    ]);
    expect(found.ifContestHolds).toEqual([]);
  });

  test('the account need not change the verdict, and each is tried by itself', () => {
    const found = finding('F1', [notice(), contest(replaced('2023-12-20')), contest(replaced('2024-01-02'), 'second')]);
    expect(found.ifContestHolds.map(({ verdict }) => verdict)).toEqual(['MET', 'NOT_MET']);
  });

  test('a day may be what is contested, and then another edition may be the one', () => {
    const opened = told(
      'ConsultationOpened',
      '2011-03-01',
      { consultationId: 'K1', closesOn: '2011-04-01' },
      { id: 'K1' },
    );
    const by = (occurredOn: string) =>
      told(
        'EventContested',
        '2011-06-01',
        { targetId: 'K1', claim: 'Not then.', replacement: { occurredOn } },
        { by: 'tso' },
      );
    expect(finding('C1', [opened, by('2011-01-07')]).ifContestHolds).toMatchObject([{ verdict: 'MET', by: 'tso' }]);
    expect(finding('C1', [opened, by('2009-01-05')]).ifContestHolds).toMatchObject([
      { verdict: 'NOT_APPLICABLE', because: 'On that account nothing calls for this rule under this edition.' },
    ]);
  });

  test('a contest that was annulled is none, and a finding on other evidence is left alone', () => {
    const annulled = told('EventAnnulled', '2024-05-01', { targetId: 'contest', reason: 'settled' });
    expect(finding('F1', [notice(), contest(replaced('2023-12-20')), annulled]).ifContestHolds).toEqual([]);
    const other = told('ConsultationOpened', '2024-01-08', { consultationId: 'K1', closesOn: '2024-04-08' });
    expect(findings('C1', [notice(), contest(replaced('2023-12-20')), other])).toMatchObject([{ ifContestHolds: [] }]);
  });

  test('of several answers awaited in one dispute each is judged by the other account as itself', () => {
    const say = (type: string, on: string, more: object = {}, data: object = {}) =>
      told(type, on, { disputeId: 'P1', ...data }, { id: `${type} ${on}`, ...more });
    const facts = [
      say('DisputeRaised', '2024-06-03', { by: 'tso' }, { facts: 'No notice came.' }),
      say('DisputeAcknowledged', '2024-06-04'),
      say('DisputeResponded', '2024-06-18', { id: 'answer' }),
      told(
        'EventContested',
        '2024-07-01',
        {
          targetId: 'answer',
          claim: 'It came a week later.',
          replacement: { occurredOn: '2024-06-25' },
        },
        { by: 'tso' },
      ),
    ];
    expect(
      findings('D', facts).map(({ facts: { awaited }, verdict, ifContestHolds }) => [
        awaited,
        verdict,
        ifContestHolds.map((it) => it.verdict),
      ]),
    ).toEqual([
      ['acknowledgement', 'MET', []],
      ['answer', 'MET', ['NOT_MET']],
    ]);
  });

  test('the API names the side that contests in words that it can say', () => {
    const byUmbrella = { ...contest(replaced('2023-12-20')), by: 'infrastructure-body' as const };
    const { ifContestHolds } = findingShape(finding('F1', [notice(), byUmbrella]), { knownAt: null });
    expect(ifContestHolds.map(({ by }) => by)).toEqual(['infrastructure_body']);
  });

  test('in a bundle the account is read as leniently as the event', () => {
    const event = (id: string, type: string, by: string, data: object) => ({
      ...{ id, type, by, data, occurredOn: '2024-03-18', recordedAt: '2024-03-18' },
      ...{ commissioner: 'C1', tsos: ['A'], matter: 'M1' },
    });
    const { replacement } = replaced('2023-12-20');
    const events = [
      event('n', 'FundingChangeNotified', 'tso', {
        changeId: 'X1',
        receivedOn: '2024-03-18',
        effectiveFrom: '2024-04-01',
      }),
      event('c', 'EventContested', 'commissioner', {
        targetId: 'n',
        claim: 'c',
        replacement: { data: { ...replacement.data, sentOn: 'in December', mood: 'bad' } },
      }),
    ];
    const expected = [
      { rule: 'F1', verdict: 'NOT_MET', ifContestHolds: [{ event: 'n', by: 'commissioner', verdict: 'MET' }] },
    ];
    const ask = { query: 'findings', framework: 'compact-2010', validAsOf: '2024-06-01' };
    const { answers } = answerBundle({ events, queries: [{ ask, expect: expected }] });
    expect(answers[0]?.differences ?? []).toEqual([]);
  });
});
