import type { DoubleLog, Stored } from './log.js';
import { say, type ReadRequest } from './messages.js';

const ofAll = (log: DoubleLog, { from, isBackwards, count }: ReadRequest): readonly Stored[] => {
  const { events } = log;
  // Forwards from a position with the event there, backwards without it: it is the place after an event going down.
  const at = from === 'start' ? 0 : from === 'end' ? events.length : log.indexOf(from);
  if (!isBackwards) return events.slice(at, at + count);
  return events.slice(Math.max(0, at - count), at).toReversed();
};

const ofStream = (held: readonly Stored[], { from, isBackwards, count }: ReadRequest): readonly Stored[] => {
  const at = from === 'start' ? 0 : from === 'end' ? held.length - 1 : Number(from);
  if (!isBackwards) return held.slice(at, at + count);
  return held.slice(Math.max(0, at + 1 - count), at + 1).toReversed();
};

/** The answer to a read that ends, ready for the wire. */
export const plainRead = (log: DoubleLog, request: ReadRequest): Buffer[] => {
  if (request.stream === undefined) return ofAll(log, request).map(say.event);
  const held = log.stream(request.stream);
  const cut = log.cuts.get(request.stream) ?? 0;
  if (held.length === 0) return [say.notFound(request.stream)];
  return ofStream(held, request)
    .filter(({ revision }) => revision >= cut)
    .map(say.event);
};
