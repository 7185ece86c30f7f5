import { Pounds } from '../kernel/shapes.js';
import { londonDay, millisecondsOf, rangeOf, type Day, type When } from '../kernel/time.js';
import { titleOf, type Grant, type GrantField } from './360giving-grants.js';
import { Unreadable } from './importer.js';

const MONEY = /^£?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$/;

/** Throws Unreadable for a field, named as the standard names it. */
export const refuse = (field: GrantField, problem: string): never => {
  throw new Unreadable(titleOf(field), problem);
};

/** What a required field says. Throws Unreadable where it says nothing. */
export const given = ({ cell }: Grant, field: GrantField): string =>
  cell[field] || refuse(field, `${titleOf(field)} is missing: give it.`);

const amountOf = (grant: Grant): number => {
  const written = given(grant, 'amount');
  const [, pounds, pence = ''] = MONEY.exec(written) ?? [];
  const { success, data, error } = Pounds.safeParse(
    pounds === undefined ? Number.NaN : Number(pounds.replaceAll(',', '') + pence),
  );
  if (success) return data;
  return refuse(
    'amount',
    `"${written.slice(0, 40)}" ${error.issues[0]?.message ?? 'is not an amount: write pounds and pence'}.`,
  );
};

/** The day of the award; an instant becomes its civil day in London. */
export const awardedOn = (grant: Grant): Day => {
  const written = given(grant, 'awardedOn');
  if (written.length === 10 && rangeOf(written)) return written;
  if (millisecondsOf(written) !== undefined) return londonDay(written);
  return refuse('awardedOn', `"${written.slice(0, 40)}" is not a date in the calendar: write YYYY-MM-DD.`);
};

const planned = ({ cell }: Grant, field: 'startsOn' | 'endsOn'): When | undefined => {
  const written = cell[field].replace(/T.*$/, '');
  if (written === '' || rangeOf(written)) return written || undefined;
  return refuse(field, `"${written.slice(0, 40)}" is not a date in the calendar: write YYYY-MM-DD.`);
};

const termOf = ({ cell: { months } }: Grant): number | undefined => {
  if (months === '') return undefined;
  return /^\d{1,4}(\.\d+)?$/.test(months)
    ? Number(months)
    : refuse('months', `"${months.slice(0, 40)}" is not a number of months: write digits.`);
};

// Registers of org-id.guide, by the letters before a charity's number; companies' numbers have eight digits.
const charity = (number: string): string =>
  /^SC/i.test(number)
    ? `GB-SC-${number.toUpperCase()}`
    : /^NI/i.test(number)
      ? `GB-NIC-${number.replace(/\D/g, '')}`
      : `GB-CHC-${number}`;
const company = (number: string): string =>
  `GB-COH-${/^\d+$/.test(number) ? number.padStart(8, '0') : number.toUpperCase()}`;

/** The org-ids that a recipient's charity and company numbers make. */
export const identifiersOf = ({ cell }: Grant): string[] => {
  const compact = (number: string): string => number.replace(/\s/g, '');
  return [
    ...(cell.charityNumber ? [charity(compact(cell.charityNumber))] : []),
    ...(cell.companyNumber ? [company(compact(cell.companyNumber))] : []),
  ];
};

/** The terms of the award as the source states them. Throws Unreadable that names the field that is wrong. */
export const termsOf = (grant: Grant): Record<string, unknown> => {
  const { cell } = grant;
  const said = {
    agreementId: cell.id,
    title: cell.title,
    amount: amountOf(grant),
    currency: cell.currency,
    startsOn: planned(grant, 'startsOn'),
    endsOn: planned(grant, 'endsOn'),
    termMonths: termOf(grant),
    purpose: cell.description,
    programme: cell.programme,
    department: cell.department,
    recipientNumber: cell.charityNumber || cell.companyNumber,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined && value !== ''));
};
