import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { HttpException } from '@nestjs/common';
import Database from 'better-sqlite3';
import { filesIn } from '../../src/engine/engine.module.js';
import { Readiness } from '../../src/engine/readiness.js';
import { History } from '../../src/history/history.queries.js';
import type { Fact } from '../../src/kernel/fact.js';
import { MatterById } from '../../src/matter/matter.queries.js';
import { Organisations } from '../../src/organisation/organisation.queries.js';
import { Projector } from '../../src/projection/projector.js';
import { ReadModel, removeReadModel } from '../../src/projection/read-model.js';
import { READ_MODEL_VERSION } from '../../src/projection/schema.js';
import { StoreUnavailable, type EventStore, type NewEvent } from '../../src/store/event-store.js';
import { SqliteEventStore } from '../../src/store/sqlite-event-store.js';
import { WebController } from '../../src/web/web.module.js';
import {
  ADMINISTRATOR,
  Clock,
  codesOf,
  logOf,
  newFolder,
  openApp,
  registerTwo,
  removeFolders,
  send,
  withApp,
  type App,
} from '../support/app.js';
import { isOnServer } from '../support/log.js';

const fact = (over: Partial<Fact>): Fact => ({
  type: 'FundingPressureDiscussed',
  data: { summary: 'less', options: [] },
  occurredOn: '2024-03-01',
  basis: 'stated',
  by: 'commissioner',
  commissioner: null,
  tsos: [],
  matter: 'm1',
  visibility: 'public',
  evidence: [],
  note: null,
  sourceRecordedOn: null,
  ...over,
});

const event = (id: string, over: Partial<Fact> = {}): NewEvent => ({
  id,
  fact: fact(over),
  meta: { commandId: id, correlationId: id, causationId: null, actor: ADMINISTRATOR, source: 'entered' },
});

// Only an engine that is broken could write it: no date is written like this, and no day of it can be found.
const POISON = event('poison', { occurredOn: 'whenever' });

const until = async (condition: () => boolean): Promise<void> => {
  for (let tries = 0; !condition(); tries += 1) {
    if (tries === 500) throw new Error('it did not come about');
    // oxlint-disable-next-line no-await-in-loop
    await pause(10);
  }
};

const pressure = (summary: string) => ({ data: { summary }, occurredOn: '2024-03-04', matter: 'm1' });

/** What is known of a record, as text: to compare what two applications say of it. */
const told = async ({ application }: Pick<App, 'application'>): Promise<string> =>
  JSON.stringify([
    await application.ask(new History(ADMINISTRATOR, {}, { first: 500 })),
    await application.ask(new MatterById(ADMINISTRATOR, 'm1')),
    await application.ask(new Organisations(ADMINISTRATOR, null, 100, 0)),
  ]).replaceAll(/"day":"[^"]*"/g, '');

const tellStory = async (app: App): Promise<void> => {
  await registerTwo(app);
  const scope = { matter: 'm1', commissioner: 'council', tsos: ['advice'] };
  await send(app, 'OpenMatter', { data: { title: 'Advice' }, occurredOn: '2024-03-01', ...scope });
  const { eventIds } = await send(app, 'DiscussFundingPressure', pressure('less'));
  const replacement = { occurredOn: '2024-02' };
  await send(app, 'CorrectEvent', { data: { targetId: eventIds[0], replacement, reason: 'a slip' } });
};

afterAll(removeFolders);

describe('an event the read model cannot take', () => {
  test('stops the following there; health says so, the log is unharmed and further commands are recorded', () =>
    withApp(async (app) => {
      await tellStory(app);
      const before = await told(app);
      const health = new WebController(app.container.get(Readiness), app.container.get(ReadModel));
      expect(await health.ready()).toMatchObject({ status: 'ready', reads: 'following', events: 5 });

      await app.store.append('matter-m2', -1, [POISON]);
      await until(() => app.projector.state === 'stopped');
      expect(app.projector.error).toBeInstanceOf(RangeError);
      const notReady = await health.ready().catch((error: unknown) => error);
      expect(notReady).toBeInstanceOf(HttpException);
      expect((notReady as HttpException).getStatus()).toBe(503);
      expect((notReady as HttpException).getResponse()).toMatchObject({
        status: 'not ready',
        reads: 'stopped',
        events: 5,
        why: expect.stringMatching(/^An event after number 5 \(position [\d/]+\) cannot be taken/),
      });
      expect(health.live()).toEqual({ status: 'live' });

      const sent = await send(app, 'DiscussFundingPressure', pressure('more'));
      expect(sent).toMatchObject({ repeated: false, seen: false });
      expect((await logOf(app.store)).map(({ id }) => id).slice(-2)).toEqual(['poison', sent.eventIds[0]]);
      expect(await told(app)).toBe(before);
    }));

  test('takes with it the page it came in, and nothing of that page is shown', () =>
    withApp(async (app) => {
      await app.store.append('matter-m1', -1, [event('a')]);
      await until(() => app.questions.seqAt() === 1);
      await app.store.append('matter-m1', 0, [event('b'), POISON, event('c')]);
      await until(() => app.projector.state === 'stopped');
      // What a server has already sent comes in pages that begin and end anywhere.
      const shown = app.questions.seqAt();
      expect(isOnServer ? [1, 2] : [1]).toContain(shown);
      expect(app.questions.page({ order: 'RECORDED', first: 9, seq: 9, asker: null }).found).toHaveLength(shown);
    }));

  test('ends the waiting of those who wait for what comes after it', () =>
    withApp(async (app) => {
      const { position } = await app.store.append('matter-m1', -1, [POISON, event('after')]);
      const began = Date.now();
      expect(await app.projector.reached(position, 60_000)).toBe(false);
      expect(Date.now() - began).toBeLessThan(30_000);
    }));
});

describe('waiting for the read model', () => {
  test('ends when it has come so far, when the time is up, and when nobody follows any more', async () => {
    const app = await openApp();
    // Before the first event of every log, and after every last.
    const [first, later] = ['0', '9'];
    const seen = app.projector.reached(first, 60_000);
    const late = app.projector.reached(later, 20);
    const never = app.projector.reached(later, 60_000);
    await app.store.append('matter-m1', -1, [event('a')]);
    expect(await seen).toBe(true);
    expect(await app.projector.reached(first, 60_000)).toBe(true);
    expect(await late).toBe(false);
    await app.close();
    expect(await never).toBe(false);
  });

  test('is refused at once where nobody follows', async () => {
    const app = await openApp();
    const readModel = new ReadModel(':memory:');
    const idle = new Projector(app.store, readModel);
    expect(await idle.reached('0000000000000001', 60_000)).toBe(false);
    await app.close();
  });

  test('tells others of each page once it can be read', async () => {
    const app = await openApp();
    const readModel = new ReadModel(':memory:');
    const news: [string, number][] = [];
    const projector = new Projector(app.store, readModel, (page) =>
      news.push([page.map(({ id }) => id).join(), readModel.progress().seq]),
    );
    await app.store.append('matter-m1', -1, [event('a'), event('b')]);
    expect(projector).toMatchObject({ state: 'idle', hasCaughtUp: false });
    const caughtUp = projector.start();
    expect(projector).toMatchObject({ state: 'catching up', hasCaughtUp: false });
    await caughtUp;
    expect(news).toEqual([['a,b', 2]]);
    expect(projector).toMatchObject({ state: 'following', hasCaughtUp: true });
    await app.store.append('matter-m1', 1, [event('c')]);
    await until(() => news.length === 2);
    expect(news[1]).toEqual(['c', 3]);
    await projector.stop();
    expect(projector.state).toBe('idle');
    readModel.close();
    await app.close();
  });
});

describe('a log that cannot be reached while the read model catches up', () => {
  /** A log that cannot be read the first `times` times. */
  class Failing extends SqliteEventStore {
    constructor(
      private readonly error: Error,
      private times: number,
    ) {
      super(':memory:', {});
    }

    override readAll(after: string) {
      this.times -= 1;
      if (this.times >= 0) throw this.error;
      return super.readAll(after);
    }
  }

  const ofLog = (error: Error, times: number) => new Projector(new Failing(error, times), new ReadModel(':memory:'));

  test('is told to whoever waits, and tried again until it can be', async () => {
    const away = new StoreUnavailable('Nobody answers.', false);
    const projector = ofLog(away, 1);
    await expect(projector.start()).rejects.toBe(away);
    expect(projector).toMatchObject({ state: 'catching up', hasCaughtUp: false, error: null });
    await until(() => projector.hasCaughtUp);
    expect(projector).toMatchObject({ state: 'following', error: null });
    await projector.stop();
  });

  test('is left alone where waiting does not help', async () => {
    const refused = new StoreUnavailable('The password is wrong.', true);
    const projector = ofLog(refused, 1);
    await expect(projector.start()).rejects.toBe(refused);
    await until(() => projector.state === 'stopped');
    expect(projector).toMatchObject({ hasCaughtUp: false, error: refused });
  });

  test('does not keep whoever stops it', async () => {
    const projector = ofLog(new StoreUnavailable('Nobody answers.', false), 9);
    await expect(projector.start()).rejects.toThrow('Nobody answers.');
    await projector.stop();
    expect(projector).toMatchObject({ state: 'idle', error: null });
  });
});

describe('a data directory opened again', () => {
  const prepared = async (): Promise<{ dataDir: string; clock: Clock; answers: string }> => {
    const app = await openApp();
    await tellStory(app);
    const answers = await told(app);
    await app.close();
    return { dataDir: app.dataDir, clock: app.clock, answers };
  };

  const answersOf = (dataDir: string): Promise<string> => withApp(told, dataDir);

  test('has caught up before the first question', async () => {
    const { dataDir, answers } = await prepared();
    expect(await answersOf(dataDir)).toBe(answers);
    await withApp(async (app) => {
      // Written past the read model, as by a process that died before it could take it.
      await app.projector.stop();
      for (let number = 0; number < 4000; number += 1000) {
        const behind = Array.from({ length: 1000 }, (_, at) => event(`behind-${number + at}`));
        // oxlint-disable-next-line no-await-in-loop -- a server takes no more at once
        await app.store.append('matter-m1', 2 + number, behind);
      }
      expect(app.questions.seqAt()).toBe(5);
    }, dataDir);
    await withApp(async (app) => {
      expect(app.questions.seqAt()).toBe(4005);
      expect(app.questions.fact('behind-3999', 4005, null)?.id).toBe('behind-3999');
    }, dataDir);
  });

  test('gives the same answers where the read model was deleted', async () => {
    const { dataDir, answers } = await prepared();
    removeReadModel(filesIn(dataDir).readModel);
    expect(await answersOf(dataDir)).toBe(answers);
  });

  test.each([1, READ_MODEL_VERSION + 1])(
    'gives the same answers where the read model was of version %i',
    async (version) => {
      const { dataDir, answers } = await prepared();
      const old = new Database(filesIn(dataDir).readModel);
      old.exec("DELETE FROM timeline; UPDATE fact SET body = '{}'; DROP TABLE remark");
      old.pragma(`user_version = ${version}`);
      old.close();
      expect(await answersOf(dataDir)).toBe(answers);
    },
  );

  test('begins anew where the making of the read model was cut off', async () => {
    const { dataDir, answers } = await prepared();
    const { readModel } = filesIn(dataDir);
    removeReadModel(readModel);
    const half = new Database(readModel);
    half.pragma('journal_mode = WAL');
    half.exec('BEGIN; CREATE TABLE fact(seq INTEGER PRIMARY KEY)');
    half.close();
    expect(await answersOf(dataDir)).toBe(answers);
  });
});

describe('two applications on one data directory', () => {
  /** Both are asked until both have seen the end of the log: what the other wrote comes by way of the file. */
  const bothSee = async (apps: readonly App[], store: EventStore): Promise<void> => {
    const { position } = await store.head();
    for (const { projector } of apps)
      // oxlint-disable-next-line no-await-in-loop
      expect(await projector.reached(position, 20_000)).toBe(true);
  };

  test('both record and both read what either recorded', async () => {
    const dataDir = newFolder();
    const clock = new Clock();
    const one = await openApp(dataDir, clock);
    const two = await openApp(dataDir, clock);
    await tellStory(one);
    await bothSee([one, two], one.store);
    for (let round = 0; round < 15; round += 1) {
      // oxlint-disable-next-line no-await-in-loop -- both at once, round after round
      const sent = await Promise.all(
        [one, two].map((app, at) => send(app, 'DiscussFundingPressure', pressure(`${round} by ${at}`))),
      );
      expect(sent.map(({ seen }) => seen)).toEqual([true, true]);
    }
    const size = 5 + 30;
    expect((await one.store.head()).size).toBe(size);
    const stream = await two.store.readStream('matter-m1');
    expect(stream.map(({ revision }) => revision)).toEqual(stream.map((_, at) => at));
    await bothSee([one, two], two.store);
    expect(one.questions.seqAt()).toBe(size);
    const answers = await told(one);
    expect(await told(two)).toBe(answers);
    await two.close();
    await send(one, 'DiscussFundingPressure', pressure('alone'));
    await one.close();
    removeReadModel(filesIn(dataDir).readModel);
    expect(await withApp(async (app) => app.questions.seqAt(), dataDir)).toBe(size + 1);
  });

  test('answer the same command, given to both at once, with one event', async () => {
    const dataDir = newFolder();
    const clock = new Clock();
    const apps = [await openApp(dataDir, clock), await openApp(dataDir, clock)];
    await tellStory(apps[0]!);
    await bothSee(apps, apps[0]!.store);
    const sent = await Promise.all(
      apps.map((app) => send(app, 'DiscussFundingPressure', pressure('once'), { commandId: 'K-1' })),
    );
    expect(new Set(sent.map(({ position }) => position)).size).toBe(1);
    const other = codesOf(send(apps[1]!, 'DiscussFundingPressure', pressure('twice'), { commandId: 'K-1' }));
    expect(await other).toEqual(['ID_REUSED']);
    expect((await apps[0]!.store.head()).size).toBe(6);
    for (const app of apps)
      // oxlint-disable-next-line no-await-in-loop
      await app.close();
  });
});
