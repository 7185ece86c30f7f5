import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { DoubleCluster } from '../store/double/cluster.js';
import { Desk, line, RECORD, type Ended, type Json } from './support.js';

let desk: Desk;
let cluster: DoubleCluster;
let source: string;

const MEETINGS = 2_000;

beforeAll(async () => {
  desk = new Desk();
  const meetings = Array.from({ length: MEETINGS }, (_, at) =>
    line(`met-${at}`, 'MeetingHeld', '2011-04-04', {
      commissioner: 'C1',
      tsos: ['T1'],
      matter: `M${at % 7}`,
      data: { meetingId: `G-${at}`, purpose: `Ó ${at}`, topics: ['day centres'] },
    }),
  );
  desk.file('record.ndjson', [RECORD, ...meetings].join('\n'));
  expect(await desk.json('import', 'events', 'record.ndjson')).toMatchObject({ recorded: MEETINGS + 5, refused: [] });
  source = (await desk.run('export', 'events')).out;
}, 120_000);

afterAll(() => desk.remove());

afterEach(() => cluster.stop());

/** A verb with the server at hand; with EVENT_STORE it also works on it. */
const run = (words: readonly string[], settings: Record<string, string> = {}): Promise<Ended> =>
  desk.start(words, { EVENTSTORE_URL: cluster.url, ...settings }).ended;

const onServer = (...words: string[]): Promise<Ended> => run(words, { EVENT_STORE: 'eventstoredb' });

const migrated = async (to: string, data: string): Promise<Json> => {
  const { code, out, err } = await run(['migrate', '--to', to, '--data', data, '--json']);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
};

/** Places in the log, which are each store's own. */
// A longer one also breaks lines elsewhere.
const withoutPositions = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/("(position|through)": |\(?position )[\d/",)]+/g, '');

const ANSWERS: readonly (readonly string[])[] = [
  ['history', '--matter', 'M1', '--json'],
  ['trail', '--matter', 'M1', '--json'],
  ['summary', '--commissioner', 'C1', '--from', '2011-01-01', '--to', '2011-12-31', '--known-at', '2099-01-01'],
];

describe('the record', () => {
  test('on a server, and brought back, is exported byte for byte as before and gives the same answers', async () => {
    cluster = await DoubleCluster.start();
    const tally = { events: MEETINGS + 5, digest: expect.stringMatching(/^[0-9a-f]{64}$/) };
    const there = await migrated('eventstoredb', 'data');
    expect(there).toEqual({ found: 0, copied: MEETINGS + 5, source: tally, destination: tally });
    expect((await onServer('export', 'events', '--data', 'there')).out).toBe(source);
    expect(existsSync(desk.path('there/events.db'))).toBe(false);
    expect(await migrated('sqlite', 'back')).toEqual(there);
    expect((await desk.run('export', 'events', '--data', 'back')).out).toBe(source);
    expect((await onServer('rebuild', '--data', 'there', '--json')).out).toBe(`{\n  "facts": ${MEETINGS + 5}\n}\n`);
    for (const words of ANSWERS) {
      const answers = [
        await desk.run(...words),
        await onServer(...words, '--data', 'there'),
        await desk.run(...words, '--data', 'back'),
      ];
      expect(answers.map(({ code }) => code)).toEqual([0, 0, 0]);
      expect(new Set(answers.map(({ out }) => withoutPositions(out))).size).toBe(1);
    }
  }, 120_000);

  test('whose copying is killed is copied to its end by the next attempt; then says what it did', async () => {
    cluster = await DoubleCluster.start();
    const { child, ended } = desk.start(['migrate', '--to', 'eventstoredb'], { EVENTSTORE_URL: cluster.url });
    while (cluster.log.events.length < 300) await sleep(2);
    child.kill('SIGKILL');
    await ended;
    const killedAt = cluster.log.events.length;
    expect(killedAt).toBeLessThan(MEETINGS);
    const { code, out, err } = await run(['migrate', '--to', 'eventstoredb']);
    expect([code, err]).toEqual([0, '']);
    const [, copied, found] = /^(\d+) copied, (\d+) were there already\. The logs are the same/.exec(out) ?? [];
    expect([Number(found) >= killedAt, Number(copied) + Number(found)]).toEqual([true, MEETINGS + 5]);
    const digests = [...out.matchAll(/ {2}(\w+) +2005 events, sha256 ([0-9a-f]{64})/g)].map(([, , digest]) => digest);
    expect([digests.length, new Set(digests).size]).toEqual([2, 1]);
    expect(cluster.log.events).toHaveLength(MEETINGS + 5);
  }, 120_000);

  test('recorded on the server since is brought into the log that was there before it', async () => {
    cluster = await DoubleCluster.start();
    desk.file('small.ndjson', RECORD);
    await desk.json('import', 'events', 'small.ndjson', '--data', 'small');
    await migrated('eventstoredb', 'small');
    desk.file(
      'more.ndjson',
      line('more', 'TsoRegistered', '2011-01-01', { data: { organisationId: 'T2', name: 'B' } }),
    );
    expect(await onServer('import', 'events', 'more.ndjson', '--data', 'small')).toMatchObject({ code: 0, err: '' });
    expect(await migrated('sqlite', 'small')).toMatchObject({ found: 5, copied: 1, destination: { events: 6 } });
    const { out } = await onServer('export', 'events', '--data', 'small');
    expect((await desk.run('export', 'events', '--data', 'small')).out).toBe(out);
  }, 60_000);
});

describe('one plain sentence says what is in the way:', () => {
  const refused = (sentence: RegExp) => ({ code: 1, out: '', err: expect.stringMatching(sentence) });

  test('no address, no log, an empty server, a directory in use, another log', async () => {
    cluster = await DoubleCluster.start();
    expect(await desk.run('migrate', '--to', 'sqlite')).toEqual(
      refused(/^concordat: EVENTSTORE_URL is missing: [^\n]+\n$/),
    );
    expect(await run(['migrate', '--to', 'eventstoredb', '--data', 'nowhere'])).toEqual(
      refused(/^concordat: there is no log at .*events\.db\n$/),
    );
    expect(await run(['migrate', '--to', 'sqlite', '--data', 'fresh'])).toEqual(
      refused(/^concordat: the source holds no events: there is nothing to copy\n$/),
    );
    mkdirSync(desk.path('used'));
    writeFileSync(desk.path('used/views.claim'), JSON.stringify({ pid: process.pid, what: 'serve' }));
    expect(await run(['migrate', '--to', 'sqlite', '--data', 'used'])).toEqual(
      refused(/^concordat: process \d+ \(serve\) uses .*used: stop it first\n$/),
    );
    desk.file('other.ndjson', line('x', 'TsoRegistered', null, { data: { organisationId: 'T9', name: 'Z' } }));
    expect((await onServer('import', 'events', 'other.ndjson', '--data', 'there')).code).toBe(0);
    expect(await run(['migrate', '--to', 'eventstoredb'])).toEqual(
      refused(/^concordat: the destination holds something other .* event 1 is "council" [^\n]+\n$/),
    );
    expect(cluster.log.events).toHaveLength(1);
  }, 60_000);

  test('backup is for the embedded log', async () => {
    cluster = await DoubleCluster.start();
    expect(await onServer('backup', 'copy.db')).toEqual(refused(/^concordat: backup [^\n]+ server's own backup\n$/));
  });
});
