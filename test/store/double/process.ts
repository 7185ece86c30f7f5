import { DoubleCluster } from './cluster.js';

// A process of its own, so that its work is not counted as the store's.
const cluster = await DoubleCluster.start();
process.stdin.resume().on('end', () => process.exit());
console.log(cluster.url);
