import { EventById } from '../audit/audit.queries.js';
import { sentenceOf } from '../history/sentences.js';
import { MeasureBackground } from '../measures/measures.background.js';
import { alternativeOf, captionsOf, percent, spanOf, subjectName, type Background } from '../measures/captions.js';
import { chartSvg } from '../report/chart-svg.js';
import { chartText, seriesCsv, tableText, type Terminal } from '../report/chart-text.js';
import type { Aspect, Effect, Point, Series } from '../measures/figures.js';
import { PerceptionOf, type Perception } from '../measures/measures.perception.js';
import { DIRECTIONS } from '../measures/perception.js';
import { perceptionCsv, perceptionText } from '../report/perception-text.js';
import { MeasurePoint, MeasureSeries, type StepOfTime } from '../measures/measures.queries.js';
import { PUBLIC, type Party } from '../measures/duty.js';
import { RULES, type Measure } from '../measures/policy.js';
import { addMonths, label, type Day } from '../kernel/time.js';
import { momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { Directory } from '../organisation/directory.js';
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
  readonly measure: Measure | 'perception';
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

const EVENT = ' '.repeat(10);

/** The effects of a point that are told one by one. */
const told = ({ effects, figures }: Point): readonly Effect[] =>
  figures.published === null ? [] : effects.slice(0, MOST_EFFECTS);

/** What a reader is told of bodies and events besides their ids. */
interface Words {
  readonly named: (id: string) => string;
  /** by the id of an event */
  readonly sentences: ReadonlyMap<string, string>;
}

/** What an effect is of: a relationship by the names of both, or an obligation by its rule. */
const effectName = (of: string, { policy }: Point, { named }: Words): string => {
  const [commissioner, tso] = of.split(' ');
  if (tso !== undefined) return `${named(commissioner!)} and ${tso === PUBLIC ? 'nobody by name' : named(tso)}`;
  const rule = RULES.find((one) => of.startsWith(`${one}:`));
  return rule ? `${policy.rules[rule].name} (${of})` : of;
};

const effectsText = (point: Point, words: Words): string[] => {
  const { effects } = point;
  const shown = told(point);
  if (shown.length === 0) return [];
  return [
    '',
    'What moves it, in hundredths from 50%, largest first; all of these add up to it:',
    ...shown.flatMap(({ of, weight, credit, effect, events }) => [
      `  ${points(effect)}  ${effectName(of, point, words)}, weight ${Number(weight).toFixed(2)}, credit ${Number(credit).toFixed(2)}`,
      ...events.map((id) => `${EVENT}${words.sentences.get(id) ?? 'Not to be seen'} {${id}}`),
    ]),
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
const pointText = (point: Point, names: Pick<Background, 'commissioner' | 'tso'>, words: Words): string => {
  const { aspect, on, figures, bar, change, policy } = point;
  const { kept, missed, unknown } = bar;
  const lines = [
    `${capital(subjectName(aspect, names))}, ${label(on)}`,
    '',
    ...captionsOf(figures, on, policy, point.knownOn),
    ...(figures.published === null
      ? []
      : [`Done ${percent(kept)}, not done ${percent(missed)}, not known ${percent(unknown)}.`]),
    `From the year before to the last: ${change.answer}.`,
    ...effectsText(point, words),
    ...robustnessText(point),
  ];
  return printable(
    lines
      .map((line) => {
        const indent = line.length - line.trimStart().length;
        return indent === 0 ? wrapped(line, 0) : `${' '.repeat(indent)}${wrapped(line.trim(), indent + 2)}`;
      })
      .join('\n'),
  );
};

const seriesText = (series: Series, background: Background): string => {
  const last = series.points.at(-1)!;
  const parts = [
    wrapped(capital(subjectName(series.aspect, background)), 0),
    chartText(series, terminal()),
    wrapped(alternativeOf(series, background), 0),
    captionsOf(last.now, last.on, series.policy, series.knownOn)
      .map((text) => wrapped(text, 0))
      .join('\n'),
    tableText(series),
  ];
  return printable(parts.join('\n\n'));
};

/** What a point or a series is of. */
const aspectOf = ({ commissioner, tso, area, sizeBand, owedBy }: MeasureOptions, measure: Measure): Aspect => ({
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
  const { seq } = momentOf(container.get(Questions), knownAt);
  const named = (id: string): string => container.get(Directory).name(id, seq, OPERATOR);
  const sentences = new Map<string, string>();
  for (const id of new Set(told(point).flatMap(({ events }) => events))) {
    // oxlint-disable-next-line no-await-in-loop -- few, one after the other
    const entry = await application.ask(new EventById(OPERATOR, id, knownAt));
    if (entry)
      sentences.set(id, `${entry.occurredOn ? label(entry.occurredOn) : 'No day'}: ${sentenceOf(entry, named)}`);
  }
  print(pointText(point, names, { named, sentences }));
};

/** What is wrong with asking for what is said in the way it is asked for; undefined where nothing is. */
const misusedPerception = ({ commissioner, area, sizeBand, from, format }: MeasureOptions): string | undefined => {
  if (commissioner === undefined) return '--measure perception is of one commissioner: add --commissioner ID';
  if (area !== undefined || sizeBand !== undefined)
    return '--measure perception is of one commissioner: leave out --area and --size-band';
  if (from !== undefined) return '--measure perception tells all that is published by a day: leave out --from';
  if (format === 'svg') return '--measure perception is no line: choose text, csv or json';
  return undefined;
};

/** What each side says of the other, by the day of `--at` or `--to`. */
const perception = async (options: MeasureOptions): Promise<void> => {
  const wrong = misusedPerception(options);
  if (wrong) throw new Misused(wrong);
  const { tso, knownAt, policy, format } = options;
  const commissioner = options.commissioner!;
  const on = day(options.at, '--at') ?? day(options.to, '--to');
  await withRecord(options.data, async ({ application, container }) => {
    const told: Perception[] = [];
    for (const direction of DIRECTIONS) {
      const of = { commissioner, tso: tso ?? null, direction };
      // oxlint-disable-next-line no-await-in-loop -- two, one after the other
      told.push(await application.ask(new PerceptionOf(OPERATOR, of, on, knownAt, policy)));
    }
    if (options.json || format === 'json') printJson({ perception: told });
    else if (format === 'csv') print(perceptionCsv(told));
    else {
      const { seq } = momentOf(container.get(Questions), knownAt);
      const directory = container.get(Directory);
      const id = directory.resolve(commissioner, 'commissioner', seq, OPERATOR);
      print(perceptionText(directory.name(id, seq, OPERATOR), told));
    }
  });
};

/** Reliability or transparency over time, or one number of it taken apart. */
const conduct = async (options: MeasureOptions, measure: Measure): Promise<void> => {
  const aspect = aspectOf(options, measure);
  const { at, from, to, knownAt, policy } = options;
  if ([aspect.commissioner, aspect.tso, aspect.area, aspect.sizeBand].every((of) => of === null))
    throw new Misused('whose record is measured? Add --commissioner ID, --tso ID, --area NAME or --size-band BAND');
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
    else print(seriesText(series, background));
  });
};

/** `measures`: what was done, over time or at one day, or what each side says of the other. */
export const measures = async (options: MeasureOptions): Promise<void> => {
  const { measure } = options;
  await (measure === 'perception' ? perception(options) : conduct(options, measure));
};
