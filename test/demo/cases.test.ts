import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OPERATOR } from '../../src/cli/context.js';
import { answerBundle } from '../../src/compliance/bundle.js';
import { differencesFrom } from '../../src/compliance/differences.js';
import { sortFindings } from '../../src/compliance/judge.js';
import { ComplianceSummary } from '../../src/compliance/compliance.summary.js';
import { Application } from '../../src/engine/application.js';
import { instantOf, londonDay, millisecondsOf } from '../../src/kernel/time.js';
import { seededDirectory, Served, type Json } from '../graphql/support.js';

const FOLDER = new URL('../../src/demo/cases/', import.meta.url);

interface Ask {
  readonly query: 'findings';
  readonly matter: string;
  readonly framework?: string;
  readonly validAsOf: string;
  readonly recordedAsOf: string;
}

/** A case file, read without the code that seeds or answers it. */
interface Case {
  readonly case: string;
  readonly title: string;
  readonly events: Json[];
  readonly queries: readonly { readonly ask: Ask; readonly expect: Json }[];
}

const CASES: readonly Case[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Case)
  .toSorted((a, b) => Number(a.case.slice(2)) - Number(b.case.slice(2)));

const QUESTIONS = CASES.flatMap((one) =>
  one.queries.map(
    ({ ask, expect: expected }, index) =>
      [
        `${one.case}, question ${index + 1} (${ask.framework ?? 'in force'}, valid ${ask.validAsOf}, recorded ${ask.recordedAsOf})`,
        { one, ask, expected },
      ] as const,
  ),
);

let served: Served;
let auditor: string;

beforeAll(async () => {
  served = await Served.start(await seededDirectory());
  auditor = await served.token('auditor');
});

afterAll(() => served.close());

const FIELDS = `rule clause { framework edition number } clauseConfirmed edition matter tso commissioner
  about { kind id } verdict because facts evidence missing notes dueOn occurredOn inForce advisory owedBy
  ifContestHolds { event by verdict because }`;

/** A finding as all three ways tell it; `tsos`, which the API has no field for, is left out. */
const told = ({ tsos: _tsos, ...finding }: Json): Json => JSON.parse(JSON.stringify(finding));

/** By `recompute`: from the events of the case file alone. */
const recomputed = (one: Case, ask: Ask): Json[] => {
  const [answer] = answerBundle({ events: one.events, queries: [{ ask }] }).answers;
  return ((answer?.answer ?? []) as unknown as readonly Json[]).map(told);
};

/** By the API, from the log that holds all cases. */
const asked = async ({ matter, framework, validAsOf, recordedAsOf }: Ask): Promise<Json[]> => {
  const { findings } = await served.ask(
    `query F($filter: FindingFilter!, $validAsOf: Day, $knownAt: Instant) {
       findings(filter: $filter, validAsOf: $validAsOf, knownAt: $knownAt) { nodes { ${FIELDS} } } }`,
    { filter: { matter, framework }, validAsOf, knownAt: recordedAsOf },
    auditor,
  );
  return findings.nodes;
};

/** The day as on whose end a summary judges: that of its moment of knowledge. */
const dayOf = (recordedAsOf: string): string => londonDay(instantOf(millisecondsOf(recordedAsOf) ?? Number.NaN));

const commissionerOf = (one: Case, matter: string): string =>
  one.events.find((event) => event.matter === matter && event.commissioner).commissioner;

/** By the summary of the commissioner over a period that holds everything, as `summary --format json` prints it. */
const summarised = async (one: Case, { matter, framework, recordedAsOf }: Ask): Promise<Json[]> => {
  const summary = await served.app.get(Application).ask(
    new ComplianceSummary(OPERATOR, {
      commissioner: commissionerOf(one, matter),
      from: '1900-01-01',
      to: '2100-01-01',
      framework,
      knownAt: recordedAsOf,
    }),
  );
  const { findings, undated } = JSON.parse(JSON.stringify(summary));
  return [...findings, ...undated].filter((finding: Json) => finding.matter === matter).map(told);
};

/** In one order: by rule, edition, the thing it is about and the TSO. */
const sorted = (findings: Json[]): Json[] => {
  const key = ({ rule, edition, about, tso }: Json) => JSON.stringify([rule, edition, about.kind, about.id, tso]);
  return findings.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
};

describe('the documented cases', () => {
  test('are twenty-two, with questions about each', () => {
    expect(CASES.map((one) => one.case)).toEqual(Array.from({ length: 22 }, (_, at) => `6.${at + 1}`));
    for (const { queries } of CASES) expect(queries.length).toBeGreaterThanOrEqual(4);
    expect(QUESTIONS.every(([, { expected }]) => expected !== undefined)).toBe(true);
  });

  test('are in the log event for event, each recorded at the instant it tells', async () => {
    // Answers to surveys are seen by who gave them, and by who holds the file.
    const administrator = await served.token('administrator');
    const recorded = new Map<string, Json>();
    for (const { events } of CASES)
      for (const { id } of events) {
        // oxlint-disable-next-line no-await-in-loop
        const { event } = await served.ask(
          'query ($id: ID!) { event(id: $id) { id type occurredOn: occurredOnAsRecorded recordedAt } }',
          { id },
          administrator,
        );
        recorded.set(id, event);
      }
    const wanted = CASES.flatMap(({ events }) => events);
    expect(wanted.map(({ id }) => recorded.get(id))).toEqual(
      wanted.map(({ id, type, occurredOn, recordedAt }) => ({
        id,
        type,
        occurredOn,
        recordedAt: new Date(recordedAt).toISOString(),
      })),
    );
    expect((await served.ask('{ log { size } }')).log.size).toBe(wanted.length);
  });
});

describe('recompute and the API give the same findings, and those expected:', () => {
  test.each(QUESTIONS)('%s', async (_name, { one, ask, expected }) => {
    const [answer] = answerBundle({ events: one.events, queries: [{ ask, expect: expected }] }).answers;
    expect(answer?.differences ?? []).toEqual([]);
    const findings = recomputed(one, ask);
    expect(await asked(ask)).toEqual(findings);
    expect(differencesFrom(expected, await asked(ask))).toEqual([]);
  });
});

describe('the summary gives the findings of recompute and the API as on the day of its knowledge, and those expected:', () => {
  // When case 6.6 was still unheard of, its commissioner was not even registered: there is no summary of it then.
  const unheard = ([, { ask }]: (typeof QUESTIONS)[number]) => ask.recordedAsOf === '2010-08-05';

  test.each(QUESTIONS.filter((question) => !unheard(question)))('%s', async (_name, { one, ask, expected }) => {
    const onItsDay = { ...ask, validAsOf: dayOf(ask.recordedAsOf) };
    const findings = recomputed(one, onItsDay);
    expect(await asked(onItsDay)).toEqual(findings);
    expect(sorted(await summarised(one, ask))).toEqual(sorted(findings));
    expect(differencesFrom(expected, sortFindings(await summarised(one, ask)))).toEqual([]);
  });

  test.each(QUESTIONS.filter(unheard))('%s: there is none yet, and no finding', async (_name, { one, ask }) => {
    await expect(summarised(one, ask)).rejects.toThrow('No organisation is registered');
    expect(recomputed(one, ask)).toEqual([]);
  });
});

describe('notes about lateness', () => {
  test('are among what is compared', async () => {
    const late = /was recorded \d+ days? after it happened/;
    const notes = await Promise.all(
      QUESTIONS.map(async ([, { ask }]) => (await asked(ask)).flatMap((one) => one.notes)),
    );
    expect(notes.flat().filter((note: string) => late.test(note)).length).toBeGreaterThan(20);
  });
});
