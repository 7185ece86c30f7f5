import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rebuild, swapIn } from '../src/projection/rebuild.js';
import { Questions, type PageRequest } from '../src/projection/questions.js';
import { ReadModel } from '../src/projection/read-model.js';
import { SqliteEventStore } from '../src/store/sqlite-event-store.js';
import { catalogue } from '../src/subjects.js';
import { fillLog, settableClock } from './log.js';
import { median, row, type Row } from './table.js';

const SMALL = 10_000;
const LARGE = 1_000_000;
const REPEATS = 201;
const TARGET = 3;

type Ask = Omit<PageRequest, 'first' | 'seq' | 'asker'>;

// All but the matter fill their page of 50 in both records: it is the same page that is compared.
const ASKED: Readonly<Record<string, (n: number) => Ask>> = {
  'commissioner and TSO': () => ({ commissioners: ['C0'], tsos: ['T0'], order: 'OCCURRED' }),
  'commissioner and TSO, latest first': () => ({ commissioners: ['C0'], tsos: ['T0'], order: 'OCCURRED_DESC' }),
  'commissioner, oldest first': (n) => ({ commissioners: [`C${n % 3}`], order: 'OCCURRED' }),
  'commissioner, latest first': (n) => ({ commissioners: [`C${n % 3}`], order: 'OCCURRED_DESC' }),
  'commissioner, as recorded': (n) => ({ commissioners: [`C${n % 3}`], order: 'RECORDED' }),
  'TSO, from a day on': () => ({ tsos: ['T0'], from: '2010-06-01', order: 'OCCURRED' }),
  matter: (n) => ({ dossier: `matter-M${n}`, order: 'OCCURRED' }),
  'everything, latest first': () => ({ order: 'OCCURRED_DESC' }),
};

/** Median milliseconds of a page of 50, `known` being the part of the log that was known. */
const pageTimes = (questions: Questions, known: number): Record<string, number> => {
  const seq = Math.floor(questions.seqAt() * known);
  return Object.fromEntries(
    Object.entries(ASKED).map(([name, ask]) => {
      const times = Array.from({ length: REPEATS }, (_, n) => {
        const start = process.hrtime.bigint();
        const { found } = questions.page({ ...ask(n), first: 50, seq, asker: null });
        if (name !== 'matter' && found.length !== 50) throw new Error(`the page "${name}" is not full`);
        return Number(process.hrtime.bigint() - start) / 1e6;
      });
      return [name, median(times.slice(20))];
    }),
  );
};

const measured = async (directory: string, size: number): Promise<Record<string, number>> => {
  const { clock, set } = settableClock();
  const store = new SqliteEventStore(join(directory, `events-${size}.db`), catalogue, { clock });
  const file = join(directory, `views-${size}.db`);
  await fillLog(store, set, size);
  await rebuild(store, file);
  swapIn(file);
  await store.close();
  const readModel = new ReadModel(file);
  const questions = new Questions(readModel.database);
  const now = pageTimes(questions, 1);
  const past = pageTimes(questions, 0.5);
  readModel.close();
  return {
    ...now,
    ...Object.fromEntries(Object.entries(past).map(([name, time]) => [`${name}, known half-way`, time])),
  };
};

/** A page of history in a record of a million events against the same page in one of ten thousand. */
export const historyBench = async (): Promise<Row[]> => {
  const directory = mkdtempSync(join(tmpdir(), 'concordat-bench-'));
  try {
    const small = await measured(directory, SMALL);
    const large = await measured(directory, LARGE);
    return Object.keys(small).map((name) => {
      const [a = Number.NaN, b = Number.NaN] = [large[name], small[name]];
      return row(
        `page of 50, 1,000,000 / 10,000: ${name}`,
        a / b,
        `<= ${TARGET}`,
        a / b <= TARGET,
        `${a.toFixed(2)} / ${b.toFixed(2)} ms`,
      );
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
};
