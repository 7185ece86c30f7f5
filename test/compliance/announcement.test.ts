import { describe, expect, test } from '@jest/globals';
import { finding, findings, told } from './facts.js';

const decided = told('DecisionTaken', '2024-02-10', { decisionId: 'D1', effect: 'end' }, { id: 'D1' });
const notice = (on: string, data: object = {}) =>
  told(
    'FundingChangeNotified',
    on,
    { changeId: 'X1', decisionId: 'D1', receivedOn: on, rationale: 'less money', ...data },
    { id: 'notice' },
  );
const announced = (on: string | null, data: object = { changeId: 'X1' }, more: object = {}) =>
  told('PublicAnnouncementMade', on, { channel: 'local radio', ...data }, { id: 'announced', ...more });

describe('F2: the public is not told before the organisation (case 6.16)', () => {
  test.each([
    ['2024-02-28', 'NOT_MET'],
    ['2024-03-01', 'MET'],
    ['2024-03-02', 'MET'],
    ['2024-02', 'NOT_MET'],
    ['2024-02/2024-03', 'NOT_EVIDENCED'],
    [null, 'NOT_EVIDENCED'],
  ])('announced %s, told on 1 March: %s', (on, verdict) => {
    expect(finding('F2', [decided, notice('2024-03-01'), announced(on)]).verdict).toBe(verdict);
  });

  test('the days are told', () => {
    const found = finding('F2', [decided, notice('2024-03-15'), announced('2024-03-03')]);
    expect(found.because).toBe(
      'It was announced to the public on 3 March 2024 (local radio), 12 days before the organisation was told on 15 March 2024. The reasons were given on 15 March 2024, in time for the notice on 15 March 2024.',
    );
    expect(found.facts).toEqual({ announcedOn: '2024-03-03', toldOn: '2024-03-15', announcedDaysBefore: 12 });
    expect(found.evidence).toEqual(['D1', 'announced', 'notice']);
  });

  test('told by word of mouth, or by reasons sent to it, it was told', () => {
    const spoken = notice('2024-02-20', { inWriting: false });
    const written = told('FundingChangeNotified', '2024-03-15', { changeId: 'X1', rationale: 'r' }, { id: 'written' });
    expect(finding('F2', [decided, spoken, written, announced('2024-03-03')]).verdict).toBe('MET');
    const sent = (sentTo: string[]) => told('RationalePublished', '2024-02-20', { decisionId: 'D1', sentTo });
    expect(finding('F2', [decided, sent(['A']), written, announced('2024-03-03')]).verdict).toBe('MET');
    expect(finding('F2', [decided, sent([]), written, announced('2024-03-03')]).verdict).toBe('NOT_MET');
  });

  test('where nothing shows that it was told, nothing shows which came first', () => {
    expect(finding('F2', [decided, announced('2024-03-03')]).verdict).toBe('NOT_EVIDENCED');
  });

  test('an announcement is of its change or decision, or of the only one', () => {
    const of = (data: object) => finding('F2', [decided, notice('2024-03-15'), announced('2024-03-03', data)]).verdict;
    expect([{ decisionId: 'D1' }, {}, { decisionId: 'D9' }].map(of)).toEqual(['NOT_MET', 'NOT_MET', 'MET']);
  });

  test('it is held against the TSO it is about, and not against another that had been told', () => {
    const other = told(
      'FundingChangeNotified',
      '2024-03-01',
      { changeId: 'X1', decisionId: 'D1', rationale: 'r' },
      { tsos: ['B'], id: 'B told' },
    );
    const both = announced('2024-03-03', { changeId: 'X1' }, { tsos: ['A', 'B'] });
    const found = findings('F2', [decided, notice('2024-03-15'), other, both]);
    expect(found.map(({ tso, verdict }) => [tso, verdict])).toEqual([
      ['A', 'NOT_MET'],
      ['B', 'MET'],
    ]);
  });
});
