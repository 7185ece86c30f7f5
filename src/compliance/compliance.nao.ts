import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { basisOf, type Asker } from '../access/visibility.js';
import { reject } from '../kernel/rejection.js';
import type { Day } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { Bench } from './compliance.bench.js';
import { Judgements } from './compliance.judgements.js';
import { naoReport, type NaoReport } from './nao/nao-report.js';
import { addRows, noRows } from './nao/nao-rows.js';

/** The figures of an audit for some commissioners (ids, identifiers or names; null: all on record) and a period. */
export class NaoFigures extends Query<NaoReport> {
  constructor(
    readonly asker: Asker,
    readonly commissioners: readonly string[] | null,
    readonly from: Day,
    readonly to: Day,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

@QueryHandler(NaoFigures)
export class NaoFiguresHandler implements IQueryHandler<NaoFigures> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
    private readonly judgements: Judgements,
  ) {}

  async execute({ asker, commissioners, from, to, knownAt }: NaoFigures): Promise<NaoReport> {
    if (to < from) throw reject('INVALID', 'to', `The period ends on ${to}, before it begins on ${from}.`);
    const moment = momentOf(this.questions, knownAt);
    const asked = commissioners?.map((text, at) =>
      this.directory.bodyOf(text, `commissioners.${at}`, moment.seq, asker),
    );
    const bodies = new Map(asked?.flatMap((ids) => ids.map((id) => [id, ids[0] ?? id] as const)));
    const scope = {
      from,
      to,
      asOf: moment.day,
      isAsked: (id: string | null) => !asked || (id !== null && bodies.has(id)),
      bodyOf: (id: string): string => {
        const known = bodies.get(id);
        if (known !== undefined) return known;
        const [first = id] = this.questions.sameBody(id, moment.seq).toSorted();
        bodies.set(id, first);
        return first;
      },
    };
    const bench = new Bench(this.questions, this.judgements, asker, moment, moment.day, null);
    const rows = noRows();
    for await (const judged of bench.of(asked ? [...new Set(asked.flat())] : [''])) addRows(rows, judged, scope);
    return naoReport(
      {
        period: { from, to },
        validAsOf: moment.day,
        knownAt: moment.knownAt,
        through: moment.position,
        basis: basisOf(asker),
      },
      rows,
      (id) => this.directory.name(id, moment.seq, asker),
    );
  }
}
