/**
 * A process that appends: `node appender.mjs <file> <name> <rounds>`. It says `ready`, waits for a line, and then has
 * four callers append `rounds` times three events to a stream each, as fast as they can. Every process uses the same
 * four streams; a caller that is refused goes on from where the stream is. It prints `ack <stream> <last revision>
 * <id of the last event>` for what is acknowledged and `conflict` for what is refused. It runs the compiled store, as
 * the product does: `npm run build` comes first.
 */
import { once } from 'node:events';
import { NEW_STREAM, WrongRevision } from '../../dist/store/event-store.js';
import { SqliteEventStore } from '../../dist/store/sqlite-event-store.js';

const [, , file, name, rounds] = process.argv;

const event = (id) => ({
  id,
  fact: {
    type: 'Noted',
    data: { text: `${id} `.repeat(50) },
    occurredOn: null,
    basis: 'stated',
    by: 'joint',
    commissioner: null,
    tsos: [],
    matter: null,
    visibility: 'public',
    evidence: [],
    note: null,
    sourceRecordedOn: null,
  },
  meta: {
    commandId: id,
    correlationId: id,
    causationId: null,
    actor: { role: 'clerk', organisation: null },
    source: 'entered',
  },
});

const store = new SqliteEventStore(file, { Noted: { version: 1 } });

const call = async (stream) => {
  let expected = NEW_STREAM;
  for (let round = 0; round < Number(rounds); round += 1) {
    const ids = [0, 1, 2].map((part) => `${name}-${stream}-${round}-${part}`);
    for (let isWritten = false; !isWritten;) {
      try {
        ({ revision: expected } = await store.append(stream, expected, ids.map(event)));
        isWritten = true;
        console.log(`ack ${stream} ${expected} ${ids[2]}`);
      } catch (error) {
        if (!(error instanceof WrongRevision)) throw error;
        expected = error.actual;
        console.log('conflict');
      }
    }
  }
};

console.log('ready');
await once(process.stdin, 'data');
await Promise.all(['s0', 's1', 's2', 's3'].map(call));
await store.close();
process.stdin.destroy();
