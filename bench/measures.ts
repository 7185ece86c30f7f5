import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recorded } from '../src/kernel/fact.js';
import { addMonths, millisecondsOf, range, type Day } from '../src/kernel/time.js';
import type { Aspect } from '../src/measures/figures.js';
import { talliesAt } from '../src/measures/ledger.js';
import { Ledger } from '../src/measures/measures.ledger.js';
import { MeasureSeries, MeasureSeriesHandler } from '../src/measures/measures.queries.js';
import { MeasureSource } from '../src/measures/measures.source.js';
import { obligationsOf, overlaysOf } from '../src/measures/obligation.js';
import { Policies } from '../src/measures/measures.policies.js';
import { POLICY } from '../src/measures/policy.js';
import { knownBy, standingOf, unitsOf } from '../src/measures/record.js';
import { lineKey, stepsOf, type Step } from '../src/measures/series.js';
import { evolve, initial, type Sums } from './sums.js';
import { add, isNothing, NOTHING, tallyOf, type Tally } from '../src/measures/tally.js';
import { Directory } from '../src/organisation/directory.js';
import { Questions } from '../src/projection/questions.js';
import { ReadModel } from '../src/projection/read-model.js';
import { COMMISSIONERS, engagements, FIRST_DAY } from './engagements.js';
import { median, row, type Row } from './table.js';

const SIZE = 100_000;
/** How many facts the ledger takes between two looks at the clock. */
const PART = 10_000;
/** The month ends whose points as known then are held against a replay of the log as it was. */
const REPLAYED = ['2015-06', '2017-12', '2019-03', '2021-09', '2023-12'];
/** How many events are recomputed for. */
const SAMPLE = 200;

const BEHAVIOUR = [
  { measure: 'transparency', owedBy: 'commissioner' },
  { measure: 'transparency', owedBy: 'tso' },
  { measure: 'reliability', owedBy: 'commissioner' },
  { measure: 'reliability', owedBy: 'tso' },
] as const;

const seconds = (since: bigint): number => Number(process.hrtime.bigint() - since) / 1e9;

const timed = async <T>(task: () => T | Promise<T>): Promise<{ readonly result: T; readonly seconds: number }> => {
  const start = process.hrtime.bigint();
  const result = await task();
  return { result, seconds: seconds(start) };
};

const text = (tally: Tally): string => Object.values(tally).join();

/** How many keys two maps of tallies do not have in common with the same bits; one of nothing counts as none. */
const differences = (a: ReadonlyMap<string, Tally>, b: ReadonlyMap<string, Tally>): number =>
  [...new Set([...a.keys(), ...b.keys()])].filter((key) => text(a.get(key) ?? NOTHING) !== text(b.get(key) ?? NOTHING))
    .length;

const entriesUpTo = (ledger: Ledger, seq: number) =>
  BEHAVIOUR.flatMap((one) => ledger.entries(POLICY, { commissioners: null, tsos: null, ...one }, seq));

/** Sums by line and month. */
const buckets = (sums: Sums): Map<string, Tally> =>
  new Map(
    [...sums].flatMap(([line, months]) => [...months].map(([month, tally]) => [`${line} ${month}`, tally] as const)),
  );

/** Every unit of the whole record read at once, whatever it was before. */
const fromScratch = (facts: readonly Recorded[]): Map<string, Tally> => {
  const standing = standingOf(knownBy(facts, null));
  const overlays = overlaysOf(standing);
  const after: Step[] = [];
  for (const unit of unitsOf(standing).values()) after.push(...stepsOf(unit, overlays, POLICY));
  return buckets(evolve(initial, { before: [], after }));
};

/** What the log as it was comes to at the end of a day, all of it read anew: the tally of each line. */
const replayed = (facts: readonly Recorded[], on: Day): Map<string, Tally> => {
  const sums = new Map<string, Tally>();
  for (const it of obligationsOf(standingOf(knownBy(facts, null)), POLICY, on))
    sums.set(lineKey(it), add(sums.get(lineKey(it)) ?? NOTHING, tallyOf(it, POLICY, on)));
  return sums;
};

/** Follows the record part by part; the seconds that each took. */
const follow = async (ledger: Ledger): Promise<number[]> => {
  const parts: number[] = [];
  for (let until = PART; until <= SIZE; until += PART) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
    const { result, seconds: took } = await timed(() => ledger.follow(POLICY, until));
    if (!result) throw new Error('the ledger could not follow the record');
    parts.push(took);
  }
  return parts;
};

const ofPair = (facts: readonly Recorded[], commissioner: string | null, tso: string | undefined): Recorded[] =>
  facts.filter((fact) => fact.commissioner === commissioner && tso !== undefined && fact.tsos.includes(tso));

/**
 * The seconds it takes to work out one relationship anew, from its own facts alone, for events all over the years.
 * Finding its facts is given for nothing.
 */
const recomputing = (facts: readonly Recorded[]): number[] =>
  Array.from({ length: SAMPLE }, (_, at) => {
    const seq = (at + 1) * (SIZE / SAMPLE);
    const { commissioner, tsos, recordedAt } = facts[seq - 1]!;
    const own = ofPair(facts.slice(0, seq), commissioner, tsos[0]);
    const start = process.hrtime.bigint();
    replayed(own, recordedAt.slice(0, 10));
    return seconds(start);
  });

/** The seconds it takes to work out a relationship anew at each month end of ten years, as known now and as known then. */
const recomputedSeries = (facts: readonly Recorded[], commissioner: string, tso: string): number => {
  const own = ofPair(facts, commissioner, tso);
  const start = process.hrtime.bigint();
  for (let n = 0; n < 120; n += 1) {
    const on = range(addMonths(FIRST_DAY, n).slice(0, 7)).latest;
    const until = millisecondsOf(on)!;
    replayed(own, on);
    replayed(
      own.filter(({ recordedAt }) => Date.parse(recordedAt) <= until),
      on,
    );
  }
  return seconds(start);
};

const series = (readModel: ReadModel, ledger: Ledger) => {
  const questions = new Questions(readModel.database);
  const directory = new Directory(questions);
  const handler = new MeasureSeriesHandler(
    questions,
    directory,
    new MeasureSource(questions, directory, ledger),
    new Policies(),
  );
  const period = { from: FIRST_DAY, to: '2023-12-31', step: 'MONTH' } as const;
  return async (of: Partial<Aspect>): Promise<number> => {
    const aspect: Aspect = {
      ...{ commissioner: null, tso: null, area: null, sizeBand: null, measure: 'reliability', owedBy: 'commissioner' },
      ...of,
    };
    const asked = new MeasureSeries({ role: 'administrator', organisation: null }, aspect, period);
    const { result, seconds: took } = await timed(() => handler.execute(asked));
    if (result.points.length !== 120) throw new Error(`a series of ten years has ${result.points.length} points`);
    return took;
  };
};

const each = async <T, R>(list: readonly T[], task: (one: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one after the other, so that they do not disturb each other
  for (const one of list) results.push(await task(one));
  return results;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const mean = (numbers: readonly number[]): number => sum(numbers) / numbers.length;
const ms = (value: number): string => `${(value * 1e3).toFixed(value < 0.01 ? 3 : 0)} ms`;

/** The ledger of the measures over ten years: whether it is right to the bit, and what it costs. */
export const measuresBench = async (): Promise<Row[]> => {
  const directory = mkdtempSync(join(tmpdir(), 'concordat-bench-'));
  const readModel = new ReadModel(join(directory, 'views.db'));
  try {
    const facts = engagements(SIZE);
    for (let from = 0; from < facts.length; from += 1_000) readModel.project(facts.slice(from, from + 1_000));
    const questions = new Questions(readModel.database);
    const ledger = new Ledger(readModel, questions);
    const parts = await follow(ledger);
    const perEvent = sum(parts) / SIZE;

    const entries = entriesUpTo(ledger, SIZE);
    const incremental = buckets(evolve(initial, { before: [], after: entries }));
    const scratch = await timed(() => fromScratch(facts));
    const wrong = differences(incremental, scratch.result);

    let [lines, revised] = [0, 0];
    const replays = await each(REPLAYED, async (month) => {
      const on = range(month).latest;
      const seq = questions.seqAt(millisecondsOf(on));
      const [told, now] = [seq, SIZE].map(
        (until) =>
          new Map([...talliesAt(entries, [{ on, seq: until }])[0]!].map(([key, { tally }]) => [key, tally] as const)),
      );
      const then = replayed(facts.slice(0, seq), on);
      lines += [...then.values()].filter((tally) => !isNothing(tally)).length;
      revised += differences(told!, now!);
      return differences(told!, then);
    });

    const anew = recomputing(facts);
    const ask = series(readModel, ledger);
    const pairs = await each([1, 2, 3, 4, 5, 6, 7, 8, 9], (n) => ask({ commissioner: `C${n}`, tso: `T${n}` }));
    const groups = await each(
      Array.from({ length: COMMISSIONERS }, (_, n) => n),
      (n) => ask({ commissioner: `C${n}` }),
    );
    const pairsAnew = [1, 2, 3].map((n) => recomputedSeries(facts, `C${n}`, `T${n}`));
    const growth = mean(parts.slice(-3)) / mean(parts.slice(0, 3));
    const faster = mean(anew) / perEvent;
    const seriesFaster = median(pairsAnew) / median(pairs);
    const zero = (what: string, count: number, scale: string): Row => row(what, count, '= 0', count === 0, scale);
    return [
      zero(
        'sums by line and month that differ, event by event / from scratch, 100,000 events',
        wrong,
        `${scratch.result.size} sums, ${entries.length} entries, from scratch in ${scratch.seconds.toFixed(0)} s`,
      ),
      zero(
        `points as known then that differ from a replay of the log as it was, ${REPLAYED.length} month ends`,
        sum(replays),
        `${lines} points, of which ${revised} were revised since`,
      ),
      row(
        'working out the relationship anew for each event / the ledger taking the event',
        faster,
        '>= 5',
        faster >= 5,
        `${ms(mean(anew))} / ${ms(perEvent)}, ${sum(parts).toFixed(0)} s in all`,
      ),
      row(
        'an event of the last 30,000 / of the first 30,000',
        growth,
        '<= 1.5',
        growth <= 1.5,
        parts.map((took) => ((took / PART) * 1e3).toFixed(2)).join(' '),
      ),
      row(
        'working out 120 months of a relationship anew, now and then / asking for its series',
        seriesFaster,
        '>= 5',
        seriesFaster >= 5,
        `${ms(median(pairsAnew))} / ${ms(median(pairs))}; a commissioner's whole series ${ms(median(groups))}`,
      ),
    ];
  } finally {
    readModel.close();
    rmSync(directory, { recursive: true });
  }
};
