/** Rings for everyone who waits: how an append wakes the subscriptions. */
export class Bell {
  readonly #waiting = new Set<() => void>();

  get isAwaited(): boolean {
    return this.#waiting.size > 0;
  }

  /** Resolves at the next ring, or when the signal aborts. It waits from the moment of the call, so no ring is missed. */
  next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }

  ring(): void {
    for (const done of this.#waiting) done();
  }
}
