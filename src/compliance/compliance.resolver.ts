import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { EventById } from '../audit/audit.queries.js';
import { Application } from '../engine/application.js';
import type { Asking } from '../graphql/asking.js';
import { connectionOf } from '../graphql/connection.js';
import { findingShape, type FindingShape } from '../graphql/finding-shape.js';
import { eventShape } from '../graphql/shapes.js';
import { reject } from '../kernel/rejection.js';
import { OrganisationCalled } from '../organisation/organisation.queries.js';
import type { Bundle } from './bundling.js';
import { FindingsBundle, type BundleFilter } from './compliance.bundles.js';
import { FindingCounts, FindingsPage, type FindingFilter } from './compliance.findings.js';
import { ComplianceSummary, Frameworks } from './compliance.queries.js';
import type { Counts, Summary } from './summary.js';
import { summaryText } from './summary-text.js';

interface FindingsArgs {
  readonly filter?: FindingFilter | null;
  readonly first: number;
  readonly after?: string | null;
  readonly validAsOf?: string | null;
  readonly knownAt?: string | null;
}

interface BundleArgs extends BundleFilter {
  readonly matter: string;
  readonly validAsOf?: string | null;
  readonly knownAt?: string | null;
}

const bundleText = (bundle: Bundle | undefined): string | null => (bundle ? JSON.stringify(bundle, null, 2) : null);

interface SummaryArgs {
  readonly commissioner: string;
  readonly from: string;
  readonly to: string;
  readonly framework?: string | null;
  readonly knownAt?: string | null;
}

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

  @ResolveField('bundle')
  async ownBundle(@Parent() finding: FindingShape, @Context('asking') { asker }: Asking) {
    const { matter, about, rule, inForce, edition, validAsOf, knownAt } = finding;
    const filter = { matter, about, rule, framework: inForce ? null : edition };
    return bundleText(await this.application.ask(new FindingsBundle(asker, filter, validAsOf, knownAt)));
  }

  @Query('bundle')
  async bundle(@Args() args: BundleArgs, @Context('asking') { asker }: Asking) {
    return bundleText(await this.application.ask(new FindingsBundle(asker, args, args.validAsOf, args.knownAt)));
  }

  @Query('frameworks')
  async frameworks(
    @Args() { commissioner, knownAt }: { commissioner?: string | null; knownAt?: string | null },
    @Context('asking') { asker }: Asking,
  ) {
    const editions = await this.application.ask(new Frameworks(asker, commissioner ?? null, knownAt));
    return editions.map((edition) => ({ ...edition, commitments: edition.rows }));
  }
}

const unknown = (commissioner: string) =>
  reject(
    'UNKNOWN_ORGANISATION',
    'commissioner',
    `No organisation is registered as "${commissioner}": give an id, a registered name or a charity number such as GB-CHC-1000000.`,
  );

@Resolver('ComplianceSummary')
export class SummaryResolver {
  constructor(private readonly application: Application) {}

  @Query('complianceSummary')
  async complianceSummary(@Args() args: SummaryArgs, @Context('asking') { asker }: Asking) {
    const summary = await this.application.ask(
      new ComplianceSummary(asker, args.commissioner, args.from, args.to, args.framework, args.knownAt),
    );
    // A commissioner whose registration the asker may not see is as unknown to it as one that is not there.
    if (!(await this.application.ask(new OrganisationCalled(asker, summary.commissioner.id, args.knownAt))))
      throw unknown(args.commissioner);
    const at = { knownAt: args.knownAt ?? null };
    return {
      ...summary,
      ...summary.period,
      counts: counted(summary.counts),
      commitments: summary.commitments.map((line) => ({ ...line, counts: counted(line.counts) })),
      gaps: summary.gaps.map((finding) => findingShape(finding, at)),
      findings: summary.findings.map((finding) => findingShape(finding, at)),
      undated: summary.undated.map((finding) => findingShape(finding, at)),
      json: summary,
    };
  }

  @ResolveField('commissioner')
  commissioner(@Parent() { commissioner, knownAt }: Summary, @Context('asking') { asker }: Asking) {
    return this.application.ask(new OrganisationCalled(asker, commissioner.id, knownAt));
  }

  @ResolveField('text')
  text(@Parent() { json }: { json: Summary }) {
    return summaryText(json);
  }
}
