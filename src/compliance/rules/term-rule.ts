import { addMonths } from '../../kernel/time.js';
import { eachAgreement, isUndated, type Made } from './agreement-outcome.js';
import type { Case, Outcome, Said } from '../outcome.js';
import { before, daysOf, moved, movedByDays, on, onOrBefore, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';
import { plain, SAID_BY } from '../words.js';

type Asked = Row<'term-lasts'>['parameters'];

/** From its first day to the day after its last; the months given instead, where the days do not settle it. */
const longEnough = ({ made }: Made, { months, over }: Asked): Answer => {
  const [starts, ends] = [daysOf(made.data.startsOn), daysOf(made.data.endsOn)];
  const reached = starts && moved(starts, (day) => addMonths(day, months));
  const until = ends && movedByDays(ends, 1);
  const byDays = over ? before(reached, until) : onOrBefore(reached, until);
  const { termMonths } = made.data;
  if (byDays !== 'unknown' || termMonths === undefined) return byDays;
  return (over ? termMonths > months : termMonths >= months) ? 'yes' : 'no';
};

const inWords = ({ made }: Made): string => {
  const { startsOn, endsOn, termMonths } = made.data;
  if (startsOn && endsOn) return `It was made to run from its first day ${on(startsOn)} to its last ${on(endsOn)}`;
  return termMonths === undefined
    ? 'How long it was made to run is not on record'
    : `It was made for ${termMonths} months`;
};

const COMPARED: Record<Answer, (asked: string) => string> = {
  yes: (asked) => `, which is ${asked}`,
  no: (asked) => `, which is not ${asked}`,
  unknown: (asked) => `; whether that is ${asked} cannot be told`,
};

const judged = (row: Row<'term-lasts'>, one: Made): Said => {
  const { months, over } = row.parameters;
  const { startsOn, endsOn, termMonths, shortTermReason: reason } = one.made.data;
  const asked = `${over ? 'more than' : 'at least'} ${months} months`;
  const answer = longEnough(one, row.parameters);
  const known = (startsOn && endsOn) || termMonths !== undefined;
  const term = `${inWords(one)}${known ? COMPARED[answer](asked) : ''}`;
  const facts = { required: months, ...(termMonths !== undefined && { termMonths }) };
  if (answer === 'yes') return { verdict: 'MET', because: `${term}.`, facts };
  if (row.exception && reason)
    return {
      verdict: 'MET_WITH_RATIONALE',
      because: `${term}. A reason for a short term was given by ${SAID_BY[one.made.by]}: ${plain(reason)}.`,
      facts,
    };
  if (answer === 'no')
    return row.exception
      ? {
          verdict: 'NOT_EVIDENCED',
          because: `${term}; no reason for a short term is on record.`,
          missing: ['shortTermReason'],
          facts,
        }
      : { verdict: 'NOT_MET', because: `${term}.`, facts };
  const missing = known ? ['startsOn', 'endsOn'] : [...(startsOn ? [] : ['startsOn']), ...(endsOn ? [] : ['endsOn'])];
  return { verdict: 'NOT_EVIDENCED', because: `${term}.`, missing, facts };
};

/**
 * F6: an agreement runs for more than a year, or says why it does not (Compact 2010, 3.4). The term it was made for is
 * judged: what was added later could not be planned with. A reason may have been given that is not on record.
 */
export const termLasts = (row: Row<'term-lasts'>, it: Case): Outcome[] =>
  eachAgreement(it, (one) => {
    const { startsOn, endsOn, termMonths } = one.made.data;
    if (isUndated(one) && !(startsOn && endsOn) && termMonths === undefined) return null;
    const later = one.agreement.altered.some(({ type }) => type !== 'AgreementVaried');
    const notes = later ? ['The agreement was extended or renewed later; the term it was made for is judged.'] : [];
    return { ...judged(row, one), notes };
  });
