import type { LoggerService } from '@nestjs/common';
import { pino } from 'pino';

// A wrong level is refused by the settings, in a sentence; until then the usual one serves.
const levelFrom = (level: string | undefined): string =>
  level === 'silent' || (level && Object.hasOwn(pino.levels.values, level)) ? level : 'info';

/** The one logger of the process: JSON lines on standard error, so that standard output stays for answers. */
export const logger = pino({ name: 'concordat', level: levelFrom(process.env['LOG_LEVEL']) }, pino.destination(2));

/** Nest's own messages, through the same logger; its start-up chatter is of no use to an operator. */
export const nestLogger: LoggerService = {
  log: (message: unknown, context?: unknown) => logger.debug({ context }, String(message)),
  error: (message: unknown, ...rest: unknown[]) => logger.error({ rest }, String(message)),
  warn: (message: unknown, context?: unknown) => logger.warn({ context }, String(message)),
};
