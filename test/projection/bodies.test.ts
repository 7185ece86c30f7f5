import { afterAll, describe, expect, test } from '@jest/globals';
import { EventById } from '../../src/audit/audit.queries.js';
import { History } from '../../src/history/history.queries.js';
import type { Actor, Recorded } from '../../src/kernel/fact.js';
import { ReadModel } from '../../src/projection/read-model.js';
import { Questions } from '../../src/projection/questions.js';
import { ADMINISTRATOR, logOf, removeFolders, send, withApp, type App } from '../support/app.js';

/** Three bodies, of which two had one matter each with one TSO; returns what is told of a body's history. */
const withBodies = (run: (app: App, historyOf: (id: string) => Promise<string[]>) => Promise<void>) => () =>
  withApp(async (app) => {
    for (const id of ['old', 'new', 'other'])
      // oxlint-disable-next-line no-await-in-loop
      await send(app, 'RegisterCommissioner', { data: { organisationId: id, name: `Council ${id}` } });
    for (const id of ['old', 'new', 'other'])
      // oxlint-disable-next-line no-await-in-loop
      await send(app, 'OpenMatter', { data: { title: id }, matter: `of-${id}`, commissioner: id });
    const historyOf = async (commissioner: string): Promise<string[]> => {
      const page = { first: 50, order: 'RECORDED' as const };
      const { entries } = await app.application.ask(new History(ADMINISTRATOR, { commissioner }, page));
      return entries.map(({ data }) => String(data['title']));
    };
    await run(app, historyOf);
  });

const merge = (app: App, organisationId: string, into: string) =>
  send(app, 'MergeOrganisation', { data: { organisationId, into, reason: 'one body' } });

const annul = (app: App, targetId: string | undefined) =>
  send(app, 'AnnulEvent', { data: { targetId, reason: 'a slip' } });

afterAll(removeFolders);

describe('a body with several ids', () => {
  test(
    'has one history under each of them, also by a chain of mergers',
    withBodies(async (app, historyOf) => {
      await merge(app, 'old', 'new');
      expect(await historyOf('old')).toEqual(['old', 'new']);
      await merge(app, 'new', 'other');
      for (const id of ['old', 'new', 'other'])
        // oxlint-disable-next-line no-await-in-loop
        expect(await historyOf(id)).toEqual(['old', 'new', 'other']);
    }),
  );

  test(
    'is two again when the merger is annulled, and one when the annulment is',
    withBodies(async (app, historyOf) => {
      const merged = await merge(app, 'old', 'new');
      const annulled = await annul(app, merged.eventIds[0]);
      expect(await historyOf('old')).toEqual(['old']);
      expect(await historyOf('new')).toEqual(['new']);
      await annul(app, annulled.eventIds[0]);
      expect(await historyOf('new')).toEqual(['old', 'new']);
    }),
  );

  test(
    'is another one when the merger is corrected to say so',
    withBodies(async (app, historyOf) => {
      const merged = await merge(app, 'old', 'new');
      const data = { organisationId: 'old', into: 'other', reason: 'one body' };
      const correction = { targetId: merged.eventIds[0], replacement: { data }, reason: 'the wrong one' };
      await send(app, 'CorrectEvent', { data: correction });
      expect(await historyOf('old')).toEqual(['old', 'other']);
      expect(await historyOf('new')).toEqual(['new']);
    }),
  );
});

describe('what has been said about an event', () => {
  test(
    'counts no more where it was annulled, and again where that was annulled',
    withBodies(async (app) => {
      const [told] = (await send(app, 'DiscussFundingPressure', { data: { summary: 'x' }, matter: 'of-old' })).eventIds;
      const entry = async () => app.application.ask(new EventById(ADMINISTRATOR, told!));
      const replacement = { occurredOn: '2024-02-01' };
      const corrected = await send(app, 'CorrectEvent', { data: { targetId: told, replacement, reason: 'a slip' } });
      expect(await entry()).toMatchObject({ occurredOn: '2024-02-01', annulled: false });
      const saidOf = (id: string) =>
        app.questions.remarks(id, app.questions.seqAt(), ADMINISTRATOR).map(({ type }) => type);
      expect(saidOf(corrected.eventIds[0]!)).toEqual([]);
      const undone = await annul(app, corrected.eventIds[0]);
      expect(saidOf(corrected.eventIds[0]!)).toEqual(['EventAnnulled']);
      expect(await entry()).toMatchObject({ occurredOn: null, correctedBy: null, annulled: false });
      await annul(app, undone.eventIds[0]);
      expect(await entry()).toMatchObject({ occurredOn: '2024-02-01' });
      expect(saidOf(corrected.eventIds[0]!)).toEqual(['EventAnnulled', 'EventAnnulled']);
      expect(saidOf(undone.eventIds[0]!)).toEqual(['EventAnnulled']);
      expect(saidOf(told!)).toEqual(['EventCorrected', 'EventAnnulled', 'EventAnnulled']);
      await annul(app, told);
      expect(await entry()).toMatchObject({ occurredOn: null, annulled: true });
    }),
  );

  test(
    'is not told to whom it may not be shown, and the event then stands as it was recorded',
    withBodies(async (app) => {
      const scope = { matter: 'of-old', commissioner: 'old', visibility: 'public' as const, occurredOn: '2024-03-01' };
      const [told] = (await send(app, 'ConsiderResponse', { data: { summary: 'x' }, ...scope })).eventIds;
      const replacement = { occurredOn: '2024-02-01' };
      await send(app, 'CorrectEvent', { data: { targetId: told, replacement, reason: 'a slip' } });
      const log = await logOf(app.store);
      // A log of an older version holds remarks with a visibility of their own.
      const older = log.map((event): Recorded =>
        event.type === 'EventCorrected' ? { ...event, visibility: 'restricted' } : event,
      );
      const readModel = new ReadModel(':memory:');
      readModel.project(older);
      const questions = new Questions(readModel.database);
      const own: Actor = { role: 'officer', organisation: 'old' };
      const daysSeenBy = (asker: Actor | null): number[] =>
        questions
          .page({
            order: 'OCCURRED',
            dossier: 'matter-of-old',
            types: ['ResponseConsidered'],
            first: 9,
            seq: questions.seqAt(),
            asker,
          })
          .found.map(({ cursor }) => cursor.occurred);
      expect(questions.remarks(told!, 99, null)).toEqual([]);
      expect(questions.remarks(told!, 99, own)).toHaveLength(1);
      expect(daysSeenBy(null)).toEqual([20240301]);
      expect(daysSeenBy(own)).toEqual([20240201]);
      readModel.close();
    }),
  );
});

describe('a period', () => {
  test('finds a date known so vaguely that it may be in it, however far back it begins', async () =>
    withApp(async (app) => {
      await send(app, 'OpenMatter', {
        data: { title: 'ever' },
        matter: 'ever',
        occurredOn: '1500/2999',
        visibility: 'public',
      });
      await send(app, 'OpenMatter', {
        data: { title: 'then' },
        matter: 'then',
        occurredOn: '2010-05',
        visibility: 'public',
      });
      for (const order of ['OCCURRED', 'OCCURRED_DESC', 'RECORDED', 'RECORDED_DESC'] as const) {
        const ask = (from: string, to: string) =>
          // oxlint-disable-next-line no-await-in-loop
          app.application.ask(new History(null, { from, to }, { first: 9, order }));
        // oxlint-disable-next-line no-await-in-loop
        expect((await ask('2010-05-31', '2010-06-30')).entries).toHaveLength(2);
        // oxlint-disable-next-line no-await-in-loop
        expect((await ask('2010-06-01', '2010-06-30')).entries).toHaveLength(1);
      }
    }));
});
