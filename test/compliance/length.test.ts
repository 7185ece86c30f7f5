import { expect, test } from '@jest/globals';
import { addRows, noRows } from '../../src/compliance/nao/nao-rows.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { standing } from '../../src/kernel/standing.js';
import { descriptiveOf } from '../../src/measures/descriptive.js';
import { obligationsOf } from '../../src/measures/obligation.js';
import { POLICY } from '../../src/measures/policy.js';
import { finding, told } from './facts.js';
import { judged, summaryOf } from './summaries.js';

const AT = '2026-12-31';
const K = { consultationId: 'K1' };
const opened = told('ConsultationOpened', '2011-06-06', { ...K, closesOn: '2011-09-05' }); // 91 days
const paused = told('ConsultationPaused', '2011-07-04', K);
const resumed = (on: string) => told('ConsultationResumed', on, K);
const closed = told('ConsultationClosed', '2011-09-05', K);
const again = told('ConsultationReopened', '2011-10-03', { ...K, closesOn: '2011-10-10', reason: 'more to say' });

/** How long a consultation was, by each that tells it. */
const lengthsOf = (facts: readonly Recorded[]) => {
  const matter = judged(facts);
  const nao = noRows();
  addRows(nao, matter, { from: '2011-04-01', to: '2012-03-31', asOf: AT, isAsked: () => true, bodyOf: (id) => id });
  const stands = standing(facts);
  const { medianWeeksConsulted, shareUnderTwelveWeeks } = descriptiveOf(obligationsOf(stands, POLICY, AT), stands, AT);
  return {
    finding: finding('C1', facts, { framework: 'compact-2010' }).facts['days'],
    summary: summaryOf([matter]).consultations[0]?.days,
    nao: nao.lengths[0]?.days,
    weeks: medianWeeksConsulted && Number(medianWeeksConsulted),
    short: shareUnderTwelveWeeks && Number(shareUnderTwelveWeeks),
  };
};

test.each([
  ['never paused', [opened], 91],
  ['paused for 7 days', [opened, paused, resumed('2011-07-11')], 84],
  ['paused for 8', [opened, paused, resumed('2011-07-12')], 83],
  ['paused to its close', [opened, paused, closed], 28],
  ['opened again', [opened, closed, again], 98],
  ['paused, and opened again', [opened, paused, resumed('2011-07-18'), closed, again], 84],
])('a consultation that was %s is of the same length for all', (_, facts, days) => {
  const { weeks, ...others } = lengthsOf(facts);
  expect(others).toEqual({ finding: days, summary: { min: days, max: days }, nao: days, short: days < 84 ? 1 : 0 });
  expect(weeks).toBeCloseTo(days / 7, 3);
});

test('where the days of a pause are inexact, weeks consulted are not told', () => {
  const inexact = lengthsOf([opened, paused, resumed('2011-07')]);
  expect(inexact).toMatchObject({ nao: null, weeks: null, short: null });
  // From one day on which it was paused to as many as from 4 July to its end.
  expect(inexact.summary).toEqual({ min: 64, max: 91 });
});
