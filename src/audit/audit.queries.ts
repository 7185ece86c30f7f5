import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../access/visibility.js';
import type { Recorded } from '../kernel/fact.js';
import { entryOf, type HistoryEntry } from '../history/entry.js';
import { Directory } from '../organisation/directory.js';
import { scopes } from '../projection/keys.js';
import { momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { trailOf, type Trail } from './trail.js';

/** The decision trail of a matter; undefined where nothing visible is on record about it by then. */
export class DecisionTrail extends Query<Trail | undefined> {
  constructor(
    readonly asker: Asker,
    readonly matter: string,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

@QueryHandler(DecisionTrail)
export class DecisionTrailHandler implements IQueryHandler<DecisionTrail> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
  ) {}

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise; a Rejection must be one too
  async execute({ asker, matter, knownAt }: DecisionTrail): Promise<Trail | undefined> {
    const moment = momentOf(this.questions, knownAt);
    const facts: Recorded[] = this.questions.factsIn(scopes.dossier(`matter-${matter}`), moment.seq, asker);
    if (facts.length === 0) return undefined;
    return trailOf(matter, facts, moment, (id) => this.directory.name(id, moment.seq, asker));
  }
}

/** One event by its id, with what had been said about it by then; undefined where it is not visible or not yet known. */
export class EventById extends Query<HistoryEntry | undefined> {
  constructor(
    readonly asker: Asker,
    readonly id: string,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

@QueryHandler(EventById)
export class EventByIdHandler implements IQueryHandler<EventById> {
  constructor(private readonly questions: Questions) {}

  // oxlint-disable-next-line typescript/require-await
  async execute({ asker, id, knownAt }: EventById): Promise<HistoryEntry | undefined> {
    const { seq } = momentOf(this.questions, knownAt);
    const event = this.questions.fact(id, seq, asker);
    return event && entryOf(event, this.questions.remarks(id, seq, asker));
  }
}
