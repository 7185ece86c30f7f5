import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { resolve } from 'node:path';
import { CoreModule } from '../core.module.js';
import { configFrom, type Config } from '../config.js';
import { Application } from '../engine/application.js';
import type { Actor } from '../kernel/fact.js';
import { nestLogger } from '../logging.js';

/** Whoever holds the data directory may read and record everything in it. */
export const OPERATOR: Actor = { role: 'administrator', organisation: null };

/** Settings of a verb: the environment, with `--data` above it. */
export const configWith = (data: string | undefined): Config => {
  const config = configFrom(process.env);
  return data === undefined ? config : { ...config, dataDir: resolve(data) };
};

/** What a verb works with: the application without HTTP, and Nest's container for the parts below it. */
export interface Opened {
  readonly application: Application;
  readonly container: INestApplicationContext;
}

/** Runs a verb on the application of a data directory and closes it after, whatever happened. */
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
    return await run({ application: container.get(Application), container });
  } finally {
    await container.close();
  }
};
