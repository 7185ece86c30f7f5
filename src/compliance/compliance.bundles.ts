import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { basisOf, type Asker } from '../access/visibility.js';
import { standing } from '../kernel/standing.js';
import type { Day } from '../kernel/time.js';
import { scopes } from '../projection/keys.js';
import { momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { bundleOf, type Bundle } from './bundling.js';
import { Bench } from './compliance.bench.js';
import { contextOf } from './compliance.context.js';
import { demandFramework } from './compliance.findings.js';
import { Judgements } from './compliance.judgements.js';
import type { Finding } from './finding.js';

/** Of what a bundle is wanted. Without `matter`, of the thing a finding that belongs to no matter is about. */
export interface BundleFilter {
  readonly matter: string | null;
  readonly about?: Finding['about'];
  readonly rule?: string | null;
  readonly framework?: string | null;
}

/** The findings of a matter, or those of one rule, with all they rest on; undefined where nothing the asker may see is on record. */
export class FindingsBundle extends Query<Bundle | undefined> {
  constructor(
    readonly asker: Asker,
    readonly filter: BundleFilter,
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

@QueryHandler(FindingsBundle)
export class FindingsBundleHandler implements IQueryHandler<FindingsBundle> {
  constructor(
    private readonly questions: Questions,
    private readonly judgements: Judgements,
  ) {}

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise; a Rejection must be one too
  async execute({ asker, filter, validAsOf, knownAt }: FindingsBundle): Promise<Bundle | undefined> {
    const { questions } = this;
    const { matter, about, rule, framework } = filter;
    const moment = momentOf(questions, knownAt);
    demandFramework(questions, framework, moment.seq);
    const key = matter === null ? `${about?.kind}-${about?.id}` : `matter-${matter}`;
    const own = questions.factsIn(scopes.dossier(key), moment.seq, asker);
    if (own.length === 0) return undefined;
    const day = validAsOf ?? moment.day;
    const bench = new Bench(questions, this.judgements, asker, moment, day, framework ?? null);
    const findings = bench.judged(key).findings.filter((finding) => !rule || finding.rule === rule);
    const commissioner = standing(own).find((fact) => fact.commissioner !== null)?.commissioner ?? null;
    const context = commissioner === null ? [] : contextOf(questions, asker, commissioner, moment.seq).recorded;
    const facts = new Map([...own, ...context].map((fact) => [fact.position, fact]));
    return bundleOf(
      {
        basis: basisOf(asker),
        through: moment.position,
        bodies: commissioner === null ? [] : [questions.sameBody(commissioner, moment.seq)],
        complete: !questions.hides(scopes.dossier(key), moment.seq, asker),
      },
      [...facts.values()].toSorted((a, b) => (a.position < b.position ? -1 : 1)),
      {
        query: 'findings',
        ...(matter !== null && { matter }),
        ...(framework && { framework }),
        validAsOf: day,
        ...(moment.knownAt !== null && { recordedAsOf: moment.knownAt }),
      },
      { findings, whole: !rule && matter !== null },
    );
  }
}
