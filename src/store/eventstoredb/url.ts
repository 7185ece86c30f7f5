/** What a connection string says that the adapter itself needs. */
export interface Target {
  readonly credentials: { readonly username: string; readonly password: string };
  /** hosts and ports, for messages; never the password */
  readonly hosts: string;
  readonly isSecure: boolean;
  /**
   * The connection string for a client that pings at another interval, which gives it a connection of its own. Without
   * the user: the client prints the string where it does not know an option, and every call has its credentials.
   */
  readonly pinging: (milliseconds: number) => string;
  /** the first of several hosts alone, not as a member of a cluster; undefined where there is only one */
  readonly ofFirstHost: () => Target | undefined;
}

const SHAPE = /^(esdb(?:\+discover)?:\/\/)(?:([^:@/]+):([^@]+)@)?([^?]+?)\/*(?:\?(.*))?$/;

const SINGLE = 'esdb://';

// Not for a user to set: our pings, and that a conflict is an error.
const OURS = /^(keep[-_]?alive[-_]?interval|throw[-_]?on[-_]?append[-_]?failure)$/i;

// Appends with credentials take the Append RPC; without, the client would choose BatchAppend, which can hang and can
// end the process. On an insecure connection credentials are accepted and not sent, so any will do.
const DUMMY = { username: 'nobody', password: 'nothing' };

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('The EventStoreDB address has a stray "%": write the user name and the password URL-encoded');
  }
};

/** Reads a connection string. Throws an Error of one sentence, without the password, where it is none. */
export const targetOf = (url: string): Target => {
  const match = SHAPE.exec(url.trim());
  if (!match)
    throw new Error('The EventStoreDB address is not understood: write esdb://user:password@host:2113?tls=true');
  const [, protocol, username, password, hosts = '', query = ''] = match;
  if (hosts.includes('@'))
    throw new Error('The EventStoreDB address has "@" twice: write the user name and the password URL-encoded');
  const options = query.split('&').filter((option) => option !== '');
  const kept = options.filter((option) => !OURS.test(option.split('=')[0] ?? ''));
  const user = username === undefined ? '' : `${username}:${password}@`;
  return {
    credentials:
      username === undefined || password === undefined
        ? DUMMY
        : { username: decoded(username), password: decoded(password) },
    hosts,
    isSecure: !options.some((option) => option.toLowerCase() === 'tls=false'),
    pinging: (milliseconds) => `${protocol}${hosts}?${[...kept, `keepAliveInterval=${milliseconds}`].join('&')}`,
    ofFirstHost: () => {
      const [first = '', ...others] = hosts.split(',');
      return others.length > 0 || protocol !== SINGLE ? targetOf(`${SINGLE}${user}${first}?${query}`) : undefined;
    },
  };
};
