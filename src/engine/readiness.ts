import { Injectable } from '@nestjs/common';
import type { Position } from '../kernel/fact.js';
import { Projector, type ProjectorState } from '../projection/projector.js';
import { ReadModel } from '../projection/read-model.js';
import { EventStore, StoreUnavailable } from '../store/event-store.js';

/** How long a question waits, in milliseconds, for this instance to have read what its asker has seen elsewhere. */
const CATCHING_UP = 5_000;

/** How this instance stands: `events` of the log it has read, up to `position`; `why` it is not ready, where more than time is wanting. */
export interface InstanceState {
  readonly status: 'ready' | 'not ready';
  readonly reads: ProjectorState;
  readonly events: number;
  readonly position: Position;
  readonly why?: string;
}

/** Why nothing is answered now. `INVALID`: the request is wrong; otherwise it may be sent again, here or to another instance. */
export interface NotNow {
  readonly code: 'NOT_READY' | 'BEHIND' | 'INVALID';
  readonly message: string;
}

/** Whether this instance may answer, and how far it has come. */
@Injectable()
export class Readiness {
  constructor(
    private readonly store: EventStore,
    private readonly readModel: ReadModel,
    private readonly projector: Projector,
  ) {}

  /** False until the read model has once been at the log's end: what it holds before that is a part of the record. */
  get isWhole(): boolean {
    return this.projector.hasCaughtUp;
  }

  /** Ready while the read model follows the log and the log can be read, which one small read of it tells. */
  async state(): Promise<InstanceState> {
    const why = this.projector.error === null ? await this.unreadable() : this.stopped(this.projector.error);
    const { seq: events, position } = this.readModel.progress();
    const reads = this.projector.state;
    const status = reads === 'following' && why === undefined ? 'ready' : 'not ready';
    return { status, reads, events, position, ...(why !== undefined && { why }) };
  }

  /**
   * Why a request is not answered now, or undefined where it may be. `after` is a position that the answer must
   * include, as a client read it: what it recorded by way of another instance. That is waited for, but not for long.
   */
  async refusal(after: string | undefined): Promise<NotNow | undefined> {
    if (!this.isWhole) return { code: 'NOT_READY', message: this.notReady() };
    if (after === undefined) return undefined;
    if (!this.store.isPosition(after))
      return {
        code: 'INVALID',
        message:
          'concordat-after is not a position of this log: send one that an answer of this record gave, as it is.',
      };
    if (await this.projector.reached(after, CATCHING_UP)) return undefined;
    return {
      code: 'BEHIND',
      message: 'This instance has not yet read the log up to the position in concordat-after: send the request again.',
    };
  }

  private notReady(): string {
    return this.projector.state === 'stopped'
      ? 'This instance could not read the whole log and answers nothing from a part of it: /health/ready says why.'
      : 'This instance is still reading the log and answers nothing from a part of it: /health/ready shows how far it is.';
  }

  private async unreadable(): Promise<string | undefined> {
    try {
      await this.store.probe();
      return undefined;
    } catch (error) {
      return error instanceof StoreUnavailable
        ? error.message
        : 'The log cannot be read: see the log lines of this instance.';
    }
  }

  // What the error itself says may quote what is recorded, so it is for the operator's log only.
  private stopped(error: unknown): string {
    if (error instanceof StoreUnavailable) return error.message;
    const { seq, position } = this.readModel.progress();
    return `An event after number ${seq} (position ${position || 'none'}) cannot be taken into the read model: the log lines of this instance tell why. The log is unharmed.`;
  }
}
