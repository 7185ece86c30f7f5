import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  addMonths,
  daysBetween,
  daysBetweenRanges,
  endOfLondonDay,
  instantOf,
  isDay,
  label,
  londonDay,
  millisecondsOf,
  precisionOf,
  range,
  rangeOf,
} from '../../src/kernel/time.js';

describe('civil-day arithmetic (compact.md 1.7)', () => {
  test.each([
    ['2024-11-30', 3, '2025-02-28'],
    ['2015-11-30', 3, '2016-02-29'],
    ['2024-12-31', 3, '2025-03-31'],
    ['2025-01-01', 3, '2025-04-01'],
    ['2025-05-31', -3, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
  ])('%s plus %i calendar months is %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  test.each([
    ['2013-05-01', '2013-07-26', 86],
    ['2010-09-20', '2010-10-29', 39],
    ['2024-03-04', '2024-05-27', 84], // the clocks go forward in between
    ['2024-08-05', '2024-10-28', 84], // and back
    ['2004-02-25', '2004-03-31', 35],
    ['2025-03-02', '2025-03-01', -1],
  ])('%s to %s is %i days', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
  });

  test('days are those of the calendar that is the standard, over all years a record can name', () => {
    const day = fc.date({ min: new Date('1500-01-01'), max: new Date('2999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, day, fc.integer({ min: -200_000, max: 200_000 }), (a, b, days) => {
        const [from, to] = [instantOf(a.getTime()).slice(0, 10), instantOf(b.getTime()).slice(0, 10)];
        const [start, end] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
        expect(daysBetween(from, to)).toBe(start.until(end, { largestUnit: 'day' }).days);
        expect(addDays(from, days)).toBe(start.add({ days }).toString());
      }),
      { numRuns: 2000 },
    );
  });

  test('84 days after a day is twelve weeks later whatever the clocks do', () => {
    expect(addDays('2024-03-04', 84)).toBe('2024-05-27');
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
  });
});

describe('uncertain dates', () => {
  test.each([
    ['2010-09', '2010-09-01', '2010-09-30'],
    ['2012-02', '2012-02-01', '2012-02-29'],
    ['2009', '2009-01-01', '2009-12-31'],
    ['2011-10/2011-12', '2011-10-01', '2011-12-31'],
    ['2004-02-25/2004-02-26', '2004-02-25', '2004-02-26'],
    ['2025-01-01', '2025-01-01', '2025-01-01'],
  ])('%s is the range %s to %s', (when, earliest, latest) => {
    expect(range(when)).toEqual({ earliest, latest });
  });

  test.each(['2025-02-30', '2025-13', '25-01-01', '2025-1-1', '', '2025-02/2025-01', 'January', '2025-01-01T00:00'])(
    '"%s" is no date',
    (text) => expect(rangeOf(text)).toBeUndefined(),
  );

  test('a month against a day gives the fewest and the most days', () => {
    expect(daysBetweenRanges(range('2010-09'), range('2010-12-01'))).toEqual({ min: 62, max: 91 });
  });

  test('precision and label say no more than the source did', () => {
    expect(precisionOf('2010-09')).toBe('month');
    expect(precisionOf(null)).toBe('unknown');
    expect(label('2010-09')).toBe('September 2010');
    expect(label('2025-02-28')).toBe('28 February 2025');
    expect(label('2011-10/2011-12')).toBe('October 2011 to December 2011');
    expect(label(null)).toBe('date not recorded');
  });
});

describe('London days', () => {
  test('an instant late in the evening of British Summer Time is the next day in London', () => {
    expect(londonDay('2024-07-01T23:30:00.000Z')).toBe('2024-07-02');
    expect(londonDay('2024-01-01T23:30:00.000Z')).toBe('2024-01-01');
  });

  test('the end of a day is the last millisecond before midnight in London', () => {
    expect(endOfLondonDay('2024-07-01')).toBe('2024-07-01T22:59:59.999Z');
    expect(endOfLondonDay('2024-01-01')).toBe('2024-01-01T23:59:59.999Z');
    expect(millisecondsOf('2024-07-01')).toBe(Date.parse('2024-07-01T22:59:59.999Z'));
  });

  test('only whole instants and days are understood', () => {
    expect(millisecondsOf('2024-07-01T10:00:00+01:00')).toBe(Date.parse('2024-07-01T09:00:00Z'));
    expect(millisecondsOf('1 July 2024')).toBeUndefined();
    expect(millisecondsOf('2024-02-30')).toBeUndefined();
    expect(isDay('2023-02-29')).toBe(false);
  });
});
