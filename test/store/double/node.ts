import { Call, GrpcServer } from './grpc.js';
import type { DoubleLog, Outcome } from './log.js';
import { appendOf, readOf, say, type ReadRequest } from './messages.js';
import { plainRead } from './reads.js';
import { serveSubscription, type Slowness } from './subscriptions.js';

/** What a test makes a node do to the next append, once each, in the order given. */
export type AppendFault =
  | 'drop before commit'
  | 'drop after commit'
  | 'kill before commit'
  | 'kill after commit'
  | 'no answer'
  | 'no answer after commit'
  | 'not ready'
  | 'no leader'
  | 'commit timeout'
  | 'hold';

export type ReadFault = 'no answer' | 'not ready' | 'drop midway';

/** Who may do what, on a node that asks for passwords. */
export interface Users {
  readonly [name: string]: {
    readonly password: string;
    readonly mayReadAll: boolean;
    readonly mayAppend?: boolean;
  };
}

export interface NodeOptions {
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly users?: Users;
}

const STREAMS = '/event_store.client.streams.Streams/';

/** A double of one server: the gRPC services that the client asks for, over a log that a cluster shares. */
export class DoubleNode {
  readonly server: GrpcServer;
  readonly appendFaults: AppendFault[] = [];
  readonly readFaults: ReadFault[] = [];
  /** every call there was, by the last part of its path */
  readonly calls: string[] = [];
  /** how many subscriptions are open, and where each there ever was began */
  subscriptions = 0;
  readonly subscribedFrom: (bigint | 'start' | 'end')[] = [];
  lastCheckpoint: bigint | undefined;
  /** subscriptions stay open and say nothing; what they should have said they never say */
  isMute = false;
  /** what servers from 24.2 to 24.10.4 may tell a subscription that has found nothing */
  hasBogusCheckpoint = false;
  /** takes every call and answers none */
  isDeaf = false;
  slowness: Slowness = { kind: 'fall behind', buffer: 32 };
  /** ends each subscription in good order after so many events; the server itself never does */
  endAfter = Number.POSITIVE_INFINITY;
  isLeader = true;
  /** which reads are held until `release` */
  holds: (request: ReadRequest) => boolean = () => false;
  readonly #held: (() => void)[] = [];

  constructor(
    readonly log: DoubleLog,
    readonly cluster: { readonly nodes: readonly DoubleNode[] },
    private readonly options: NodeOptions = {},
  ) {
    this.server = new GrpcServer((call) => this.#serve(call), options.tls);
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.server.port}?tls=${this.options.tls ? 'true' : 'false'}`;
  }

  /** Answers the appends and reads that were held. */
  release(): void {
    for (const go of this.#held.splice(0)) go();
  }

  /** How many appends and reads are held. */
  get held(): number {
    return this.#held.length;
  }

  async #serve(call: Call): Promise<void> {
    this.calls.push(call.path.split('/').at(-1)!);
    if (this.isDeaf) return undefined;
    const user = this.#userOf(call);
    if (user === 'unknown') return call.end(16, 'UNAUTHENTICATED');
    if (call.path === '/event_store.client.gossip.Gossip/Read') return this.#gossip(call);
    if (user === 'nobody') return call.end(7, 'Access Denied', { exception: 'access-denied' });
    if (call.headers['requires-leader'] === 'true' && !this.isLeader) return this.#sendToLeader(call);
    if (call.path === `${STREAMS}Append`) return this.#append(call, user.mayAppend ?? true);
    if (call.path === `${STREAMS}Read`) return this.#read(call, user.mayReadAll);
    return call.end(12, 'not a call of this double');
  }

  #userOf(call: Call): Omit<Users[string], 'password'> | 'nobody' | 'unknown' {
    if (!this.options.users) return { mayReadAll: true };
    const [scheme, token = ''] = (call.headers['authorization'] ?? '').split(' ');
    if (scheme !== 'Basic') return 'nobody';
    const [, name = '', password] = /^([^:]*):(.*)$/s.exec(Buffer.from(token, 'base64').toString()) ?? [];
    const user = this.options.users[name];
    return user?.password === password && user ? user : 'unknown';
  }

  async #gossip(call: Call): Promise<void> {
    const members = this.cluster.nodes.map((node) => ({
      port: node.server.port,
      isLeader: node.isLeader,
      isAlive: node.server.isRunning,
    }));
    await call.send([say.members(members)]);
    call.end();
  }

  #sendToLeader(call: Call): void {
    const leader = this.cluster.nodes.find((node) => node.isLeader && node.server.isRunning);
    if (!leader) return call.end(2, 'No leader info available');
    call.end(5, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': '127.0.0.1',
      'leader-endpoint-port': String(leader.server.port),
    });
  }

  #sayDeleted(call: Call, stream: string): void {
    call.end(9, `Event stream '${stream}' is deleted.`, { exception: 'stream-deleted', 'stream-name': stream });
  }

  async #append(call: Call, mayAppend: boolean): Promise<void> {
    const { stream, expected, proposed } = await appendOf(call.messages());
    if (!mayAppend) return call.end(7, 'Access Denied', { exception: 'access-denied' });
    if (this.log.tombstones.has(stream)) return this.#sayDeleted(call, stream);
    const fault = this.appendFaults.shift();
    if (fault === 'drop before commit') return this.server.drop();
    if (fault === 'kill before commit') return this.server.kill();
    if (fault === 'not ready') return call.end(14, 'Server Is Not Ready');
    if (fault === 'no leader') return call.end(2, 'No leader info available in response');
    if (fault === 'no answer') return undefined;
    if (fault === 'hold') await new Promise<void>((resolve) => this.#held.push(resolve));
    const outcome: Outcome = this.log.append(stream, expected, proposed);
    if (fault === 'drop after commit') return this.server.drop();
    if (fault === 'kill after commit') return this.server.kill();
    if (fault === 'no answer after commit') return undefined;
    if (fault === 'commit timeout') return call.end(10, 'Operation timed out: Commit phase timeout');
    if (outcome.kind === 'too large')
      return call.end(3, 'Maximum Append Size Exceeded.', {
        exception: 'maximum-append-size-exceeded',
        'maximum-append-size': '1048576',
      });
    await call.send([say.appended(outcome, expected)]);
    return call.end();
  }

  async #read(call: Call, mayReadAll: boolean): Promise<void> {
    let request: ReadRequest | undefined;
    for await (const bytes of call.messages()) request = readOf(bytes);
    if (!request) return call.end(3, 'no request');
    if (request.stream === undefined && !mayReadAll)
      return call.end(7, 'Access Denied', { exception: 'access-denied' });
    if (request.stream !== undefined && this.log.tombstones.has(request.stream))
      return this.#sayDeleted(call, request.stream);
    if (request.isSubscription) {
      this.subscriptions += 1;
      this.subscribedFrom.push(request.from);
      await serveSubscription(call, this.log, request, this).finally(() => {
        this.subscriptions -= 1;
      });
      return undefined;
    }
    if (this.holds(request)) await new Promise<void>((resolve) => this.#held.push(resolve));
    const fault = this.readFaults.shift();
    if (fault === 'no answer') return undefined;
    if (fault === 'not ready') return call.end(14, 'Server Is Not Ready');
    const frames = plainRead(this.log, request);
    if (fault === 'drop midway') {
      await call.send(frames.slice(0, frames.length >> 1));
      setTimeout(() => this.server.drop(), 20);
      return undefined;
    }
    for (let at = 0; at < frames.length; at += 64) if (!(await call.send(frames.slice(at, at + 64)))) return undefined;
    return call.end();
  }
}
