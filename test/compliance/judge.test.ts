import { describe, expect, test } from '@jest/globals';
import { VERDICTS } from '../../src/compliance/finding.js';
import { judge } from '../../src/compliance/judge.js';
import { finding, findings, stands, told } from './facts.js';

const opened = (more: object = {}) =>
  told('ConsultationOpened', '2024-03-04', { consultationId: 'K1', closesOn: '2024-04-29' }, { id: 'open', ...more });
const notes = (more: object) => finding('C1', [opened(more)], { framework: 'compact-2010' }).notes;

describe('what a finding says of its evidence', () => {
  test('recorded after the fact, in London days', () => {
    expect(notes({ recordedAt: '2024-03-04T23:59:00Z' })).toEqual([]);
    expect(notes({ recordedAt: '2024-04-14T12:00:00Z' })).toEqual([
      'ConsultationOpened (open) was recorded 41 days after it happened.',
    ]);
    // 23:30 in UTC is half past midnight of the next day in London once the clocks have gone forward
    expect(notes({ occurredOn: '2024-06-01', recordedAt: '2024-06-01T23:30:00Z' })).toEqual([
      'ConsultationOpened (open) was recorded 1 day after it happened.',
    ]);
    expect(notes({ occurredOn: '2024-03', recordedAt: '2024-04-10' })).toEqual([
      'ConsultationOpened (open) was recorded at least 10 days after it happened.',
    ]);
    expect(notes({ recordedAt: '2024-04-14', sourceRecordedOn: '2024-03-05' })[0]).toContain(
      'its source says it was on record on 5 March 2024',
    );
    expect(notes({ occurredOn: null, recordedAt: '2024-04-14' })).toContain(
      'ConsultationOpened (open) has no date on record.',
    );
  });

  test('several facts with the same caveat are told together', () => {
    const closed = told(
      'ConsultationClosed',
      '2024-04-29',
      { consultationId: 'K1' },
      { id: 'close', basis: 'inferred', recordedAt: '2024-05-02' },
    );
    const { notes: both } = finding('C1', [opened({ basis: 'inferred', recordedAt: '2024-03-05' }), closed], {
      framework: 'compact-2010',
    });
    expect(both).toEqual([
      'Recorded after they happened: ConsultationOpened (open) by 1 day, ConsultationClosed (close) by 3 days.',
      'The dates of ConsultationOpened (open) and ConsultationClosed (close) are inferred, not stated by their source.',
    ]);
  });

  test('inferred dates and contests', () => {
    expect(notes({ basis: 'inferred' })).toEqual([
      'The date of ConsultationOpened (open) is inferred, not stated by its source.',
    ]);
    const contest = told(
      'EventContested',
      '2024-05-01',
      { targetId: 'open', claim: 'It opened a week later.' },
      { by: 'tso' },
    );
    expect(finding('C1', [opened(), contest]).notes).toEqual([
      'ConsultationOpened (open) is contested by a third sector organisation: It opened a week later.',
    ]);
  });

  test('a correction changes the verdict; what was known before stays what it was', () => {
    const replacement = { data: { consultationId: 'K1', closesOn: '2024-05-27' } };
    const correction = told(
      'EventCorrected',
      '2024-06-01',
      { targetId: 'open', replacement, reason: 'misread' },
      { id: 'corr' },
    );
    expect(finding('C1', [opened()]).verdict).toBe('NOT_MET');
    expect(finding('C1', [opened(), correction])).toMatchObject({
      verdict: 'MET',
      facts: { days: 84 },
      notes: ['ConsultationOpened (open) was corrected: misread'],
    });
    expect(
      findings('C1', [opened(), told('EventAnnulled', '2024-06-01', { targetId: 'open', reason: 'twice' })]),
    ).toEqual([]);
  });
});

describe('what had happened by a day', () => {
  test('later facts do not count; undated ones and months that had begun do', () => {
    const why = (on: string | null) => told('ConsultationRationalePublished', on, { consultationId: 'K1' });
    const evidence = (on: string | null, asOf: string) => finding('C1', [opened(), why(on)], { asOf }).evidence.length;
    expect(evidence('2024-03-10', '2024-03-09')).toBe(1);
    expect(evidence('2024-03-10', '2024-03-10')).toBe(2);
    expect(evidence('2024-03', '2024-03-05')).toBe(2);
    expect(evidence(null, '2024-03-05')).toBe(2);
    expect(findings('C1', [opened()], { asOf: '2024-03-03' })).toEqual([]);
  });
});

describe('the whole', () => {
  const matter = [
    opened(),
    told('ConsultationOpened', '2024-03-04', { consultationId: 'K0', closesOn: '2024-06-29' }, { id: 'open 0' }),
    told('DecisionTaken', '2024-07-10', { decisionId: 'D1', effect: 'end' }, { tsos: ['B', 'A'] }),
    told(
      'FundingChangeNotified',
      '2024-08-01',
      { changeId: 'X1', decisionId: 'D1', lastFundedDay: '2024-10-31' },
      { tsos: ['B', 'A'] },
    ),
    told('GrantAwarded', '2023-05-01', { agreementId: 'G1' }),
  ];

  test('is sorted, complete and the same each time, in whatever order the facts come', () => {
    const ask = (facts: typeof matter) =>
      JSON.stringify(judge({ facts: stands(...facts), context: [], validAsOf: '2025-01-01' }));
    expect(ask(matter)).toBe(ask(matter));
    const found = judge({ facts: stands(...matter), context: [], validAsOf: '2025-01-01' });
    const keys = found.map((it) => [it.rule, it.tso, it.about.id].join(' '));
    expect(keys).toEqual([
      'BV0  D1',
      'BV1 A X1',
      'BV1 B X1',
      'BV2  D1',
      'BV3  D1',
      'BV5  D1',
      'BV6  D1',
      'C1  K0',
      'C1  K1',
      'C2  K0',
      'C2  K1',
      'C3  K0',
      'C3  K1',
      'C4  K0',
      'C4  K1',
      'C5  K0',
      'C5  K1',
      'C6  D1',
      'CSO-2.7  K0',
      'CSO-2.7  K1',
      'E1  D1',
      'F1 A X1',
      'F1 B X1',
      'F2 A D1',
      'F2 B D1',
      'F3  D1',
      'F4  D1',
      'F6  G1',
      'F7  G1',
      'F8  G1',
      'TC1  G1',
    ]);
    expect(keys).toEqual(
      judge({ facts: stands(...matter.toReversed()), context: [], validAsOf: '2025-01-01' }).map((it) =>
        [it.rule, it.tso, it.about.id].join(' '),
      ),
    );
  });

  test('a verdict has its evidence, and one that lacks evidence says what is missing', () => {
    const found = judge({ facts: stands(...matter), context: [], validAsOf: '2025-01-01' });
    for (const it of found) {
      expect(VERDICTS).toContain(it.verdict);
      expect(it.evidence.length).toBeGreaterThan(0);
      expect(it.verdict !== 'NOT_EVIDENCED' || it.missing.length > 0).toBe(true);
      expect(it.because).toMatch(/^[A-Z0-9].*\.$/);
      expect(it.because).not.toMatch(/breach|broke|unlawful|illegal|undefined|null|NaN/i);
    }
  });

  test('nothing recorded gives nothing', () => {
    expect(judge({ facts: [], context: [], validAsOf: '2025-01-01' })).toEqual([]);
  });
});
