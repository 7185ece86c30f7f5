import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { basisOf } from '../access/visibility.js';
import { Findings } from '../compliance/compliance.findings.js';
import { Application } from '../engine/application.js';
import type { Asking } from '../graphql/asking.js';
import { findingShape } from '../graphql/finding-shape.js';
import { eventShape, matterShape, type At } from '../graphql/shapes.js';
import { MatterById } from '../matter/matter.queries.js';
import { DecisionTrail } from './audit.queries.js';
import type { Knowledge, Trail, TrailDecision, TrailEntry } from './trail.js';
import { trailText } from './trail-text.js';

const entryShape = (entry: TrailEntry, at: At) => ({
  event: eventShape(entry.fact, at),
  summary: entry.sentence,
  recordedAfterDays: entry.recordedAfterDays,
  late: entry.late,
});

const decisionShape = (matter: string, it: TrailDecision, at: At) => ({
  ...at,
  matterId: matter,
  id: it.decision.id,
  title: it.decision.taken?.data.title ?? null,
  takenOn: it.takenOn,
  finality: it.finality,
  status: it.status,
  known: it.knowledge,
});

type DecisionShape = ReturnType<typeof decisionShape>;

@Resolver('DecisionTrail')
export class TrailResolver {
  constructor(private readonly application: Application) {}

  @Query('decisionTrail')
  async decisionTrail(
    @Args() { matter, knownAt }: { matter: string; knownAt?: string | null },
    @Context('asking') { asker }: Asking,
  ) {
    const trail = await this.application.ask(new DecisionTrail(asker, matter, knownAt));
    if (!trail) return null;
    const at = { knownAt: knownAt ?? null };
    return {
      ...trail,
      matterId: matter,
      entries: trail.entries.map((entry) => entryShape(entry, at)),
      decisions: trail.decisions.map((decision) => decisionShape(matter, decision, at)),
      basis: basisOf(asker),
      trail,
    };
  }

  @ResolveField('matter')
  async matter(
    @Parent() { matterId, knownAt }: { matterId: string; knownAt: string | null },
    @Context('asking') { asker }: Asking,
  ) {
    const found = await this.application.ask(new MatterById(asker, matterId, knownAt));
    return found && matterShape(found.id, found.dossier, found.facts, { knownAt });
  }

  @ResolveField('text')
  async text(
    @Parent() { trail, knownAt }: { trail: Trail; knownAt: string | null },
    @Context('asking') { asker }: Asking,
  ) {
    return trailText(trail, await this.application.ask(new Findings(asker, { matter: trail.matter }, null, knownAt)));
  }
}

@Resolver('TrailDecision')
export class TrailDecisionResolver {
  constructor(private readonly application: Application) {}

  @ResolveField('knowledge')
  knowledge(@Parent() { known, knownAt }: DecisionShape, @Args('only') only?: readonly Knowledge[] | null) {
    return known
      .filter(({ knowledge }) => !only || only.includes(knowledge))
      .map(({ knowledge, since, entry }) => ({ knowledge, since, entry: entryShape(entry, { knownAt }) }));
  }

  @ResolveField('findings')
  async findings(@Parent() { id, matterId, knownAt }: DecisionShape, @Context('asking') { asker }: Asking) {
    const found = await this.application.ask(new Findings(asker, { matter: matterId }, null, knownAt));
    return found
      .filter(({ about }) => about.kind === 'decision' && about.id === id)
      .map((finding) => findingShape(finding, { knownAt }));
  }
}
