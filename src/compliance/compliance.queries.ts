import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../access/visibility.js';
import { governanceOf, type Governance } from '../framework/framework.view.js';
import { standing } from '../kernel/standing.js';
import { dossierOf } from '../matter/dossier.js';
import { Directory } from '../organisation/directory.js';
import { scopes } from '../projection/keys.js';
import { momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { localFrameworks, NATIONAL, onDay, type EditionOnDay } from './frameworks.js';

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

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise; a Rejection must be one too
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
