import { expect } from '@jest/globals';
import fc from 'fast-check';
import { beliefAt, effectOf } from '../../src/measures/estimate.js';
import { compare, decimal, fraction, minus, plus, ZERO } from '../../src/measures/exact.js';
import { POLICY } from '../../src/measures/policy.js';
import { countedOf } from '../../src/measures/tally.js';
import { allOf, groupIn, readIn, type Engine } from './engine.js';
import { day, END, event, promise, request, shuffledArb, worldArb, type Told } from './world.js';

/** Something that must hold of every record: told of an engine, so that a faulty one can be seen to break it. */
export interface Axiom {
  readonly id: string;
  readonly says: string;
  /** the least share of inputs that have to put it to the test */
  readonly floor: number;
  /** throws where it does not hold; else whether the input put it to the test */
  readonly property: (engine: Engine, noteTested: () => void) => fc.IProperty<unknown>;
}

export const axiom = <T>(
  id: string,
  says: string,
  floor: number,
  inputs: fc.Arbitrary<T>,
  holds: (engine: Engine, input: T) => boolean,
): Axiom => ({
  id,
  says,
  floor,
  property: (engine, noteTested) =>
    fc.property(inputs, (input) => {
      if (holds(engine, input)) noteTested();
    }),
});

interface Numbers {
  readonly estimate: string;
  readonly lower: string;
  readonly upper: string;
}

/** Intervals are doubles shown to ten decimals. */
const LAST_DIGIT = 2e-10;

const notLower = (after: Numbers, before: Numbers): void => {
  for (const end of ['estimate', 'lower', 'upper'] as const)
    expect(Number(after[end])).toBeGreaterThanOrEqual(Number(before[end]) - LAST_DIGIT);
};

const dayArb = fc.integer({ min: 300, max: 1000 });
const earlyArb = fc.integer({ min: 300, max: 600 });
const dueArb = fc.integer({ min: 150, max: 860 });

/** Adds a promise, kept on its day or missed, and compares the relationship and the group. */
const added = (kept: number | null, compare: (after: Numbers, before: Numbers) => void) => {
  return (engine: Engine, [world, due]: readonly [readonly Told[], number]): boolean => {
    const more = [...world, ...promise({ id: 'NEW', due, kept })];
    const [before, after] = [world, more].map((events) => readIn(engine, events, { at: END }).reading);
    compare(after!, before!);
    compare(groupIn(engine, more, { at: END }), groupIn(engine, world, { at: END }));
    return before!.fellDue > 0;
  };
};

export const AXIOMS: readonly Axiom[] = [
  axiom(
    'A1',
    'the estimate lies within its interval, and all of it from 0 to 1',
    0.4,
    fc.tuple(worldArb, dayArb),
    (engine, [world, n]) => {
      let tested = false;
      for (const measure of ['reliability', 'transparency'] as const)
        for (const { estimate, lower, upper, fellDue } of [
          { ...readIn(engine, world, { measure, at: day(n) }).reading },
          { ...groupIn(engine, world, { measure, at: day(n) }), fellDue: 0 },
        ]) {
          expect(Number(lower)).toBeGreaterThanOrEqual(0);
          expect(Number(lower)).toBeLessThan(Number(estimate));
          expect(Number(estimate)).toBeLessThan(Number(upper));
          expect(Number(upper)).toBeLessThanOrEqual(1);
          tested ||= fellDue > 0;
        }
      return tested;
    },
  ),

  axiom(
    'A2',
    'something more that was kept never lowers a number',
    0.35,
    fc.tuple(worldArb, dueArb),
    added(0, notLower),
  ),

  axiom(
    'A3',
    'something more that was missed never raises a number',
    0.25,
    fc.tuple(worldArb, dueArb),
    added(null, (after, before) => notLower(before, after)),
  ),

  axiom(
    'A4',
    'done later never earns more, recorded later never earns more',
    0.2,
    fc.tuple(
      worldArb,
      dueArb,
      fc.tuple(fc.nat({ max: 120 }), fc.nat({ max: 120 })),
      fc.tuple(fc.nat({ max: 120 }), fc.nat({ max: 120 })),
    ),
    (engine, [world, due, done, delays]) => {
      const at = day(1000);
      const [early, late] = done.toSorted((a, b) => a - b);
      const kept = (after: number) =>
        readIn(engine, [...world, ...promise({ id: 'NEW', due, kept: after })], { at }).reading;
      notLower(kept(early!), kept(late!));
      const [soon, slow] = delays.toSorted((a, b) => a - b);
      const measure = 'transparency';
      const told = (delay: number) =>
        readIn(engine, [...world, ...request('NEW', due, 5, delay)], { at, measure }).reading;
      notLower(told(soon!), told(slow!));
      const others = readIn(engine, world, { at }).tally.fellDue;
      return others > 0 && early !== late && early! < 84 && soon !== slow && slow! > 14;
    },
  ),

  axiom(
    'A5',
    'done early counts as done on time, and for nothing before it was due',
    0.12,
    fc.tuple(worldArb, dueArb, fc.integer({ min: 10, max: 45 }), fc.nat({ max: 9 })),
    (engine, [world, due, early, ahead]) => {
      const [onTime, before] = [0, -early].map((kept) => [...world, ...promise({ id: 'NEW', due, kept })]);
      expect(readIn(engine, before!, { at: END }).tally).toEqual(readIn(engine, onTime!, { at: END }).tally);
      const at = day(due - 1 - ahead);
      const { notYetDue: _, ...with_ } = readIn(engine, before!, { at }).tally;
      const { notYetDue: __, ...without } = readIn(engine, world, { at }).tally;
      expect(with_).toEqual(without);
      return early > ahead && with_.fellDue > 0;
    },
  ),

  axiom(
    'A6',
    'what is not yet due moves nothing',
    0.12,
    fc.tuple(worldArb, dueArb, fc.integer({ min: 1, max: 49 }), fc.constantFrom(null, 0)),
    (engine, [world, due, ahead, kept]) => {
      const at = day(due - ahead);
      const pending = readIn(engine, [...world, ...promise({ id: 'NEW', due, kept })], { at }).tally;
      const before = readIn(engine, world, { at }).tally;
      expect(pending).toEqual({ ...before, notYetDue: before.notYetDue + 1 });
      return before.fellDue > 0;
    },
  ),

  axiom(
    'A7',
    'what is excused counts as if it had never been owed',
    0.35,
    fc.tuple(worldArb, dueArb, fc.constantFrom(null, 40, 0)),
    (engine, [world, due, kept]) => {
      const excuse = event('NEW-excuse', 'ObligationExcused', day(due + 1), {
        obligationKey: 'R1:NEW',
        reasonCode: 'court-order',
        reason: 'r',
      });
      const before = readIn(engine, world, { at: END }).reading;
      const { reading, tally } = readIn(engine, [...world, ...promise({ id: 'NEW', due, kept }), excuse], { at: END });
      expect(reading).toEqual({ ...before, excused: before.excused + 1, ifExcusesRejected: reading.ifExcusesRejected });
      expect(Number(reading.ifExcusesRejected)).toBeLessThanOrEqual(Number(before.ifExcusesRejected));
      return tally.fellDue > 0;
    },
  ),

  axiom(
    'A8',
    'the order of the log does not matter, to the last bit',
    0.35,
    worldArb.chain((world) => fc.tuple(fc.constant(world), shuffledArb(world), dayArb)),
    (engine, [world, shuffled, n]) => {
      const found = allOf(engine, world, day(n));
      expect(allOf(engine, shuffled, day(n))).toEqual(found);
      return found.some(({ tally }) => tally.fellDue > 1);
    },
  ),

  axiom(
    'A9',
    'what is told twice adds nothing',
    0.2,
    fc.tuple(worldArb, fc.integer({ min: 1, max: 30 })),
    (engine, [world, later]) => {
      const again = world
        .filter(({ type }) => /Kept|Provided|Feedback|Acknowledged|Impact/.test(type))
        .map((it) => ({ ...it, id: `${it.id}-again`, occurredOn: addLater(it.occurredOn, later), recordedAt: END }));
      const found = allOf(engine, world, END);
      expect(allOf(engine, [...world, ...world.slice(0, 5)], END)).toEqual(found);
      // A second discharge of what was not voided or corrected changes nothing.
      const remarks = world.some(({ type }) => type.startsWith('Event'));
      if (!remarks) expect(allOf(engine, [...world, ...again], END)).toEqual(found);
      return !remarks && again.length > 0;
    },
  ),

  axiom(
    'A10',
    'what is voided was never there, a voided void never was, and a correction stands as if told right at once',
    0.55,
    fc.tuple(worldArb, fc.nat(), dayArb),
    (engine, [world, which, n]) => {
      const targets = world.filter(({ type }) => !type.startsWith('Event'));
      const target = targets[which % targets.length]!;
      const at = day(n);
      const said = (id: string, type: string, data: object) => event(id, type, day(1000), { ...data, reason: 'r' });
      const annulled = [...world, said('VOID', 'EventAnnulled', { targetId: target.id })];
      const without = world.filter((it) => it !== target && it.data['targetId'] !== target.id);
      expect(allOf(engine, annulled, at)).toEqual(allOf(engine, without, at));
      const restored = [...annulled, said('BACK', 'EventAnnulled', { targetId: 'VOID' })];
      expect(allOf(engine, restored, at)).toEqual(allOf(engine, world, at));
      const wrong = { ...target, data: { ...target.data, commitmentId: 'ELSEWHERE' } };
      const alone = world.filter(({ data }) => data['targetId'] !== target.id);
      const replacement = { data: target.data };
      const corrected = [
        ...alone.map((it) => (it === target ? wrong : it)),
        said('FIX', 'EventCorrected', { targetId: target.id, replacement }),
      ];
      expect(allOf(engine, corrected, at)).toEqual(allOf(engine, alone, at));
      return JSON.stringify(allOf(engine, without, END), bits) !== JSON.stringify(allOf(engine, world, END), bits);
    },
  ),

  axiom(
    'A11',
    'time alone keeps the observed rate, halves the evidence every year, and draws the estimate to one half',
    0.35,
    fc.tuple(worldArb, fc.integer({ min: 1, max: 2000 })),
    (engine, [world, days]) => {
      const [now, later] = [END, addLater(END, days)].map((at) => readIn(engine, world, { at }).reading);
      expect(later!.observedRate).toBe(now!.observedRate);
      if (now!.fellDue > 0) {
        expect(Number(later!.evidence)).toBeCloseTo(Number(now!.evidence) * 2 ** (-days / 365), 9);
        const away = ({ estimate }: Numbers) => Math.abs(Number(estimate) - 0.5);
        expect(away(later!)).toBeLessThanOrEqual(away(now!) + LAST_DIGIT);
        const width = ({ lower, upper }: Numbers) => Number(upper) - Number(lower);
        expect(width(later!)).toBeGreaterThanOrEqual(width(now!) - LAST_DIGIT);
        const variance = ({ estimate, evidence }: Numbers & { evidence: string }) =>
          (Number(estimate) * (1 - Number(estimate))) / (3 + Number(evidence));
        expect(variance(later!)).toBeGreaterThanOrEqual(variance(now!) - LAST_DIGIT);
      }
      return now!.fellDue > 0;
    },
  ),

  axiom(
    'A12',
    'nothing that happens after a day moves what is said of that day',
    0.4,
    fc.tuple(worldArb, earlyArb),
    (engine, [world, n]) => {
      // Corrections are about what happened, and so are disputes that have a finding: they act on what is known.
      const found = new Set(
        world.filter(({ type }) => type === 'DisputeResolved').map(({ data }) => data['disputeId']),
      );
      const isFound = ({ type, data }: Told) => type.startsWith('Dispute') && found.has(data['disputeId']);
      const isLater = (it: Told) => it.occurredOn > day(n) && !it.type.startsWith('Event') && !isFound(it);
      const corrected = new Set(
        world.filter(({ type }) => type === 'EventCorrected').map(({ data }) => data['targetId']),
      );
      const before = world.filter((it) => !isLater(it) || corrected.has(it.id));
      expect(allOf(engine, before, day(n))).toEqual(allOf(engine, world, day(n)));
      return before.length < world.length && before.length > 0;
    },
  ),

  axiom(
    'A13',
    'nothing that is recorded later moves what was said then',
    0.4,
    fc.tuple(worldArb, earlyArb, earlyArb),
    (engine, [world, n, r]) => {
      const then = world.filter(({ recordedAt }) => recordedAt <= day(r));
      expect(allOf(engine, world, day(n), day(r))).toEqual(allOf(engine, then, day(n)));
      return then.length < world.length && then.length > 0;
    },
  ),

  axiom(
    'A14',
    'what passes between others moves nothing here',
    0.8,
    fc.tuple(worldArb, dayArb),
    (engine, [world, n]) => {
      const ours = world.filter(({ tsos, commissioner }) => tsos.includes('A') && commissioner === 'C1');
      for (const measure of ['reliability', 'transparency'] as const)
        for (const owedBy of ['commissioner', 'tso'] as const) {
          const { reading, contributions } = readIn(engine, world, { measure, owedBy, at: day(n) });
          const alone = readIn(engine, ours, { measure, owedBy, at: day(n) });
          expect([alone.reading, alone.contributions]).toEqual([reading, contributions]);
        }
      return ours.length > 0 && ours.length < world.length;
    },
  ),

  axiom(
    'A15',
    'what one side owes is never counted for the other',
    0.45,
    fc.tuple(worldArb, dueArb, fc.constantFrom(null, 0, 30)),
    (engine, [world, due, kept]) => {
      let tested = false;
      for (const [by, other] of [
        ['tso', 'commissioner'],
        ['commissioner', 'tso'],
      ] as const) {
        const more = [...world, ...promise({ id: 'NEW', due, kept, by })];
        const before = readIn(engine, world, { at: END, owedBy: other });
        expect(readIn(engine, more, { at: END, owedBy: other }).tally).toEqual(before.tally);
        expect(readIn(engine, more, { at: END, owedBy: by }).tally.fellDue).toBe(
          readIn(engine, world, { at: END, owedBy: by }).tally.fellDue + 1,
        );
        tested ||= before.tally.fellDue > 0;
      }
      return tested;
    },
  ),

  axiom(
    'A16',
    'words never touch behaviour, nor one measure the other',
    0.5,
    fc.tuple(worldArb, dueArb, fc.integer({ min: 1, max: 5 })),
    (engine, [world, due, item]) => {
      const words = event(
        'NEW-words',
        'SurveyResponseReceived',
        day(due),
        { direction: 'tso->commissioner', wave: 'N', items: [item], instrument: 'survey' },
        { by: 'tso' },
      );
      const found = allOf(engine, world, END);
      expect(allOf(engine, [...world, words], END)).toEqual(found);
      const read = (events: readonly Told[], measure: 'reliability' | 'transparency') =>
        readIn(engine, events, { measure, at: END }).tally;
      expect(read([...world, ...request('NEW', due, null)], 'reliability')).toEqual(read(world, 'reliability'));
      expect(read([...world, ...promise({ id: 'NEW', due, kept: null })], 'transparency')).toEqual(
        read(world, 'transparency'),
      );
      return read(world, 'reliability').fellDue + read(world, 'transparency').fellDue > 0;
    },
  ),

  axiom(
    'A17',
    'raising a dispute moves no measure of either side',
    0.03,
    fc.tuple(worldArb, dueArb, fc.nat({ max: 13 }), fc.boolean()),
    (engine, [world, raised, after, ofTso]) => {
      const [by, owedBy] = ofTso ? (['commissioner', 'tso'] as const) : (['tso', 'commissioner'] as const);
      const base = [...world, ...promise({ id: 'P', due: raised - 10, kept: 0, by: owedBy })];
      const dispute = event('NEW-dispute', 'DisputeRaised', day(raised), { disputeId: 'NEW', about: ['R1:P'] }, { by });
      const at = day(raised + after);
      let tested = false;
      for (const side of ['commissioner', 'tso'] as const)
        for (const measure of ['reliability', 'transparency'] as const) {
          const read = (events: readonly Told[]) => readIn(engine, events, { measure, owedBy: side, at }).reading;
          const before = read(base);
          const { notYetDue, underDispute, ifOpenDisputesUpheld } = read([...base, dispute]);
          expect(read([...base, dispute])).toEqual({ ...before, notYetDue, underDispute, ifOpenDisputesUpheld });
          expect(Number(ifOpenDisputesUpheld)).toBeLessThanOrEqual(Number(before.ifOpenDisputesUpheld));
          tested ||= before.fellDue > 1 && underDispute > 0;
        }
      return tested;
    },
  ),

  axiom(
    'A18',
    'one relationship has one vote, however much there is in it',
    0.45,
    fc.tuple(worldArb, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 2, max: 5 })),
    (engine, [world, kept, missed, times]) => {
      const at = day(1000);
      const own = (copy: number) =>
        Array.from({ length: kept + missed }, (_, index) =>
          promise({ id: `Z${copy}-${index}`, due: 1000, kept: index < kept ? 0 : null, tsos: ['Z'] }),
        ).flat();
      const once = groupIn(engine, [...world, ...own(0)], { at });
      const often = groupIn(engine, [...world, ...Array.from({ length: times }, (_, copy) => own(copy)).flat()], {
        at,
      });
      const { pooledObservedRate: _, ...rest } = once;
      expect(often).toMatchObject(rest);
      return once.relationships > 1;
    },
  ),

  axiom(
    'A19',
    'the effects add up to the estimate less one half, exactly',
    0.15,
    fc.tuple(worldArb, dayArb),
    (engine, [world, n]) => {
      const at = day(n);
      let tested = false;
      for (const measure of ['reliability', 'transparency'] as const) {
        const { tally, contributions, obligations } = readIn(engine, world, { measure, at });
        const effects = obligations.flatMap((it) => {
          const counted = countedOf(it, POLICY, at);
          return counted ? [effectOf(counted.weight, counted.credit, tally, POLICY, at)] : [];
        });
        const moved = minus(beliefAt(tally, POLICY, at).mean, fraction(1n, 2n));
        expect(compare(effects.reduce(plus, ZERO), moved)).toBe(0);
        expect(contributions.map(({ effect }) => effect)).toEqual(effects.map(decimal));
        tested ||= tally.fellDue > 1;
      }
      return tested;
    },
  ),

  axiom(
    'A20',
    'with too little evidence no number is published, whatever it is',
    0.25,
    fc.tuple(worldArb, dayArb),
    (engine, [world, n]) => {
      const at = day(n);
      const readings = [
        { ...readIn(engine, world, { at }).reading, least: POLICY.minEvidence.relationship },
        ...[groupIn(engine, world, { at })].map((one) => ({
          ...one,
          evidence: one.votes,
          least: POLICY.minEvidence.group,
        })),
      ];
      for (const { evidence, estimate, published, status, least } of readings) {
        expect(status).toBe(Number(evidence) >= least ? 'ok' : 'insufficient-evidence');
        expect(published).toBe(status === 'ok' ? estimate : null);
      }
      return readings.some(({ evidence }) => Number(evidence) > 0);
    },
  ),
];

const addLater = (from: string, days: number): string => {
  const start = Date.parse(`${from}T00:00:00Z`);
  return new Date(start + days * 86_400_000).toISOString().slice(0, 10);
};

const bits = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

export interface Checked {
  readonly failed: boolean;
  readonly why: string;
  /** the share of inputs that put it to the test */
  readonly share: number;
}

/** Runs an axiom on random records; what it found is cut short, a record is long. */
export const check = ({ property }: Axiom, engine: Engine, numRuns: number): Checked => {
  let tested = 0;
  const details = fc.check(
    property(engine, () => (tested += 1)),
    { numRuns, endOnFailure: true },
  );
  const error = details.errorInstance instanceof Error ? details.errorInstance.message : '';
  const why = details.failed ? `seed ${details.seed}: ${error.slice(0, 400)}` : '';
  return { failed: details.failed, why, share: tested / details.numRuns };
};
