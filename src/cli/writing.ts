import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { Tokens } from '../access/tokens.js';
import { filesIn, logOf, openLog } from '../engine/engine.module.js';
import { runImport, type ImportReport } from '../interchange/import.js';
import { importers } from '../interchange/importers.js';
import type { SourceFile } from '../interchange/importer.js';
import { rehearse } from '../interchange/rehearsal.js';
import { ROLES, type Role } from '../kernel/fact.js';
import { Directory } from '../organisation/directory.js';
import { Questions } from '../projection/questions.js';
import { rebuild as rebuildReadModel, swapIn } from '../projection/rebuild.js';
import { EventStore } from '../store/event-store.js';
import { migrate as migrateLog, type Migrated, type Successor } from '../store/migrate.js';
import { catalogue } from '../subjects.js';
import { configWith, OPERATOR, withApplication } from './context.js';
import { Misused, print, printJson, progress, reasonOf, Refused } from './output.js';
import { claim } from './claim.js';

/** The largest file an import takes, in bytes. */
const MAX_FILE = 256 * 1024 * 1024;

interface Common {
  readonly data?: string;
  readonly json?: boolean;
}

const sourceFile = async (path: string): Promise<SourceFile> => {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new Refused(`${path} cannot be read: ${reasonOf(error)}`);
  }
  if (bytes.length > MAX_FILE)
    throw new Refused(`${path} has ${bytes.length} bytes: split it into files of at most ${MAX_FILE}`);
  return { name: basename(path), bytes };
};

const reportText = ({ read, recorded, alreadyKnown, refused }: ImportReport, dryRun: boolean): string =>
  [
    `${read} read, ${recorded} ${dryRun ? 'would be recorded' : 'recorded'}, ${alreadyKnown} already known, ${refused.length} refused.`,
    ...refused.map(({ file, line, field, problem }) => `${file}, line ${line}, ${field}: ${problem}`),
  ].join('\n');

/** `import`: true when nothing was refused. */
export const importFiles = async (
  format: string,
  paths: readonly string[],
  options: Common & { dryRun?: boolean; year?: number },
): Promise<boolean> => {
  const importer = Object.hasOwn(importers, format) ? importers[format] : undefined;
  if (!importer) throw new Misused(`"${format}" is not a format of import: ${Object.keys(importers).join(', ')}`);
  const files = await Promise.all(paths.map(sourceFile));
  return withApplication(configWith(options.data), async ({ application, container }) => {
    const questions = container.get(Questions);
    const directory = container.get(Directory);
    const bar = progress('recorded');
    let count = 0;
    const report = await runImport(files, {
      importer,
      find: (nameOrId) => directory.find(nameOrId, questions.seqAt(), OPERATOR),
      options: { types: Object.keys(catalogue), ...(options.year !== undefined && { year: options.year }) },
      record: options.dryRun
        ? rehearse(container.get(EventStore), questions)
        : (draft, sending) => application.record(draft, sending),
      sending: { actor: OPERATOR, correlationId: uuid() },
      onRecorded: () => bar.tick((count += 1)),
    });
    bar.done();
    if (options.json) printJson(report);
    else print(reportText(report, options.dryRun ?? false));
    return report.refused.length === 0;
  });
};

/** `rebuild`: builds the read model anew from the log. Refuses while a server uses it. */
export const rebuild = async (options: Common): Promise<void> => {
  const config = configWith(options.data);
  const { log, readModel } = filesIn(config.dataDir);
  if (config.eventStoreUrl === null && !existsSync(log)) throw new Refused(`there is no log at ${log}`);
  const release = claim(config.dataDir, 'rebuild');
  let store: EventStore | undefined;
  try {
    store = await logOf(config);
    const bar = progress('facts read');
    const facts = await rebuildReadModel(store, readModel, bar.tick);
    bar.done();
    swapIn(readModel);
    if (options.json) printJson({ facts });
    else print(`The read model was built anew from ${facts} ${facts === 1 ? 'event' : 'events'}.`);
  } finally {
    await store?.close();
    release();
  }
};

/** `migrate`: the log from the embedded store to the server at EVENTSTORE_URL, or back; it ends with 0 only where both are the same. */
export const migrate = async (options: Common & { to: 'eventstoredb' | 'sqlite' }): Promise<void> => {
  if (!process.env['EVENTSTORE_URL'])
    throw new Refused('EVENTSTORE_URL is missing: say where the server is (esdb://user:password@host:2113)');
  const config = configWith(options.data, { ...process.env, EVENT_STORE: 'eventstoredb' });
  const { log } = filesIn(config.dataDir);
  if (options.to === 'eventstoredb' && !existsSync(log)) throw new Refused(`there is no log at ${log}`);
  const release = claim(config.dataDir, 'migrate');
  const opened: Successor[] = [];
  try {
    // Both stores can take over another's events; the port that `logOf` gives does not say so.
    opened.push((await logOf(config)) as Successor);
    opened.push(openLog(config.dataDir));
    const [server, embedded] = opened as [Successor, Successor];
    const [from, to] = options.to === 'eventstoredb' ? [embedded, server] : [server, embedded];
    const migrated = await migrateLog(from, to, progress);
    if (options.json) printJson(migrated);
    else print(migrationText(migrated, options.to));
  } finally {
    await Promise.all(opened.map((store) => store.close()));
    release();
  }
};

const migrationText = ({ found, copied, source, destination }: Migrated, to: string): string =>
  [
    `${copied} copied, ${found} were there already. The logs are the same in everything but positions, which are each log's own:`,
    `  source       ${source.events} events, sha256 ${source.digest}`,
    `  destination  ${destination.events} events, sha256 ${destination.digest}`,
    `Nothing was changed in the source. To use the copy set EVENT_STORE=${to}.`,
  ].join('\n');

/** `backup`: a consistent copy of the embedded log, also while a server writes to it. */
export const backup = async (destination: string, options: Common): Promise<void> => {
  const { dataDir, eventStoreUrl } = configWith(options.data);
  if (eventStoreUrl !== null)
    throw new Refused("backup copies the embedded log, and EVENT_STORE is eventstoredb: use the server's own backup");
  if (!existsSync(filesIn(dataDir).log)) throw new Refused(`there is no log at ${filesIn(dataDir).log}`);
  const isDirectory = existsSync(destination) && readdirSyncOrUndefined(destination) !== undefined;
  const file = isDirectory ? join(destination, 'events.db') : destination;
  if (existsSync(file)) throw new Refused(`${file} exists already: a backup never overwrites a file`);
  mkdirSync(dirname(file), { recursive: true });
  const store = openLog(dataDir);
  try {
    await store.backup(file);
    const { size, position } = await store.head();
    if (options.json) printJson({ file, events: size, position });
    else
      print(
        `Copied to ${file}. To restore: put it as events.db into an empty data directory; the rest is rebuilt from it.`,
      );
  } finally {
    await store.close();
  }
};

const readdirSyncOrUndefined = (path: string): string[] | undefined => {
  try {
    return readdirSync(path);
  } catch {
    return undefined;
  }
};

/** `token issue`: an access token for a role and an organisation. */
export const issueToken = async (
  options: Common & { role: string; organisation?: string; days: number },
): Promise<void> => {
  const { dataDir } = configWith(options.data);
  if (!ROLES.includes(options.role as Role)) throw new Misused(`"${options.role}" is not a role: ${ROLES.join(', ')}`);
  const role = options.role as Role;
  if (options.organisation === undefined && role !== 'administrator' && role !== 'auditor')
    throw new Misused(`a token for the role "${role}" speaks for an organisation: add --organisation ID`);
  const organisation =
    options.organisation === undefined
      ? null
      : await withApplication(configWith(options.data), async ({ container }) =>
          container
            .get(Directory)
            .resolve(options.organisation ?? '', 'organisation', container.get(Questions).seqAt(), OPERATOR),
        );
  const token = await Tokens.in(dataDir).issue({ role, organisation }, options.days);
  if (options.json) printJson({ token, role, organisation, days: options.days });
  else print(token);
};
