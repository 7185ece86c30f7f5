import { describe, expect, test } from '@jest/globals';
import type { TrustTold } from '../../src/compliance/summary/summary-trust.js';
import { tablesOf } from '../../src/report/document.js';
import { documentOf } from '../../src/report/summary-document.js';
import { cellText, textOf } from '../../src/report/text.js';
import { figures } from '../measures/chart.js';
import { told } from './facts.js';
import { judged, summaryOf } from './summaries.js';

const TRUST: TrustTold = {
  ...{ on: '2012-03-31', before: '2011-03-31', policy: { id: 'compact-measures', version: '1.0.0', hash: 'abcdef' } },
  conduct: [
    {
      ...{ measure: 'reliability', owedBy: 'commissioner' },
      now: figures(0.76, { excused: 2 }),
      before: figures(null),
    },
    {
      ...{ measure: 'transparency', owedBy: 'tso' },
      now: figures(null, { status: 'seen-in-part' }),
      before: figures(null, { fellDue: 0 }),
    },
  ],
  said: [
    {
      direction: 'tso->commissioner',
      now: { on: '2012-02-29', published: '0.7300000000', respondents: 8, eligible: 12 },
      before: { on: '2011-02-28', published: '0.6100000000', respondents: 7, eligible: null },
    },
    { direction: 'commissioner->tso', now: null, before: null },
  ],
};

const rows = (id: string, summary = summaryOf([], { trust: TRUST })): string[][] =>
  (tablesOf(documentOf(summary)).find((table) => table.id === id)?.rows ?? []).map((row) => row.map(cellText));

describe('section 9 of a summary', () => {
  test('tells what was done with its counts, and no number where there is too little or a part is seen', () => {
    expect(rows('conduct')).toEqual([
      ...[['Reliability of the public side', '8', '6', '1', '1', '2', '76% (56% to 91%)', 'not enough evidence']],
      ...[
        [
          'Transparency of the sector',
          '8',
          '6',
          '1',
          '1',
          '0',
          'not given: only a part may be seen',
          'nothing fell due',
        ],
      ],
    ]);
  });

  test('tells beside it what each side says of the other, with who was asked, in both directions', () => {
    expect(rows('perception')).toEqual([
      ['The organisations about the public side', '29 February 2012', '73%', '8 of 12', '61% (7 answered)'],
      ['The public side about the organisations', '', 'not published', 'not published', 'not published'],
    ]);
  });

  test('lists the surveys of the period, and not who answered', () => {
    const of = { wave: 'W1', direction: 'tso->commissioner', instrument: 'survey' };
    const facts = [
      told('SurveyIssued', '2011-05-03', of, { id: 's1', tsos: ['A', 'B'] }),
      told('SurveyIssued', '2012-05-03', { ...of, wave: 'W2' }, { id: 's2', tsos: ['A'] }),
      told('SurveyResponseReceived', '2011-05-09', { ...of, items: [1, 2] }, { id: 'r1', tsos: ['A'] }),
    ];
    const summary = summaryOf([judged(facts)]);
    expect(rows('surveys', summary)).toEqual([
      ['W1', 'The organisations about the public side', 'survey', '3 May 2011', '2 organisations'],
    ]);
    expect(JSON.stringify(summary.trust)).not.toContain('items');
  });

  test('says that silence is no trust', () => {
    const text = textOf(documentOf(summaryOf([]))).replaceAll(/\s+/g, ' ');
    expect(text).toContain('No survey of the period is on record. Few complaints are no sign of trust.');
    expect(text).toContain('version 1.0.0 of the rules "compact-measures" (abc)');
  });
});
