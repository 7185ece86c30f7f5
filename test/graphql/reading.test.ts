import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { moment, seededDirectory, Served, type Json } from './support.js';

let demo: Served;

beforeAll(async () => {
  demo = await Served.start(await seededDirectory());
});

afterAll(() => demo.close());

const SEEDSHIRE = 'local:seedshire-council';

describe('history', () => {
  const page = (args: string): Promise<Json> =>
    demo
      .ask(`{ history(${args}) { edges { cursor node { id } } nodes { id occurredOn recordedAt }
              pageInfo { hasNextPage hasPreviousPage startCursor endCursor } through } }`)
      .then(({ history }) => history);

  /** All pages of a history in pages of `first`. */
  const pages = async (args: string, first: number): Promise<Json[]> => {
    const found: Json[] = [];
    for (let after: string | null = null; ;) {
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
      const one: Json = await page(`${args} first: ${first}${after ? ` after: "${after}"` : ''}`);
      expect(one.pageInfo.hasPreviousPage).toBe(after !== null);
      expect(one.edges.map(({ node }: Json) => node.id)).toEqual(one.nodes.map(({ id }: Json) => id));
      found.push(one);
      if (!one.pageInfo.hasNextPage) return found;
      expect(one.nodes).toHaveLength(first);
      expect(one.pageInfo.endCursor).toBe(one.edges.at(-1).cursor);
      after = one.pageInfo.endCursor;
    }
  };

  const filter = `filter: { commissioner: "${SEEDSHIRE}" }`;

  test.each(['OCCURRED', 'OCCURRED_DESC', 'RECORDED', 'RECORDED_DESC'])(
    'read page by page is the same as read at once, in the order %s',
    async (order) => {
      const whole = await page(`${filter} order: ${order} first: 500`);
      expect(whole.nodes.length).toBeGreaterThan(40);
      expect(whole.pageInfo.hasNextPage).toBe(false);
      const paged = await pages(`${filter} order: ${order}`, 7);
      expect(paged.length).toBe(Math.ceil(whole.nodes.length / 7));
      expect(paged.flatMap(({ nodes }) => nodes)).toEqual(whole.nodes);
    },
  );

  test('is in the order asked for', async () => {
    const sorted = (values: string[]): string[] => values.toSorted();
    const dates = async (order: string, field: string): Promise<string[]> =>
      (await page(`${filter} order: ${order} first: 500`)).nodes.map((node: Json) => node[field]);
    const occurred = await dates('OCCURRED', 'occurredOn');
    expect(occurred).toEqual(sorted(occurred));
    expect(await dates('OCCURRED_DESC', 'occurredOn')).toEqual(occurred.toReversed());
    const recorded = await dates('RECORDED', 'recordedAt');
    expect(recorded).toEqual(sorted(recorded));
    expect(await dates('RECORDED_DESC', 'recordedAt')).toEqual(recorded.toReversed());
    expect(occurred).not.toEqual(recorded.map((at) => at.slice(0, 10)));
  });

  test('is narrowed by organisation, matter, type and days, and by all of them together', async () => {
    const found = async (narrowed: string): Promise<Json[]> =>
      (
        await demo.ask(`{ history(filter: { ${narrowed} }, first: 500) {
          nodes { id type occurredOn commissioner { id } tsos { id } matter { id } } } }`)
      ).history.nodes;
    const all = await found(`matter: "seedshire-2012/smaller-grants-budget"`);
    const by = (test_: (event: Json) => boolean) => all.filter(test_).map(({ id }) => id);
    const ids = async (narrowed: string) => (await found(narrowed)).map(({ id }) => id);
    const carers = ({ tsos }: Json) => tsos.some(({ id }: Json) => id === 'local:seedshire-carers');
    const meetings = ({ type }: Json) => type === 'MeetingHeld' || type === 'MinutesPublished';
    const autumn = ({ occurredOn }: Json) => occurredOn >= '2011-09-01' && occurredOn <= '2011-11-30';
    const matter = 'matter: "seedshire-2012/smaller-grants-budget"';
    expect(by(autumn).length).toBeGreaterThan(3);
    expect(await ids(`${matter} types: ["MeetingHeld", "MinutesPublished"]`)).toEqual(by(meetings));
    expect(await ids(`${matter} from: "2011-09-01", to: "2011-11-30"`)).toEqual(by(autumn));
    expect((await ids('tso: "Seedshire Carers (fictional)"')).filter((id) => by(() => true).includes(id))).toEqual(
      by(carers),
    );
    const pair = await ids(
      `${matter}, commissioner: "${SEEDSHIRE}", tso: "local:seedshire-carers", from: "2011-09-01", to: "2011-11-30"`,
    );
    expect(pair).toEqual(by((event) => carers(event) && autumn(event)));
  });

  test.each([
    ['first: 0', 'first is 0: ask for 1 to 500 entries.'],
    ['first: 501', 'first is 501: ask for 1 to 500 entries.'],
    ['after: "abc"', '"abc" is not a cursor: give an endCursor of an earlier page.'],
    [
      'filter: { from: "2012-01-01", to: "2011-01-01" }',
      'The period ends on 2011-01-01, before it begins on 2012-01-01.',
    ],
    ['filter: { tso: "Nobody" }', expect.stringContaining('No organisation is registered as "Nobody"')],
  ])('asked with %s is refused in a sentence', async (args, message) => {
    const { body } = await demo.post(`{ history(${args}) { basis } }`);
    expect(body.errors).toEqual([expect.objectContaining({ message, path: ['history'] })]);
  });
});

describe('matters and organisations', () => {
  test.each([
    ['matters', 3],
    ['organisations', 7],
  ])('%s read page by page are the same as read at once', async (list, first) => {
    const whole = (await demo.ask(`{ ${list}(first: 500) { nodes { id } } }`))[list].nodes;
    const paged: Json[] = [];
    for (let after: string | null = null; ;) {
      // oxlint-disable-next-line no-await-in-loop
      const page: Json = (
        await demo.ask(
          `query ($after: String) { ${list}(first: ${first}, after: $after) {
          nodes { id } pageInfo { hasNextPage endCursor } } }`,
          { after },
        )
      )[list];
      paged.push(...page.nodes);
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(whole.length).toBeGreaterThan(first);
    expect(paged).toEqual(whole);
  });

  test('an organisation is found by its id, a name, another name or an identifier', async () => {
    const { id, name, other } = await demo.ask(`{
      id: organisation(id: "local:seedshire-cvs") { id }
      name: organisation(id: "seedshire council for voluntary service (fictional)") { id }
      other: organisation(id: "Seedshire CVS") { id }
    }`);
    expect([id, name, other]).toEqual(Array.from({ length: 3 }, () => ({ id: 'local:seedshire-cvs' })));
  });
});

describe('node(id)', () => {
  test.each([
    ['seedshire-2012/decision', 'Event'],
    ['seedshire-2012/smaller-grants-budget', 'Matter'],
    ['local:seedshire-cvs', 'Organisation'],
  ])('gives %s as an %s', async (id, type) => {
    const { node } = await demo.ask('query ($id: ID!) { node(id: $id) { __typename id } }', { id });
    expect(node).toEqual({ __typename: type, id });
  });

  test('gives nothing for an id that is none, nor for a name', async () => {
    const { none, name } = await demo.ask('{ none: node(id: "none") { id } name: node(id: "Seedshire CVS") { id } }');
    expect([none, name]).toEqual([null, null]);
  });
});

describe('a decision trail', () => {
  test('tells what was on record when the decision was taken and what arrived afterwards, and marks what was late', async () => {
    const { decisionTrail } = await demo.ask(`{ decisionTrail(matter: "seedshire-2012/smaller-grants-budget") {
      entries { late recordedAfterDays event { id occurredOn recordedAt } }
      decisions { takenOn knowledge { knowledge entry { event { id occurredOn recordedAt } } } } } }`);
    const [decision] = decisionTrail.decisions;
    const endOfDay = `${decision.takenOn}T23:59:59.999Z`;
    const known = (wanted: string): Json[] =>
      decision.knowledge.filter(({ knowledge }: Json) => knowledge === wanted).map(({ entry }: Json) => entry.event);
    expect(known('ON_RECORD').length).toBeGreaterThan(10);
    for (const event of known('ON_RECORD')) expect(event.recordedAt <= endOfDay).toBe(true);
    expect(known('HAPPENED_LATER').length).toBeGreaterThan(3);
    for (const event of known('HAPPENED_LATER')) expect(event.occurredOn > decision.takenOn).toBe(true);
    const grant = decisionTrail.entries.find(({ event }: Json) => event.id === 'seedshire-2012/grant-2009-carers');
    // Awarded on 20 March 2009, entered on 12 April 2011.
    expect(grant).toMatchObject({ late: true, recordedAfterDays: 753 });
    const decided = decisionTrail.entries.find(({ event }: Json) => event.id === 'seedshire-2012/decision');
    expect(decided).toMatchObject({ late: false, recordedAfterDays: 1 });
    expect(known('RECORDED_LATER').length + known('ON_RECORD').length + known('HAPPENED_LATER').length).toBe(
      decision.knowledge.length,
    );
  });

  test('of a matter nobody heard of is nothing', async () => {
    expect(await demo.ask('{ decisionTrail(matter: "none") { text } matter(id: "none") { id } }')).toEqual({
      decisionTrail: null,
      matter: null,
    });
  });
});

describe('every read can be taken back to what was known at a moment:', () => {
  let served: Served;
  let officer: string;
  let before: string;
  let between: string;
  let opened: string;

  const COUNCIL = 'local:council';
  const CVS = 'local:cvs';

  beforeAll(async () => {
    served = await Served.start();
    const administrator = await served.token('administrator');
    officer = await served.token('officer', COUNCIL);
    before = await moment();
    await served.record(
      'registerCommissioner',
      { organisationId: COUNCIL, name: 'Council', visibility: 'public' },
      administrator,
    );
    await served.record('registerTso', { organisationId: CVS, name: 'CVS', visibility: 'public' }, administrator);
    const consultation = await served.record(
      'openConsultation',
      { consultationId: 'K', matter: 'm', tsos: [CVS], occurredOn: '2011-03-07', closesOn: '2011-05-02' },
      officer,
    );
    opened = consultation.event.id;
    await served.record(
      'takeDecision',
      { decisionId: 'D', matter: 'm', tsos: [CVS], occurredOn: '2011-06-01', effect: 'policy' },
      officer,
    );
    between = await moment();
    const keeper = await served.token('compact-officer', COUNCIL);
    await served.record(
      'publishConsultationRationale',
      { consultationId: 'K', occurredOn: '2011-03-07', text: 'A reason.' },
      officer,
    );
    await served.record(
      'correctEvent',
      { targetId: opened, replacement: { occurredOn: '2011-03-08' }, reason: 'Typing.' },
      officer,
    );
    await served.record(
      'adoptFramework',
      { frameworkId: 'local', title: 'Local', edition: '1', inForceFrom: '2012-01-01', occurredOn: '2012-01-01' },
      keeper,
    );
    await served.record('addOrganisationName', { organisationId: CVS, name: 'The CVS' }, administrator);
  });

  afterAll(() => served.close());

  const READS: readonly [read: string, query: string, before: Json, between: Json, now: Json][] = [
    [
      'history',
      'history(filter: { matter: "m" }, knownAt: $t) { nodes { occurredOn } }',
      [],
      ['2011-03-07', '2011-06-01'],
      ['2011-03-07', '2011-03-08', '2011-06-01'],
    ],
    [
      'event',
      'event(id: $id, knownAt: $t) { occurredOn correctedBy { text } }',
      null,
      { occurredOn: '2011-03-07', correctedBy: null },
      { occurredOn: '2011-03-08', correctedBy: { text: 'Typing.' } },
    ],
    [
      'node',
      'node(id: $id, knownAt: $t) { ... on Event { occurredOn } }',
      null,
      { occurredOn: '2011-03-07' },
      { occurredOn: '2011-03-08' },
    ],
    [
      'organisation',
      `organisation(id: "${CVS}", knownAt: $t) { alsoKnownAs }`,
      null,
      { alsoKnownAs: [] },
      { alsoKnownAs: ['The CVS'] },
    ],
    ['organisations', 'organisations(knownAt: $t) { nodes { alsoKnownAs } }', [], [[], []], [[], ['The CVS']]],
    [
      'matter',
      'matter(id: "m", knownAt: $t) { consultations { opensOn rationalePublishedOn } }',
      null,
      { consultations: [{ opensOn: '2011-03-07', rationalePublishedOn: null }] },
      { consultations: [{ opensOn: '2011-03-08', rationalePublishedOn: '2011-03-07' }] },
    ],
    [
      'matters',
      'matters(knownAt: $t) { nodes { findings(framework: "compact-2010", validAsOf: "2011-07-01") { rule verdict } } }',
      [],
      'NOT_MET',
      'MET_WITH_RATIONALE',
    ],
    [
      'relationship',
      `relationship(commissioner: "${COUNCIL}", tso: "${CVS}", knownAt: $t) { events matters { events { id } } }`,
      'UNKNOWN_ORGANISATION',
      { events: 2, matters: [2] },
      { events: 4, matters: [3] },
    ],
    [
      'findings',
      'findings(filter: { matter: "m", framework: "compact-2010" }, validAsOf: "2011-07-01", knownAt: $t) { nodes { rule verdict } }',
      [],
      'NOT_MET',
      'MET_WITH_RATIONALE',
    ],
    [
      'complianceSummary',
      `complianceSummary(commissioner: "${COUNCIL}", from: "2011-01-01", to: "2011-12-31", framework: "compact-2010", knownAt: $t) { findings { rule verdict evidenceEvents { occurredOn } } }`,
      'UNKNOWN_ORGANISATION',
      ['NOT_MET', '2011-03-07'],
      ['MET_WITH_RATIONALE', '2011-03-07', '2011-03-08'],
    ],
    [
      'frameworks',
      `frameworks(commissioner: "${COUNCIL}", knownAt: $t) { family }`,
      'UNKNOWN_ORGANISATION',
      false,
      true,
    ],
    [
      'decisionTrail',
      'decisionTrail(matter: "m", knownAt: $t) { entries { event { type occurredOn } } decisions { findings { rule } } }',
      null,
      ['2011-03-07', '2011-06-01'],
      ['2011-03-07', '2011-03-08', '2011-06-01'],
    ],
  ];

  /** What of an answer shows the moment, as short as it can be said. */
  const told = (read: string, value: Json): Json => {
    const verdict = (findings: Json[]) => findings.find(({ rule }) => rule === 'C1')?.verdict;
    if (value === null) return null;
    switch (read) {
      case 'history':
        // Without the correction itself, which happens when it is said.
        return value.nodes.map(({ occurredOn }: Json) => occurredOn).filter((day: string) => day < '2020');
      case 'organisations':
        return value.nodes.map(({ alsoKnownAs }: Json) => alsoKnownAs);
      case 'matters':
        return value.nodes.length === 0 ? [] : verdict(value.nodes[0].findings);
      case 'relationship':
        return { events: value.events, matters: value.matters.map(({ events }: Json) => events.length) };
      case 'findings':
        return value.nodes.length === 0 ? [] : verdict(value.nodes);
      case 'complianceSummary': {
        const { verdict: judged, evidenceEvents } = value.findings.find(({ rule }: Json) => rule === 'C1');
        return [judged, ...evidenceEvents.map(({ occurredOn }: Json) => occurredOn)];
      }
      case 'frameworks':
        return value.some(({ family }: Json) => family === 'local');
      case 'decisionTrail':
        // Remarks are told in the trail too; here it is what they did that counts.
        return value.entries
          .filter(({ event }: Json) => !/^Event[A-Z]/.test(event.type))
          .map(({ event }: Json) => event.occurredOn);
      default:
        return value;
    }
  };

  test.each(READS)('%s', async (read, query, ...expected) => {
    const ask = async (t: string | null): Promise<Json> => {
      const uses = query.includes('$id') ? '$id: ID!, ' : '';
      const { body } = await served.post(`query (${uses}$t: Instant) { ${query} }`, { id: opened, t }, officer);
      return body.errors ? body.errors[0].extensions.code : told(read, body.data[read]);
    };
    expect([await ask(before), await ask(between), await ask(null)]).toEqual(expected);
  });

  test('a day is taken to its end in London, and what is no moment is refused', async () => {
    const count = async (t: string) =>
      (await served.post('query ($t: Instant) { history(knownAt: $t) { nodes { id } } }', { t }, officer)).body;
    expect((await count('2011-01-01')).data.history.nodes).toEqual([]);
    expect((await count('2999-01-01')).data.history.nodes.length).toBeGreaterThan(6);
    expect((await count('yesterday')).errors[0].message).toMatch(/"yesterday" is not an instant/);
  });
});
