import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { EventById } from '../audit/audit.queries.js';
import { Application } from '../engine/application.js';
import type { Asking } from '../graphql/asking.js';
import { findingShape, type FindingShape } from '../graphql/finding-shape.js';
import { frameworkShape } from '../graphql/framework-shape.js';
import { eventShape } from '../graphql/shapes.js';
import { reject } from '../kernel/rejection.js';
import { OrganisationCalled } from '../organisation/organisation.queries.js';
import { ComplianceSummary, Findings, Frameworks, type FindingFilter } from './compliance.queries.js';
import type { Counts, Summary } from './summary.js';
import { summaryText } from './summary-text.js';

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
