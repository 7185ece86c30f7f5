import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { EventById } from '../audit/audit.queries.js';
import { Application } from '../engine/application.js';
import type { Asking } from '../graphql/asking.js';
import { findingShape, type FindingShape } from '../graphql/finding-shape.js';
import { frameworkShape } from '../graphql/framework-shape.js';
import { eventShape } from '../graphql/shapes.js';
import { Findings, Frameworks, type FindingFilter } from './compliance.queries.js';

@Resolver('Finding')
export class FindingResolver {
  constructor(private readonly application: Application) {}

  @Query('findings')
  async findings(
    @Args() args: { filter: FindingFilter; validAsOf?: string | null; knownAt?: string | null },
    @Context('asking') { asker }: Asking,
  ) {
    const found = await this.application.ask(new Findings(asker, args.filter, args.validAsOf, args.knownAt));
    return found.map((finding) => findingShape(finding, { knownAt: args.knownAt ?? null }));
  }

  @ResolveField('evidenceEvents')
  async evidenceEvents(@Parent() { evidence, knownAt }: FindingShape, @Context('asking') { asker }: Asking) {
    const found = await Promise.all(evidence.map((id) => this.application.ask(new EventById(asker, id, knownAt))));
    return found.flatMap((entry) => (entry ? [eventShape(entry, { knownAt })] : []));
  }

  @Query('frameworks')
  async frameworks(
    @Args() { commissioner, knownAt }: { commissioner?: string | null; knownAt?: string | null },
    @Context('asking') { asker }: Asking,
  ) {
    const editions = await this.application.ask(new Frameworks(asker, commissioner ?? null, knownAt));
    return editions.map(frameworkShape);
  }
}
