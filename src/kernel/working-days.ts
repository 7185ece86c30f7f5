import { addDays, addMonths, daysBetween, weekday, type Day } from './time.js';

// What proclamations changed (London Gazette; gov.uk/bank-holidays). What has not been proclaimed yet cannot be known.
const MOVED: Readonly<Record<Day, Day>> = {
  '1995-05-01': '1995-05-08', // fifty years after the end of the war in Europe
  '2002-05-27': '2002-06-04', // beside the Golden Jubilee
  '2012-05-28': '2012-06-04', // beside the Diamond Jubilee
  '2020-05-04': '2020-05-08', // seventy-five years after the end of the war in Europe
  '2022-05-30': '2022-06-02', // beside the Platinum Jubilee
};
const ADDED: readonly Day[] = [
  '1999-12-31', // the millennium
  '2002-06-03', // Golden Jubilee
  '2011-04-29', // a royal wedding
  '2012-06-05', // Diamond Jubilee
  '2022-06-03', // Platinum Jubilee
  '2022-09-19', // the funeral of Queen Elizabeth II
  '2023-05-08', // the coronation of King Charles III
];

const dayOf = (year: number, month: number, day: number): Day =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher. */
const easterOf = (year: number): Day => {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const shift = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * shift) / 451);
  const march = epact + shift - 7 * late + 114;
  return dayOf(year, Math.floor(march / 31), (march % 31) + 1);
};

const isWeekend = (day: Day): boolean => weekday(day) > 5;

/** The first Monday on or after a day. */
const mondayFrom = (day: Day): Day => addDays(day, (8 - weekday(day)) % 7);

const lastMonday = (year: number, month: number): Day => addDays(mondayFrom(addMonths(dayOf(year, month, 1), 1)), -7);

/** Days off in place of holidays at a weekend: for each the next weekday that is none already. */
const withSubstitutes = (days: readonly Day[]): Day[] => {
  const taken = days.filter((day) => !isWeekend(day));
  for (const day of days.filter(isWeekend)) {
    let next = day;
    while (isWeekend(next) || taken.includes(next)) next = addDays(next, 1);
    taken.push(next);
  }
  return taken;
};

const calculated = new Map<number, readonly Day[]>();

/**
 * The weekdays of a year that are bank or public holidays in England, oldest first. Right from 1995 to 2026; later years
 * follow the rules of the Banking and Financial Dealings Act 1971 and of 1978 (early May) without what may be proclaimed.
 */
export const bankHolidays = (year: number): readonly Day[] => {
  const known = calculated.get(year);
  if (known) return known;
  const easter = easterOf(year);
  const usual = [
    ...withSubstitutes([dayOf(year, 1, 1)]),
    addDays(easter, -2),
    addDays(easter, 1),
    mondayFrom(dayOf(year, 5, 1)),
    lastMonday(year, 5),
    lastMonday(year, 8),
    ...withSubstitutes([dayOf(year, 12, 25), dayOf(year, 12, 26)]),
  ];
  const added = ADDED.filter((day) => Number(day.slice(0, 4)) === year);
  const found = [...usual.map((day) => MOVED[day] ?? day), ...added].toSorted();
  calculated.set(year, found);
  return found;
};

/**
 * The weekdays of a year that are bank or public holidays in any part of the United Kingdom, oldest first: what the
 * Freedom of Information Act 2000 (section 10) leaves out of working days. Without what was proclaimed for Scotland,
 * Wales or Northern Ireland alone.
 */
export const bankHolidaysAnywhere = (year: number): readonly Day[] => {
  const elsewhere = [
    ...withSubstitutes([dayOf(year, 1, 1), dayOf(year, 1, 2)]),
    ...withSubstitutes([dayOf(year, 3, 17)]),
    ...withSubstitutes([dayOf(year, 7, 12)]),
    mondayFrom(dayOf(year, 8, 1)),
    ...(year >= 2007 ? withSubstitutes([dayOf(year, 11, 30)]) : []),
  ];
  return [...new Set([...bankHolidays(year), ...elsewhere])].toSorted();
};

const yearOf = (day: Day): number => Number(day.slice(0, 4));

/** Whether a day is from Monday to Friday and no bank holiday in England. */
export const isWorkingDay = (day: Day): boolean => !isWeekend(day) && !bankHolidays(yearOf(day)).includes(day);

/** The day that is so many working days after a day, which itself is not counted, by the holidays of each year. */
export const workingDayAfter = (day: Day, days: number, holidays: (year: number) => readonly Day[]): Day => {
  let [reached, left] = [day, days];
  while (left > 0) {
    reached = addDays(reached, 1);
    if (!isWeekend(reached) && !holidays(yearOf(reached)).includes(reached)) left -= 1;
  }
  return reached;
};

/** The working day of England that is so many after a day, which itself is not counted: 1 from a Friday is Monday. */
export const addWorkingDays = (day: Day, days: number): Day => workingDayAfter(day, days, bankHolidays);

/** Working days after one day up to and with another; negative when `to` is earlier. */
export const workingDaysBetween = (from: Day, to: Day): number => {
  if (to < from) return -workingDaysBetween(to, from);
  const days = daysBetween(from, to);
  let count = Math.floor(days / 7) * 5;
  for (let back = 0; back < days % 7; back += 1) if (!isWeekend(addDays(to, -back))) count += 1;
  for (let year = yearOf(from); year <= yearOf(to); year += 1)
    count -= bankHolidays(year).filter((day) => day > from && day <= to).length;
  return count;
};
