import type { Finding } from '../../src/compliance/finding.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answerBundle } from '../../src/compliance/bundle.js';
import { rangeOf } from '../../src/kernel/time.js';
import { seededDirectory, Served, type Json } from './support.js';

let demo: Served;
let auditor: string;

beforeAll(async () => {
  demo = await Served.start(await seededDirectory());
  auditor = await demo.token('auditor');
});

afterAll(() => demo.close());

const FIELDS = 'matter rule tso edition about { kind id } verdict occurredOn commissioner';

const page = async (args: string, token?: string): Promise<Json> =>
  (
    await demo.ask(
      `{ findings(${args}) { edges { cursor node { rule } } nodes { ${FIELDS} }
           pageInfo { hasNextPage hasPreviousPage startCursor endCursor } counts { verdict count } } }`,
      {},
      token,
    )
  ).findings;

describe('findings', () => {
  test('read page by page are those read at once, by matter, rule and organisation', async () => {
    const whole = await page('first: 1000', auditor);
    expect(whole.nodes.length).toBeGreaterThan(80);
    const matters = whole.nodes.map(({ matter }: Json) => matter ?? '');
    expect(matters).toEqual(matters.toSorted());
    const found: Json[] = [];
    for (let after: string | null = null; ;) {
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
      const one: Json = await page(`first: 7${after ? ` after: "${after}"` : ''}`, auditor);
      found.push(...one.nodes);
      expect(one.pageInfo.hasPreviousPage).toBe(after !== null);
      expect(one.pageInfo.endCursor).toBe(one.edges.at(-1).cursor);
      expect(one.counts).toEqual(whole.counts);
      if (!one.pageInfo.hasNextPage) break;
      expect(one.nodes).toHaveLength(7);
      after = one.pageInfo.endCursor;
    }
    expect(found).toEqual(whole.nodes);
    const counted = whole.counts.reduce((sum: number, { count }: Json) => sum + count, 0);
    expect(counted).toBe(whole.nodes.length);
  });

  test('are a hundred where no number is said', async () => {
    const { findings } = await demo.ask('{ findings { nodes { rule } pageInfo { hasNextPage } } }', {}, auditor);
    expect(findings.nodes.length).toBeLessThanOrEqual(100);
    expect(findings.pageInfo.hasNextPage).toBe(findings.nodes.length === 100);
  });

  test('are narrowed by rule, verdict, thing, days, commissioner and organisation', async () => {
    const all = (await page('first: 1000', auditor)).nodes as Json[];
    const narrowed = async (filter: string) => (await page(`filter: { ${filter} } first: 1000`, auditor)).nodes;
    const by = (fits: (finding: Json) => boolean) => all.filter(fits);
    expect(await narrowed('rules: ["F1", "F2"], verdicts: [MET]')).toEqual(
      by(({ rule, verdict }) => ['F1', 'F2'].includes(rule) && verdict === 'MET'),
    );
    const [first] = by(({ about }) => about.kind === 'decision');
    expect(await narrowed(`about: { kind: "decision", id: "${first.about.id}" }`)).toEqual(
      by(({ about }) => about.kind === 'decision' && about.id === first.about.id),
    );
    const in2011 = ({ occurredOn }: Json) => {
      const days = rangeOf(occurredOn ?? '');
      return days !== undefined && days.earliest <= '2011-12-31' && days.latest >= '2011-01-01';
    };
    expect(await narrowed('from: "2011-01-01", to: "2011-12-31"')).toEqual(by(in2011));
    expect(by(in2011).length).toBeGreaterThan(10);
    const seedshire = by(({ commissioner }) => commissioner === 'local:seedshire-council');
    expect(await narrowed('commissioner: "local:seedshire-council"')).toEqual(seedshire);
    expect(await narrowed('tso: "local:seedshire-carers", rules: ["F1"]')).toEqual(
      by(({ rule, tso }) => rule === 'F1' && tso === 'local:seedshire-carers'),
    );
    expect(await narrowed('area: "Nowhere"')).toEqual([]);
  });

  test.each([
    ['first: 0', 'first is 0: ask for 1 to 1000 findings.'],
    ['first: 1001', 'first is 1001: ask for 1 to 1000 findings.'],
    ['after: "abc"', '"abc" is not a cursor: give an endCursor of an earlier page.'],
    [
      'filter: { from: "2012-01-01", to: "2011-01-01" }',
      'The period ends on 2011-01-01, before it begins on 2012-01-01.',
    ],
    ['filter: { framework: "compact-2005" }', expect.stringContaining('There is no framework "compact-2005"')],
  ])('%s is refused', async (args, message) => {
    const { body } = await demo.post(`{ findings(${args}) { nodes { rule } } }`);
    expect(body.errors[0].message).toEqual(message);
  });
});

describe('findings of an area', () => {
  test('are those of the commissioners registered for it', async () => {
    const served = await Served.start();
    try {
      const administrator = await served.token('administrator');
      const record = (mutation: string, input: Json) => served.record(mutation, input, administrator);
      for (const [organisationId, area] of [
        ['east', 'Eastshire'],
        ['west', 'Westshire'],
      ]) {
        // oxlint-disable-next-line no-await-in-loop -- a body is registered before it is named
        await record('registerCommissioner', { organisationId, name: `Council ${organisationId}`, area });
        // oxlint-disable-next-line no-await-in-loop
        await record('openConsultation', {
          consultationId: organisationId,
          commissioner: organisationId,
          matter: organisationId,
          occurredOn: '2011-03-07',
          closesOn: '2011-05-02',
        });
      }
      const { findings } = await served.ask(
        '{ findings(filter: { area: " eastshire", rules: ["C1"] }) { nodes { matter verdict } } }',
        {},
        administrator,
      );
      expect(findings.nodes).toEqual([{ matter: 'east', verdict: 'NOT_MET' }]);
    } finally {
      await served.close();
    }
  });
});

describe('a bundle', () => {
  const asked = `findings(filter: { matter: "seedshire-2012/smaller-grants-budget", rules: ["F1"] }, validAsOf: "2012-03-31", knownAt: "2012-04-01")`;

  test('of the findings of a rule is answered by recompute as they were shown', async () => {
    const bundled =
      'bundle(matter: "seedshire-2012/smaller-grants-budget", rule: "F1", validAsOf: "2012-03-31", knownAt: "2012-04-01")';
    const { findings, bundle } = await demo.ask(`{ ${asked} { nodes { because } } ${bundled} }`, {}, auditor);
    expect(findings.nodes.length).toBeGreaterThan(1);
    const [answer] = answerBundle(JSON.parse(bundle)).answers;
    expect(answer).toMatchObject({
      matches: true,
      ask: { validAsOf: '2012-03-31', recordedAsOf: '2012-04-01T22:59:59.999Z' },
    });
    for (const { because } of findings.nodes as Json[])
      expect((answer?.answer as readonly Finding[] | null)?.map((finding) => finding.because)).toContain(because);
  });

  test('of a matter is null where the asker may see nothing of it', async () => {
    const bundle = async (matter: string) => (await demo.ask(`{ bundle(matter: "${matter}") }`)).bundle;
    expect(await bundle('nothing')).toBeNull();
    const { body } = await demo.post('{ bundle }');
    expect(body.errors[0].message).toContain('Say of what');
  });
});

describe('the figures for audit', () => {
  test('are the same as data, text, CSV and JSON', async () => {
    const { naoReport } = await demo.ask(
      `{ naoReport(commissioners: ["local:seedshire-council"], from: "2011-01-01", to: "2012-12-31", knownAt: "2014-01-01") {
           consultations { commissioner year base days } reasons { year base given } text csv json } }`,
      {},
      auditor,
    );
    expect(naoReport.consultations).toContainEqual({
      commissioner: 'local:seedshire-council',
      year: '2011',
      base: 1,
      days: [88],
    });
    expect(naoReport.json.consultations).toMatchObject(naoReport.consultations);
    expect(naoReport.text).toContain('Seedshire County Council (fictional), 2011: 1 consultation.');
    expect(naoReport.csv).toContain('2011,12 weeks and more,1,1\r\n');
  });
});
