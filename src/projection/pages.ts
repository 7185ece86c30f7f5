import { maySee, type Asker } from '../access/visibility.js';
import type { Recorded } from '../kernel/fact.js';
import { standing } from '../kernel/standing.js';
import { addDays, type Day } from '../kernel/time.js';
import { dayNumber, dayNumbers, NO_DAY, scopes } from './keys.js';

export type Order = 'OCCURRED' | 'OCCURRED_DESC' | 'RECORDED' | 'RECORDED_DESC';

/** What a page of history is made of; every part left out does not narrow it. `seq` is the "known at" cut. */
export interface PageRequest {
  readonly commissioners?: readonly string[];
  readonly tsos?: readonly string[];
  readonly dossier?: string;
  readonly types?: readonly string[];
  /** days the fact's date must possibly fall on or between */
  readonly from?: Day;
  readonly to?: Day;
  readonly order: Order;
  readonly first: number;
  /** a cursor of an earlier page */
  readonly after?: Cursor;
  readonly seq: number;
  readonly asker: Asker;
}

/** The place of a fact in an order: its first day (yyyymmdd) and its number in the log. */
export interface Cursor {
  readonly occurred: number;
  readonly seq: number;
}

export interface Found {
  readonly fact: Recorded;
  readonly cursor: Cursor;
}

/** A fact as the tables hold it, at one of the places it has had in the timeline. */
export interface Row {
  readonly seq: number;
  readonly occurred: number;
  readonly moved: number;
  readonly latest: number;
  readonly commissioner: string | null;
  readonly tsos: string;
  readonly visibility: Recorded['visibility'];
  readonly body: string;
}

/** What a page needs of the read model. */
export interface Source {
  /** rows of one of the statements below */
  readonly rows: (sql: string, parameters: Readonly<Record<string, unknown>>) => Row[];
  readonly remarks: (id: string, seq: number, asker: Asker) => Recorded[];
  /** the last day on which a fact known at a cut can have happened, and the longest range of any date, in days */
  readonly reach: (seq: number) => { readonly horizon: Day; readonly span: number };
}

export const ROWS = `SELECT t.seq, t.occurred, t.moved, f.latest, f.commissioner, f.tsos, f.visibility, f.body
  FROM timeline t CROSS JOIN fact f ON f.seq = t.seq
  WHERE t.scope = (SELECT id FROM scope WHERE key = @scope) AND t.seq <= @cut`;

const NARROWED = `${ROWS} AND (@types IS NULL OR f.type IN (SELECT value FROM json_each(@types)))`;

/** Keyset pages: each order walks one index from where the last page ended, whatever the size of the record. */
const SQL: Record<Order, string> = {
  OCCURRED: `${NARROWED} AND (t.occurred, t.seq) > (@occurred, @seq) AND t.occurred <= @high
    ORDER BY t.occurred, t.seq LIMIT @limit`,
  OCCURRED_DESC: `${NARROWED} AND (t.occurred, t.seq) < (@occurred, @seq) AND t.occurred >= @low
    ORDER BY t.occurred DESC, t.seq DESC LIMIT @limit`,
  RECORDED: `${NARROWED} AND (t.seq, t.occurred) > (@seq, @occurred) ORDER BY t.seq, t.occurred LIMIT @limit`,
  RECORDED_DESC: `${NARROWED} AND (t.seq, t.occurred) < (@seq, @occurred)
    ORDER BY t.seq DESC, t.occurred DESC LIMIT @limit`,
};

/** The most rows fetched at once where a page's filters let few of them through. */
const CHUNK = 1_000;

export const visible = (asker: Asker, row: Pick<Row, 'visibility' | 'commissioner' | 'tsos'>): boolean =>
  row.visibility === 'public' || maySee(asker, { ...row, tsos: JSON.parse(row.tsos) as string[] });

export const factOf = ({ body }: Pick<Row, 'body'>): Recorded => JSON.parse(body) as Recorded;

/** The one list a request reads or, where bodies have several ids, the lists; what they do not narrow, `fits` does. */
const listsOf = ({ dossier, commissioners, tsos }: PageRequest): string[] => {
  if (dossier !== undefined) return [scopes.dossier(dossier)];
  if (commissioners && tsos) return commissioners.flatMap((c) => tsos.map((t) => scopes.pair(c, t)));
  if (commissioners) return commissioners.map(scopes.commissioner);
  return tsos ? tsos.map(scopes.tso) : [scopes.all];
};

const isOf = ({ commissioners, tsos }: PageRequest, row: Row): boolean =>
  (!commissioners || (row.commissioner !== null && commissioners.includes(row.commissioner))) &&
  (!tsos || (JSON.parse(row.tsos) as string[]).some((tso) => tsos.includes(tso)));

const within = ({ from, to }: PageRequest, { occurred, latest }: Pick<Row, 'occurred' | 'latest'>): boolean => {
  if (from === undefined && to === undefined) return true;
  if (occurred === NO_DAY || (from !== undefined && latest < dayNumber(from))) return false;
  return to === undefined || occurred <= dayNumber(to);
};

/**
 * The last day the date of a row's fact can mean, or undefined where the row is not the place the fact has at the cut:
 * a correction of its date gives it another, and those who may not see the correction still find it where it was.
 */
const latestOf = (source: Source, { seq, asker }: PageRequest, row: Row): number | undefined => {
  if (!row.moved) return row.latest;
  const fact = factOf(row);
  const [now = fact] = standing([fact, ...source.remarks(fact.id, seq, asker)]);
  const { earliest, latest } = dayNumbers(now);
  return earliest === row.occurred ? latest : undefined;
};

/** The rows of one list in the order of a request, fetched as they are needed; no cursor stays open in between. */
const scan = function* (source: Source, request: PageRequest, scope: string): Generator<Row, void> {
  const { order, from, to, seq: cut, types } = request;
  const { horizon, span } = source.reach(cut);
  const low = from === undefined ? 0 : dayNumber(addDays(from, -span));
  const high = to === undefined ? dayNumber(horizon) : Math.min(dayNumber(to), dayNumber(horizon));
  let after: Cursor = request.after ?? {
    occurred: order === 'OCCURRED' ? low : order === 'OCCURRED_DESC' ? high + 1 : 0,
    seq: order.endsWith('DESC') ? Number.MAX_SAFE_INTEGER : -1,
  };
  for (let limit = Math.min(request.first + 1, CHUNK); ; limit = Math.min(limit * 2, CHUNK)) {
    const place = { occurred: after.occurred, seq: after.seq, low, high, limit };
    const rows = source.rows(SQL[order], { ...place, scope, cut, types: types ? JSON.stringify(types) : null });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    after = last;
  }
};

const comparing = (order: Order): ((a: Row, b: Row) => number) => {
  const sign = order.endsWith('DESC') ? -1 : 1;
  if (order.startsWith('OCCURRED')) return (a, b) => sign * (a.occurred - b.occurred || a.seq - b.seq);
  return (a, b) => sign * (a.seq - b.seq || a.occurred - b.occurred);
};

/** The rows of all lists of a request in its order; a row in two of them comes once. */
const merged = function* (source: Source, request: PageRequest): Generator<Row, void> {
  const compare = comparing(request.order);
  const scans = listsOf(request).map((scope) => scan(source, request, scope));
  const heads = scans.map((rows) => rows.next());
  let last: Row | undefined;
  for (;;) {
    let best = -1;
    for (const [at, head] of heads.entries()) {
      const champion = heads[best];
      if (!head.done && (!champion || champion.done || compare(head.value, champion.value) < 0)) best = at;
    }
    const head = heads[best];
    if (!head || head.done) return;
    heads[best] = scans[best]!.next();
    if (!last || compare(last, head.value) !== 0) yield head.value;
    last = head.value;
  }
};

/** A page of history, and whether more follows. */
export const pageOf = (
  source: Source,
  request: PageRequest,
): { readonly found: readonly Found[]; readonly more: boolean } => {
  const found: Found[] = [];
  for (const row of merged(source, request)) {
    if (!isOf(request, row) || !visible(request.asker, row)) continue;
    const latest = latestOf(source, request, row);
    if (latest === undefined || !within(request, { occurred: row.occurred, latest })) continue;
    if (found.length === request.first) return { found, more: true };
    found.push({ fact: factOf(row), cursor: { occurred: row.occurred, seq: row.seq } });
  }
  return { found, more: false };
};
