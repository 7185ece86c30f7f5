import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DecisionTrail } from '../audit/audit.queries.js';
import { trailText } from '../audit/trail-text.js';
import { Findings } from '../compliance/compliance.findings.js';
import { ComplianceSummary } from '../compliance/compliance.summary.js';
import type { Config } from '../config.js';
import { documentOf } from '../report/summary-document.js';
import { textOf } from '../report/text.js';
import { seed } from '../demo/demo.js';
import { createServer } from '../server.js';
import { claim } from './claim.js';
import { configWith, OPERATOR, withApplication } from './context.js';
import { print, printJson, Refused } from './output.js';

export interface ServeOptions {
  readonly data?: string;
  readonly port?: number;
  readonly host?: string;
}

const withAddress = (config: Config, { port, host }: ServeOptions): Config => ({
  ...config,
  ...(port !== undefined && { port }),
  ...(host !== undefined && { host }),
});

const listen = async (config: Config): Promise<void> => {
  const release = claim(config.dataDir, 'serve');
  let app: NestFastifyApplication | undefined;
  try {
    app = await createServer(config);
    await app.listen(config.port, config.host);
  } catch (error) {
    release();
    await app?.close();
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new Refused(`port ${config.port} on ${config.host} is in use: choose another with --port`);
    throw error;
  }
  print(
    `Serving ${config.dataDir} at ${await app.getUrl()} (query editor: ${await app.getUrl()}/graphql). Stop with Ctrl-C.`,
  );
  process.once('exit', release);
};

/** `serve`: the application over HTTP, until it is stopped. */
export const serve = (options: ServeOptions): Promise<void> => listen(withAddress(configWith(options.data), options));

const DEMO = {
  commissioner: 'Seedshire County Council (fictional)',
  from: '2011-04-01',
  to: '2012-03-31',
  matter: 'birmingham-2011/legal-advice',
};

/** `demo`: the documented cases in a fresh data directory; prints a summary and a trail, then serves unless told not to. */
export const demo = async (options: ServeOptions & { serve: boolean; json?: boolean }): Promise<void> => {
  const dataDir = options.data === undefined ? mkdtempSync(join(tmpdir(), 'concordat-demo-')) : resolve(options.data);
  const config = withAddress({ ...configWith(options.data), dataDir }, options);
  let now = 0;
  await withApplication(
    config,
    async ({ application, container }) => {
      const seeded = await seed(application, container, (instant) => {
        now = instant;
      });
      if (seeded === undefined)
        throw new Refused(`${dataDir} already holds a log that is not this demonstration: give an empty directory`);
      const summary = await application.ask(
        new ComplianceSummary(OPERATOR, { commissioner: DEMO.commissioner, from: DEMO.from, to: DEMO.to }),
      );
      const trail = await application.ask(new DecisionTrail(OPERATOR, DEMO.matter));
      const findings = await application.ask(new Findings(OPERATOR, { matter: DEMO.matter }));
      if (options.json) {
        printJson({ data: dataDir, events: seeded.events, cases: seeded.cases, summary, trail, findings });
        return;
      }
      print(
        [
          `Concordat demonstration: ${seeded.events} events of ${seeded.cases.length} cases, told from documented facts.`,
          'The days on which events were recorded are part of the telling, so that "known at" can be tried.',
          ...seeded.cases.map(({ number, title }) => `  ${number.padEnd(5)} ${title}`),
          '',
        ].join('\n'),
      );
      print(textOf(documentOf(summary)));
      if (trail) print(trailText(trail, findings));
      print(
        `The record is in ${dataDir}. Ask it, e.g.: npx concordat history --matter ${DEMO.matter} --data ${dataDir}`,
      );
    },
    () => now || Date.now(),
  );
  if (options.serve) await listen(config);
};
