import { configFrom } from './config.js';
import { logger } from './logging.js';
import { createServer } from './server.js';

/** Starts the server with settings from the environment: what `nest start` and a container run. */
try {
  const config = configFrom(process.env);
  const app = await createServer(config);
  await app.listen(config.port, config.host);
  logger.info({ url: await app.getUrl(), data: config.dataDir }, 'serving');
} catch (error) {
  console.error(`concordat: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
