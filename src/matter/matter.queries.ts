import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../access/visibility.js';
import type { Recorded } from '../kernel/fact.js';
import { reject } from '../kernel/rejection.js';
import { standing, type Standing } from '../kernel/standing.js';
import { Directory } from '../organisation/directory.js';
import { scopes } from '../projection/keys.js';
import { momentOf, type Moment } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { type Dossier, dossierKey, dossierOf } from './dossier.js';

/** A matter as known at a moment, with the facts it is folded from. */
export interface MatterFound {
  readonly id: string;
  readonly dossier: Dossier;
  readonly facts: readonly Standing[];
  readonly moment: Moment;
}

/** One matter by its id; undefined where nothing visible is on record about it. */
export class MatterById extends Query<MatterFound | undefined> {
  constructor(
    readonly asker: Asker,
    readonly id: string,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

/** The matters of a commissioner, or of all, in the order in which they first came up. `after` is a matter's number. */
export class Matters extends Query<{
  readonly matters: readonly MatterFound[];
  readonly numbers: readonly number[];
  readonly more: boolean;
}> {
  constructor(
    readonly asker: Asker,
    readonly commissioner: string | null,
    readonly first: number,
    readonly after: number,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

const found = (questions: Questions, asker: Asker, id: string, moment: Moment): MatterFound | undefined => {
  const facts = standing(questions.factsIn(scopes.dossier(`matter-${id}`), moment.seq, asker));
  return facts.length === 0 ? undefined : { id, dossier: dossierOf(facts), facts, moment };
};

@QueryHandler(MatterById)
export class MatterByIdHandler implements IQueryHandler<MatterById> {
  constructor(private readonly questions: Questions) {}

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise; a Rejection must be one too
  async execute({ asker, id, knownAt }: MatterById): Promise<MatterFound | undefined> {
    return found(this.questions, asker, id, momentOf(this.questions, knownAt));
  }
}

@QueryHandler(Matters)
export class MattersHandler implements IQueryHandler<Matters> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
  ) {}

  // oxlint-disable-next-line typescript/require-await
  async execute({ asker, commissioner, first, after, knownAt }: Matters) {
    if (!Number.isInteger(first) || first < 1 || first > 500)
      throw reject('INVALID', 'first', `first is ${first}: ask for 1 to 500 matters.`);
    const moment = momentOf(this.questions, knownAt);
    const owners = commissioner ? this.directory.bodyOf(commissioner, 'commissioner', moment.seq, asker) : [''];
    const matters: MatterFound[] = [];
    const numbers: number[] = [];
    let from = after;
    for (;;) {
      const listed = this.listed(owners, from, first + 1, moment.seq);
      for (const { key, seq } of listed) {
        from = seq;
        if (matters.some(({ id }) => id === key)) continue;
        const matter = found(this.questions, asker, key, moment);
        if (!matter) continue;
        if (matters.length === first) return { matters, numbers, more: true };
        matters.push(matter);
        numbers.push(seq);
      }
      if (listed.length <= first) return { matters, numbers, more: false };
    }
  }

  /** Matters of any of the ids of one body, in the order in which they came up. */
  private listed(owners: readonly string[], after: number, first: number, seq: number) {
    return owners
      .flatMap((owner) => this.questions.things('matter', owner, after, first, seq))
      .toSorted((a, b) => a.seq - b.seq)
      .slice(0, first);
  }
}

/** The dossier an event belongs to, as known now. */
export class DossierOfEvent extends Query<Pick<MatterFound, 'dossier' | 'facts'>> {
  constructor(
    readonly asker: Asker,
    readonly event: Recorded,
  ) {
    super();
  }
}

@QueryHandler(DossierOfEvent)
export class DossierOfEventHandler implements IQueryHandler<DossierOfEvent> {
  constructor(private readonly questions: Questions) {}

  // oxlint-disable-next-line typescript/require-await
  async execute({ asker, event }: DossierOfEvent) {
    const scope = scopes.dossier(dossierKey(event));
    const facts = standing(this.questions.factsIn(scope, this.questions.seqAt(), asker));
    return { dossier: dossierOf(facts), facts };
  }
}
