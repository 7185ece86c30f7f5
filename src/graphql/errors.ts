import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { Rejection } from '../kernel/rejection.js';

/**
 * An error as the client sees it: a refused question keeps its sentence and the fields it names; anything unexpected
 * is logged whole under a number of its own and answered with that number only, so that nothing internal leaks.
 */
export const clientError = (error: GraphQLError, log: Logger): GraphQLError => {
  const { originalError } = error;
  const at = { nodes: error.nodes ?? null, path: error.path ?? null };
  if (originalError instanceof Rejection)
    return new GraphQLError(originalError.message, {
      ...at,
      extensions: { code: originalError.problems[0]?.code ?? 'REFUSED', problems: originalError.problems },
    });
  if (!originalError || originalError instanceof GraphQLError) return error;
  const number = randomUUID();
  log.error({ err: originalError, number }, 'a question failed');
  return new GraphQLError(`Something went wrong here. Tell the operator this number: ${number}`, {
    ...at,
    extensions: { code: 'INTERNAL', number },
  });
};
