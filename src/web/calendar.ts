import type { PlanFound } from '../compliance/compliance.plan.queries.js';
import type { Finding } from '../compliance/finding.js';
import { CHANGES, type PlanStep } from '../compliance/plan/plan-steps.js';
import { askedBy, standingOf } from '../compliance/plan/plan-text.js';
import { addDays, label, type Day, type Instant } from '../kernel/time.js';

/** One day of a calendar. The same thing keeps its `uid` when its day moves, so that calendars move it too. */
export interface Entry {
  readonly uid: string;
  readonly day: Day;
  readonly summary: string;
  readonly description: string;
  readonly categories: readonly string[];
}

// Written here rather than by a library: those that are kept up fold lines by characters (the standard counts octets)
// or need a newer Node.js, and all days of a calendar of due days look alike.

// oxlint-disable-next-line no-control-regex -- control characters are what is taken out
const CONTROLS = /[\u0000-\u0009\u000B-\u001F\u007F]/g;

/** Text as RFC 5545 3.3.11 escapes it; what cannot stand in a calendar is left out. */
const escaped = (text: string): string =>
  text
    .replaceAll(CONTROLS, '')
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');

const OCTETS = 75;

/** A line folded after at most 75 octets, never within a character (RFC 5545 3.1). */
const folded = (line: string): string => {
  let [text, octets] = ['', 0];
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (octets + size > OCTETS) [text, octets] = [`${text}\r\n `, 1];
    [text, octets] = [text + sign, octets + size];
  }
  return text;
};

const dateOf = (day: Day): string => day.replaceAll('-', '');

/** An instant as `20240304T101200Z`. */
const stampOf = (instant: Instant): string => instant.replaceAll(/[-:]|\.\d+/g, '');

const eventOf = ({ uid, day, summary, description, categories }: Entry, stamp: Instant): string[] => [
  'BEGIN:VEVENT',
  `UID:${escaped(uid)}`,
  `DTSTAMP:${stampOf(stamp)}`,
  `DTSTART;VALUE=DATE:${dateOf(day)}`,
  `DTEND;VALUE=DATE:${dateOf(addDays(day, 1))}`,
  `SUMMARY:${escaped(summary)}`,
  `DESCRIPTION:${escaped(description)}`,
  `CATEGORIES:${categories.map(escaped).join(',')}`,
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
];

/**
 * A calendar of whole days (RFC 5545) by day and uid. `stamp` is when the newest of the data behind it was recorded, so
 * that the same record always gives the same bytes.
 */
export const calendarOf = (name: string, entries: readonly Entry[], stamp: Instant): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Concordat//Due days//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
    'X-PUBLISHED-TTL:PT12H',
    ...entries
      .toSorted((a, b) => (`${a.day} ${a.uid}` < `${b.day} ${b.uid}` ? -1 : 1))
      .flatMap((entry) => eventOf(entry, stamp)),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');

const uidOf = (...parts: readonly string[]): string => `${parts.map(encodeURIComponent).join('/')}@concordat`;

const summaryOf = ({ title, state, from, latest }: PlanStep): string => {
  if (state === 'done' || state === 'done late') return `Done: ${title}`;
  return from === 'choice' ? `${title} (last day ${label(latest)})` : `Last day: ${title}`;
};

/** The steps of a plan as days of a calendar: when done, else when chosen, else the last day for it. */
export const planEntries = ({ plan, matter, commissioner }: PlanFound): Entry[] => {
  const { effect, firstDay } = plan.question;
  const what = CHANGES.includes(effect) ? `to ${effect} funding` : effect;
  const whose = matter === null ? [commissioner.id, effect, firstDay] : [matter];
  return plan.steps.map((step) => ({
    uid: uidOf('plan', ...whose, step.id),
    day: step.on,
    summary: step.id === 'first-day' ? step.title : summaryOf(step),
    description: [
      `Plan ${what} from ${label(firstDay)}, ${commissioner.name}${matter === null ? '' : ` (${matter})`}.`,
      ...(step.doneOn === null ? [] : [`It is ${standingOf(step)}.`]),
      ...step.asks.map((asked) => `${asked.sum} (${askedBy(asked)})`),
      ...step.needs,
    ].join('\n'),
    categories: ['Plan', ...new Set(step.asks.map(({ rule }) => rule))],
  }));
};

/** What falls due, as days of a calendar: findings that are not yet due and have a day. */
export const dutyEntries = (findings: readonly Finding[]): Entry[] =>
  findings.flatMap(({ rule, edition, clause, clauseConfirmed, matter, tso, about, dueOn, because, verdict }) =>
    dueOn === null || (verdict !== 'NOT_DUE' && verdict !== 'AT_RISK')
      ? []
      : [
          {
            uid: uidOf('due', rule, edition, about.kind, about.id, tso ?? 'all'),
            day: dueOn,
            summary: `Due: ${rule}, ${about.kind} ${about.id}${tso === null ? '' : ` (${tso})`}`,
            description: [
              because,
              `${clause.framework} ${clause.edition} ${clause.number}${clauseConfirmed ? '' : '*'}${matter === null ? '' : `, matter ${matter}`}.`,
            ].join('\n'),
            categories: ['Due', rule],
          },
        ],
  );
