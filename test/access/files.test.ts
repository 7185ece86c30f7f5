import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from '@jest/globals';
import { createWhole } from '../../src/files.js';

const folder = mkdtempSync(join(tmpdir(), 'concordat-files-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** Says that it looks, then prints how long a file is in the moment in which it is first there. */
const LOOK = `
  const { existsSync, readFileSync } = require('node:fs');
  console.log('looking');
  while (!existsSync(process.argv[1]));
  console.log(readFileSync(process.argv[1]).length);`;

describe('a file made whole', () => {
  test('is never seen in part by another process', async () => {
    const file = join(folder, 'new', 'big');
    const child = spawn(process.execPath, ['-e', LOOK, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [first] = (await once(child.stdout, 'data')) as [Buffer];
    expect(String(first)).toBe('looking\n');
    const rest = text(child.stdout);
    expect(createWhole(file, Buffer.alloc(100_000_000))).toBe(true);
    expect(await rest).toBe('100000000\n');
  });

  test('leaves one that is there as it is, and nothing beside it', () => {
    const file = join(folder, 'twice', 'name');
    expect(createWhole(file, 'one')).toBe(true);
    expect(createWhole(file, 'two')).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('one');
    expect(readdirSync(join(folder, 'twice'))).toEqual(['name']);
  });

  test('says why where it cannot be made', () => {
    createWhole(join(folder, 'plain'), '');
    expect(() => createWhole(join(folder, 'plain', 'below'), '')).toThrow(/EEXIST|ENOTDIR/);
  });
});
