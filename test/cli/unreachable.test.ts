import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { certificateOf } from '../store/double/certificate.js';
import { DoubleCluster } from '../store/double/cluster.js';
import { Desk, type Ended } from './support.js';

let desk: Desk;
let open: DoubleCluster;
let guarded: DoubleCluster;
let closed: number;

const cert = certificateOf('double');

beforeAll(async () => {
  desk = new Desk();
  desk.file('ca.pem', cert.cert);
  [open, guarded] = await Promise.all([
    DoubleCluster.start(),
    DoubleCluster.start(1, { tls: cert, users: { app: { password: 'right', mayReadAll: true } } }),
  ]);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  closed = (server.address() as AddressInfo).port;
  server.close();
});

afterAll(async () => {
  await Promise.all([open.stop(), guarded.stop()]);
  await desk.remove();
});

// By name where TLS is asked for: Node warns of TLS to a bare address.
const port = (cluster: DoubleCluster): number => cluster.leader.server.port;

const VERBS = ['serve --port 0', 'history'];

const CASES = [
  ['nobody listens', () => `esdb://127.0.0.1:${closed}?tls=false`, /^No EventStoreDB answers at \S+: is it running/],
  [
    'the password is wrong',
    () => `esdb://app:wrong-one@localhost:${port(guarded)}?tls=true&tlsCAFile=${desk.path('ca.pem')}`,
    /^EventStoreDB at \S+ does not accept the user name or the password of EVENTSTORE_URL/,
  ],
  [
    'TLS is spoken to a server without',
    () => `esdb://localhost:${port(open)}?tls=true`,
    /^\S+ does not speak TLS: set tls=false in EVENTSTORE_URL/,
  ],
  [
    'no TLS is spoken to a server with it',
    () => `esdb://127.0.0.1:${port(guarded)}?tls=false`,
    /^\S+ hung up at once: if the server is secured, set tls=true in EVENTSTORE_URL/,
  ],
] as const;

/** Every verb in every case, begun together: each may try for ten seconds before it gives up. */
let runs: Map<string, Promise<Ended>>;

describe('a log on a server that cannot be used', () => {
  beforeAll(() => {
    const started = VERBS.flatMap((verb) =>
      CASES.map(([name, url], at) => {
        const settings = { EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: url() };
        const args = [...verb.split(' '), '--data', `data-${at}-${verb.length}`];
        return [`${verb} ${name}`, desk.start(args, settings).ended] as const;
      }),
    );
    runs = new Map(started);
  });

  for (const verb of VERBS)
    test.each(CASES)(`is told by ${verb} in one sentence, and it ends with 1, where %s`, async (name, _, sentence) => {
      const { code, out, err } = (await runs.get(`${verb} ${name}`))!;
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(/^concordat: [^\n]+[.?]\n$/);
      expect(err.replace('concordat: ', '')).toMatch(sentence);
      expect(err).not.toContain('wrong-one');
    });
});
