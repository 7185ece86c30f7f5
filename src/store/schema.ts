import Database from 'better-sqlite3';

// "CNCD" in ASCII: tells a log of ours from any other SQLite file.
const APPLICATION_ID = 0x434e4344;
const SCHEMA_VERSION = 1;

// Names are interned: as text in the indices they cost a sixth of the speed. STRICT keeps every column to its type.
// INSERT OR REPLACE deletes without asking the triggers on DELETE, hence event_new. It says FAIL, and so does our INSERT:
// with ABORT SQLite would keep a journal for each statement, and we roll the transaction back anyhow.
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS stream (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE IF NOT EXISTS event_type (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE IF NOT EXISTS event (
    position INTEGER PRIMARY KEY,
    stream_id INTEGER NOT NULL REFERENCES stream,
    revision INTEGER NOT NULL,
    type_id INTEGER NOT NULL REFERENCES event_type,
    version INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    data TEXT NOT NULL,
    meta TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS event_stream ON event (stream_id, revision);
  CREATE UNIQUE INDEX IF NOT EXISTS event_id ON event (event_id);
  ${['stream', 'event_type', 'event']
    .flatMap((table) => [
      `CREATE TRIGGER IF NOT EXISTS ${table}_kept BEFORE DELETE ON ${table}
         BEGIN SELECT RAISE(ABORT, 'the log is append-only: nothing is deleted'); END;`,
      `CREATE TRIGGER IF NOT EXISTS ${table}_unchanged BEFORE UPDATE ON ${table}
         BEGIN SELECT RAISE(ABORT, 'the log is append-only: nothing is changed'); END;`,
    ])
    .join('\n')}
  CREATE TRIGGER IF NOT EXISTS event_new BEFORE INSERT ON event
    WHEN new.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM event)
      OR EXISTS (SELECT 1 FROM event WHERE event_id = new.event_id)
      OR EXISTS (SELECT 1 FROM event WHERE stream_id = new.stream_id AND revision = new.revision)
    BEGIN SELECT RAISE(FAIL, 'the log is append-only: nothing is replaced or left out'); END;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};`;

const number = (db: Database.Database, sql: string): number => db.prepare<[], number>(sql).pluck().get() ?? 0;

/** True for a log of ours, false for an empty file; throws for anything else. Looks only, so it spoils no other file. */
const isLog = (db: Database.Database, file: string): boolean => {
  const application = number(db, 'PRAGMA application_id');
  if (application === 0 && number(db, 'SELECT count(*) FROM sqlite_schema') === 0) return false;
  if (application !== APPLICATION_ID) throw new Error(`${file} is not a log of Concordat`);
  const version = number(db, 'PRAGMA user_version');
  if (version > SCHEMA_VERSION)
    throw new Error(
      `${file} is a log of version ${version}, and this Concordat knows up to version ${SCHEMA_VERSION}: use a newer one`,
    );
  return true;
};

const open = (db: Database.Database, file: string): void => {
  // In a transaction, as another process may be creating the log between two looks at it.
  if (!db.transaction(() => isLog(db, file))()) db.pragma('page_size = 8192');
  db.pragma('journal_mode = WAL');
  // better-sqlite3 is built with NORMAL for WAL, which loses acknowledged events when the power fails.
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -64000');
  db.pragma('wal_autocheckpoint = 1000');
  db.transaction(() => isLog(db, file) || db.exec(SCHEMA)).immediate();
};

const isBusy = (error: unknown): boolean => (error as { code?: string }).code === 'SQLITE_BUSY';

// SQLite does not wait its busy timeout for the change to WAL, so two processes that create a log could collide.
const patiently = (task: () => void, milliseconds: number): void => {
  const end = Date.now() + milliseconds;
  for (;;) {
    try {
      return task();
    } catch (error) {
      if (!isBusy(error) || Date.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
};

/**
 * Opens the SQLite file of a log, creating it where it is absent or empty. `busyTimeout`, in milliseconds, is how long
 * a call waits for another process. Throws, in one sentence, where the file is something else or of a newer version.
 */
export const openLog = (file: string, busyTimeout: number): Database.Database => {
  const db = new Database(file, { timeout: busyTimeout });
  try {
    patiently(() => open(db, file), busyTimeout);
    return db;
  } catch (error) {
    db.close();
    const isForeign = (error as { code?: string }).code === 'SQLITE_NOTADB';
    throw isForeign ? new Error(`${file} is not a log of Concordat`, { cause: error }) : error;
  }
};
