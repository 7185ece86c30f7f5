import { START, streamNameFilter, type EventStoreDBClient, type ResolvedEvent } from '@eventstore/db-client';
import { isAfter, isValid, type Place } from './place.js';
import { ownAfter, whereIs } from './wire.js';

/** How many events of a subscription wait in this process for their reader. */
const BUFFERED = 256;

/**
 * One subscription of the server, until it ends for whatever reason. Whoever takes a page says with it that all
 * earlier pages are done with, and `done` is the place up to which that is so.
 *
 * The server also tells how far it has searched where nothing was ours. Such a checkpoint counts only when every event
 * before it has been taken and done with: the client tells of it while events that come before still wait in its
 * buffer, and whoever began again from there would lose them.
 */
export class Feed {
  #searched: Place | undefined;
  #isOver = false;
  #error: unknown;
  #isWaiting = false;
  #wake = (): void => {};
  readonly #subscription: ReturnType<EventStoreDBClient['subscribeToAll']>;

  constructor(
    client: EventStoreDBClient,
    private readonly prefix: string,
    credentials: { readonly username: string; readonly password: string },
    public done: Place | undefined,
  ) {
    const filter = streamNameFilter({
      prefixes: [prefix],
      checkpointInterval: 1,
      // It must never throw: the client would go quiet for ever.
      checkpointReached: async (_, place) => this.#reached(place),
    });
    const options = { fromPosition: done ?? START, filter, credentials } as const;
    this.#subscription = client.subscribeToAll(options, { highWaterMark: BUFFERED });
    this.#subscription
      .on('readable', () => this.#wake())
      .on('error', (error: unknown) => this.#end(error))
      .on('end', () => this.#end(undefined))
      .on('close', () => this.#end(undefined));
  }

  /** What ended the subscription; undefined where the server just ended it. */
  get error(): unknown {
    return this.#error;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** The next events; none when the subscription is over, was quiet for so many milliseconds, or the signal aborts. */
  async page(milliseconds: number, signal: AbortSignal): Promise<ResolvedEvent[]> {
    for (let isQuiet = false; ;) {
      this.#settle();
      const events = this.#drain();
      if (events.length > 0) return events;
      if (this.#isOver || isQuiet || signal.aborted) return [];
      isQuiet = !(await this.#anything(milliseconds, signal));
    }
  }

  /** To be called when a page is done with: after that nothing before its end is asked for again. */
  finish(page: readonly ResolvedEvent[]): void {
    const last = page.at(-1);
    if (last) this.#advance(whereIs(last));
  }

  /** Ends the call at the server too; a reader that merely goes away would leave it open there. */
  async close(): Promise<void> {
    this.#subscription.on('error', () => {});
    await this.#subscription.unsubscribe().catch(() => {});
  }

  #drain(): ResolvedEvent[] {
    const events: ResolvedEvent[] = [];
    while (events.length < BUFFERED) {
      const event = this.#subscription.read() as ResolvedEvent | null;
      if (event === null) break;
      events.push(event);
    }
    return ownAfter(events, this.prefix, this.done);
  }

  #anything(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (isSomething: boolean): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        this.#wake = () => {};
        this.#isWaiting = false;
        resolve(isSomething);
      };
      const onAbort = (): void => finish(false);
      const timer = setTimeout(() => finish(false), milliseconds);
      signal.addEventListener('abort', onAbort);
      this.#wake = () => finish(true);
      this.#isWaiting = true;
    });
  }

  #end(error: unknown): void {
    this.#error ??= error;
    this.#isOver = true;
    this.#wake();
  }

  #reached(place: Place): void {
    if (!isValid(place)) return;
    this.#searched = place;
    if (this.#isWaiting) this.#settle();
  }

  // Called only while no page is in the reader's hands. After an error the buffer may have been thrown away, so an
  // empty one proves nothing then.
  #settle(): void {
    if (this.#searched && !this.#isOver && this.#subscription.readableLength === 0) this.#advance(this.#searched);
  }

  #advance(place: Place): void {
    if (isAfter(place, this.done)) this.done = place;
  }
}
