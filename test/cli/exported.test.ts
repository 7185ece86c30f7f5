import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Desk, RECORD } from './support.js';

let desk: Desk;

beforeAll(async () => {
  desk = new Desk();
  desk.file('record.ndjson', RECORD);
  await desk.json('import', 'events', 'record.ndjson');
});

afterAll(() => desk.remove());

describe('a bundle', () => {
  test('written by one machine is answered the same by another that has no record', async () => {
    const { code, out, err } = await desk.run('export', 'bundle', '--matter', 'M1', '--valid-as-of', '2011-12-31');
    expect([code, err]).toEqual([0, '']);
    const other = new Desk();
    try {
      const { answers } = await other.json('recompute', other.file('bundle.json', out));
      expect(answers).toMatchObject([
        {
          ask: { query: 'findings', matter: 'M1', validAsOf: '2011-12-31' },
          matches: true,
          answer: expect.arrayContaining([expect.objectContaining({ rule: 'C1', verdict: 'NOT_MET' })]),
        },
      ]);
      const changed = out.replaceAll('2011-05-02', '2011-07-02');
      expect((await other.run('recompute', other.file('changed.json', changed))).code).toBe(1);
    } finally {
      await other.remove();
    }
  });

  test('may hold the findings of one rule, by a framework asked for, as known then', async () => {
    const args = ['--matter', 'M1', '--rule', 'C1', '--framework', 'compact-1998', '--known-at', '2100-01-01'];
    const bundle = await desk.json('export', 'bundle', ...args);
    expect(bundle.queries).toMatchObject([
      {
        ask: { framework: 'compact-1998', recordedAsOf: '2100-01-01T23:59:59.999Z' },
        expect: { contains: [{ rule: 'C1', edition: 'compact-1998' }] },
      },
    ]);
  });

  test('of a matter nobody told of, or of none, is refused', async () => {
    expect(await desk.run('export', 'bundle', '--matter', 'M9')).toMatchObject({
      code: 1,
      err: 'concordat: nothing is on record about the matter "M9"\n',
    });
    expect(await desk.run('export', 'bundle')).toMatchObject({
      code: 2,
      err: 'concordat: export bundle needs --matter: say whose findings to write, or --measure\n',
    });
  });
});

describe('report nao', () => {
  const period = ['--from', '2011-01-01', '--to', '2011-12-31'];

  test('is printed as text, JSON and CSV, which tell the same', async () => {
    const report = await desk.json('report', 'nao', ...period);
    expect(report.consultations[0]).toMatchObject({ base: 1, short: 1, unexplained: 1, days: [55] });
    const text = await desk.run('report', 'nao', ...period, '--commissioner', 'Anyshire Council');
    expect(text.out).toContain('Anyshire Council, 2011: 1 consultation. 4 to 8 weeks: 1 of 1.');
    const csv = await desk.run('report', 'nao', ...period, '--format', 'csv');
    expect(csv.out).toContain('consultations,C1,Anyshire Council,2011,4 to 8 weeks,1,1\r\n');
  });

  test('of somebody who is not on record, or for a period that ends before it begins, is refused', async () => {
    expect(await desk.run('report', 'nao', ...period, '--commissioner', 'Nobody')).toMatchObject({
      code: 1,
      err: expect.stringContaining('No organisation is registered as "Nobody"'),
    });
    const backwards = ['--from', '2011-12-31', '--to', '2011-01-01'];
    expect(await desk.run('report', 'nao', ...backwards)).toMatchObject({
      code: 1,
      err: 'concordat: The period ends on 2011-01-01, before it begins on 2011-12-31.\n',
    });
  });
});
