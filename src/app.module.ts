import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from './config.js';
import { CoreModule } from './core.module.js';
import { ApiModule } from './graphql/graphql.module.js';
import { WebModule } from './web/web.module.js';

/** The served application: core, GraphQL, pages. */
@Module({})
export class AppModule {
  static for(config: Config): DynamicModule {
    return { module: AppModule, imports: [CoreModule.for(config), ApiModule, WebModule] };
  }
}
