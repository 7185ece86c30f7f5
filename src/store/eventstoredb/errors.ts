import { StoreUnavailable } from '../event-store.js';
import { Silence } from './waiting.js';

/**
 * What is to be done about an error of the client: `conflict`, `missing` and the like are answers; `transient` heals by
 * itself; `poisoned` asks for a new client as well.
 */
export type Kind =
  | 'conflict'
  | 'missing'
  | 'deleted'
  | 'too large'
  | 'denied'
  | 'bad request'
  | 'transient'
  | 'poisoned';

// By the client's `type` text rather than its classes: some errors come as bare gRPC errors, which have none.
const TYPES: Readonly<Record<string, Kind>> = {
  'wrong-expected-version': 'conflict',
  'stream-not-found': 'missing',
  'stream-deleted': 'deleted',
  'maximum-append-size-exceeded': 'too large',
  'access-denied': 'denied',
  'invalid-argument': 'bad request',
  'missing-required-metadata-property': 'bad request',
  unavailable: 'transient',
  cancelled: 'transient',
  timeout: 'transient',
  'deadline-exceeded': 'transient',
  'not-leader': 'transient',
};

// gRPC: cancelled, deadline exceeded, resource exhausted, aborted, internal, unavailable. "Unknown" (2) as well: it is
// what becomes of "no leader" and of a connection cut in the middle of an answer.
const TRANSIENT_CODES = new Set([1, 2, 4, 8, 10, 13, 14]);

interface ClientError {
  readonly type?: string;
  readonly code?: number;
  readonly message?: string;
}

/** Sorts an error of the client, of gRPC or of our own timers. */
export const kindOf = (error: unknown): Kind => {
  if (error instanceof Silence) return 'poisoned';
  const { type, code } = error as ClientError;
  const known = TYPES[type ?? ''];
  if (known) return known;
  if (code === 3) return 'bad request';
  if (code === 7 || code === 16) return 'denied';
  // Neither a type nor a code: discovery gave up, or the client is broken; it may keep that answer for ever.
  return typeof code === 'number' && TRANSIENT_CODES.has(code) ? 'transient' : 'poisoned';
};

export const mayHeal = (kind: Kind): boolean => kind === 'transient' || kind === 'poisoned';

const messageOf = (error: unknown): string => (error as ClientError).message ?? String(error);

const UNSENT = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|No connection established|Name resolution failed|Failed to discover/;
const REFUSED = /Server Is Not Ready|Server Is (Too )?Busy|No leader info/i;

/** True where an append certainly did not take effect: it never left, or the server turned it away unread. */
export const isUnwritten = (error: unknown): boolean =>
  (error as ClientError).type === 'not-leader' || UNSENT.test(messageOf(error)) || REFUSED.test(messageOf(error));

const CERTIFICATE = /certificate|self[- ]signed|altname|ERR_TLS_CERT|CERT_/i;
const PROTOCOL = /SSL routines|wrong version number|EPROTO|ERR_SSL|secure TLS connection|packet length too long/i;
const DROPPED =
  /ECONNRESET|socket hang up|Failed to connect|Connection dropped|Protocol error|ERR_HTTP2|read ECONN|Session closed/i;

/**
 * What is wrong with the server at `hosts`, in one sentence for whoever runs it; `isLasting` where waiting won't help.
 * `wish` is what a user without the right to it wanted to do.
 */
export const explain = (error: unknown, hosts: string, isSecure: boolean, wish = 'read $all'): StoreUnavailable => {
  const said = messageOf(error);
  const say = (message: string, isLasting: boolean): StoreUnavailable =>
    new StoreUnavailable(message, isLasting, error);
  if (error instanceof StoreUnavailable) return error;
  if (kindOf(error) === 'denied')
    return (error as ClientError).code === 16
      ? say(`EventStoreDB at ${hosts} does not accept the user name or the password of EVENTSTORE_URL.`, true)
      : say(`The user of EVENTSTORE_URL may not ${wish} at ${hosts}: give it that right (see the README).`, true);
  if (CERTIFICATE.test(said))
    return say(
      `The certificate of EventStoreDB at ${hosts} is not trusted: set tlsCAFile to the CA that made it.`,
      true,
    );
  if (PROTOCOL.test(said))
    return say(`${hosts} does not speak TLS: set tls=false in EVENTSTORE_URL if the server is insecure.`, true);
  if (!isSecure && DROPPED.test(said))
    return say(`${hosts} hung up at once: if the server is secured, set tls=true in EVENTSTORE_URL.`, false);
  if (UNSENT.test(said))
    return say(`No EventStoreDB answers at ${hosts}: is it running, and is EVENTSTORE_URL right?`, false);
  if (error instanceof Silence) return say(`EventStoreDB at ${hosts} takes the connection but does not answer.`, false);
  return say(`EventStoreDB at ${hosts} cannot be used now: ${said}`, kindOf(error) === 'bad request');
};
