import type { Position, Recorded } from '../kernel/fact.js';
import type { EventStore } from '../store/event-store.js';
import type { ReadModel } from './read-model.js';

/** What a projector tells about itself: idle before it follows, then following, or stopped by an error. */
export type ProjectorState = 'idle' | 'following' | 'stopped';

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
  error: unknown = null;

  constructor(
    private readonly store: EventStore,
    private readonly readModel: ReadModel,
    private readonly onMoved: (page: readonly Recorded[]) => void = () => {},
    private readonly onStopped: (error: unknown) => void = () => {},
  ) {}

  /** Brings the read model up to the log's end of this moment. */
  async catchUp(): Promise<void> {
    for await (const page of this.store.readAll(this.readModel.progress().position)) this.take(page);
  }

  /** Starts to follow the log until `stop`. An error ends the following and shows in `state`; the log is unharmed. */
  follow(): void {
    this.state = 'following';
    this.running = this.run();
  }

  private async run(): Promise<void> {
    try {
      const { position } = this.readModel.progress();
      for await (const page of this.store.subscribe(position, this.stopping.signal)) this.take(page);
      this.state = 'idle';
    } catch (error) {
      this.error = error;
      this.state = 'stopped';
      this.onStopped(error);
    }
    // Nothing more will be taken: whoever waits is told so rather than kept until the time is up.
    for (const waiter of this.waiters) waiter.done(false);
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
    if (this.state !== 'following') return Promise.resolve(false);
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

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }
}
