import { describe, expect, test } from '@jest/globals';
import type { Finding, Verdict } from '../../src/compliance/finding.js';
import type { Summary } from '../../src/compliance/summary/summary.js';
import { outline, tablesOf, type Cell } from '../../src/report/document.js';
import { documentOf } from '../../src/report/summary-document.js';
import { told } from '../compliance/facts.js';
import { judged, summaryOf } from '../compliance/summaries.js';

/** A cut with little notice, and the same in the year before; a short consultation and one long enough; a dispute. */
const cut = (id: string, decided: string, received: string, from: string) => {
  const more = (event: string) => ({ id: `${id}-${event}`, matter: id, tsos: ['A', 'B'] });
  return judged([
    told(
      'EventContested',
      received,
      { targetId: `${id}-notice`, claim: 'It came later.' },
      { ...more('contest'), by: 'tso' },
    ),
    told('DecisionTaken', decided, { decisionId: id, effect: 'end', rationale: 'Less money' }, more('decision')),
    told(
      'FundingChangeNotified',
      received,
      { changeId: id, decisionId: id, effect: 'end', inWriting: true, receivedOn: received, effectiveFrom: from },
      more('notice'),
    ),
  ]);
};

const consultation = (id: string, closed: string, reasons: string | null = null) => {
  const more = (event: string) => ({ id: `${id}-${event}`, matter: id });
  return judged([
    told('ConsultationOpened', '2011-06-01', { consultationId: id, title: id, closesOn: closed }, more('opened')),
    told('ConsultationClosed', closed, { consultationId: id }, more('closed')),
    ...(reasons === null
      ? []
      : [
          told(
            'ConsultationRationalePublished',
            reasons,
            { consultationId: id, rationale: 'Soon' },
            { ...more('why'), basis: 'inferred' },
          ),
        ]),
    told('FeedbackPublished', '2011-10-01', { consultationId: id, text: 'Thanks' }, more('feedback')),
  ]);
};

const summary: Summary = summaryOf(
  [
    cut('this-year', '2011-12-06', '2012-01-09', '2012-04-01'),
    cut('year-before', '2011-01-06', '2011-01-10', '2011-04-01'),
    consultation('short', '2011-07-27'),
    consultation('long', '2011-08-24'),
    consultation('reasoned', '2011-07-27', '2011-05-30'),
    judged([
      told('DecisionTaken', '2011-02-01', { decisionId: 'award', effect: 'award' }, { id: 'award', matter: 'award' }),
    ]),
    judged([
      told(
        'GrantAwarded',
        '2011-05-01',
        { agreementId: 'G', amount: 1234.5 },
        { id: 'grant', matter: 'G', tsos: ['A'] },
      ),
    ]),
  ],
  {
    disputes: ['upheld', 'claim dismissed'].map((outcome) => ({
      commitments: ['F1'],
      raisedOn: '2011-09-01',
      stage: '2',
      days: { min: 30, max: 31 },
      outcome,
      remedy: null,
      lesson: null,
    })),
    governance: [
      {
        framework: 'anyshire-compact',
        signatories: ['C1', 'A'],
        lead: null,
        plans: [
          {
            periodFrom: '2011-04-01',
            periodTo: '2012-03-31',
            actions: [{ text: 'Meet', owner: 'C1', dueOn: null, done: false, completedOn: null }],
          },
        ],
        goodPractice: [],
      },
    ],
  },
);

const document = documentOf(summary);

/** The rows of a table as records by heading, the first column under its heading too. */
const rowsOf = (id: string): Record<string, Cell>[] => {
  const table = tablesOf(document).find((one) => one.id === id)!;
  return table.rows.map((row) => Object.fromEntries(table.columns.map(({ heading }, at) => [heading, row[at]!])));
};

const paragraphs = outline(document.sections).flatMap(({ section }) =>
  section.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : [])),
);

const of = (findings: readonly Finding[], ...verdicts: Verdict[]) =>
  findings.filter(({ verdict }) => verdicts.includes(verdict)).length;

const KEPT = ['MET', 'MET_WITH_RATIONALE'] as const;
const DUE = [...KEPT, 'NOT_MET', 'NOT_EVIDENCED'] as const;
const kept = (findings: readonly Finding[]) =>
  of(findings, ...DUE) === 0 ? 'none due' : `${of(findings, ...KEPT)} of ${of(findings, ...DUE)}`;

const rulesOf = (number: number) => summary.thresholds.outcomes.find((it) => it.number === number)!.rules;
const counted = summary.findings.filter(({ owedBy, advisory }) => owedBy === 'commissioner' && !advisory);

describe('each figure of the document is that of the findings and lines in the JSON', () => {
  test('the facts of this test give every verdict that a figure counts', () => {
    const counts = (['MET', 'MET_WITH_RATIONALE', 'NOT_MET', 'NOT_EVIDENCED'] as const).map((one) => of(counted, one));
    expect(counts.every((count) => count > 0)).toBe(true);
    // No two alike, so that one cannot pass for another.
    expect(new Set(counts).size).toBe(counts.length);
    expect(summary.before.findings).toBeGreaterThan(0);
    expect(summary.before.findings).not.toBe(summary.findings.length);
  });

  test('outcomes', () => {
    const rows = rowsOf('outcomes');
    expect(rows).toHaveLength(5);
    for (const [at, row] of rows.entries()) {
      const own = counted.filter(({ rule }) => rulesOf(at + 1).includes(rule));
      const was = summary.before.outcomes[at]!;
      expect(row).toMatchObject({
        Kept: kept(own),
        'With a reason': of(own, 'MET_WITH_RATIONALE'),
        'Not met': of(own, 'NOT_MET'),
        'No record': of(own, 'NOT_EVIDENCED'),
      });
      expect(row['Period before']).toContain(was.due === 0 ? 'Nothing due' : `, ${was.kept} of ${was.due}`);
    }
  });

  test('what stands under no outcome or under two, so that the figures can be added up', () => {
    const all = summary.findings.filter(({ owedBy }) => owedBy === 'commissioner');
    const under = new Set(summary.thresholds.outcomes.flatMap(({ rules }) => rules));
    const outside = all.filter(({ rule }) => !under.has(rule));
    const sector = summary.findings.length - all.length;
    const text = paragraphs.find((one) => one.includes('sector’s own side'));
    expect(text).toContain('What is found by F2 counts under two outcomes.');
    expect(text).toContain(
      outside.length > 0 ? `Under no outcome: ${outside.length} finding` : 'Every finding of the public side',
    );
    expect(text).toContain(`On the sector’s own side: ${sector} finding`);
  });

  test('this period beside the one before', () => {
    const rows = rowsOf('comparison');
    const figures = Object.fromEntries(rows.map((row) => [row['What'], [row['This period'], row['Period before']]]));
    const { before } = summary;
    expect(figures).toEqual({
      Findings: [summary.findings.length, before.findings],
      'of these met': [of(summary.findings, 'MET'), before.counts.MET ?? 0],
      'of these met with a reason': [of(summary.findings, 'MET_WITH_RATIONALE'), before.counts.MET_WITH_RATIONALE ?? 0],
      'of these not met': [of(summary.findings, 'NOT_MET'), before.counts.NOT_MET ?? 0],
      'of these no record': [of(summary.findings, 'NOT_EVIDENCED'), before.counts.NOT_EVIDENCED ?? 0],
      'of these not due': [of(summary.findings, 'NOT_DUE'), before.counts.NOT_DUE ?? 0],
      'of these at risk': [of(summary.findings, 'AT_RISK'), before.counts.AT_RISK ?? 0],
      'of these does not apply': [of(summary.findings, 'NOT_APPLICABLE'), before.counts.NOT_APPLICABLE ?? 0],
      Consultations: [3, 0],
      Decisions: [1, 2],
      'Notices or changes of funding': [2, 1],
      Awards: [1, 0],
    });
  });

  test.each([
    ['commitments', 'commissioner'],
    ['sector', 'tso'],
  ])('%s', (id, side) => {
    const lines = summary.commitments.filter(({ owedBy }) => owedBy === side);
    const rows = rowsOf(id);
    expect(rows).toHaveLength(lines.length);
    for (const [at, { rule, clause }] of lines.entries()) {
      const own = summary.findings.filter(
        (one) => one.rule === rule && JSON.stringify(one.clause) === JSON.stringify(clause),
      );
      expect(own.length).toBeGreaterThan(0);
      expect(rows[at]).toMatchObject({
        Kept: kept(own),
        'Exceptions used': of(own, 'MET_WITH_RATIONALE'),
        'No record': of(own, 'NOT_EVIDENCED'),
        'Events it rests on': new Set(own.flatMap(({ evidence }) => evidence)).size,
      });
      expect(rows[at]!['Commitment']).toEqual(expect.stringContaining(`${rule} ${clause.framework} ${clause.edition}`));
    }
  });

  test('consultations, with reasons asked for only of a short one', () => {
    expect(rowsOf('consultations')).toMatchObject([
      {
        'Open for': '56 days',
        'As long as asked': '84 asked: no',
        'Reasons for its length': 'no record',
        'Feedback after the close': '66 days',
      },
      {
        'Open for': '84 days',
        'As long as asked': '84 asked: yes',
        'Reasons for its length': 'none needed',
        'Feedback after the close': '38 days',
      },
      { 'Open for': '56 days', 'As long as asked': '84 asked: no', 'Reasons for its length': 'on record' },
    ]);
  });

  test('changes, awards and disputes', () => {
    // The change of the year before took effect on 1 April, in this one.
    expect(rowsOf('changes').map(({ Notice }) => Notice)).toEqual(['2 months (83 days)', '2 months (81 days)']);
    expect(paragraphs).toContain(
      'Awards made in the period: 1 award, £1,234.50 in all, to 1 recipient, 0 without an amount on record.',
    );
    expect(rowsOf('disputes')).toEqual([{ Commitment: 'F1', Disputes: 2 }]);
    expect(rowsOf('dispute-list')).toMatchObject([
      { Days: '30 to 31 days', Outcome: 'upheld' },
      { Days: '30 to 31 days', Outcome: 'claim dismissed' },
    ]);
  });

  test('the owner of an action by name', () => {
    expect(rowsOf('actions')).toMatchObject([{ Action: 'Meet', Owner: 'Name of C1', Done: 'no record' }]);
  });

  test('the record itself', () => {
    const { dataQuality: it } = summary;
    expect(rowsOf('quality').map(({ Facts }) => Facts)).toEqual(
      [it.recordedLate, it.corrected, it.contested, it.inferredDates, it.inexactDates].map(
        (count) => `${count} of ${it.facts}`,
      ),
    );
  });
});

describe('a reader is not misled', () => {
  test('a paragraph number from memory is marked among the risks, too', () => {
    const [risks] = outline(document.sections).filter(({ section }) => section.heading === 'The first three risks');
    const text = JSON.stringify(risks);
    expect(summary.risks[0]).toMatchObject({ rule: 'F1', clauses: [{ number: '4.4', confirmed: false }] });
    expect(text).toContain('(compact 2010 4.4*)');
    expect(text).toContain('cited from memory');
  });

  test('what only people can judge is told to the side that owes it', () => {
    const lists = document.sections.map(({ heading, blocks }) => [heading, JSON.stringify(blocks)] as const);
    const section = (start: string) => lists.find(([heading]) => heading.startsWith(start))?.[1] ?? '';
    expect(section('3.')).toContain('"3.7* In tenders');
    expect(section('3.')).not.toContain('1.8 Independence is kept');
    expect(section('8.')).toContain('1.8 Independence is kept');
    expect(section('8.')).not.toContain('3.7*');
  });

  test('what is not on record is named in words', () => {
    const text = JSON.stringify(document.sections);
    expect(text).toContain('Not on record: impact assessment completed');
    expect(text).not.toMatch(/Not on record: [a-z ,:]*[a-z][A-Z]/);
  });
});
