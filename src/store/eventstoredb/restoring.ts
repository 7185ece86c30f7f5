import type { Catalogue } from '../../kernel/catalogue.js';
import type { Recorded } from '../../kernel/fact.js';
import { encode, type Encoded } from '../codec.js';
import { TooLarge } from '../event-store.js';
import { outgoing, type Outgoing } from './wire.js';

/** One append of a migration: events that follow one another both in the log and in their stream. */
interface Run {
  readonly stream: string;
  readonly expected: number;
  readonly encoded: Encoded[];
  readonly ready: Outgoing[];
  bytes: number;
}

/**
 * Events of another log as appends in their order, as few as there can be: the server's order is that of the appends,
 * and each costs a journey. Throws TooLarge for an event that is more than `most` bytes by itself.
 */
export const runsOf = (catalogue: Catalogue, events: readonly Recorded[], most: number): readonly Run[] => {
  const runs: Run[] = [];
  for (const event of events) {
    const { id, stream, revision, recordedAt, meta } = event;
    const encoded = encode(catalogue, { id, fact: event, meta });
    const ready = outgoing(encoded, recordedAt);
    if (ready.bytes > most) throw new TooLarge(ready.bytes, most);
    const last = runs.at(-1);
    const follows = last?.stream === stream && last.expected + last.ready.length + 1 === revision;
    if (last && follows && last.bytes + ready.bytes <= most) {
      last.encoded.push(encoded);
      last.ready.push(ready);
      last.bytes += ready.bytes;
    } else runs.push({ stream, expected: revision - 1, encoded: [encoded], ready: [ready], bytes: ready.bytes });
  }
  return runs;
};
