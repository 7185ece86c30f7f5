import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import type { Asker } from '../../src/access/visibility.js';
import { Bench } from '../../src/compliance/compliance.bench.js';
import {
  FindingCounts,
  FindingCountsHandler,
  Findings,
  FindingsHandler,
  FindingsPage,
  FindingsSource,
  type FindingFilter,
} from '../../src/compliance/compliance.findings.js';
import { Judgements } from '../../src/compliance/compliance.judgements.js';
import type { Finding } from '../../src/compliance/finding.js';
import { judge } from '../../src/compliance/judge.js';
import { isSettled } from '../../src/compliance/settled.js';
import { Rejection } from '../../src/kernel/rejection.js';
import { standing, type Standing } from '../../src/kernel/standing.js';
import { addDays, type Day } from '../../src/kernel/time.js';
import { dossierKey } from '../../src/matter/dossier.js';
import { Directory } from '../../src/organisation/directory.js';
import { momentOf } from '../../src/projection/moment.js';
import { Questions } from '../../src/projection/questions.js';
import { ReadModel } from '../../src/projection/read-model.js';
import {
  ADMINISTRATOR,
  logOf,
  registerTwo,
  removeFolders,
  send,
  withApp,
  type App,
  type Said,
} from '../support/app.js';
import { histories, play, script, share } from '../support/histories.js';
import { told } from './facts.js';

const OFFICER: Asker = { role: 'officer', organisation: 'council' };
const CHARITY: Asker = { role: 'tso', organisation: 'advice' };

/** Judgements that are never kept: whoever asks with these is answered by judging. */
const NONE = { find: () => undefined, keep: () => true } as unknown as Judgements;

/** How many dossiers are judged when all on record are asked for, by a bench of its own. */
const judgedAnew = async (
  { questions, container }: Pick<App, 'questions' | 'container'>,
  { day = '2024-12-31', asker = ADMINISTRATOR, knownAt }: { day?: Day; asker?: Asker; knownAt?: string } = {},
): Promise<string[]> => {
  const moment = momentOf(questions, knownAt);
  const bench = new Bench(questions, container.get(Judgements), asker, moment, day, null);
  const keys: string[] = [];
  let before = 0;
  for await (const { key } of bench.of([''])) {
    if (bench.judgedAnew > before) keys.push(key);
    before = bench.judgedAnew;
  }
  return keys;
};

/** Opens a consultation in each of some matters of a commissioner. */
const consult = async (app: App, commissioner: string, ...matters: string[]): Promise<void> => {
  for (const matter of matters)
    // oxlint-disable-next-line no-await-in-loop
    await send(app, 'OpenConsultation', {
      data: { consultationId: `K-${matter}`, closesOn: '2024-05-01' },
      occurredOn: '2024-03-04',
      commissioner,
      tsos: ['advice'],
      matter,
    });
};

/** Three matters of one commissioner and one of another, judged as of a day. */
const withMatters = (run: (app: App) => Promise<void>, day: Day = '2024-12-31'): Promise<void> =>
  withApp(async (app) => {
    await registerTwo(app);
    await send(app, 'RegisterCommissioner', {
      data: { organisationId: 'trust', name: 'NHS Trust' },
      visibility: 'public',
    });
    await consult(app, 'council', 'm1', 'm2', 'm3');
    await consult(app, 'trust', 'n1');
    await judgedAnew(app, { day });
    await run(app);
  });

const rationale = (consultationId: string): Said => ({
  data: { consultationId, text: 'the budget' },
  occurredOn: '2024-03-04',
});

const matters = (keys: readonly string[]): string[] => keys.filter((key) => key.startsWith('matter-'));

afterEach(removeFolders);

describe('what was judged', () => {
  test('is not judged again: not at once, and not on a later day on which nothing can be different', () =>
    withMatters(async (app) => {
      expect(await judgedAnew(app)).toEqual([]);
      expect(await judgedAnew(app, { day: '2025-12-31' })).toEqual([]);
    }));

  test('is judged again in the one matter that an event is added to', () =>
    withMatters(async (app) => {
      await send(app, 'PublishConsultationRationale', rationale('K-m2'));
      expect(await judgedAnew(app)).toEqual(['matter-m2']);
      expect(await judgedAnew(app)).toEqual([]);
    }));

  test('is judged again where a fact of the matter is corrected, and where that correction is annulled', () =>
    withMatters(async (app) => {
      const target = (await logOf(app.store)).find(({ type }) => type === 'ConsultationOpened')!;
      const verdict = async () =>
        (await app.application.ask(new Findings(ADMINISTRATOR, { matter: 'm1', rules: ['C1'] }, '2024-12-31')))[0]
          ?.verdict;
      expect(await verdict()).toBe('NOT_MET');
      const replacement = { data: { consultationId: 'K-m1', closesOn: '2024-06-30' } };
      const { eventIds } = await send(app, 'CorrectEvent', {
        data: { targetId: target.id, replacement, reason: 'misread' },
      });
      expect(await judgedAnew(app)).toEqual(['matter-m1']);
      expect(await verdict()).toBe('MET');
      await send(app, 'AnnulEvent', { data: { targetId: eventIds[0], reason: 'it was right' } });
      expect(await judgedAnew(app)).toEqual(['matter-m1']);
      expect(await verdict()).toBe('NOT_MET');
    }));

  test('is judged again in all matters of a commissioner that adopts a framework, and in no other', () =>
    withMatters(async (app) => {
      await send(app, 'AdoptFramework', {
        data: {
          frameworkId: 'local',
          edition: '1',
          title: 'Local Compact',
          basedOn: 'compact-2010',
          inForceFrom: '2020-01-01',
          parameters: { minimumConsultationDays: 50 },
        },
        occurredOn: '2020-01-01',
        commissioner: 'council',
        visibility: 'public',
      });
      expect(matters(await judgedAnew(app))).toEqual(['matter-m1', 'matter-m2', 'matter-m3']);
      const found = await app.application.ask(new Findings(ADMINISTRATOR, { framework: 'local' }, '2024-12-31'));
      expect(found.filter(({ rule }) => rule === 'C1').map(({ matter }) => matter)).toEqual(['m1', 'm2', 'm3']);
    }));

  test('is judged again on a day on which something may have fallen due, and only there', () =>
    withMatters(async (app) => {
      await send(app, 'PublishFeedback', {
        data: { consultationId: 'K-m1', summary: 'what was said' },
        occurredOn: '2024-05-20',
      });
      // Of the others feedback is due on 24 July; that of m1 has been given.
      await judgedAnew(app, { day: '2024-06-01' });
      expect(await judgedAnew(app, { day: '2024-06-02' })).toEqual(['matter-m2', 'matter-m3', 'matter-n1']);
      expect(await judgedAnew(app, { day: '2024-07-24' })).toEqual(['matter-m2', 'matter-m3', 'matter-n1']);
      expect(await judgedAnew(app, { day: '2024-07-25' })).toEqual([]);
    }, '2024-05-10'));

  test('is still kept after somebody asked what was known before', () =>
    withMatters(async (app) => {
      const { recordedAt } = (await logOf(app.store)).at(-1)!;
      app.clock.move(1000);
      await send(app, 'PublishConsultationRationale', rationale('K-m2'));
      await judgedAnew(app);
      // What has not changed since is the same for both moments.
      expect(await judgedAnew(app, { knownAt: recordedAt })).toEqual(['matter-m2']);
      expect(await judgedAnew(app)).toEqual([]);
    }));

  test('as of an earlier day serves that day and all later ones', () =>
    withMatters(async (app) => {
      expect((await judgedAnew(app, { day: '2024-08-01' })).length).toBeGreaterThan(3);
      expect(await judgedAnew(app, { day: '2024-08-01' })).toEqual([]);
      expect(await judgedAnew(app)).toEqual([]);
    }));
});

describe('who sees a part of a matter', () => {
  test('is answered from that part, and what is kept of the whole is not shown', () =>
    withMatters(async (app) => {
      const restricted = { ...rationale('K-m1'), visibility: 'restricted' as const };
      await send(app, 'PublishConsultationRationale', restricted);
      await judgedAnew(app);
      const c1 = async (asker: Asker) =>
        (await app.application.ask(new Findings(asker, { matter: 'm1', rules: ['C1'] }, '2024-12-31')))[0];
      expect((await c1(OFFICER))?.verdict).toBe('MET_WITH_RATIONALE');
      expect(await c1(CHARITY)).toMatchObject({
        verdict: 'NOT_EVIDENCED',
        because: expect.stringMatching(/^The facts open to you do not settle it/),
        notes: expect.arrayContaining(['Not all that is on record about this matter is open to you.']),
      });
      expect(await c1(null)).toBeUndefined();
      // Nor is what such a reader was told kept for others.
      expect((await c1(OFFICER))?.verdict).toBe('MET_WITH_RATIONALE');
      expect(await judgedAnew(app)).toEqual([]);
      expect(await judgedAnew(app, { asker: CHARITY })).toContain('matter-m1');
      expect(await judgedAnew(app, { asker: CHARITY })).not.toContain('matter-m2');
    }));
});

describe('who sees a matter but not all that holds for its commissioner', () => {
  test('is answered from what it sees, and takes nothing of what is kept from others', () =>
    withMatters(async (app) => {
      await send(app, 'AdoptFramework', {
        data: {
          frameworkId: 'local',
          edition: '1',
          title: 'Local Compact',
          inForceFrom: '2020-01-01',
          parameters: { minimumConsultationDays: 50 },
        },
        occurredOn: '2020-01-01',
        commissioner: 'council',
        visibility: 'restricted',
      });
      await judgedAnew(app);
      const editions = async (asker: Asker) => {
        const found = await app.application.ask(new Findings(asker, { matter: 'm1', rules: ['C1'] }, '2024-12-31'));
        return found.map(({ edition }) => edition);
      };
      expect(await editions(CHARITY)).toEqual(['compact-2010']);
      expect(await judgedAnew(app)).toEqual([]);
      expect(await editions(ADMINISTRATOR)).toEqual(['compact-2010', 'local-1']);
    }));
});

describe('a file that cannot be written', () => {
  const opened = async (app: App) => {
    const readModel = new ReadModel(join(app.dataDir, 'views.db'));
    readModel.database.pragma('busy_timeout = 0');
    const questions = new Questions(readModel.database);
    const judgements = new Judgements(readModel);
    const bench = () => new Bench(questions, judgements, ADMINISTRATOR, momentOf(questions, null), '2024-08-01', null);
    return { readModel, bench };
  };

  test('harms no answer: while another process writes, and where nothing may be written', () =>
    withMatters(async (app) => {
      const { readModel, bench } = await opened(app);
      const other = new Database(readModel.file);
      try {
        other.exec('BEGIN IMMEDIATE');
        const first = bench();
        const { findings } = first.judged('matter-m1');
        expect(findings.length).toBeGreaterThan(0);
        expect(first.judged('matter-m1').findings).toEqual(findings);
        expect(first.judgedAnew).toBe(2);
        other.exec('ROLLBACK');
        readModel.database.pragma('query_only = ON');
        const second = bench();
        second.judged('matter-m1');
        second.judged('matter-m1');
        expect(second.judgedAnew).toBe(2);
        readModel.database.pragma('query_only = OFF');
        const third = bench();
        third.judged('matter-m1');
        third.judged('matter-m1');
        expect(third.judgedAnew).toBe(1);
      } finally {
        other.close();
        readModel.close();
      }
    }));

  test('is shared by processes: what one has judged the other need not', () =>
    withMatters(async (app) => {
      const { readModel, bench } = await opened(app);
      const mine = bench();
      mine.judged('matter-m1');
      expect(mine.judgedAnew).toBe(1);
      expect(matters(await judgedAnew(app, { day: '2024-08-01' }))).not.toContain('matter-m1');
      readModel.close();
    }));
});

describe('in histories', () => {
  const ASKERS: readonly Asker[] = [
    ADMINISTRATOR,
    ADMINISTRATOR,
    null,
    { role: 'officer', organisation: 'c1' },
    { role: 'tso', organisation: 't1' },
  ];
  const FILTERS: readonly FindingFilter[] = [
    {},
    { commissioner: 'c1' },
    { tso: 't1' },
    { matter: 'matter0' },
    { framework: 'compact' },
    { framework: 'compact-2009', commissioner: 'c2' },
    { verdicts: ['NOT_MET', 'NOT_EVIDENCED'] },
    { rules: ['C1', 'F1'], from: '2023-06-01', to: '2024-04-30' },
    { about: { kind: 'consultation', id: 'consultation0' } },
  ];
  const DAYS: readonly Day[] = [
    '2024-03-31',
    '2024-10-01',
    '2025-01-15',
    '2025-06-01',
    '2025-06-20',
    '2026-01-01',
    '2027-01-01',
  ];
  const question = fc.record({
    asker: fc.constantFrom(...ASKERS),
    filter: fc.constantFrom(...FILTERS),
    day: fc.constantFrom(...DAYS),
    known: fc.oneof({ weight: 2, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: share }),
    first: fc.integer({ min: 1, max: 25 }),
  });
  const totals = { compared: 0, pages: 0, settled: 0, unsettled: 0 };

  const answered = async <Answer>(asking: Promise<Answer>): Promise<Answer | string> => {
    try {
      return await asking;
    } catch (error) {
      if (error instanceof Rejection) return error.message;
      throw error;
    }
  };

  /** All findings of a question, read page by page. */
  const inPages = async ({ application }: App, { asker, filter, validAsOf, knownAt }: Findings, first: number) => {
    const found: Finding[] = [];
    for (let after: string | null = null; ;) {
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
      const page: { findings: readonly Finding[]; cursors: readonly string[]; more: boolean } = await application.ask(
        new FindingsPage(asker, filter, { first, after }, validAsOf, knownAt),
      );
      found.push(...page.findings);
      totals.pages += 1;
      if (!page.more) return found;
      expect(page.findings).toHaveLength(first);
      after = page.cursors.at(-1)!;
    }
  };

  test('what is answered is what is judged from nothing, whatever was asked and recorded before, page by page too', async () => {
    const asked = fc.array(question, { minLength: 10, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(script(80, 120), script(8, 20), asked, asked, (before, after, first, second) =>
        withApp(async (app) => {
          const source = new FindingsSource(app.questions, app.container.get(Directory), NONE);
          const fresh = new FindingsHandler(source);
          const ask = async (questions: typeof first) => {
            const log = await logOf(app.store);
            for (const { asker, filter, day, known, first: size } of questions) {
              const knownAt = known === 1 ? null : log[Math.floor(known * (log.length - 1))]!.recordedAt;
              const query = new Findings(asker, filter, day, knownAt);
              // oxlint-disable-next-line no-await-in-loop -- what is kept of one question serves the next
              const judged = await answered(fresh.execute(query));
              // oxlint-disable-next-line no-await-in-loop
              expect(await answered(app.application.ask(query))).toEqual(judged);
              if (typeof judged === 'string') continue;
              // oxlint-disable-next-line no-await-in-loop
              expect(await inPages(app, query, size)).toEqual(judged);
              const counts = new FindingCounts(asker, filter, day, knownAt);
              // oxlint-disable-next-line no-await-in-loop
              const counted: Record<string, number> = { ...(await app.application.ask(counts)) };
              expect(Object.values(counted).reduce((sum, one) => sum + one, 0)).toBe(judged.length);
              // oxlint-disable-next-line no-await-in-loop
              expect(await new FindingCountsHandler(source).execute(counts)).toEqual(counted);
              totals.compared += judged.length;
            }
          };
          const story = await play(app, before);
          await ask(first);
          await play(app, after, story);
          await ask(second);
          await judgedAnew(app, { day: '2027-01-01' });
          expect(await judgedAnew(app, { day: '2027-01-01' })).toEqual([]);
        }),
      ),
      histories(12, 21),
    );
  }, 120_000);

  test('what is settled is the same on every later day', async () => {
    await fc.assert(
      fc.asyncProperty(script(80, 120), fc.array(fc.nat(1400), { minLength: 8, maxLength: 8 }), (steps, days) =>
        withApp(async (app) => {
          await play(app, steps);
          const facts = standing(await logOf(app.store));
          const files = new Map<string, Standing[]>();
          for (const fact of facts) files.set(dossierKey(fact), [...(files.get(dossierKey(fact)) ?? []), fact]);
          const context = facts.filter(({ stream }) => /^(framework|publication|organisation)-/.test(stream));
          for (const file of files.values())
            for (const [at, offset] of days.entries()) {
              const validAsOf = addDays('2024-03-01', offset);
              const asked = { facts: file, context, validAsOf };
              const findings = judge(asked);
              if (!isSettled(asked, findings)) {
                totals.unsettled += 1;
                continue;
              }
              totals.settled += findings.length;
              for (const later of days.slice(at).map((more) => addDays(validAsOf, (more % 200) + 1)))
                expect(judge({ ...asked, validAsOf: later })).toEqual(findings);
            }
        }),
      ),
      histories(8, 22),
    );
  }, 120_000);

  test('nothing is settled while a fact is still to come, though all be the same in the end', () => {
    const matter = standing([
      told('ConsultationOpened', '2024-03-04', { consultationId: 'K', closesOn: '2024-06-30' }),
      told('FeedbackPublished', '2024-07-05', { consultationId: 'K', summary: 's' }),
    ]);
    // A framework that is told of in August and, in September, said to have lapsed long ago.
    const framework = { frameworkId: 'local', edition: '1', title: 'Local', inForceFrom: '2020-01-01' };
    const context = standing([
      told('FrameworkAdopted', '2024-08-01', { ...framework, parameters: { minimumConsultationDays: 50 } }),
      told('FrameworkLapsed', '2024-09-01', { frameworkId: 'local', lapsedOn: '2021-01-01' }),
    ]);
    const judged = (validAsOf: Day) => judge({ facts: matter, context, validAsOf });
    const [before, between, after] = [judged('2024-07-31'), judged('2024-08-15'), judged('2024-09-01')];
    expect(after).toEqual(before);
    expect(between.length).toBeGreaterThan(before.length);
    expect(isSettled({ facts: matter, context, validAsOf: '2024-07-31' }, before)).toBe(false);
    expect(isSettled({ facts: matter, context, validAsOf: '2024-09-01' }, after)).toBe(true);
  });

  test('and enough was compared', () => {
    expect(totals.compared).toBeGreaterThan(800);
    expect(totals.pages).toBeGreaterThan(200);
    expect(totals.settled).toBeGreaterThan(800);
    expect(totals.unsettled).toBeGreaterThan(200);
  });
});
