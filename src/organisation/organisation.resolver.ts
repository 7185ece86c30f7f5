import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Application } from '../engine/application.js';
import type { Asking } from '../graphql/asking.js';
import { connectionOf, cursorOf, numberOf } from '../graphql/connection.js';
import { matterShape } from '../graphql/shapes.js';
import { MatterById } from '../matter/matter.queries.js';
import { OrganisationCalled, Organisations, Relationship, type RelationshipFound } from './organisation.queries.js';

@Resolver('Relationship')
export class OrganisationResolver {
  constructor(private readonly application: Application) {}

  @Query('organisation')
  async organisation(
    @Args() { id, knownAt }: { id: string; knownAt?: string | null },
    @Context('asking') { asker }: Asking,
  ) {
    return (await this.application.ask(new OrganisationCalled(asker, id, knownAt))) ?? null;
  }

  @Query('organisations')
  async organisations(
    @Args() args: { called?: string | null; first: number; after?: string | null; knownAt?: string | null },
    @Context('asking') { asker }: Asking,
  ) {
    const { organisations, numbers, more } = await this.application.ask(
      new Organisations(asker, args.called ?? null, args.first, numberOf(args.after), args.knownAt),
    );
    return connectionOf(organisations, numbers.map(cursorOf), more, args.after);
  }

  @Query('relationship')
  async relationship(
    @Args() { commissioner, tso, knownAt }: { commissioner: string; tso: string; knownAt?: string | null },
    @Context('asking') { asker }: Asking,
  ) {
    const found = await this.application.ask(new Relationship(asker, commissioner, tso, knownAt));
    return { ...found, knownAt: knownAt ?? null };
  }

  @ResolveField('matters')
  async matters(
    @Parent() { matters, knownAt }: RelationshipFound & { knownAt: string | null },
    @Context('asking') { asker }: Asking,
  ) {
    const found = await Promise.all(matters.map((id) => this.application.ask(new MatterById(asker, id, knownAt))));
    return found.flatMap((matter) =>
      matter ? [matterShape(matter.id, matter.dossier, matter.facts, { knownAt })] : [],
    );
  }
}
