import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createWhole } from '../files.js';
import { Refused } from './output.js';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/**
 * Claims the read model of a data directory for a process that serves it or replaces it, until the returned function
 * is called. Throws Refused while another living process holds it: a server would go on reading a file that a rebuild
 * has put aside. A claim whose process has died does not count.
 */
export const claim = (dataDir: string, what: string): (() => void) => {
  const file = join(dataDir, 'views.claim');
  for (;;) {
    if (createWhole(file, JSON.stringify({ pid: process.pid, what }))) return () => rmSync(file, { force: true });
    const held = existsSync(file) ? parsed(readFileSync(file, 'utf8')) : undefined;
    // In a container every process may have the same number as the one that died before it.
    if (held && held.pid !== process.pid && isAlive(held.pid))
      throw new Refused(`process ${held.pid} (${held.what}) uses ${dataDir}: stop it first`);
    rmSync(file, { force: true });
  }
};

const parsed = (text: string): { pid: number; what: string } | undefined => {
  try {
    return JSON.parse(text) as { pid: number; what: string };
  } catch {
    return undefined;
  }
};
