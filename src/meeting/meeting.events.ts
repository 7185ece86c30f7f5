import { z } from 'zod';
import { v1, type FactOf } from '../kernel/catalogue.js';
import { Count, Id, Text, Url, WhenText } from '../kernel/shapes.js';
import { TOPICS } from '../matter/matter.events.js';

const action = z.strictObject({ text: Text, owner: Id.optional(), dueOn: WhenText.optional() });

export const meetingEvents = {
  MeetingScheduled: v1(
    z.strictObject({ meetingId: Id, scheduledFor: WhenText, purpose: Text, format: Text.optional() }),
  ),
  MeetingHeld: v1(
    z.strictObject({
      meetingId: Id,
      /** the source's own words for what it was about; null where it leaves the cell empty */
      purpose: Text.nullable().default(null),
      format: Text.optional(),
      topics: z.array(Text).default([]),
      /** which topics of Best Value were among them; absent: the record does not tell */
      topicsCovered: z.array(z.enum(TOPICS)).optional(),
      /** attendance is by organisation; people are not named */
      attendees: z.array(z.strictObject({ organisation: Id, number: Count.optional() })).default([]),
      /** the attendance or the host as the source wrote it, where it was split or shortened here */
      asPublished: Text.optional(),
      minutesUrl: Url.optional(),
      /** whether anyone could come: its record is then owed to all (measure T8); absent: the record does not tell */
      open: z.boolean().optional(),
      actions: z.array(action).default([]),
    }),
  ),
  MeetingCancelled: v1(z.strictObject({ meetingId: Id, reason: Text })),
  MinutesPublished: v1(z.strictObject({ meetingId: Id, url: Url })),
};

export type MeetingEvent = FactOf<typeof meetingEvents>;
