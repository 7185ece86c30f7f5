import { Controller, Get, Header, HttpCode, HttpException, Module, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Readiness } from '../engine/readiness.js';
import { ReadModel } from '../projection/read-model.js';
import { startPage, waitingPage } from './pages.js';

const require = createRequire(import.meta.url);

/** Files of the query editor, from installed packages, so that it opens without any other host. */
const ASSETS: Readonly<Record<string, { readonly package: string; readonly file: string; readonly type: string }>> = {
  'react.js': { package: 'react', file: 'umd/react.production.min.js', type: 'text/javascript; charset=utf-8' },
  'react-dom.js': {
    package: 'react-dom',
    file: 'umd/react-dom.production.min.js',
    type: 'text/javascript; charset=utf-8',
  },
  'graphiql.js': { package: 'graphiql', file: 'graphiql.min.js', type: 'text/javascript; charset=utf-8' },
  'graphiql.css': { package: 'graphiql', file: 'graphiql.min.css', type: 'text/css; charset=utf-8' },
};

// Not every package lets its built files be resolved by name, but each has its package.json beside them.
const read = ({ package: name, file }: { readonly package: string; readonly file: string }): Buffer =>
  readFileSync(join(dirname(require.resolve(`${name}/package.json`)), file));

@Controller()
export class WebController {
  constructor(
    private readonly readiness: Readiness,
    private readonly readModel: ReadModel,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  start(@Res({ passthrough: true }) reply: FastifyReply): string {
    const { seq: events, position } = this.readModel.progress();
    if (this.readiness.isWhole) return startPage({ events, position });
    reply.status(503).header('retry-after', 1);
    return waitingPage(events);
  }

  @Get('assets/:file')
  asset(@Param('file') file: string, @Res() reply: FastifyReply) {
    const asset = Object.hasOwn(ASSETS, file) ? ASSETS[file] : undefined;
    if (!asset) throw new HttpException('There is no such file.', 404);
    return reply.header('content-type', asset.type).header('cache-control', 'public, max-age=86400').send(read(asset));
  }

  @Get('health/live')
  live() {
    return { status: 'live' };
  }

  /** Ready when the read model follows the log and the log can be read; otherwise 503 with what is wrong. */
  @Get('health/ready')
  @HttpCode(200)
  async ready() {
    const state = await this.readiness.state();
    if (state.status !== 'ready') throw new HttpException(state, 503);
    return state;
  }
}

/** Pages and health. The query editor is served where a browser opens /graphql (see server.ts). */
@Module({ controllers: [WebController] })
export class WebModule {}
