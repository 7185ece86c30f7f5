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
  EVENT_STORE: z.enum(['sqlite']).default('sqlite'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Settings of one process. `dataDir` is an absolute path. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
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
    throw new Error(`${name} is "${given[name]}": ${issue?.message ?? 'not a value it can have'}`);
  }
  const { PORT, HOST, DATA_DIR, LOG_LEVEL } = parsed.data;
  return { port: PORT, host: HOST, dataDir: resolve(DATA_DIR), logLevel: LOG_LEVEL };
};
