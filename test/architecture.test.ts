import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(SRC, file), 'utf8') }));

const matching = (pattern: RegExp) => files.filter(({ file }) => pattern.test(file));

/** Files that break a rule; a rule that looks at no file is itself broken. */
const offenders = (look: RegExp, forbidden: RegExp): string[] => {
  const looked = matching(look);
  expect(looked.length).toBeGreaterThan(0);
  return looked.filter(({ text }) => forbidden.test(text)).map(({ file }) => file);
};

const PURE =
  /\.(events|commands|decider|subject|view)\.ts$|^kernel\/|^audit\/trail|^matter\/dossier|^compliance\/(?!compliance\.)|^measures\/(?!measures\.)/;

describe('the shape of the source', () => {
  test('pure files ask no clock and no chance', () => {
    // time.ts turns numbers it is given into instants; nothing pure asks what time it is.
    expect(offenders(PURE, /Date\.now|new Date\(\)|Math\.random|randomUUID|uuid\(|process\.env|Temporal\.Now/)).toEqual(
      [],
    );
  });

  test('no event is named for a change of a record instead of a happening', () => {
    const types = matching(/\.events\.ts$/).flatMap(({ text }) =>
      [...text.matchAll(/^ {2}([A-Z]\w+): /gm)].map(([, type]) => type),
    );
    expect(types.length).toBeGreaterThan(60);
    expect(types.filter((type) => /(Updated|Saved|Set|Deleted)$/.test(type ?? ''))).toEqual([]);
  });

  test('event data hold no names, addresses or numbers of people', () => {
    // A body has a name; a person has none in this log.
    const personal = /\b(email|telephone|phone|firstName|lastName|surname|postalAddress|dateOfBirth)\b/;
    expect(offenders(/\.events\.ts$/, personal)).toEqual([]);
  });

  test('no markers of unfinished work', () => {
    expect(offenders(/\.ts$/, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });

  test('files stay short enough to read in one go', () => {
    const long = files
      .map(({ file, text }) => ({ file, lines: text.split('\n').length }))
      .filter(({ lines }) => lines > 350);
    expect(long).toEqual([]);
  });
});
