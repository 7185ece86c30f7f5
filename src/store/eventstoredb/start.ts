import type { StoreUnavailable } from '../event-store.js';
import { Connection } from './connection.js';
import { explain, kindOf } from './errors.js';
import type { Settings } from './options.js';
import { Reading } from './reading.js';
import { Backoff } from './waiting.js';

/** How often a failure that no waiting heals is met before it is believed; a server just started may say odd things. */
const BELIEVED_AFTER = 3;

const never = new AbortController().signal;

/** What is wrong, from the first of several hosts: a search of the cluster says only that it found nobody. */
const ofFirstHost = async (connection: Connection, settings: Settings, error: unknown): Promise<StoreUnavailable> => {
  const { hosts, isSecure } = connection.target;
  const single = connection.target.ofFirstHost();
  if (!single || !/Failed to discover/.test((error as Error).message)) return explain(error, hosts, isSecure);
  const { keepAlive, probe } = settings.timing;
  try {
    await new Reading(new Connection(single, keepAlive, 1), settings, never).probe(probe);
    return explain(error, hosts, isSecure);
  } catch (told) {
    return explain(told, hosts, isSecure);
  }
};

/**
 * Waits until the server answers and lets us read the whole log, as long as start-up may take. Throws StoreUnavailable,
 * in one sentence, when it does not; at once where waiting cannot help.
 */
export const reach = async (
  connection: Connection,
  reading: Reading,
  settings: Settings,
  closing: AbortSignal,
): Promise<void> => {
  const { timing, onTrouble } = settings;
  const end = Date.now() + timing.start;
  const backoff = new Backoff(timing.retry);
  for (let attempt = 1; ; attempt += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
      return await reading.probe(timing.probe);
    } catch (error) {
      // oxlint-disable-next-line no-await-in-loop
      const wrong = await ofFirstHost(connection, settings, error);
      const isDenied = kindOf(wrong.cause) === 'denied';
      if (closing.aborted || isDenied || (wrong.isLasting && attempt >= BELIEVED_AFTER) || Date.now() > end)
        throw wrong;
      onTrouble({ during: 'start', message: wrong.message });
      // oxlint-disable-next-line no-await-in-loop
      await backoff.pause(closing);
    }
  }
};
