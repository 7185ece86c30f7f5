import type { ResolvedEvent } from '@eventstore/db-client';
import type { Connection } from './connection.js';
import { explain, kindOf, mayHeal } from './errors.js';
import { Feed } from './feed.js';
import type { Settings } from './options.js';
import type { Place } from './place.js';
import type { Reading } from './reading.js';
import { Backoff, Silence } from './waiting.js';
import { ownAfter } from './wire.js';

/** What following needs: a connection of its own for subscriptions, and reads to see whether one has gone quiet. */
export interface Following {
  readonly connection: Connection;
  readonly reading: Reading;
  readonly settings: Settings;
}

// A subscription may go quiet without ending. It has missed something when the log has an event of ours beyond it.
const hasMissed = async ({ reading, settings }: Following, done: Place | undefined): Promise<boolean> => {
  const events = await reading.chunk(done);
  return ownAfter(events, settings.prefix, done).length > 0;
};

const demandHealing = ({ connection }: Following, error: unknown): void => {
  if (error === undefined || mayHeal(kindOf(error))) return;
  throw explain(error, connection.target.hosts, connection.target.isSecure);
};

/**
 * Our events after a place, in the order of the log and each once, until the signal aborts. Subscriptions end for many
 * reasons (a server goes away, a reader is slow, or for none); each time another one begins after the last page that
 * was done with, which is the last one the reader came back from. Errors that no waiting heals are thrown.
 */
export async function* follow(
  following: Following,
  after: Place | undefined,
  signal: AbortSignal,
): AsyncGenerator<ResolvedEvent[], void, undefined> {
  const { connection, settings } = following;
  const { resubscribe, watchdog } = settings.timing;
  const backoff = new Backoff(resubscribe);
  let done = after;
  while (!signal.aborted) {
    // The limit on calls is for those that end; a subscription would keep its place for ever.
    const client = await connection.use(async (current) => current);
    const feed = new Feed(client, settings.prefix, connection.target.credentials, done);
    let error: unknown;
    try {
      while (!signal.aborted) {
        const page = await feed.page(watchdog, signal);
        if (page.length > 0) {
          yield page;
          feed.finish(page);
          backoff.reset();
        } else if (feed.isOver || signal.aborted) break;
        else if (await hasMissed(following, feed.done).catch(() => true)) {
          // The connection may swallow everything without an end: not on this one again.
          error = new Silence('a subscription', watchdog);
          break;
        }
      }
    } finally {
      done = feed.done;
      await feed.close();
    }
    if (signal.aborted) return;
    error ??= feed.error;
    demandHealing(following, error);
    connection.report(client, error);
    const message = error instanceof Error ? error.message : 'the server ended the subscription';
    settings.onTrouble({ during: 'subscription', message });
    await backoff.pause(signal);
  }
}
