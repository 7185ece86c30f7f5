import type { Recorded } from '../kernel/fact.js';
import { annulledAmong, standing, type Standing } from '../kernel/standing.js';

/** A recorded event as it stands at some moment; `annulled` ones count for nothing and are still shown. */
export type HistoryEntry = Standing & { readonly annulled: boolean };

/** An event together with what had been said about it by a moment. */
export const entryOf = (event: Recorded, remarks: readonly Recorded[]): HistoryEntry => {
  const events = [event, ...remarks];
  const [now = asRecorded(event)] = standing(events);
  return { ...now, annulled: annulledAmong(events).has(event.id) };
};

/** An event as it was recorded, with nothing said about it. */
export const asRecorded = (event: Recorded): Standing => ({
  ...event,
  asRecorded: { occurredOn: event.occurredOn, data: event.data },
  correctedBy: null,
  contested: [],
  countersigned: [],
});
