import { resolve } from 'node:path';
import { z } from 'zod';

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'it is a number from 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65_535, 'it is a number from 0 to 65535');

const environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  EVENT_STORE: z.enum(['sqlite', 'eventstoredb']).default('sqlite'),
  EVENTSTORE_URL: z
    .string()
    .regex(/^esdb(\+discover)?:\/\//, 'it is an esdb:// connection string, for KurrentDB too')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Settings of one process. `dataDir` is an absolute path. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** the address of the log on EventStoreDB or KurrentDB; null: the embedded log in `dataDir` */
  readonly eventStoreUrl: string | null;
  readonly logLevel: z.infer<typeof environment>['LOG_LEVEL'];
}

/**
 * Settings from environment variables, with defaults that need none. Throws an Error of one sentence naming the
 * variable whose value is wrong and what it may be.
 */
export const configFrom = (variables: Record<string, string | undefined>): Config => {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0]);
    // A connection string holds a password and is not repeated.
    const value = name === 'EVENTSTORE_URL' ? 'not usable' : `"${given[name]}"`;
    throw new Error(`${name} is ${value}: ${issue?.message ?? 'not a value it can have'}`);
  }
  const { PORT, HOST, DATA_DIR, LOG_LEVEL, EVENT_STORE, EVENTSTORE_URL } = parsed.data;
  if (EVENT_STORE === 'eventstoredb' && EVENTSTORE_URL === undefined)
    throw new Error('EVENTSTORE_URL is missing: EVENT_STORE is "eventstoredb", so say where it is (esdb://…)');
  return {
    port: PORT,
    host: HOST,
    dataDir: resolve(DATA_DIR),
    eventStoreUrl: EVENT_STORE === 'eventstoredb' ? (EVENTSTORE_URL ?? null) : null,
    logLevel: LOG_LEVEL,
  };
};
