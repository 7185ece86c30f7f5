import { label, daysBetween } from '../kernel/time.js';
import { escaped } from './escaped.js';
import { isRevised } from '../measures/captions.js';
import type { Figures, Series, SeriesPoint } from '../measures/figures.js';
import { brokenAt } from './wrapped.js';

const WIDE = 720;
const [LEFT, RIGHT, TOP, PLOT, STRIP] = [56, 16, 56, 240, 96];
/** in the strip: what one thing is high */
const STEP = 8;
const MOST = 10;
/** how many letters a line of text has at most */
const WIDEST_TEXT = 104;
const BLUE = '#1d3557';

interface Place {
  readonly x: (on: string) => number;
  readonly y: (decimal: string) => number;
}

const n = (value: number): string => value.toFixed(1);

const placesOf = ({ points }: Series): Place => {
  const [first, last] = [points[0]!.on, points.at(-1)!.on];
  const days = Math.max(1, daysBetween(first, last));
  const inset = 20;
  const span = WIDE - LEFT - RIGHT - 2 * inset;
  return {
    x: (on) => LEFT + inset + (span * Math.min(days, Math.max(0, daysBetween(first, on)))) / days,
    y: (decimal) => TOP + PLOT * (1 - Number(decimal)),
  };
};

type Shown = SeriesPoint & { readonly now: Figures & { readonly published: string } };

/** Stretches of neighbours that have a number: no line goes across a gap. */
const stretches = <Point, Numbered extends Point>(
  points: readonly Point[],
  hasNumber: (point: Point) => point is Numbered,
): Numbered[][] => {
  const found: Numbered[][] = [];
  let open: Numbered[] = [];
  for (const point of points) {
    if (hasNumber(point)) open.push(point);
    else if (open.length > 0) {
      found.push(open);
      open = [];
    }
  }
  return open.length > 0 ? [...found, open] : found;
};

const isShown = (point: SeriesPoint): point is Shown => point.now.published !== null;

/** The estimate as it was known at the end of each day, thin and dashed; none where no number was revised since. */
const linesThen = ({ points }: Series, { x, y }: Place): string => {
  if (!points.some(isRevised)) return '';
  const known = points.map(({ on, asKnownThen }) => ({ on, published: asKnownThen?.published ?? null }));
  const isKnown = (of: (typeof known)[number]): of is { on: string; published: string } => of.published !== null;
  return stretches(known, isKnown)
    .map((shown) => shown.map(({ on, published }) => `${n(x(on))},${n(y(published))}`).join(' '))
    .map((at) => `<polyline points="${at}" fill="none" stroke="${BLUE}" stroke-width="1" stroke-dasharray="4 3"/>`)
    .join('');
};

const lineOf = (shown: readonly Shown[], { x, y }: Place): string => {
  const at = ({ on }: Shown, of: string) => `${n(x(on))},${n(y(of))}`;
  const upper = shown.map((point) => at(point, point.now.upper));
  const lower = shown.toReversed().map((point) => at(point, point.now.lower));
  const middle = shown.map((point) => at(point, point.now.published));
  const dots = shown.map(
    ({ on, now }) => `<circle cx="${n(x(on))}" cy="${n(y(now.published))}" r="2.5" fill="${BLUE}"/>`,
  );
  return `<polygon points="${[...upper, ...lower].join(' ')}" fill="#c9d6e8" stroke="#6b86ab" stroke-width="1"/><polyline points="${middle.join(' ')}" fill="none" stroke="${BLUE}" stroke-width="2"/>${dots.join('')}`;
};

const EDGE = 16;

/** Grey blocks over the points that have no number, from midway to the point before to midway to the one after. */
const gapsOf = ({ points }: Series, { x }: Place): string => {
  const at = points.map(({ on }) => x(on));
  const why = points.some(({ now }) => now.status === 'seen-in-part')
    ? ['Not given:', 'seen in part']
    : ['Not enough', 'evidence'];
  const blocks: { from: number; to: number }[] = [];
  for (const [index, { now }] of points.entries()) {
    if (now.published !== null) continue;
    const [before, here, after] = [at[index - 1], at[index]!, at[index + 1]];
    const from = before === undefined ? here - EDGE : (before + here) / 2;
    const to = after === undefined ? here + EDGE : (here + after) / 2;
    const last = blocks.at(-1);
    if (last?.to === from) last.to = to;
    else blocks.push({ from, to });
  }
  return blocks
    .map(({ from, to }) => {
      const lines = to - from > 130 ? [why.join(' ')] : to - from > 70 ? why : [];
      const words = lines.map(
        (line, row) =>
          `<text x="${n((from + to) / 2)}" y="${TOP + PLOT / 2 + row * 16}" text-anchor="middle">${line}</text>`,
      );
      return `<rect x="${n(from)}" y="${TOP}" width="${n(to - from)}" height="${PLOT}" fill="#e3e3e3"/>${words.join('')}`;
    })
    .join('');
};

/** One thing in the strip, told apart by shape: solid, striped, outline, crossed. */
const KINDS = [
  ['onTime', `fill="${BLUE}" stroke="${BLUE}"`],
  ['late', `fill="url(#late)" stroke="${BLUE}"`],
  ['missed', `fill="#fff" stroke="${BLUE}"`],
  ['excused', `fill="url(#excused)" stroke="${BLUE}"`],
] as const;

const stripOf = ({ points }: Series, { x }: Place): string => {
  const base = TOP + PLOT + STRIP;
  const wide = Math.max(2, Math.min(12, (WIDE - LEFT - RIGHT) / points.length - 2));
  const columns = points.map(({ on, since }) => {
    const things = KINDS.flatMap(([name, look]) => Array.from({ length: Math.max(0, since[name]) }, () => look));
    const drawn = things
      .slice(0, MOST)
      .map(
        (look, at) =>
          `<rect x="${n(x(on) - wide / 2)}" y="${base - (at + 1) * STEP}" width="${n(wide)}" height="${STEP - 2}" ${look}/>`,
      );
    const more =
      things.length > MOST
        ? `<text x="${n(x(on))}" y="${base - MOST * STEP - 3}" text-anchor="middle" font-size="9">${things.length}</text>`
        : '';
    return `${drawn.join('')}${more}`;
  });
  return columns.join('');
};

const grid = ({ y }: Place): string =>
  ['0', '0.25', '0.5', '0.75', '1']
    .map(
      (of) =>
        `<line x1="${LEFT}" x2="${WIDE - RIGHT}" y1="${n(y(of))}" y2="${n(y(of))}" stroke="#ccc"/><text x="${LEFT - 6}" y="${n(y(of) + 4)}" text-anchor="end">${Number(of) * 100}%</text>`,
    )
    .join('');

const yearsOf = ({ points }: Series, { x }: Place): string => {
  const firsts = points.filter(({ on }, at) => on.slice(0, 4) !== points[at - 1]?.on.slice(0, 4));
  return firsts
    .map(
      ({ on }) =>
        `<text x="${n(x(on))}" y="${TOP + PLOT + STRIP + 16}" text-anchor="middle">${label(on.slice(0, 7))}</text>`,
    )
    .join('');
};

/** A line for each day on which something is marked, with the numbers of all that happened on it. */
const marksOf = ({ marks }: Series, { x }: Place): string => {
  const days = [...new Set(marks.map(({ on }) => on))];
  return days
    .map((day, at) => {
      const numbers = marks.flatMap(({ on }, index) => (on === day ? [index + 1] : []));
      const name = numbers.length > 2 ? `${numbers[0]}-${numbers.at(-1)}` : numbers.join(', ');
      return `<line x1="${n(x(day))}" x2="${n(x(day))}" y1="${TOP}" y2="${TOP + PLOT}" stroke="#555" stroke-dasharray="2 3"/><text x="${n(x(day))}" y="${TOP - 6 - (at % 2) * 12}" text-anchor="middle">${name}</text>`;
    })
    .join('');
};

const PATTERNS = `<defs><pattern id="late" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="4" height="4" fill="#fff"/><path d="M0 4L4 0" stroke="${BLUE}"/></pattern><pattern id="excused" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#fff"/><path d="M0 0L6 6M0 6L6 0" stroke="${BLUE}" stroke-width="0.7"/></pattern></defs>`;

/**
 * A series as a picture, dark blue on white: the estimate with its 95% range, stopped where there is no number; numbered
 * events; and what fell due, told apart by shape. `alternative` is its text alternative.
 */
export const chartSvg = (series: Series, title: string, alternative: string): string => {
  const place = placesOf(series);
  const beneath = TOP + PLOT + STRIP + 40;
  const { points, marks } = series;
  const listed = [
    'Dots: the estimate; the band around it: its 95% range.',
    ...(points.some(isRevised)
      ? ['Dashed: the estimate as known then. Where it leaves the dots, it was revised since.']
      : []),
    'Beneath the line, what fell due: solid on time, striped late, outline missed, crossed excused.',
    ...(points.some(({ since }) => since.missed < 0) ? ['What was missed and done later is there on both days.'] : []),
    ...marks.map(({ on, sentence }, at) => `${at + 1}. ${label(on)}: ${sentence}`),
  ].flatMap((text) => brokenAt(text, WIDEST_TEXT));
  const height = beneath + listed.length * 16;
  const texts = listed.map((text, at) => `<text x="${LEFT}" y="${beneath + at * 16}">${escaped(text)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDE} ${height}" width="${WIDE}" height="${height}" role="img" aria-labelledby="title desc" font-family="sans-serif" font-size="12" fill="#111"><title id="title">${escaped(title)}</title><desc id="desc">${escaped(alternative)}</desc>${PATTERNS}<rect width="${WIDE}" height="${height}" fill="#fff"/><text x="${LEFT}" y="16" font-size="14">${escaped(title)}</text>${grid(place)}${gapsOf(series, place)}${stretches(
    points,
    isShown,
  )
    .map((shown) => lineOf(shown, place))
    .join(
      '',
    )}${linesThen(series, place)}${marksOf(series, place)}${stripOf(series, place)}${yearsOf(series, place)}${texts.join('')}</svg>\n`;
};
