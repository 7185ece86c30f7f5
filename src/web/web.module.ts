import { Controller, Get, Header, HttpCode, HttpException, Module, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Application } from '../engine/application.js';
import { LogState } from '../engine/log.queries.js';
import { Projector } from '../projection/projector.js';
import { startPage } from './pages.js';

const require = createRequire(import.meta.url);

/** Files of the query editor, from installed packages, so that it opens without any other host. */
const ASSETS: Readonly<Record<string, { readonly module: string; readonly type: string }>> = {
  'react.js': { module: 'react/umd/react.production.min.js', type: 'text/javascript; charset=utf-8' },
  'react-dom.js': { module: 'react-dom/umd/react-dom.production.min.js', type: 'text/javascript; charset=utf-8' },
  'graphiql.js': { module: 'graphiql/graphiql.min.js', type: 'text/javascript; charset=utf-8' },
  'graphiql.css': { module: 'graphiql/graphiql.min.css', type: 'text/css; charset=utf-8' },
};

@Controller()
export class WebController {
  constructor(
    private readonly application: Application,
    private readonly projector: Projector,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  async start(): Promise<string> {
    return startPage(await this.application.ask(new LogState()));
  }

  @Get('assets/:file')
  asset(@Param('file') file: string, @Res() reply: FastifyReply) {
    const asset = ASSETS[file];
    if (!asset) throw new HttpException('There is no such file.', 404);
    return reply
      .header('content-type', asset.type)
      .header('cache-control', 'public, max-age=86400')
      .send(readFileSync(require.resolve(asset.module)));
  }

  @Get('health/live')
  live() {
    return { status: 'live' };
  }

  /** Ready when the read model follows the log; otherwise 503 with what is wrong. */
  @Get('health/ready')
  @HttpCode(200)
  async ready() {
    const log = await this.application.ask(new LogState());
    const state = {
      status: this.projector.state === 'following' ? 'ready' : 'not ready',
      reads: this.projector.state,
      ...log,
    };
    if (state.status !== 'ready') throw new HttpException(state, 503);
    return state;
  }
}

/** Pages and health. The query editor is served where a browser opens /graphql (see server.ts). */
@Module({ controllers: [WebController] })
export class WebModule {}
