import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { basisOf } from '../access/visibility.js';
import { EventById } from '../audit/audit.queries.js';
import { Application } from '../engine/application.js';
import type { Asking } from '../graphql/asking.js';
import { connectionOf } from '../graphql/connection.js';
import { eventShape, matterShape, type EventShape } from '../graphql/shapes.js';
import { MatterById } from '../matter/matter.queries.js';
import type { Order } from '../projection/questions.js';
import { History, type HistoryFilter } from './history.queries.js';

interface HistoryArgs {
  readonly filter?: HistoryFilter | null;
  readonly first: number;
  readonly after?: string | null;
  readonly order?: Order;
  readonly knownAt?: string | null;
}

@Resolver('Event')
export class HistoryResolver {
  constructor(private readonly application: Application) {}

  @Query('history')
  async history(@Args() args: HistoryArgs, @Context('asking') { asker }: Asking) {
    const { entries, cursors, more, moment } = await this.application.ask(
      new History(asker, args.filter ?? {}, args, args.knownAt),
    );
    const nodes = entries.map((entry) => eventShape(entry, { knownAt: args.knownAt ?? null }));
    return { ...connectionOf(nodes, cursors, more, args.after), through: moment.position, basis: basisOf(asker) };
  }

  @Query('event')
  async event(@Args() { id, knownAt }: { id: string; knownAt?: string | null }, @Context('asking') { asker }: Asking) {
    const found = await this.application.ask(new EventById(asker, id, knownAt));
    return found ? eventShape(found, { knownAt: knownAt ?? null }) : null;
  }

  @ResolveField('matter')
  async matter(@Parent() { matterId, knownAt }: EventShape, @Context('asking') { asker }: Asking) {
    const found = matterId === null ? undefined : await this.application.ask(new MatterById(asker, matterId, knownAt));
    return found ? matterShape(found.id, found.dossier, found.facts, { knownAt }) : null;
  }
}
