import { Args, Context, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { EventById } from '../audit/audit.queries.js';
import { Application } from '../engine/application.js';
import { LogState } from '../engine/log.queries.js';
import { MatterById } from '../matter/matter.queries.js';
import { OrganisationCalled } from '../organisation/organisation.queries.js';
import type { Asking } from './asking.js';
import { eventShape, matterShape } from './shapes.js';

@Resolver('Node')
export class RootResolver {
  constructor(private readonly application: Application) {}

  @Query('log')
  log() {
    return this.application.ask(new LogState());
  }

  /** Looked for among events, then matters, then organisations; by its id only, not by a name as elsewhere. */
  @Query('node')
  async node(@Args() { id, knownAt }: { id: string; knownAt?: string | null }, @Context('asking') { asker }: Asking) {
    const at = { knownAt: knownAt ?? null };
    const event = await this.application.ask(new EventById(asker, id, knownAt));
    if (event) return eventShape(event, at);
    const matter = await this.application.ask(new MatterById(asker, id, knownAt));
    if (matter) return matterShape(id, matter.dossier, matter.facts, at);
    const organisation = await this.application.ask(new OrganisationCalled(asker, id, knownAt));
    return organisation?.id === id ? { __typename: 'Organisation', ...organisation } : null;
  }

  @ResolveField('__resolveType')
  resolveType(node: { __typename: string }): string {
    return node.__typename;
  }
}
