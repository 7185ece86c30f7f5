import { afterAll, describe, expect, test } from '@jest/globals';
import { runImport, type ImportReport } from '../../src/interchange/import.js';
import type { SourceFile } from '../../src/interchange/importer.js';
import { importers } from '../../src/interchange/importers.js';
import { rehearse } from '../../src/interchange/rehearsal.js';
import { Directory } from '../../src/organisation/directory.js';
import { catalogue } from '../../src/subjects.js';
import { ADMINISTRATOR, logOf, removeFolders, withApp, type App } from '../support/app.js';
import { fileOf, sharedFiles, testOfShared } from '../interchange/support.js';
import { eventLines, meetingRows } from './lines.js';

/** Imports as the command line does, in earnest or (`--dry-run`) as a rehearsal. */
const importing = (
  app: App,
  format: string,
  files: readonly SourceFile[],
  isRehearsal: boolean,
): Promise<ImportReport> => {
  const directory = app.container.get(Directory);
  return runImport(files, {
    importer: importers[format]!,
    find: (nameOrId) => directory.find(nameOrId, app.questions.seqAt(), { role: 'administrator', organisation: null }),
    options: { types: Object.keys(catalogue) },
    record: isRehearsal
      ? rehearse(app.store, app.questions)
      : (draft, sending) => app.application.record(draft, sending),
    sending: { actor: ADMINISTRATOR, correlationId: 'import' },
  });
};

/** How many facts were refused; a fact with two faults has two lines. */
const refusedLines = ({ refused }: ImportReport): number =>
  new Set(refused.map(({ file, line }) => `${file} ${line}`)).size;

/** Rehearses, imports and rehearses again on one record; expects the first two to tell the same and the last to be nothing. */
const expectSame = (format: string, files: readonly SourceFile[]): Promise<ImportReport> =>
  withApp(async (app) => {
    const rehearsed = await importing(app, format, files, true);
    expect(await logOf(app.store)).toEqual([]);
    expect(app.questions.seqAt()).toBe(0);
    const recorded = await importing(app, format, files, false);
    expect(rehearsed).toEqual(recorded);
    const size = (await app.store.head()).size;
    expect(size).toBe(recorded.recorded);
    const again = await importing(app, format, files, true);
    // A list of meetings names its bodies only as long as they are new, so there is less to read in it now.
    expect(again).toMatchObject({ recorded: 0, alreadyKnown: again.read - refusedLines(again) });
    expect(again.alreadyKnown).toBeGreaterThan(recorded.recorded / 4);
    expect(again.refused).toEqual(recorded.refused);
    expect((await app.store.head()).size).toBe(size);
    return recorded;
  });

afterAll(removeFolders);

describe('the rehearsal of an import', () => {
  test('of events tells what the import then does, line by line, and writes nothing', async () => {
    const made = eventLines(1000);
    const { recorded, refused, read } = await expectSame('events', [fileOf(made.text, 'events.ndjson')]);
    expect(recorded).toBe(made.ids.length);
    expect(refused).toHaveLength(made.refused);
    expect(read).toBe(recorded + refused.length);
  });

  test('of two files that name the same bodies does so too', async () => {
    const files = [fileOf(meetingRows(200), 'a.csv'), fileOf(meetingRows(260), 'b.csv')];
    const { recorded, refused, alreadyKnown } = await expectSame('uk-meetings', files);
    expect(recorded).toBeGreaterThan(200);
    expect(alreadyKnown).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(20);
  });

  testOfShared('uk-ministers-meetings-raw')('of published lists does so too', async () => {
    const { recorded } = await expectSame('uk-meetings', sharedFiles('uk-ministers-meetings-raw', '.csv').slice(0, 4));
    expect(recorded).toBeGreaterThan(100);
  });
});
