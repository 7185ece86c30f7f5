import { randomUUID } from 'node:crypto';
import { jsonEvent, NO_STREAM } from '@eventstore/db-client';
import type { Position } from '../../kernel/fact.js';
import { START, type StoreUnavailable } from '../event-store.js';
import { Connection } from './connection.js';
import { explain, kindOf, OtherLog } from './errors.js';
import type { Settings } from './options.js';
import { isAfter, placeOf } from './place.js';
import { Reading } from './reading.js';
import { Backoff, within } from './waiting.js';

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

/**
 * What tells this log from every other: a UUID, written once into a stream of its own when a log is first used. A
 * database restored under the same address or emptied has another one.
 */
export const identityOf = async (connection: Connection, reading: Reading, settings: Settings): Promise<string> => {
  const stream = `${settings.namespace}-identity`;
  const { deadline, grace } = settings.timing;
  const found = async (): Promise<string | undefined> => {
    const [first] = await reading.stream(stream, 0, 1);
    return (first?.event?.data as { identity?: string } | undefined)?.identity;
  };
  const known = await found();
  if (known) return known;
  const identity = randomUUID();
  const event = jsonEvent({ id: identity, type: 'LogBegun', data: { identity } });
  const { credentials } = connection.target;
  const options = { expectedRevision: NO_STREAM, deadline, requiresLeader: true, credentials } as const;
  try {
    await connection.use((client) =>
      within(deadline + grace, 'the identity', client.appendToStream(stream, event, options)),
    );
    return identity;
  } catch (error) {
    // Another process was first, or the answer was lost: what is in the log now is the identity.
    const written = await found();
    if (written) return written;
    throw explain(error, connection.target.hosts, connection.target.isSecure);
  }
};

/** Where a read model stands: in which log, and how far it has followed it. */
export interface Checkpoint {
  readonly identity: string;
  readonly position: Position;
}

/**
 * Refuses to go on from a checkpoint of another log, or from one beyond the end of this log, as after a restore of an
 * older backup: the server would wait in silence for positions that come again with other events.
 */
export const demandSame = async (reading: Reading, identity: string, checkpoint: Checkpoint): Promise<void> => {
  if (checkpoint.position === START) return;
  if (checkpoint.identity !== identity)
    throw new OtherLog(`The read model follows log ${checkpoint.identity}, and this is log ${identity}: rebuild it.`);
  const end = await reading.end();
  const place = placeOf(checkpoint.position)!;
  if (!end || isAfter(place, end))
    throw new OtherLog('The read model is ahead of the log, which was restored from an older backup: rebuild it.');
};
