import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { fileURLToPath } from 'node:url';
import { Tokens } from '../access/tokens.js';
import { askingOf, type Asking } from './asking.js';
import { clientError } from './errors.js';
import { logger } from '../logging.js';
import { mutationResolvers } from './mutations.js';
import { TrailDecisionResolver, TrailResolver } from '../audit/audit.resolver.js';
import { FindingResolver, SummaryResolver } from '../compliance/compliance.resolver.js';
import { HistoryResolver } from '../history/history.resolver.js';
import { MatterResolver } from '../matter/matter.resolver.js';
import { OrganisationResolver } from '../organisation/organisation.resolver.js';
import { PartyResolvers } from './parties.resolver.js';
import { RootResolver } from './root.resolver.js';
import { DayScalar, InstantScalar, JsonScalar, PositionScalar, WhenScalar } from './scalars.js';

const SCHEMA = fileURLToPath(new URL('../../schema/*.graphql', import.meta.url));

/** How deep a question may nest, and how many words it may have: more is refused before any work is done. */
const MAX_DEPTH = 12;
const MAX_TOKENS = 4_000;

/** The API: hand-written SDL, one resolver per read, one generated mutation per intent. */
@Module({
  imports: [
    GraphQLModule.forRootAsync<MercuriusDriverConfig>({
      driver: MercuriusDriver,
      inject: [Tokens],
      useFactory: (tokens: Tokens) => ({
        typePaths: [SCHEMA],
        path: '/graphql',
        graphiql: false,
        queryDepth: MAX_DEPTH,
        graphql: { parseOptions: { maxTokens: MAX_TOKENS } },
        context: async (request: FastifyRequest): Promise<{ asking: Asking }> => ({
          asking: await askingOf(tokens, request),
        }),
        errorFormatter: (execution: ExecutionResult, context: { reply?: FastifyReply; asking?: Asking }) => {
          const id = context.reply?.request.id ?? '';
          return {
            statusCode: 200,
            response: {
              data: execution.data ?? null,
              errors: (execution.errors ?? []).map((error: GraphQLError) => clientError(error, id, logger)),
            },
          };
        },
      }),
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
    ...PartyResolvers,
    ...mutationResolvers,
  ],
})
export class ApiModule {}
