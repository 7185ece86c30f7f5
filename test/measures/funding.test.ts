import { describe, expect, test } from '@jest/globals';
import { parseExchange } from '../../src/compliance/exchange.js';
import { fundingOn } from '../../src/measures/funding.js';
import { REAL } from './engine.js';
import { event, type Told } from './world.js';

const made = (agreementId: string, data: object, on = '2024-01-10'): Told =>
  event(`made-${agreementId}`, 'GrantAwarded', on, { agreementId, ...data });

const YEAR = { amount: 36_000, startsOn: '2024-04-01', endsOn: '2027-03-31', termMonths: 36 };

const perYear = (world: readonly Told[], on: string): number =>
  fundingOn(REAL.standing(world.map(parseExchange), null), on).perYear;

describe('what agreements pay in a year', () => {
  test('is the sum over its term, from its first day to its last', () => {
    const world = [made('G1', YEAR)];
    expect(['2024-03-31', '2024-04-01', '2027-03-31', '2027-04-01'].map((on) => perYear(world, on))).toEqual([
      0, 12_000, 12_000, 0,
    ]);
  });

  test('is told from the days where no term is on record, and from the term where no last day is', () => {
    const { termMonths: _term, ...days } = YEAR;
    const { endsOn: _end, ...term } = YEAR;
    for (const data of [days, term])
      expect(['2027-03-31', '2027-04-01'].map((on) => perYear([made('G1', data)], on))).toEqual([12_000, 0]);
  });

  test('ends when the agreement does, and goes on when it is renewed or extended', () => {
    const of = { agreementId: 'G1' };
    const ended = event('e', 'AgreementEnded', '2025-06-30', { ...of, reason: 'r' });
    expect(['2025-06-29', '2025-06-30'].map((on) => perYear([made('G1', YEAR), ended], on))).toEqual([12_000, 0]);
    const renewed = event('n', 'AgreementRenewed', '2027-02-01', { ...of, endsOn: '2028-03-31', amount: 9_000 });
    expect(['2027-03-31', '2027-04-01', '2028-04-01'].map((on) => perYear([made('G1', YEAR), renewed], on))).toEqual([
      12_000, 9_000, 0,
    ]);
    const extended = event('x', 'AgreementExtended', '2027-02-01', { ...of, endsOn: '2027-09-30', reason: 'r' });
    expect(perYear([made('G1', YEAR), extended], '2027-09-30')).toBe(12_000);
  });

  test('changes with a varied sum from the day it was varied', () => {
    const varied = event('v', 'AgreementVaried', '2025-04-01', { agreementId: 'G1', reason: 'r', amount: 30_000 });
    expect(['2025-03-31', '2025-04-01'].map((on) => perYear([made('G1', YEAR), varied], on))).toEqual([12_000, 10_000]);
  });

  test('counts apart what has no sum or no end', () => {
    const world = [made('G1', YEAR), made('G2', { startsOn: '2024-04-01' }), made('G3', { amount: 1_000 })];
    expect(fundingOn(REAL.standing(world.map(parseExchange), null), '2024-05-01')).toEqual({
      ...{ perYear: 12_000, agreements: 3, unknown: 2 },
    });
  });
});
