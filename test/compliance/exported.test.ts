import type { Finding } from '../../src/compliance/finding.js';
import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Asker } from '../../src/access/visibility.js';
import { answerBundle } from '../../src/compliance/bundle.js';
import type { Bundle } from '../../src/compliance/bundling.js';
import { FindingsBundle } from '../../src/compliance/compliance.bundles.js';
import { Findings } from '../../src/compliance/compliance.findings.js';
import { logOf, registerTwo, removeFolders, send, withApp, type App } from '../support/app.js';
import { histories, play, script, share } from '../support/histories.js';
import { sees } from '../support/naive.js';

const ASKERS: readonly Asker[] = [
  { role: 'auditor', organisation: null },
  null,
  { role: 'officer', organisation: 'c1' },
  { role: 'tso', organisation: 't1' },
];

/** A bundle as it arrives elsewhere: as text. */
const arrived = (bundle: Bundle): unknown => JSON.parse(JSON.stringify(bundle));

const totals = { bundles: 0, findings: 0, partial: 0 };

afterEach(removeFolders);

describe('a bundle of a matter', () => {
  test('is answered without the record as its maker was answered, with what its maker may see and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(script(70, 110), share, fc.boolean(), (steps, part, now) =>
        withApp(async (app) => {
          await play(app, steps);
          const log = await logOf(app.store);
          const byId = new Map(log.map((event) => [event.id, event]));
          const knownAt = now ? null : log[Math.floor(part * (log.length - 1))]!.recordedAt;
          for (const asker of ASKERS)
            for (const matter of ['matter0', 'matter1', 'matter2', 'matter3'])
              for (const [rule, framework] of [
                [null, null],
                ['C1', null],
                [null, 'compact'],
              ] as const) {
                const filter = { matter, rule, framework };
                // oxlint-disable-next-line no-await-in-loop
                const bundle = await app.application.ask(new FindingsBundle(asker, filter, '2025-06-01', knownAt));
                if (!bundle) continue;
                // oxlint-disable-next-line no-await-in-loop
                const shown = await app.application.ask(
                  new Findings(asker, { matter, framework, ...(rule && { rules: [rule] }) }, '2025-06-01', knownAt),
                );
                const [answer] = answerBundle(arrived(bundle)).answers;
                expect(answer?.differences ?? []).toEqual([]);
                expect(
                  (answer?.answer as readonly Finding[] | null)?.filter((it) => !rule || it.rule === rule),
                ).toEqual(shown);
                const told = (bundle.events as { id: string }[]).map(({ id }) => byId.get(id)!);
                expect(told.filter((event) => !sees(asker, event) || event.recordedAt > (knownAt ?? '9'))).toEqual([]);
                totals.bundles += 1;
                totals.findings += shown.length;
                if (!bundle.complete) totals.partial += 1;
              }
        }),
      ),
      histories(10, 31),
    );
  }, 60_000);

  test('and enough was compared', () => {
    expect(totals.bundles).toBeGreaterThan(100);
    expect(totals.findings).toBeGreaterThan(300);
    expect(totals.partial).toBeGreaterThan(10);
  });

  const consulted = async (app: App): Promise<void> => {
    await registerTwo(app);
    await send(app, 'OpenConsultation', {
      data: { consultationId: 'K', closesOn: '2024-05-01' },
      occurredOn: '2024-03-04',
      commissioner: 'council',
      tsos: ['advice'],
      matter: 'm',
    });
  };
  const WHOLE: Asker = { role: 'auditor', organisation: null };

  test('keeps what a merged body adopted under its other id', () =>
    withApp(async (app) => {
      await consulted(app);
      await send(app, 'RegisterCommissioner', { data: { organisationId: 'old', name: 'Old' }, visibility: 'public' });
      await send(app, 'AdoptFramework', {
        data: {
          frameworkId: 'local',
          edition: '1',
          title: 'Local Compact',
          inForceFrom: '2020-01-01',
          parameters: { minimumConsultationDays: 50 },
        },
        occurredOn: '2020-01-01',
        commissioner: 'old',
        visibility: 'public',
      });
      await send(app, 'MergeOrganisation', { data: { organisationId: 'old', into: 'council', reason: 'one body' } });
      const bundle = await app.application.ask(
        new FindingsBundle(WHOLE, { matter: 'm', framework: 'local' }, '2025-01-01'),
      );
      const [answer] = answerBundle(arrived(bundle!)).answers;
      expect(answer).toMatchObject({ matches: true, answer: [{ rule: 'C1', edition: 'local-1', verdict: 'MET' }] });
      const alone = answerBundle({ ...(arrived(bundle!) as object), bodies: [] }).answers[0];
      expect(alone).toMatchObject({ matches: false, answer: [] });
    }));

  test('is the same, to the byte, when the same is asked of the same moment again', () =>
    withApp(async (app) => {
      await consulted(app);
      const { recordedAt } = (await logOf(app.store)).at(-1)!;
      const made = async () =>
        JSON.stringify(await app.application.ask(new FindingsBundle(WHOLE, { matter: 'm' }, '2025-01-01', recordedAt)));
      const before = await made();
      app.clock.move(1000);
      await send(app, 'PublishConsultationRationale', {
        data: { consultationId: 'K', text: 'the budget' },
        occurredOn: '2024-03-04',
      });
      expect(await made()).toBe(before);
    }));

  test('is none where nothing is on record that its maker may see', () =>
    withApp(async (app) => {
      await consulted(app);
      expect(await app.application.ask(new FindingsBundle(WHOLE, { matter: 'other' }))).toBeUndefined();
      expect(await app.application.ask(new FindingsBundle(null, { matter: 'm' }))).toBeUndefined();
    }));
});

describe('a bundle of examples', () => {
  const opened = (id: string, closesOn: string) => ({
    id,
    type: 'ConsultationOpened',
    occurredOn: '2024-03-04',
    commissioner: 'C1',
    matter: 'M1',
    data: { consultationId: 'K', closesOn },
  });
  const queries = [
    {
      ask: { query: 'findings', matter: 'M1', framework: 'compact-2010', validAsOf: '2025-01-01' },
      expect: { contains: [{ rule: 'C1', verdict: 'MET' }] },
    },
  ];

  test('is answered example by example, and for each variant of a log', () => {
    const { answers } = answerBundle({
      examples: [
        { id: 'E1', events: [opened('a', '2024-06-30')], queries },
        { id: 'E2', variants: { long: [opened('a', '2024-06-30')], short: [opened('a', '2024-04-01')] }, queries },
      ],
    });
    expect(answers.map(({ example, variant, matches }) => [example, variant, matches])).toEqual([
      ['E1', undefined, true],
      ['E2', 'long', true],
      ['E2', 'short', false],
    ]);
  });
});
