import type { Visibility } from '../../src/kernel/fact.js';
import type { Aspect, Point } from '../../src/measures/figures.js';
import { MeasurePoint } from '../../src/measures/measures.queries.js';
import type { Asker } from '../../src/access/visibility.js';
import type { Day } from '../../src/kernel/time.js';
import { ADMINISTRATOR, Clock, newFolder, openApp, send, type App } from '../support/app.js';

/** A fact to be recorded at noon of a day by an application whose clock the test moves. */
export interface Said {
  readonly type: string;
  readonly on: Day;
  readonly data: Readonly<Record<string, unknown>>;
  /** absent: the day it happened */
  readonly recordedOn?: Day;
  /** absent: C1 */
  readonly commissioner?: string;
  /** absent: A */
  readonly tsos?: readonly string[];
  readonly by?: 'commissioner' | 'tso';
  readonly visibility?: Visibility;
}

const noonOf = (day: Day): number => Date.parse(`${day}T12:00:00Z`);

/** Records what is said, in the order in which it was recorded; returns the ids of the events, in the order given. */
export const recordAll = async (app: App, said: readonly Said[]): Promise<string[]> => {
  const ids: string[] = [];
  const order = said
    .map((one, at) => ({ at, day: one.recordedOn ?? one.on, one }))
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.at - b.at));
  for (const { at, day, one } of order) {
    const { type, on, data, commissioner = 'C1', tsos = ['A'], by = 'commissioner', visibility } = one;
    app.clock.now = Math.max(app.clock.now, noonOf(day));
    const draft = { type, occurredOn: on, data, commissioner, tsos, by, ...(visibility && { visibility }) };
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
    ids[at] = (await app.application.record(draft, { actor: ADMINISTRATOR })).eventIds[0]!;
  }
  return ids;
};

/** An application with C1, C2 and some TSOs, whose clock stands at the beginning of 2024. */
export const openRecord = async (tsos: readonly string[] = ['A', 'B'], dataDir = newFolder()): Promise<App> => {
  const app = await openApp(dataDir, new Clock(noonOf('2024-01-01')));
  const register = (intent: string, organisationId: string) =>
    send(app, intent, { data: { organisationId, name: `Body ${organisationId}` }, visibility: 'public' });
  for (const id of ['C1', 'C2'])
    // oxlint-disable-next-line no-await-in-loop -- a log has one order
    await register('RegisterCommissioner', id);
  for (const id of tsos)
    // oxlint-disable-next-line no-await-in-loop
    await register('RegisterTso', id);
  return app;
};

/** Promises made on 6 January 2025, by default to A and due on 30 June 2025; `kept`: the day on which each was kept. */
export const promises = (
  ids: readonly string[],
  { kept, due = '2025-06-30', ...more }: { kept?: Day; due?: Day } & Partial<Omit<Said, 'type' | 'on' | 'data'>> = {},
): Said[] =>
  ids.flatMap((commitmentId): Said[] => [
    { type: 'CommitmentMade', on: '2025-01-06', data: { commitmentId, text: 'to do it', dueOn: due }, ...more },
    ...(kept ? [{ type: 'CommitmentKept', on: kept, data: { commitmentId }, ...more }] : []),
  ]);

/** `P1`, `P2` and so on. */
export const numbered = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${name}${at + 1}`);

/** What C1 owes A, unless it is said otherwise. */
export const aspectOf = (over: Partial<Aspect> = {}): Aspect => ({
  ...{ commissioner: 'C1', tso: 'A', area: null, sizeBand: null, measure: 'reliability', owedBy: 'commissioner' },
  ...over,
});

/** A point as known at the end of a day, asked by an administrator unless somebody else asks. */
export const pointOf = (
  app: App,
  on: Day,
  { knownAt, asker = ADMINISTRATOR, ...over }: Partial<Aspect> & { knownAt?: string; asker?: Asker } = {},
): Promise<Point> => app.application.ask(new MeasurePoint(asker, aspectOf(over), on, knownAt));
