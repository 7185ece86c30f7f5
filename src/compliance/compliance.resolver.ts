import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { EventById } from '../audit/audit.queries.js';
import { Application } from '../engine/application.js';
import type { Asking } from '../graphql/asking.js';
import { connectionOf } from '../graphql/connection.js';
import { findingShape, type FindingShape } from '../graphql/finding-shape.js';
import { frameworkShape } from '../graphql/framework-shape.js';
import { eventShape } from '../graphql/shapes.js';
import { reject } from '../kernel/rejection.js';
import type { Bundle } from './bundling.js';
import { FindingsBundle, type BundleFilter } from './compliance.bundles.js';
import { FindingCounts, FindingsPage, type FindingFilter } from './compliance.findings.js';
import { Frameworks } from './compliance.queries.js';
import type { Counts } from './summary/summary-outcomes.js';

interface FindingsArgs {
  readonly filter?: FindingFilter | null;
  readonly first: number;
  readonly after?: string | null;
  readonly validAsOf?: string | null;
  readonly knownAt?: string | null;
}

interface BundleArgs extends Omit<BundleFilter, 'matter'> {
  readonly matter?: string | null;
  readonly validAsOf?: string | null;
  readonly knownAt?: string | null;
}

const bundleText = (bundle: Bundle | undefined): string | null => (bundle ? JSON.stringify(bundle, null, 2) : null);

const counted = (counts: Counts) => Object.entries(counts).map(([verdict, count]) => ({ verdict, count }));

@Resolver('Finding')
export class FindingResolver {
  constructor(private readonly application: Application) {}

  @Query('findings')
  async findings(@Args() args: FindingsArgs, @Context('asking') { asker }: Asking) {
    const filter = args.filter ?? {};
    const { findings, cursors, more } = await this.application.ask(
      new FindingsPage(asker, filter, args, args.validAsOf, args.knownAt),
    );
    const nodes = findings.map((finding) =>
      findingShape(finding, { knownAt: args.knownAt ?? null, validAsOf: args.validAsOf }),
    );
    return {
      ...connectionOf(nodes, cursors, more, args.after),
      // Called by GraphQL only where it is asked for: it takes all pages.
      counts: async () =>
        counted(await this.application.ask(new FindingCounts(asker, filter, args.validAsOf, args.knownAt))),
    };
  }

  @ResolveField('evidenceEvents')
  async evidenceEvents(@Parent() { evidence, knownAt }: FindingShape, @Context('asking') { asker }: Asking) {
    const found = await Promise.all(evidence.map((id) => this.application.ask(new EventById(asker, id, knownAt))));
    return found.flatMap((entry) => (entry ? [eventShape(entry, { knownAt })] : []));
  }

  @Query('bundle')
  async bundle(@Args() args: BundleArgs, @Context('asking') { asker }: Asking) {
    const { matter = null, about, validAsOf, knownAt } = args;
    if (matter === null && !about)
      throw reject('INVALID', 'matter', 'Say of what: give a matter, or what it is about.');
    return bundleText(await this.application.ask(new FindingsBundle(asker, { ...args, matter }, validAsOf, knownAt)));
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
