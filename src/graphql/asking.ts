import type { FastifyRequest } from 'fastify';
import type { Asker } from '../access/visibility.js';
import type { Tokens } from '../access/tokens.js';

/** What every resolver knows about the request: who asks, and the id by which its log lines and events are found again. */
export interface Asking {
  readonly asker: Asker;
  readonly correlationId: string;
}

/** Reads the bearer token of a request. Throws a Rejection when there is one and it is not good. */
export const askingOf = async (tokens: Tokens, request: FastifyRequest): Promise<Asking> => {
  const { authorization } = request.headers;
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
  return { asker: token ? await tokens.verify(token) : null, correlationId: request.id };
};
