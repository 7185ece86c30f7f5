import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { logOf, newFolder, removeFolders, withApp } from '../support/app.js';
import { logSettings } from '../support/log.js';

const RECORDER = fileURLToPath(new URL('./recorder.mjs', import.meta.url));
const BUILT = fileURLToPath(new URL('../../dist/cli/context.js', import.meta.url));
const COUNT = 24;

/** How a recorder ended: its exit code, what it printed line by line, and what it said of an error. */
interface Ran {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly trouble: string;
}

const recorder = async (dataDir: string, name: string): Promise<Ran> => {
  const child = spawn(process.execPath, [RECORDER, dataDir, name, String(COUNT)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(await logSettings(dataDir)) },
  });
  const ended = once(child, 'exit') as Promise<[code: number | null]>;
  const [said, trouble] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  return { code, lines: said.split('\n').filter(Boolean), trouble };
};

describe('processes that open a new data directory together', () => {
  beforeAll(() => {
    if (!existsSync(BUILT)) throw new Error('these tests run the compiled application: run `npm run build` first');
  });

  afterAll(removeFolders);

  test('make one record of it: all they recorded is there once, in one order, and all can read it', async () => {
    for (const round of [1, 2, 3]) {
      const dataDir = newFolder();
      // oxlint-disable-next-line no-await-in-loop -- a new directory each time: the moment of opening is what is tried
      const ran = await Promise.all(['left', 'right', 'third'].map((name) => recorder(dataDir, `${name}${round}`)));
      expect(ran.map(({ code, trouble }) => ({ code, trouble }))).toEqual(ran.map(() => ({ code: 0, trouble: '' })));
      const acks = ran.flatMap(({ lines }) => lines);
      expect(acks).toHaveLength(3 * COUNT);
      // oxlint-disable-next-line no-await-in-loop
      await withApp(async ({ store, questions }) => {
        const log = await logOf(store);
        expect(log.map(({ id }) => `ack ${id}`).toSorted()).toEqual(acks.toSorted());
        expect(log.map(({ revision }) => revision)).toEqual(log.map((_, at) => at));
        const read = questions.page({
          order: 'RECORDED',
          first: 500,
          seq: questions.seqAt(),
          asker: { role: 'auditor', organisation: null },
        });
        expect(read.found.map(({ fact }) => fact)).toEqual(log);
      }, dataDir);
    }
  }, 120_000);
});
