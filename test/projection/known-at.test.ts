import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Asker } from '../../src/access/visibility.js';
import { DecisionTrail, EventById } from '../../src/audit/audit.queries.js';
import { findingsOf, parseExchange } from '../../src/compliance/bundle.js';
import { Findings } from '../../src/compliance/compliance.findings.js';
import { ComplianceSummary } from '../../src/compliance/compliance.summary.js';
import type { Finding } from '../../src/compliance/finding.js';
import { sortFindings } from '../../src/compliance/judge.js';
import { History } from '../../src/history/history.queries.js';
import { toExchange } from '../../src/interchange/events.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { Rejection } from '../../src/kernel/rejection.js';
import { instantOf, londonDay, type Day } from '../../src/kernel/time.js';
import { MatterById, Matters } from '../../src/matter/matter.queries.js';
import { OrganisationCalled, Organisations, Relationship } from '../../src/organisation/organisation.queries.js';
import { ADMINISTRATOR, logOf, removeFolders, withApp, type App } from '../support/app.js';
import { histories, play, script, share } from '../support/histories.js';
import { organisationsOf } from '../support/naive.js';

type Ask = (asker: Asker, knownAt: string | null, day: Day) => object;

const COMMISSIONERS = ['c1', 'c2', 'c3'];
const TSOS = ['t1', 't2', 't3'];
const MATTERS = ['matter0', 'matter1', 'matter2'];

/** Every question that takes "known at", of everything histories tell about. `day` is the day on which it is judged. */
const questionsOf = (ids: readonly string[]): [name: string, ask: Ask][] => [
  ...(['OCCURRED', 'OCCURRED_DESC', 'RECORDED', 'RECORDED_DESC'] as const).map((order): [string, Ask] => [
    'History',
    (asker, knownAt) => new History(asker, {}, { first: 500, order }, knownAt),
  ]),
  ...COMMISSIONERS.flatMap((commissioner): [string, Ask][] => [
    ['History', (asker, knownAt) => new History(asker, { commissioner, tso: 't1' }, { first: 20 }, knownAt)],
    ['Matters', (asker, knownAt) => new Matters(asker, commissioner, 100, 0, knownAt)],
    ['Findings', (asker, knownAt, day) => new Findings(asker, { commissioner }, day, knownAt)],
    [
      'ComplianceSummary',
      (asker, knownAt) =>
        new ComplianceSummary(asker, {
          commissioner,
          from: '2023-01-01',
          to: '2025-12-31',
          framework: 'compact',
          knownAt,
        }),
    ],
    ['Relationship', (asker, knownAt) => new Relationship(asker, commissioner, 't2', knownAt)],
  ]),
  ...TSOS.map((tso): [string, Ask] => [
    'Findings',
    (asker, knownAt, day) => new Findings(asker, { tso }, day, knownAt),
  ]),
  ...MATTERS.flatMap((matter): [string, Ask][] => [
    ['MatterById', (asker, knownAt) => new MatterById(asker, matter, knownAt)],
    ['DecisionTrail', (asker, knownAt) => new DecisionTrail(asker, matter, knownAt)],
    ['Findings', (asker, knownAt, day) => new Findings(asker, { matter, framework: 'compact' }, day, knownAt)],
    ['History', (asker, knownAt) => new History(asker, { matter }, { first: 20, order: 'OCCURRED_DESC' }, knownAt)],
  ]),
  ...[...COMMISSIONERS, 'body t1', 'Also 2', 'GB-c2', 'Name 1'].map((text): [string, Ask] => [
    'OrganisationCalled',
    (asker, knownAt) => new OrganisationCalled(asker, text, knownAt),
  ]),
  ['Organisations', (asker, knownAt) => new Organisations(asker, null, 100, 0, knownAt)],
  ...ids.map((id): [string, Ask] => ['EventById', (asker, knownAt) => new EventById(asker, id, knownAt)]),
];

/** An answer as text, byte for byte; a Rejection is an answer too. Says so where it holds anything. */
const answer = async ({ application }: App, query: object): Promise<string> => {
  try {
    return JSON.stringify((await application.ask(query as never)) ?? null);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return `refused: ${error.message}`;
  }
};

const isSubstantial = (text: string): boolean => text.length > 150;

const ASKERS: readonly Asker[] = [
  ADMINISTRATOR,
  null,
  { role: 'officer', organisation: 'c1' },
  { role: 'tso', organisation: 't1' },
];

const counts = new Map<string, number>();
const count = (name: string): unknown => counts.set(name, (counts.get(name) ?? 0) + 1);

/** All answers of one asker for one moment, by question. */
const answersOf = async (app: App, asks: readonly [string, Ask][], asker: Asker, knownAt: string | null, day: Day) => {
  const answers: string[] = [];
  for (const [name, ask] of asks) {
    // oxlint-disable-next-line no-await-in-loop -- the read model answers one question at a time
    const text = await answer(app, ask(asker, knownAt, day));
    if (isSubstantial(text)) count(name);
    answers.push(`${name} ${text}`);
  }
  return answers;
};

const sample = (log: readonly Recorded[], shares: readonly number[]): Recorded[] =>
  shares.flatMap((part) => log[Math.floor(part * (log.length - 1))] ?? []);

/** What is shown of a moment that was asked for, and of "now"; only these words tell the two apart. */
const withoutMoment = (text: string): string => text.replaceAll(/"knownAt":(null|"[^"]*")/g, '');

afterEach(removeFolders);

describe('what was known at a moment', () => {
  test('stays the same whatever is recorded later', async () => {
    await fc.assert(
      fc.asyncProperty(
        script(40, 70),
        script(15, 40),
        fc.array(share, { minLength: 3, maxLength: 3 }),
        fc.nat(ASKERS.length - 1),
        (before, after, shares, asking) =>
          withApp(async (app) => {
            const asker = ASKERS[asking]!;
            const story = await play(app, before);
            const log = await logOf(app.store);
            const asks = questionsOf(sample(log, [0.2, 0.5, 0.9]).map(({ id }) => id));
            const moments = [...sample(log, shares), log.at(-1)!].map(({ recordedAt }) => recordedAt);
            // The next is recorded later than the last moment asked for, also where the clock is set back.
            app.clock.now = Math.max(app.clock.now, Date.parse(log.at(-1)!.recordedAt)) + 40 * 86_400_000;
            const answers = [];
            // oxlint-disable-next-line no-await-in-loop
            for (const moment of moments) answers.push(await answersOf(app, asks, asker, moment, '2025-06-01'));
            await play(app, after, story);
            for (const { type } of (await logOf(app.store)).slice(log.length)) count(`later ${type}`);
            for (const [at, moment] of moments.entries())
              // oxlint-disable-next-line no-await-in-loop
              expect(await answersOf(app, asks, asker, moment, '2025-06-01')).toEqual(answers[at]);
          }),
      ),
      histories(20, 11),
    );
  }, 120_000);

  test('is what is known now, where the moment is the last one', async () => {
    await fc.assert(
      fc.asyncProperty(script(40, 80), fc.nat(ASKERS.length - 1), (steps, asking) =>
        withApp(async (app) => {
          await play(app, steps);
          const asker = ASKERS[asking]!;
          const now = instantOf(Date.now());
          const asks = questionsOf(sample(await logOf(app.store), [0.1, 0.6]).map(({ id }) => id));
          const known = await answersOf(app, asks, asker, now, '2025-06-01');
          const today = await answersOf(app, asks, asker, null, '2025-06-01');
          // A summary is judged as of the moment asked for, which is today for both.
          expect(londonDay(now)).toBe(londonDay(instantOf(Date.now())));
          expect(known.map(withoutMoment)).toEqual(today.map(withoutMoment));
        }),
      ),
      histories(10, 12),
    );
  }, 60_000);

  test('and enough was asked: each question had something to tell, and what came later could have spoiled it', () => {
    const names = [...new Set(questionsOf(['x']).map(([name]) => name))];
    expect(names.filter((name) => (counts.get(name) ?? 0) < 40)).toEqual([]);
    const spoilers = ['EventCorrected', 'EventAnnulled', 'EventContested', 'OrganisationMerged', 'ConsultationOpened'];
    expect(spoilers.filter((type) => (counts.get(`later ${type}`) ?? 0) < 5)).toEqual([]);
  });
});

describe('findings of the application', () => {
  let compared = 0;

  test('are those of the exported events, judged without a log', async () => {
    await fc.assert(
      fc.asyncProperty(script(50, 100), share, (steps, part) =>
        withApp(async (app) => {
          // An exported bundle has no directory: that two ids are one body is known to the application only.
          await play(
            app,
            steps.filter(({ kind }) => kind !== 'merge'),
          );
          const log = await logOf(app.store);
          const facts = log.map((event) => parseExchange(JSON.parse(JSON.stringify(toExchange(event)))));
          const knownAt = log[Math.floor(part * (log.length - 1))]!.recordedAt;
          const asks = [
            ...COMMISSIONERS.map((commissioner) => ({ commissioner })),
            ...TSOS.map((tso) => ({ tso })),
            ...MATTERS.map((matter) => ({ matter })),
          ];
          for (const ask of asks)
            for (const framework of [undefined, 'compact', 'compact-2010'])
              for (const recordedAsOf of [undefined, knownAt]) {
                const validAsOf = '2025-06-01';
                const query = new Findings(ADMINISTRATOR, { ...ask, framework }, validAsOf, recordedAsOf);
                // oxlint-disable-next-line no-await-in-loop
                const told = await app.application.ask(query).catch((error: Error) => error);
                const judged = findingsOf(facts, { query: 'findings', ...ask, framework, validAsOf, recordedAsOf });
                // The application is asked for bodies of its record only; that their registration stands is known to it.
                const known = log.filter(({ recordedAt }) => recordedAt <= (recordedAsOf ?? recordedAt));
                const [body = ''] = Object.values(ask);
                if (!('matter' in ask) && !organisationsOf(known).has(body)) {
                  expect(told).toBeInstanceOf(Rejection);
                  continue;
                }
                // A bundle has what belongs to no matter in the order of its rules, the application file by file.
                expect(sortFindings(told as Finding[])).toEqual(judged);
                compared += judged.length;
              }
        }),
      ),
      histories(12, 13),
    );
  }, 120_000);

  test('and there were findings to compare', () => expect(compared).toBeGreaterThan(1000));
});
