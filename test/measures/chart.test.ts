import { describe, expect, test } from '@jest/globals';
import { chartSvg } from '../../src/report/chart-svg.js';
import { chartText, seriesCsv, tableText } from '../../src/report/chart-text.js';
import { figures, series } from './chart.js';

const MARKS = [
  { on: '2011-03-15', events: ['e1'], sentence: 'Decision to reduce funding' },
  { on: '2011-05-02', events: ['e2'], sentence: 'Survey <issued>' },
  { on: '2011-05-03', events: ['e3'], sentence: 'Another' },
];

const GAPPED = series([...Array(8).fill(null), 0.7, 0.71, null, 0.4], { marks: MARKS });

const plot = (text: string) => text.split('\n').slice(0, 11);

describe('a chart for a terminal', () => {
  const text = chartText(GAPPED, { width: 80, unicode: false });
  const lines = text.split('\n');

  test('is of plain characters and no wider than asked, whatever the terminal', () => {
    for (const width of [10, 40, 57, 80, 120]) {
      const drawn = chartText(GAPPED, { width, unicode: false });
      expect(Math.max(...drawn.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(Math.max(40, width));
      expect(drawn).toMatch(/^[\n\u0020-\u007E]*$/);
    }
  });

  test('goes from 0 to 100%', () => {
    expect([lines[0], lines[5], lines[10]].map((line) => line?.slice(0, 9))).toEqual([
      '   100% |',
      '    50% |',
      '     0% |',
    ]);
  });

  test('draws no line and no band where there is no number, and says so in words', () => {
    const cells = plot(text).map((line) => line.slice(9).padEnd(60));
    // Columns are five wide: eight without a number, two with, one without, one with.
    for (const [at, line] of cells.entries()) {
      if (at !== 5) expect(line.slice(0, 40)).toBe('/'.repeat(40));
      expect(line.slice(50, 55)).toBe('/////');
      expect(line.slice(40, 50)).not.toContain('/');
    }
    expect(cells[5]).toContain('Not enough evidence');
    expect(cells[3]?.slice(40, 50)).toBe('oooooooooo');
    expect(cells[6]?.slice(55)).toBe('ooooo');
  });

  test('numbers its events and lists them; several in one column have a star', () => {
    expect(lines[12]?.slice(9)).toBe(`${' '.repeat(12)}1${' '.repeat(9)}*`);
    expect(text).toContain('1 15 March 2011: Decision to reduce funding');
  });

  test('says beneath what fell due, also where more points than columns are drawn together', () => {
    const strip = (drawn: string) =>
      drawn
        .split('\n')
        .find((line) => line.startsWith('on time'))
        ?.slice(9)
        .replaceAll(/\s/g, '');
    expect(strip(text)).toBe('1'.repeat(12));
    const long = series(Array(70).fill(0.6));
    expect(strip(chartText(long, { width: 44, unicode: false }))).toBe('2'.repeat(35));
  });

  test('has other signs where the terminal shows them', () =>
    expect(chartText(GAPPED, { width: 80, unicode: true })).toMatch(/●.*[\s\S]*░/));
});

test('the table tells every point, with no number where there is none', () => {
  const rows = tableText(series([null, 0.712])).split('\n');
  expect(rows[1]).toMatch(/^2011-01-31 +- +- +- +8 +6 +1 +1 +0 +not enough +-$/);
  expect(rows[2]).toMatch(/^2011-02-28 +71% +51% +86% +8 +6 +1 +1 +0 +ok +71%$/);
});

test('the CSV has the policy on every row, and no number where none is published', () => {
  const [head, first, second] = seriesCsv(series([null, 0.7])).split('\r\n');
  expect(head).toContain('policy hash');
  expect(first).toMatch(/^reliability,C1: A,owed by the commissioner,2011-01-31,,,,/);
  expect(first).not.toContain('0.5000000000');
  expect(second).toContain('0.7000000000,0.5000000000,0.8500000000');
  for (const row of [first, second]) expect(row).toContain('abc123');
});

describe('a chart as a picture', () => {
  const svg = chartSvg(GAPPED, 'Reliability of <Anyshire> & co', 'It held: because.');

  test('has its title and text alternative, and nothing of the record in it is markup', () => {
    expect(svg).toContain('<title id="title">Reliability of &lt;Anyshire&gt; &amp; co</title>');
    expect(svg).toContain('<desc id="desc">It held: because.</desc>');
    expect(svg).toContain('Survey &lt;issued&gt;');
  });

  test('stops line and band at a gap, which is a grey block with words', () => {
    expect(svg.match(/<polyline/g)).toHaveLength(2);
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg).toContain('Not enough evidence');
  });

  test('draws what was known then as a thin dashed line, where a number was revised since, and says so', () => {
    const plain = series([0.5, 0.6, 0.7]);
    const [first, ...rest] = plain.points;
    const revised = { ...plain, points: [{ ...first!, asKnownThen: figures(0.8), revised: true }, ...rest] };
    const drawn = chartSvg(revised, 't', 'a');
    expect(drawn.match(/<polyline [^>]*stroke-dasharray/g)).toHaveLength(1);
    expect(drawn).toContain('it was revised since');
    expect(tableText(revised)).toContain('1 has been revised since');
    expect(chartSvg(plain, 't', 'a')).not.toContain('revised');
    expect(tableText(plain)).toContain('None has been revised since');
  });

  test('says of a gap that it is seen in part, where that is why there is no number', () => {
    const inPart = series([figures(null, { status: 'seen-in-part' }), null, null, null, null]);
    expect(chartSvg(inPart, 't', 'a')).toContain('seen in part');
  });

  test('gives the numbers of what happened on one day together', () => {
    const day = { on: '2011-03-15', events: ['e'], sentence: 's' };
    expect(chartSvg(series([0.5, 0.6, 0.7, 0.7], { marks: [day, day, day] }), 't', 'a')).toContain('>1-3</text>');
  });

  test('draws what fell due by shape, and is drawn of a single point too', () => {
    const all = { fellDue: 3, onTime: 1, late: 1, missed: 1, excused: 1 };
    const one = series([figures(0.7)]);
    const drawn = chartSvg({ ...one, points: [{ ...one.points[0]!, since: all }] }, 't', 'a');
    for (const look of ['url(#late)', 'url(#excused)']) expect(drawn.split(`fill="${look}"`)).toHaveLength(2);
    expect(drawn).not.toMatch(/NaN|Infinity/);
  });
});
