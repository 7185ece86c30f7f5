import { setTimeout as pause } from 'node:timers/promises';
import type { Position, Recorded } from '../kernel/fact.js';
import { StoreUnavailable, type EventStore } from '../store/event-store.js';
import type { ReadModel } from './read-model.js';

/**
 * What a projector is about: `idle` before it starts and after it was stopped, `catching up` to where the log ended when
 * it started, then `following`; `stopped` by an error.
 */
export type ProjectorState = 'idle' | 'catching up' | 'following' | 'stopped';

/** How long it waits, in milliseconds, before it tries again to catch up with a log that could not be reached. */
const RETRY = 1_000;

interface Waiter {
  readonly position: Position;
  readonly done: (reached: boolean) => void;
}

/**
 * Follows the log into the read model. It reads the log itself, never a message bus, so nothing can be missed; what
 * it tells others (`onMoved`) is news that may be lost without harm.
 */
export class Projector {
  private readonly stopping = new AbortController();
  private readonly waiters = new Set<Waiter>();
  private running: Promise<void> = Promise.resolve();
  state: ProjectorState = 'idle';
  /** whether the read model has been at the log's end since the start: before that it holds a part of the record */
  hasCaughtUp = false;
  error: unknown = null;

  constructor(
    private readonly store: EventStore,
    private readonly readModel: ReadModel,
    private readonly onMoved: (page: readonly Recorded[]) => void = () => {},
    private readonly onStopped: (error: unknown) => void = () => {},
  ) {}

  /**
   * Catches up with the log, then follows it until `stop`. An error ends that and shows in `state`; the log is
   * unharmed. Resolves when the read model has caught up, and throws what the first attempt at it met, also where it
   * goes on trying because the log could only not be reached. Nobody needs to wait for it.
   */
  start(): Promise<void> {
    this.state = 'catching up';
    const caughtUp = this.catchUp();
    this.running = this.run(caughtUp);
    return caughtUp;
  }

  private async catchUp(): Promise<void> {
    for await (const page of this.store.readAll(this.readModel.progress().position)) {
      this.stopping.signal.throwIfAborted();
      this.take(page);
    }
    this.stopping.signal.throwIfAborted();
    this.hasCaughtUp = true;
    this.state = 'following';
  }

  private async run(caughtUp: Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    try {
      let attempt = caughtUp;
      // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
      while (!(await this.succeeds(attempt))) attempt = this.catchUp();
      const { position } = this.readModel.progress();
      for await (const page of this.store.subscribe(position, signal)) this.take(page);
    } catch (error) {
      this.error = error;
    }
    if (signal.aborted) this.error = null;
    this.state = this.error === null ? 'idle' : 'stopped';
    if (this.error !== null) this.onStopped(this.error);
    // Nothing more will be taken: whoever waits is told so rather than kept until the time is up.
    for (const waiter of this.waiters) waiter.done(false);
  }

  /** False, after a pause, where an attempt to catch up failed for a reason that passes; any other failure is thrown. */
  private async succeeds(attempt: Promise<void>): Promise<boolean> {
    try {
      await attempt;
      return true;
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || error.isLasting) throw error;
      await pause(RETRY, undefined, { signal: this.stopping.signal });
      return false;
    }
  }

  private take(page: readonly Recorded[]): void {
    this.readModel.project(page);
    const { position } = this.readModel.progress();
    for (const waiter of this.waiters) if (waiter.position <= position) waiter.done(true);
    this.onMoved(page);
  }

  /** Resolves true when the read model has seen a position, false when it has not within `milliseconds`. */
  reached(position: Position, milliseconds: number): Promise<boolean> {
    if (position <= this.readModel.progress().position) return Promise.resolve(true);
    if (this.state !== 'following' && this.state !== 'catching up') return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => waiter.done(false), milliseconds);
      const waiter: Waiter = {
        position,
        done: (reached) => {
          clearTimeout(timer);
          this.waiters.delete(waiter);
          resolve(reached);
        },
      };
      this.waiters.add(waiter);
    });
  }

  /** Ends it; resolves when nothing more is taken. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }
}
