import { csvRows } from './csv.js';
import { printable } from './escaped.js';
import { brokenAt } from './wrapped.js';
import { label } from '../kernel/time.js';
import { isRevised, percent } from '../measures/captions.js';
import type { Figures, Series, SeriesPoint } from '../measures/figures.js';

/** How a chart is drawn: in how many characters, and with which. */
export interface Terminal {
  /** characters in a line */
  readonly width: number;
  /** whether it shows more than ASCII */
  readonly unicode: boolean;
}

const ROWS = 10;
const MARGIN = 9;
const WIDEST = 6;
const NARROWEST = 40;
const NOT_ENOUGH = 'Not enough evidence';

/** Some neighbouring points drawn in one column: the last of them, and what moved in all. */
type Column = Pick<SeriesPoint, 'on' | 'now' | 'since'>;

const STRIP = [
  ['on time', 'onTime'],
  ['late', 'late'],
  ['missed', 'missed'],
  ['excused', 'excused'],
] as const;

const together = (points: readonly SeriesPoint[]): Column => {
  const sum = (name: keyof SeriesPoint['since']) => points.reduce((total, { since }) => total + since[name], 0);
  const { on, now } = points.at(-1)!;
  return {
    on,
    now,
    since: {
      ...{ fellDue: sum('fellDue'), onTime: sum('onTime'), late: sum('late') },
      ...{ missed: sum('missed'), excused: sum('excused') },
    },
  };
};

/** As many columns as there is room for, the last one that of the last point. */
const columnsOf = (points: readonly SeriesPoint[], room: number): Column[] => {
  const each = Math.ceil(points.length / room);
  const columns: Column[] = [];
  for (let end = points.length; end > 0; end -= each)
    columns.push(together(points.slice(Math.max(0, end - each), end)));
  return columns.toReversed();
};

const rowOf = (decimal: string): number => Math.min(ROWS, Math.max(0, Math.round(Number(decimal) * ROWS)));

/** What stands at a row of a column: the line, its band, or nothing; a column without a number is hatched. */
const cell = ({ now }: Column, row: number, { unicode }: Terminal): string => {
  if (now.published === null) return '/';
  if (row === rowOf(now.published)) return unicode ? '●' : 'o';
  if (row < rowOf(now.lower) || row > rowOf(now.upper)) return ' ';
  return unicode ? '░' : ':';
};

const MIDDLE = ROWS / 2;

/** The words are written where a stretch without a number is long enough for them. */
const withWords = (line: string, columns: readonly Column[], wide: number): string => {
  let written = line;
  const words = ` ${NOT_ENOUGH} `;
  for (let start = 0; start < columns.length;) {
    const rest = columns.slice(start);
    const length = rest.findIndex(({ now }) => now.published !== null);
    const stretch = length < 0 ? rest.length : length;
    if (stretch * wide >= words.length) {
      const at = start * wide + Math.floor((stretch * wide - words.length) / 2);
      written = `${written.slice(0, at)}${words}${written.slice(at + words.length)}`;
    }
    start += Math.max(1, stretch);
  }
  return written;
};

/** A number as one character: nothing, 1 to 9, more; what is below none was done since. */
const digit = (count: number): string => {
  if (count === 0) return '.';
  if (count < 0) return '-';
  return count > 9 ? '+' : `${count}`;
};

const NUMBERS = '123456789abcdefghijklmnopqrstuvwxyz';

const left = (text: string): string => `${text.padStart(MARGIN - 2)} `;

/** The years beneath the axis, each where its first column is. */
const yearsOf = (columns: readonly Column[], wide: number): string => {
  let line = '';
  let before = '';
  for (const [at, { on }] of columns.entries()) {
    const year = on.slice(0, 4);
    if (year !== before && line.length <= at * wide) line = `${line.padEnd(at * wide)}${year} `;
    before = year;
  }
  return line.trimEnd();
};

/** The numbers of the marks above the axis: where several fall into one column, `*`. */
const marksOf = ({ marks }: Series, columns: readonly Column[], wide: number): string => {
  const signs = columns.map((column, at) => {
    const after = columns[at - 1]?.on ?? '';
    const here = marks.flatMap(({ on }, number) => (on > after && on <= column.on ? [number] : []));
    return here.length > 1 ? '*' : here.length === 1 ? (NUMBERS[here[0]!] ?? '*') : ' ';
  });
  return signs
    .map((sign) => sign.padStart(Math.ceil(wide / 2)).padEnd(wide))
    .join('')
    .trimEnd();
};

/**
 * A series drawn for a terminal: from 0 to 100%, the estimate with its 95% range, hatched where there is no number, and
 * beneath how many things fell due and what became of them. Shapes and digits carry the meaning, no colour does.
 */
export const chartText = (series: Series, terminal: Terminal): string => {
  const width = Math.max(NARROWEST, terminal.width);
  const room = width - MARGIN;
  const columns = columnsOf(series.points, room);
  const wide = Math.max(1, Math.min(WIDEST, Math.floor(room / columns.length)));
  const line = terminal.unicode ? '│' : '|';
  const rows = Array.from({ length: ROWS + 1 }, (_, at) => {
    const row = ROWS - at;
    const cells = columns.map((column) => cell(column, row, terminal).repeat(wide)).join('');
    const drawn = row === MIDDLE ? withWords(cells, columns, wide) : cells;
    return `${left(row % MIDDLE === 0 ? `${row * 10}%` : '')}${line}${drawn}`.trimEnd();
  });
  const axis = `${left('')}${terminal.unicode ? '└' : '+'}${(terminal.unicode ? '─' : '-').repeat(columns.length * wide)}`;
  const beneath = (text: string): string => `${' '.repeat(MARGIN)}${text}`.trimEnd();
  const strip = STRIP.map(([name, of]) => {
    const counts = columns.map(({ since }) =>
      digit(since[of])
        .padStart(Math.ceil(wide / 2))
        .padEnd(wide),
    );
    return `${left(name)} ${counts.join('')}`.trimEnd();
  });
  const signs = terminal.unicode ? '● estimate, ░ 95% range' : 'o estimate, : 95% range';
  const negative = strip.some((text) => text.slice(MARGIN).includes('-')) ? '; -: fewer, some were done since' : '';
  const marked = marksOf(series, columns, wide);
  const legend = brokenAt(
    `${signs}, / not enough evidence. Beneath: what fell due since the column before (.: none, +: more than nine${negative}).`,
    width - MARGIN,
  );
  const events = series.marks.flatMap(({ on, sentence }, at) =>
    brokenAt(`${NUMBERS[at] ?? '*'}  ${label(on)}: ${sentence}`, width - MARGIN).map((text, part) =>
      beneath(part === 0 ? text : `   ${text}`),
    ),
  );
  return printable(
    [
      ...rows,
      axis,
      ...(marked === '' ? [] : [beneath(marked)]),
      beneath(yearsOf(columns, wide)),
      ...strip,
      ...legend.map(beneath),
      ...events,
    ].join('\n'),
  );
};

const STATUS: Record<Figures['status'], string> = {
  ok: 'ok',
  'insufficient-evidence': 'not enough',
  'seen-in-part': 'seen in part',
};

const shown = ({ published }: Figures, of: string): string => (published === null ? '-' : percent(of));

const HEADINGS = [
  'date',
  'estimate',
  'low',
  'high',
  'fell due',
  'on time',
  'late',
  'missed',
  'excused',
  'status',
  'then',
];

const tableRow = ({ on, now, asKnownThen }: SeriesPoint): string[] => [
  on,
  ...[now.estimate, now.lower, now.upper].map((of) => shown(now, of)),
  ...[now.fellDue, now.onTime, now.late, now.missed, now.excused].map(String),
  STATUS[now.status],
  asKnownThen === null ? 'not over' : shown(asKnownThen, asKnownThen.estimate),
];

/** How many numbers are others now than as they were known then. */
const revisedText = (points: readonly SeriesPoint[]): string => {
  const revised = points.filter(isRevised).length;
  return `then: the estimate as known at the end of that day, which never changes. ${revised === 0 ? 'None has' : `${revised} ${revised === 1 ? 'has' : 'have'}`} been revised since.`;
};

/** The figures of every point, counts being of all that had fallen due by then; `then`: the estimate as known on that day. */
export const tableText = ({ points }: Series): string => {
  const rows = [HEADINGS, ...points.map(tableRow)];
  const widths = HEADINGS.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  const table = rows.map((row) => row.map((text, at) => text.padStart(widths[at]!)).join('  '));
  return [...table, revisedText(points)].join('\n');
};

const whole = ({ asKnownThen, now, on, revised }: SeriesPoint): (string | number | null)[] => {
  const number = (of: string): string | null => (now.published === null ? null : of);
  const evidence = now.status === 'seen-in-part' ? null : now.evidence;
  return [
    ...[on, now.published, number(now.lower), number(now.upper), evidence, now.fellDue, now.onTime, now.late],
    ...[now.missed, now.noRecord, now.excused, now.underDispute, now.status, asKnownThen?.published ?? null],
    revised ? 'yes' : 'no',
  ];
};

/** A series as CSV (RFC 4180), a point a row; each carries its subject and what reproduces it. */
export const seriesCsv = ({ points, reproduction: by }: Series): string =>
  csvRows([
    [
      ...['measure', 'subject', 'direction', 'date', 'estimate', 'lower', 'upper', 'evidence', 'fell due', 'on time'],
      ...[
        'late',
        'missed',
        'no record',
        'excused',
        'under dispute',
        'status',
        'estimate as known then',
        'revised since',
      ],
      ...['known at', 'policy hash', 'engine', 'log head'],
    ],
    ...points.map((point) => [
      ...[by.measure, by.subject, by.direction],
      ...whole(point),
      ...[by.recordedAsOf, by.policyHash, by.engineVersion, by.logHead],
    ]),
  ]);
