import type { Fact } from '../src/kernel/fact.js';
import { addDays } from '../src/kernel/time.js';
import type { EventStore, NewEvent } from '../src/store/event-store.js';

const ACTOR = { role: 'administrator', organisation: null } as const;

/** How many organisations of each kind a generated log has; the pairs among them meet unevenly, as in life. */
const COMMISSIONERS = 40;
const TSOS = 2_000;
const STREAM_LENGTH = 8;
const DAYS_PER_STEP = 2;
const FIRST_DAY = '2006-01-02';
const DAYS = 7_000;

/** A small deterministic generator, so that every run has the same log. */
const randomly = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const fact = (over: Partial<Fact>): Fact => ({
  type: 'MeetingHeld',
  data: {},
  occurredOn: null,
  basis: 'stated',
  by: 'commissioner',
  commissioner: null,
  tsos: [],
  matter: null,
  visibility: 'public',
  evidence: [],
  note: null,
  sourceRecordedOn: null,
  ...over,
});

const TYPES = ['ConsultationOpened', 'ConsultationExtended', 'ConsultationClosed', 'FeedbackPublished'];

const dataOf = (type: string, id: string, day: string): Record<string, unknown> => {
  if (type === 'ConsultationOpened')
    return {
      consultationId: id,
      title: `A consultation about services for ${id}`,
      form: 'formal-written',
      closesOn: addDays(day, 84),
    };
  if (type === 'ConsultationClosed') return { consultationId: id, closedOn: addDays(day, 90), responses: 17 };
  if (type === 'FeedbackPublished')
    return {
      consultationId: id,
      summary: 'What was said, what was done about it, and what was not done and why. '.repeat(4),
    };
  return {
    consultationId: id,
    closesOn: addDays(day, 98),
    reason: 'Asked for by those who answer it in their spare time.',
  };
};

/** One stream of a generated log: a consultation of some matter with one or two TSOs, over some weeks. */
const streamOf = (
  number: number,
  of: number,
  random: () => number,
): { readonly stream: string; readonly recordedOn: string; readonly events: NewEvent[] } => {
  const id = `K${number}`;
  const commissioner = `C${Math.floor(random() ** 3 * COMMISSIONERS)}`;
  const tso = () => `T${Math.floor(random() ** 3 * TSOS)}`;
  const tsos = random() < 0.3 ? [tso(), tso()] : [tso()];
  const start = addDays(FIRST_DAY, Math.floor((number / of) * DAYS));
  const events = Array.from({ length: STREAM_LENGTH }, (_, step) => {
    const type = TYPES[step % TYPES.length] ?? 'ConsultationExtended';
    const day = addDays(start, step * DAYS_PER_STEP + Math.floor(random() * DAYS_PER_STEP));
    const eventId = `${id}-${step}`;
    return {
      id: eventId,
      fact: fact({
        type,
        data: dataOf(type, id, day),
        occurredOn: day,
        commissioner,
        tsos: [...new Set(tsos)],
        matter: `M${Math.floor(number / 3)}`,
      }),
      meta: {
        commandId: eventId,
        correlationId: eventId,
        causationId: null,
        actor: ACTOR,
        source: 'imported' as const,
      },
    };
  });
  return { stream: `consultation-${id}`, recordedOn: addDays(start, STREAM_LENGTH * DAYS_PER_STEP), events };
};

/** A log's clock that can be put on a day. */
export const settableClock = () => {
  let now = Date.now();
  return {
    clock: () => now,
    set: (day: string): void => {
      now = Date.parse(`${day}T16:00:00Z`);
    },
  };
};

/**
 * Fills a log with plausible events in short streams, recorded a fortnight after they began, over twenty years: events
 * number `from` up to `to` of `size` in all. Many appends are in flight at once.
 */
export const fillLog = async (
  store: EventStore,
  setClock: (day: string) => void,
  size: number,
  from = 0,
  to = size,
): Promise<void> => {
  const random = randomly(7 + from);
  const last = to / STREAM_LENGTH;
  for (let number = from / STREAM_LENGTH; number < last;) {
    const batch: Promise<unknown>[] = [];
    for (let count = 0; count < 256 && number < last; count += 1, number += 1) {
      const { stream, events, recordedOn } = streamOf(number, size / STREAM_LENGTH, random);
      setClock(recordedOn);
      batch.push(store.append(stream, -1, events));
    }
    // oxlint-disable-next-line no-await-in-loop -- a bounded number of appends in flight
    await Promise.all(batch);
  }
};
