import { afterEach, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../src/kernel/fact.js';
import type { Aspect, Series } from '../../src/measures/figures.js';
import { MovedBy, WhatMoved } from '../../src/measures/measures.moves.js';
import { PerceptionOf } from '../../src/measures/measures.perception.js';
import { MeasurePoint, MeasureSeries } from '../../src/measures/measures.queries.js';
import { ADMINISTRATOR, removeFolders, send, type App } from '../support/app.js';
import { aspectOf, numbered, openRecord, pointOf, promises, recordAll } from './recorded.js';

const kept = '2025-06-30';
const OFFICER: Actor = { role: 'officer', organisation: 'C1' };
const CHARITY: Actor = { role: 'tso', organisation: 'A' };
const OTHER: Actor = { role: 'tso', organisation: 'B' };

const apps: App[] = [];
const opened = async (open: Promise<App>): Promise<App> => {
  apps.push(await open);
  return apps.at(-1)!;
};

afterEach(async () => {
  await Promise.all(apps.splice(0).map(({ close }) => close()));
  await removeFolders();
});

const seriesOf = (app: App, from: string, to: string, asker: Actor | null = ADMINISTRATOR): Promise<Series> =>
  app.application.ask(new MeasureSeries(asker, aspectOf(), { from, to, step: 'MONTH' }));

describe('who sees a part of the record', () => {
  const withSeven = async (visibility: 'public' | 'parties' | 'restricted'): Promise<App> => {
    const app = await opened(openRecord());
    await recordAll(app, [
      ...promises(numbered('P', 6), { kept, visibility: 'parties' }),
      ...promises(['P7'], { visibility }),
    ]);
    return app;
  };

  test('is told the number where it sees all that bears on it, a party as the auditor', async () => {
    const app = await withSeven('parties');
    for (const asker of [OFFICER, CHARITY, { role: 'auditor', organisation: null } as const])
      // oxlint-disable-next-line no-await-in-loop
      expect((await pointOf(app, kept, { asker })).figures.published).toBe('0.7777777778');
  });

  test('is told what it sees, and no number', async () => {
    const app = await withSeven('restricted');
    expect((await pointOf(app, kept, { asker: OFFICER })).figures.published).toBe('0.7777777778');
    const { figures, basis } = await pointOf(app, kept, { asker: CHARITY });
    expect(figures).toMatchObject({ status: 'seen-in-part', published: null, fellDue: 6, onTime: 6, missed: 0 });
    expect(basis).toBe('OWN_RECORD');
  });

  test('is told nothing of what others are owed, and the public nothing of what is not public', async () => {
    const app = await withSeven('public');
    const { figures } = await pointOf(app, kept, { asker: OTHER });
    expect(figures).toMatchObject({ status: 'seen-in-part', published: null, fellDue: 1, onTime: 0, missed: 1 });
    const series = await seriesOf(app, '2025-05-01', '2025-08-31', null);
    expect(series.basis).toBe('PUBLIC_RECORD');
    expect(series.points.map(({ now }) => [now.status, now.fellDue])).toEqual([
      ['seen-in-part', 0],
      ...Array.from({ length: 3 }, () => ['seen-in-part', 1]),
    ]);
  });

  test('is not kept from a number by answers to surveys that it may not see', async () => {
    const app = await withSeven('parties');
    await recordAll(app, [
      {
        ...{ type: 'SurveyResponseReceived', on: kept, by: 'tso', visibility: 'confidential' },
        data: { wave: 'W1', direction: 'tso->commissioner', instrument: 'survey', items: [1, 2] },
      },
    ]);
    expect((await pointOf(app, kept, { asker: OFFICER })).figures.published).toBe('0.7777777778');
  });
});

test('groups are told alike to everybody, and with all their digits to administrators, who may read each answer', async () => {
  const six = numbered('T', 6);
  const app = await opened(openRecord(six));
  const survey = { wave: '2025', direction: 'tso->commissioner', instrument: 'survey' };
  await recordAll(app, [
    { type: 'SurveyIssued', on: '2025-05-01', data: survey, tsos: six },
    ...six.map((tso, at) => ({
      ...{ type: 'SurveyResponseReceived', on: `2025-05-${10 + 3 * at}`, tsos: [tso], by: 'tso' as const },
      data: { ...survey, items: [1 + (at % 5), 4, 3] },
    })),
    // The month has to be over.
    ...promises(['P1'], { recordedOn: '2025-06-02', tsos: ['T1'] }),
  ]);
  const told = async (asker: Actor | null) => {
    const of = { commissioner: 'C1', direction: 'tso->commissioner' } as const;
    const { releases } = await app.application.ask(new PerceptionOf(asker, of, '2025-05-31'));
    return releases.flatMap(({ groups }) =>
      groups.map(({ meanOfRespondents, respondents }) => [meanOfRespondents, respondents]),
    );
  };
  const [coarse, exact] = [await told(null), await told(ADMINISTRATOR)];
  for (const asker of [
    OFFICER,
    { role: 'tso', organisation: 'T1' } as const,
    { role: 'auditor', organisation: null } as const,
  ])
    // oxlint-disable-next-line no-await-in-loop
    expect(await told(asker)).toEqual(coarse);
  expect(coarse).toEqual([['0.5600000000', 6]]);
  expect(exact).toEqual([[expect.stringMatching(/^0\.5[0-9]*[1-9]$/), 6]]);
});

describe('a series', () => {
  test('keeps what was known at each month end beside what is known now', async () => {
    const app = await opened(openRecord());
    await recordAll(app, [
      ...promises(numbered('P', 6), { kept }),
      ...promises(['P7'], { recordedOn: '2025-08-05' }),
      ...promises(['P8'], { due: '2025-08-15', kept: '2025-08-20' }),
    ]);
    const { points } = await seriesOf(app, '2025-05-01', '2025-09-30');
    expect(points.map(({ on }) => on)).toEqual(['2025-05-31', kept, '2025-07-31', '2025-08-31', '2025-09-30']);
    expect(points.map(({ now }) => now.fellDue)).toEqual([0, 7, 7, 8, 8]);
    expect(points.map(({ asKnownThen }) => asKnownThen?.fellDue)).toEqual([0, 6, 6, 8, 8]);
    expect(points.map(({ revised }) => revised)).toEqual([true, true, true, false, false]);
    expect(points[1]!.asKnownThen!.published).toBe('0.8750000000');
    expect(points[1]!.now.published).toBe('0.7777777778');
    for (const { on, now, asKnownThen } of points) {
      // oxlint-disable-next-line no-await-in-loop
      expect((await pointOf(app, on)).figures).toEqual(now);
      // oxlint-disable-next-line no-await-in-loop
      expect((await pointOf(app, on, { knownAt: on })).figures).toEqual(asKnownThen);
    }
  });

  test('is of the record as it was where it is asked for as known at a day in the past', async () => {
    const app = await opened(openRecord());
    await recordAll(app, [...promises(numbered('P', 6), { kept }), ...promises(['P7'], { recordedOn: '2025-08-05' })]);
    const period = { from: '2025-06-01', to: '2025-08-31', step: 'MONTH' } as const;
    const { points } = await app.application.ask(
      new MeasureSeries(ADMINISTRATOR, aspectOf(), period, '2025-07-10T12:00:00Z'),
    );
    expect(points.map(({ now }) => now.fellDue)).toEqual([6, 6, 6]);
    // July was not over then.
    expect(points.map(({ asKnownThen }) => asKnownThen?.fellDue)).toEqual([6, undefined, undefined]);
  });
});

describe('a body on record under two ids', () => {
  test('is one, in a relationship and in a group', async () => {
    const app = await opened(openRecord());
    await recordAll(app, [...promises(numbered('P', 4), { kept }), ...promises(['Q1', 'Q2'], { kept, tsos: ['B'] })]);
    const group = async () => (await pointOf(app, kept, { tso: null })).figures;
    expect(await group()).toMatchObject({ relationships: 2, evidence: '2.0000000000' });
    const { eventIds } = await send(app, 'MergeOrganisation', {
      data: { organisationId: 'B', into: 'A', reason: 'one body' },
    });
    for (const tso of ['A', 'B'])
      // oxlint-disable-next-line no-await-in-loop
      expect((await pointOf(app, kept, { tso })).figures).toMatchObject({ fellDue: 6, published: '0.8750000000' });
    expect(await group()).toMatchObject({ relationships: 1, evidence: '1.0000000000', fellDue: 6 });
    await send(app, 'AnnulEvent', { data: { targetId: eventIds[0], reason: 'a slip' } });
    expect((await pointOf(app, kept)).figures).toMatchObject({ fellDue: 4 });
  });

  test('changes nothing of what was told before that was known, nor does another size band', async () => {
    const app = await opened(openRecord([]));
    const registered = (organisationId: string) => ({
      organisationId,
      name: `Body ${organisationId}`,
      sizeBand: 'small',
    });
    const register = (id: string) => send(app, 'RegisterTso', { data: registered(id), visibility: 'public' });
    const { eventIds } = await register('A');
    await register('B');
    await recordAll(app, [...promises(numbered('P', 4), { kept }), ...promises(['Q1', 'Q2'], { kept, tsos: ['B'] })]);
    const series = async (over: Partial<Aspect>) => {
      const period = { from: '2025-05-31', to: '2025-08-31', step: 'MONTH' } as const;
      const { points } = await app.application.ask(new MeasureSeries(ADMINISTRATOR, aspectOf(over), period));
      return points.map(({ asKnownThen }) => asKnownThen);
    };
    const ASKED = [{ tso: null }, { tso: null, sizeBand: 'small' }, {}, { tso: 'B' }];
    app.clock.now = Date.parse('2025-09-05T12:00:00Z');
    const before = await Promise.all(ASKED.map(series));
    expect(before[0]![1]).toMatchObject({ relationships: 2, evidence: '2.0000000000' });
    await send(app, 'MergeOrganisation', { data: { organisationId: 'B', into: 'A', reason: 'one body' } });
    const replacement = { data: { ...registered('A'), sizeBand: 'large' } };
    await send(app, 'CorrectEvent', { data: { targetId: eventIds[0], replacement, reason: 'it grew' } });
    const now = app.application.ask(new MeasurePoint(ADMINISTRATOR, aspectOf({ tso: null, sizeBand: 'large' })));
    expect((await now).figures).toMatchObject({ relationships: 1, fellDue: 6 });
    expect(await Promise.all(ASKED.map(series))).toEqual(before);
    const then = await pointOf(app, '2025-06-30', { tso: null, sizeBand: 'small', knownAt: '2025-06-30' });
    expect(before[1]![1]).toEqual(then.figures);
  });
});

describe('what moved a number', () => {
  test('is told from the event: what it came to before it was recorded, and after', async () => {
    const app = await opened(openRecord());
    const six = await recordAll(app, promises(numbered('P', 6), { kept }));
    const [late] = await recordAll(app, promises(['P7'], { recordedOn: '2025-07-05' }));
    const moved = await app.application.ask(new MovedBy(ADMINISTRATOR, late!, kept));
    expect(moved.map(({ before, after }) => [before.published, after.published])).toEqual([
      ['0.8750000000', '0.7777777778'],
    ]);
    const [first] = await app.application.ask(new MovedBy(ADMINISTRATOR, six[1]!, kept));
    expect(first!.after).toMatchObject({ onTime: first!.before.onTime + 1, missed: first!.before.missed - 1 });
    await expect(app.application.ask(new MovedBy(OTHER, late!, kept))).rejects.toThrow(/that you may see/);
  });

  test('adds up from one day to another, with the passing of time apart', async () => {
    const app = await opened(openRecord());
    await recordAll(app, [
      ...promises(numbered('P', 6), { kept }),
      ...promises(['P7'], { due: '2025-09-15' }),
      ...promises(['P8'], { due: '2025-09-20', kept: '2025-10-10' }),
    ]);
    const { from, to, moved, time, difference } = await app.application.ask(
      new WhatMoved(ADMINISTRATOR, aspectOf(), kept, '2025-10-31'),
    );
    expect(moved.map(({ of }) => of).toSorted()).toEqual(['R1:P7', 'R1:P8']);
    const parts = moved.reduce((sum, { effect }) => sum + Number(effect), Number(time));
    expect(parts).toBeCloseTo(Number(difference), 8);
    expect(Number(difference)).toBeCloseTo(Number(to.estimate) - Number(from.estimate), 8);
  });

  test('adds up in a group: what each kept, and apart from it who has how much of a vote', async () => {
    const app = await opened(openRecord(['A', 'B', 'D', 'E']));
    await recordAll(app, [
      ...promises(numbered('A', 6), { kept }),
      ...promises(['B1'], { tsos: ['B'], kept }),
      ...promises(numbered('D', 6), { tsos: ['D'], kept }),
      ...promises(['D7'], { tsos: ['D'], due: '2025-09-15' }),
      ...promises(['E1'], { tsos: ['E'], due: '2025-11-20' }),
    ]);
    const whole = (from: string, to: string) =>
      app.application.ask(new WhatMoved(ADMINISTRATOR, aspectOf({ tso: null }), from, to));
    // Nothing falls due in between: a relationship of which nothing is heard loses its vote, none is moved by that.
    const silent = await whole(kept, '2025-08-31');
    expect([silent.moved, silent.time]).toEqual([[], '0.0000000000']);
    expect(Number(silent.composition)).toBeLessThan(0);
    expect(silent.composition).toBe(silent.difference);
    const { moved, composition, difference } = await whole(kept, '2025-12-31');
    expect(moved.map(({ of, effect }) => [of, Number(effect) < 0])).toEqual([['C1 D', true]]);
    const parts = moved.reduce((sum, { effect }) => sum + Number(effect), Number(composition));
    expect(parts).toBeCloseTo(Number(difference), 9);
    const back = await whole('2025-03-31', kept);
    expect(back.moved).toEqual([]);
    expect(back.composition).toBe(back.difference);
  });
});
