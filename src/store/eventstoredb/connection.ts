import { EventStoreDBClient } from '@eventstore/db-client';
import { kindOf } from './errors.js';
import type { Target } from './url.js';
import { Limit } from './waiting.js';

/**
 * The client in use, made when it is first needed and replaced when it is spoiled: some failures leave a client that
 * answers every later call with the same error.
 *
 * gRPC shares one connection among all clients of a process whose settings are equal. Each generation therefore pings
 * at an interval of its own: a new client that inherited a dead connection would be no help, and a hundred
 * subscriptions on the connection of the appends would stop them. `kind` keeps two rows of clients apart.
 */
export class Connection {
  #current: EventStoreDBClient | undefined;
  #made = 0;
  readonly #limit: Limit;

  constructor(
    readonly target: Target,
    private readonly keepAlive: number,
    concurrency: number,
    private readonly kind: 0 | 1 = 0,
  ) {
    this.#limit = new Limit(concurrency);
    // Now rather than later, since it throws where the connection string is wrong; it connects at the first call.
    try {
      this.#client();
    } catch (error) {
      throw new Error(
        `EVENTSTORE_URL is not usable (is tlsCAFile the path of a file here?): ${(error as Error).message}`,
        { cause: error },
      );
    }
  }

  /** Runs a task with the client when its turn comes, and gives the client up where the error says it is spoiled. */
  use<Result>(task: (client: EventStoreDBClient) => Promise<Result>): Promise<Result> {
    return this.#limit.run(async () => {
      const used = this.#client();
      try {
        return await task(used);
      } catch (error) {
        if (kindOf(error) === 'poisoned') this.#retire(used);
        throw error;
      }
    });
  }

  /** For failures of what outlives its call, as a subscription does: gives its client up where that is spoiled. */
  report(client: EventStoreDBClient, error: unknown): void {
    if (error !== undefined && kindOf(error) === 'poisoned') this.#retire(client);
  }

  // Callers that failed together retire the client they used, never the one that another of them has just made. It is
  // not disposed of: that would cut the calls of others short, and the client takes a cut read for a finished one.
  #retire(used: EventStoreDBClient): void {
    if (this.#current === used) this.#current = undefined;
  }

  #client(): EventStoreDBClient {
    if (!this.#current) {
      this.#made += 1;
      const interval = this.keepAlive + 2 * (this.#made % 500) + this.kind;
      this.#current = EventStoreDBClient.connectionString(this.target.pinging(interval));
    }
    return this.#current;
  }

  async close(): Promise<void> {
    await this.#current?.dispose();
    this.#current = undefined;
  }
}
