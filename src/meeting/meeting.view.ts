import { picking, type Entry, type ToldOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import type { MeetingEvent } from './meeting.events.js';

type Told<Type extends MeetingEvent['type']> = ToldOf<MeetingEvent, Type>;
const { last, only } = picking<MeetingEvent>();

export interface Meeting extends Entry {
  readonly scheduled: Told<'MeetingScheduled'> | null;
  readonly held: Told<'MeetingHeld'> | null;
  readonly cancelled: Told<'MeetingCancelled'> | null;
  readonly minutes: readonly Told<'MinutesPublished'>[];
}

/** A meeting as its standing facts, oldest first, tell it. */
export const meetingOf = (id: string, facts: readonly Standing[]): Meeting => ({
  id,
  facts,
  scheduled: last(facts, 'MeetingScheduled'),
  held: last(facts, 'MeetingHeld'),
  cancelled: last(facts, 'MeetingCancelled'),
  minutes: only(facts, 'MinutesPublished'),
});
