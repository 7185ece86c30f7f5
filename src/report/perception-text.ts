import { label } from '../kernel/time.js';
import { csvRows } from './csv.js';
import { printable } from './escaped.js';
import { wrapped } from './wrapped.js';
import { boundsCaption, percent } from '../measures/captions.js';
import type { GroupRatingReading, RatingReading } from '../measures/perception.js';
import type { Reproduction } from '../measures/policy.js';

/** What one side says of the other, as the text and the table need it. */
interface Told {
  readonly direction: string;
  readonly releases: readonly {
    readonly on: string;
    readonly questionSet: string | null;
    readonly groups: readonly (GroupRatingReading & { readonly band: string | null })[];
  }[];
  /** of one relationship, where the asker may see it */
  readonly rating: RatingReading | null;
  readonly reproduction: Reproduction;
}

/** Each direction by who speaks. */
const SPEAKERS: Readonly<Record<string, string>> = {
  'tso->commissioner': 'The organisations about the commissioner',
  'commissioner->tso': 'The commissioner about the organisations',
};

const groupName = (band: string | null): string => (band === null ? 'all' : `size ${band}`);

/** A number of a group with its range and its base, in a line of its own. */
const groupLine = (on: string, { band, published, lower, upper, ...of }: Told['releases'][number]['groups'][number]) =>
  `  ${on}  ${groupName(band).padEnd(12)}  ${published === null ? '-' : percent(published)}${lower !== null && upper !== null ? ` (${percent(lower)} to ${percent(upper)})` : ''}, ${of.respondents}${of.eligible === null ? '' : ` of ${of.eligible}`} answered`;

/** What the latest release could be if the silent had answered. */
const boundsOf = (releases: Told['releases']): string[] => {
  const [all] = releases.at(-1)?.groups ?? [];
  if (
    !all ||
    all.eligible === null ||
    all.respondents >= all.eligible ||
    all.worstCaseLower === null ||
    all.worstCaseUpper === null
  )
    return [];
  const worst = { lower: all.worstCaseLower, upper: all.worstCaseUpper };
  return [`  ${wrapped(boundsCaption(all.respondents, all.eligible, worst), 2)}`];
};

const ratingLine = (rating: RatingReading): string =>
  rating.published === null
    ? '  This one organisation: blank, nothing was answered within about a year.'
    : `  This one organisation: ${percent(rating.published)}. It is what it says, not a sample, so it has no range.`;

const panel = ({ direction, releases, rating }: Told): string =>
  [
    `${SPEAKERS[direction] ?? direction}:`,
    ...(releases.length === 0
      ? ['  No figure is given: too few have answered. It does not mean that things are good or bad.']
      : releases.flatMap(({ on, groups }) => groups.map((group) => groupLine(on, group)))),
    ...boundsOf(releases),
    ...(rating === null ? [] : [ratingLine(rating)]),
  ].join('\n');

/** What each side says of the other, each speaker apart: a line for each time it is told, and nothing in between. */
export const perceptionText = (name: string, told: readonly Told[]): string => {
  const on = told[0]?.reproduction.validAsOf;
  const notes = [
    'Agreement with the statements of surveys, 0% to 100%, one organisation one vote. A figure is given only for five organisations or more, at the end of a month, and stands until the next.',
    'What is done and what is said of it are different things: neither stands for the other.',
  ];
  return printable(
    [
      wrapped(`What is said by and of ${name}${on === undefined ? '' : `, by ${label(on)}`}`, 0),
      ...told.map(panel),
      notes.map((text) => wrapped(text, 0)).join('\n'),
    ].join('\n\n'),
  );
};

/** Everything that is told of groups as CSV (RFC 4180), one group at one time a row. */
export const perceptionCsv = (told: readonly Told[]): string =>
  csvRows([
    [
      ...['direction', 'date', 'group', 'estimate', 'lower', 'upper', 'answered', 'asked', 'if silent unhappy'],
      ...['if silent happy', 'question set', 'policy hash'],
    ],
    ...told.flatMap(({ direction, releases, reproduction }) =>
      releases.flatMap(({ on, questionSet, groups }) =>
        groups.map((of) => [
          ...[direction, on, groupName(of.band), of.published, of.lower, of.upper, of.respondents, of.eligible],
          ...[of.worstCaseLower, of.worstCaseUpper, questionSet, reproduction.policyHash],
        ]),
      ),
    ),
  ]);
