import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EXAMPLES } from '../../src/web/examples.js';
import { seededDirectory, Served, temporaryDirectory, type Json } from '../graphql/support.js';

const CHROMIUM = '/usr/bin/chromium';

let served: Served;
let url: string;

beforeAll(async () => {
  served = await Served.start(await seededDirectory());
  await served.app.listen(0, '127.0.0.1');
  url = await served.app.getUrl();
});

afterAll(() => served.close());

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** Every address a page or a style sheet names. */
const addressesIn = (text: string): string[] => [
  ...[...text.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, address = '']) => address),
  ...[...text.matchAll(/url\(["']?([^"')]*)["']?\)/g)].map(([, address = '']) => address),
  ...[...text.matchAll(/@import\s+["']([^"']*)/g)].map(([, address = '']) => address),
];

describe('the pages', () => {
  test.each([
    ['/', 'Concordat'],
    ['/graphql', 'Concordat: query editor'],
  ])('%s answers a browser with HTML', async (path, title) => {
    const page = await served.get(path, HTML);
    expect(page.status).toBe(200);
    expect(page.type).toBe('text/html; charset=utf-8');
    expect(page.text).toContain(`<title>${title}</title>`);
    expect(page.text).toContain('<html lang="en">');
  });

  test('the first leads to the editor and says what is on record', async () => {
    const { text } = await served.get('/', HTML);
    const { log } = await served.ask('{ log { size head } }');
    expect(addressesIn(text)).toContain('/graphql');
    expect(text).toContain(`<strong>${log.size}</strong> events are on record`);
    expect(text).toContain(log.head);
    for (const { title, about } of EXAMPLES) expect(text).toContain(`<dt>${title}</dt><dd>${about}</dd>`);
  });

  test('every address in them is of this server, and answers', async () => {
    const pages = await Promise.all(['/', '/graphql'].map((path) => served.get(path, HTML)));
    const addresses = new Set(pages.flatMap(({ text }) => addressesIn(text)));
    expect([...addresses].toSorted()).toEqual([
      '/assets/graphiql.css',
      '/assets/graphiql.js',
      '/assets/react-dom.js',
      '/assets/react.js',
      '/graphql',
      '/health/ready',
      '/metrics',
    ]);
    for (const address of addresses)
      // oxlint-disable-next-line no-await-in-loop
      expect([address, (await served.get(address, HTML)).status]).toEqual([address, 200]);
    // An address in a script would stand in quotes too; there is none.
    for (const { text } of pages) expect(text).not.toMatch(/https?:|\/\/[a-z]/);
  });

  test.each([
    ['react.js', 'text/javascript', /React/],
    ['react-dom.js', 'text/javascript', /createRoot/],
    ['graphiql.js', 'text/javascript', /GraphiQL/],
    ['graphiql.css', 'text/css', /\.graphiql-container/],
  ])('the file %s of the editor is served from here, as %s', async (file, type, content) => {
    const asset = await served.get(`/assets/${file}`);
    expect(asset.status).toBe(200);
    expect(asset.type).toBe(`${type}; charset=utf-8`);
    expect(asset.text).toMatch(content);
    expect(asset.text.length).toBeGreaterThan(5_000);
  });

  test('the style sheet of the editor loads nothing from elsewhere', async () => {
    const { text } = await served.get('/assets/graphiql.css');
    expect(addressesIn(text).filter((address) => !address.startsWith('data:') && !address.startsWith('#'))).toEqual([]);
  });

  test.each(['/assets/none.js', '/assets/..%2f..%2fpackage.json', '/assets/constructor', '/assets/__proto__'])(
    '%s is not there',
    async (path) => {
      const answer = await served.get(path);
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain('dependencies');
    },
  );
});

describe('the questions the editor opens with', () => {
  test('are those of the main uses', () => {
    expect(EXAMPLES.map(({ title }) => title)).toEqual([
      'Engagement history',
      'Decision trail',
      'Compliance summary',
      'Plan',
    ]);
    expect(EXAMPLES.map(({ query }) => /^query (\w+)/m.exec(query)?.[1])).toEqual([
      'EngagementHistory',
      'DecisionTrail',
      'ComplianceSummary',
      'PlanAChange',
    ]);
  });

  test('are in the page, each in its tab', async () => {
    const { text } = await served.get('/graphql', HTML);
    const [, tabs = ''] = /defaultTabs: (\[.*\]),$/m.exec(text) ?? [];
    expect(JSON.parse(tabs)).toEqual(EXAMPLES.map(({ query }) => ({ query })));
  });

  /** Names of the lists of an answer that are empty wherever they come up. */
  const emptyLists = (value: Json): string[] => {
    const filled = new Map<string, boolean>();
    const look = (at: Json): void => {
      if (typeof at !== 'object' || at === null) return;
      for (const [name, inner] of Object.entries(at)) {
        if (Array.isArray(inner) && !Array.isArray(at))
          filled.set(name, inner.length > 0 || (filled.get(name) ?? false));
        look(inner);
      }
    };
    look(value);
    return [...filled].filter(([, any]) => !any).map(([name]) => name);
  };

  test.each(EXAMPLES.map(({ title, query }) => [title, query] as const))(
    '%s: runs without a token on the demonstration, and gives much to read',
    async (_title, query) => {
      const { status, body } = await served.post(query);
      expect([status, body.errors]).toEqual([200, undefined]);
      expect(JSON.stringify(body.data).length).toBeGreaterThan(2_000);
      expect(emptyLists(body.data).filter((name) => name !== 'missing' && name !== 'countersigned')).toEqual([]);
      expect(JSON.stringify(body.data)).toContain('"basis":"PUBLIC_RECORD"');
    },
  );
});

const there = existsSync(CHROMIUM);

/** Opens the editor in a browser without a screen, in a process of its own, and gives what the page then holds. */
const opened = async (profile: string): Promise<string> => {
  const { stdout } = await promisify(execFile)(
    CHROMIUM,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${profile}`,
      '--virtual-time-budget=10000',
      '--dump-dom',
      `${url}/graphql`,
    ],
    { timeout: 50_000, maxBuffer: 16 * 1024 * 1024 },
  );
  return stdout;
};

const describeWithBrowser = there ? describe : describe.skip;

describeWithBrowser(there ? 'in a browser' : `skipped, since ${CHROMIUM} is not there`, () => {
  test('the editor opens with its toolbar and its tabs', async () => {
    const profile = temporaryDirectory();
    try {
      const dom = await opened(profile);
      expect(dom).toContain('class="graphiql-toolbar"');
      const tabs = [...dom.matchAll(/graphiql-tab-button"[^>]*>([^<]*)</g)].map(([, name]) => name);
      expect(tabs).toEqual(['EngagementHistory', 'DecisionTrail', 'ComplianceSummary', 'PlanAChange']);
      expect(dom).not.toContain('Loading the query editor');
    } finally {
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  }, 60_000);
});
