import { test } from '@jest/globals';
import { meeting } from '../../src/meeting/meeting.subject.js';
import { expectCovered, given, type Telling } from './given.js';

const past = given(meeting);
const plan = { scheduledFor: '2024-04-08', purpose: 'savings' };
const scheduled: Telling = ['MeetingScheduled', plan];
const held: Telling = ['MeetingHeld', {}, { occurredOn: '2024-04-08' }];
const cancelled: Telling = ['MeetingCancelled', { reason: 'snow' }];
const minutes = { url: 'https://example.org/minutes' };

test('a meeting is scheduled, and moved', () => {
  past().when('ScheduleMeeting', plan).thenRecorded();
  past(scheduled)
    .when('ScheduleMeeting', { ...plan, scheduledFor: '2024-04-15' })
    .thenRecorded();
});

test('it is not scheduled for a day gone by', () =>
  past()
    .when('ScheduleMeeting', { ...plan, scheduledFor: '2024-03-03' })
    .thenRefused('SCHEDULED_FOR_THE_PAST', 'data.scheduledFor'));

test('it is held, scheduled or not', () => {
  past().when('RecordMeeting').thenRecorded();
  past(scheduled).when('RecordMeeting', {}, { occurredOn: '2024-04-08' }).thenRecorded();
});

test('it is held once', () => past(held).when('RecordMeeting').thenRefused('ALREADY_HELD', 'data.meetingId'));

test('that it was scheduled may be recorded after it was held', () =>
  past(held, scheduled).when('RecordMeeting').thenRefused('ALREADY_HELD', 'data.meetingId'));

test('it is cancelled', () => past(scheduled).when('CancelMeeting', { reason: 'snow' }).thenRecorded());

test('what was never scheduled is not cancelled', () =>
  past().when('CancelMeeting', { reason: 'snow' }).thenRefused('NOT_SCHEDULED', 'data.meetingId'));

test('what was held is not cancelled', () =>
  past(scheduled, held).when('CancelMeeting', { reason: 'snow' }).thenRefused('ALREADY_HELD', 'data.meetingId'));

test.each([
  ['CancelMeeting', { reason: 'snow' }],
  ['RecordMeeting', {}],
  ['PublishMinutes', minutes],
])('%s: not when it was cancelled', (intent, data) =>
  past(scheduled, cancelled).when(intent, data).thenRefused('CANCELLED', 'data.meetingId'),
);

test('a cancelled meeting is scheduled anew and held', () =>
  past(scheduled, cancelled, scheduled).when('RecordMeeting').thenRecorded());

test('minutes are published, also of a meeting not on record yet', () => {
  past(held).when('PublishMinutes', minutes, { occurredOn: '2024-04-22' }).thenRecorded();
  past().when('PublishMinutes', minutes).thenRecorded();
});

test('minutes are not out before the meeting', () =>
  past(held)
    .when('PublishMinutes', minutes, { occurredOn: '2024-04-07' })
    .thenRefused('MINUTES_BEFORE_MEETING', 'occurredOn'));

test('every intent and every refusal was met', () => expectCovered(meeting));
