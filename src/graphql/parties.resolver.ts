import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Asker } from '../access/visibility.js';
import { Application } from '../engine/application.js';
import { OrganisationCalled } from '../organisation/organisation.queries.js';
import type { Asking } from './asking.js';
import type { At } from './shapes.js';

interface Parties extends At {
  readonly commissionerId?: string | null;
  readonly organisationId?: string;
  readonly ownerId?: string | null;
  readonly tsoIds?: readonly string[];
}

const organisation = async (application: Application, asker: Asker, id: string | null | undefined, at: At) =>
  id ? application.ask(new OrganisationCalled(asker, id, at.knownAt)) : null;

/** Resolvers of the fields that name an organisation, the same for every type that has them. */
const commissionerOf = (type: string) => {
  @Resolver(type)
  class CommissionerResolver {
    constructor(private readonly application: Application) {}

    @ResolveField('commissioner')
    commissioner(@Parent() parent: Parties, @Context('asking') { asker }: Asking) {
      return organisation(this.application, asker, parent.commissionerId, parent);
    }
  }
  return CommissionerResolver;
};

const tsosOf = (type: string) => {
  @Resolver(type)
  class TsosResolver {
    constructor(private readonly application: Application) {}

    @ResolveField('tsos')
    async tsos(@Parent() parent: Parties, @Context('asking') { asker }: Asking) {
      const found = await Promise.all(
        (parent.tsoIds ?? []).map((id) => organisation(this.application, asker, id, parent)),
      );
      return found.filter(Boolean);
    }
  }
  return TsosResolver;
};

@Resolver('Attendance')
class AttendanceResolver {
  constructor(private readonly application: Application) {}

  @ResolveField('organisation')
  organisation(@Parent() parent: Parties, @Context('asking') { asker }: Asking) {
    return organisation(this.application, asker, parent.organisationId, parent);
  }
}

@Resolver('Action')
class ActionResolver {
  constructor(private readonly application: Application) {}

  @ResolveField('owner')
  owner(@Parent() parent: Parties, @Context('asking') { asker }: Asking) {
    return organisation(this.application, asker, parent.ownerId, parent);
  }
}

export const PartyResolvers = [
  commissionerOf('Event'),
  commissionerOf('Matter'),
  tsosOf('Event'),
  tsosOf('Matter'),
  tsosOf('Notice'),
  AttendanceResolver,
  ActionResolver,
];
