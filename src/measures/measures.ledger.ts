import { Injectable } from '@nestjs/common';
import type { Database, Statement } from 'better-sqlite3';
import { setImmediate as breathe } from 'node:timers/promises';
import { EVERYTHING_SEEN } from '../access/visibility.js';
import { RULES } from '../compliance/compliance.judgements.js';
import type { Recorded } from '../kernel/fact.js';
import { isRemark, type Standing } from '../kernel/standing.js';
import { scopes } from '../projection/keys.js';
import { Questions } from '../projection/questions.js';
import { ReadModel } from '../projection/read-model.js';
import { subjectOf } from '../subjects.js';
import type { Party } from './duty.js';
import { movesOf, readTally, written, type Entry } from './ledger.js';
import { overlaysOf } from './obligation.js';
import { ENGINE_VERSION, type Measure, type Policy } from './policy.js';
import { knownBy, standingOf, unitOf, unitsOf } from './record.js';
import { stepsOf, streamsNamed, type Step } from './series.js';

/** Facts of these say nothing that any duty is derived from. */
const BEARS_ON_NOTHING = new Set(['organisation', 'framework', 'publication', 'survey', 'budget']);

/** How many facts are taken in one transaction, before others get their turn. */
const PAGE = 200;

/** How many units' steps are remembered from one fact to the next. */
const REMEMBERED = 5_000;

const WHOLE = EVERYTHING_SEEN;

interface Row {
  readonly commissioner: string;
  readonly tso: string;
  readonly measure: Measure;
  readonly owed_by: Party;
  readonly day: string;
  readonly seq: number;
  readonly moves: string;
}

/** Which lines are asked for: of some commissioners, of some TSOs, or of all. */
export interface Lines {
  readonly commissioners: readonly string[] | null;
  readonly tsos: readonly string[] | null;
  readonly measure: Measure;
  readonly owedBy: Party;
}

/**
 * The two-clock ledger of the measures: by how much every recorded fact moves every line, from which day on. Nothing in it
 * is ever changed, so what was known at a moment is the sum of what had been recorded by then, for ever. It follows the
 * read model when it is asked to; several processes may do so on one file.
 */
@Injectable()
export class Ledger {
  private readonly database: Database;
  private readonly statements = new Map<string, Statement>();
  private readonly steps = new Map<string, { readonly seq: number; readonly steps: readonly Step[] }>();
  /** up to which fact this process has taken them: where another has gone on, what is remembered may be out of date */
  private readonly taken = new Map<string, number>();
  private readonly takePage: (policy: Policy, until: number) => void;

  constructor(
    readModel: ReadModel,
    private readonly questions: Questions,
  ) {
    this.database = readModel.database;
    const page = this.database.transaction((policy: Policy, until: number) => this.page(policy, until));
    // Immediate: another process may be taking the same facts; who comes second finds them taken.
    this.takePage = (policy, until) => page.immediate(policy, until);
  }

  /** Takes all facts up to a number that it has not taken yet. False where the file cannot be written now. */
  async follow(policy: Policy, until: number): Promise<boolean> {
    while (this.reached(policy) < until) {
      try {
        this.takePage(policy, until);
      } catch (error) {
        this.steps.clear();
        this.taken.clear();
        if (/^SQLITE_(BUSY|LOCKED|READONLY|FULL|IOERR)/.test((error as { code?: string }).code ?? '')) return false;
        throw error;
      }
      // oxlint-disable-next-line no-await-in-loop -- between two pages others have their turn
      await breathe();
    }
    return true;
  }

  /** What moved some lines, by the facts up to a number. */
  entries(policy: Policy, { commissioners, tsos, measure, owedBy }: Lines, seq: number): Entry[] {
    const among = (column: string, ids: readonly string[] | null): string =>
      ids === null ? '' : ` AND ${column} IN (SELECT value FROM json_each(@${column}))`;
    const rows = this.sql(
      `SELECT commissioner, tso, measure, owed_by, day, seq, moves FROM moved
       WHERE measured = @measured${among('commissioner', commissioners)}${among('tso', tsos)}
         AND measure = @measure AND owed_by = @owedBy AND +seq <= @seq`,
    ).all({
      measured: this.idOf(policy),
      ...(commissioners && { commissioner: JSON.stringify(commissioners) }),
      ...(tsos && { tso: JSON.stringify(tsos) }),
      ...{ measure, owedBy, seq },
    }) as Row[];
    return rows.map(entryOf);
  }

  /** What one fact moved. */
  movedBy(policy: Policy, seq: number): Entry[] {
    const rows = this.sql('SELECT * FROM moved WHERE measured = ? AND seq = ?').all(this.idOf(policy), seq) as Row[];
    return rows.map(entryOf);
  }

  /** The dossiers whose facts bear on some units: their own, and those in which something is said about what is in them. */
  bearingOn(units: readonly string[]): string[] {
    const said = this.sql(
      'SELECT DISTINCT b.dossier FROM place p JOIN bearing b ON b.stream = p.stream WHERE p.unit = ?',
    ).pluck();
    return [...new Set(units.flatMap((unit) => [unit, ...(said.all(unit) as string[])]))];
  }

  private sql(text: string): Statement {
    let statement = this.statements.get(text);
    if (!statement) {
      statement = this.database.prepare(text);
      this.statements.set(text, statement);
    }
    return statement;
  }

  private idOf(policy: Policy): number | undefined {
    return this.sql('SELECT id FROM measured WHERE policy = ? AND code = ?').pluck().get(nameOf(policy), RULES) as
      | number
      | undefined;
  }

  private reached(policy: Policy): number {
    const reached = this.sql('SELECT seq FROM measured WHERE policy = ? AND code = ?').pluck();
    return (reached.get(nameOf(policy), RULES) as number | undefined) ?? 0;
  }

  /** A ledger of its own for each policy; one that other code has written is begun anew. */
  private begin(policy: Policy): number {
    const known = this.idOf(policy);
    if (known !== undefined) return known;
    const old = this.sql('SELECT id FROM measured WHERE policy = ?').pluck().get(nameOf(policy)) as number | undefined;
    if (old !== undefined) {
      this.sql('DELETE FROM moved WHERE measured = ?').run(old);
      this.sql('DELETE FROM measured WHERE id = ?').run(old);
    }
    return Number(
      this.sql('INSERT INTO measured(policy, code, seq) VALUES (?, ?, 0)').run(nameOf(policy), RULES).lastInsertRowid,
    );
  }

  private page(policy: Policy, until: number): void {
    const measured = this.begin(policy);
    const from = this.reached(policy);
    const to = Math.min(until, from + PAGE);
    if (to <= from) return;
    if (this.taken.get(policy.hash) !== from) this.steps.clear();
    const bodies = this.sql('SELECT seq, body FROM fact WHERE seq > ? AND seq <= ? ORDER BY seq').all(from, to);
    for (const { seq, body } of bodies as { seq: number; body: string }[])
      this.take(policy, measured, JSON.parse(body) as Recorded, seq);
    this.sql('UPDATE measured SET seq = ? WHERE id = ?').run(to, measured);
    this.taken.set(policy.hash, to);
  }

  private take(policy: Policy, measured: number, fact: Recorded, seq: number): void {
    const about = this.aboutIn(fact);
    if (BEARS_ON_NOTHING.has(subjectOf(about.type)?.name ?? '')) return;
    const insert = this.sql('INSERT INTO moved VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    for (const unit of this.touched(unitOf(about), seq)) {
      const before = this.stepsBefore(policy, unit, seq);
      const after = this.stepsAt(policy, unit, seq);
      this.remember(`${policy.hash} ${unit}`, seq, after);
      for (const { commissioner, tso, measure, owedBy, on, moves } of movesOf(before, after))
        insert.run(measured, commissioner, tso, measure, owedBy, on, seq, unit, written(moves));
    }
  }

  /** The fact that a remark is about in the end; a fact that is none itself. */
  private aboutIn(fact: Recorded): Recorded {
    let about = fact;
    while (isRemark(about)) {
      const target = this.questions.fact(String(about.data['targetId']), Number.MAX_SAFE_INTEGER, WHOLE);
      if (!target) break;
      about = target;
    }
    return about;
  }

  private standingIn(dossiers: readonly string[], seq: number): Standing[] {
    return standingOf(
      knownBy(
        dossiers.flatMap((dossier) => this.questions.factsIn(scopes.dossier(dossier), seq, WHOLE)),
        null,
      ),
    );
  }

  /**
   * The units that what was recorded in a dossier moves: those its facts are in and were in before, and those of the
   * things it says something about. What is said where is written down on the way.
   */
  private touched(dossier: string, seq: number): string[] {
    const place = this.sql('INSERT OR IGNORE INTO place VALUES (?, ?)');
    const bear = this.sql('INSERT OR IGNORE INTO bearing VALUES (?, ?)');
    const placesOf = this.sql('SELECT unit FROM place WHERE stream = ?').pluck();
    const standings = [this.standingIn([dossier], seq), this.standingIn([dossier], seq - 1)];
    const units = new Set([dossier]);
    for (const fact of standings.flat()) {
      const unit = unitOf(fact);
      units.add(unit);
      place.run(fact.stream, unit);
      if (unit !== dossier) bear.run(fact.stream, dossier);
    }
    for (const stream of new Set(standings.flatMap(streamsNamed))) {
      bear.run(stream, dossier);
      for (const unit of placesOf.all(stream) as string[]) units.add(unit);
    }
    return [...units];
  }

  private stepsAt(policy: Policy, unit: string, seq: number): Step[] {
    const standing = this.standingIn(this.bearingOn([unit]), seq);
    return stepsOf(unitsOf(standing).get(unit) ?? [], overlaysOf(standing), policy);
  }

  /** The steps of a unit as they were before a fact: those that the last fact to move it left. */
  private stepsBefore(policy: Policy, unit: string, seq: number): readonly Step[] {
    const known = this.steps.get(`${policy.hash} ${unit}`);
    return known && known.seq < seq ? known.steps : this.stepsAt(policy, unit, seq - 1);
  }

  private remember(key: string, seq: number, steps: readonly Step[]): void {
    if (this.steps.size >= REMEMBERED) this.steps.clear();
    this.steps.set(key, { seq, steps });
  }
}

const nameOf = (policy: Policy): string => `${policy.hash} ${ENGINE_VERSION}`;

const entryOf = ({ commissioner, tso, measure, owed_by: owedBy, day: on, seq, moves }: Row): Entry => ({
  ...{ commissioner, tso, measure, owedBy, on, seq },
  moves: readTally(moves),
});
