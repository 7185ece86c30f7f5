import { addDays, addMonths, label, type Day } from '../kernel/time.js';
import type { Recorded } from '../kernel/fact.js';
import { isRemark, type Standing } from '../kernel/standing.js';
import { decayOf } from './decay.js';
import { decimal, fraction, ONE } from './exact.js';
import { latestOf } from './duty.js';
import { disputesOf, endOf, obligationsOfUnit, overlaysOf, type Obligation } from './obligation.js';
import type { Policy, RuleId } from './policy.js';
import { happenedOn, knownBy, standingOf, unitOf } from './record.js';
import { countedOf, tallyOf } from './tally.js';

/** What has become of something owed, as of the end of a day. */
export type ObligationStatus =
  | 'NOT_YET_DUE'
  | 'ON_TIME'
  | 'LATE'
  | 'NOT_DONE'
  | 'NO_RECORD'
  | 'EXCUSED'
  | 'DISPUTE_UPHELD';

/** A state of something owed, with what it counted for. */
interface State {
  readonly status: ObligationStatus;
  readonly underDispute: boolean;
  /** null where it is not counted */
  readonly credit: string | null;
}

/** How a duty came to be worth what it is: sums written out, and what became of it on both clocks. */
export interface Told extends State {
  readonly dueSum: string;
  readonly creditSum: string;
  /** its weight now as a part of its weight on the day it entered; null where it is not counted */
  readonly weight: string | null;
  /** by what is known, from which day on */
  readonly byDay: readonly (State & { readonly on: Day })[];
  /** as of the day asked about, from the recording of which event on; `state` null: it was not yet there */
  readonly byRecord: readonly { readonly event: string; readonly recordedAt: string; readonly state: State | null }[];
  readonly excuses: readonly { readonly event: string; readonly counts: boolean }[];
  readonly disputes: readonly { readonly id: string; readonly isOpen: boolean; readonly outcome: string | null }[];
}

const statusOf = (it: Obligation, policy: Policy, on: Day): ObligationStatus => {
  const tally = tallyOf(it, policy, on);
  if (tally.excused > 0) return 'EXCUSED';
  if (tally.notYetDue > 0) return 'NOT_YET_DUE';
  if (it.upheld) return 'DISPUTE_UPHELD';
  if (tally.onTime > 0) return 'ON_TIME';
  if (tally.late > 0) return 'LATE';
  return tally.noRecord > 0 ? 'NO_RECORD' : 'NOT_DONE';
};

const stateOf = (it: Obligation, policy: Policy, on: Day): State => {
  const counted = countedOf(it, policy, on);
  return {
    status: statusOf(it, policy, on),
    underDispute: it.disputed,
    credit: counted ? decimal(fraction(counted.credit, ONE)) : null,
  };
};

const isSame = (a: State | null | undefined, b: State | null): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The first day on new terms, as the notice of a change or its taking effect says it. */
const firstDay = ({ data, occurredOn }: Standing): Day | null => {
  const from = data['effectiveFrom'] ?? null;
  const last = data['lastFundedDay'] ?? null;
  if (typeof from === 'string') return latestOf(from);
  const lastDay = typeof last === 'string' ? latestOf(last) : null;
  return lastDay ? addDays(lastDay, 1) : latestOf(occurredOn);
};

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** How a last day follows from the day that calls for it. */
const sumOf = (it: Obligation, { rules }: Policy): string => {
  const [first] = it.called;
  const known = first ? latestOf(first.occurredOn) : null;
  const apart = (what: string, base: Day | null, days: number): string | null =>
    base && addDays(base, days) === it.due
      ? `${what} ${label(base)} ${days < 0 ? 'less' : 'plus'} ${counted(Math.abs(days), 'day')}`
      : null;
  const sums: Record<RuleId, () => string | null> = {
    T1: () => apart('the decision of', known, rules.T1.dueDays),
    T2: () => 'the day the consultation opened',
    T3: () => apart('the close of the consultation on', addDays(it.due, -rules.T3.dueDays), rules.T3.dueDays),
    T4: () => apart('the decision of', known, -rules.T4.leadDays),
    T5: () => apart('the decision of', known, -rules.T5.leadDays),
    T6: () => {
      const from = first ? firstDay(first) : null;
      const { noticeMonths } = rules.T6;
      const isIt = from && addMonths(from, -noticeMonths) === it.due;
      return isIt ? `${label(from)} less ${counted(noticeMonths, 'calendar month')}` : null;
    },
    T7: () => known && `the request of ${label(known)} plus ${counted(rules.T7.workingDays, 'working day')}`,
    T8: () => apart('the meeting of', known, rules.T8.dueDays),
    R1: () => 'the day that was agreed',
    R2: () => apart('the dispute raised on', known, rules.R2.dueDays),
    R3: () => apart('the dispute raised on', known, rules.R3.dueDays),
    R4: () => apart('the decision of', known, -rules.R4.leadDays),
  };
  return sums[it.rule]() ?? 'the day that the record gives';
};

const dueSumOf = (it: Obligation, policy: Policy): string => {
  const sum = sumOf(it, policy);
  const late = it.enters > it.due ? ` It was called for later than that, so it counts from ${label(it.enters)}.` : '';
  return `${sum.charAt(0).toUpperCase()}${sum.slice(1)} = ${label(it.due)}.${late}`;
};

const short = (text: string): string => String(Number(Number(text).toFixed(4)));

const lagText = ({ lag }: Obligation, { recordLag: { graceDays, floor, slopeDays } }: Policy): string =>
  lag > graceDays
    ? ` × the larger of ${floor} and 1 − ${short(String(1 - floor))} × (${lag} − ${graceDays})/${slopeDays}, since who owed it recorded it ${lag} days after`
    : '';

const creditSumOf = (it: Obligation, policy: Policy, { status, credit }: State): string => {
  const { start, zeroAfterDays } = policy.lateCredit;
  const is = credit === null ? '' : ` = ${short(credit)}`;
  switch (status) {
    case 'EXCUSED':
      return 'Excused: it counts neither for nor against.';
    case 'NOT_YET_DUE':
      return 'Not yet due: it counts for nothing.';
    case 'DISPUTE_UPHELD':
      return 'A dispute about it was upheld: 0.';
    case 'ON_TIME':
      return `On time: 1${lagText(it, policy)}${lagText(it, policy) ? is : ''}.`;
    case 'LATE': {
      const days = it.done!.lateBy;
      return `${counted(days, 'day')} late: the larger of 0 and ${start} × (1 − ${days}/${zeroAfterDays})${lagText(it, policy)}${is}.`;
    }
    case 'NOT_DONE':
      return 'Not done: 0.';
    case 'NO_RECORD':
      return 'Nothing on record either way: 0.';
  }
};

export const isTheSame =
  (it: Pick<Obligation, 'key' | 'commissioner' | 'tso' | 'owedBy'>) =>
  (other: Obligation): boolean =>
    other.key === it.key &&
    other.commissioner === it.commissioner &&
    other.tso === it.tso &&
    other.owedBy === it.owedBy;

/** What a duty was at the end of a day by the facts given: its unit, and what is said about it. */
const foundIn = (facts: readonly Standing[], unit: string, it: Obligation, policy: Policy, on: Day) => {
  const overlays = overlaysOf(facts);
  const own = facts.filter((fact) => unitOf(fact) === unit);
  return { overlays, found: obligationsOfUnit(own, overlays, policy, on).find(isTheSame(it)) ?? null };
};

/** Facts that may bear on one duty: those of its unit, all excuses and disputes, and what is said about these. */
const bearing = (recorded: readonly Recorded[], unit: string): Recorded[] => {
  const kept = new Set<string>();
  return recorded.filter((fact) => {
    const said = isRemark(fact) && kept.has(String(fact.data['targetId']));
    const isOne = said || unitOf(fact) === unit || /^(dispute|obligation)-/.test(fact.stream);
    if (isOne) kept.add(fact.id);
    return isOne;
  });
};

/** Everything about one duty as of the end of a day, from the recorded facts of its relationship in their one order. */
export const toldOf = (it: Obligation, recorded: readonly Recorded[], policy: Policy, on: Day): Told => {
  const unit = unitOf(it.called[0]!);
  const bears = bearing(recorded, unit);
  const standing = standingOf(bears);
  const { overlays } = foundIn(standing, unit, it, policy, on);
  const state = stateOf(it, policy, on);

  const days = [...standing.map(happenedOn), it.due, it.enters, ...(it.done ? [it.done.on] : [])];
  const byDay: (State & { on: Day })[] = [];
  for (const day of [...new Set(days)].filter((one) => one <= on).toSorted()) {
    const { found } = foundIn(standing, unit, it, policy, day);
    if (!found) continue;
    const then = stateOf(found, policy, day);
    const { on: _on, ...last } = byDay.at(-1) ?? { on: '' };
    if (!isSame(last as State, then)) byDay.push({ on: day, ...then });
  }

  const byRecord: Told['byRecord'][number][] = [];
  for (const fact of bears) {
    const known = standingOf(knownBy(bears, fact.recordedAt));
    const { found } = foundIn(known, unit, it, policy, on);
    const then = found && stateOf(found, policy, on);
    if (then === null && byRecord.length === 0) continue;
    if (!isSame(byRecord.at(-1)?.state, then))
      byRecord.push({ event: fact.id, recordedAt: fact.recordedAt, state: then });
  }

  const weighed = countedOf(it, policy, on);
  const weight = weighed
    ? decimal(fraction(decayOf(policy.halfLifeDays).weightOf(it.enters), decayOf(policy.halfLifeDays).weightOf(on)))
    : null;
  return {
    ...state,
    ...{ dueSum: dueSumOf(it, policy), creditSum: creditSumOf(it, policy, state), weight, byDay, byRecord },
    excuses: (overlays.excuses.get(it.key) ?? [])
      .filter((fact) => happenedOn(fact) <= on && (fact.tsos.length === 0 || fact.tsos.includes(it.tso)))
      .map((fact) => ({
        event: fact.id,
        counts: policy.rules[it.rule].excusable && policy.excuseCodes.includes(String(fact.data['reasonCode'])),
      })),
    disputes: disputesOf(it, overlays)
      .filter(({ raised }) => raised && happenedOn(raised) <= on)
      .map((dispute) => {
        const end = endOf(dispute);
        return { id: dispute.id, isOpen: end === null, outcome: end?.outcome ?? null };
      }),
  };
};
