import { randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { v1 } from '../src/kernel/catalogue.js';
import { NEW_STREAM, type NewEvent } from '../src/store/event-store.js';
import { SqliteEventStore } from '../src/store/sqlite-event-store.js';
import { median, row, type Row } from './table.js';

const TARGETS = [
  { callers: 1, target: 0.45 },
  { callers: 64, target: 0.3 },
];
const ROUNDS = 15;
const SLICE_MS = 150;
const STREAM_LENGTH = 16;
const PREALLOCATED = 256 * 1024 * 1024;

const WORDS =
  'the council asked what it would cost to keep the advice centre open for a further year and who would pay'.split(' ');

const text = (seed: number, words: number): string =>
  Array.from({ length: words }, (_, at) => WORDS[(seed * 7 + at * (1 + (seed % 5))) % WORDS.length]).join(' ');

// Made beforehand, so that neither side is measured by the making of text.
const BODIES = Array.from({ length: 100 }, (_, seed) => ({ title: text(seed, 12), body: text(seed, 140) }));

let made = 0;

// Ids that begin with the time, as UUIDv7 do: a random id costs the index a third of the speed.
const event = (): NewEvent => {
  made += 1;
  const id = `${Date.now().toString(16).padStart(12, '0')}-${String(made).padStart(10, '0')}-${randomUUID().slice(0, 8)}`;
  return {
    id,
    fact: {
      type: 'Noted',
      data: { ...BODIES[made % BODIES.length], count: made },
      occurredOn: '2024-03-04',
      basis: 'stated',
      by: 'commissioner',
      commissioner: 'council',
      tsos: ['advice-centre'],
      matter: 'advice-2024',
      visibility: 'parties',
      evidence: [],
      note: null,
      sourceRecordedOn: null,
    },
    meta: {
      commandId: id,
      correlationId: id,
      causationId: null,
      actor: { role: 'officer', organisation: 'council' },
      source: 'entered',
    },
  };
};

/** Runs `step` until a slice of time is over; events per second, `perStep` events to a step. */
const rate = async (perStep: number, step: () => unknown): Promise<number> => {
  const start = performance.now();
  let events = 0;
  while (performance.now() - start < SLICE_MS) {
    await step();
    events += perStep;
  }
  return (events / (performance.now() - start)) * 1000;
};

/** The limit: the same JSON written in place to a file that has its size already, one fdatasync for a batch. */
const rawLog = (file: string) => {
  const fd = openSync(file, 'w');
  const block = Buffer.alloc(1024 * 1024, ' ');
  for (let at = 0; at < PREALLOCATED; at += block.length) writeSync(fd, block, 0, block.length, at);
  fsyncSync(fd);
  let end = 0;
  const write = (callers: number): void => {
    const lines = Array.from({ length: callers }, () => `${JSON.stringify(event())}\n`).join('');
    const bytes = Buffer.from(lines);
    if (end + bytes.length > PREALLOCATED) end = 0;
    writeSync(fd, bytes, 0, bytes.length, end);
    fdatasyncSync(fd);
    end += bytes.length;
  };
  return {
    slice: (callers: number) => rate(callers, () => write(callers)),
    close: () => closeSync(fd),
  };
};

/**
 * Every caller appends its next event when the last one is durable. It begins a new stream after a few events, since
 * the streams of the record are short: one matter, one consultation, one agreement.
 */
const storeSlice = async (store: SqliteEventStore, callers: number): Promise<number> => {
  const call = (): Promise<number> => {
    let stream = '';
    let revision = STREAM_LENGTH - 1;
    return rate(1, async () => {
      if (revision === STREAM_LENGTH - 1) [stream, revision] = [randomUUID(), NEW_STREAM];
      ({ revision } = await store.append(stream, revision, [event()]));
    });
  };
  const rates = await Promise.all(Array.from({ length: callers }, call));
  return rates.reduce((sum, one) => sum + one, 0);
};

/**
 * Durable appends of one event each, by 1 and by 64 callers at once, as a ratio to what the disk and JSON allow.
 * Slices of the two take turns, so that other work on the machine burdens both alike; each figure is the median of
 * its rounds; the ratio is the figure that carries over to other machines.
 */
export const appendBench = async (): Promise<Row[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'concordat-bench-'));
  const raw = rawLog(join(folder, 'raw'));
  const store = new SqliteEventStore(join(folder, 'log.db'), { Noted: v1(z.looseObject({})) });
  try {
    const rows: Row[] = [];
    for (const { callers, target } of TARGETS) {
      const rounds: { raw: number; store: number }[] = [];
      for (let round = 0; round <= ROUNDS; round += 1)
        rounds.push({ raw: await raw.slice(callers), store: await storeSlice(store, callers) });
      const [, ...warm] = rounds;
      const ratio = median(warm.map((one) => one.store / one.raw));
      const rates = [median(warm.map((one) => one.store)), median(warm.map((one) => one.raw))];
      const scale = rates.map((rate) => rate.toFixed(0)).join(' / ');
      const what = `durable append / raw write + fdatasync, ${callers} caller${callers === 1 ? '' : 's'}`;
      rows.push(row(what, ratio, `>= ${target}`, ratio >= target, `${scale} events/s`));
    }
    return rows;
  } finally {
    await store.close();
    raw.close();
    rmSync(folder, { recursive: true });
  }
};
