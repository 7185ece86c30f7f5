import type Database from 'better-sqlite3';
import type { Row } from './codec.js';
import { NEW_STREAM } from './event-store.js';

/** The last revision of a stream; `id` is undefined while the stream does not exist. */
export interface Head {
  readonly id: number | undefined;
  readonly revision: number;
}

/** The end of the log: its last row number, and the moment (ms) that row was recorded. */
export interface Tail {
  readonly position: number;
  readonly recordedAt: number;
}

const SELECT = `
  SELECT event.position, event.event_id, stream.name, event.revision, event_type.name, event.version,
    event.recorded_at, event.data, event.meta
  FROM event JOIN stream ON stream.id = event.stream_id JOIN event_type ON event_type.id = event.type_id`;

/** What the store says to the database, prepared once for a connection. Rows come as arrays, the faster form. */
export const statements = (db: Database.Database) => ({
  dataVersion: db.prepare<[], number>('PRAGMA data_version').pluck(),
  tail: db.prepare<[], Tail>('SELECT position, recorded_at AS recordedAt FROM event ORDER BY position DESC LIMIT 1'),
  head: db.prepare<[string], Head>(
    `SELECT id, (SELECT coalesce(max(revision), ${NEW_STREAM}) FROM event WHERE stream_id = stream.id) AS revision
     FROM stream WHERE name = ?`,
  ),
  addStream: db.prepare<[string]>('INSERT INTO stream (name) VALUES (?)'),
  type: db.prepare<[string], number>('SELECT id FROM event_type WHERE name = ?').pluck(),
  addType: db.prepare<[string]>('INSERT INTO event_type (name) VALUES (?)'),
  add: db.prepare(
    `INSERT OR FAIL INTO event (position, stream_id, revision, type_id, version, recorded_at, event_id, data, meta)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  byId: db.prepare<[string], Row>(`${SELECT} WHERE event.event_id = ?`).raw(),
  page: db
    .prepare<[number, number, number], Row>(
      `${SELECT} WHERE event.position > ? AND event.position <= ? ORDER BY event.position LIMIT ?`,
    )
    .raw(),
  forwards: db
    .prepare<[string, number, number], Row>(
      `${SELECT} WHERE stream.name = ? AND event.revision >= ? ORDER BY event.revision LIMIT ?`,
    )
    .raw(),
  backwards: db
    .prepare<[string, number, number], Row>(
      `${SELECT} WHERE stream.name = ? AND event.revision <= ? ORDER BY event.revision DESC LIMIT ?`,
    )
    .raw(),
});
