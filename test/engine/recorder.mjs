/**
 * A process that records: `node recorder.mjs <data directory> <name> <count>`. It opens the application, with the log
 * that the environment chooses, has `count`
 * facts recorded in a stream that all such processes share, a few at a time, and prints `ack <id>` for each that can be
 * read. It runs the compiled application, as the product does: `npm run build` comes first.
 */
import { withApplication } from '../../dist/cli/context.js';
import { configFrom } from '../../dist/config.js';

const [, , dataDir, name, count] = process.argv;
const AT_ONCE = 4;

await withApplication(
  configFrom({ ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'silent' }),
  async ({ application }) => {
    const record = async (number) => {
      const fact = { data: { summary: `${name} ${number}` }, occurredOn: null, matter: 'shared' };
      const sending = { actor: { role: 'administrator', organisation: null }, commandId: `${name}-${number}` };
      const { seen } = await application.send('DiscussFundingPressure', fact, sending);
      console.log(seen ? `ack ${name}-${number}` : 'not seen');
    };
    for (let number = 0; number < Number(count); number += AT_ONCE)
      await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => record(number + at)));
  },
);
