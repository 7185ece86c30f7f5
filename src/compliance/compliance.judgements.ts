import { Injectable } from '@nestjs/common';
import type { Database, Statement } from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Day } from '../kernel/time.js';
import { ReadModel } from '../projection/read-model.js';
import type { Finding } from './finding.js';

/** What was judged of a dossier, and all that it rests on: while that is the same, so are the findings. */
export interface Judgement {
  readonly dossier: string;
  /** the edition or family asked for by name; '' for those in force */
  readonly framework: string;
  /** the number of the dossier's last fact; facts never change, so this stands for all of them */
  readonly seq: number;
  readonly commissioner: string | null;
  /** what holds for the commissioner in all its matters, as a hash */
  readonly context: string;
  /** how many facts were known to whoever judged */
  readonly cut: number;
  readonly day: Day;
  /** the same on every later day */
  readonly settled: boolean;
  readonly findings: readonly Finding[];
}

const hashOf = (...texts: readonly (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\n');
  return hash.digest('base64url');
};

/** A text that stands for some ids in their order. */
export const fingerprint = (ids: readonly string[]): string => hashOf(...ids);

const CODE = fileURLToPath(new URL('..', import.meta.url));

/**
 * What judges: the rules, the editions and all code they use. A hash of these files rather than a number to be raised, so
 * that no release can show findings of the one before it. Taken when this is loaded, as the code is.
 */
export const RULES = hashOf(
  ...readdirSync(CODE, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|ts|json)$/.test(name))
    .toSorted()
    .flatMap((name) => [name, readFileSync(CODE + name)]),
);

interface Row extends Omit<Judgement, 'settled' | 'findings'> {
  readonly settled: 0 | 1;
  readonly findings: string;
}

// A row is replaced by one of other rules, by one that knows no less of the record, and by one that serves more days.
const KEEP = `
  INSERT INTO judgement VALUES (@dossier, @framework, @rules, @seq, @commissioner, @context, @cut, @day, @settled, @findings)
  ON CONFLICT(dossier, framework) DO UPDATE SET rules = excluded.rules, seq = excluded.seq,
    commissioner = excluded.commissioner, context = excluded.context, cut = excluded.cut, day = excluded.day,
    settled = excluded.settled, findings = excluded.findings
  WHERE excluded.rules <> rules
    OR CASE WHEN excluded.seq = seq AND excluded.context = context
      THEN NOT settled OR (excluded.settled AND excluded.day < day)
      ELSE excluded.cut >= cut END`;

/** Judgements kept in the read model's file. They may be lost or refused at any moment: then it is judged anew. */
@Injectable()
export class Judgements {
  private readonly database: Database;
  private readonly findOne: Statement;
  private readonly keepAll: (rows: readonly object[]) => void;

  constructor(readModel: ReadModel) {
    this.database = readModel.database;
    this.findOne = this.database.prepare('SELECT * FROM judgement WHERE dossier = ? AND framework = ? AND rules = ?');
    const keepOne = this.database.prepare(KEEP);
    const all = this.database.transaction((rows: readonly object[]) => rows.forEach((row) => keepOne.run(row)));
    this.keepAll = (rows) => all.immediate(rows);
  }

  /** What these rules last judged of a dossier; whether it still holds is for whoever asks to see. */
  find(dossier: string, framework: string): Judgement | undefined {
    const row = this.findOne.get(dossier, framework, RULES) as Row | undefined;
    return row && { ...row, settled: row.settled === 1, findings: JSON.parse(row.findings) as Finding[] };
  }

  /** Keeps judgements, all or none. False where the file cannot be written now, which harms no answer. */
  keep(judgements: readonly Judgement[]): boolean {
    try {
      this.keepAll(
        judgements.map((it) => ({
          ...it,
          rules: RULES,
          settled: it.settled ? 1 : 0,
          findings: JSON.stringify(it.findings),
        })),
      );
      return true;
    } catch (error) {
      if (/^SQLITE_(BUSY|LOCKED|READONLY|FULL|IOERR)/.test((error as { code?: string }).code ?? '')) return false;
      throw error;
    }
  }
}
