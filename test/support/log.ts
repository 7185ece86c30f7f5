import { rmSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { test } from '@jest/globals';
import { configFrom, type Config } from '../../src/config.js';
import { logger } from '../../src/logging.js';
import type { EventStore } from '../../src/store/event-store.js';
import { EventStoreDbStore } from '../../src/store/eventstoredb/eventstoredb-store.js';
import { SqliteEventStore } from '../../src/store/sqlite-event-store.js';
import { catalogue } from '../../src/subjects.js';
import { DoubleCluster } from '../store/double/cluster.js';

logger.level = 'silent';

/** Whether this run of the tests has its logs on doubles of a server (see jest.config.js) rather than in files. */
export const isOnServer = (globalThis as { LOG?: string }).LOG === 'server';

/** A test of what only the file of an embedded log can do; with the log on a server it is skipped, and says so. */
export const testOfFile = (name: string, run: () => Promise<void>): void =>
  isOnServer ? test.skip(`${name} (skipped: of the embedded log only)`, run) : test(name, run);

/** The doubles, each with the log of one data directory. */
const doubles = new Map<string, Promise<DoubleCluster>>();

/**
 * The settings, as variables of the environment, that choose the log of a data directory. On a server each directory
 * has one of its own, so that opening the directory again goes on with the same log; `clock`, in ms since the epoch, is
 * then the server's clock from now on.
 */
export const logSettings = async (dataDir: string, clock: () => number = Date.now): Promise<Record<string, string>> => {
  if (!isOnServer) return { EVENT_STORE: 'sqlite' };
  const directory = resolve(dataDir);
  const starting = doubles.get(directory) ?? DoubleCluster.start();
  doubles.set(directory, starting);
  const { log, url } = await starting;
  log.clock = clock;
  return { EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: url };
};

/** Settings for a data directory, with any free port. */
export const configOf = async (dataDir: string, clock?: () => number): Promise<Config> =>
  configFrom({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...(await logSettings(dataDir, clock)) });

/** The log of a data directory and nothing else of it. */
export const openStore = async (dataDir: string): Promise<EventStore> => {
  const { eventStoreUrl } = await configOf(dataDir);
  return eventStoreUrl === null
    ? new SqliteEventStore(join(dataDir, 'events.db'), catalogue)
    : EventStoreDbStore.connect(eventStoreUrl, catalogue);
};

/** Removes a folder and the logs of the data directories in it. */
export const removeFolder = async (folder: string): Promise<void> => {
  rmSync(folder, { recursive: true, force: true });
  for (const [directory, starting] of doubles)
    if (`${directory}${sep}`.startsWith(`${folder}${sep}`)) {
      doubles.delete(directory);
      // oxlint-disable-next-line no-await-in-loop
      await (await starting).stop();
    }
};
