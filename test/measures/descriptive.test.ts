import { describe, expect, test } from '@jest/globals';
import { parseExchange } from '../../src/compliance/exchange.js';
import { descriptiveOf, noticeDays } from '../../src/measures/descriptive.js';
import { obligationsOf } from '../../src/measures/obligation.js';
import { POLICY } from '../../src/measures/policy.js';
import { knownBy, standingOf } from '../../src/measures/record.js';
import { event, type Told } from './world.js';

const AT = '2027-06-30';
const standingIn = (world: readonly Told[]) => standingOf(knownBy(world.map(parseExchange), null));

/** What is told beside all that is owed to A as of a day. */
const beside = (world: readonly Told[], at = AT) => {
  const facts = standingIn(world);
  const owed = obligationsOf(facts, POLICY, at).filter(({ tso }) => tso === 'A');
  return descriptiveOf(owed, facts, at);
};

const consultation = (id: string, on: string, closesOn: string) =>
  event(id, 'ConsultationOpened', on, { consultationId: id, closesOn });

const notice = (id: string, on: string, data: object) =>
  event(id, 'FundingChangeNotified', on, { changeId: id, ...data });

describe('beside a measure', () => {
  test('stands nothing where there is nothing', () =>
    expect(beside([])).toEqual({
      ...{ medianWeeksConsulted: null, shareUnderTwelveWeeks: null, medianDaysOfNotice: null },
      ...{ medianRecordingDelay: null, shareSelfRecorded: null },
    }));

  test.each([
    [['2026-03-30'], '12.0000000000', '0.0000000000'],
    [['2026-03-29'], '11.8571428571', '1.0000000000'],
    [['2026-03-30', '2026-02-02'], '8.0000000000', '0.5000000000'],
    [['2026-03-30', '2026-02-02', '2026-02-16'], '6.0000000000', '0.6666666667'],
  ] as const)('stand the weeks of consultations that closed on %j', (closes, medianWeeksConsulted, short) => {
    const found = beside(closes.map((closesOn, at) => consultation(`K${at}`, '2026-01-05', closesOn)));
    expect(found).toMatchObject({ medianWeeksConsulted, shareUnderTwelveWeeks: short });
  });

  test('stands no consultation that had not opened by the day', () =>
    expect(beside([consultation('K', '2026-01-05', '2026-03-30')], '2026-01-04').medianWeeksConsulted).toBeNull());

  test.each([
    ['the first day on the new terms', { effectiveFrom: '2026-04-01' }, '90.0000000000'],
    ['the day after the last that is funded', { lastFundedDay: '2026-03-31' }, '90.0000000000'],
    ['the day it was received', { effectiveFrom: '2026-04-01', receivedOn: '2026-01-11' }, '80.0000000000'],
  ])('stand the days of notice, by %s', (_, data, medianDaysOfNotice) =>
    expect(beside([notice('X1', '2026-01-01', data)])).toMatchObject({ medianDaysOfNotice }),
  );

  test('stand the days of notice by when its receipt was confirmed, by the organisation itself', () => {
    const confirmed = (tso: string) =>
      event('r', 'NoticeReceiptConfirmed', '2026-01-13', { changeId: 'X1', receivedOn: '2026-01-12' }, { tsos: [tso] });
    const sent = notice('X1', '2026-01-01', { effectiveFrom: '2026-04-01' });
    expect(beside([sent, confirmed('A')]).medianDaysOfNotice).toBe('79.0000000000');
    expect(beside([sent, confirmed('B')]).medianDaysOfNotice).toBe('90.0000000000');
  });

  test('stands no notice that was not written, nor one of another organisation', () => {
    const said = notice('X1', '2026-01-01', { effectiveFrom: '2026-04-01', inWriting: false });
    expect(noticeDays(standingIn([said]), AT)).toEqual([]);
    const theirs = { ...notice('X2', '2026-01-01', { effectiveFrom: '2026-04-01' }), tsos: ['B'] };
    expect(noticeDays(standingIn([theirs]), AT)).toEqual([{ change: 'X2', tso: 'B', days: 90 }]);
    expect(beside([theirs]).medianDaysOfNotice).toBeNull();
  });

  test('stand who recorded what it rests on, and how long after', () => {
    const made = { commitmentId: 'P1', dueOn: '2026-02-28' };
    const world = [
      event('made', 'CommitmentMade', '2026-01-05', made, { recordedAt: '2026-01-08' }),
      event('kept', 'CommitmentKept', '2026-02-20', { commitmentId: 'P1' }, { by: 'tso', recordedAt: '2026-02-27' }),
    ];
    expect(beside(world)).toMatchObject({ medianRecordingDelay: '5.0000000000', shareSelfRecorded: '0.5000000000' });
    expect(beside(world, '2026-02-27').shareSelfRecorded).toBeNull();
  });
});
