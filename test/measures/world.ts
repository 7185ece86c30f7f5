import fc from 'fast-check';
import { addDays } from '../../src/kernel/time.js';

/** An event as a bundle has it. */
export interface Told {
  readonly id: string;
  readonly type: string;
  readonly occurredOn: string;
  readonly recordedAt: string;
  readonly by: string;
  readonly commissioner: string;
  readonly tsos: readonly string[];
  readonly data: Readonly<Record<string, unknown>>;
}

const FIRST_DAY = '2023-01-01';
/** Day `n` of the worlds of these tests: all that happens in one is over by day 900, and due by day 1100. */
export const day = (n: number): string => addDays(FIRST_DAY, n);
/** The end of a world, when everything in it has fallen due and is recorded. */
export const END = day(1200);

export const event = (
  id: string,
  type: string,
  on: string,
  data: object = {},
  more: Partial<Omit<Told, 'data'>> = {},
): Told => ({
  id,
  type,
  occurredOn: on,
  recordedAt: on,
  by: 'commissioner',
  commissioner: 'C1',
  tsos: ['A'],
  ...more,
  data: { ...data },
});

export interface Promise {
  readonly id: string;
  readonly due: number;
  /** days from the day it was due to the day it was kept; null: never */
  readonly kept: number | null;
  readonly by?: string;
  readonly tsos?: readonly string[];
  readonly commissioner?: string;
}

/** A promise of the commissioner to A, made fifty days before it was due. */
export const promise = ({ id, due, kept, ...more }: Promise): Told[] => [
  event(`${id}-made`, 'CommitmentMade', day(due - 50), { commitmentId: id, dueOn: day(due) }, more),
  ...(kept === null ? [] : [event(`${id}-kept`, 'CommitmentKept', day(due + kept), { commitmentId: id }, more)]),
];

/** A request for information asked on a day and answered `after` days later, recorded with a delay by a side. */
export const request = (id: string, on: number, after: number | null, delay = 0, by = 'commissioner'): Told[] => [
  event(`${id}-ask`, 'InformationRequested', day(on), { requestId: id }, { by: 'tso' }),
  ...(after === null
    ? []
    : [
        event(
          `${id}-answer`,
          'InformationProvided',
          day(on + after),
          { requestId: id },
          { by, recordedAt: day(on + after + delay) },
        ),
      ]),
];

const TSOS = ['A', 'B', 'D'] as const;
/** most of what happens concerns A, whom most questions are about */
const MOSTLY_A = ['A', 'A', 'B', 'D'] as const;

interface Story {
  readonly kind: 'promise' | 'request' | 'consultation' | 'decision' | 'change' | 'dispute' | 'survey' | 'meeting';
  readonly on: number;
  readonly after: number | null;
  readonly further: number | null;
  readonly delay: number;
  readonly tso: number;
  readonly shared: boolean;
  readonly commissioner: string;
  readonly byTso: boolean;
  readonly excused: boolean;
}

const storyArb: fc.Arbitrary<Story> = fc.record({
  kind: fc.constantFrom(
    ...(['promise', 'promise', 'promise', 'request', 'consultation', 'decision', 'change', 'dispute'] as const),
    ...(['survey', 'meeting'] as const),
  ),
  on: fc.integer({ min: 120, max: 700 }),
  after: fc.option(fc.integer({ min: -30, max: 120 }), { freq: 3 }),
  further: fc.option(fc.integer({ min: -40, max: 150 }), { freq: 2 }),
  delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100 })),
  tso: fc.nat({ max: 3 }),
  shared: fc.boolean(),
  commissioner: fc.constantFrom('C1', 'C1', 'C1', 'C2'),
  byTso: fc.boolean(),
  excused: fc.boolean(),
});

/** What a story leaves in the record; ids end in its number. */
const eventsOf = (story: Story, n: number): Told[] => {
  const { on, after, further, delay, commissioner, excused } = story;
  const tsos = story.shared ? [...TSOS] : [MOSTLY_A[story.tso]!];
  const by = story.byTso ? 'tso' : 'commissioner';
  const tell = (name: string, type: string, offset: number, data: object, more: object = {}) => {
    const happened = day(on + offset);
    const recordedAt = day(on + offset + delay);
    return event(`${name}${n}`, type, happened, data, { recordedAt, tsos, commissioner, ...more });
  };
  const excuse = (key: string, reasonCode = 'public-safety') =>
    excused ? [tell('x', 'ObligationExcused', 130, { obligationKey: key, reasonCode, reason: 'r' })] : [];
  const when = (at: number | null, told: (at: number) => Told): Told[] => (at === null ? [] : [told(at)]);
  switch (story.kind) {
    case 'promise':
      return [
        tell('pm', 'CommitmentMade', -60, { commitmentId: `P${n}`, dueOn: day(on) }, { by }),
        ...when(after, (at) => tell('pk', 'CommitmentKept', at, { commitmentId: `P${n}` }, { by })),
        ...excuse(`R1:P${n}`),
      ];
    case 'request':
      return [
        tell('ia', 'InformationRequested', 0, { requestId: `I${n}`, of: by }),
        ...when(after, (at) => tell('ib', 'InformationProvided', Math.max(0, at), { requestId: `I${n}` }, { by })),
      ];
    case 'consultation':
      return [
        tell('co', 'ConsultationOpened', 0, { consultationId: `K${n}`, closesOn: day(on + 42 + delay) }),
        ...when(after, (at) => tell('cr', 'ConsultationRationalePublished', at, { consultationId: `K${n}` })),
        ...when(further, (at) => tell('cf', 'FeedbackPublished', 150 + Math.max(0, at), { consultationId: `K${n}` })),
        ...excuse(`T3:K${n}`),
      ];
    case 'decision':
      return [
        tell('dt', 'DecisionTaken', 0, { decisionId: `D${n}`, effect: 'reduce', key: story.byTso }),
        ...when(after, (at) => tell('dr', 'RationalePublished', Math.abs(at), { decisionId: `D${n}` })),
        ...when(further, (at) => tell('dw', 'EarlyWarningGiven', at - 20, { decisionId: `D${n}` })),
        ...when(further, (at) => tell('di', 'ImpactAssessmentCompleted', at, { decisionId: `D${n}` })),
        ...excuse(`R4:D${n}`, story.byTso ? 'unheard-of' : 'court-order'),
      ];
    case 'change':
      return [
        tell('cn', 'FundingChangeNotified', 0, { changeId: `X${n}`, effectiveFrom: day(on + 60 + (further ?? 40)) }),
        ...when(further, (at) => tell('ct', 'FundingChangeTookEffect', 60 + at, { changeId: `X${n}` })),
        ...excuse(`T6:X${n}`),
      ];
    case 'dispute':
      return [
        tell('dd', 'DisputeRaised', 0, { disputeId: `Q${n}`, about: [`R1:P${Math.max(0, n - 1)}`] }, { by: 'tso' }),
        ...when(after, (at) => tell('da', 'DisputeAcknowledged', Math.max(0, at), { disputeId: `Q${n}` })),
        ...when(further, (at) =>
          tell('de', 'DisputeResolved', Math.max(1, at), {
            disputeId: `Q${n}`,
            outcome: excused ? 'upheld' : 'not upheld',
          }),
        ),
      ];
    case 'survey': {
      const items = [1 + (delay % 5), 1 + (on % 5), null];
      const direction = story.byTso ? 'tso->commissioner' : 'commissioner->tso';
      const data = { direction, wave: `W${n % 2}`, items, instrument: story.shared ? 'survey' : 'pulse' };
      return [tell('sr', 'SurveyResponseReceived', 0, data, { by, tsos: [MOSTLY_A[story.tso]!] })];
    }
    case 'meeting':
      return [
        tell('mh', 'MeetingHeld', 0, { meetingId: `H${n}`, open: true }),
        ...when(after, (at) =>
          tell('mm', 'MinutesPublished', Math.max(0, at), { meetingId: `H${n}`, url: 'https://example.org/minutes' }),
        ),
      ];
  }
};

/** What is said about events of a story: voided, voided and restored, or mistyped and corrected. */
const remarked = (events: readonly Told[], picks: readonly (readonly [number, number])[]): Told[] => {
  if (events.length === 0) return [];
  return picks.flatMap(([which, how], n) => {
    const target = events[which % events.length]!;
    const about = { commissioner: target.commissioner, tsos: target.tsos };
    const annul = event(`v${n}`, 'EventAnnulled', day(900), { targetId: target.id, reason: 'r' }, about);
    if (how === 0) return [annul];
    if (how === 1)
      return [annul, event(`w${n}`, 'EventAnnulled', day(900), { targetId: annul.id, reason: 'r' }, about)];
    const replacement = { occurredOn: addDays(target.occurredOn, how) };
    return [event(`c${n}`, 'EventCorrected', day(899), { targetId: target.id, replacement, reason: 'r' }, about)];
  });
};

/** A record: up to a dozen stories of two commissioners and three organisations, and what was said about its events. */
export const worldArb: fc.Arbitrary<readonly Told[]> = fc
  .tuple(
    fc.array(storyArb, { minLength: 4, maxLength: 12 }),
    fc.oneof(fc.constant([]), fc.array(fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 4 })), { maxLength: 3 })),
  )
  .map(([stories, picks]) => {
    const events = stories.flatMap(eventsOf);
    return [...events, ...remarked(events, picks)];
  });

/** The same events in another order. */
export const shuffledArb = (events: readonly Told[]): fc.Arbitrary<Told[]> =>
  fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length });
