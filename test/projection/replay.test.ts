import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import type { Database } from 'better-sqlite3';
import fc from 'fast-check';
import type { Asker } from '../../src/access/visibility.js';
import type { HistoryEntry } from '../../src/history/entry.js';
import { History, type HistoryPage } from '../../src/history/history.queries.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { Rejection } from '../../src/kernel/rejection.js';
import { isRemark, standing } from '../../src/kernel/standing.js';
import { normaliseName } from '../../src/organisation/names.js';
import { scopes } from '../../src/projection/keys.js';
import { ReadModel } from '../../src/projection/read-model.js';
import { rebuild, swapIn } from '../../src/projection/rebuild.js';
import { catalogue } from '../../src/subjects.js';
import { ADMINISTRATOR, logOf, newFolder, removeFolders, withApp, type App } from '../support/app.js';
import { histories, play, script, share } from '../support/histories.js';
import { bodyOf, dossiersOf, historyOf, organisationsOf, sees, type Filter, type Order } from '../support/naive.js';

const TABLES = ['fact', 'thing', 'alias', 'merge', 'remark', 'progress'];

/** All that a read model holds, in an order that does not depend on how it came there. */
const dump = (database: Database): Record<string, string[]> => {
  const sorted = (sql: string): string[] =>
    (database.prepare(sql).raw().all() as unknown[][]).map((row) => JSON.stringify(row)).sort();
  return {
    ...Object.fromEntries(TABLES.map((table) => [table, sorted(`SELECT * FROM ${table}`)])),
    // The numbers of scopes are its own business.
    timeline: sorted('SELECT s.key, t.seq, t.occurred, t.moved FROM timeline t JOIN scope s ON s.id = t.scope'),
    scopes: sorted('SELECT key FROM scope'),
    indices: sorted("SELECT name FROM sqlite_schema WHERE type = 'index'"),
  };
};

/** How a page is cut: how far it goes back over what was read before, how far on, and whether it comes twice. */
interface Cut {
  readonly back: number;
  readonly length: number;
  readonly isRepeated: boolean;
}

const cuts: fc.Arbitrary<readonly Cut[]> = fc.array(
  fc.record({ back: fc.nat(20), length: fc.integer({ min: 1, max: 25 }), isRepeated: fc.boolean() }),
  { minLength: 1, maxLength: 40 },
);

const inPages = (log: readonly Recorded[], pageCuts: readonly Cut[]): Recorded[][] => {
  const found: Recorded[][] = [];
  let read = 0;
  for (const { back, length, isRepeated } of pageCuts) {
    const page = log.slice(Math.max(0, read - back), read + length);
    read = Math.min(log.length, read + length);
    found.push(page, ...(isRepeated ? [page] : []));
  }
  return [...found, log.slice(read), [...log]];
};

const ASKERS: readonly Asker[] = [
  null,
  ADMINISTRATOR,
  { role: 'auditor', organisation: null },
  { role: 'officer', organisation: 'c1' },
  { role: 'clerk', organisation: 'c2' },
  { role: 'tso', organisation: 't1' },
  { role: 'tso', organisation: 't2' },
  { role: 'infrastructure-body', organisation: 't3' },
];

const ORDERS: readonly Order[] = ['OCCURRED', 'OCCURRED_DESC', 'RECORDED', 'RECORDED_DESC'];

const sometimes = <T>(arbitrary: fc.Arbitrary<T>, percent = 50): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: percent, arbitrary }, { weight: 100 - percent, arbitrary: fc.constant(undefined) });
const organisation = (letter: string) => fc.integer({ min: 1, max: 3 }).map((number) => `${letter}${number}`);
const day = fc
  .integer({ min: -500, max: 500 })
  .map((away) => new Date(Date.UTC(2024, 4, 1 + away)).toISOString().slice(0, 10));

const question = fc
  .record({
    commissioner: sometimes(organisation('c')),
    tso: sometimes(organisation('t')),
    matter: sometimes(
      fc.integer({ min: 0, max: 3 }).map((number) => `matter${number}`),
      30,
    ),
    types: sometimes(fc.subarray(Object.keys(catalogue), { minLength: 15, maxLength: 50 }), 30),
    period: sometimes(fc.tuple(sometimes(day), sometimes(day))),
    order: fc.constantFrom(...ORDERS),
    asker: fc.constantFrom(...ASKERS),
    first: fc.integer({ min: 1, max: 9 }),
    known: sometimes(share),
  })
  .map(({ period = [], ...rest }) => {
    const [one, other] = period;
    return { ...rest, from: one && other && other < one ? other : one, to: one && other && other < one ? one : other };
  });

type Asked = typeof question extends fc.Arbitrary<infer Value> ? Value : never;

const counted = () => {
  const counts = new Map<string, number>();
  return {
    count: (name: string, times = 1): unknown => counts.set(name, (counts.get(name) ?? 0) + times),
    of: (name: string): number => counts.get(name) ?? 0,
  };
};

/** The part of the log that was known at the moment some share of it was, and that moment. */
const knownPart = (log: readonly Recorded[], part: number | undefined) => {
  const last = part === undefined ? undefined : log[Math.floor(part * (log.length - 1))];
  return last
    ? { knownAt: last.recordedAt, known: log.filter(({ recordedAt }) => recordedAt <= last.recordedAt) }
    : { knownAt: null, known: log };
};

const page = async (
  app: App,
  { asker, order, ...rest }: Asked,
  knownAt: string | null,
  first: number,
  after?: string,
) => {
  const { commissioner, tso, matter, types, from, to } = rest;
  const filter = { commissioner, tso, matter, types, from, to };
  return app.application.ask(new History(asker, filter, { first, after, order }, knownAt));
};

/** All pages, one after another. */
const pages = async (app: App, asked: Asked, knownAt: string | null): Promise<HistoryPage[]> => {
  const found: HistoryPage[] = [];
  for (let after: string | undefined; found.length < 500;) {
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
    const got = await page(app, asked, knownAt, asked.first, after);
    found.push(got);
    after = got.cursors.at(-1);
    if (!got.more) return found;
  }
  throw new Error('the pages do not end');
};

const shown = (entries: readonly HistoryEntry[]) =>
  entries.map(({ id, occurredOn, data, correctedBy, contested, countersigned, annulled, ...entry }) => ({
    id,
    occurredOn,
    data,
    correctedBy: correctedBy?.id,
    remarks: [...contested, ...countersigned].map((remark) => remark.id),
    isAnnulled: isRemark(entry) ? undefined : annulled,
  }));

/** What the naive history shows of each event: as it stands among what the asker may see. */
const expected = (known: readonly Recorded[], asker: Asker, events: readonly Recorded[]) => {
  const stands = new Map(standing(known.filter((event) => sees(asker, event))).map((fact) => [fact.id, fact]));
  return events.map((event) => {
    const now = stands.get(event.id);
    const { occurredOn, data } = now ?? event;
    return {
      id: event.id,
      occurredOn,
      data,
      correctedBy: now?.correctedBy?.id,
      remarks: [...(now?.contested ?? []), ...(now?.countersigned ?? [])].map((remark) => remark.id),
      isAnnulled: isRemark(event) ? undefined : !now,
    };
  });
};

const filterOf = ({ commissioner, tso, matter, types, from, to }: Asked): Filter => ({
  ...(commissioner && { commissioner }),
  ...(tso && { tso }),
  ...(matter && { matter }),
  ...(types && { types }),
  ...(from && { from }),
  ...(to && { to }),
});

afterEach(removeFolders);

/** Types that no plot tells of, or seldom: they have stories of their own in test/deciders, test/compliance and the cases. */
const TYPES_ELSEWHERE = new Set([
  ...['FrameworkWithdrawnFrom', 'CompactLeadAppointed', 'ChampionAppointed', 'ChampionStoodDown', 'ActionPlanAdopted'],
  ...['ActionCompleted', 'AnnualReviewHeld', 'AnnualStatementPublished', 'GoodPracticeNoted', 'ConsultationPromoted'],
  ...['ImpactAdviceSubmitted', 'ReviewContributionMade', 'UserFeedbackProvided', 'AdverseStatementMade'],
  ...['PerformanceConcernRaised', 'MonitoringReportAcknowledged', 'DisputeUnanswered', 'JudgmentGiven'],
  ...['SurveyIssued', 'SurveyResponseReceived', 'ObligationExcused'],
]);

describe('a read model', () => {
  const covered = counted();

  test('is the same however the log was cut into pages, and when it is built anew', async () => {
    await fc.assert(
      fc.asyncProperty(script(40, 90), cuts, (steps, pageCuts) =>
        withApp(async (app) => {
          const story = await play(app, steps);
          covered.count('accepted', story.accepted);
          covered.count('refused', story.refused);
          const log = await logOf(app.store);
          for (const { type } of log) covered.count(type);
          const followed = dump(app.container.get(ReadModel).database);

          const cut = new ReadModel(':memory:');
          for (const each of inPages(log, pageCuts)) cut.project(each);
          expect(dump(cut.database)).toEqual(followed);
          cut.close();

          const file = join(newFolder(), 'views.db');
          expect(await rebuild(app.store, file)).toBe(log.length);
          swapIn(file);
          const rebuilt = new ReadModel(file);
          expect(dump(rebuilt.database)).toEqual(followed);
          rebuilt.close();
        }),
      ),
      histories(100, 20240304),
    );
  }, 120_000);

  test('and these were histories: nine in ten commands taken, every type of event there that plots tell of', () => {
    const share = covered.of('accepted') / (covered.of('accepted') + covered.of('refused'));
    expect(share).toBeGreaterThan(0.85);
    expect(covered.of('refused')).toBeGreaterThan(20);
    const rare = Object.keys(catalogue).filter((type) => covered.of(type) < 2 && !TYPES_ELSEWHERE.has(type));
    expect(rare).toEqual([]);
    const often = ['EventCorrected', 'EventAnnulled', 'EventContested', 'OrganisationMerged', 'ConsultationOpened'];
    expect(often.filter((type) => covered.of(type) < 10)).toEqual([]);
  });
});

describe('what is asked of a read model', () => {
  const covered = counted();

  const expectHistory = async (app: App, log: readonly Recorded[], asked: Asked): Promise<void> => {
    const { known, knownAt } = knownPart(log, asked.known);
    // A body that the asker may not see is unknown to it.
    const organisations = organisationsOf(known.filter((event) => sees(asked.asker, event)));
    const isUnknown = [asked.commissioner, asked.tso].some((id) => id !== undefined && !organisations.has(id));
    if (isUnknown) {
      await expect(page(app, asked, knownAt, 10)).rejects.toBeInstanceOf(Rejection);
      covered.count('unknown organisation');
      return;
    }
    const fold = expected(known, asked.asker, historyOf(known, asked.asker, filterOf(asked), asked.order));
    const whole = await page(app, asked, knownAt, 500);
    expect(shown(whole.entries)).toEqual(fold);
    const parts = await pages(app, asked, knownAt);
    expect(parts.flatMap(({ entries }) => shown(entries))).toEqual(fold);
    expect(parts.map(({ more }) => more)).toEqual(parts.map((_, at) => at < parts.length - 1));

    const parts2 = parts.length > 1 ? ['several pages'] : [];
    const merged = [asked.commissioner, asked.tso].some((id) => id !== undefined && bodyOf(known, id).size > 1);
    const moved = fold.some(({ id, occurredOn }) => known.find((it) => it.id === id)?.occurredOn !== occurredOn);
    const said = [...Object.keys(filterOf(asked)), asked.order, asked.asker?.role ?? 'public', ...parts2];
    if (fold.length > 0) for (const name of said) covered.count(name);
    if (merged && fold.length > 0) covered.count('merged');
    if (moved) covered.count('moved');
    if (asked.known !== undefined && fold.length > 0) covered.count('known at');
    if (fold.length < known.length && fold.length > 0) covered.count('some, not all');
  };

  const expectListsAndFiles = ({ questions }: App, log: readonly Recorded[], asker: Asker, part: number): void => {
    const seq = Math.floor(part * log.length);
    const known = log.slice(0, seq);
    const files = [...new Set(known.flatMap((event) => dossiersOf(known, event)))];
    for (const key of files) {
      const fold = known.filter((event) => dossiersOf(known, event).includes(key) && sees(asker, event));
      expect(questions.factsIn(scopes.dossier(key), seq, asker)).toEqual(fold);
    }
    for (const owner of ['', 'c1', 'c2', 'c3']) {
      const own = known.filter(({ commissioner }) => owner === '' || commissioner === owner);
      const keys = (kind: string) => questions.things(kind, owner, 0, 1000, seq).map(({ key }) => key);
      expect(keys('dossier').toSorted()).toEqual([...new Set(own.flatMap((it) => dossiersOf(known, it)))].toSorted());
      expect(keys('matter')).toEqual([...new Set(own.flatMap(({ matter }) => matter ?? []))]);
    }
    const organisations = organisationsOf(known);
    for (const id of ['c1', 'c2', 'c3', 't1', 't2', 't9']) {
      expect(questions.isOrganisation(id, seq)).toBe(organisations.has(id));
      expect(new Set(questions.sameBody(id, seq))).toEqual(bodyOf(known, id));
    }
    for (const text of ['body c1', 'The Body T2', 'also 1', 'Name 3', 'Corrected 1', 'gb-c2', 'GB-X-1', 'nobody']) {
      const same = (name: string) => normaliseName(name) === normaliseName(text);
      const fold = [...organisations].filter(([, { names }]) => names.some(same)).map(([id]) => id);
      expect(questions.organisationsCalled(text, seq).toSorted()).toEqual(fold.toSorted());
      covered.count('called', fold.length);
    }
    covered.count('files', files.length);
  };

  test('is answered as a fold over the log answers it, page by page, for every asker and every moment', async () => {
    await fc.assert(
      fc.asyncProperty(
        script(50, 110),
        fc.array(question, { minLength: 30, maxLength: 30 }),
        fc.array(fc.tuple(fc.constantFrom(...ASKERS), share), {
          minLength: 4,
          maxLength: 4,
        }),
        (steps, asked, looks) =>
          withApp(async (app) => {
            await play(app, steps);
            const log = await logOf(app.store);
            // oxlint-disable-next-line no-await-in-loop -- one question after another
            for (const each of asked) await expectHistory(app, log, each);
            for (const [asker, part] of looks) expectListsAndFiles(app, log, asker, part);
          }),
      ),
      histories(32, 7),
    );
  }, 90_000);

  test('and enough was asked: every filter, order and asker, merged bodies, moved dates, many pages', () => {
    const names = ['commissioner', 'tso', 'matter', 'types', 'from', 'to', ...ORDERS, 'several pages', 'known at'];
    const roles = ASKERS.map((asker) => asker?.role ?? 'public');
    const rare = [...names, ...roles, 'some, not all'].filter((name) => covered.of(name) < 25);
    expect(rare).toEqual([]);
    expect(['merged', 'moved', 'unknown organisation'].filter((name) => covered.of(name) < 15)).toEqual([]);
    expect(covered.of('called')).toBeGreaterThan(60);
    expect(covered.of('files')).toBeGreaterThan(500);
  });
});

afterAll(removeFolders);
