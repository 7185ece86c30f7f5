import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Findings } from '../compliance/compliance.findings.js';
import { Application } from '../engine/application.js';
import type { Asking } from '../graphql/asking.js';
import { connectionOf, cursorOf, numberOf } from '../graphql/connection.js';
import { findingShape } from '../graphql/finding-shape.js';
import { matterShape } from '../graphql/shapes.js';
import { MatterById, Matters } from './matter.queries.js';

type MatterShape = ReturnType<typeof matterShape>;

@Resolver('Matter')
export class MatterResolver {
  constructor(private readonly application: Application) {}

  @Query('matter')
  async matter(@Args() { id, knownAt }: { id: string; knownAt?: string | null }, @Context('asking') { asker }: Asking) {
    const found = await this.application.ask(new MatterById(asker, id, knownAt));
    return found ? matterShape(id, found.dossier, found.facts, { knownAt: knownAt ?? null }) : null;
  }

  @Query('matters')
  async matters(
    @Args() args: { commissioner?: string | null; first: number; after?: string | null; knownAt?: string | null },
    @Context('asking') { asker }: Asking,
  ) {
    const { matters, numbers, more } = await this.application.ask(
      new Matters(asker, args.commissioner ?? null, args.first, numberOf(args.after), args.knownAt),
    );
    const at = { knownAt: args.knownAt ?? null };
    const nodes = matters.map(({ id, dossier, facts }) => matterShape(id, dossier, facts, at));
    return connectionOf(nodes, numbers.map(cursorOf), more, args.after);
  }

  @ResolveField('findings')
  async findings(
    @Parent() { id, knownAt }: MatterShape,
    @Args() { framework, validAsOf }: { framework?: string | null; validAsOf?: string | null },
    @Context('asking') { asker }: Asking,
  ) {
    const found = await this.application.ask(new Findings(asker, { matter: id, framework }, validAsOf, knownAt));
    return found.map((finding) => findingShape(finding, { knownAt, validAsOf }));
  }
}
