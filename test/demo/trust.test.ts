import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OPERATOR } from '../../src/cli/context.js';
import { answerBundle } from '../../src/compliance/bundle.js';
import { cases } from '../../src/demo/demo.js';
import { Application } from '../../src/engine/application.js';
import { alternativeOf, spanOf } from '../../src/measures/captions.js';
import { MeasureBackground } from '../../src/measures/measures.background.js';
import { MeasureSeries } from '../../src/measures/measures.queries.js';
import type { Background } from '../../src/measures/captions.js';
import type { Aspect, Series } from '../../src/measures/figures.js';
import { seededDirectory, Served, type Json } from '../graphql/support.js';

const COUNCIL = 'local:seedshire-council';
const ASPECT: Aspect = {
  ...{ commissioner: COUNCIL, tso: null, area: null, sizeBand: null },
  ...{ measure: 'reliability', owedBy: 'commissioner' },
};
/** Before anything was said of less money, and after it was less. */
const [BEFORE, AFTER] = ['2011-04-30', '2012-06-30'];

let served: Served;
let series: Series;
let background: Background;

beforeAll(async () => {
  served = await Served.start(await seededDirectory());
  const application = served.app.get(Application);
  const period = { from: BEFORE, to: AFTER, step: 'MONTH' } as const;
  series = await application.ask(new MeasureSeries(OPERATOR, ASPECT, period));
  const span = spanOf(series)!;
  const between = { from: span.from.on, to: span.to.on };
  background = await application.ask(new MeasureBackground(OPERATOR, ASPECT, between));
});

afterAll(() => served.close());

/** What one side says of the other, as anyone can recompute it from the events of the case. */
const said = (direction: string, validAsOf: string): Json => {
  const { events } = cases().find((one) => one.case === '6.18')!;
  const ask = { query: 'perceptionGroup', direction, commissioner: COUNCIL, validAsOf };
  return answerBundle({ events, queries: [{ ask }] }).answers[0]?.answer;
};

test('where cuts are managed together the record holds through them, while funding falls', () => {
  const [first, last] = [series.points[0]!, series.points.at(-1)!];
  expect([first.on, last.on]).toEqual([BEFORE, AFTER]);
  for (const { now } of series.points) expect(now.status).toBe('ok');
  expect(Number(last.now.published)).toBeGreaterThanOrEqual(Number(first.now.published));
  expect(background.funding!.to.perYear).toBeLessThan(background.funding!.from.perYear);
});

test.each(['tso->commissioner', 'commissioner->tso'])(
  'what they say of each other (%s) is published before and after, and does not fall',
  (direction) => {
    const [before, after] = ['2011-05-31', AFTER].map((on) => said(direction, on));
    for (const one of [before, after]) expect(one).toMatchObject({ status: 'ok', eligible: 8 });
    expect(Number(after.published)).toBeGreaterThanOrEqual(Number(before.published));
  },
);

test('the text alternative of the chart says so, and why', () => {
  const text = alternativeOf(series, background);
  expect(text).toMatch(
    /^The reliability of Seedshire County Council \(fictional\) towards the organisations it deals with held: \d\d% in April 2011 \(\d+ things had fallen due\) and \d\d% in June 2012 \(25 things had fallen due\)\. This is because all \d+ things that fell due in between were done on time, among them promises kept by their day \(\d+ of \d+\), warnings given in time before a cut \(3 of 3\)/,
  );
  expect(text).toContain('while funding fell by £30,000, from £140,000 a year to £110,000');
  expect(text).toMatch(
    /what the organisations themselves say of it went from \d\d% at 31 May 2011 \(7 of 8 answered\) to \d\d% at 30 June 2012 \(8 of 8 answered\)\.$/,
  );
});
