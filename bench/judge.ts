import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bench } from '../src/compliance/compliance.bench.js';
import { Judgements } from '../src/compliance/compliance.judgements.js';
import { momentOf } from '../src/projection/moment.js';
import { Questions } from '../src/projection/questions.js';
import { ReadModel } from '../src/projection/read-model.js';
import { fillMatters, oneMore } from './matters.js';
import { row, type Row } from './table.js';

const SMALL = 10_000;
const LARGE = 100_000;
const DAY = '2024-06-30';
/** After how many matters the memory in use is looked at. */
const LOOK = 500;

/** What one asking about all matters came to. */
interface Asking {
  readonly matters: number;
  readonly findings: number;
  readonly judgedAnew: number;
  readonly seconds: number;
  /** the most heap in use, in MiB */
  readonly heap: number;
}

const AUDITOR = { role: 'auditor', organisation: null } as const;

const heapInUse = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

/** Asks for all findings on record, as of a day; `measured` takes the memory too, which takes time of its own. */
const ask = async (readModel: ReadModel, day = DAY, measured = false): Promise<Asking> => {
  const questions = new Questions(readModel.database);
  const bench = new Bench(questions, new Judgements(readModel), AUDITOR, momentOf(questions, null), day, null);
  const start = process.hrtime.bigint();
  let [matters, findings, heap] = [0, 0, 0];
  for await (const judged of bench.of([''])) {
    matters += 1;
    findings += judged.findings.length;
    if (measured && matters % LOOK === 0) heap = Math.max(heap, heapInUse());
  }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return { matters, findings, judgedAnew: bench.judgedAnew, seconds, heap };
};

const measured = async (directory: string, size: number) => {
  const file = join(directory, `views-${size}.db`);
  fillMatters(file, size);
  const readModel = new ReadModel(file);
  try {
    const first = await ask(readModel);
    const second = await ask(readModel);
    const nextDay = await ask(readModel, '2024-07-01');
    const { seq } = readModel.progress();
    readModel.project([oneMore(7, seq)]);
    const third = await ask(readModel);
    // As of an earlier day all is judged once more.
    const heap = (await ask(readModel, '2023-12-31', true)).heap;
    return { first, second, nextDay, third, heap };
  } finally {
    readModel.close();
  }
};

const each = ({ seconds, matters }: Asking): number => (seconds / matters) * 1e3;

/** Judging all matters: what it takes for each as the record grows, and what is judged again after that. */
export const judgeBench = async (): Promise<Row[]> => {
  const directory = mkdtempSync(join(tmpdir(), 'concordat-bench-'));
  try {
    const small = await measured(directory, SMALL);
    const large = await measured(directory, LARGE);
    const slower = each(large.first) / each(small.first);
    const again = large.second.seconds / large.first.seconds;
    const exactly = (what: string, { judgedAnew, seconds }: Asking, target: number): Row =>
      row(what, judgedAnew, `= ${target}`, judgedAnew === target, `${seconds.toFixed(1)} s in all`);
    return [
      row(
        'judging a matter the first time, one of 100,000 / of 10,000',
        slower,
        '<= 1.5',
        slower <= 1.5,
        `${each(large.first).toFixed(2)} / ${each(small.first).toFixed(2)} ms, ${(large.first.findings / large.first.matters).toFixed(0)} findings each`,
      ),
      row(
        'most heap in use while judging, 100,000 / 10,000',
        large.heap / small.heap,
        '<= 1.5',
        large.heap / small.heap <= 1.5,
        `${large.heap.toFixed(1)} / ${small.heap.toFixed(1)} MiB`,
      ),
      row(
        'asking about all 100,000 again / the first time',
        again,
        '<= 0.2',
        again <= 0.2,
        `${large.second.seconds.toFixed(1)} s`,
      ),
      exactly('matters judged when all 100,000 are asked about again', large.second, 0),
      exactly('the same, as of the day after', large.nextDay, 0),
      exactly('matters judged after one more event', large.third, 1),
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
};
