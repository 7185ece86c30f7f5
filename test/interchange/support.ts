import { test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  isRefusal,
  type Importer,
  type ImportLine,
  type ImportOptions,
  type Refusal,
  type SourceFile,
} from '../../src/interchange/importer.js';
import { normaliseName } from '../../src/organisation/names.js';

const SHARED = new URL('../../../shared/data/', import.meta.url);

/** The files of a folder of real data, with an ending; empty where the data is not there. */
export const sharedFiles = (folder: string, ending: string): SourceFile[] => {
  const at = new URL(`${folder}/`, SHARED);
  if (!existsSync(at)) return [];
  return readdirSync(at, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .toSorted()
    .map((name) => ({ name, bytes: readFileSync(join(fileURLToPath(at), name)) }));
};

/** A test of real data: skipped, with the folder it misses in its name, where the data is not there. */
export const testOfShared = (folder: string) => {
  if (existsSync(new URL(`${folder}/`, SHARED))) return test;
  return ((name: string) =>
    test.skip(`${name} (skipped: ../shared/data/${folder} is not there)`, () => {})) as unknown as typeof test;
};

/** A file of a few lines. */
export const fileOf = (text: string, name = 'file.csv'): SourceFile => ({
  name,
  bytes: new TextEncoder().encode(text),
});

/** What importing files one after another comes to, with `find` kept up to date as whoever runs an import does. */
export interface Imported {
  readonly lines: ImportLine[];
  readonly refused: Refusal[];
}

export const importAll = (
  importer: Importer,
  files: readonly SourceFile[],
  options: ImportOptions = {},
  known: ReadonlyMap<string, string> = new Map(),
): Imported => {
  const directory = new Map([...known].map(([name, id]) => [normaliseName(name), id]));
  const ids = new Set(known.values());
  const imported: Imported = { lines: [], refused: [] };
  const find = (name: string) => (ids.has(name) ? name : directory.get(normaliseName(name)));
  for (const file of files)
    for (const outcome of importer(file, find, options)) {
      if (isRefusal(outcome)) {
        imported.refused.push(outcome);
        continue;
      }
      imported.lines.push(outcome);
      const { organisationId, name } = outcome.draft.data;
      if (typeof organisationId !== 'string' || typeof name !== 'string') continue;
      ids.add(organisationId);
      directory.set(normaliseName(name), organisationId);
    }
  return imported;
};

/** The drafts of one type. */
export const ofType = ({ lines }: Imported, type: string): ImportLine[] =>
  lines.filter(({ draft }) => draft.type === type);

/** How many drafts there are of each type. */
export const counts = ({ lines }: Imported): Record<string, number> => {
  const result: Record<string, number> = {};
  for (const { draft } of lines) result[draft.type] = (result[draft.type] ?? 0) + 1;
  return result;
};
