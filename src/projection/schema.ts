/** Raise it when tables or what is put into them change: a read model of another version is deleted and rebuilt. */
export const READ_MODEL_VERSION = 5;

/**
 * The read model: an index over the facts of the log, and nothing that is not in the log. Everything shown is a pure
 * fold over facts found here, so that one mechanism (`seq <= s`) answers "as known at T" for every read.
 */
export const TABLES = `
  -- Every recorded fact, in log order; seq is the read model's own dense number, position the log's.
  CREATE TABLE fact(
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, position TEXT NOT NULL, type TEXT NOT NULL,
    recorded_at INTEGER NOT NULL, latest INTEGER NOT NULL /* last day it can mean, yyyymmdd */,
    commissioner TEXT, matter TEXT, tsos TEXT NOT NULL /* JSON */, visibility TEXT NOT NULL, body TEXT NOT NULL);
  -- Names of the lists below, interned: 'all', 'commissioner C', 'tso T', 'pair C T', 'dossier D', 'context C'.
  CREATE TABLE scope(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
  -- Which facts belong to which list. occurred is the first day the fact's date can mean, yyyymmdd. A fact whose date was
  -- corrected has a row for each date it has had, all marked as moved; what stands at the cut tells which of them counts.
  CREATE TABLE timeline(scope INTEGER NOT NULL, seq INTEGER NOT NULL, occurred INTEGER NOT NULL, moved INTEGER NOT NULL,
    PRIMARY KEY(scope, seq, occurred)) WITHOUT ROWID;
  -- The first fact of each thing people list, by whom it concerns: organisations, matters, dossiers. The owner is a
  -- commissioner, 'tso T', or '' for all.
  CREATE TABLE thing(kind TEXT NOT NULL, key TEXT NOT NULL, owner TEXT NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY(kind, owner, key)) WITHOUT ROWID;
  -- Names and identifiers an organisation has ever had, normalised; its own facts tell which of them stand.
  CREATE TABLE alias(name TEXT NOT NULL, organisation TEXT NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY(name, organisation)) WITHOUT ROWID;
  -- Two records that have ever been said to be of one body; the facts of the first tell whether that stands.
  CREATE TABLE merge(organisation TEXT NOT NULL, kept TEXT NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY(organisation, kept)) WITHOUT ROWID;
  -- Corrections, annulments, contests and countersignatures, by the fact they are about: the one they name and, where
  -- that is a remark itself, the one it names, and so on.
  CREATE TABLE remark(target TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(target, seq)) WITHOUT ROWID;
  -- One row: how far the log has been read, the longest lead of a date over its recording and the longest date range, in days.
  CREATE TABLE progress(seq INTEGER NOT NULL, position TEXT NOT NULL, lead INTEGER NOT NULL, span INTEGER NOT NULL,
    recorded_at TEXT NOT NULL /* the latest so far */);
  INSERT INTO progress VALUES (0, '', 0, 0, '');
  -- What was judged of a dossier, kept by whoever asked until something it rests on changes. Nothing follows the log into
  -- it: a row that no longer fits what it names is judged anew when it is asked for (compliance/compliance.judgements.ts).
  CREATE TABLE judgement(
    dossier TEXT NOT NULL, framework TEXT NOT NULL /* asked for by name, else '' */,
    rules TEXT NOT NULL /* by which code and editions */, seq INTEGER NOT NULL /* the dossier's last fact */,
    commissioner TEXT, context TEXT NOT NULL /* what holds for the commissioner, hashed */,
    cut INTEGER NOT NULL /* facts known to whoever judged */, day TEXT NOT NULL /* as of its end */,
    settled INTEGER NOT NULL /* 1: the same on every later day */, findings TEXT NOT NULL /* JSON */,
    PRIMARY KEY(dossier, framework));
  -- The ledger of the measures (measures/measures.ledger.ts), which follows the facts above when measures are asked for:
  -- how far, by which policy and code; by how much each fact moves each line from which day on; in which units the facts
  -- of a stream are; and in which other dossiers something is said that bears on a stream.
  CREATE TABLE measured(id INTEGER PRIMARY KEY, policy TEXT NOT NULL UNIQUE, code TEXT NOT NULL, seq INTEGER NOT NULL);
  CREATE TABLE moved(measured INTEGER NOT NULL, commissioner TEXT NOT NULL, tso TEXT NOT NULL, measure TEXT NOT NULL,
    owed_by TEXT NOT NULL, day TEXT NOT NULL, seq INTEGER NOT NULL, unit TEXT NOT NULL, moves TEXT NOT NULL /* JSON */,
    PRIMARY KEY(measured, commissioner, tso, measure, owed_by, day, seq, unit)) WITHOUT ROWID;
  CREATE TABLE place(stream TEXT NOT NULL, unit TEXT NOT NULL, PRIMARY KEY(stream, unit)) WITHOUT ROWID;
  CREATE TABLE bearing(stream TEXT NOT NULL, dossier TEXT NOT NULL, PRIMARY KEY(stream, dossier)) WITHOUT ROWID;
`;

/**
 * Where a rebuild collects the rows of the timeline: put into their order all at once they take a third of the time that
 * they take one by one, since each fact belongs to half a dozen lists far apart.
 */
export const COLLECTED = 'CREATE TEMP TABLE collected(scope INTEGER, seq INTEGER, occurred INTEGER, moved INTEGER)';

export const POUR = `
  INSERT INTO timeline SELECT scope, seq, occurred, max(moved) FROM temp.collected GROUP BY scope, seq, occurred;
  UPDATE timeline SET moved = 1 WHERE (scope, seq) IN (SELECT scope, seq FROM temp.collected WHERE moved = 1);
  DROP TABLE temp.collected;
`;

/** Built after the load when a read model is rebuilt, before it otherwise. */
export const INDICES = `
  CREATE INDEX IF NOT EXISTS timeline_occurred ON timeline(scope, occurred);
  CREATE INDEX IF NOT EXISTS thing_order ON thing(kind, owner, seq);
  CREATE INDEX IF NOT EXISTS merge_kept ON merge(kept);
  CREATE INDEX IF NOT EXISTS moved_tso ON moved(measured, tso);
  CREATE INDEX IF NOT EXISTS moved_seq ON moved(measured, seq);
  CREATE INDEX IF NOT EXISTS place_unit ON place(unit);
`;
