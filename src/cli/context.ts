import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CoreModule } from '../core.module.js';
import { configFrom, type Config } from '../config.js';
import { Application } from '../engine/application.js';
import { filesIn } from '../engine/engine.module.js';
import type { Actor } from '../kernel/fact.js';
import { nestLogger } from '../logging.js';
import { Projector } from '../projection/projector.js';
import { Refused } from './output.js';

/** Whoever holds the data directory may read and record everything in it. */
export const OPERATOR: Actor = { role: 'administrator', organisation: null };

/** Settings of a verb: the environment, with `--data` above it. */
export const configWith = (data: string | undefined, variables = process.env): Config => {
  const config = configFrom(variables);
  return data === undefined ? config : { ...config, dataDir: resolve(data) };
};

/** What a verb works with: the application without HTTP, and Nest's container for the parts below it. */
export interface Opened {
  readonly application: Application;
  readonly container: INestApplicationContext;
}

/** Runs a verb on the application of a data directory, with the whole record read, and closes it after, whatever happened. */
export const withApplication = async <Result>(
  config: Config,
  run: (opened: Opened) => Promise<Result>,
  clock?: () => number,
): Promise<Result> => {
  const container = await NestFactory.createApplicationContext(CoreModule.for(config, clock), {
    logger: nestLogger,
    abortOnError: false,
  });
  try {
    await container.get(Projector).start();
    return await run({ application: container.get(Application), container });
  } finally {
    await container.close();
  }
};

/** As `withApplication`, for verbs that only read: a directory without a log is refused rather than filled. */
export const withRecord = async <Result>(
  data: string | undefined,
  run: (opened: Opened) => Promise<Result>,
): Promise<Result> => {
  const config = configWith(data);
  if (config.eventStoreUrl === null && !existsSync(filesIn(config.dataDir).log))
    throw new Refused(
      `there is no record in ${config.dataDir}: name another directory with --data, or import something`,
    );
  return withApplication(config, run);
};
