import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Tokens } from '../access/tokens.js';
import type { Config } from '../config.js';
import { Directory } from '../organisation/directory.js';
import { Projector } from '../projection/projector.js';
import { Questions } from '../projection/questions.js';
import { openReadModel } from '../projection/open.js';
import { ReadModel } from '../projection/read-model.js';
import { EventStore } from '../store/event-store.js';
import { SqliteEventStore } from '../store/sqlite-event-store.js';
import { catalogue } from '../subjects.js';
import { Application } from './application.js';
import { logger } from '../logging.js';
import { commandHandlers } from './commands.js';
import { Readiness } from './readiness.js';
import { Turns } from './turns.js';

/** Where the embedded log and the read model of a data directory are. */
export const filesIn = (dataDir: string) => ({ log: join(dataDir, 'events.db'), readModel: join(dataDir, 'views.db') });

/** The embedded log of a data directory, made if it is not there. `clock` gives ms since the epoch. */
export const openLog = (dataDir: string, clock?: () => number): SqliteEventStore => {
  mkdirSync(dataDir, { recursive: true });
  return new SqliteEventStore(filesIn(dataDir).log, catalogue, clock ? { clock } : {});
};

/**
 * The log that the settings choose. Throws an Error of one sentence where a server is chosen that cannot be reached or
 * refuses us. Its client is loaded only then.
 */
export const logOf = async ({ dataDir, eventStoreUrl }: Config, clock?: () => number): Promise<EventStore> => {
  if (eventStoreUrl === null) return openLog(dataDir, clock);
  const { EventStoreDbStore } = await import('../store/eventstoredb/eventstoredb-store.js');
  mkdirSync(dataDir, { recursive: true });
  return EventStoreDbStore.connect(eventStoreUrl, catalogue, {
    onTrouble: (trouble) => logger.warn(trouble, 'the log on EventStoreDB had trouble and is being tried again'),
  });
};

/** Ends the flow in order when the process is asked to stop: no more following, then the files. */
class Shutdown implements OnApplicationShutdown {
  constructor(
    private readonly projector: Projector,
    private readonly readModel: ReadModel,
    private readonly store: EventStore,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    const stopped = this.projector.stop();
    // Also gives up what the projector still reads, which a server that is away could keep it waiting for.
    await this.store.close();
    await stopped;
    this.readModel.close();
  }
}

/**
 * The log, the read model that follows it, and the two doors. One data directory, one engine. It follows the log once
 * its user has started the projector, and may wait until it has caught up.
 */
@Global()
@Module({})
export class EngineModule {
  static for(config: Config, clock?: () => number): DynamicModule {
    return {
      module: EngineModule,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: EventStore, useFactory: () => logOf(config, clock) },
        {
          provide: ReadModel,
          useFactory: (store: EventStore) => {
            const file = filesIn(config.dataDir).readModel;
            return openReadModel(file, store, (why) => logger.warn({ file }, why));
          },
          inject: [EventStore],
        },
        { provide: Questions, useFactory: (model: ReadModel) => new Questions(model.database), inject: [ReadModel] },
        {
          provide: Projector,
          useFactory: (store: EventStore, model: ReadModel) =>
            new Projector(
              store,
              model,
              () => {},
              (error) =>
                logger.error({ err: error }, 'the read model has stopped following the log: see /health/ready'),
            ),
          inject: [EventStore, ReadModel],
        },
        { provide: Tokens, useFactory: () => Tokens.in(config.dataDir) },
        {
          provide: Shutdown,
          useFactory: (projector: Projector, model: ReadModel, store: EventStore) =>
            new Shutdown(projector, model, store),
          inject: [Projector, ReadModel, EventStore],
        },
        Directory,
        Turns,
        Application,
        Readiness,
        ...commandHandlers,
      ],
      exports: [EventStore, ReadModel, Questions, Projector, Tokens, Directory, Application, Readiness, CqrsModule],
    };
  }
}
