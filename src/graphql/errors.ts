import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { Rejection } from '../kernel/rejection.js';

/** Codes a client may act on; any other error is ours, and its message is not for the client. */
const isForClient = (error: GraphQLError): boolean => error.originalError === undefined || error.originalError === null;

/**
 * An error as the client sees it: a refused question keeps its sentence and the fields it names; anything unexpected
 * is logged whole and answered with the correlation id only, so that nothing internal leaks.
 */
export const clientError = (error: GraphQLError, correlationId: string, log: Logger): GraphQLError => {
  const { originalError } = error;
  const at = { nodes: error.nodes ?? null, path: error.path ?? null };
  if (originalError instanceof Rejection)
    return new GraphQLError(originalError.message, {
      ...at,
      extensions: { code: originalError.problems[0]?.code ?? 'REFUSED', problems: originalError.problems },
    });
  if (isForClient(error) || originalError instanceof GraphQLError) return error;
  log.error({ err: originalError, correlationId }, 'a request failed');
  return new GraphQLError(`Something went wrong here. Tell the operator this number: ${correlationId}`, {
    ...at,
    extensions: { code: 'INTERNAL', correlationId },
  });
};
