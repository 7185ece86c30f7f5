import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { fileURLToPath } from 'node:url';
import { TrailDecisionResolver, TrailResolver } from '../audit/audit.resolver.js';
import { NaoResolver } from '../compliance/compliance.nao.resolver.js';
import { PlanResolver } from '../compliance/compliance.plan.resolver.js';
import { FindingResolver } from '../compliance/compliance.resolver.js';
import { SummaryResolver } from '../compliance/compliance.summary.resolver.js';
import { HistoryResolver } from '../history/history.resolver.js';
import { MatterResolver } from '../matter/matter.resolver.js';
import { OrganisationResolver } from '../organisation/organisation.resolver.js';
import { measureResolvers } from '../measures/measures.resolver.js';
import { mutationResolvers } from './mutations.js';
import { PartyResolvers } from './parties.resolver.js';
import { RootResolver } from './root.resolver.js';
import { DayScalar, InstantScalar, JsonScalar, PositionScalar, WhenScalar } from './scalars.js';

const SCHEMA = fileURLToPath(new URL('../../schema/*.graphql', import.meta.url));

/** The API: hand-written SDL, one resolver per read, one mutation per intent. Its HTTP route is in http.ts. */
@Module({
  imports: [
    GraphQLModule.forRoot<MercuriusDriverConfig>({
      driver: MercuriusDriver,
      typePaths: [SCHEMA],
      routes: false,
      graphiql: false,
    }),
  ],
  providers: [
    DayScalar,
    WhenScalar,
    InstantScalar,
    PositionScalar,
    JsonScalar,
    RootResolver,
    HistoryResolver,
    OrganisationResolver,
    MatterResolver,
    TrailResolver,
    TrailDecisionResolver,
    FindingResolver,
    SummaryResolver,
    PlanResolver,
    NaoResolver,
    ...measureResolvers,
    ...PartyResolvers,
    ...mutationResolvers,
  ],
})
export class ApiModule {}
