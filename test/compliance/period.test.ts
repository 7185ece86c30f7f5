import { describe, expect, test } from '@jest/globals';
import { financialYear, periodBefore, periodOf } from '../../src/compliance/summary/period.js';

describe('a financial year', () => {
  test.each([
    ['2011/12', '2011-04-01', '2012-03-31'],
    ['2011-12', '2011-04-01', '2012-03-31'],
    ['2011 to 2012', '2011-04-01', '2012-03-31'],
    ['FY25-26', '2025-04-01', '2026-03-31'],
    ['1999/2000', '1999-04-01', '2000-03-31'],
    ['1999/00', '1999-04-01', '2000-03-31'],
    ['98/99', '1998-04-01', '1999-03-31'],
    ['99/00', '1999-04-01', '2000-03-31'],
  ])('%s is %s to %s', (text, from, to) => {
    expect(financialYear(text)).toEqual({ from, to });
  });

  test.each(['2011', '2011/13', '2011/11', '2011/2111', '11/12/13', 'last year', '', '1400/01'])(
    '%p is none',
    (text) => {
      expect(financialYear(text)).toBeUndefined();
    },
  );
});

describe('the period before', () => {
  test.each([
    // A year is compared with a year, though 2012 has a day more than 2011.
    ['2011-04-01', '2012-03-31', '2010-04-01', '2011-03-31'],
    ['2012-04-01', '2013-03-31', '2011-04-01', '2012-03-31'],
    ['2012-03-01', '2012-03-31', '2012-02-01', '2012-02-29'],
    ['2011-03-01', '2011-03-31', '2011-02-01', '2011-02-28'],
    ['2012-02-01', '2012-02-29', '2012-01-01', '2012-01-31'],
    ['2011-07-01', '2011-09-30', '2011-04-01', '2011-06-30'],
    ['2011-04-06', '2012-04-05', '2010-04-06', '2011-04-05'],
    // Not whole months: as many days.
    ['2011-04-01', '2011-04-10', '2011-03-22', '2011-03-31'],
    ['2012-03-05', '2012-03-05', '2012-03-04', '2012-03-04'],
    ['2012-03-01', '2012-03-30', '2012-01-31', '2012-02-29'],
  ])('of %s to %s is %s to %s', (from, to, before, until) => {
    expect(periodBefore({ from, to })).toEqual({ from: before, to: until });
  });
});

describe('a period that is asked for', () => {
  test('is a year, or two days', () => {
    expect(periodOf({ year: '2011/12' })).toEqual({ from: '2011-04-01', to: '2012-03-31' });
    expect(periodOf({ from: '2011-04-01', to: '2011-04-01' })).toEqual({ from: '2011-04-01', to: '2011-04-01' });
  });

  test.each([
    [{ year: '2011' }, '"2011" is not a financial year: write 2011/12.'],
    [{ year: '2011/12', from: '2011-04-01' }, 'Give either a year, or from and to.'],
    [{ from: '2011-04-01' }, 'Give the first and the last day of the period, or a year such as 2011/12.'],
    [{}, 'Give the first and the last day'],
    [{ from: '2012-04-01', to: '2011-04-01' }, 'ends on 2011-04-01, before it begins on 2012-04-01.'],
  ])('%p is refused with its remedy', (asked, sentence) => {
    expect(() => periodOf(asked)).toThrow(sentence);
  });
});
