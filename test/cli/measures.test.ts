import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Desk, line } from './support.js';

const promise = (number: number, due: string, kept: string | null): string[] => {
  const of = { commissioner: 'C1', tsos: ['T1'], matter: 'M1' };
  const commitmentId = `P${number}`;
  return [
    line(`made-${number}`, 'CommitmentMade', '2024-01-08', {
      ...of,
      data: { commitmentId, text: 'To answer', dueOn: due },
    }),
    ...(kept === null ? [] : [line(`kept-${number}`, 'CommitmentKept', kept, { ...of, data: { commitmentId } })]),
  ];
};

const RECORD = [
  line('council', 'CommissionerRegistered', '2024-01-01', { data: { organisationId: 'C1', name: 'Anyshire Council' } }),
  line('group', 'TsoRegistered', '2024-01-01', { data: { organisationId: 'T1', name: 'Anyshire CVS' } }),
  line('grant', 'GrantAwarded', '2024-01-02', {
    ...{ commissioner: 'C1', tsos: ['T1'], matter: 'M1' },
    data: { agreementId: 'G1', amount: 24_000, startsOn: '2024-01-01', endsOn: '2024-12-31', termMonths: 12 },
  }),
  line('smaller', 'GrantAwarded', '2024-12-02', {
    ...{ commissioner: 'C1', tsos: ['T1'], matter: 'M1' },
    data: { agreementId: 'G2', amount: 18_000, startsOn: '2025-01-01', endsOn: '2025-12-31', termMonths: 12 },
  }),
  ...Array.from({ length: 10 }, (_, at) => `2024-${String(at + 1).padStart(2, '0')}`).flatMap((month, at) =>
    promise(at + 1, `${month}-20`, `${month}-19`),
  ),
  ...promise(11, '2025-02-20', '2025-02-20'),
  ...promise(12, '2025-03-20', null),
].join('\n');

let desk: Desk;

beforeAll(async () => {
  desk = new Desk();
  desk.file('record.ndjson', RECORD);
  await desk.json('import', 'events', 'record.ndjson');
});

afterAll(() => desk.remove());

const PAIR = ['measures', '--commissioner', 'Anyshire Council', '--tso', 'T1'];
const YEARS = ['--from', '2024-01-01', '--to', '2025-06-30'];

describe('measures', () => {
  test('draws a chart with its words and its table, also where the output is no terminal', async () => {
    const { code, out, err } = await desk.run(...PAIR, ...YEARS);
    expect([code, err]).toEqual([0, '']);
    const text = out.replaceAll(/\s+/g, ' ');
    expect(text).toContain('The reliability of Anyshire Council towards Anyshire CVS held: 86% in June 2024');
    expect(text).toMatch(/5 of 6 things that fell due in between were done on time \(1 not at all\)/);
    expect(text).toContain('funding fell by £6,000, from £24,000 a year to £18,000');
    expect(text).toContain('/ not enough evidence');
    expect(text).toContain('version 1.0.0 of the rules');
    expect(out).toMatch(/2025-03-31 +7\d% +\d+% +\d+% +12 +11 +0 +1 +0 +ok/);
    expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
  });

  test('prints plain characters where the terminal knows no others', async () => {
    const { ended } = desk.start([...PAIR, ...YEARS], { ...(await desk.log(PAIR)), LC_ALL: 'C' });
    expect((await ended).out.replaceAll('£', '')).toMatch(/^[\n\u0020-\u007E]*$/);
  });

  test('gives the series as JSON, with its text alternative', async () => {
    const { points, alternative, reproduction, basis } = await desk.json(...PAIR, ...YEARS, '--step', 'quarter');
    expect(points.map(({ on }: { on: string }) => on)).toEqual([
      ...['2024-03-31', '2024-06-30', '2024-09-30', '2024-12-31', '2025-03-31', '2025-06-30'],
    ]);
    expect(points[0].now.published).toBeNull();
    expect(points[1].now.published).toMatch(/^0\.\d{10}$/);
    expect(alternative).toContain('held: ');
    expect(Object.keys(reproduction)).toHaveLength(8);
    expect(basis).toBe('WHOLE_RECORD');
  });

  test('gives the series as CSV and as a picture', async () => {
    const csv = await desk.run(...PAIR, ...YEARS, '--format', 'csv');
    expect(csv.out.trim().split('\r\n')).toHaveLength(19);
    const svg = await desk.run(...PAIR, ...YEARS, '--format', 'svg');
    expect(svg.out).toMatch(/^<svg [\s\S]*<desc id="desc">The reliability of [\s\S]*<\/svg>\n$/);
  });

  test('takes one number apart, and its parts add up to it', async () => {
    const point = await desk.json(...PAIR, '--at', '2025-03-31');
    const sum = point.effects.reduce((total: number, { effect }: { effect: string }) => total + Number(effect), 0.5);
    expect(sum).toBeCloseTo(Number(point.figures.published), 8);
    const { out } = await desk.run(...PAIR, '--at', '2025-03-31');
    expect(out).toMatch(/A promise is kept by its day \(R1:P12\),\s+weight 0\.98/);
    expect(out).toMatch(/^ {10}\d+ \w+ \d{4}: [A-Z].*\{made-12\}/m);
  });

  test('writes a number with all it rests on, which another works out again without the record', async () => {
    const pair = ['--commissioner', 'C1', '--tso', 'T1', '--measure', 'reliability', '--valid-as-of', '2025-03-31'];
    const { code, out } = await desk.run('export', 'bundle', ...pair);
    expect(code).toBe(0);
    const other = new Desk();
    try {
      const { answers } = await other.json('recompute', other.file('bundle.json', out));
      expect(answers).toMatchObject([{ ask: { query: 'relationship', measure: 'reliability' }, matches: true }]);
      const changed = out.replaceAll('2025-02-20', '2025-03-20');
      expect((await other.run('recompute', other.file('changed.json', changed))).code).toBe(1);
    } finally {
      await other.remove();
    }
  });

  test('tells what each side says of the other only where enough have answered', async () => {
    const said = ['measures', '--commissioner', 'C1', '--measure', 'perception', '--at', '2025-03-31'];
    const { out } = await desk.run(...said);
    expect(out).toContain('What is said by and of Anyshire Council, by 31 March 2025');
    expect(out.match(/No figure is given: too few have answered/g)).toHaveLength(2);
    const { perception } = await desk.json(...said);
    expect(perception.map(({ direction }: { direction: string }) => direction)).toEqual([
      ...['tso->commissioner', 'commissioner->tso'],
    ]);
  });

  test('measures what the other side owes, and a whole commissioner', async () => {
    const owed = await desk.json('measures', '--tso', 'T1', '--owed-by', 'tso', '--at', '2025-03-31');
    expect(owed.figures).toMatchObject({ fellDue: 0, published: null });
    const { out } = await desk.run('measures', '--commissioner', 'C1', '--at', '2025-03-31');
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      '12 things fell due by 31 March 2025 in 1 relationship, and older ones count for less. That is too little',
    );
  });

  test('knows at a moment what was recorded by then', async () => {
    const { figures } = await desk.json(...PAIR, '--at', '2025-03-31', '--known-at', '2020-01-01').catch(() => ({
      figures: null,
    }));
    // Then nobody was registered yet.
    expect(figures).toBeNull();
  });

  test.each<[string[], number, string]>([
    [['measures'], 2, 'whose record is measured? Add --commissioner ID, --tso ID, --area NAME or --size-band BAND'],
    [['measures', '--commissioner', 'Nobody'], 1, 'No organisation is registered as "Nobody"'],
    [
      [...PAIR, '--measure', 'trust'],
      2,
      "'trust' is invalid. Allowed choices are reliability, transparency, perception",
    ],
    [[...PAIR, '--at', 'now'], 2, '--at is "now": write a day of the calendar as YYYY-MM-DD'],
    [[...PAIR, '--at', '2025-03-31', '--from', '2024-01-01'], 2, 'give one or the other'],
    [[...PAIR, '--at', '2025-03-31', '--format', 'csv'], 2, '--format csv is for a series'],
    [[...PAIR, '--from', '2025-02-01', '--to', '2025-02-10'], 1, 'No month ends from 2025-02-01 to 2025-02-10'],
    [[...PAIR, '--policy', '9'], 1, 'There is no policy "9": there are compact-measures-1.0.0.'],
    [['measures', '--tso', 'T1', '--measure', 'perception'], 2, 'is of one commissioner: add --commissioner ID'],
    [
      [...PAIR, '--measure', 'perception', '--from', '2024-01-01'],
      2,
      'all that is published by a day: leave out --from',
    ],
    [[...PAIR, '--measure', 'perception', '--format', 'svg'], 2, 'is no line: choose text, csv or json'],
    [
      ['export', 'bundle', '--measure', 'reliability'],
      2,
      'Add --commissioner ID, --tso ID, --area NAME or --size-band BAND',
    ],
    [['export', 'bundle', '--measure', 'reliability', '--matter', 'M1'], 2, 'are of findings: leave them out'],
    [['measures', '--area', 'Anyshire', '--commissioner', 'C1'], 1, 'give an area or a commissioner, not both'],
  ])('%j ends with %i and says why in one sentence', async (args, code, sentence) => {
    const ended = await desk.run(...args);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toContain(sentence);
    expect(ended.err.trim().split('\n')).toHaveLength(1);
  });

  test('has help', async () => {
    const { code, out } = await desk.run('measures', '--help');
    expect(code).toBe(0);
    for (const option of ['--step', '--owed-by', '--at', '--known-at', '--format']) expect(out).toContain(option);
  });
});
