import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Application } from '../engine/application.js';
import type { Asking } from '../graphql/asking.js';
import { findingShape } from '../graphql/finding-shape.js';
import { figuresShape } from '../graphql/measure-shapes.js';
import { reject } from '../kernel/rejection.js';
import { OrganisationCalled } from '../organisation/organisation.queries.js';
import { csvOf } from '../report/csv.js';
import { htmlOf } from '../report/html.js';
import { documentOf } from '../report/summary-document.js';
import { textOf } from '../report/text.js';
import { ComplianceSummary, type SummaryAsk } from './compliance.summary.js';
import type { Summary } from './summary/summary.js';
import type { Counts } from './summary/summary-outcomes.js';

const counted = (counts: Counts) => Object.entries(counts).map(([verdict, count]) => ({ verdict, count }));

const unknown = (commissioner: string) =>
  reject(
    'UNKNOWN_ORGANISATION',
    'commissioner',
    `No organisation is registered as "${commissioner}": give an id, a registered name or a charity number such as GB-CHC-1000000.`,
  );

const named = (names: Summary['names'], ids: readonly string[]) => ids.map((id) => names[id] ?? id);

const trustShape = ({ policy, conduct, ...trust }: Summary['trust']) => ({
  ...trust,
  ...{ policyId: policy.id, policyVersion: policy.version, policyHash: policy.hash },
  conduct: conduct.map((line) => ({ ...line, now: figuresShape(line.now), before: figuresShape(line.before) })),
});

/** The summary as the API shows it: counts by verdict as lists, findings with the moment at which their evidence is read. */
const shapeOf = (summary: Summary, knownAt: string | null) => {
  const at = { knownAt };
  const { before, governance, disputes } = summary;
  return {
    ...summary,
    ...summary.period,
    counts: counted(summary.counts),
    governance: governance.map((it) => ({ ...it, signatories: named(summary.names, it.signatories) })),
    before: { ...before, ...before.period, counts: counted(before.counts) },
    commitments: summary.commitments.map((line) => ({ ...line, counts: counted(line.counts) })),
    disputes: disputes.groups,
    trust: trustShape(summary.trust),
    actions: [...summary.actions.thisPeriod, ...summary.actions.next].map((action) => ({
      ...action,
      planFrom: action.plan.from,
      planTo: action.plan.to,
    })),
    gaps: summary.gaps.map((finding) => findingShape(finding, at)),
    findings: summary.findings.map((finding) => findingShape(finding, at)),
    undated: summary.undated.map((finding) => findingShape(finding, at)),
    json: summary,
  };
};

type Shape = Pick<Summary, 'commissioner' | 'commissioners' | 'tso' | 'knownAt'> & { readonly json: Summary };

@Resolver('ComplianceSummary')
export class SummaryResolver {
  constructor(private readonly application: Application) {}

  @Query('complianceSummary')
  async complianceSummary(@Args() args: SummaryAsk, @Context('asking') { asker }: Asking) {
    const summary = await this.application.ask(new ComplianceSummary(asker, args));
    const { commissioner } = summary;
    // A commissioner whose registration the asker may not see is as unknown to it as one that is not there.
    if (commissioner && !(await this.application.ask(new OrganisationCalled(asker, commissioner.id, args.knownAt))))
      throw unknown(args.commissioner ?? '');
    return shapeOf(summary, args.knownAt ?? null);
  }

  @ResolveField('commissioner')
  commissioner(@Parent() { commissioner, knownAt }: Shape, @Context('asking') { asker }: Asking) {
    return commissioner && this.application.ask(new OrganisationCalled(asker, commissioner.id, knownAt));
  }

  @ResolveField('commissioners')
  commissioners(@Parent() { commissioners, knownAt }: Shape, @Context('asking') { asker }: Asking) {
    return Promise.all(commissioners.map(({ id }) => this.application.ask(new OrganisationCalled(asker, id, knownAt))));
  }

  @ResolveField('tso')
  tso(@Parent() { tso, knownAt }: Shape, @Context('asking') { asker }: Asking) {
    return tso && this.application.ask(new OrganisationCalled(asker, tso.id, knownAt));
  }

  @ResolveField('text')
  text(@Parent() { json }: Shape) {
    return textOf(documentOf(json));
  }

  @ResolveField('document')
  document(
    @Parent() { json }: Shape,
    @Args() { format, section }: { readonly format: 'TEXT' | 'HTML' | 'CSV'; readonly section?: string | null },
  ) {
    const document = documentOf(json);
    if (format === 'CSV') return csvOf(document, section ?? undefined);
    return format === 'HTML' ? htmlOf(document) : textOf(document);
  }
}
