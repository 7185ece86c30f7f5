import { DoubleLog } from './log.js';
import { DoubleNode, type NodeOptions } from './node.js';

/**
 * Doubles of the servers of one cluster, on loopback. They share one log, so what one has committed all have: it cannot
 * show what a real cluster does to events that were not yet replicated.
 */
export class DoubleCluster {
  readonly nodes: DoubleNode[] = [];

  private constructor(readonly log: DoubleLog) {}

  static async start(size = 1, options: NodeOptions & { readonly clock?: () => number } = {}): Promise<DoubleCluster> {
    const cluster = new DoubleCluster(new DoubleLog(options.clock));
    for (let at = 0; at < size; at += 1) cluster.nodes.push(new DoubleNode(cluster.log, cluster, options));
    await Promise.all(cluster.nodes.map(({ server }) => server.start()));
    cluster.elect();
    return cluster;
  }

  get leader(): DoubleNode {
    return this.nodes.find((node) => node.isLeader)!;
  }

  /** The connection string of the cluster, or of the only node. */
  get url(): string {
    if (this.nodes.length === 1) return this.leader.url;
    const hosts = this.nodes.map(({ server }) => `127.0.0.1:${server.port}`).join(',');
    return `esdb://${hosts}?tls=false&discoveryInterval=20&maxDiscoverAttempts=5`;
  }

  /** Makes a running node the leader, another one than before where there is one. */
  elect(): void {
    const before = this.nodes.find((node) => node.isLeader && node.server.isRunning);
    const running = this.nodes.filter((node) => node.server.isRunning);
    const next = running.find((node) => node !== before) ?? running[0];
    for (const node of this.nodes) node.isLeader = node === next;
    this.log.forgetRecent();
  }

  /** Kills the leader, has another one elected after a while, and brings the dead one back as a follower. */
  async killLeader(downtime: number): Promise<void> {
    const dead = this.leader;
    await dead.server.kill();
    await new Promise((resolve) => setTimeout(resolve, downtime));
    this.elect();
    await dead.server.start();
  }

  async stop(): Promise<void> {
    for (const node of this.nodes) node.release();
    await Promise.all(this.nodes.map(({ server }) => server.kill()));
  }
}
