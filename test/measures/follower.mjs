/**
 * A process that follows a read model into its ledger: `node follower.mjs <file>`. It says `ready`, waits for a line, and
 * then takes all facts that are there; it prints whether it could. It runs the compiled ledger: `npm run build` comes first.
 */
import { once } from 'node:events';
import { Ledger } from '../../dist/measures/measures.ledger.js';
import { POLICY } from '../../dist/measures/policy.js';
import { Questions } from '../../dist/projection/questions.js';
import { ReadModel } from '../../dist/projection/read-model.js';

const readModel = new ReadModel(process.argv[2]);
const ledger = new Ledger(readModel, new Questions(readModel.database));

console.log('ready');
await once(process.stdin, 'data');
console.log(await ledger.follow(POLICY, readModel.progress().seq));
readModel.close();
process.stdin.destroy();
