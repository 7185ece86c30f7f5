import { describe, expect, test } from '@jest/globals';
import { addDays } from '../../src/kernel/time.js';
import { addWorkingDays, bankHolidays, isWorkingDay, workingDaysBetween } from '../../src/kernel/working-days.js';

// The days gov.uk/bank-holidays lists or has listed for England and Wales (month and day), 2012 to 2026, and the years
// before it with a change by proclamation.
const LISTED: Readonly<Record<number, string>> = {
  1995: '01-02 04-14 04-17 05-08 05-29 08-28 12-25 12-26',
  1998: '01-01 04-10 04-13 05-04 05-25 08-31 12-25 12-28',
  1999: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28 12-31',
  2000: '01-03 04-21 04-24 05-01 05-29 08-28 12-25 12-26',
  2002: '01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26',
  2004: '01-01 04-09 04-12 05-03 05-31 08-30 12-27 12-28',
  2011: '01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27',
  2012: '01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26',
  2013: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2014: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2015: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2016: '01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27',
  2017: '01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26',
  2018: '01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26',
  2019: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  2020: '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28',
  2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27',
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
};

describe('bank holidays in England', () => {
  test.each(Object.entries(LISTED))('%s are those that were listed', (year, days) => {
    expect(bankHolidays(Number(year)).map((day) => day.slice(5))).toEqual(days.split(' '));
  });

  test.each([
    [1961, '1961-04-03'],
    [2008, '2008-03-24'],
    [2038, '2038-04-26'],
    [2100, '2100-03-29'],
  ])('Easter Monday of %i is %s', (year, day) => expect(bankHolidays(year)).toContain(day));
});

describe('working days', () => {
  test('are Monday to Friday without bank holidays', () => {
    const week = Array.from({ length: 7 }, (_, n) => isWorkingDay(addDays('2024-05-27', n)));
    expect(week).toEqual([false, true, true, true, true, false, false]);
    expect(isWorkingDay('2022-09-19')).toBe(false);
    expect(isWorkingDay('2020-05-04')).toBe(true);
  });

  test.each([
    ['2024-03-04', 1, '2024-03-05'],
    ['2024-03-08', 1, '2024-03-11'],
    ['2024-03-09', 1, '2024-03-11'],
    ['2024-03-28', 5, '2024-04-08'], // over Easter
    ['2024-12-20', 10, '2025-01-08'], // over Christmas and New Year
    ['2024-02-28', 2, '2024-03-01'], // over a leap day
    ['2022-05-31', 3, '2022-06-07'], // over the Platinum Jubilee
    ['2024-03-04', 0, '2024-03-04'],
  ])('%s and %i more are %s', (from, days, to) => {
    expect(addWorkingDays(from, days)).toBe(to);
    expect(workingDaysBetween(from, to)).toBe(days);
    expect(workingDaysBetween(to, from) + days).toBe(0);
  });

  test('between two days are those one would count', () => {
    for (let step = 0; step < 400; step += 7) {
      const to = addDays('2021-12-20', step);
      const counted = Array.from({ length: step }, (_, n) => addDays('2021-12-20', n + 1)).filter(isWorkingDay);
      expect([to, workingDaysBetween('2021-12-20', to)]).toEqual([to, counted.length]);
    }
    expect(workingDaysBetween('2024-03-08', '2024-03-10')).toBe(0);
  });
});
