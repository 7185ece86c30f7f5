import { MeasureBackground } from '../measures/measures.background.js';
import { alternativeOf, captionsOf, percent, spanOf, subjectName, type Background } from '../measures/captions.js';
import { chartSvg } from '../measures/chart-svg.js';
import { chartText, seriesCsv, tableText, type Terminal } from '../measures/chart-text.js';
import type { Aspect, Point, Series } from '../measures/figures.js';
import { Policies } from '../measures/measures.policies.js';
import { MeasurePoint, MeasureSeries, type StepOfTime } from '../measures/measures.queries.js';
import type { Party } from '../measures/duty.js';
import type { Measure, Policy } from '../measures/policy.js';
import { addMonths, label, type Day } from '../kernel/time.js';
import { momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { printable } from '../report/escaped.js';
import { wrapped } from '../report/wrapped.js';
import { OPERATOR, withRecord, type Opened } from './context.js';
import { Misused, print, printJson } from './output.js';
import { day, type Common } from './reading.js';

interface MeasureOptions extends Common {
  readonly commissioner?: string;
  readonly tso?: string;
  readonly area?: string;
  readonly sizeBand?: string;
  readonly measure: Measure;
  readonly owedBy: Party;
  readonly from?: string;
  readonly to?: string;
  readonly step: 'month' | 'quarter' | 'year';
  readonly at?: string;
  readonly policy?: string;
  readonly format: 'text' | 'json' | 'csv' | 'svg';
}

/** How many years a chart tells of that is given no first day. */
const YEARS = 3;

const FALLBACK_WIDTH = 80;

/** The terminal written to, as far as it says of itself. */
const terminal = ({ LC_ALL, LC_CTYPE, LANG } = process.env): Terminal => ({
  width: Math.min(process.stdout.columns ?? FALLBACK_WIDTH, 160),
  unicode: /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || ''),
});

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** "+0.0625" as points of a hundred: "+6.3". */
const points = (effect: string): string => `${Number(effect) < 0 ? '' : '+'}${(Number(effect) * 100).toFixed(1)}`;

const MOST_EFFECTS = 20;

const effectsText = ({ effects, figures }: Point): string[] => {
  if (figures.published === null || effects.length === 0) return [];
  const shown = effects.slice(0, MOST_EFFECTS);
  return [
    '',
    'What moves it, in hundredths from 50%, largest first; all of these add up to it:',
    ...shown.map(
      ({ of, weight, credit, effect, events }) =>
        `  ${points(effect).padStart(6)}  ${of}, weight ${Number(weight).toFixed(2)}, credit ${Number(credit).toFixed(2)}${events.length > 0 ? ` {${events.join(', ')}}` : ''}`,
    ),
    ...(effects.length > shown.length ? [`  and ${effects.length - shown.length} others: --json lists them`] : []),
  ];
};

const robustnessText = ({ robustness, figures }: Point): string[] => {
  if (figures.published === null) return [];
  const told = robustness
    .filter(({ differs }) => differs)
    .map(({ name, published }) => `${published === null ? 'no number' : percent(published)} with ${name}`);
  return told.length === 0 ? [] : ['', `By other choices it would be: ${told.join('; ')}.`];
};

/** One number taken apart, as a person reads it. */
const pointText = (point: Point, names: Pick<Background, 'commissioner' | 'tso'>, policy: Policy): string => {
  const { aspect, on, figures, bar, change } = point;
  const { kept, missed, unknown } = bar;
  const lines = [
    `${capital(subjectName(aspect, names))}, ${label(on)}`,
    '',
    ...captionsOf(figures, on, policy),
    ...(figures.published === null
      ? []
      : [`Done ${percent(kept)}, not done ${percent(missed)}, not known ${percent(unknown)}.`]),
    `From the year before to the last: ${change.answer}.`,
    ...effectsText(point),
    ...robustnessText(point),
  ];
  return printable(lines.map((line) => wrapped(line, line.startsWith('  ') ? 10 : 0)).join('\n'));
};

const seriesText = (series: Series, background: Background, policy: Policy): string => {
  const last = series.points.at(-1)!;
  const parts = [
    wrapped(capital(subjectName(series.aspect, background)), 0),
    chartText(series, terminal()),
    wrapped(alternativeOf(series, background), 0),
    captionsOf(last.now, last.on, policy)
      .map((text) => wrapped(text, 0))
      .join('\n'),
    tableText(series),
  ];
  return printable(parts.join('\n\n'));
};

/** What a point or a series is of. */
const aspectOf = ({ commissioner, tso, area, sizeBand, measure, owedBy }: MeasureOptions): Aspect => ({
  ...{ commissioner: commissioner ?? null, tso: tso ?? null, area: area ?? null, sizeBand: sizeBand ?? null },
  ...{ measure, owedBy },
});

const showPoint = async (
  { application, container }: Opened,
  aspect: Aspect,
  options: MeasureOptions,
): Promise<void> => {
  const on = day(options.at, '--at')!;
  const { knownAt, policy } = options;
  const point = await application.ask(new MeasurePoint(OPERATOR, aspect, on, knownAt, policy));
  if (options.json || options.format === 'json') {
    printJson(point);
    return;
  }
  const names = await application.ask(new MeasureBackground(OPERATOR, aspect, null, knownAt, policy));
  print(pointText(point, names, container.get(Policies).named(policy)));
};

/** `measures`: reliability or transparency over time, or one number of it taken apart. */
export const measures = async (options: MeasureOptions): Promise<void> => {
  const aspect = aspectOf(options);
  const { at, from, to, knownAt, policy } = options;
  if (aspect.commissioner === null && aspect.tso === null && aspect.area === null)
    throw new Misused('whose record is measured? Add --commissioner ID, --tso ID or --area NAME');
  if (at !== undefined && (from !== undefined || to !== undefined))
    throw new Misused('--at asks for one number, --from and --to for a series: give one or the other');
  if (at !== undefined && ['csv', 'svg'].includes(options.format))
    throw new Misused(`--format ${options.format} is for a series: leave out --at, or choose text or json`);
  await withRecord(options.data, async (opened) => {
    if (at !== undefined) {
      await showPoint(opened, aspect, options);
      return;
    }
    const { application, container } = opened;
    const last: Day = day(to, '--to') ?? momentOf(container.get(Questions), knownAt).day;
    const first: Day = day(from, '--from') ?? addMonths(last, -12 * YEARS);
    const step = options.step.toUpperCase() as StepOfTime;
    const series = await application.ask(
      new MeasureSeries(OPERATOR, aspect, { from: first, to: last, step }, knownAt, policy),
    );
    if (options.format === 'csv' && !options.json) {
      print(seriesCsv(series));
      return;
    }
    const span = spanOf(series);
    const between = span && { from: span.from.on, to: span.to.on };
    const background = await application.ask(new MeasureBackground(OPERATOR, aspect, between, knownAt, policy));
    const alternative = alternativeOf(series, background);
    if (options.json || options.format === 'json') printJson({ ...series, alternative, background });
    else if (options.format === 'svg') print(chartSvg(series, capital(subjectName(aspect, background)), alternative));
    else print(seriesText(series, background, container.get(Policies).named(policy)));
  });
};
