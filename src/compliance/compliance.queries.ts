import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { basisOf, type Asker } from '../access/visibility.js';
import { reject } from '../kernel/rejection.js';
import { standing } from '../kernel/standing.js';
import type { Day } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { scopes } from '../projection/keys.js';
import { momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { Bench } from './compliance.bench.js';
import { demandFramework } from './compliance.findings.js';
import { Judgements } from './compliance.judgements.js';
import { localFrameworks, NATIONAL } from './frameworks.js';
import type { Edition } from './rule.js';
import { ownPart, summarise, type Judged, type Summary } from './summary.js';

export class ComplianceSummary extends Query<Summary> {
  constructor(
    readonly asker: Asker,
    readonly commissioner: string,
    readonly from: Day,
    readonly to: Day,
    readonly framework?: string | null,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

@QueryHandler(ComplianceSummary)
export class ComplianceSummaryHandler implements IQueryHandler<ComplianceSummary> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
    private readonly judgements: Judgements,
  ) {}

  async execute({ asker, commissioner, from, to, framework, knownAt }: ComplianceSummary): Promise<Summary> {
    if (to < from) throw reject('INVALID', 'to', `The period ends on ${to}, before it begins on ${from}.`);
    const moment = momentOf(this.questions, knownAt);
    const ids = this.directory.bodyOf(commissioner, 'commissioner', moment.seq, asker);
    const [id = commissioner] = ids;
    demandFramework(this.questions, framework, moment.seq);
    const bench = new Bench(this.questions, this.judgements, asker, moment, moment.day, framework ?? null);
    const judged: Judged[] = [];
    for await (const one of bench.of(ids)) judged.push(ownPart(one, ids));
    return summarise(
      {
        commissioner: { id, name: this.directory.name(id, moment.seq, asker) },
        period: { from, to },
        framework: framework ?? null,
        validAsOf: moment.day,
        knownAt: moment.knownAt,
        through: moment.position,
        basis: basisOf(asker),
      },
      judged,
      (tso) => this.directory.name(tso, moment.seq, asker),
    );
  }
}

/** The national editions, and those a commissioner has adopted or signed by then. */
export class Frameworks extends Query<readonly Edition[]> {
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

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise; a Rejection must be one too
  async execute({ asker, commissioner, knownAt }: Frameworks): Promise<readonly Edition[]> {
    const { seq } = momentOf(this.questions, knownAt);
    const ids = commissioner ? this.directory.bodyOf(commissioner, 'commissioner', seq, asker) : [];
    const facts = standing(ids.flatMap((id) => this.questions.factsIn(scopes.context(id), seq, asker)));
    return [...NATIONAL, ...localFrameworks(facts)];
  }
}
