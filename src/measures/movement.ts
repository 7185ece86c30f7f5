import type { Day } from '../kernel/time.js';
import { effectOf } from './estimate.js';
import { decimal, fixed, fraction, minus, ONE, over, plus, times, ZERO, type Fraction } from './exact.js';
import type { Aspect, Movement } from './figures.js';
import { eventsOf, type Obligation } from './obligation.js';
import { beliefIn, bySize, figuresOf, voteOf, type Lens, type Voice } from './reading.js';
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

/** What each relationship of a group makes up of its number: the share of its vote, and what of that is kept. */
const sharesIn = (
  { on, voices }: At,
  lens: Lens,
): Map<string, { readonly share: Fraction; readonly rate: Fraction }> => {
  const { alpha, beta } = beliefIn(voices, lens, on);
  const total = plus(alpha, beta);
  return new Map(
    voices.flatMap((voice) => {
      const { vote, rate } = voteOf(voice, lens.policy, on);
      const of = `${voice.line.commissioner} ${voice.line.tso}`;
      return vote.n === 0n ? [] : [[of, { share: over(vote, total), rate }] as const];
    }),
  );
};

/** As near as sums have to be, so that many of them keep small denominators. */
const near = (value: Fraction): Fraction => fraction(fixed(value), ONE);

const HALF = fraction(1n, 2n);

/**
 * In a group: what relationships with evidence on both days kept of what they owed moved it by as much as they now count
 * for. All else is composition: who joined or left, and who counts for more or less than before, as those do of whom
 * nothing is heard. Age moves no relationship's rate, so there is no part of time alone.
 */
const ofGroup = (lens: Lens, from: At, to: At, kept: (id: string) => string): Parts => {
  const events = new Map<string, Set<string>>();
  for (const it of movedBetween(from, to, lens).values()) {
    const of = `${kept(it.commissioner)} ${kept(it.tso)}`;
    events.set(of, new Set([...(events.get(of) ?? []), ...eventsOf(it)]));
  }
  const [before, after] = [sharesIn(from, lens), sharesIn(to, lens)];
  const changes = [...new Set([...before.keys(), ...after.keys()])].map((of) => {
    const [was, is] = [before.get(of), after.get(of)];
    const rate = (was ?? is)!.rate;
    return {
      of,
      within: is ? near(times(is.share, minus(is.rate, rate))) : ZERO,
      composition: near(times(minus(is?.share ?? ZERO, was?.share ?? ZERO), minus(rate, HALF))),
    };
  });
  return {
    moved: bySize(
      changes
        .filter(({ within }) => within.n !== 0n)
        .map(({ of, within }) => ({ of, events: [...(events.get(of) ?? [])], effect: decimal(within) })),
    ),
    time: decimal(ZERO),
    composition: decimal(sum(changes.map(({ composition }) => composition))),
  };
};

/**
 * Why a number is another at one day than at an earlier one, as known at one moment. The parts add up to the difference:
 * what fell due, was done or was excused between the two, and the age of the rest; in a group what each relationship kept,
 * and who is in it with how much of a vote.
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
