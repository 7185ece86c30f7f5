import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHandler } from 'graphql-http/lib/use/fastify';
import {
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { Tokens } from '../access/tokens.js';
import type { Readiness } from '../engine/readiness.js';
import { Rejection } from '../kernel/rejection.js';
import { logger } from '../logging.js';
import { askingOf, type Asking } from './asking.js';
import { clientError } from './errors.js';
import { noCirclesRule } from './recursion.js';

/** How deep a question may nest, how many aliases and words it may have: more is refused before any work is done. */
const MAX_DEPTH = 12;
const MAX_ALIASES = 30;
const MAX_TOKENS = 4_000;

/** How many questions are remembered as read and checked; most clients ask the same few. */
const REMEMBERED = 500;

/** Remembers what a function gave for the last texts it was asked. */
const remembering = <Value>(compute: (text: string) => Value): ((text: string) => Value) => {
  const known = new Map<string, Value>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = compute(text);
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? '');
    known.set(text, value);
    return value;
  };
};

const parsed = remembering((source: string): DocumentNode => parse(source, { maxTokens: MAX_TOKENS }));

/** Told as what is wrong with the question; thrown, as these rules do by themselves, it would pass for a fault of ours. */
const told = {
  exposeLimits: true,
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, { message }: GraphQLError): void =>
      context?.reportError(
        new GraphQLError(`${message.replace('Syntax Error: ', '')} Ask for less at a time.`, {
          extensions: { code: 'TOO_MUCH' },
        }),
      ),
  ],
};

const LIMITS = [
  maxDepthRule({ n: MAX_DEPTH, ignoreIntrospection: true, ...told }),
  maxAliasesRule({ n: MAX_ALIASES, allowList: [], ...told }),
  noCirclesRule,
] as unknown as readonly ValidationRule[];

/** Validation whose outcome for a document is remembered as long as the document is. */
const validating = () => {
  const outcomes = new WeakMap<DocumentNode, readonly GraphQLError[]>();
  return (
    schema: GraphQLSchema,
    document: DocumentNode,
    rules?: readonly ValidationRule[],
  ): readonly GraphQLError[] => {
    let outcome = outcomes.get(document);
    if (!outcome) {
      outcome = validate(schema, document, [...(rules ?? []), ...LIMITS]);
      outcomes.set(document, outcome);
    }
    return outcome;
  };
};

/** The request header that names a log position which the answer must include. */
const AFTER = 'concordat-after';

/** How soon, in seconds, a request may be sent again that this instance could not answer now. */
const RETRY_AFTER = 1;

const refuse = (reply: FastifyReply, status: number, message: string, code: string | undefined): FastifyReply =>
  reply.status(status).send({ errors: [new GraphQLError(message, { extensions: { code } })] });

/**
 * Serves a schema at `/graphql` as the GraphQL-over-HTTP specification says, by that specification's reference
 * implementation. Nest's driver builds the schema; its own route fails 34 of the specification's 61 audits.
 *
 * Before anything of a question is looked at: a bad token is 401; an instance that has not read the whole log, or not
 * yet up to the position in `concordat-after`, is 503. That holds for mutations too, which are decided on what is read.
 */
export const serveGraphql = (
  fastify: FastifyInstance,
  schema: GraphQLSchema,
  tokens: Tokens,
  readiness: Readiness,
): void => {
  const asked = new WeakMap<FastifyRequest, Asking>();
  const handler = createHandler<{ asking: Asking }>({
    schema,
    parse: (source) => parsed(typeof source === 'string' ? source : source.body),
    validate: validating(),
    context: ({ raw }) => ({ asking: asked.get(raw) ?? { asker: null, correlationId: raw.id } }),
    formatError: (error) => (error instanceof GraphQLError ? clientError(error, logger) : error),
  });
  fastify.all('/graphql', async function graphql(request, reply) {
    try {
      // The handler would take a refused token for a fault of ours.
      asked.set(request, await askingOf(tokens, request));
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      return refuse(reply.header('www-authenticate', 'Bearer'), 401, error.message, error.problems[0]?.code);
    }
    const notNow = await readiness.refusal(request.headers[AFTER]?.toString());
    if (notNow?.code === 'INVALID') return refuse(reply, 400, notNow.message, notNow.code);
    if (notNow) return refuse(reply.header('retry-after', RETRY_AFTER), 503, notNow.message, notNow.code);
    await handler.call(this, request, reply);
    return reply;
  });
};
