import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import cumbria from '../../src/compliance/frameworks/templates/cumbria-2013.json' with { type: 'json' };
import { moment, Served, type Json } from './support.js';

const COUNCIL = 'local:cumbria';
const FIELDS = `id kind binds inForce governing source notes
  undertakings { number outcome owedBy says check rules exception confirmed }
  principles { number name progressSigns warningSigns evidencedBy confirmed }
  commitments { rule number parameters advisory confirmed }`;

let served: Served;
let keeper: string;
let before: string;
let adopted: Json;

beforeAll(async () => {
  served = await Served.start();
  const administrator = await served.token('administrator');
  await served.record(
    'registerCommissioner',
    { organisationId: COUNCIL, name: 'Cumbria', visibility: 'public' },
    administrator,
  );
  keeper = await served.token('compact-officer', COUNCIL);
  before = await moment();
  const input = { ...cumbria, occurredOn: '2013-12', visibility: 'public' };
  adopted = await served.record('adoptFramework', input, keeper, `framework { ${FIELDS} }`);
});

afterAll(() => served.close());

const frameworks = async (args: string): Promise<Json[]> =>
  (await served.ask(`{ frameworks(${args}) { ${FIELDS} } }`)).frameworks;

const withId = async (id: string, args = `commissioner: "${COUNCIL}"`): Promise<Json> =>
  (await frameworks(args)).find((one) => one.id === id);

describe('a Local Compact adopted with its text', () => {
  test('is shown whole, as its file has it', async () => {
    const found = await withId('cumbria-compact-2013');
    expect(found).toEqual(adopted.framework);
    expect(found).toMatchObject({
      ...{ kind: 'undertakings', binds: 'any', inForce: true, governing: true, principles: [] },
      ...{ source: cumbria.text.source, notes: cumbria.text.notes },
      commitments: [{ rule: 'C1', number: 'consultation', parameters: { days: 84 }, advisory: true, confirmed: false }],
    });
    expect(found.undertakings.map(({ number, rules }: Json) => [number, rules])).toEqual([
      ['consultation', ['C1']],
      ...['payment', 'full cost', 'risk', 'information', 'disputes'].map((number) => [number, []]),
    ]);
  });

  test('was not there as known before it was recorded', async () => {
    const then = `commissioner: "${COUNCIL}", knownAt: "${before}"`;
    expect(await withId('cumbria-compact-2013', then)).toBeUndefined();
    expect(await withId('cumbria-compact-2013')).toBeDefined();
  });

  test('is refused by the field that is wrong', async () => {
    const refused = async (text: object) =>
      (
        await served.run(
          'adoptFramework',
          { ...cumbria, frameworkId: 'other', text: { source: 'A page', ...text }, occurredOn: '2013-12' },
          keeper,
        )
      ).userErrors.map(({ field, code }: Json) => [field, code]);
    const [first] = cumbria.text.undertakings;
    expect(await refused({ undertakings: [{ ...first, owedBy: 'nobody' }] })).toEqual([
      ['text.undertakings.0.owedBy', 'INVALID'],
    ]);
    expect(await refused({ undertakings: [{ ...first, rules: ['F33'] }] })).toEqual([
      ['text.undertakings.0.rules', 'UNKNOWN_RULE'],
    ]);
  });
});

describe('the national editions', () => {
  test('show what each side owes, and what looks at it', async () => {
    const { undertakings, ...compact } = await withId('compact-2010');
    expect(compact).toMatchObject({ kind: 'undertakings', inForce: false, governing: false });
    expect(undertakings).toHaveLength(47);
    expect(undertakings.find(({ number }: Json) => number === '4.4')).toMatchObject({
      ...{ outcome: '4 Managing change', owedBy: 'commissioner', check: 'machine', confirmed: false },
      ...{ rules: expect.arrayContaining(['F1', 'F2']), exception: 'Exceptional circumstances.' },
    });
  });

  test('show the signs of the Covenant, and nothing that is judged', async () => {
    const { principles, ...covenant } = await withId('covenant-2025');
    expect(covenant).toMatchObject({ kind: 'principles', inForce: true, commitments: [], undertakings: [] });
    expect(
      principles.map(({ progressSigns, warningSigns }: Json) => [progressSigns.length, warningSigns.length]),
    ).toEqual([
      [9, 2],
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  test('say where their dates leave open whether they are in force', async () => {
    const then = `knownAt: "2010-12-20"`;
    const found = await frameworks(then);
    const open = found.filter(({ inForce }) => inForce === null).map(({ id, governing }) => [id, governing]);
    expect(open).toEqual([
      ['compact-2009', true],
      ['compact-2010', true],
    ]);
  });
});
