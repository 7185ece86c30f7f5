import { randomUUID } from 'node:crypto';
import type { Call } from './grpc.js';
import type { DoubleLog } from './log.js';
import { say, type ReadRequest } from './messages.js';

/**
 * What happens to a live subscription with more than `buffer` events waiting: servers up to 23.10 drop it, from 24.2 on
 * it goes back to catching up.
 */
export interface Slowness {
  readonly kind: 'drop' | 'fall behind';
  readonly buffer: number;
}

/** How a node serves its subscriptions, and what it notes of them. */
export interface Manner {
  readonly slowness: Slowness;
  readonly endAfter: number;
  readonly isMute: boolean;
  readonly hasBogusCheckpoint: boolean;
  lastCheckpoint: bigint | undefined;
}

const BATCH = 32;

const startOf = (log: DoubleLog, { from }: ReadRequest): number => {
  if (from === 'start') return 0;
  if (from === 'end') return log.events.length;
  const at = log.indexOf(from);
  return log.events[at]?.position === from ? at + 1 : at;
};

/** Serves a subscription to the whole log until the client goes. */
export const serveSubscription = async (
  call: Call,
  log: DoubleLog,
  request: ReadRequest,
  how: Manner,
): Promise<void> => {
  const gone = new AbortController();
  call.stream.once('close', () => gone.abort());
  let at = startOf(log, request);
  let looked = 0;
  let sent = 0;
  const next = (most: number): Buffer[] => {
    const frames: Buffer[] = [];
    for (const event of log.events.slice(at, at + most)) {
      at += 1;
      looked += 1;
      if (how.isMute) continue;
      const isWanted =
        request.prefixes.length === 0 || request.prefixes.some((prefix) => event.stream.startsWith(prefix));
      if (isWanted) {
        frames.push(say.event(event));
        sent += 1;
      }
      if (looked % request.checkpointEvery === 0) frames.push(...checkpoint());
    }
    return frames;
  };
  const checkpoint = (): Buffer[] => {
    const last = log.events[at - 1];
    if (!last || request.checkpointEvery === 0) return [];
    how.lastCheckpoint = last.position;
    return [say.checkpoint(how.hasBogusCheckpoint ? 2n ** 64n - 1n : last.position)];
  };
  const catchUp = async (): Promise<boolean> => {
    while (at < log.events.length) if (!(await call.send(next(BATCH)))) return false;
    return call.send([...(how.slowness.kind === 'fall behind' ? checkpoint() : []), say.caughtUp()]);
  };
  if (!(await call.send([say.confirmation(randomUUID())])) || !(await catchUp())) return;
  while (!gone.signal.aborted) {
    if (sent >= how.endAfter) return call.end();
    if (at === log.events.length) await log.bell.next(gone.signal);
    else if (log.events.length - at <= how.slowness.buffer) {
      if (!(await call.send(next(how.slowness.buffer)))) return;
    } else if (how.slowness.kind === 'drop')
      return call.end(
        10,
        'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
      );
    else if (!(await call.send([say.fellBehind()])) || !(await catchUp())) return;
  }
};
