/** A growing pause: at first up to `first` milliseconds, doubled at each failure, up to `most`. */
export interface Pauses {
  readonly first: number;
  readonly most: number;
}

/** How long the adapter waits for what, in milliseconds. Tests give short times; the defaults are for a real server. */
export interface Timing {
  /** what the server is given to answer an append */
  readonly deadline: number;
  /** how much longer than the deadline we wait before we take the connection for dead */
  readonly grace: number;
  /** the longest silence within a read; the client has no deadline for reads */
  readonly silence: number;
  /** how long a call is repeated while the server cannot be reached */
  readonly budget: number;
  /** how long the first contact is tried at start-up */
  readonly start: number;
  /** how long the readiness probe waits */
  readonly probe: number;
  /** how long a subscription may be quiet before we look whether it has missed something */
  readonly watchdog: number;
  /** how often the connection is pinged when nothing else is said */
  readonly keepAlive: number;
  readonly retry: Pauses;
  readonly resubscribe: Pauses;
}

export const TIMING: Timing = {
  deadline: 5_000,
  grace: 2_000,
  silence: 10_000,
  budget: 10_000,
  start: 10_000,
  probe: 2_000,
  watchdog: 60_000,
  keepAlive: 10_000,
  retry: { first: 50, most: 2_000 },
  resubscribe: { first: 50, most: 5_000 },
};

/** Something went wrong that the adapter deals with by itself: for the log and for metrics. */
export interface Trouble {
  readonly during: 'append' | 'read' | 'subscription' | 'start';
  readonly message: string;
}

export interface EventStoreDbOptions {
  /** Our streams on the server are called `<namespace>.<stream>`; all others are not ours and are never shown. */
  readonly namespace?: string;
  /** The server's limit for one append (1 MiB up to 25.0). */
  readonly maxAppendBytes?: number;
  /** How many calls are under way at once; the server allows 100 for one connection. */
  readonly concurrency?: number;
  readonly timing?: Partial<Timing>;
  readonly onTrouble?: (trouble: Trouble) => void;
}

/** The options with their defaults. */
export interface Settings extends Required<Omit<EventStoreDbOptions, 'timing'>> {
  readonly timing: Timing;
  readonly prefix: string;
}

/** The options with their defaults; throws RangeError for a namespace that the server would misread. */
export const settingsOf = (options: EventStoreDbOptions = {}): Settings => {
  const { namespace = 'concordat', maxAppendBytes = 1_048_576, concurrency = 64, onTrouble = () => {} } = options;
  // "-" would end the category of the server's projections early, "$" is for system streams, "." is our separator.
  if (!/^[a-z0-9_]{1,40}$/i.test(namespace))
    throw new RangeError(`"${namespace}" cannot be a namespace: use up to 40 letters, digits and underscores`);
  const timing = { ...TIMING, ...options.timing };
  return { namespace, maxAppendBytes, concurrency, onTrouble, timing, prefix: `${namespace}.` };
};
