import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { Tokens } from './access/tokens.js';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';
import { Readiness } from './engine/readiness.js';
import { serveGraphql } from './graphql/http.js';
import { nestLogger } from './logging.js';
import { Projector } from './projection/projector.js';
import { ReadModel } from './projection/read-model.js';
import { editorPage } from './web/pages.js';

/** The largest request, in bytes. */
const BODY_LIMIT = 1_048_576;

const metricsOf = (app: NestFastifyApplication): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const readModel = app.get(ReadModel);
  const projector = app.get(Projector);
  new Gauge({
    name: 'concordat_events_read',
    help: 'Events of the log that this instance has taken into its read model.',
    registers: [registry],
    collect() {
      this.set(readModel.progress().seq);
    },
  });
  new Gauge({
    name: 'concordat_following',
    help: '1 while the read model follows the log, else 0.',
    registers: [registry],
    collect() {
      this.set(projector.state === 'following' ? 1 : 0);
    },
  });
  return registry;
};

/**
 * The application with its HTTP routes, not yet listening: `/`, `/graphql`, `/health/live`, `/health/ready`,
 * `/metrics`. It begins to read the log, and answers nothing from it before it has read it all. Throws, in a sentence,
 * where the log cannot be reached. Close it with `close()`.
 */
export const createServer = async (config: Config): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: () => crypto.randomUUID(),
    // JSON is what it says: a number is not taken for a string.
    ajv: { customOptions: { coerceTypes: false } },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.for(config), adapter, {
    logger: nestLogger,
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
    const opens = request.method === 'GET' && request.url === '/graphql';
    if (opens && (request.headers.accept ?? '').includes('text/html'))
      await reply.header('content-type', 'text/html; charset=utf-8').send(editorPage());
  });
  const registry = metricsOf(app);
  fastify.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  // Asked to stop, it closes in order and ends by itself, so that whoever started it can tell that from a crash.
  app.enableShutdownHooks(undefined, { useProcessExit: true });
  await app.init();
  serveGraphql(fastify, app.get(GraphQLSchemaHost).schema, app.get(Tokens), app.get(Readiness));
  await fastify.ready();
  // Not waited for: health tells how far it is. What stops it is logged, and told there too.
  app
    .get(Projector)
    .start()
    .catch(() => {});
  return app;
};
