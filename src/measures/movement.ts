import type { Day } from '../kernel/time.js';
import { effectOf } from './estimate.js';
import { decimal, minus, plus, ZERO, type Fraction } from './exact.js';
import type { Aspect, Movement } from './figures.js';
import { eventsOf, type Obligation } from './obligation.js';
import { beliefIn, bySize, effectsOfVoices, figuresOf, type Lens, type Voice } from './reading.js';
import { countedOf, sumOf, tallyOf } from './tally.js';

/** What is owed and what the relationships come to at the end of a day. */
interface At {
  readonly on: Day;
  readonly obligations: readonly Obligation[];
  readonly voices: readonly Voice[];
}

type Parts = Pick<Movement, 'moved' | 'time' | 'composition'>;

const idOf = (it: Obligation): string => `${it.key}\n${it.commissioner}\n${it.tso}`;

/** What each obligation does to the number of one relationship, exactly, by its own id. */
const effectsIn = ({ on, obligations }: At, { policy }: Lens): Map<string, Fraction> => {
  const tally = sumOf(obligations.map((it) => tallyOf(it, policy, on)));
  return new Map(
    obligations.flatMap((it) => {
      const counted = countedOf(it, policy, on);
      return counted ? [[idOf(it), effectOf(counted.weight, counted.credit, tally, policy, on)] as const] : [];
    }),
  );
};

/** Whether an obligation counts for something else than before, its age aside: it fell due, was done, or was excused. */
const isMoved = (
  before: Obligation | undefined,
  after: Obligation | undefined,
  from: Day,
  to: Day,
  lens: Lens,
): boolean => {
  const [was, is] = [before && countedOf(before, lens.policy, from), after && countedOf(after, lens.policy, to)];
  return was?.credit !== is?.credit || !was !== !is;
};

const sum = (fractions: Iterable<Fraction>): Fraction => {
  let total = ZERO;
  for (const one of fractions) total = plus(total, one);
  return total;
};

/** What counts for something else at one day than at an earlier one, by its own id, as it is on the later. */
const movedBetween = (from: At, to: At, lens: Lens): Map<string, Obligation> => {
  const byId = ({ obligations }: At) => new Map(obligations.map((it) => [idOf(it), it]));
  const [was, is] = [byId(from), byId(to)];
  return new Map([...was, ...is].filter(([id]) => isMoved(was.get(id), is.get(id), from.on, to.on, lens)));
};

const ofRelationship = (lens: Lens, from: At, to: At): Parts => {
  const [before, after] = [effectsIn(from, lens), effectsIn(to, lens)];
  const moved = movedBetween(from, to, lens);
  const changes = [...new Set([...before.keys(), ...after.keys()])].map((id) => ({
    of: moved.get(id),
    effect: minus(after.get(id) ?? ZERO, before.get(id) ?? ZERO),
  }));
  return {
    moved: bySize(
      changes.flatMap(({ of, effect }) => (of ? [{ of: of.key, events: eventsOf(of), effect: decimal(effect) }] : [])),
    ),
    time: decimal(sum(changes.filter(({ of }) => !of).map(({ effect }) => effect))),
    composition: decimal(ZERO),
  };
};

/** In a group: relationships with evidence on both days have moved; the others joined or left, which is composition. */
const ofGroup = (lens: Lens, from: At, to: At, kept: (id: string) => string): Parts => {
  const effects = ({ voices, on }: At) =>
    new Map(effectsOfVoices(voices, lens, on).map((it) => [it.of, Number(it.effect)]));
  const [before, after] = [effects(from), effects(to)];
  const events = new Map<string, Set<string>>();
  for (const it of movedBetween(from, to, lens).values()) {
    const of = `${kept(it.commissioner)} ${kept(it.tso)}`;
    events.set(of, new Set([...(events.get(of) ?? []), ...eventsOf(it)]));
  }
  const within: { of: string; events: string[]; effect: string }[] = [];
  let composition = 0;
  for (const of of new Set([...before.keys(), ...after.keys()])) {
    const effect = (after.get(of) ?? 0) - (before.get(of) ?? 0);
    if (before.has(of) && after.has(of))
      within.push({ of, events: [...(events.get(of) ?? [])], effect: effect.toFixed(10) });
    else composition += effect;
  }
  return { moved: bySize(within), time: decimal(ZERO), composition: composition.toFixed(10) };
};

/**
 * Why a number is another at one day than at an earlier one, as known at one moment. The parts add up to the difference:
 * what fell due, was done or was excused between the two; the age of the rest; in a group who joined and who left.
 * `kept` gives the id that a body is kept by.
 */
export const movementOf = (
  aspect: Aspect,
  lens: Lens,
  from: At,
  to: At,
  kept: (id: string) => string,
): Omit<Movement, 'basis' | 'reproduction'> => ({
  aspect,
  from: figuresOf(from.voices, lens, from.on),
  to: figuresOf(to.voices, lens, to.on),
  difference: decimal(minus(beliefIn(to.voices, lens, to.on).mean, beliefIn(from.voices, lens, from.on).mean)),
  ...(lens.isGroup ? ofGroup(lens, from, to, kept) : ofRelationship(lens, from, to)),
});
