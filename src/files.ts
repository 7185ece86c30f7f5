import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';

/**
 * Makes a file, and its folder, with all its content in one step: whoever sees it sees it whole, however many processes make
 * it in the same moment. `mode` is its permissions. False, and the file is left alone, where there is one already;
 * throws the system's error where it cannot be made.
 */
export const createWhole = (file: string, content: string | Uint8Array, mode = 0o666): boolean => {
  mkdirSync(dirname(file), { recursive: true });
  // A file opened for writing is there, and empty, before its content is. A link, unlike a rename, never replaces.
  const draft = `${file}.${randomUUID()}`;
  try {
    writeFileSync(draft, content, { mode, flag: 'wx' });
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
};
