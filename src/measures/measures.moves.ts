import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../access/visibility.js';
import { reject } from '../kernel/rejection.js';
import type { Day } from '../kernel/time.js';
import { dayOf, demandDay, momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import type { Aspect, Moved, Movement } from './figures.js';
import { Ledger } from './measures.ledger.js';
import { Policies } from './measures.policies.js';
import { MeasureSource, reproductionOf } from './measures.source.js';
import { movementOf } from './movement.js';
import { figuresOf } from './reading.js';
import { lineKey } from './series.js';

/** Which numbers one event moves: those of each relationship it bears on, before it was recorded and after. */
export class MovedBy extends Query<readonly Moved[]> {
  constructor(
    readonly asker: Asker,
    readonly event: string,
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
    readonly policy?: string | null,
  ) {
    super();
  }
}

/** Why a measure is another on one day than on an earlier one. */
export class WhatMoved extends Query<Movement> {
  constructor(
    readonly asker: Asker,
    readonly aspect: Aspect,
    readonly from: Day,
    readonly to: Day,
    readonly knownAt?: string | null,
    readonly policy?: string | null,
  ) {
    super();
  }
}

@QueryHandler(MovedBy)
export class MovedByHandler implements IQueryHandler<MovedBy> {
  constructor(
    private readonly questions: Questions,
    private readonly source: MeasureSource,
    private readonly policies: Policies,
    private readonly ledger: Ledger,
  ) {}

  async execute({ asker, event, validAsOf, knownAt, policy: named }: MovedBy): Promise<readonly Moved[]> {
    const policy = this.policies.named(named);
    const moment = momentOf(this.questions, knownAt);
    const on = dayOf(validAsOf, moment);
    const seq = this.questions.numberOf(event, moment.seq, asker);
    if (seq === undefined)
      throw reject('UNKNOWN_EVENT', 'event', `No event "${event}" is on record that you may see: give the id of one.`);
    if (!(await this.ledger.follow(policy, moment.seq)))
      throw reject(
        'NOT_NOW',
        'event',
        'What an event moves cannot be told now, since the read model cannot be written: ask again later.',
      );
    const lines = new Map(this.ledger.movedBy(policy, seq).map((entry) => [lineKey(entry), entry]));
    const then = { ...moment, position: this.questions.positionAt(seq) };
    const moved: Moved[] = [];
    for (const { commissioner, tso, measure, owedBy } of lines.values()) {
      const aspect = { commissioner, tso, area: null, sizeBand: null, measure, owedBy };
      // oxlint-disable-next-line no-await-in-loop -- few lines, one after the other
      const source = await this.source.ofLine(asker, aspect, policy, moment);
      const [before, after] = [seq - 1, seq].map((at) => source.voices([{ on, seq: at }])[0]!);
      moved.push({
        aspect,
        before: figuresOf(before!, source.lens, on),
        after: figuresOf(after!, source.lens, on),
        reproduction: reproductionOf(aspect, on, then, policy),
      });
    }
    return moved;
  }
}

@QueryHandler(WhatMoved)
export class WhatMovedHandler implements IQueryHandler<WhatMoved> {
  constructor(
    private readonly questions: Questions,
    private readonly source: MeasureSource,
    private readonly policies: Policies,
  ) {}

  async execute({ asker, aspect, from, to, knownAt, policy: named }: WhatMoved): Promise<Movement> {
    demandDay(from, 'from');
    demandDay(to, 'to');
    if (to < from) throw reject('INVALID', 'to', `"${to}" is before "${from}": give the later day second.`);
    const policy = this.policies.named(named);
    const moment = momentOf(this.questions, knownAt);
    const source = await this.source.of(asker, aspect, policy, moment);
    const at = (on: Day) => {
      const obligations = source.obligations(on);
      return { on, obligations, voices: source.among(obligations, on) };
    };
    return {
      ...movementOf(aspect, source.lens, at(from), at(to), this.questions.keeper(moment.seq)),
      ...{ basis: source.basis, reproduction: reproductionOf(aspect, to, moment, policy) },
    };
  }
}
