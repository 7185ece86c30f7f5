import { describe, expect, test } from '@jest/globals';
import {
  alternativeOf,
  boundsCaption,
  captionsOf,
  gapCaption,
  spanOf,
  type Background,
} from '../../src/measures/captions.js';
import { POLICY } from '../../src/measures/policy.js';
import { ASPECT, figures, series } from './chart.js';

const BACKGROUND: Background = {
  ...{ commissioner: 'Anyshire Council', tso: 'Anyshire CVS' },
  due: [
    { rule: 'R4', fellDue: 1, onTime: 1, late: 0, missed: 0 },
    { rule: 'R1', fellDue: 9, onTime: 8, late: 1, missed: 0 },
  ],
  funding: {
    from: { perYear: 140_000, agreements: 3, unknown: 0 },
    to: { perYear: 110_000, agreements: 4, unknown: 1 },
  },
  said: {
    from: { on: '2011-05-31', published: '0.6100000000', respondents: 7, eligible: 8 },
    to: { on: '2012-06-30', published: '0.7300000000', respondents: 8, eligible: 8 },
  },
};

const told = (estimates: Parameters<typeof series>[0], background: Partial<Background> = {}) =>
  alternativeOf(series(estimates), { ...BACKGROUND, ...background });

/** Ends of sentences: a point before a space and a capital, or at the end. */
const sentences = (text: string): number => text.match(/\.(?= [A-Z]|$)/g)?.length ?? 0;

describe('the text alternative of a chart', () => {
  test('says in two sentences what the line does and why, each number with what it rests on', () => {
    const text = told([null, 0.71, 0.74, 0.76]);
    expect(text).toBe(
      'The reliability of Anyshire Council towards Anyshire CVS held: 71% in February 2011 (8 things had fallen due) and 76% in April 2011 (8 things had fallen due). This is because 9 of 10 things that fell due in between were done on time (1 late), among them promises kept by their day (8 of 9) and warnings given in time before a cut (1 of 1), while funding fell by £30,000, from £140,000 a year to £110,000 (1 agreement of unknown sum not counted) and what the organisations themselves say of it went from 61% at 31 May 2011 (7 of 8 answered) to 73% at 30 June 2012 (8 of 8 answered).',
    );
    expect(sentences(text)).toBe(2);
  });

  test.each([
    [[0.5, 0.9], 'rose'],
    [[0.9, 0.5], 'fell'],
    [[0.8, 0.7], 'held'],
    // One end is beyond the range of the other, but not the other way round.
    [[0.6, 0.78], 'held'],
  ])('of %j tells no more of its course than the ranges bear: %s', (estimates, course) => {
    expect(told(estimates)).toContain(`Anyshire CVS ${course}: `);
  });

  test('that ends before its period says so, and one of a single number does not compare', () => {
    expect(told([0.7, 0.7, null])).toContain(' had fallen due), with not enough evidence since. This is because');
    expect(told([null, 0.7])).toMatch(/has one number: 70% in February 2011 \(8 things had fallen due\)\. Of these/);
  });

  test('gives no number where there is none to give', () => {
    const thin = told([null, null]);
    expect(thin).toMatch(/^There is not enough evidence to give the reliability .* a number: 8 things fell due/);
    expect(thin).toMatch(/It does not mean things are good or bad\.$/);
    const part = told([figures(null, { status: 'seen-in-part' })]);
    expect(part).toMatch(/you may see only a part/);
    for (const text of [thin, part]) expect(text).not.toContain('%');
  });

  test('leaves out what is not known', () => {
    const text = told([0.7, 0.7], { funding: null, said: null, due: [] });
    expect(text).toMatch(/This is because nothing fell due in between\.$/);
  });
});

test('the span of a series is from its first number to its last', () => {
  const span = spanOf(series([null, 0.6, null, 0.8, null]));
  expect([span?.from.on, span?.to.on]).toEqual(['2011-02-28', '2011-04-30']);
  expect(spanOf(series([null]))).toBeNull();
});

describe('captions', () => {
  const told1 = (of: Parameters<typeof figures>[1], estimate: number | null = 0.76) =>
    captionsOf(figures(estimate, of), '2026-06-30', POLICY, '2026-06-30');

  test('say the counts, the estimate in words and in hundredths, and its range', () => {
    const [first] = told1({ fellDue: 19, onTime: 13, late: 3, missed: 3, lower: '0.47', upper: '0.96' });
    expect(first).toBe(
      'Of 19 things that fell due by 30 June 2026, 13 were done on time, 3 late and 3 were not done. Giving more weight to recent ones, our best estimate is that about three in four are done (76%). With this much evidence the figure could be anywhere from 47% to 96%.',
    );
  });

  test('say that a day after the last of the record is not over', () => {
    const of = figures(0.76, { fellDue: 3 });
    const ahead = captionsOf(of, '2026-06-30', POLICY, '2026-03-01').join(' ');
    expect(ahead).toContain('The record goes up to 1 March 2026: what fell due after it counts as not done');
    expect(captionsOf(of, '2026-06-30', POLICY, '2026-06-30').join(' ')).not.toContain('The record goes up');
  });

  test('give no hundredths where there is too little, or where a part is seen', () => {
    for (const thin of [{}, { status: 'seen-in-part' as const }, { fellDue: 0, excused: 1, ifExcusesRejected: '0.5' }])
      expect(told1(thin, null).join(' ')).not.toContain('%');
    expect(told1({ fellDue: 2 }, null)[0]).toMatch(
      /^2 things fell due .* too little to say anything\. It does not mean/,
    );
  });

  test('say what an excuse and a dispute would change', () => {
    const texts = told1(
      { excused: 1, ifExcusesRejected: '0.5740618128', underDispute: 2, ifOpenDisputesUpheld: '0.41' },
      0.6411006491,
    );
    expect(texts[1]).toBe(
      '1 thing was excused, and does not count. If you do not accept that, the estimate is 57% instead of 64%.',
    );
    expect(texts[2]).toContain('the estimate would be 41% instead of 64%');
  });

  test('name the version of the rules', () => expect(told1({}).at(-1)).toContain('version 1.0.0'));

  test('say how many in a group have a vote', () =>
    expect(told1({ relationships: 8 })[0]).toContain('Each of the 8 relationships with anything due has one vote.'));

  test('of a rating give both ends of what the silent might say, and the gap to the record', () => {
    expect(boundsCaption(6, 12, { lower: '0.2755208333', upper: '0.7755208333' })).toBe(
      '6 of 12 organisations answered. If every silent one were unhappy the figure would be 28%; if every one were happy, 78%.',
    );
    expect(gapCaption('0.9', '0.7083333333')).toBe(
      'Its record (90%) is better than its rating (71%). Both are shown because they measure different things.',
    );
    expect([gapCaption('0.6', '0.8'), gapCaption('0.701', '0.699')]).toEqual([
      expect.stringContaining('worse than'),
      expect.stringContaining('as good as'),
    ]);
  });
});

test('the subject is named whoever owes', () =>
  expect(alternativeOf(series([null], { aspect: { ...ASPECT, owedBy: 'tso' } }), BACKGROUND)).toContain(
    'the reliability of Anyshire CVS towards Anyshire Council',
  ));
