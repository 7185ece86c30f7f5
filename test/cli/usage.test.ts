import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isOnServer } from '../support/log.js';
import { Desk } from './support.js';

const VERBS = [
  'serve',
  'demo',
  'import',
  'export',
  'history',
  'trail',
  'summary',
  'framework',
  'report',
  'recompute',
  'rebuild',
  'migrate',
  'backup',
  'token',
];

let desk: Desk;

beforeAll(async () => {
  desk = new Desk();
  desk.file('broken.json', '{"events": [');
  desk.file('list.json', '[1, 2]');
  desk.file('other.json', '{"events": 3}');
  desk.file('lines.ndjson', '');
  // A record in which nothing has been said yet.
  await desk.run('import', 'events', 'lines.ndjson', '--data', 'empty');
});

afterAll(() => desk.remove());

describe('help', () => {
  const FRAMEWORK = ['list', 'template', 'check', 'adopt', 'revise'];

  test.concurrent.each(['', ...VERBS, 'token issue', ...FRAMEWORK.map((name) => `framework ${name}`)])(
    'concordat %s --help says how it is used and ends with 0',
    async (words) => {
      const verb = words.split(' ').filter(Boolean);
      const { code, out, err } = await desk.run(...verb, '--help');
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(new RegExp(`^Usage: concordat ${verb.join(' ')}`.trim()));
      const listed = { '': VERBS, token: ['issue'], framework: FRAMEWORK }[words];
      const wanted = listed?.map((name) => `\n  ${name} `) ?? ['--json'];
      expect(wanted.filter((part) => !out.includes(part))).toEqual([]);
    },
  );
});

/** Wrong usage ends with 2, what is refused with 1; either way one plain sentence on standard error tells why. */
const WRONG: readonly (readonly [what: string, args: readonly string[], code: number, sentence: RegExp])[] = [
  ['an unknown verb', ['histroy'], 2, /^concordat: unknown command 'histroy' \(Did you mean history\?\)\n$/],
  ['a missing option', ['trail', '--known-at', '2011-01-01'], 2, /'--matter <id>' not specified/],
  [
    'an unknown option',
    ['history', '--commisioner', 'C1'],
    2,
    /unknown option '--commisioner' \(Did you mean --commissioner\?\)/,
  ],
  ['an argument too many', ['history', 'everything'], 2, /too many arguments for 'history'/],
  [
    'an unknown format of import',
    ['import', 'word', 'x.doc'],
    2,
    /"word" is not a format of import: events, uk-meetings/,
  ],
  ['an unknown format of export', ['export', 'word'], 2, /"word" is not a format of export: events/],
  [
    'an unknown format of summary',
    ['summary', '--commissioner', 'C1', '--from', '2011-01-01', '--to', '2011-12-31', '--format', 'word'],
    2,
    /Allowed choices are text, json, csv, html, pdf, docx, xlsx/,
  ],
  [
    'a day that is none',
    ['history', '--from', '2011-02-30'],
    2,
    /--from is "2011-02-30": write a day of the calendar as YYYY-MM-DD/,
  ],
  [
    'a day of a summary that is none',
    ['summary', '--commissioner', 'C1', '--from', '2011-01-01', '--to', 'now'],
    2,
    /--to is "now": write a day/,
  ],
  ['a port that is none', ['serve', '--port', '70000'], 2, /It is a whole number from 0 to 65535/],
  ['a store there is not', ['migrate', '--to', 'paper'], 2, /Allowed choices are eventstoredb, sqlite/],
  ['a migration to nowhere', ['migrate'], 2, /'--to <store>' not specified/],
  ['a role there is not', ['token', 'issue', '--role', 'king'], 2, /"king" is not a role: officer, clerk/],
  ['a token that speaks for nobody', ['token', 'issue', '--role', 'tso'], 2, /add --organisation ID/],
  [
    'a moment that is none',
    ['history', '--known-at', 'yesterday', '--data', 'empty'],
    1,
    /"yesterday" is not an instant/,
  ],
  [
    'a period that ends before it begins',
    ['history', '--from', '2012-01-01', '--to', '2011-01-01', '--data', 'empty'],
    1,
    /before it begins/,
  ],
  [
    'a commissioner nobody registered',
    ['summary', '--commissioner', 'Nobody', '--from', '2011-01-01', '--to', '2011-12-31', '--data', 'empty'],
    1,
    /No organisation is registered as "Nobody"/,
  ],
  [
    'a matter nobody heard of',
    ['trail', '--matter', 'none', '--data', 'empty'],
    1,
    /nothing is on record about the matter "none"/,
  ],
  [
    'a file that is not there',
    ['import', 'events', 'none.ndjson', '--data', 'empty'],
    1,
    /none\.ndjson cannot be read: there is no such file/,
  ],
  ['a directory for a file', ['import', 'events', '.', '--data', 'empty'], 1, /\. cannot be read: it is a directory/],
  [
    'a bundle that is not there',
    ['recompute', 'none.json'],
    1,
    /none\.json cannot be read as a bundle: there is no such file/,
  ],
  ['a bundle that is not JSON', ['recompute', 'broken.json'], 1, /broken\.json cannot be read as a bundle: .*JSON/],
  ['a bundle that is a list', ['recompute', 'list.json'], 1, /The bundle's content cannot be read/],
  ['a bundle whose events are no list', ['recompute', 'other.json'], 1, /The bundle's events cannot be read/],
  [
    'a framework that is not there',
    ['framework', 'check', 'none.json'],
    1,
    /none\.json cannot be read as a framework: there is no such file/,
  ],
  [
    'a framework that is a list',
    ['framework', 'check', 'list.json'],
    1,
    /list\.json holds no framework: write an object/,
  ],
  [
    'a template there is not',
    ['framework', 'template', 'leeds'],
    2,
    /"leeds" is not a template: local-compact, cumbria/,
  ],
  [
    'a moment of frameworks that is none',
    ['framework', 'list', '--known-at', 'soon'],
    2,
    /--known-at is "soon": write/,
  ],
  ['a framework of nobody', ['framework', 'adopt', 'list.json'], 2, /'--commissioner <organisation>' not specified/],
];

/** What only a log in the data directory can lack. A server is one record, whatever the directory. */
const WRONG_EMBEDDED: typeof WRONG = [
  ['a directory without a record', ['history', '--data', 'nowhere'], 1, /there is no record in .*nowhere/],
  ['a log to rebuild from that is not there', ['rebuild', '--data', 'nowhere'], 1, /there is no log at .*events\.db/],
  ['a log to copy that is not there', ['backup', 'copy.db', '--data', 'nowhere'], 1, /there is no log at .*events\.db/],
];

const WRONG_ON_SERVER: typeof WRONG = [
  ['a log to copy that is on a server', ['backup', 'copy.db', '--data', 'empty'], 1, /use the server's own backup/],
];

describe('one plain sentence says what is wrong with', () => {
  test.concurrent.each([...WRONG, ...(isOnServer ? WRONG_ON_SERVER : WRONG_EMBEDDED)])(
    '%s',
    async (_what, args, code, sentence) => {
      const ended = await desk.run(...args);
      expect(ended.err).toMatch(sentence);
      expect(ended.err).toMatch(/^concordat: [^\n]+\n$/);
      expect([ended.code, ended.out]).toEqual([code, '']);
    },
  );

  test('a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => {
      taken.once('listening', resolve);
    });
    const { port } = taken.address() as AddressInfo;
    const ended = await desk.run('serve', '--port', String(port), '--data', 'empty');
    taken.close();
    expect(ended).toEqual({
      code: 1,
      out: '',
      err: `concordat: port ${port} on 127.0.0.1 is in use: choose another with --port\n`,
    });
    expect(existsSync(desk.path('empty/views.claim'))).toBe(false);
  });

  test('a setting of the environment', async () => {
    expect(await desk.start(['history'], { EVENT_STORE: 'paper' }).ended).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^concordat: EVENT_STORE is "paper": [^\n]+\n$/),
    });
  });
});

test('wrong usage leaves no record behind', async () => {
  const clean = new Desk();
  await clean.run('history', '--from', 'soon');
  await clean.run('token', 'issue', '--role', 'king');
  expect(existsSync(clean.path('data'))).toBe(false);
  await clean.remove();
});

test('a reader that stops reading ends the verb without a complaint', async () => {
  const args = ['demo', '--no-serve', '--data', 'piped'];
  const { child, ended } = desk.start(args, await desk.log(args));
  child.stdout.destroy();
  expect(await ended).toMatchObject({ code: 0, err: '' });
});
