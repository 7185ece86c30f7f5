import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../access/visibility.js';
import { governanceOf, type Governance } from '../framework/framework.view.js';
import { reject } from '../kernel/rejection.js';
import { standing, type Standing } from '../kernel/standing.js';
import type { Day } from '../kernel/time.js';
import { dossierKey, dossierOf } from '../matter/dossier.js';
import { Directory } from '../organisation/directory.js';
import { scopes } from '../projection/keys.js';
import { momentOf, type Moment } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { contextOf } from './compliance.context.js';
import type { Finding, Verdict } from './finding.js';
import { editionsNamed, localFrameworks, NATIONAL, onDay, type EditionOnDay } from './frameworks.js';
import { judge, sortFindings } from './judge.js';
import type { Judged } from './parts.js';

/** What findings are narrowed to. Organisations by id, identifier or name. One of matter, commissioner and tso is needed. */
export interface FindingFilter {
  readonly matter?: string | null;
  readonly commissioner?: string | null;
  readonly tso?: string | null;
  /** an edition (compact-2010) or a family (compact) to judge by, in force or not; absent: those in force */
  readonly framework?: string | null;
  readonly rules?: readonly string[] | null;
  readonly verdicts?: readonly Verdict[] | null;
}

export class Findings extends Query<readonly Finding[]> {
  constructor(
    readonly asker: Asker,
    readonly filter: FindingFilter,
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

const unsettled = <Part extends Pick<Finding, 'verdict' | 'because'>>(part: Part): Part => ({
  ...part,
  ...(part.verdict === 'NOT_MET' && {
    verdict: 'NOT_EVIDENCED' as const,
    because: `The facts open to you do not settle it. On these alone: ${part.because}`,
  }),
});

/**
 * A finding for somebody who may not see all that is on record about the matter: what they cannot see may be what is
 * asked for, so nothing is said to be not met on the strength of the rest.
 */
const inPart = (finding: Finding): Finding => ({
  ...unsettled(finding),
  ifContestHolds: finding.ifContestHolds.map(unsettled),
  notes: [...finding.notes, 'Not all that is on record about this matter is open to you.'],
});

/** How many dossiers of a list are looked up at once. */
const BATCH = 500;

/** Judges what the read model holds: the facts of one dossier at a time, so memory does not grow with the record. */
export class Bench {
  constructor(
    private readonly questions: Questions,
    private readonly asker: Asker,
    private readonly moment: Moment,
    private readonly validAsOf: Day,
    private readonly framework: string | null,
  ) {}

  private readonly contexts = new Map<string, Standing[]>();

  /** What holds for a commissioner in all its matters: frameworks it adopted or signed, registers, its registration. */
  contextOf(commissioner: string): Standing[] {
    let context = this.contexts.get(commissioner);
    if (!context) {
      context = contextOf(this.questions, this.asker, commissioner, this.moment.seq);
      this.contexts.set(commissioner, context);
    }
    return context;
  }

  judged(key: string): Judged {
    // A framework recorded for a matter is looked up by its own stream too, and judged where it belongs.
    const facts = standing(this.questions.factsIn(scopes.dossier(key), this.moment.seq, this.asker)).filter(
      (fact) => dossierKey(fact) === key,
    );
    const commissioner = facts.find((fact) => fact.commissioner !== null)?.commissioner ?? null;
    const findings = judge({
      facts,
      context: commissioner === null ? [] : this.contextOf(commissioner),
      validAsOf: this.validAsOf,
      ...(this.framework !== null && { framework: this.framework }),
    });
    const partial = this.questions.hides(scopes.dossier(key), this.moment.seq, this.asker);
    return { dossier: dossierOf(facts), facts, findings: partial ? findings.map(inPart) : findings };
  }

  *ofCommissioners(ids: readonly string[]): Generator<Judged> {
    const seen = new Set<string>();
    for (const id of ids)
      for (let after = 0; ;) {
        const listed = this.questions.things('dossier', id, after, BATCH, this.moment.seq);
        for (const { key } of listed) if (seen.size < seen.add(key).size) yield this.judged(key);
        const last = listed.at(-1);
        if (listed.length < BATCH || !last) break;
        after = last.seq;
      }
  }

  *ofTsos(ids: readonly string[]): Generator<Judged> {
    const keys = new Set(
      ids.flatMap((id) => this.questions.factsIn(scopes.tso(id), this.moment.seq, this.asker)).map(dossierKey),
    );
    for (const key of keys) yield this.judged(key);
  }
}

/** Throws a Rejection when a framework is asked for that is neither national nor on record as adopted by anyone. */
export const demandFramework = (questions: Questions, name: string | null | undefined, seq: number): void => {
  if (!name || editionsNamed(NATIONAL, name).length > 0) return;
  const adopted = questions.things('framework', '', 0, Number.MAX_SAFE_INTEGER, seq).map(({ key }) => key);
  if (adopted.some((id) => name === id || name.startsWith(`${id}-`))) return;
  const known = [...new Set(NATIONAL.flatMap(({ id, family }) => [id, family])), ...adopted];
  throw reject('UNKNOWN_FRAMEWORK', 'framework', `There is no framework "${name}": ${known.join(', ')}.`);
};

@QueryHandler(Findings)
export class FindingsHandler implements IQueryHandler<Findings> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
  ) {}

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise; a Rejection must be one too
  async execute({ asker, filter, validAsOf, knownAt }: Findings): Promise<readonly Finding[]> {
    const moment = momentOf(this.questions, knownAt);
    const body = (text: string | null | undefined, field: string) =>
      text ? this.directory.bodyOf(text, field, moment.seq, asker) : undefined;
    const commissioners = body(filter.commissioner, 'filter.commissioner');
    const tsos = body(filter.tso, 'filter.tso');
    demandFramework(this.questions, filter.framework, moment.seq);
    const bench = new Bench(this.questions, asker, moment, validAsOf ?? moment.day, filter.framework ?? null);
    const wanted = (finding: Finding): boolean =>
      (!filter.rules || filter.rules.includes(finding.rule)) &&
      (!filter.verdicts || filter.verdicts.includes(finding.verdict)) &&
      (!commissioners || (finding.commissioner !== null && commissioners.includes(finding.commissioner))) &&
      (!tsos || (finding.tso === null ? finding.tsos.some((tso) => tsos.includes(tso)) : tsos.includes(finding.tso)));
    const found: Finding[] = [];
    for (const { findings } of judgedOf(bench, filter, commissioners, tsos)) found.push(...findings.filter(wanted));
    return sortFindings(found);
  }
}

const judgedOf = (
  bench: Bench,
  { matter }: FindingFilter,
  commissioners: readonly string[] | undefined,
  tsos: readonly string[] | undefined,
): Iterable<Judged> => {
  if (matter) return [bench.judged(`matter-${matter}`)];
  if (tsos) return bench.ofTsos(tsos);
  if (commissioners) return bench.ofCommissioners(commissioners);
  throw reject('INVALID', 'filter', 'Say of what: give a matter, a commissioner or a tso.');
};

/** An edition on a day, and how it is looked after; null where it is not on record as adopted. */
export type EditionKnown = EditionOnDay & { readonly governance: Governance | null };

/** The national editions, and those a commissioner has adopted or signed by then, as they are on that day. */
export class Frameworks extends Query<readonly EditionKnown[]> {
  constructor(
    readonly asker: Asker,
    readonly commissioner: string | null,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

@QueryHandler(Frameworks)
export class FrameworksHandler implements IQueryHandler<Frameworks> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
  ) {}

  // oxlint-disable-next-line typescript/require-await
  async execute({ asker, commissioner, knownAt }: Frameworks): Promise<readonly EditionKnown[]> {
    const { seq, day } = momentOf(this.questions, knownAt);
    const ids = commissioner ? this.directory.bodyOf(commissioner, 'commissioner', seq, asker) : [];
    const facts = standing(ids.flatMap((id) => this.questions.factsIn(scopes.context(id), seq, asker)));
    const { frameworks } = dossierOf(facts);
    return onDay([...NATIONAL, ...localFrameworks(facts)], day).map((edition) => {
      const own = frameworks.find((framework) => framework.id === edition.family);
      return { ...edition, governance: own ? governanceOf(own) : null };
    });
  }
}
