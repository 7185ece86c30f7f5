import { officeOf } from './ministers.js';
import { organisationsIn } from './attendance.js';
import { csvRows } from './csv.js';
import { isRefusal, refusing, Unreadable, type Importer, type ImportLine, type Refusal } from './importer.js';
import { digest, namer, type Named } from '../organisation/names.js';
import { COLUMNS, listedIn, type Listed } from './returned-meetings.js';
import { inYear, publishedDate, yearInName, type PublishedDate } from './published-dates.js';
import type { When } from '../kernel/time.js';

/** Where the year of a date without one comes from: the file's name, other rows of the return, or the importer. */
interface YearSource {
  readonly year: number;
  readonly from: string;
}

const statedYear = (date: PublishedDate | undefined): string[] =>
  date && 'when' in date ? [date.when.slice(0, 4)] : [];

const yearSource = (fileName: string, meetings: readonly Listed[], given?: number): YearSource | undefined => {
  const named = yearInName(fileName);
  if (named !== undefined) return { year: named, from: 'the name of the file' };
  const stated = [...new Set(meetings.flatMap(({ date }) => statedYear(publishedDate(date))))];
  if (stated.length === 1) return { year: Number(stated[0]), from: 'other rows of the same return' };
  return given === undefined ? undefined : { year: given, from: 'the person who imported it' };
};

interface Dated {
  readonly when: When;
  readonly worked: readonly string[];
}

const dated = ({ date, dateFromAbove }: Listed, source: YearSource | undefined): Dated => {
  const above = dateFromAbove ? ['The date cell is empty; the date is that of the row above.'] : [];
  const read = publishedDate(date);
  if (!read) {
    const problem = date === '' ? 'The date is missing' : `"${date.slice(0, 100)}" is not a date in the calendar`;
    throw new Unreadable('Date', `${problem}: write it like "May 2012" or "12 May 2012".`);
  }
  if ('when' in read) return { when: read.when, worked: above };
  if (!source) throw new Unreadable('Date', `"${date}" has no year and the file tells none: give it with --year.`);
  const when = inYear(read, source.year);
  if (!when) throw new Unreadable('Date', `"${date}" runs over the end of a year: write each month with its year.`);
  return { when, worked: [...above, `The source gives no year; it was taken from ${source.from}.`] };
};

const registered = (type: string, id: string, name: string, form?: string) => ({
  id: `uk-meetings:registered:${id}`,
  draft: {
    type,
    data: { organisationId: id, name, ...(form && { form }) },
    occurredOn: null,
    visibility: 'public' as const,
  },
});

type Entry = Pick<ImportLine, 'id' | 'draft'>;

/** What one listed meeting comes to: registrations of bodies not met before, then the meeting. */
const entriesOf = (
  listed: Listed,
  source: YearSource | undefined,
  name: (name: string) => Named,
  ordinal: (id: string) => string,
): Entry[] => {
  const office = officeOf(listed.minister);
  const { when, worked } = dated(listed, source);
  const asPublished = listed.organisations.join('\n');
  const host = name(office);
  const guests = organisationsIn(asPublished).map((organisation) => ({ organisation, ...name(organisation) }));
  const tsos = [...new Set(guests.map(({ id }) => id))];
  const id = ordinal(digest(office, when, asPublished, listed.purpose));
  return [
    ...(host.isNew ? [registered('CommissionerRegistered', host.id, office, 'ministerial office')] : []),
    ...guests
      .filter(({ isNew }) => isNew)
      .map((guest) => registered('OrganisationRegistered', guest.id, guest.organisation)),
    {
      id,
      draft: {
        type: 'MeetingHeld',
        data: {
          meetingId: id,
          purpose: listed.purpose || null,
          attendees: tsos.map((organisation) => ({ organisation })),
          ...(asPublished && { asPublished }),
        },
        occurredOn: when,
        basis: worked.length > 0 ? 'inferred' : 'stated',
        by: 'commissioner',
        commissioner: host.id,
        tsos,
        visibility: 'public',
        note: [`Host as published: ${listed.minister}.`, ...worked].join(' '),
      },
    },
  ];
};

/** Ids of rows that say the same: the first keeps its digest, the next is "-2". */
const ordinals = (): ((digest: string) => string) => {
  const seen = new Map<string, number>();
  return (digest) => {
    const times = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, times);
    return `uk-meetings:${digest}${times > 1 ? `-${times}` : ''}`;
  };
};

/**
 * Ministers' meetings with external organisations as departments publish them each quarter (CSV, OGL v3): Minister,
 * Date, Name of (External) Organisation, Purpose of meeting. Gives MeetingHeld by the minister's office with every
 * organisation in the cell, and registers bodies at their first mention; blank rows, nil returns and notes give
 * nothing. A month stays a month; a year worked out is marked as inferred and explained in the note.
 */
export const ukMeetings: Importer = function* (file, find, options = {}): Generator<ImportLine | Refusal> {
  const outcomes = [...csvRows(file, COLUMNS)];
  const meetings = listedIn(
    outcomes.filter((outcome): outcome is Exclude<typeof outcome, Refusal> => !isRefusal(outcome)),
  );
  const source = yearSource(file.name, meetings, options.year);
  const name = namer(find);
  const ordinal = ordinals();
  yield* outcomes.filter(isRefusal);
  for (const listed of meetings) {
    const entries = refusing(file, listed.line, () => entriesOf(listed, source, name, ordinal));
    if (isRefusal(entries)) yield entries;
    else for (const entry of entries) yield { file: file.name, line: listed.line, ...entry };
  }
};
