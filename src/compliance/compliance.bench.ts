import { setImmediate as breathe } from 'node:timers/promises';
import type { Asker } from '../access/visibility.js';
import { standing, type Standing } from '../kernel/standing.js';
import type { Day } from '../kernel/time.js';
import { dossierKey, dossierOf } from '../matter/dossier.js';
import { scopes } from '../projection/keys.js';
import type { Moment } from '../projection/moment.js';
import type { Questions } from '../projection/questions.js';
import { contextOf } from './compliance.context.js';
import { fingerprint, type Judgement, type Judgements } from './compliance.judgements.js';
import type { Finding } from './finding.js';
import { inPart } from './in-part.js';
import { judge } from './judge.js';
import { isSettled } from './settled.js';
import type { Judged } from './summary/parts.js';

/** One matter, or one stream of no matter, and what was judged of it. Its facts are read when they are looked at. */
export interface JudgedFile extends Judged {
  readonly key: string;
}

/** What holds for a commissioner in all its matters. */
interface Context {
  readonly facts: readonly Standing[];
  readonly fingerprint: string;
  /** whether the asker sees all of it */
  readonly isWhole: boolean;
}

const NO_CONTEXT: Context = { facts: [], fingerprint: '', isWhole: true };

/** How many dossiers are judged before others get their turn, and are then kept in one transaction. */
const PAGE = 100;

/** How many commissioners' contexts are held at once. */
const CONTEXTS = 100;

/** Keys of dossiers as their findings are ordered: what belongs to no matter first, then matters by their ids. */
const RANGES = [
  ['', 'matter-'],
  ['matter.', '\u{10FFFF}'],
  ['matter-', 'matter.'],
] as const;

/** The least key after a key. */
const next = (key: string): string => `${key}\0`;

/**
 * Judges what the read model holds, one dossier at a time, so that memory does not grow with the record. A dossier is
 * judged once: what was found is kept and told again until a fact is added to the dossier or to what holds for its
 * commissioner, the rules change, or a day comes on which it may be different. Only what rests on the whole record is
 * kept; who sees a part of it is answered from that part.
 */
export class Bench {
  /** how many dossiers were judged rather than found kept */
  judgedAnew = 0;
  private readonly contexts = new Map<string, Context>();
  private readonly unkept: Judgement[] = [];
  private keeps = true;

  constructor(
    private readonly questions: Questions,
    private readonly judgements: Judgements,
    private readonly asker: Asker,
    private readonly moment: Moment,
    private readonly validAsOf: Day,
    private readonly framework: string | null,
  ) {}

  /** One dossier by its key. */
  judged(key: string): JudgedFile {
    const one = this.look(key);
    this.keep();
    return one;
  }

  /**
   * The dossiers of some owners (ids of commissioners, `scopes.tso` of TSOs, or '' for all) in the order of their
   * findings, each once; `from` is the key to begin with.
   */
  async *of(owners: readonly string[], from = ''): AsyncGenerator<JudgedFile> {
    const first = RANGES.findIndex(([begin, end]) => from >= begin && from < end);
    for (const [begin, end] of RANGES.slice(first)) {
      for (let at = from > begin && from < end ? from : begin; ;) {
        const keys = this.questions.dossiers(owners, at, end, PAGE, this.moment.seq);
        try {
          for (const key of keys) yield this.look(key);
        } finally {
          this.keep();
        }
        const last = keys.at(-1);
        if (last === undefined || keys.length < PAGE) break;
        at = next(last);
        // oxlint-disable-next-line no-await-in-loop -- between two pages others have their turn
        await breathe();
      }
    }
  }

  private look(key: string): JudgedFile {
    const { questions, moment, asker } = this;
    const scope = scopes.dossier(key);
    let facts: Standing[] | undefined;
    // What was recorded for a matter about a body or a framework is in their dossier too, and judged in the matter's.
    const read = (): Standing[] =>
      (facts ??= standing(questions.factsIn(scope, moment.seq, asker)).filter((fact) => dossierKey(fact) === key));
    const isPartial = questions.hides(scope, moment.seq, asker);
    const findings = isPartial ? this.judge(key, read(), null).map(inPart) : this.found(key, read);
    return {
      key,
      findings,
      get facts() {
        return read();
      },
      get dossier() {
        return dossierOf(read());
      },
    };
  }

  /** The findings of a dossier of which the asker sees all: kept ones where they still hold. */
  private found(key: string, read: () => Standing[]): readonly Finding[] {
    const seq = this.questions.lastIn(scopes.dossier(key), this.moment.seq);
    const kept = this.judgements.find(key, this.framework ?? '');
    const holds = kept?.seq === seq && (kept.day === this.validAsOf || (kept.settled && kept.day < this.validAsOf));
    if (holds && this.contextOf(kept.commissioner).fingerprint === kept.context) return kept.findings;
    return this.judge(key, read(), seq);
  }

  /** Judges a dossier; `seq` is the number of its last fact where what is found may be kept. */
  private judge(key: string, facts: readonly Standing[], seq: number | null): Finding[] {
    const commissioner = facts.find((fact) => fact.commissioner !== null)?.commissioner ?? null;
    const context = this.contextOf(commissioner);
    const question = {
      facts,
      context: context.facts,
      validAsOf: this.validAsOf,
      ...(this.framework !== null && { framework: this.framework }),
    };
    const findings = judge(question);
    this.judgedAnew += 1;
    if (seq !== null && context.isWhole)
      this.unkept.push({
        dossier: key,
        framework: this.framework ?? '',
        seq,
        commissioner,
        context: context.fingerprint,
        cut: this.moment.seq,
        day: this.validAsOf,
        settled: isSettled(question, findings),
        findings,
      });
    return findings;
  }

  private keep(): void {
    const judgements = this.unkept.splice(0);
    // Where the file is busy or may not be written, one question waits for that once.
    if (judgements.length > 0 && this.keeps) this.keeps = this.judgements.keep(judgements);
  }

  private contextOf(commissioner: string | null): Context {
    if (commissioner === null) return NO_CONTEXT;
    let context = this.contexts.get(commissioner);
    if (!context) {
      const { recorded, isWhole } = contextOf(this.questions, this.asker, commissioner, this.moment.seq);
      context = { facts: standing(recorded), fingerprint: fingerprint(recorded.map(({ id }) => id)), isWhole };
      if (this.contexts.size >= CONTEXTS) this.contexts.clear();
      this.contexts.set(commissioner, context);
    }
    return context;
  }
}
