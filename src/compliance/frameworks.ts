import { frameworkEvents, type FrameworkEvent } from '../framework/framework.events.js';
import type { Standing } from '../kernel/standing.js';
import { addDays, isDay, range, type Day, type DayRange, type When } from '../kernel/time.js';
import { chronological } from '../kernel/entry.js';
import bestValue2011 from './frameworks/best-value-2011.json' with { type: 'json' };
import bestValue2015 from './frameworks/best-value-2015.json' with { type: 'json' };
import compact1998 from './frameworks/compact-1998.json' with { type: 'json' };
import compact2009 from './frameworks/compact-2009.json' with { type: 'json' };
import compact2010 from './frameworks/compact-2010.json' with { type: 'json' };
import complaintHandlingCode2024 from './frameworks/complaint-handling-code-2024.json' with { type: 'json' };
import consultationCode2008 from './frameworks/consultation-code-2008.json' with { type: 'json' };
import consultationPrinciples2012 from './frameworks/consultation-principles-2012.json' with { type: 'json' };
import consultationPrinciples2016 from './frameworks/consultation-principles-2016.json' with { type: 'json' };
import consultationPrinciples2018 from './frameworks/consultation-principles-2018.json' with { type: 'json' };
import covenant2025 from './frameworks/covenant-2025.json' with { type: 'json' };
import equalityDuties2010 from './frameworks/equality-duties-2010.json' with { type: 'json' };
import executiveArrangements2012 from './frameworks/executive-arrangements-2012.json' with { type: 'json' };
import gunning from './frameworks/gunning.json' with { type: 'json' };
import procurementAct2023 from './frameworks/procurement-act-2023.json' with { type: 'json' };
import naoToolkit2011 from './frameworks/nao-decommissioning-toolkit-2011.json' with { type: 'json' };
import psed from './frameworks/psed.json' with { type: 'json' };
import socialValueAct2012 from './frameworks/social-value-act-2012.json' with { type: 'json' };
import transparencyCode2015 from './frameworks/transparency-code-2015.json' with { type: 'json' };
import { bodyOf, isFor } from './bodies.js';
import { ownRows } from './local-rows.js';
import { all, before, daysOf, type Answer } from './ranges.js';
import { editionShape, type Edition, type Row } from './rule.js';

/** The editions that hold for every commissioner, oldest first within a family. */
export const NATIONAL: readonly Edition[] = [
  compact1998,
  compact2009,
  compact2010,
  consultationCode2008,
  consultationPrinciples2012,
  consultationPrinciples2016,
  consultationPrinciples2018,
  covenant2025,
  gunning,
  equalityDuties2010,
  psed,
  executiveArrangements2012,
  socialValueAct2012,
  transparencyCode2015,
  complaintHandlingCode2024,
  procurementAct2023,
  bestValue2011,
  bestValue2015,
  naoToolkit2011,
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
  if (row.kind === 'term-lasts' && set.grantTermMonths)
    return { ...row, parameters: { months: set.grantTermMonths, over: false } };
  if (row.kind === 'payment-follows' && set.paymentDays)
    return { ...row, parameters: { days: set.paymentDays, contractsOnly: false } };
  return null;
};

/**
 * Rows of a Local Compact: those of the national text it is based on, with its own parameters. A rule it sets a
 * parameter for and its base has not, or that has no base, is read as in the last Compact that has it.
 */
const localRows = (adopted: Told['data']): Row[] => {
  const base = NATIONAL.find((edition) => edition.id === adopted.basedOn);
  const compacts = NATIONAL.filter(({ family }) => family === 'compact').toReversed();
  const patterns = new Map<string, { readonly row: Row; readonly of: Edition }>();
  for (const of of base ? [base, ...compacts] : compacts)
    for (const row of of.rows) if (!patterns.has(row.rule)) patterns.set(row.rule, { row, of });
  const taken = [...patterns.values()].flatMap(({ row, of }) => {
    const own = replaced(row, adopted.parameters ?? {});
    const number = `as ${of.id} ${row.number}`;
    if (own) return [{ ...own, number, confirmed: false, says: `${row.says} The local text sets its own period.` }];
    return of === base ? [{ ...row, number, confirmed: false }] : [];
  });
  return [...taken, ...ownRows(adopted.parameters ?? {})];
};

/** All rows of a Local Compact: those of its text, and of what it takes over those whose rules the text has not itself. */
export const rowsOf = (adopted: Told['data']): Row[] => {
  const own = adopted.text?.rows ?? [];
  return [...own, ...localRows(adopted).filter(({ rule }) => own.every((row) => row.rule !== rule))];
};

/** The rest of its text: its own undertakings, then those of its base under their numbers there. */
const textOf = ({ basedOn, text }: Told['data']) => {
  const base = NATIONAL.find((edition) => edition.id === basedOn);
  const taken = (base?.undertakings ?? []).map((it) => ({
    ...it,
    number: `as ${base?.id} ${it.number}`,
    confirmed: false,
  }));
  return {
    kind: text?.kind ?? base?.kind ?? ('undertakings' as const),
    undertakings: [...(text?.undertakings ?? []), ...taken],
    principles: text?.principles ?? [],
    notes: text?.notes ?? {},
  };
};

const dayBefore = (when: When): When => (isDay(when) ? addDays(when, -1) : when);

/** The earlier of two ends, where there is one. */
const endOf = (...ends: (When | null | undefined)[]): When | null =>
  ends.filter((end) => typeof end === 'string').toSorted()[0] ?? null;

/**
 * The Local Compacts that facts tell of, as editions that bind the body that adopted them and those that signed. A
 * revision ends the edition before it on the day before; where only its month is known both may hold in that month.
 * `body` is for whom they are asked: one it has withdrawn from ended for it on the day before.
 */
export const localFrameworks = (facts: readonly Standing[], body: string | null = null): Edition[] => {
  const told = chronological(
    facts.filter((fact) => fact.type in frameworkEvents),
  ) as unknown as Standing<FrameworkEvent>[];
  const editions = told.filter((fact) => fact.type === 'FrameworkAdopted' || fact.type === 'FrameworkRevised');
  return editions
    .filter((fact) => daysOf(fact.data.inForceFrom) !== null)
    .map((fact) => {
      const { frameworkId, edition, inForceFrom, inForceTo, text, title } = fact.data;
      const same = told.filter((other) => other.data.frameworkId === frameworkId);
      const next = editions
        .filter((other) => other.data.frameworkId === frameworkId && other.data.inForceFrom > inForceFrom)
        .map((other) => dayBefore(other.data.inForceFrom));
      const adoption = same.find((other) => other.type === 'FrameworkAdopted');
      const adopted = { ...fact.data, basedOn: fact.data.basedOn ?? adoption?.data.basedOn };
      const lapse = same.find((other) => other.type === 'FrameworkLapsed');
      const signing = same.filter(
        (other) => other.type === 'FrameworkSigned' || other.type === 'FrameworkWithdrawnFrom',
      );
      const word = signing.findLast((other) => other.data.organisation === body);
      const left = word?.type === 'FrameworkWithdrawnFrom' && word.occurredOn ? dayBefore(word.occurredOn) : null;
      const signed = same.flatMap((other) => (other.type === 'FrameworkSigned' ? [other.data.organisation] : []));
      return {
        id: `${frameworkId}-${edition}`,
        family: frameworkId,
        edition,
        title: title ?? adoption?.data.title ?? frameworkId,
        inForceFrom,
        inForceTo: endOf(inForceTo, ...next, lapse?.data.lapsedOn, left),
        source: text?.source ?? `${fact.type} (${fact.id})`,
        ...textOf(adopted),
        rows: rowsOf(adopted),
        binds: 'any',
        bodies: [...new Set([...(fact.commissioner === null ? [] : [fact.commissioner]), ...signed])],
      };
    });
};

/** An edition as it is on a day: `governing` where it is the Compact that governs then. */
export type EditionOnDay = Edition & { readonly inForce: Answer; readonly governing: boolean };

/**
 * Editions as they are on a day. A Local Compact in force governs, else the national one; both may where it is open
 * whether the local one was in force. Whatever else is in force stands beside them.
 */
export const onDay = (editions: readonly Edition[], day: Day): EditionOnDay[] => {
  const dated = editions.map((edition) => ({ ...edition, inForce: inForceOn(edition, range(day)) }));
  const local = dated.some(({ bodies, inForce }) => bodies !== null && inForce === 'yes');
  return dated.map((edition) => ({
    ...edition,
    governing: edition.inForce !== 'no' && (edition.bodies !== null || (edition.family === 'compact' && !local)),
  }));
};

/** The editions that bind a commissioner, by what holds for it in all its matters. */
export const editionsFor = (context: readonly Standing[], commissioner: string | null): Edition[] => {
  const body = bodyOf(context, commissioner);
  return [...NATIONAL, ...localFrameworks(context, commissioner)].filter((edition) => isFor(edition, body));
};

/** The editions a name stands for: an edition by its id, or all editions of a family. */
export const editionsNamed = (editions: readonly Edition[], name: string): Edition[] =>
  editions.filter((edition) => edition.id === name || edition.family === name);
