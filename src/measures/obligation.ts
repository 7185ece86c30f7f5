import { disputeEvents } from '../dispute/dispute.events.js';
import { disputeOf, FURTHER, type Dispute } from '../dispute/dispute.view.js';
import { chronological, entriesOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import { daysBetween, londonDay, rangeOf, type Day } from '../kernel/time.js';
import { dutiesOf } from './duties.js';
import { ABOUT, keyOf, PUBLIC, type Duty, type Party } from './duty.js';
import { fraction, fixed, minus, thousandths, times, ZERO, compare, type Fraction } from './exact.js';
import type { Measure, Policy } from './policy.js';
import { happenedOn, unitsOf } from './record.js';

/** A duty with all that decides what it counts for. */
export interface Obligation extends Duty {
  readonly key: string;
  readonly measure: Measure;
  /** a reason that the policy allows was given for it */
  readonly excused: boolean;
  /** a dispute about it is open */
  readonly disputed: boolean;
  /** the finding that upheld a dispute about it */
  readonly upheld: Standing | null;
  /** transparency only: the most days before the side that owes it recorded one of its own events */
  readonly lag: number;
  /** from 0 to 1, with `BITS` fractional bits; what it counts once it was done */
  readonly credit: bigint;
}

/** What is said about duties elsewhere in the record: reasons given for them, and disputes about them. */
export interface Overlays {
  readonly excuses: ReadonlyMap<string, readonly Standing[]>;
  /** by each thing and each duty they are about */
  readonly disputes: ReadonlyMap<string, readonly Dispute[]>;
}

const most = (a: Fraction, b: Fraction): Fraction => (compare(a, b) < 0 ? b : a);

/** Half at first, nothing after 84 days (policy): late by `lateBy` whole days. */
const lateCredit = ({ lateCredit: { start, zeroAfterDays } }: Policy, lateBy: number): Fraction =>
  most(ZERO, times(thousandths(start), fraction(BigInt(zeroAfterDays - lateBy), BigInt(zeroAfterDays))));

/** What is left of a credit where its events were recorded so many days after they happened. */
const lagFactor = ({ recordLag: { graceDays, floor, slopeDays } }: Policy, lag: number): Fraction => {
  const over = BigInt(Math.max(0, lag - graceDays));
  const least = thousandths(floor);
  const lost = times(minus(fraction(1n), least), fraction(over, BigInt(slopeDays)));
  return most(least, minus(fraction(1n), lost));
};

/** Given for a reason that the policy allows, where the rule can be excused at all. */
const isExcused = ({ rules, excuseCodes }: Policy, { rule }: Duty, given: readonly Standing[]): boolean =>
  rules[rule].excusable && given.some(({ data }) => excuseCodes.includes(String(data['reasonCode'])));

const grouped = <T>(pairs: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
};

/** What the facts of any unit say about duties of this or another. */
export const overlaysOf = (facts: readonly Standing[]): Overlays => ({
  excuses: grouped(
    facts
      .filter(({ type }) => type === 'ObligationExcused')
      .map((fact) => [String(fact.data['obligationKey']), fact] as const),
  ),
  disputes: grouped(
    entriesOf(chronological(facts), disputeEvents, ['disputeId'], disputeOf).flatMap((dispute) =>
      dispute.about.map((about) => [about, dispute] as const),
    ),
  ),
});

/** The side that an event was recorded by; null: somebody else. */
export const sideOf = (by: Standing['by']): Party | null => {
  if (by === 'infrastructure-body') return 'tso';
  return by === 'commissioner' || by === 'tso' ? by : null;
};

/** Days from what happened, as late as its date allows, to its being recorded. */
export const recordedAfter = (fact: Standing): number => {
  const happened = fact.occurredOn === null ? undefined : rangeOf(fact.occurredOn);
  return happened ? daysBetween(happened.latest, londonDay(fact.recordedAt)) : 0;
};

const lagOf = ({ called, done, owedBy }: Duty): number => {
  const own = [...called, ...(done?.fact ? [done.fact] : [])].filter(({ by }) => sideOf(by) === owedBy);
  return Math.max(0, ...own.map(recordedAfter));
};

/** Whether what is said of one relationship is said of a duty: of the same commissioner, and of its TSO or of all. */
const concerns = ({ commissioner, tso }: Duty, said: Pick<Standing, 'commissioner' | 'tsos'>): boolean =>
  (said.commissioner === null || said.commissioner === commissioner) &&
  (said.tsos.length === 0 || tso === PUBLIC || said.tsos.includes(tso));

/**
 * The disputes about a duty: those that name it (`R1:P5`), and those that name its thing together with a rule that is
 * this one, or the finding of the same duty. One that only names a decision says nothing of what was owed about it.
 */
export const disputesOf = (duty: Duty, { disputes }: Overlays): Dispute[] => {
  const rules = [duty.rule as string, ...ABOUT[duty.rule].findings];
  const named = (disputes.get(duty.thing) ?? []).filter(({ commitments }) =>
    commitments.some(({ rule }) => rule !== undefined && rules.includes(rule)),
  );
  return [...(disputes.get(keyOf(duty)) ?? []), ...named].filter(({ raised }) => raised && concerns(duty, raised));
};

/** What ends a dispute, until it is taken further. */
const ENDS: readonly string[] = ['DisputeResolved', 'OmbudsmanDecided', 'JudgmentGiven'];
/** A claim that a court allowed in part may have been about something else. */
const UPHELD = ['upheld', 'fault', 'claim allowed'];

/** How a dispute ended, by its last word: of the body, an ombudsman or a court; null while it is open. */
export const endOf = ({ facts }: Dispute): { readonly finding: Standing; readonly outcome: string } | null => {
  const word = facts.findLast(({ type }) => [...ENDS, ...FURTHER].includes(type));
  if (!word || !ENDS.includes(word.type)) return null;
  return { finding: word, outcome: String(word.data['outcome'] ?? word.data['result']) };
};

/** A finding corrects the record whenever it was made; whether a dispute is open depends on the day asked about. */
const contest = (duty: Duty, overlays: Overlays, validAsOf: Day) => {
  const ended = disputesOf(duty, overlays).map((dispute) => ({ raised: dispute.raised, end: endOf(dispute) }));
  const upheld = ended.find(({ end }) => end && UPHELD.includes(end.outcome))?.end?.finding ?? null;
  const open = ended.some(({ raised, end }) => !end && raised && happenedOn(raised) <= validAsOf);
  return { upheld, disputed: open };
};

/** What the duties of one unit count for, at the end of a day, with what is said about them elsewhere. */
export const obligationsOfUnit = (
  unit: readonly Standing[],
  overlays: Overlays,
  policy: Policy,
  validAsOf: Day,
): Obligation[] =>
  dutiesOf(unit, policy, validAsOf).map((duty) => {
    const key = keyOf(duty);
    const { measure } = policy.rules[duty.rule];
    const given = (overlays.excuses.get(key) ?? []).filter(
      (fact) => happenedOn(fact) <= validAsOf && concerns(duty, fact),
    );
    const { upheld, disputed } = contest(duty, overlays, validAsOf);
    const lag = measure === 'transparency' ? lagOf(duty) : 0;
    const full = duty.done && duty.done.lateBy > 0 ? lateCredit(policy, duty.done.lateBy) : fraction(1n);
    const factor = lag > 0 ? lagFactor(policy, lag) : fraction(1n);
    return {
      ...duty,
      key,
      measure,
      excused: duty.exceptional || isExcused(policy, duty, given),
      disputed,
      upheld,
      lag,
      credit: duty.done && !upheld ? fixed(times(full, factor)) : 0n,
    };
  });

const byKey = (a: Obligation, b: Obligation): number => {
  const [left, right] = [`${a.key}\n${a.commissioner}\n${a.tso}`, `${b.key}\n${b.commissioner}\n${b.tso}`];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** All that was owed by the end of a day and what it counts for, by key, from standing facts in their one order. */
export const obligationsOf = (facts: readonly Standing[], policy: Policy, validAsOf: Day): Obligation[] => {
  const overlays = overlaysOf(facts);
  return [...unitsOf(facts).values()]
    .flatMap((unit) => obligationsOfUnit(unit, overlays, policy, validAsOf))
    .toSorted(byKey);
};

/** The ids of an obligation's own events: what called for it, what discharged it, the finding that corrected it. */
export const eventsOf = ({ called, done, upheld }: Obligation): string[] => [
  ...new Set([...called, ...(done?.fact ? [done.fact] : []), ...(upheld ? [upheld] : [])].map(({ id }) => id)),
];
