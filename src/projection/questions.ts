import type { Database, Statement } from 'better-sqlite3';
import { maySee, type Asker } from '../access/visibility.js';
import { normaliseName } from '../organisation/names.js';
import type { Recorded } from '../kernel/fact.js';
import { addDays, londonDay, instantOf, type Day } from '../kernel/time.js';
import { dayNumber, NO_DAY, scopes } from './keys.js';

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

interface Row {
  seq: number;
  occurred: number;
  type: string;
  latest: number;
  commissioner: string | null;
  tsos: string;
  visibility: Recorded['visibility'];
  body: string;
}

const BY_OCCURRED = 'CROSS JOIN fact f ON f.seq = t.seq WHERE t.scope = @scope AND t.seq <= @seq';
const COLUMNS =
  'SELECT t.seq, t.occurred, f.type, f.latest, f.commissioner, f.tsos, f.visibility, f.body FROM timeline t';

/** Keyset pages: each order walks one index from where the last page ended, whatever the size of the record. */
const PAGE_SQL: Record<Order, string> = {
  OCCURRED: `${COLUMNS} ${BY_OCCURRED} AND (t.occurred, t.seq) > (@occurred, @after) AND t.occurred <= @high ORDER BY t.occurred, t.seq`,
  OCCURRED_DESC: `${COLUMNS} ${BY_OCCURRED} AND (t.occurred, t.seq) < (@occurred, @after) AND t.occurred >= @low ORDER BY t.occurred DESC, t.seq DESC`,
  RECORDED: `${COLUMNS} ${BY_OCCURRED} AND t.seq > @after ORDER BY t.seq`,
  RECORDED_DESC: `${COLUMNS} ${BY_OCCURRED} AND t.seq < @after ORDER BY t.seq DESC`,
};

const visible = (asker: Asker, row: Pick<Row, 'visibility' | 'commissioner' | 'tsos'>): boolean =>
  row.visibility === 'public' || maySee(asker, { ...row, tsos: JSON.parse(row.tsos) as string[] });

/** Reads of the read model. All are synchronous, all take the "known at" cut as `seq`, none writes. */
export class Questions {
  private readonly statements = new Map<string, Statement>();

  constructor(private readonly database: Database) {}

  private sql(text: string): Statement {
    let statement = this.statements.get(text);
    if (!statement) {
      statement = this.database.prepare(text);
      this.statements.set(text, statement);
    }
    return statement;
  }

  /** How many facts were recorded up to an instant (ms since the epoch), or in all: the cut of "known at". */
  seqAt(knownAt?: number): number {
    const head = (this.sql('SELECT seq FROM progress').pluck().get() as number | undefined) ?? 0;
    if (knownAt === undefined) return head;
    // recorded_at never falls as seq rises, so a binary search on the primary key needs no index.
    const recordedAt = this.sql('SELECT recorded_at FROM fact WHERE seq = ?').pluck();
    let known = 0;
    let unknown = head + 1;
    while (unknown - known > 1) {
      const middle = Math.floor((known + unknown) / 2);
      if ((recordedAt.get(middle) as number) <= knownAt) known = middle;
      else unknown = middle;
    }
    return known;
  }

  /** The position in the log up to which a cut goes; '' before the first event. */
  positionAt(seq: number): string {
    return (this.sql('SELECT position FROM fact WHERE seq = ?').pluck().get(seq) as string | undefined) ?? '';
  }

  /** One fact by its id, or undefined where there is none, it came later, or the asker may not see it. */
  fact(id: string, seq: number, asker: Asker): Recorded | undefined {
    const row = this.sql('SELECT visibility, commissioner, tsos, body FROM fact WHERE id = ? AND seq <= ?').get(
      id,
      seq,
    ) as Row | undefined;
    return row && visible(asker, row) ? (JSON.parse(row.body) as Recorded) : undefined;
  }

  /** All facts of a list in log order: a dossier, or the context of a commissioner. */
  factsIn(scope: string, seq: number, asker: Asker): Recorded[] {
    const rows = this.sql(
      `${COLUMNS} CROSS JOIN fact f ON f.seq = t.seq
       WHERE t.scope = (SELECT id FROM scope WHERE key = ?) AND t.seq <= ? ORDER BY t.seq`,
    ).all(scope, seq) as Row[];
    return rows.filter((row) => visible(asker, row)).map((row) => JSON.parse(row.body) as Recorded);
  }

  /** What has been said about a fact by then: its corrections, annulments, contests, countersignatures, in log order. */
  remarks(id: string, seq: number, asker: Asker): Recorded[] {
    const rows = this.sql(
      `SELECT f.visibility, f.commissioner, f.tsos, f.body FROM remark r JOIN fact f ON f.seq = r.seq
       WHERE r.target = ? AND r.seq <= ? ORDER BY r.seq`,
    ).all(id, seq) as Row[];
    return rows.filter((row) => visible(asker, row)).map((row) => JSON.parse(row.body) as Recorded);
  }

  /** A page of history, and whether more follows. */
  page(request: PageRequest): { readonly found: readonly Found[]; readonly more: boolean } {
    const found: Found[] = [];
    for (const row of this.rows(request)) {
      if (request.types && !request.types.includes(row.type)) continue;
      if (!this.within(request, row) || !visible(request.asker, row)) continue;
      if (found.length === request.first) return { found, more: true };
      found.push({
        fact: JSON.parse(row.body) as Recorded,
        cursor: { occurred: row.occurred, seq: row.seq },
      });
    }
    return { found, more: false };
  }

  private within(request: PageRequest, row: Row): boolean {
    if (request.from === undefined && request.to === undefined) return true;
    if (row.occurred === NO_DAY) return false;
    if (request.from !== undefined && row.latest < dayNumber(request.from)) return false;
    return request.to === undefined || row.occurred <= dayNumber(request.to);
  }

  /** The rows of a request's scopes in its order; the same fact in two scopes comes once. */
  private *rows(request: PageRequest): Generator<Row> {
    const descending = request.order.endsWith('DESC');
    const byOccurred = request.order.startsWith('OCCURRED');
    const sources = this.scopesOf(request).map((scope) => this.scan(request, scope));
    const heads = sources.map((source) => source.next());
    const earlier = (a: Row, b: Row) =>
      byOccurred && a.occurred !== b.occurred ? a.occurred < b.occurred : a.seq < b.seq;
    let last = Number.NaN;
    for (;;) {
      let best = -1;
      for (const [index, head] of heads.entries()) {
        if (head.done) continue;
        const champion = heads[best];
        if (champion === undefined || champion.done) best = index;
        else if (descending ? earlier(champion.value, head.value) : earlier(head.value, champion.value)) best = index;
      }
      const head = heads[best];
      const source = sources[best];
      if (!head || head.done || !source) return;
      heads[best] = source.next();
      if (head.value.seq !== last) yield head.value;
      last = head.value.seq;
    }
  }

  private scan(request: PageRequest, scope: string): Iterator<Row, void> {
    const id = this.sql('SELECT id FROM scope WHERE key = ?').pluck().get(scope) as number | undefined;
    if (id === undefined) return ([] as Row[])[Symbol.iterator]() as Iterator<Row, void>;
    const { lead, span } = this.sql('SELECT lead, span FROM progress').get() as { lead: number; span: number };
    const descending = request.order.endsWith('DESC');
    // A fact known at the cut happened at most `lead` days after it was recorded: what lies beyond need not be looked at.
    const newest = this.sql('SELECT recorded_at FROM fact WHERE seq = ?').pluck().get(request.seq) as
      | number
      | undefined;
    const horizon = dayNumber(addDays(londonDay(instantOf(newest ?? 0)), lead + 1));
    const low = request.from === undefined ? 0 : dayNumber(addDays(request.from, -span));
    const high = request.to === undefined ? horizon : Math.min(dayNumber(request.to), horizon);
    const start = descending ? { occurred: high + 1, seq: Number.MAX_SAFE_INTEGER } : { occurred: low, seq: -1 };
    const after = request.after ?? start;
    return this.sql(PAGE_SQL[request.order]).iterate({
      scope: id,
      seq: request.seq,
      occurred: after.occurred,
      after: after.seq,
      low,
      high,
    }) as IterableIterator<Row>;
  }

  private scopesOf({ dossier, commissioners, tsos }: PageRequest): string[] {
    if (dossier !== undefined) return [scopes.dossier(dossier)];
    if (commissioners && tsos) return commissioners.flatMap((c) => tsos.map((t) => scopes.pair(c, t)));
    if (commissioners) return commissioners.map(scopes.commissioner);
    if (tsos) return tsos.map(scopes.tso);
    return [scopes.all];
  }

  /** Keys of listed things in the order in which they first appeared; owner '' for all. */
  things(kind: string, owner: string, after: number, first: number, seq: number): { key: string; seq: number }[] {
    return this.sql(
      'SELECT key, seq FROM thing WHERE kind = ? AND owner = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?',
    ).all(kind, owner, after, seq, first) as { key: string; seq: number }[];
  }

  /** True when an organisation of that id is registered by then. */
  isOrganisation(id: string, seq: number): boolean {
    return (
      this.sql("SELECT 1 FROM thing WHERE kind = 'organisation' AND key = ? AND owner = '' AND seq <= ?").get(
        id,
        seq,
      ) !== undefined
    );
  }

  /** Ids of the organisations known by a name or an identifier by then, in order of registration. */
  organisationsCalled(text: string, seq: number): string[] {
    const named = this.sql(
      'SELECT DISTINCT organisation FROM alias WHERE name IN (?, ?) AND seq <= ? ORDER BY seq',
    ).pluck();
    return named.all(normaliseName(text), `id ${text.trim().toLowerCase()}`, seq) as string[];
  }

  /** All ids under which one body was recorded (itself, what was merged into it, what it was merged into), itself first. */
  sameBody(id: string, seq: number): string[] {
    const merges = this.sql(
      `SELECT m.organisation, m.kept FROM merge m WHERE m.seq <= @seq AND (m.organisation = @id OR m.kept = @id)
       AND NOT EXISTS (SELECT 1 FROM remark r JOIN fact f ON f.seq = r.seq
                       WHERE r.target = m.id AND r.seq <= @seq AND f.type = 'EventAnnulled')`,
    );
    const found = new Set([id]);
    for (const known of found)
      for (const { organisation, kept } of merges.all({ id: known, seq }) as { organisation: string; kept: string }[])
        found.add(organisation).add(kept);
    return [...found];
  }
}
