import { appendBench } from './append.js';
import { eventStoreDbBench } from './eventstoredb.js';
import { historyBench } from './history.js';
import { judgeBench } from './judge.js';
import { measuresBench } from './measures.js';
import { rebuildBench } from './rebuild.js';

const BENCHES = {
  append: appendBench,
  rebuild: rebuildBench,
  history: historyBench,
  judge: judgeBench,
  measures: measuresBench,
  eventstoredb: eventStoreDbBench,
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown) {
  console.error(`There is no bench "${unknown}": ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  // oxlint-disable-next-line no-await-in-loop -- one after the other, so that they do not disturb each other
  const rows = await bench();
  if (rows) console.table(rows);
}
