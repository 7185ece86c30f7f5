/** What a connection string says that the adapter itself needs. */
export interface Target {
  readonly credentials: { readonly username: string; readonly password: string };
  /** hosts and ports, for messages; never the password */
  readonly hosts: string;
  readonly isSecure: boolean;
  /** the connection string for a client that pings at another interval, which gives it a connection of its own */
  readonly pinging: (milliseconds: number) => string;
  /** the first of several hosts alone, not as a member of a cluster; undefined where there is only one */
  readonly ofFirstHost: () => Target | undefined;
}

const SHAPE = /^(esdb(?:\+discover)?:\/\/)(?:([^:@/]+):([^@]+)@)?([^?]+?)\/*(?:\?(.*))?$/;

const SINGLE = 'esdb://';

const INTERVAL = /^keep[-_]?alive[-_]?interval$/i;

// Appends with credentials take the Append RPC; without, the client would choose BatchAppend, which can hang and can
// end the process. On an insecure connection credentials are accepted and not sent, so any will do.
const DUMMY = { username: 'nobody', password: 'nothing' };

/** Reads a connection string. Throws an Error of one sentence, without the password, where it is none. */
export const targetOf = (url: string): Target => {
  const match = SHAPE.exec(url.trim());
  if (!match)
    throw new Error('The EventStoreDB address is not understood: write esdb://user:password@host:2113?tls=true');
  const [, protocol, username, password, hosts = '', query = ''] = match;
  if (hosts.includes('@'))
    throw new Error('The EventStoreDB address has "@" twice: write the user name and the password URL-encoded');
  const options = query.split('&').filter((option) => option !== '');
  const kept = options.filter((option) => !INTERVAL.test(option.split('=')[0] ?? ''));
  const user = username === undefined ? '' : `${username}:${password}@`;
  return {
    credentials:
      username === undefined || password === undefined
        ? DUMMY
        : { username: decodeURIComponent(username), password: decodeURIComponent(password) },
    hosts,
    isSecure: !options.some((option) => option.toLowerCase() === 'tls=false'),
    pinging: (milliseconds) => `${protocol}${user}${hosts}?${[...kept, `keepAliveInterval=${milliseconds}`].join('&')}`,
    ofFirstHost: () => {
      const [first = '', ...others] = hosts.split(',');
      return others.length > 0 || protocol !== SINGLE ? targetOf(`${SINGLE}${user}${first}?${query}`) : undefined;
    },
  };
};
