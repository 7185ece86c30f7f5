import type { Database, Statement } from 'better-sqlite3';
import type { Recorded } from '../kernel/fact.js';
import { isRemark } from '../kernel/standing.js';
import { daysBetween, londonDay, range, type When } from '../kernel/time.js';
import { dayNumbers, dossiersOf, idAlias, nameAlias, placeOf, scopes, scopesOf } from './keys.js';
import type { Progress } from './read-model.js';

/** How many interned scopes and how many places are remembered; beyond it the oldest are looked up again. */
const REMEMBERED = 10_000;

const remember = <Value>(cache: Map<string, Value>, key: string, value: Value): void => {
  if (cache.size >= REMEMBERED) {
    const oldest = cache.keys().next().value;
    if (oldest !== undefined) cache.delete(oldest);
  }
  cache.set(key, value);
};

const texts = (values: readonly unknown[]): string[] => values.flat().filter((value) => typeof value === 'string');

/** What a correction puts in the place of what it names; empty for every other fact. */
const replacementOf = ({ type, data }: Recorded): { occurredOn?: When | null; data?: Record<string, unknown> } =>
  type === 'EventCorrected' ? (data['replacement'] as object) : {};

/** A fact in the read model, with the number it has there. */
interface Numbered {
  readonly fact: Recorded;
  readonly seq: number;
}

/** The only code that writes a read model. */
export class Writer {
  private readonly insertFact: Statement;
  private readonly insertTimeline: Statement;
  private readonly markMoved: Statement;
  private readonly insertThing: Statement;
  private readonly insertAlias: Statement;
  private readonly insertMerge: Statement;
  private readonly insertRemark: Statement;
  private readonly insertScope: Statement;
  private readonly findScope: Statement;
  private readonly findFact: Statement;
  private readonly readProgress: Statement;
  private readonly writeProgress: Statement;
  private readonly scopeIds = new Map<string, number>();
  private readonly places = new Map<string, readonly number[]>();
  private readonly transaction: (page: readonly Recorded[]) => void;

  /** `timeline` is the table for its rows: in a rebuild one from which they are put into their order at the end. */
  constructor(database: Database, timeline: 'timeline' | 'temp.collected' = 'timeline') {
    const prepare = (sql: string) => database.prepare(sql);
    this.insertFact = prepare('INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.insertTimeline = prepare(`INSERT OR IGNORE INTO ${timeline} VALUES (?, ?, ?, ?)`);
    this.markMoved = prepare('UPDATE timeline SET moved = 1 WHERE scope = ? AND seq = ?');
    this.insertThing = prepare('INSERT OR IGNORE INTO thing VALUES (?, ?, ?, ?)');
    this.insertAlias = prepare('INSERT OR IGNORE INTO alias VALUES (?, ?, ?)');
    this.insertMerge = prepare('INSERT OR IGNORE INTO merge VALUES (?, ?, ?)');
    this.insertRemark = prepare('INSERT OR IGNORE INTO remark VALUES (?, ?)');
    this.insertScope = prepare('INSERT INTO scope(key) VALUES (?)');
    this.findScope = prepare('SELECT id FROM scope WHERE key = ?').pluck();
    this.findFact = prepare('SELECT seq, body FROM fact WHERE id = ?');
    this.readProgress = prepare('SELECT seq, position, recorded_at AS recordedAt FROM progress');
    this.writeProgress = prepare(
      'UPDATE progress SET seq = ?, position = ?, lead = max(lead, ?), span = max(span, ?), recorded_at = ?',
    );
    // Immediate: another process on the same file may be writing the same page; who comes second finds it taken.
    const write = database.transaction((page: readonly Recorded[]) => this.write(page));
    this.transaction = (page) => write.immediate(page);
  }

  progress(): Progress {
    const { seq, position } = this.readProgress.get() as Progress;
    return { seq, position };
  }

  project(page: readonly Recorded[]): void {
    try {
      this.transaction(page);
    } catch (error) {
      // What was remembered may have been rolled back with the rows.
      this.scopeIds.clear();
      this.places.clear();
      throw error;
    }
  }

  private write(page: readonly Recorded[]): void {
    const { position, seq: before, recordedAt } = this.readProgress.get() as Progress & Pick<Recorded, 'recordedAt'>;
    let latest = recordedAt;
    let seq = before;
    let last = position;
    let lead = 0;
    let span = 0;
    for (const event of page) {
      if (event.position <= last) continue;
      seq += 1;
      last = event.position;
      // The clocks of a cluster's nodes differ a little. "Known at" needs one that never runs backwards along the log.
      if (event.recordedAt > latest) latest = event.recordedAt;
      const fact = this.take(event.recordedAt === latest ? event : { ...event, recordedAt: latest }, seq);
      for (const day of [fact.occurredOn, replacementOf(fact).occurredOn]) {
        if (!day) continue;
        const { earliest, latest: end } = range(day);
        if (earliest !== end) span = Math.max(span, daysBetween(earliest, end));
        if (earliest > fact.recordedAt.slice(0, 10))
          lead = Math.max(lead, daysBetween(londonDay(fact.recordedAt), earliest));
      }
    }
    if (seq > before) this.writeProgress.run(seq, last, lead, span, latest);
  }

  /** Takes an event, and returns the fact as it was taken. */
  private take(event: Recorded, seq: number): Recorded {
    const { earliest, latest } = dayNumbers(event);
    const fact = this.insert(event, seq, latest);
    const about = isRemark(fact) ? this.takeRemark(fact, seq) : undefined;
    for (const scope of this.listsOf(fact, about?.fact, seq)) this.insertTimeline.run(scope, seq, earliest, 0);
    if (fact.stream.startsWith('organisation-')) this.takeOrganisation(replacementOf(fact).data ?? fact.data, seq);
    return fact;
  }

  /**
   * A log on a server cannot keep an id from being used in two streams in the same moment. Then the first in its order
   * has the id, and the later is kept under an id of its own: nothing is hidden, and nothing stops.
   */
  private insert(fact: Recorded, seq: number, latest: number): Recorded {
    try {
      this.insertRow(fact, seq, latest);
      return fact;
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
      const other = { ...fact, id: `${fact.id}@${fact.stream}` };
      this.insertRow(other, seq, latest);
      return other;
    }
  }

  private insertRow(fact: Recorded, seq: number, latest: number): void {
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
  }

  /** The lists a fact belongs to, made where it is their first. Most facts share theirs with others of the same matter. */
  private listsOf(fact: Recorded, about: Recorded | undefined, seq: number): readonly number[] {
    const place = about ? undefined : placeOf(fact);
    const before = place === undefined ? undefined : this.places.get(place);
    if (before) return before;
    const { commissioner, matter, tsos } = fact;
    const dossiers = dossiersOf(fact, about);
    const owners = commissioner === null ? [''] : ['', commissioner];
    for (const owner of [...owners, ...tsos.map(scopes.tso)])
      for (const dossier of dossiers) this.insertThing.run('dossier', dossier, owner, seq);
    if (matter !== null) for (const owner of owners) this.insertThing.run('matter', matter, owner, seq);
    const lists = scopesOf(fact, dossiers).map((scope) => this.scopeId(scope));
    if (place !== undefined) remember(this.places, place, lists);
    return lists;
  }

  /** Returns the fact that a remark is about in the end: what it names or, where that is a remark, what that one names. */
  private takeRemark(remark: Recorded, seq: number): Numbered | undefined {
    let about = this.factCalled(remark.data['targetId']);
    for (; about; about = this.factCalled(about.fact.data['targetId'])) {
      this.insertRemark.run(about.fact.id, seq);
      if (!isRemark(about.fact)) break;
    }
    const { occurredOn } = replacementOf(remark);
    if (about && occurredOn !== undefined) this.move(about, dayNumbers({ occurredOn }).earliest);
    return about;
  }

  private factCalled(id: unknown): Numbered | undefined {
    const row = this.findFact.get(id) as { seq: number; body: string } | undefined;
    return row && { seq: row.seq, fact: JSON.parse(row.body) as Recorded };
  }

  /** Gives a fact whose date is corrected a further place in the timeline. */
  private move({ fact, seq }: Numbered, earliest: number): void {
    for (const scope of scopesOf(fact, dossiersOf(fact))) {
      this.insertTimeline.run(this.scopeId(scope), seq, earliest, 1);
      this.markMoved.run(this.scopeId(scope), seq);
    }
  }

  private takeOrganisation(data: Readonly<Record<string, unknown>>, seq: number): void {
    const { organisationId, name, identifier, identifiers, alsoKnownAs, into } = data;
    if (typeof organisationId !== 'string') return;
    this.insertThing.run('organisation', organisationId, '', seq);
    for (const known of texts([name, alsoKnownAs])) this.insertAlias.run(nameAlias(known), organisationId, seq);
    for (const known of texts([organisationId, identifier, identifiers]))
      this.insertAlias.run(idAlias(known), organisationId, seq);
    if (typeof into === 'string') this.insertMerge.run(organisationId, into, seq);
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
