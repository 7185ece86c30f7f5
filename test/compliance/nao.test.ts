import { describe, expect, test } from '@jest/globals';
import { judge } from '../../src/compliance/judge.js';
import { naoReport, type NaoReport } from '../../src/compliance/nao/nao-report.js';
import { addRows, noRows, type NaoRows, type Scope } from '../../src/compliance/nao/nao-rows.js';
import { naoCsv, naoText } from '../../src/compliance/nao/nao-text.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { standing } from '../../src/kernel/standing.js';
import { addDays } from '../../src/kernel/time.js';
import { dossierOf } from '../../src/matter/dossier.js';
import { told } from './facts.js';

const EVERYONE: Scope = {
  from: '2010-01-01',
  to: '2030-12-31',
  asOf: '2026-12-31',
  isAsked: () => true,
  bodyOf: (id) => id,
};

const rowsOf = (files: readonly (readonly Recorded[])[], scope: Partial<Scope> = {}): NaoRows => {
  const rows = noRows();
  for (const recorded of files) {
    const facts = standing(recorded);
    const findings = judge({ facts, context: [], validAsOf: '2026-12-31' });
    addRows(rows, { dossier: dossierOf(facts), facts, findings }, { ...EVERYONE, ...scope });
  }
  return rows;
};

const HEAD = {
  period: { from: '2010-01-01', to: '2030-12-31' },
  validAsOf: '2026-12-31',
  knownAt: null,
  through: '9',
  basis: 'WHOLE_RECORD',
};

const reportOf = (files: readonly (readonly Recorded[])[], scope: Partial<Scope> = {}): NaoReport =>
  naoReport(HEAD, rowsOf(files, scope), (id) => `Body ${id}`);

const consultation = (opened: string, days: number | null, more: object = {}) => [
  told(
    'ConsultationOpened',
    opened,
    { consultationId: 'K', closesOn: days === null ? null : addDays(opened, days) },
    more,
  ),
];

const why = told('ConsultationRationalePublished', '2024-06-01', { consultationId: 'K' });

const notice = (receivedOn: string | null, effectiveFrom: string | null, more: object = {}) => [
  told('FundingChangeNotified', receivedOn, { changeId: 'X', inWriting: true, receivedOn, effectiveFrom }, more),
];

describe('the length of consultations', () => {
  test.each([
    [27, 'under 4 weeks', true],
    [28, '4 to 8 weeks', true],
    [55, '4 to 8 weeks', true],
    [56, '8 to 12 weeks', true],
    [83, '8 to 12 weeks', true],
    [84, '12 weeks and more', false],
    [200, '12 weeks and more', false],
  ])('%i days are %s', (days, band, short) => {
    expect(rowsOf([consultation('2024-03-04', days)]).lengths).toEqual([
      { commissioner: 'C1', year: '2024', band, days, short, explained: false },
    ]);
  });

  test('that inexact dates leave open, or that is not on record, is said to be so', () => {
    const [open] = rowsOf([
      [told('ConsultationOpened', '2024-03', { consultationId: 'K', closesOn: '2024-05-20' })],
    ]).lengths;
    expect(open).toMatchObject({ band: 'dates leave it open', days: null, short: true });
    expect(rowsOf([consultation('2024-03-04', null)]).lengths[0]).toMatchObject({
      band: 'not on record',
      days: null,
      short: false,
    });
    // Both ends of the range agree on the band, though not on the days.
    const range = told('ConsultationOpened', '2024-03-04/2024-03-06', { consultationId: 'K', closesOn: '2024-05-20' });
    expect(rowsOf([[range]]).lengths[0]).toMatchObject({ band: '8 to 12 weeks', days: null });
  });

  test('is counted for formal written ones that were not withdrawn', () => {
    const withdrawn = told('ConsultationWithdrawn', '2024-03-10', { consultationId: 'K', reason: 'r' });
    const meeting = told('ConsultationOpened', '2024-03-04', {
      consultationId: 'K',
      form: 'informal',
      closesOn: '2024-04-04',
    });
    expect(rowsOf([[...consultation('2024-03-04', 30), withdrawn], [meeting]]).lengths).toEqual([]);
  });

  test('has the share without a reason beside its base, by year of opening and by commissioner', () => {
    const report = reportOf([
      consultation('2023-12-31', 30),
      [...consultation('2024-01-01', 40), why],
      consultation('2024-02-01', 90),
      consultation('2024-03-01', 20, { commissioner: 'C2' }),
    ]);
    const shown = report.consultations.map((it) => [
      it.commissioner,
      it.year,
      it.base,
      it.short,
      it.unexplained,
      it.days,
    ]);
    expect(shown).toEqual([
      [null, null, 4, 3, 2, [20, 30, 40, 90]],
      [null, '2023', 1, 1, 1, [30]],
      [null, '2024', 3, 2, 1, [20, 40, 90]],
      ['C1', null, 3, 2, 1, [30, 40, 90]],
      ['C1', '2023', 1, 1, 1, [30]],
      ['C1', '2024', 2, 1, 0, [40, 90]],
      ['C2', null, 1, 1, 1, [20]],
      ['C2', '2024', 1, 1, 1, [20]],
    ]);
    for (const { base, bands } of report.consultations)
      expect(bands.reduce((sum, { count }) => sum + count, 0)).toBe(base);
    expect(report.names).toEqual({ C1: 'Body C1', C2: 'Body C2' });
  });

  test('belongs to the period in which it may have opened; an opening that may be in two years is in neither', () => {
    const period = { from: '2024-01-01', to: '2024-12-31' };
    const days = (opened: string) => rowsOf([consultation(opened, 30)], period).lengths.map(({ year }) => year);
    expect(days('2023-12-31')).toEqual([]);
    expect(days('2024-01-01')).toEqual(['2024']);
    expect(days('2024-12-31')).toEqual(['2024']);
    expect(days('2025-01-01')).toEqual([]);
    const across = [
      told('ConsultationOpened', '2023-12-20/2024-01-05', { consultationId: 'K', closesOn: '2024-03-01' }),
    ];
    expect(reportOf([across], period).consultations.map(({ year }) => year)).toEqual([
      null,
      'not certain',
      null,
      'not certain',
    ]);
    expect(rowsOf([[told('ConsultationOpened', null, { consultationId: 'K' })]], period)).toMatchObject({
      lengths: [],
      undated: 1,
    });
  });
});

describe('the notice of changes', () => {
  test.each([
    ['2025-04-02', '2025-04-01', 'after the fact', -1],
    ['2025-04-01', '2025-04-01', 'under 1 month', 0],
    ['2025-03-02', '2025-04-01', 'under 1 month', 30],
    ['2025-03-01', '2025-04-01', '1 to 2 months', 31],
    ['2025-02-01', '2025-04-01', '2 to 3 months', 59],
    ['2025-01-02', '2025-04-01', '2 to 3 months', 89],
    ['2025-01-01', '2025-04-01', '3 months and more', 90],
    // months are clamped to the month's end, as rule F1 counts them
    ['2024-11-30', '2025-02-28', '3 months and more', 90],
    ['2024-12-01', '2025-02-28', '2 to 3 months', 89],
    ['2023-11-30', '2024-02-28', '2 to 3 months', 90],
    ['2023-11-30', '2024-02-29', '3 months and more', 91],
  ])('received %s for new terms on %s is %s', (received, effective, band, days) => {
    expect(rowsOf([notice(received, effective)]).notices).toEqual([
      { commissioner: 'C1', year: effective.slice(0, 4), band, days },
    ]);
  });

  test('that is not on record, or whose dates leave it open, is said to be so, for each organisation', () => {
    const took = told('FundingChangeTookEffect', '2025-04-01', { changeId: 'X' }, { tsos: ['A', 'B'] });
    expect(rowsOf([[took]]).notices.map(({ band }) => band)).toEqual([
      'none that stands on record',
      'none that stands on record',
    ]);
    expect(rowsOf([notice('2025-01', '2025-04-15')]).notices[0]).toMatchObject({
      band: 'dates leave it open',
      days: null,
    });
    expect(rowsOf([notice('2024-12', '2025-04-15')]).notices[0]).toMatchObject({
      band: '3 months and more',
      days: null,
    });
    const withdrawn = told('FundingChangeWithdrawn', '2025-02-01', { changeId: 'X', reason: 'r' });
    expect(rowsOf([[...notice('2025-01-01', '2025-04-01'), withdrawn]]).notices).toEqual([]);
  });
});

describe('reasons, gaps and complaints', () => {
  const decision = (id: string, tsos: string[], rationale?: string) => [
    told('DecisionTaken', '2024-05-01', { decisionId: id, effect: 'reduce' }, { id, matter: id, tsos }),
    ...(rationale
      ? [told('RationalePublished', rationale, { decisionId: id }, { id: `${id}r`, matter: id, tsos })]
      : []),
  ];

  test('reasons are counted for each decision and organisation', () => {
    const report = reportOf([decision('D1', ['A', 'B'], '2024-05-02'), decision('D2', ['A'])]);
    expect(report.reasons[0]).toEqual({ commissioner: null, year: null, base: 3, given: 2 });
  });

  test('gaps are what fell due and is not evidenced, with what would have settled it, the commonest first', () => {
    const { gaps } = reportOf([decision('D1', ['A']), decision('D2', ['A']), decision('D3', ['A'], '2024-05-02')]);
    expect(gaps.find(({ rule }) => rule === 'F2')).toEqual({
      rule: 'F2',
      count: 2,
      base: 3,
      missing: [{ what: 'RationalePublished', count: 2 }],
    });
    for (const { count, base } of gaps) expect(count).toBeLessThanOrEqual(base);
  });

  test('complaints are counted by commitment, stage and outcome', () => {
    const complaint = (outcome: string, days: number | null) => ({
      commitment: '4.4',
      stage: 'stage 1',
      outcome,
      days,
    });
    const rows = {
      ...noRows(),
      disputes: 3,
      complaints: [complaint('upheld', 30), complaint('upheld', null), complaint('open', 5)],
    };
    expect(naoReport(HEAD, rows, (id) => id).complaints).toEqual([
      { commitment: '4.4', stage: 'stage 1', outcome: 'open', count: 1, base: 3, days: [5] },
      { commitment: '4.4', stage: 'stage 1', outcome: 'upheld', count: 2, base: 3, days: [30] },
    ]);
  });

  test('a complaint over two commitments is told under each and is one of the base', () => {
    const dispute = (id: string, commitments: object[]) =>
      told('DisputeRaised', '2024-05-01', { disputeId: id, facts: 'f', commitments }, { id, matter: 'M', by: 'tso' });
    const { complaints } = reportOf([
      [
        dispute('P1', [
          { framework: 'compact', number: '4.3' },
          { framework: 'compact', number: '4.4' },
        ]),
        dispute('P2', []),
      ],
    ]);
    expect(complaints.map(({ commitment, count, base }) => [commitment, count, base])).toEqual([
      ['compact 4.3', 1, 2],
      ['compact 4.4', 1, 2],
      ['no commitment named', 1, 2],
    ]);
    expect(naoText(reportOf([[dispute('P2', [])]]))).toContain('open: 1 of 1. Exact days: 974.');
  });

  test('a notice that fell with its decision is not told as one that never was', () => {
    const quashed = told('DecisionQuashed', '2024-06-01', { decisionId: 'D1' }, { id: 'q', matter: 'D1', tsos: ['A'] });
    const given = told(
      'FundingChangeNotified',
      '2024-05-10',
      { changeId: 'X', decisionId: 'D1', inWriting: true, receivedOn: '2024-05-10', effectiveFrom: '2024-09-01' },
      { id: 'n', matter: 'D1', tsos: ['A'] },
    );
    const [row] = rowsOf([[...decision('D1', ['A']), given, quashed]]).notices;
    expect(row?.band).toBe('none that stands on record');
  });

  test('only of the commissioners asked for, whose ids are one body', () => {
    const report = reportOf([decision('D1', ['A']), consultation('2024-01-01', 10, { commissioner: 'C2' })], {
      isAsked: (id) => id === 'C2',
      bodyOf: () => 'body',
    });
    expect(report.reasons).toEqual([]);
    expect(report.gaps).not.toContainEqual(expect.objectContaining({ rule: 'F2' }));
    expect(report.consultations.map(({ commissioner }) => commissioner)).toEqual([null, null, 'body', 'body']);
  });
});

describe('a report as text and CSV', () => {
  const report = reportOf([
    [...consultation('2024-01-01', 40), why],
    consultation('2024-02-01', 30),
    notice('2025-02-01', '2025-04-01'),
  ]);

  test('says each number with its base', () => {
    const text = naoText(report).replaceAll(/\s+/g, ' ');
    expect(text).toContain('Body C1, 2024: 2 consultations. 4 to 8 weeks: 2 of 2.');
    expect(text).toContain(
      'Surely shorter than twelve weeks: 2 of 2; of these without a reason on record: 1 of 2. Exact days: 30, 40.',
    );
    expect(text).toContain('1 change for one organisation. 2 to 3 months: 1 of 1. Exact days: 59.');
    expect(text).toContain(
      'Complaints: one over several commitments is told under each ----------------------------------------------------------- None on record.',
    );
  });

  test('has one figure a row in CSV, and no cell that a spreadsheet takes for a formula', () => {
    const csv = naoCsv({ ...report, names: { C1: '=HYPERLINK("x")' } });
    const lines = csv.split('\r\n');
    expect(lines[0]).toBe('section,commissioner,name,year,what,count,of');
    expect(lines).toContain('consultations,,,2024,shorter than 12 weeks without a reason,1,2');
    expect(lines).toContain(`consultations,C1,"'=HYPERLINK(""x"")",2024,4 to 8 weeks,2,2`);
    expect(lines.at(-1)).toBe('');
  });
});
