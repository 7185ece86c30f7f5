import type { Finding, Verdict } from '../compliance/finding.js';
import { VERDICTS } from '../compliance/finding.js';
import type { Counts } from '../compliance/summary/summary-outcomes.js';
import { label, type Instant, type NumberRange, type When } from '../kernel/time.js';
import type { Cell } from './document.js';

export const WORDS: Readonly<Record<Verdict, string>> = {
  MET: 'met',
  MET_WITH_RATIONALE: 'met with a reason',
  NOT_MET: 'not met',
  NOT_EVIDENCED: 'no record',
  NOT_DUE: 'not due',
  AT_RISK: 'at risk',
  NOT_APPLICABLE: 'does not apply',
};

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

/** "3 met, 1 not met"; "none" where there are none. */
export const countsText = (counts: Counts): string =>
  VERDICTS.flatMap((verdict) => (counts[verdict] ? [`${counts[verdict]} ${WORDS[verdict]}`] : [])).join(', ') || 'none';

/** "55 days", "28 to 57 days", or what is said where it cannot be told. */
export const daysText = (days: NumberRange | null, otherwise: string): string => {
  if (days === null) return otherwise;
  return days.min === days.max ? plural(days.min, 'day') : `${days.min} to ${plural(days.max, 'day')}`;
};

/** "compact 2010 4.4*"; the asterisk says that the number was not checked against the text. */
export const clauseText = ({ clause, clauseConfirmed }: Pick<Finding, 'clause' | 'clauseConfirmed'>): string =>
  `${clause.framework} ${clause.edition} ${clause.number}${clauseConfirmed ? '' : '*'}`;

/** The name of an event or of a field in words: "ImpactAssessmentCompleted.occurredOn" is "impact assessment completed: occurred on". */
export const plainly = (name: string): string =>
  name
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replaceAll('.', ': ')
    .toLowerCase();

/** A date of a table, or that there is no record of it. */
export const dateCell = (when: When | null, otherwise = 'no record'): Cell => ({ when, otherwise });

export const recorded = (there: boolean): string => (there ? 'on record' : 'no record');

/** "1 of 1": a count with its base; a share of nothing is told as such. */
export const ofBase = (part: number, base: number): string => (base === 0 ? 'none due' : `${part} of ${base}`);

const MOST_NAMED = 10;

/** Up to ten names, and how many others there are. */
export const someOf = (names: readonly string[], most = MOST_NAMED): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} others`;

/** "5 March 2012 at 10:12 UTC" */
export const instantLabel = (instant: Instant): string =>
  `${label(instant.slice(0, 10))} at ${instant.slice(11, 16)} UTC`;

/** A pounds text with two decimals as a person reads it: "£1,291,436.54". */
export const poundsLabel = (pounds: string): string =>
  `£${Number(pounds).toLocaleString('en-GB', { minimumFractionDigits: 2 })}`;
