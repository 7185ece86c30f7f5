import type { Database, Statement } from 'better-sqlite3';
import type { Recorded } from '../kernel/fact.js';
import { isRemark } from '../kernel/standing.js';
import { daysBetween, londonDay, range } from '../kernel/time.js';
import { normaliseName } from '../organisation/names.js';
import { dossierKey } from '../matter/dossier.js';
import { dayNumbers, scopesOf } from './keys.js';
import type { Progress } from './read-model.js';

/** How many interned scopes and things already listed are remembered; beyond it the oldest are looked up again. */
const REMEMBERED = 50_000;

const remember = <Value>(cache: Map<string, Value>, key: string, value: Value): void => {
  if (cache.size >= REMEMBERED) {
    const oldest = cache.keys().next().value;
    if (oldest !== undefined) cache.delete(oldest);
  }
  cache.set(key, value);
};

/** The only code that writes a read model. */
export class Writer {
  private readonly insertFact: Statement;
  private readonly insertTimeline: Statement;
  private readonly insertThing: Statement;
  private readonly insertAlias: Statement;
  private readonly insertMerge: Statement;
  private readonly insertRemark: Statement;
  private readonly insertScope: Statement;
  private readonly findScope: Statement;
  private readonly readProgress: Statement;
  private readonly writeProgress: Statement;
  private readonly scopeIds = new Map<string, number>();
  private readonly listed = new Map<string, true>();
  private readonly transaction: (page: readonly Recorded[]) => void;

  constructor(database: Database) {
    const prepare = (sql: string) => database.prepare(sql);
    this.insertFact = prepare('INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.insertTimeline = prepare('INSERT INTO timeline VALUES (?, ?, ?)');
    this.insertThing = prepare('INSERT OR IGNORE INTO thing VALUES (?, ?, ?, ?)');
    this.insertAlias = prepare('INSERT OR IGNORE INTO alias VALUES (?, ?, ?)');
    this.insertMerge = prepare('INSERT INTO merge VALUES (?, ?, ?, ?)');
    this.insertRemark = prepare('INSERT OR IGNORE INTO remark VALUES (?, ?)');
    this.insertScope = prepare('INSERT INTO scope(key) VALUES (?)');
    this.findScope = prepare('SELECT id FROM scope WHERE key = ?').pluck();
    this.readProgress = prepare('SELECT seq, position, lead, span FROM progress');
    this.writeProgress = prepare('UPDATE progress SET seq = ?, position = ?, lead = max(lead, ?), span = max(span, ?)');
    // Immediate: another process on the same file may be writing the same page; who comes second finds it taken.
    const write = database.transaction((page: readonly Recorded[]) => this.write(page));
    this.transaction = (page) => write.immediate(page);
  }

  progress(): Progress {
    return this.readProgress.get() as Progress;
  }

  project(page: readonly Recorded[]): void {
    try {
      this.transaction(page);
    } catch (error) {
      // What was remembered may have been rolled back with the rows.
      this.scopeIds.clear();
      this.listed.clear();
      throw error;
    }
  }

  private write(page: readonly Recorded[]): void {
    const { position, seq: before } = this.progress();
    let seq = before;
    let last = position;
    let lead = 0;
    let span = 0;
    for (const fact of page) {
      if (fact.position <= last) continue;
      seq += 1;
      last = fact.position;
      this.take(fact, seq);
      if (fact.occurredOn !== null) {
        const { earliest, latest } = range(fact.occurredOn);
        if (latest.length === 10) span = Math.max(span, earliest === latest ? 0 : daysBetween(earliest, latest));
        if (earliest > fact.recordedAt.slice(0, 10))
          lead = Math.max(lead, daysBetween(londonDay(fact.recordedAt), earliest));
      }
    }
    if (seq > before) this.writeProgress.run(seq, last, lead, span);
  }

  private take(fact: Recorded, seq: number): void {
    const { earliest, latest } = dayNumbers(fact);
    const dossier = dossierKey(fact);
    this.insertFact.run(
      seq,
      fact.id,
      fact.position,
      fact.type,
      Date.parse(fact.recordedAt),
      latest,
      fact.commissioner,
      fact.matter,
      JSON.stringify(fact.tsos),
      fact.visibility,
      JSON.stringify(fact),
    );
    for (const scope of scopesOf(fact, dossier)) this.insertTimeline.run(this.scopeId(scope), seq, earliest);
    this.list('dossier', dossier, '', seq);
    if (fact.commissioner !== null) this.list('dossier', dossier, fact.commissioner, seq);
    if (fact.matter !== null) {
      this.list('matter', fact.matter, '', seq);
      if (fact.commissioner !== null) this.list('matter', fact.matter, fact.commissioner, seq);
    }
    if (fact.type.startsWith('Framework')) this.list('framework', String(fact.data['frameworkId']), '', seq);
    if (isRemark(fact)) this.insertRemark.run(String(fact.data['targetId']), seq);
    if (fact.stream.startsWith('organisation-')) this.takeOrganisation(fact, seq);
  }

  private takeOrganisation(fact: Recorded, seq: number): void {
    const { organisationId, name, identifier, identifiers, alsoKnownAs, into } = fact.data as Record<string, unknown>;
    if (typeof organisationId !== 'string') return;
    this.list('organisation', organisationId, '', seq);
    const names = [name, ...((alsoKnownAs as string[] | undefined) ?? [])];
    for (const known of names)
      if (typeof known === 'string') this.insertAlias.run(normaliseName(known), organisationId, seq);
    for (const known of [organisationId, identifier, ...((identifiers as string[] | undefined) ?? [])])
      if (typeof known === 'string') this.insertAlias.run(`id ${known.toLowerCase()}`, organisationId, seq);
    if (fact.type === 'OrganisationMerged') this.insertMerge.run(organisationId, String(into), seq, fact.id);
  }

  private list(kind: string, key: string, owner: string, seq: number): void {
    const remembered = `${kind} ${key} ${owner}`;
    if (this.listed.has(remembered)) return;
    this.insertThing.run(kind, key, owner, seq);
    remember(this.listed, remembered, true);
  }

  private scopeId(key: string): number {
    let id = this.scopeIds.get(key);
    if (id === undefined) {
      id = (this.findScope.get(key) as number | undefined) ?? Number(this.insertScope.run(key).lastInsertRowid);
      remember(this.scopeIds, key, id);
    }
    return id;
  }
}
