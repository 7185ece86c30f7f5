import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Position } from '../kernel/fact.js';
import { ReadModel } from '../projection/read-model.js';
import { EventStore } from '../store/event-store.js';
import { troubleOf } from './execute.js';

/** The end of the log, how many events it holds, and how far this instance's reads have followed it. */
export class LogState extends Query<{
  readonly head: Position;
  readonly size: number;
  readonly checkpoint: Position;
}> {}

@QueryHandler(LogState)
export class LogStateHandler implements IQueryHandler<LogState> {
  constructor(
    private readonly store: EventStore,
    private readonly readModel: ReadModel,
  ) {}

  async execute() {
    const read = this.readModel.progress();
    try {
      const { position, size } = await this.store.head({ position: read.position, size: read.seq });
      return { head: position, size, checkpoint: read.position };
    } catch (error) {
      throw troubleOf(error) ?? error;
    }
  }
}
