/** Raise it when tables or what is put into them change: a read model of another version is deleted and rebuilt. */
export const READ_MODEL_VERSION = 1;

/**
 * The read model: an index over the facts of the log, and nothing that is not in the log. Everything shown is a pure
 * fold over facts found here, so that one mechanism (`seq <= s`) answers "as known at T" for every read.
 */
export const TABLES = `
  -- Every recorded fact, in log order; seq is the read model's own dense number, position the log's.
  CREATE TABLE fact(
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL, position TEXT NOT NULL, type TEXT NOT NULL,
    recorded_at INTEGER NOT NULL, latest INTEGER NOT NULL /* last day it can mean, yyyymmdd */,
    commissioner TEXT, matter TEXT, tsos TEXT NOT NULL /* JSON */, visibility TEXT NOT NULL, body TEXT NOT NULL);
  -- Names of the lists below, interned: 'all', 'commissioner C', 'tso T', 'pair C T', 'dossier D', 'context C'.
  CREATE TABLE scope(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
  -- Which facts belong to which list. occurred is the first day the fact's date can mean, yyyymmdd.
  CREATE TABLE timeline(scope INTEGER NOT NULL, seq INTEGER NOT NULL, occurred INTEGER NOT NULL,
    PRIMARY KEY(scope, seq)) WITHOUT ROWID;
  -- The first fact of each thing people list: organisations, matters, dossiers.
  CREATE TABLE thing(kind TEXT NOT NULL, key TEXT NOT NULL, owner TEXT NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY(kind, key, owner)) WITHOUT ROWID;
  -- Names and identifiers under which an organisation is known, normalised.
  CREATE TABLE alias(name TEXT NOT NULL, organisation TEXT NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY(name, organisation)) WITHOUT ROWID;
  -- Two records of one body.
  CREATE TABLE merge(organisation TEXT NOT NULL, kept TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL);
  -- Corrections, annulments, contests and countersignatures, by the fact they are about.
  CREATE TABLE remark(target TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(target, seq)) WITHOUT ROWID;
  -- One row: how far the log has been read, the longest lead of a date over its recording and the longest date range, in days.
  CREATE TABLE progress(seq INTEGER NOT NULL, position TEXT NOT NULL, lead INTEGER NOT NULL, span INTEGER NOT NULL);
  INSERT INTO progress VALUES (0, '', 0, 0);
`;

/** Built after the load when a read model is rebuilt, before it otherwise. */
export const INDICES = `
  CREATE UNIQUE INDEX IF NOT EXISTS fact_id ON fact(id);
  CREATE INDEX IF NOT EXISTS timeline_occurred ON timeline(scope, occurred);
  CREATE INDEX IF NOT EXISTS thing_order ON thing(kind, owner, seq);
`;
