/**
 * Lets tasks about one thing run one after another in the order in which they came, and tasks about different things side
 * by side: commands to one stream of this process never meet each other in the log, whatever their number.
 */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  async take<Result>(thing: string, task: () => Promise<Result>): Promise<Result> {
    // What became of the task before is its sender's business.
    const turn = (this.last.get(thing) ?? Promise.resolve()).then(task, task);
    this.last.set(thing, turn);
    try {
      return await turn;
    } finally {
      if (this.last.get(thing) === turn) this.last.delete(thing);
    }
  }
}
