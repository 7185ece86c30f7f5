import type { INestApplicationContext } from '@nestjs/common';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Application } from '../engine/application.js';
import { parseExchange } from '../compliance/exchange.js';
import { millisecondsOf } from '../kernel/time.js';
import { EventStore } from '../store/event-store.js';

const CASES = fileURLToPath(new URL('cases/', import.meta.url));

const caseFile = z.object({
  case: z.string(),
  title: z.string(),
  events: z.array(z.looseObject({ id: z.string(), recordedAt: z.string() })),
});

/** The documented cases, in the order of their files. Each is a bundle: its events, and the verdicts expected of them. */
export const cases = (): z.output<typeof caseFile>[] =>
  readdirSync(CASES)
    .filter((file) => file.endsWith('.json'))
    .map((file) => caseFile.parse(JSON.parse(readFileSync(`${CASES}${file}`, 'utf8'))))
    .toSorted((a, b) => Number(a.case.split('.')[1]) - Number(b.case.split('.')[1]));

export interface Seeded {
  readonly events: number;
  readonly cases: readonly { readonly number: string; readonly title: string }[];
}

/**
 * Records the cases through the ordinary commands, in the order in which they tell that they were recorded; `setClock`
 * puts the log's clock (ms since the epoch) on each of these instants. Twice is once. Returns undefined, with nothing
 * written, where the log holds something else.
 */
export const seed = async (
  application: Application,
  container: INestApplicationContext,
  setClock: (instant: number) => void,
): Promise<Seeded | undefined> => {
  const told = cases();
  const events = told
    .flatMap(({ events: lines }) => lines)
    .map((line, index) => ({ line, index, instant: millisecondsOf(line.recordedAt) ?? Number.NaN }))
    .toSorted((a, b) => a.instant - b.instant || a.index - b.index);
  const [first] = events;
  const store = container.get(EventStore);
  for await (const page of store.readAll('', 1)) {
    if (page[0]?.id !== first?.line.id) return undefined;
    break;
  }
  for (const { line, instant } of events) {
    setClock(instant);
    const { type, data, occurredOn, basis, by, commissioner, tsos, matter, visibility, evidence, note } =
      parseExchange(line);
    // oxlint-disable-next-line no-await-in-loop -- each is recorded on its own day
    await application.record(
      { type, data, occurredOn, basis, by, commissioner, tsos, matter, visibility, evidence, note },
      { actor: { role: 'administrator', organisation: null }, commandId: line.id, source: 'imported' },
    );
  }
  setClock(0);
  return { events: events.length, cases: told.map(({ case: number, title }) => ({ number, title })) };
};
