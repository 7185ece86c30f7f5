import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { basisOf, type Asker } from '../access/visibility.js';
import { reject, Rejection } from '../kernel/rejection.js';
import type { When } from '../kernel/time.js';
import { momentOf } from '../projection/moment.js';
import { Questions, type PageRequest } from '../projection/questions.js';
import { Directory } from './directory.js';
import type { Organisation } from './organisation.view.js';

/** An organisation and all ids under which its body was recorded. */
export interface OrganisationFound extends Organisation {
  readonly sameBody: readonly string[];
}

/** One organisation by id, identifier or name; undefined where there is none or more than one is meant. */
export class OrganisationCalled extends Query<OrganisationFound | undefined> {
  constructor(
    readonly asker: Asker,
    readonly text: string,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

/** Organisations in the order of registration, or those called so. `after` is the number of the last one seen. */
export class Organisations extends Query<{
  readonly organisations: readonly OrganisationFound[];
  readonly numbers: readonly number[];
  readonly more: boolean;
}> {
  constructor(
    readonly asker: Asker,
    readonly called: string | null,
    readonly first: number,
    readonly after: number,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

export interface RelationshipFound {
  readonly commissioner: OrganisationFound;
  readonly tso: OrganisationFound;
  readonly events: number;
  readonly eventsByType: readonly { readonly type: string; readonly count: number }[];
  readonly firstOn: When | null;
  readonly lastOn: When | null;
  readonly matters: readonly string[];
  readonly basis: string;
}

/** What a commissioner and a TSO have done together. Throws a Rejection when either is not registered. */
export class Relationship extends Query<RelationshipFound> {
  constructor(
    readonly asker: Asker,
    readonly commissioner: string,
    readonly tso: string,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

const found = (
  directory: Directory,
  questions: Questions,
  id: string,
  seq: number,
  asker: Asker,
): OrganisationFound | undefined => {
  const organisation = directory.organisation(id, seq, asker);
  return organisation && { ...organisation, sameBody: questions.sameBody(id, seq) };
};

@QueryHandler(OrganisationCalled)
export class OrganisationCalledHandler implements IQueryHandler<OrganisationCalled> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
  ) {}

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise; a Rejection must be one too
  async execute({ asker, text, knownAt }: OrganisationCalled): Promise<OrganisationFound | undefined> {
    const { seq } = momentOf(this.questions, knownAt);
    try {
      return found(this.directory, this.questions, this.directory.resolve(text, 'id', seq, asker), seq, asker);
    } catch (error) {
      if (error instanceof Rejection && error.problems[0]?.code === 'UNKNOWN_ORGANISATION') return undefined;
      throw error;
    }
  }
}

@QueryHandler(Organisations)
export class OrganisationsHandler implements IQueryHandler<Organisations> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
  ) {}

  // oxlint-disable-next-line typescript/require-await
  async execute({ asker, called, first, after, knownAt }: Organisations) {
    if (!Number.isInteger(first) || first < 1 || first > 500)
      throw reject('INVALID', 'first', `first is ${first}: ask for 1 to 500 organisations.`);
    const { seq } = momentOf(this.questions, knownAt);
    const listed = called
      ? this.questions.organisationsCalled(called, seq).map((key, index) => ({ key, seq: index + 1 }))
      : this.questions.things('organisation', '', after, first + 1, seq);
    const page = listed.filter(({ seq: number }) => number > after).slice(0, first);
    const organisations = page.map(({ key }) => found(this.directory, this.questions, key, seq, asker));
    const seen = page.flatMap(({ seq: number }, index) => {
      const organisation = organisations[index];
      return organisation ? [{ organisation, number }] : [];
    });
    return {
      organisations: seen.map(({ organisation }) => organisation),
      numbers: seen.map(({ number }) => number),
      more: listed.length > page.length && page.length === first,
    };
  }
}

@QueryHandler(Relationship)
export class RelationshipHandler implements IQueryHandler<Relationship> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
  ) {}

  // oxlint-disable-next-line typescript/require-await
  async execute({ asker, commissioner, tso, knownAt }: Relationship): Promise<RelationshipFound> {
    const { seq } = momentOf(this.questions, knownAt);
    const commissioners = this.directory.bodyOf(commissioner, 'commissioner', seq, asker);
    const tsos = this.directory.bodyOf(tso, 'tso', seq, asker);
    const request: PageRequest = {
      commissioners,
      tsos,
      order: 'OCCURRED',
      first: Number.MAX_SAFE_INTEGER,
      seq,
      asker,
    };
    const facts = this.questions.page(request).found.map(({ fact }) => fact);
    const counts = new Map<string, number>();
    for (const { type } of facts) counts.set(type, (counts.get(type) ?? 0) + 1);
    const dated = facts.filter(({ occurredOn }) => occurredOn !== null);
    const body = (ids: readonly string[], field: string): OrganisationFound => {
      const [id = ''] = ids;
      const organisation = found(this.directory, this.questions, id, seq, asker);
      if (!organisation)
        throw reject('UNKNOWN_ORGANISATION', field, `No organisation "${id}" is on the public record.`);
      return organisation;
    };
    return {
      commissioner: body(commissioners, 'commissioner'),
      tso: body(tsos, 'tso'),
      events: facts.length,
      eventsByType: [...counts]
        .map(([type, count]) => ({ type, count }))
        .toSorted((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)),
      firstOn: dated[0]?.occurredOn ?? null,
      lastOn: dated.at(-1)?.occurredOn ?? null,
      matters: [...new Set(facts.flatMap(({ matter }) => (matter === null ? [] : [matter])))],
      basis: basisOf(asker),
    };
  }
}
