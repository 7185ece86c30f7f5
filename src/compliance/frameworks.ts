import { frameworkEvents, type FrameworkEvent } from '../framework/framework.events.js';
import type { Standing } from '../kernel/standing.js';
import { addDays, isDay, type DayRange, type When } from '../kernel/time.js';
import { chronological } from '../kernel/entry.js';
import compact1998 from './frameworks/compact-1998.json' with { type: 'json' };
import compact2009 from './frameworks/compact-2009.json' with { type: 'json' };
import compact2010 from './frameworks/compact-2010.json' with { type: 'json' };
import equalityDuties2010 from './frameworks/equality-duties-2010.json' with { type: 'json' };
import executiveArrangements2012 from './frameworks/executive-arrangements-2012.json' with { type: 'json' };
import gunning from './frameworks/gunning.json' with { type: 'json' };
import psed from './frameworks/psed.json' with { type: 'json' };
import transparencyCode2015 from './frameworks/transparency-code-2015.json' with { type: 'json' };
import { all, before, daysOf, type Answer } from './ranges.js';
import { editionShape, type Edition, type Row } from './rule.js';

/** The editions that hold for every commissioner, oldest first within a family. */
export const NATIONAL: readonly Edition[] = [
  compact1998,
  compact2009,
  compact2010,
  gunning,
  equalityDuties2010,
  psed,
  executiveArrangements2012,
  transparencyCode2015,
].map((edition) => editionShape.parse(edition));

/** Whether an edition was in force on the days something can have happened; `unknown` where its own dates or these leave it open. */
export const inForceOn = (edition: Edition, days: DayRange): Answer => {
  const begun = edition.inForceFrom === null ? 'yes' : not(before(days, daysOf(edition.inForceFrom)));
  const over = edition.inForceTo === null ? 'no' : before(daysOf(edition.inForceTo), days);
  return all([begun, not(over)]);
};

const not = (answer: Answer): Answer => (answer === 'unknown' ? answer : answer === 'yes' ? 'no' : 'yes');

type Told = Standing<Extract<FrameworkEvent, { type: 'FrameworkAdopted' | 'FrameworkRevised' }>>;
type Parameters = Partial<Told['data']['parameters']>;

// The parameter of a Local Compact that each kind of rule can take.
const replaced = (row: Row, set: Parameters): Row | null => {
  if (row.kind === 'consultation-lasts' && set.minimumConsultationDays)
    return { ...row, parameters: { days: set.minimumConsultationDays } };
  if (row.kind === 'feedback-follows' && set.feedbackDays) return { ...row, parameters: { days: set.feedbackDays } };
  if (row.kind === 'notice-given' && set.noticeMonths) return { ...row, parameters: { months: set.noticeMonths } };
  return null;
};

/**
 * Rows of a Local Compact: those of the national text it is based on, with its own parameters. One that names no base
 * has the rules it sets a parameter for and no others; their exceptions are read as in the Compact of 2010.
 */
const localRows = (adopted: Told['data']): Row[] => {
  const base = NATIONAL.find((edition) => edition.id === adopted.basedOn);
  const pattern = base ?? NATIONAL.find((edition) => edition.id === 'compact-2010');
  return (pattern?.rows ?? []).flatMap((row) => {
    const own = replaced(row, adopted.parameters ?? {});
    const number = `as ${pattern?.id} ${row.number}`;
    if (own) return [{ ...own, number, confirmed: false, says: `${row.says} The local text sets its own period.` }];
    return base ? [{ ...row, number, confirmed: false }] : [];
  });
};

const dayBefore = (when: When): When => (isDay(when) ? addDays(when, -1) : when);

/** The earlier of two ends, where there is one. */
const endOf = (...ends: (When | null | undefined)[]): When | null =>
  ends.filter((end) => typeof end === 'string').toSorted()[0] ?? null;

/**
 * The Local Compacts that facts tell of, as editions that bind the body that adopted them and those that signed. A
 * revision ends the edition before it on the day before; where only its month is known both may hold in that month.
 */
export const localFrameworks = (facts: readonly Standing[]): Edition[] => {
  const told = chronological(
    facts.filter((fact) => fact.type in frameworkEvents),
  ) as unknown as Standing<FrameworkEvent>[];
  const editions = told.filter((fact) => fact.type === 'FrameworkAdopted' || fact.type === 'FrameworkRevised');
  return editions
    .filter((fact) => daysOf(fact.data.inForceFrom) !== null)
    .map((fact) => {
      const { frameworkId, edition, inForceFrom, inForceTo } = fact.data;
      const same = told.filter((other) => other.data.frameworkId === frameworkId);
      const next = editions
        .filter((other) => other.data.frameworkId === frameworkId && other.data.inForceFrom > inForceFrom)
        .map((other) => dayBefore(other.data.inForceFrom));
      const adoption = same.find((other) => other.type === 'FrameworkAdopted');
      const lapse = same.find((other) => other.type === 'FrameworkLapsed');
      const signed = same.flatMap((other) => (other.type === 'FrameworkSigned' ? [other.data.organisation] : []));
      return {
        id: `${frameworkId}-${edition}`,
        family: frameworkId,
        edition,
        title: adoption?.data.title ?? frameworkId,
        inForceFrom,
        inForceTo: endOf(inForceTo, ...next, lapse?.data.lapsedOn),
        source: `${fact.type} (${fact.id})`,
        rows: localRows({ ...fact.data, basedOn: fact.data.basedOn ?? adoption?.data.basedOn }),
        bodies: [...new Set([...(fact.commissioner === null ? [] : [fact.commissioner]), ...signed])],
      };
    });
};

/** The editions a name stands for: an edition by its id, or all editions of a family. */
export const editionsNamed = (editions: readonly Edition[], name: string): Edition[] =>
  editions.filter((edition) => edition.id === name || edition.family === name);
