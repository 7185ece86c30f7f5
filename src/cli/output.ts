import { writeSync } from 'node:fs';

/** Something a verb refuses: its sentence goes to standard error, and the process ends with 1. */
export class Refused extends Error {}

/** A verb that was used wrongly: likewise, and the process ends with 2. */
export class Misused extends Error {}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
  EACCES: 'this user may not',
};

/** Why a file could not be read or written, in plain words. */
export const reasonOf = (error: unknown): string =>
  REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message;

/**
 * Writes text to standard output, whole, also when it is a pipe that is slow to read. Ends the process where nobody
 * reads any more, as when it is piped into `head`.
 */
export const print = (text: string): void => {
  const bytes = Buffer.from(text.endsWith('\n') ? text : `${text}\n`);
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Whoever reads has seen enough (`| head`): that is no failure of ours.
      if (code === 'EPIPE') process.exit(0);
      if (code !== 'EAGAIN') throw error;
    }
  }
};

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** A line that counts, on a terminal's standard error only; `done` clears it. */
export const progress = (what: string) => {
  let shown = 0;
  return {
    tick: (count: number): void => {
      const now = Date.now();
      if (!process.stderr.isTTY || now - shown < 100) return;
      shown = now;
      process.stderr.write(`\r${count.toLocaleString('en-GB')} ${what}`);
    },
    done: (): void => {
      if (process.stderr.isTTY && shown > 0) process.stderr.write('\r\u001B[K');
    },
  };
};
