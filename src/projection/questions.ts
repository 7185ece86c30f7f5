import type { Database, Statement } from 'better-sqlite3';
import { basisOf, bearsOnConduct, EVERYTHING_SEEN, type Asker } from '../access/visibility.js';
import type { Recorded } from '../kernel/fact.js';
import { standing } from '../kernel/standing.js';
import { addDays, instantOf, londonDay, type Day } from '../kernel/time.js';
import { organisationOf, type Organisation } from '../organisation/organisation.view.js';
import { idAlias, nameAlias, scopes } from './keys.js';
import { factOf, pageOf, ROWS, visible, type Cursor, type Found, type PageRequest, type Row } from './pages.js';

export type { Cursor, Found, Order, PageRequest } from './pages.js';

/** Which id or name means which body does not depend on who asks; what is shown of it does. */
const WHOLE = EVERYTHING_SEEN;

/** What a list's visibility needs of its facts. */
const SEEN = `SELECT f.visibility, f.commissioner, f.tsos FROM timeline t CROSS JOIN fact f ON f.seq = t.seq
  WHERE t.scope = (SELECT id FROM scope WHERE key = @scope) AND t.seq <= @cut`;

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
    let known = 0;
    let unknown = head + 1;
    while (unknown - known > 1) {
      const middle = Math.floor((known + unknown) / 2);
      if ((this.recordedAt(middle) ?? 0) <= knownAt) known = middle;
      else unknown = middle;
    }
    return known;
  }

  /** When a fact was recorded, in ms since the epoch; undefined before the first one. */
  recordedAt(seq: number): number | undefined {
    return this.sql('SELECT recorded_at FROM fact WHERE seq = ?').pluck().get(seq) as number | undefined;
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
    return row && visible(asker, row) ? factOf(row) : undefined;
  }

  /** The number of a fact by its id; undefined where there is none, it came later, or the asker may not see it. */
  numberOf(id: string, seq: number, asker: Asker): number | undefined {
    const found = this.sql('SELECT seq, visibility, commissioner, tsos FROM fact WHERE id = ? AND seq <= ?').get(
      id,
      seq,
    );
    const row = found as Row | undefined;
    return row && visible(asker, row) ? row.seq : undefined;
  }

  /** All facts of a list in log order: a dossier, or the context of a commissioner. */
  factsIn(scope: string, seq: number, asker: Asker): Recorded[] {
    const rows = this.sql(`${ROWS} ORDER BY t.seq`).all({ scope, cut: seq }) as Row[];
    return rows.filter((row, at) => row.seq !== rows[at - 1]?.seq && visible(asker, row)).map(factOf);
  }

  /** Whether a list holds facts that the asker may not see and that bear on what is judged or measured. */
  hides(scope: string, seq: number, asker: Asker): boolean {
    if (basisOf(asker) === 'WHOLE_RECORD') return false;
    return (this.sql(SEEN).all({ scope, cut: seq }) as Row[]).some(
      (row) => bearsOnConduct(row) && !visible(asker, row),
    );
  }

  /** The number of the last fact of a list; 0 where there is none. It tells whether anything was added to the list. */
  lastIn(scope: string, seq: number): number {
    const last = this.sql(
      'SELECT max(seq) FROM timeline WHERE scope = (SELECT id FROM scope WHERE key = ?) AND seq <= ?',
    );
    return (last.pluck().get(scope, seq) as number | null) ?? 0;
  }

  /**
   * What has been said about a fact by then, in log order: its corrections, annulments, contests, countersignatures,
   * and what has been said about these.
   */
  remarks(id: string, seq: number, asker: Asker): Recorded[] {
    const rows = this.sql(
      `SELECT f.visibility, f.commissioner, f.tsos, f.body FROM remark r JOIN fact f ON f.seq = r.seq
       WHERE r.target = ? AND r.seq <= ? ORDER BY r.seq`,
    ).all(id, seq) as Row[];
    return rows.filter((row) => visible(asker, row)).map(factOf);
  }

  /** A page of history, and whether more follows. */
  page(request: PageRequest): { readonly found: readonly Found[]; readonly more: boolean } {
    return pageOf(
      {
        rows: (sql, parameters) => this.sql(sql).all(parameters) as Row[],
        remarks: (id, seq, asker) => this.remarks(id, seq, asker),
        reach: (seq) => this.reach(seq),
      },
      request,
    );
  }

  /** All facts of some types, in the order of the log, each with what has been said about it: `among` narrows them. */
  factsOf(
    types: readonly string[],
    among: Pick<PageRequest, 'commissioners' | 'tsos'>,
    seq: number,
    asker: Asker,
  ): Recorded[] {
    const facts: Recorded[] = [];
    for (let after: Cursor | undefined; ;) {
      const { found, more } = this.page({
        ...among,
        types,
        order: 'RECORDED',
        first: 500,
        seq,
        asker,
        ...(after && { after }),
      });
      for (const { fact } of found) facts.push(fact, ...this.remarks(fact.id, seq, asker));
      after = found.at(-1)?.cursor;
      if (!more) return facts;
    }
  }

  /** A fact known at the cut happened at most `lead` days after it was recorded: what lies beyond need not be looked at. */
  private reach(seq: number): { horizon: Day; span: number } {
    const { lead, span } = this.sql('SELECT lead, span FROM progress').get() as { lead: number; span: number };
    return { horizon: addDays(londonDay(instantOf(this.recordedAt(seq) ?? 0)), lead + 1), span };
  }

  /** Keys of listed things in the order in which they first appeared; owner '' for all. */
  things(kind: string, owner: string, after: number, first: number, seq: number): { key: string; seq: number }[] {
    return this.sql(
      'SELECT key, seq FROM thing WHERE kind = ? AND owner = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?',
    ).all(kind, owner, after, seq, first) as { key: string; seq: number }[];
  }

  /** Keys of the dossiers of any of some owners from `from` to before `before`, sorted as bytes, each once. */
  dossiers(owners: readonly string[], from: string, before: string, first: number, seq: number): string[] {
    const one = (_: string, at: number): string =>
      `SELECT key FROM thing WHERE kind = 'dossier' AND owner = @o${at} AND key >= @from AND key < @before AND seq <= @cut`;
    // Each owner's keys come sorted out of the index, and a compound query merges them as far as the limit asks.
    const merged = this.sql(`${owners.map(one).join(' UNION ')} ORDER BY key LIMIT @first`).pluck();
    const named = Object.fromEntries(owners.map((owner, at) => [`o${at}`, owner]));
    return merged.all({ ...named, from, before, first, cut: seq }) as string[];
  }

  private organisation(id: string, seq: number): Organisation | undefined {
    return organisationOf(standing(this.factsIn(scopes.dossier(`organisation-${id}`), seq, WHOLE)));
  }

  /** True when an organisation of that id is registered by then, and its registration has not been annulled. */
  isOrganisation(id: string, seq: number): boolean {
    return this.organisation(id, seq) !== undefined;
  }

  /** Ids of the organisations known by a name or an identifier by then, in order of registration. */
  organisationsCalled(text: string, seq: number): string[] {
    const aliases = [nameAlias(text), idAlias(text)];
    const named = this.sql(
      `SELECT a.organisation FROM alias a JOIN thing t ON t.kind = 'organisation' AND t.owner = '' AND t.key = a.organisation
       WHERE a.name IN (?, ?) AND a.seq <= ? GROUP BY a.organisation ORDER BY min(t.seq)`,
    ).pluck();
    return (named.all(...aliases, seq) as string[]).filter((id) => {
      const { name, alsoKnownAs = [], identifiers = [] } = this.organisation(id, seq) ?? {};
      const names = name === undefined ? [] : [name, ...alsoKnownAs].map(nameAlias);
      // A name that was corrected or annulled since is no longer one; nor is any of a registration that was annulled.
      return name !== undefined && [...names, ...[id, ...identifiers].map(idAlias)].some((it) => aliases.includes(it));
    });
  }

  /** All ids under which one body was recorded (itself, what was merged into it, what it was merged into), itself first. */
  sameBody(id: string, seq: number): string[] {
    const merges = this.sql(
      'SELECT organisation, kept FROM merge WHERE seq <= @seq AND (organisation = @id OR kept = @id) ORDER BY seq, organisation',
    );
    const found = new Set([id]);
    for (const known of found)
      for (const { organisation, kept } of merges.all({ id: known, seq }) as { organisation: string; kept: string }[])
        // A merger that was annulled or corrected since joins nobody.
        if (this.organisation(organisation, seq)?.mergedInto === kept) found.add(organisation).add(kept);
    return [...found];
  }

  /** The numbers of the facts about organisations up to a cut: between two of these nobody becomes another. */
  registrations(seq: number): number[] {
    return this.sql(
      `SELECT DISTINCT t.seq FROM scope s JOIN timeline t ON t.scope = s.id
       WHERE s.key >= ? AND s.key < ? AND t.seq <= ? ORDER BY t.seq`,
    )
      .pluck()
      .all(scopes.dossier('organisation-'), scopes.dossier('organisation.'), seq) as number[];
  }

  /** Which records were of one body at a cut. */
  mergers(seq: number): string[][] {
    const ids = this.sql('SELECT DISTINCT organisation FROM merge WHERE seq <= ? ORDER BY organisation')
      .pluck()
      .all(seq);
    return (ids as string[]).map((id) => this.sameBody(id, seq).toSorted());
  }

  /** The one id that stands for a body at a cut, whichever of its ids is given; each is looked up once. */
  keeper(seq: number): (id: string) => string {
    const kept = new Map<string, string>();
    return (id) => {
      const known = kept.get(id) ?? this.sameBody(id, seq).toSorted()[0]!;
      kept.set(id, known);
      return known;
    };
  }
}
