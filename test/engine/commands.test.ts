import { afterAll, describe, expect, test } from '@jest/globals';
import { EventById } from '../../src/audit/audit.queries.js';
import { LogState } from '../../src/engine/log.queries.js';
import { History } from '../../src/history/history.queries.js';
import type { Actor } from '../../src/kernel/fact.js';
import { Rejection } from '../../src/kernel/rejection.js';
import { OrganisationCalled } from '../../src/organisation/organisation.queries.js';
import { BEGIN, codesOf, logOf, registerTwo, removeFolders, send, withApp, type App } from '../support/app.js';

const OFFICER: Actor = { role: 'officer', organisation: 'council' };
const ADVICE: Actor = { role: 'tso', organisation: 'advice' };

const sizeOf = async ({ store }: App): Promise<number> => (await store.head()).size;

/** Runs a test on a record in which `council` and `advice` are registered and a matter is open. */
const onRecord = (run: (app: App) => Promise<void>) => () =>
  withApp(async (app) => {
    await registerTwo(app);
    await send(app, 'OpenMatter', {
      data: { title: 'Advice' },
      occurredOn: '2024-03-01',
      matter: 'advice-2024',
      commissioner: 'council',
      tsos: ['advice'],
    });
    await run(app);
  });

const pressure = (summary: string, matter = 'advice-2024') => ({
  data: { summary },
  occurredOn: '2024-03-04',
  matter,
});

afterAll(removeFolders);

describe('the same command again', () => {
  test(
    'is answered with what became of it the first time, and nothing is written',
    onRecord(async (app) => {
      const first = await send(app, 'DiscussFundingPressure', pressure('less'), { commandId: 'K-1' });
      const size = await sizeOf(app);
      const second = await send(app, 'DiscussFundingPressure', pressure('less'), { commandId: 'K-1' });
      expect(first).toMatchObject({ repeated: false, eventIds: ['K-1'], stream: 'matter-advice-2024', revision: 1 });
      expect(second).toEqual({ ...first, repeated: true });
      expect(await sizeOf(app)).toBe(size);
    }),
  );

  test(
    'is known as the same also after others were recorded, and where it began its stream',
    onRecord(async (app) => {
      const meeting = { data: { meetingId: 'm1' }, commissioner: 'council', tsos: ['advice'] };
      const first = await send(app, 'RecordMeeting', meeting, { commandId: 'K-1', actor: OFFICER });
      await send(app, 'PublishMinutes', { data: { meetingId: 'm1', url: 'https://council.example/m1' } });
      const second = await send(app, 'RecordMeeting', meeting, { commandId: 'K-1', actor: OFFICER });
      expect(second).toEqual({ ...first, repeated: true });
    }),
  );

  test(
    'is known as the same where the record keeps more of it than was said: a correction with defaults filled in',
    onRecord(async (app) => {
      const opened = await send(app, 'OpenConsultation', {
        data: { consultationId: 'k1', closesOn: '2024-06-01' },
        occurredOn: '2024-03-01',
        matter: 'advice-2024',
      });
      const [targetId] = opened.eventIds;
      const correction = {
        data: { targetId, replacement: { data: { consultationId: 'k1' } }, reason: 'no closing day was given' },
      };
      const first = await send(app, 'CorrectEvent', correction, { commandId: 'K-2' });
      expect(await send(app, 'CorrectEvent', correction, { commandId: 'K-2' })).toEqual({ ...first, repeated: true });
    }),
  );

  test(
    'with other content is refused: the id is used',
    onRecord(async (app) => {
      await send(app, 'DiscussFundingPressure', pressure('less'), { commandId: 'K-1' });
      const size = await sizeOf(app);
      const again = (said: ReturnType<typeof pressure>) =>
        codesOf(send(app, 'DiscussFundingPressure', said, { commandId: 'K-1' }));
      expect(await again(pressure('more'))).toEqual(['ID_REUSED']);
      expect(await again({ ...pressure('less'), occurredOn: '2024-03-05' })).toEqual(['ID_REUSED']);
      expect(await sizeOf(app)).toBe(size);
    }),
  );

  test(
    'for another stream is refused: the id is used',
    onRecord(async (app) => {
      await send(app, 'DiscussFundingPressure', pressure('less'), { commandId: 'K-1' });
      const other = send(app, 'DiscussFundingPressure', pressure('less', 'other'), { commandId: 'K-1' });
      expect(await codesOf(other)).toEqual(['ID_REUSED']);
      expect(await app.store.readStream('matter-other')).toEqual([]);
    }),
  );

  test(
    'for another stream in the same moment is refused all the same',
    onRecord(async (app) => {
      const sent = ['one', 'other'].map((matter) =>
        send(app, 'DiscussFundingPressure', pressure('less', matter), { commandId: 'K-1' }),
      );
      const ended = await Promise.allSettled(sent);
      expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
      expect((await logOf(app.store)).filter(({ id }) => id === 'K-1')).toHaveLength(1);
    }),
  );

  test(
    'at the same time is written once',
    onRecord(async (app) => {
      const size = await sizeOf(app);
      const sent = await Promise.all(
        Array.from({ length: 8 }, () => send(app, 'DiscussFundingPressure', pressure('less'), { commandId: 'K-1' })),
      );
      expect(sent.filter(({ repeated }) => !repeated)).toHaveLength(1);
      expect(new Set(sent.map(({ position }) => position)).size).toBe(1);
      expect(await sizeOf(app)).toBe(size + 1);
    }),
  );
});

describe('commands to one stream', () => {
  test(
    'of which twenty come at once all land, in the order in which they came',
    onRecord(async (app) => {
      const summaries = Array.from({ length: 20 }, (_, number) => `pressure ${number}`);
      const sent = await Promise.all(
        summaries.map((summary) => send(app, 'DiscussFundingPressure', pressure(summary))),
      );
      expect(sent.map(({ revision }) => revision)).toEqual(summaries.map((_, at) => at + 1));
      const [, ...told] = await app.store.readStream('matter-advice-2024');
      expect(told.map(({ data }) => data['summary'])).toEqual(summaries);
    }),
  );

  test(
    'that expect a revision conflict where it is another, and are told which it is',
    onRecord(async (app) => {
      await send(app, 'DiscussFundingPressure', pressure('one'), { expectedRevision: 0 });
      const late = send(app, 'DiscussFundingPressure', pressure('two'), { expectedRevision: 0 });
      await expect(late).rejects.toThrow('It is at revision 1 now, not 0');
      expect(await codesOf(late)).toEqual(['REVISION_CONFLICT']);
      const missing = send(app, 'DiscussFundingPressure', pressure('two', 'new'), { expectedRevision: 3 });
      await expect(missing).rejects.toThrow('It is at revision -1 now, not 3');
      await send(app, 'DiscussFundingPressure', pressure('two', 'new'), { expectedRevision: -1 });
    }),
  );

  test(
    'of which twenty expect the same revision: one lands, the others are told',
    onRecord(async (app) => {
      const sent = await Promise.all(
        Array.from({ length: 20 }, (_, number) =>
          codesOf(send(app, 'DiscussFundingPressure', pressure(`${number}`), { expectedRevision: 0 })),
        ),
      );
      expect(sent.filter((outcome) => !Array.isArray(outcome))).toHaveLength(1);
      expect(sent.filter((outcome) => Array.isArray(outcome))).toEqual(
        Array.from({ length: 19 }, () => ['REVISION_CONFLICT']),
      );
      expect(await app.store.readStream('matter-advice-2024')).toHaveLength(2);
    }),
  );

  test(
    'are not held up by one that was refused',
    onRecord(async (app) => {
      const refused = send(app, 'CloseMatter', { data: { reason: 'x' }, matter: 'never-opened' });
      const next = send(app, 'DiscussFundingPressure', pressure('less', 'never-opened'));
      expect(await codesOf(refused)).toEqual(['NOT_OPENED']);
      expect((await next).revision).toBe(0);
    }),
  );
});

describe('what an event keeps of its command', () => {
  test(
    'is who gave it, which command it was, and what led to it',
    onRecord(async (app) => {
      const sending = {
        actor: ADVICE,
        commandId: 'K-1',
        correlationId: 'request-7',
        causationId: 'event-3',
        source: 'imported' as const,
      };
      const view = { data: { summary: 'we object' }, matter: 'advice-2024' };
      await send(app, 'SubmitRepresentation', view, sending);
      const event = (await app.store.readStream('matter-advice-2024')).at(-1);
      expect(event?.id).toBe('K-1');
      expect(event?.meta).toEqual(sending);
    }),
  );

  test(
    'is the command itself as the beginning of the chain, where nothing else is said',
    onRecord(async (app) => {
      const { eventIds } = await send(app, 'DiscussFundingPressure', pressure('less'), { actor: OFFICER });
      const event = (await app.store.readStream('matter-advice-2024')).at(-1);
      const [id] = eventIds;
      expect(event?.meta).toEqual({
        commandId: id,
        correlationId: id,
        causationId: null,
        actor: OFFICER,
        source: 'entered',
      });
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
    }),
  );

  test(
    'is there on every event of the log',
    onRecord(async (app) => {
      for (const { id, meta, recordedAt } of await logOf(app.store)) {
        expect(meta.commandId).toBe(id);
        expect(meta.correlationId).not.toBe('');
        expect(meta.actor.role).toBe('administrator');
        expect(Date.parse(recordedAt)).toBe(BEGIN);
      }
    }),
  );
});

describe('what a fact takes from the stream it joins', () => {
  test(
    'is the commissioner, the TSOs, the matter and the visibility of its beginning',
    onRecord(async (app) => {
      const scope = { commissioner: 'council', tsos: ['advice'], matter: 'advice-2024', visibility: 'public' as const };
      await send(app, 'OpenConsultation', { data: { consultationId: 'k1' }, occurredOn: '2024-03-01', ...scope });
      await send(app, 'CloseConsultation', { data: { consultationId: 'k1' }, occurredOn: '2024-05-01' });
      const [, closed] = await app.store.readStream('consultation-k1');
      expect(closed).toMatchObject(scope);
    }),
  );

  test(
    'cannot be replaced by another commissioner or matter',
    onRecord(async (app) => {
      await send(app, 'RegisterCommissioner', { data: { organisationId: 'other', name: 'Other Council' } });
      const scope = { commissioner: 'council', matter: 'advice-2024' };
      await send(app, 'OpenConsultation', { data: { consultationId: 'k1' }, occurredOn: '2024-03-01', ...scope });
      const close = (said: object) =>
        codesOf(send(app, 'CloseConsultation', { data: { consultationId: 'k1' }, occurredOn: '2024-05-01', ...said }));
      expect(await close({ commissioner: 'other' })).toEqual(['OTHER_SCOPE']);
      expect(await close({ matter: 'other' })).toEqual(['OTHER_SCOPE']);
      expect(await close(scope)).toMatchObject({ revision: 1 });
    }),
  );

  test(
    'is, for a remark, that of the event it speaks about and not that of the beginning',
    onRecord(async (app) => {
      await send(app, 'RecordMeeting', { data: { meetingId: 'm1' }, commissioner: 'council', tsos: ['advice'] });
      const minutes = await send(app, 'PublishMinutes', {
        data: { meetingId: 'm1', url: 'https://council.example/m1' },
        matter: 'advice-2024',
        visibility: 'public',
      });
      await send(app, 'AnnulEvent', { data: { targetId: minutes.eventIds[0], reason: 'not out' } });
      const [first, , annulled] = await app.store.readStream('meeting-m1');
      expect(first).toMatchObject({ matter: null, visibility: 'parties' });
      expect(annulled).toMatchObject({ matter: 'advice-2024', visibility: 'public', tsos: ['advice'] });
    }),
  );

  test(
    'is, without a stream, the side and the organisation of who says it',
    onRecord(async (app) => {
      await send(
        app,
        'ScheduleMeeting',
        { data: { meetingId: 'm1', scheduledFor: '2024-05', purpose: 'x' } },
        {
          actor: OFFICER,
        },
      );
      await send(
        app,
        'ScheduleMeeting',
        { data: { meetingId: 'm2', scheduledFor: '2024-05', purpose: 'x' }, commissioner: 'council' },
        { actor: ADVICE },
      );
      const [one] = await app.store.readStream('meeting-m1');
      const [two] = await app.store.readStream('meeting-m2');
      expect(one).toMatchObject({ by: 'commissioner', commissioner: 'council', tsos: [], visibility: 'parties' });
      expect(two).toMatchObject({ by: 'tso', commissioner: 'council', tsos: ['advice'] });
    }),
  );
});

describe('a command that cannot be carried out', () => {
  test(
    'names the organisations that are not registered, and what to do',
    onRecord(async (app) => {
      const named = { data: { title: 'x' }, matter: 'm', commissioner: 'nobody', tsos: ['advice', 'no-one'] };
      expect(await codesOf(send(app, 'OpenMatter', named))).toEqual(['UNKNOWN_ORGANISATION']);
      const tso = send(app, 'OpenMatter', { ...named, commissioner: 'council' });
      await expect(tso).rejects.toMatchObject({ problems: [{ field: 'tsos.1' }] });
      await expect(tso).rejects.toThrow('register it first (TsoRegistered)');
      expect(await app.store.readStream('matter-m')).toEqual([]);
    }),
  );

  test(
    'may name the body it registers, and no other',
    onRecord(async (app) => {
      const register = (commissioner: string) =>
        codesOf(send(app, 'RegisterCommissioner', { data: { organisationId: 'new', name: 'New' }, commissioner }));
      expect(await register('nobody')).toEqual(['UNKNOWN_ORGANISATION']);
      expect(await register('new')).toMatchObject({ revision: 0 });
    }),
  );

  test(
    'may no longer name a body whose registration was annulled',
    onRecord(async (app) => {
      const { eventIds } = await send(app, 'RegisterTso', { data: { organisationId: 'slip', name: 'Slip' } });
      await send(app, 'AnnulEvent', { data: { targetId: eventIds[0], reason: 'there is no such body' } });
      const named = { data: { title: 'x' }, matter: 'm', commissioner: 'council', tsos: ['slip'] };
      expect(await codesOf(send(app, 'OpenMatter', named))).toEqual(['UNKNOWN_ORGANISATION']);
    }),
  );

  test(
    'names every field that is wrong at once, and commands and events that do not exist',
    onRecord(async (app) => {
      const wrong = send(app, 'OpenMatter', { data: { titel: 'x' }, matter: 'has spaces', occurredOn: '2024-02-30' });
      await expect(wrong).rejects.toBeInstanceOf(Rejection);
      const { problems } = (await wrong.catch((error: unknown) => error)) as Rejection;
      expect(problems.map(({ field }) => field).toSorted()).toEqual([
        'data.titel',
        'data.title',
        'matter',
        'occurredOn',
      ]);
      expect(await codesOf(send(app, 'DoNothing', { data: {} }))).toEqual(['UNKNOWN_COMMAND']);
      expect(await codesOf(send(app, 'constructor', { data: {} }))).toEqual(['UNKNOWN_COMMAND']);
      const remark = { data: { targetId: 'no-event', reason: 'x' } };
      expect(await codesOf(send(app, 'AnnulEvent', remark))).toEqual(['UNKNOWN_EVENT']);
    }),
  );
});

describe('what was sent', () => {
  test(
    'is read by whoever asks after it, without waiting',
    onRecord(async (app) => {
      for (let number = 0; number < 25; number += 1) {
        // oxlint-disable-next-line no-await-in-loop -- each is asked for as soon as it was sent
        const { eventIds, seen } = await send(app, 'DiscussFundingPressure', pressure(`${number}`));
        expect(seen).toBe(true);
        // oxlint-disable-next-line no-await-in-loop
        const found = await app.application.ask(new EventById({ role: 'auditor', organisation: null }, eventIds[0]!));
        expect(found?.data['summary']).toBe(`${number}`);
      }
      const { head, checkpoint, size } = await app.application.ask(new LogState());
      expect(checkpoint).toBe(head);
      expect(size).toBe(28);
    }),
  );

  test(
    'can be named at once by what is sent next, also a name given by a correction',
    onRecord(async (app) => {
      const { eventIds } = await send(app, 'RegisterTso', {
        data: { organisationId: 'cabb', name: 'Citizens Advise' },
      });
      const data = { organisationId: 'cabb', name: 'Citizens Advice' };
      await send(app, 'CorrectEvent', { data: { targetId: eventIds[0], replacement: { data }, reason: 'a slip' } });
      const called = (text: string) =>
        app.application.ask(new OrganisationCalled({ role: 'auditor', organisation: null }, text));
      expect((await called('citizens advice'))?.id).toBe('cabb');
      expect(await called('Citizens Advise')).toBeUndefined();
    }),
  );

  test(
    'is dated by two clocks: the day it happened is the sender’s, the moment of recording the log’s, which never goes back',
    onRecord(async (app) => {
      app.clock.move(86_400_000);
      const said = pressure('late');
      await send(app, 'DiscussFundingPressure', { ...said, occurredOn: '2009-11-30' });
      app.clock.move(-3_600_000);
      await send(app, 'DiscussFundingPressure', { ...said, occurredOn: '2030-01' });
      const [late, early] = (await logOf(app.store)).slice(-2);
      expect(late).toMatchObject({ occurredOn: '2009-11-30', recordedAt: '2024-03-05T10:00:00.000Z' });
      expect(early).toMatchObject({ occurredOn: '2030-01', recordedAt: '2024-03-05T10:00:00.000Z' });
      const ask = async (knownAt: string) => {
        const { entries } = await app.application.ask(
          new History({ role: 'auditor', organisation: null }, { matter: 'advice-2024' }, { first: 10 }, knownAt),
        );
        return entries.map(({ occurredOn }) => occurredOn);
      };
      expect(await ask('2024-03-04')).toEqual(['2024-03-01']);
      expect(await ask('2024-03-05')).toEqual(['2009-11-30', '2024-03-01', '2030-01']);
    }),
  );
});
