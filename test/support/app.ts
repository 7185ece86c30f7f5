import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CoreModule } from '../../src/core.module.js';
import { Application, type Sent } from '../../src/engine/application.js';
import type { Sending } from '../../src/engine/prepare.js';
import type { Actor, Draft, Recorded } from '../../src/kernel/fact.js';
import { Rejection } from '../../src/kernel/rejection.js';
import { Projector } from '../../src/projection/projector.js';
import { Questions } from '../../src/projection/questions.js';
import { EventStore, onOneClock, START } from '../../src/store/event-store.js';
import { configOf, removeFolder } from './log.js';

/** Who may record anything: histories are about what is recorded, not about who may. */
export const ADMINISTRATOR: Actor = { role: 'administrator', organisation: null };

/** The day on which the clocks of tests begin, in milliseconds since the epoch. */
export const BEGIN = Date.parse('2024-03-04T10:00:00.000Z');

/** A clock that a test moves. */
export class Clock {
  constructor(public now = BEGIN) {}

  readonly read = (): number => this.now;

  /** Moves it, backwards too: clocks of servers are set right. */
  move(milliseconds: number): void {
    this.now += milliseconds;
  }
}

/** The application over one data directory, as the command line runs it, and its parts. */
export interface App {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly application: Application;
  readonly container: INestApplicationContext;
  readonly store: EventStore;
  readonly questions: Questions;
  readonly projector: Projector;
  readonly close: () => Promise<void>;
}

const folders: string[] = [];

/** An empty directory of its own, removed by `removeFolders`. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'concordat-test-'));
  folders.push(folder);
  return folder;
};

export const removeFolders = async (): Promise<void> => {
  await Promise.all(folders.splice(0).map(removeFolder));
};

/** Opens the application; on a directory that has a log it goes on with it. */
export const openApp = async (dataDir = newFolder(), clock = new Clock()): Promise<App> => {
  const config = await configOf(dataDir, clock.read);
  const container = await NestFactory.createApplicationContext(CoreModule.for(config, clock.read), {
    logger: false,
    abortOnError: false,
  });
  await container.get(Projector).start();
  return {
    dataDir,
    clock,
    container,
    application: container.get(Application),
    store: container.get(EventStore),
    questions: container.get(Questions),
    projector: container.get(Projector),
    close: () => container.close(),
  };
};

/** Runs a test on an application and closes it, whatever happens. */
export const withApp = async <Result>(run: (app: App) => Promise<Result>, dataDir?: string): Promise<Result> => {
  const app = await openApp(dataDir);
  try {
    return await run(app);
  } finally {
    await app.close();
  }
};

export type Said = Omit<Draft, 'type' | 'occurredOn'> & { readonly occurredOn?: Draft['occurredOn'] };

/** Gives a command as an administrator, unless `sending` says otherwise; what says no date has none. */
export const send = (
  { application }: Pick<App, 'application'>,
  intent: string,
  said: Said,
  sending: Partial<Sending> = {},
): Promise<Sent> => application.send(intent, { occurredOn: null, ...said }, { actor: ADMINISTRATOR, ...sending });

/** Registers a commissioner `council` and a TSO `advice`, which most tests need. */
export const registerTwo = async (app: Pick<App, 'application'>): Promise<void> => {
  const registration = (organisationId: string, name: string) => ({
    data: { organisationId, name },
    visibility: 'public' as const,
  });
  await send(app, 'RegisterCommissioner', registration('council', 'Borough Council'));
  await send(app, 'RegisterTso', registration('advice', 'Advice Centre'));
};

/** The whole log, in its order and on one clock, as the read model takes it. */
export const logOf = async (store: EventStore): Promise<Recorded[]> => {
  const events: Recorded[] = [];
  for await (const page of onOneClock(store.readAll(START))) events.push(...page);
  return events;
};

/** The codes of a Rejection, in the order of its problems; any other outcome is passed on, so that a test shows it. */
export const codesOf = async (task: Promise<unknown>): Promise<unknown> => {
  try {
    return await task;
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return error.problems.map(({ code }) => code);
  }
};
