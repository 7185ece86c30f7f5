/**
 * A process that imports: `node importer.mjs <data directory> <file>`. It runs the import of the command line on a file
 * of events and prints the id of each line as it is told that the line is in the log, then `report` and the report as
 * JSON. It runs the compiled application, as the product does: `npm run build` comes first.
 */
import { readFileSync, writeSync } from 'node:fs';
import { withApplication } from '../../dist/cli/context.js';
import { configFrom } from '../../dist/config.js';
import { runImport } from '../../dist/interchange/import.js';
import { importers } from '../../dist/interchange/importers.js';
import { Directory } from '../../dist/organisation/directory.js';
import { Questions } from '../../dist/projection/questions.js';
import { catalogue } from '../../dist/subjects.js';

const [, , dataDir, file] = process.argv;

// Written at once: what waits in this process when it is killed was never acknowledged to anybody.
const say = (text) => writeSync(1, `${text}\n`);

await withApplication(
  configFrom({ ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'silent' }),
  async ({ application, container }) => {
    const questions = container.get(Questions);
    const directory = container.get(Directory);
    const report = await runImport([{ name: 'events.ndjson', bytes: readFileSync(file) }], {
      importer: importers.events,
      find: (nameOrId) => directory.find(nameOrId, questions.seqAt()),
      options: { types: Object.keys(catalogue) },
      record: (draft, sending) => application.record(draft, sending),
      sending: { actor: { role: 'administrator', organisation: null }, correlationId: 'import' },
      onRecorded: (id) => say(`ack ${id}`),
    });
    say(`report ${JSON.stringify({ ...report, refused: report.refused.length })}`);
  },
);
