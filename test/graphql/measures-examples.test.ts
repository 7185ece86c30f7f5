import { expect } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerBundle, parseExchange } from '../../src/compliance/bundle.js';
import { isRemark } from '../../src/kernel/standing.js';
import type { Visibility } from '../../src/kernel/fact.js';
import { testOfShared } from '../interchange/support.js';
import { Clock, openApp, send } from '../support/app.js';
import { Served, temporaryDirectory, type Json } from './support.js';

/** The version under which the policy of the examples is known here, and the same with the combined view. */
const POLICY = 'examples';
const COMBINED = 'examples-combined';

const noonOf = (day: string): number => Date.parse(`${day}T12:00:00Z`);

/** An event of the examples in the words of the catalogue, as an importer would give it. */
const inOurWords = (event: Json): Json => {
  const { about, finding, replacement, respondent: _respondent, ...data } = event.data;
  return {
    ...event,
    visibility: visibilityOf(event),
    data: {
      ...data,
      ...(about && { about: [about] }),
      ...(finding && { outcome: finding }),
      ...(replacement && { replacement: { occurredOn: replacement.occurredOn, data: replacement.data } }),
    },
  };
};

const visibilityOf = ({ type, data }: Json): Visibility => {
  if (type !== 'SurveyResponseReceived') return 'parties';
  return data.direction === 'tso->commissioner' ? 'confidential' : 'restricted';
};

/** Events in the order in which a log can take them: each on its day, and what is said of one after it. */
const inLogOrder = (events: readonly Json[]): Json[] => {
  const once = [...new Map(events.map((event) => [event.id, event])).values()];
  const waiting = once.toSorted((a, b) => noonOf(a.recordedAt) - noonOf(b.recordedAt));
  const ordered: Json[] = [];
  while (waiting.length > 0) {
    const at = waiting.findIndex(
      (event) => !isRemark(event) || ordered.some(({ id }: Json) => id === event.data.targetId),
    );
    ordered.push(...waiting.splice(Math.max(0, at), 1));
  }
  return ordered;
};

/** A data directory with the events of an example in its log, each recorded on the day that the example says. */
const recorded = async (policy: Json, events: readonly Json[], bands: Readonly<Record<string, string>>) => {
  const dataDir = temporaryDirectory();
  const policies = join(dataDir, 'policies');
  mkdirSync(policies);
  writeFileSync(join(policies, 'a.json'), JSON.stringify({ ...policy, version: POLICY }));
  const combined = { ...policy.combined, enabled: true };
  writeFileSync(join(policies, 'b.json'), JSON.stringify({ ...policy, version: COMBINED, combined }));
  const clock = new Clock(noonOf('2023-01-01'));
  const app = await openApp(dataDir, clock);
  const registered = { visibility: 'public' as const };
  await send(app, 'RegisterCommissioner', { data: { organisationId: 'C1', name: 'Council C1' }, ...registered });
  for (const tso of new Set(['A', ...Object.keys(bands), ...events.flatMap(({ tsos }) => tsos)])) {
    const data = { organisationId: tso, name: `Charity ${tso}`, ...(bands[tso] && { sizeBand: bands[tso] }) };
    // oxlint-disable-next-line no-await-in-loop -- a log has one order
    await send(app, 'RegisterTso', { data, ...registered });
  }
  const streams = new Map<string, string>();
  const revisions = new Map<string, number>();
  for (const event of inLogOrder(events)) {
    const {
      id,
      recordedAt: _at,
      stream: own,
      revision: _revision,
      position: _position,
      meta,
      ...fact
    } = parseExchange(inOurWords(event));
    const stream = streams.get(String(fact.data['targetId'])) ?? own;
    streams.set(id, stream);
    clock.now = Math.max(clock.now, noonOf(event.recordedAt));
    const revision = revisions.get(stream) ?? -1;
    revisions.set(stream, revision + 1);
    // oxlint-disable-next-line no-await-in-loop -- each is recorded on its own day
    await app.store.append(stream, revision, [{ id, fact, meta }]);
  }
  await app.close();
  return dataDir;
};

const FIGURES = `status published estimate lower upper alpha beta evidence keptEvidence observedRate ifExcusesRejected
  ifOpenDisputesUpheld relationships fellDue onTime late missed excused notYetDue underDispute`;

const asked = ({ validAsOf, recordedAsOf }: Json): string => `validAsOf: "${validAsOf}", knownAt: "${recordedAsOf}"`;

const ofBehaviour = ({ commissioner, tso, measure, owedBy }: Json): string =>
  `commissioner: "${commissioner}"${tso ? `, tso: "${tso}"` : ''}, measure: ${measure}, owedBy: ${owedBy}, policy: "${POLICY}"`;

const byKey = (a: Json, b: Json): number => (a.obligation < b.obligation ? -1 : 1);

/** The statuses of the API in the words of the examples. */
const inTheirWords = (answer: Json): Json => ({
  ...answer,
  ...(answer.status && { status: answer.status.toLowerCase().replaceAll('_', '-') }),
});

/** What the API answers to a question of the examples, in the words in which they expect it. */
const answerOf = async (served: Served, token: string, ask: Json): Promise<Json> => {
  const perception = (policy: string, fields: string) =>
    served.ask(
      `{ perception(commissioner: "C1"${ask.tso ? `, tso: "${ask.tso}"` : ''}, direction: "${ask.direction}",
           policy: "${policy}", ${asked(ask)}) { ${fields} } }`,
      {},
      token,
    );
  switch (ask.query) {
    case 'relationship':
    case 'group': {
      const { measurePoint } = await served.ask(
        `{ measurePoint(${ofBehaviour(ask)}, ${asked(ask)}) { figures { ${FIGURES} }
             contributions(first: 500) { totalCount nodes { obligation events weight credit effect without } } } }`,
        {},
        token,
      );
      const { figures, contributions } = measurePoint;
      expect(contributions.nodes).toHaveLength(contributions.totalCount);
      return ask.query === 'group'
        ? { ...figures, votes: figures.evidence, pooledObservedRate: figures.observedRate }
        : { ...figures, contributions: contributions.nodes.toSorted(byKey) };
    }
    case 'disparity': {
      const { disparity } = await served.ask(
        `{ disparity(commissioner: "C1", sizeBandA: "one", sizeBandB: "other", measure: ${ask.measure}, policy: "${POLICY}", ${asked(ask)}) {
             status published difference lower upper a { figures { estimate } } b { figures { estimate } } } }`,
        {},
        token,
      );
      const { a, b, ...rest } = disparity;
      return { ...rest, estimateA: a.figures.estimate, estimateB: b.figures.estimate };
    }
    case 'perceptionRelationship':
      return (await perception(POLICY, 'rating { evidence rating ratingOutOfFive status published }')).perception
        .rating;
    case 'perceptionGroup': {
      const fields =
        'respondents eligible responseRate votes meanOfRespondents published lower upper worstCaseLower worstCaseUpper';
      const [all] = (await perception(POLICY, `group { groups { ${fields} } }`)).perception.group.groups;
      return { ...all, estimate: all.published, status: 'ok' };
    }
    case 'combined':
      expect((await perception(POLICY, 'combined { status }')).perception.combined).toBeNull();
      return (await perception(COMBINED, 'combined { status published lower upper gap }')).perception.combined;
    default:
      throw new Error(`No way to ask ${ask.query}`);
  }
};

/** What a question presumes of the register and of who was asked, told as events and registrations. */
const presumed = ({ eligible, groupA, groupB }: Json, events: readonly Json[]) => {
  const bands = Object.fromEntries([
    ...(groupA ?? []).map((tso: string) => [tso, 'one']),
    ...(groupB ?? []).map((tso: string) => [tso, 'other']),
  ]);
  if (!eligible) return { bands, more: [] };
  const answered = [...new Set(events.flatMap(({ tsos }) => tsos))];
  const silent = Array.from({ length: eligible - answered.length }, (_, at) => `silent${at}`);
  const on = '2025-06-01';
  const more = {
    ...{ id: 'issued', type: 'SurveyIssued', occurredOn: on, recordedAt: on, by: 'joint', commissioner: 'C1' },
    ...{
      tsos: [...answered, ...silent],
      data: { wave: '2025H1', direction: 'tso->commissioner', instrument: 'survey' },
    },
  };
  return { bands, more: [more] };
};

const EXAMPLES = Array.from({ length: 14 }, (_, at) => `E${String(at + 1).padStart(2, '0')}`);

for (const wanted of EXAMPLES)
  testOfShared('../domain')(
    `example ${wanted} gives every expected digit through GraphQL, and as a bundle of it`,
    async () => {
      const file = new URL('../../../shared/domain/measures-examples.json', import.meta.url);
      const { policy, examples } = JSON.parse(readFileSync(file, 'utf8'));
      const { events, variants, queries } = examples.find(({ id }: Json) => id === wanted);
      const logs: Json[][] = variants ? Object.values(variants) : [events];
      // Where questions presume different registers, each has a record of its own.
      const rounds: Json[][] = queries.some(({ ask }: Json) => ask.groupA)
        ? queries.map((one: Json) => [one])
        : [queries];
      let answered = 0;
      for (const log of logs)
        for (const round of rounds) {
          const told = round.map(({ ask }) => presumed(ask, log));
          const bands = Object.assign({}, ...told.map((one) => one.bands));
          // oxlint-disable-next-line no-await-in-loop -- one record after another
          const dataDir = await recorded(policy, [...log, ...told.flatMap(({ more }) => more)], bands);
          // oxlint-disable-next-line no-await-in-loop
          const served = await Served.start(dataDir);
          try {
            // oxlint-disable-next-line no-await-in-loop
            const token = await served.token('administrator');
            for (const { ask, expect: expected } of round) {
              // oxlint-disable-next-line no-await-in-loop
              expect({ ask, answer: inTheirWords(await answerOf(served, token, ask)) }).toMatchObject({
                ask,
                answer: expected,
              });
              answered += 1;
              if (!['relationship', 'group'].includes(ask.query)) continue;
              // oxlint-disable-next-line no-await-in-loop
              const { measureBundle } = await served.ask(
                `{ measureBundle(${ofBehaviour(ask)}, ${asked(ask)}) }`,
                {},
                token,
              );
              expect(answerBundle(JSON.parse(measureBundle)).answers).toMatchObject([{ matches: true }]);
            }
          } finally {
            // oxlint-disable-next-line no-await-in-loop
            await served.close();
          }
        }
      expect(answered).toBe(queries.length * logs.length);
    },
  );
