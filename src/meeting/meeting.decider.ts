import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfBefore } from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import type { When } from '../kernel/time.js';
import type { meetingCommands } from './meeting.commands.js';
import type { MeetingEvent, meetingEvents } from './meeting.events.js';

type Command = CommandOf<typeof meetingCommands, typeof meetingEvents>;

type State =
  | { readonly status: 'unknown' | 'scheduled' | 'cancelled' }
  | { readonly status: 'held'; readonly heldOn: When | null };

/** The rules of a meeting's record: held once, and not after it was called off, unless it was scheduled anew. */
export const meetingDecider: Decider<State, Command, MeetingEvent> = {
  initial: { status: 'unknown' },

  decide: ({ intent, fact }, state) => {
    const name = `Meeting "${fact.data.meetingId}"`;
    const refuseIfCancelled = () =>
      refuseIf(
        state.status === 'cancelled',
        'CANCELLED',
        'data.meetingId',
        `${name} was cancelled: schedule it anew first, or annul the cancellation if it is wrong.`,
      );
    const refuseIfHeld = () =>
      refuseIf(
        state.status === 'held',
        'ALREADY_HELD',
        'data.meetingId',
        `${name} is on record as held: correct that record, or give the other meeting an id of its own.`,
      );
    switch (intent) {
      case 'ScheduleMeeting':
        refuseIfBefore(
          'SCHEDULED_FOR_THE_PAST',
          'data.scheduledFor',
          ['It would take place', fact.data.scheduledFor],
          ['it was scheduled', fact.occurredOn],
        );
        break;
      case 'RecordMeeting':
        refuseIfHeld();
        refuseIfCancelled();
        break;
      case 'CancelMeeting':
        refuseIf(
          state.status === 'unknown',
          'NOT_SCHEDULED',
          'data.meetingId',
          `${name} was never scheduled: record first that it was, then that it was cancelled.`,
        );
        refuseIfHeld();
        refuseIfCancelled();
        break;
      case 'PublishMinutes': {
        refuseIfCancelled();
        const heldOn = state.status === 'held' ? state.heldOn : null;
        refuseIfBefore(
          'MINUTES_BEFORE_MEETING',
          'occurredOn',
          ['Minutes would be out', fact.occurredOn],
          ['the meeting was held', heldOn],
        );
      }
    }
    return [fact];
  },

  evolve: (state, fact) => {
    switch (fact.type) {
      case 'MeetingScheduled':
        // That it was scheduled may be recorded after it was held.
        return state.status === 'held' ? state : { status: 'scheduled' };
      case 'MeetingHeld':
        return { status: 'held', heldOn: fact.occurredOn };
      case 'MeetingCancelled':
        return { status: 'cancelled' };
      default:
        return state;
    }
  },
};
