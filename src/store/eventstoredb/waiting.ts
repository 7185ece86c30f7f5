import { setTimeout as sleep } from 'node:timers/promises';
import type { Pauses } from './options.js';

/** Nothing was heard for longer than we wait: the connection is taken for dead. */
export class Silence extends Error {
  constructor(what: string, milliseconds: number) {
    super(`${what}: no answer within ${milliseconds} ms`);
    this.name = 'Silence';
  }
}

/** The result, or Silence when it takes too long; a late failure is nobody's business any more. */
export const within = async <Result>(milliseconds: number, what: string, task: Promise<Result>): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Silence(what, milliseconds)), milliseconds);
  });
  task.catch(() => {});
  try {
    return await Promise.race([task, silence]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Growing pauses with full jitter: each is anywhere between nothing and its most, so that clients that lost the same
 * server do not come back all at once.
 */
export class Backoff {
  #failures = 0;

  constructor(private readonly pauses: Pauses) {}

  reset(): void {
    this.#failures = 0;
  }

  /** Waits a little longer each time; returns early, without an error, when the signal aborts. */
  async pause(signal: AbortSignal): Promise<void> {
    const { first, most } = this.pauses;
    const longest = Math.min(most, first * 2 ** this.#failures);
    this.#failures += 1;
    await sleep(Math.random() * longest, undefined, { signal }).catch(() => undefined);
  }
}

/** Lets so many tasks run at once; the others wait in the order they came. */
export class Limit {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#free = most;
  }

  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}

/** One thing at a time for each key, in the order they came. */
export class Queues {
  readonly #last = new Map<string, Promise<unknown>>();

  run<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(task);
    const settle = async (): Promise<void> => {
      await turn.catch(() => undefined);
      if (this.#last.get(key) === settled) this.#last.delete(key);
    };
    const settled = settle();
    this.#last.set(key, settled);
    return turn;
  }

  /** Resolves when all that was begun has ended. */
  async idle(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }
}
