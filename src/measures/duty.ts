import type { Outcome } from '../compliance/outcome.js';
import { daysOf, isExact, onOrBefore } from '../compliance/ranges.js';
import type { Standing } from '../kernel/standing.js';
import { daysBetween, type Day, type DayRange, type When } from '../kernel/time.js';
import type { Policy, RuleId } from './policy.js';

export type Party = 'commissioner' | 'tso';

/** What is owed to the public, with nobody named, is filed under this name: it has one vote at most. */
export const PUBLIC = 'public';

/** When and how something owed was done, as far as the record tells. */
export interface Done {
  readonly fact: Standing | null;
  /** whole days after the last day for it; 0: on time */
  readonly lateBy: number;
  /** the day from which it counts */
  readonly on: Day;
}

/** One thing owed by one side to the other, for one TSO: what a rule makes of the standing facts as of a day. */
export interface Duty {
  readonly rule: RuleId;
  /** the id of the thing that called for it: a decision, a promise */
  readonly thing: string;
  readonly owedBy: Party;
  readonly commissioner: string;
  readonly tso: string;
  /** among how many TSOs it is shared */
  readonly of: number;
  /** the last day on which doing it is on time */
  readonly due: Day;
  /** the day on which it enters the record: when it was due or, where it was known later than that, that day */
  readonly enters: Day;
  /** the facts that called for it */
  readonly called: readonly Standing[];
  /** null: not done, as far as the record tells */
  readonly done: Done | null;
  /** whether the record tells that it was not done, in time or at all; else it has nothing either way */
  readonly told: boolean;
  /** exceptional circumstances that the text itself allows were recorded in time */
  readonly exceptional: boolean;
}

/** What each rule's duty is about, and the findings that judge the same duty. */
export const ABOUT: Record<RuleId, { readonly subject: string; readonly findings: readonly string[] }> = {
  T1: { subject: 'decision', findings: ['F2'] },
  T2: { subject: 'consultation', findings: ['C1'] },
  T3: { subject: 'consultation', findings: ['C3'] },
  T4: { subject: 'decision', findings: [] },
  T5: { subject: 'decision', findings: ['F3'] },
  T6: { subject: 'change', findings: ['F1'] },
  T7: { subject: 'request', findings: ['Q'] },
  T8: { subject: 'meeting', findings: [] },
  R1: { subject: 'commitment', findings: ['COM'] },
  R2: { subject: 'dispute', findings: ['D'] },
  R3: { subject: 'dispute', findings: ['D'] },
  R4: { subject: 'decision', findings: ['F4'] },
};

/** `T6:X3`: one duty for each rule and thing, whoever it is owed to. */
export const keyOf = ({ rule, thing }: Pick<Duty, 'rule' | 'thing'>): string => `${rule}:${thing}`;

type Found = Omit<Duty, 'commissioner' | 'tso' | 'of' | 'enters' | 'rule'>;

/** Something owed to several TSOs at once: one duty for each, or one to the public where none is named. */
export const owedTo = (
  policy: Policy,
  rule: RuleId,
  tsos: readonly string[],
  find: (tso: string | null) => (Found & { readonly known: Day }) | null,
): Duty[] => {
  const { inForceFrom, inForceTo } = policy.rules[rule];
  const named: readonly (string | null)[] = tsos.length > 0 ? [...new Set(tsos)] : [null];
  return named.flatMap((tso) => {
    const found = find(tso);
    const commissioner = found?.called.find((fact) => fact.commissioner !== null)?.commissioner;
    if (!found || !commissioner) return [];
    const { known, ...duty } = found;
    // Old duties are judged by old rules: there is none where the rule was not in force on the day that called for it.
    if ((inForceFrom && known < inForceFrom) || (inForceTo && known > inForceTo)) return [];
    const enters = duty.due > known ? duty.due : known;
    return [{ ...duty, rule, commissioner, tso: tso ?? PUBLIC, of: named.length, enters }];
  });
};

/** One thing that may discharge a duty, and when. */
export interface Candidate {
  readonly fact: Standing;
  readonly on: DayRange | null;
}

export const candidates = (facts: readonly Standing[]): Candidate[] =>
  facts.map((fact) => ({ fact, on: daysOf(fact.occurredOn) }));

/** The first thing that was done after the last day for it, and by how many days at the most. */
const lateAmong = (facts: readonly Candidate[], due: Day): Done | null => {
  const late = facts
    .flatMap(({ fact, on }) =>
      on && on.earliest > due ? [{ fact, on: on.latest, lateBy: daysBetween(due, on.latest) }] : [],
    )
    .toSorted((a, b) => a.lateBy - b.lateBy);
  return late[0] ?? null;
};

/** Whether and when a duty was discharged: surely in time, surely later, or neither as far as the record tells. */
export const discharged = (facts: readonly Candidate[], due: Day): Pick<Duty, 'done' | 'told'> => {
  const limit = { earliest: due, latest: due };
  const inTime = facts.find(({ on }) => onOrBefore(on, limit) === 'yes');
  if (inTime?.on) return { done: { fact: inTime.fact, lateBy: 0, on: inTime.on.latest }, told: true };
  const done = lateAmong(facts, due);
  return { done, told: done !== null };
};

/**
 * The same from the verdict of the finding that judges the duty: kept (or with a reason the text allows) is on time,
 * not kept may have been done later, and nothing on record is told apart from that.
 */
export const dischargedBy = (
  { verdict }: Pick<Outcome, 'verdict'>,
  facts: readonly Candidate[],
  due: Day,
): Pick<Duty, 'done' | 'told'> => {
  if (verdict === 'MET' || verdict === 'MET_WITH_RATIONALE') {
    const known = facts.find(({ on }) => isExact(on) && on.latest <= due) ?? facts.find(({ on }) => on !== null);
    return { done: { fact: known?.fact ?? null, lateBy: 0, on: due }, told: true };
  }
  return { done: lateAmong(facts, due), told: verdict === 'NOT_MET' };
};

/** The last day a date can mean. */
export const latestOf = (when: When | null | undefined): Day | null => daysOf(when)?.latest ?? null;
