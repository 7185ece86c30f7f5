import { addMonths, addDays, type Day, type DayRange } from '../../kernel/time.js';
import type { Dated } from '../../kernel/entry.js';
import type { Standing } from '../../kernel/standing.js';
import type { Change } from '../../change/change.view.js';
import type { Decision } from '../../decision/decision.view.js';
import type { Dossier, Told } from '../../matter/dossier.js';
import { decisionOf } from './decision-outcome.js';
import { givenOn, isFor, isWritten, type ChangeNotified } from './notice-facts.js';
import { daysOf, moved, movedByDays, onOrBefore } from '../ranges.js';

/** A written notice as one TSO had it. */
export interface Notice {
  readonly fact: ChangeNotified;
  /** when it reached the TSO, as the TSO confirms, else as the notice says, else when it was sent */
  readonly reached: DayRange | null;
  readonly reachedBy: 'confirmed' | 'stated' | 'sent';
  readonly receipt: Standing | null;
  /** first day on the new terms, as this notice puts it */
  readonly effective: DayRange | null;
}

/** The first day on the new terms: given, or the day after the last funded one. */
const effectiveBy = ({ data }: ChangeNotified): DayRange | null => {
  const last = daysOf(data.lastFundedDay);
  return daysOf(data.effectiveFrom) ?? (last && movedByDays(last, 1));
};

/** What calls for notice of a change: the notice that counts, else the first one, else whatever is first on record. */
export const triggerOf = ({ change, notice }: Pick<Situation, 'change' | 'notice'>): Dated => {
  const first = notice?.fact ?? change.notices[0];
  return first ? { on: givenOn(first), fact: first } : { on: change.facts[0]!.occurredOn, fact: change.facts[0]! };
};

/** A receipt belongs to the latest notice given by the day it names. */
const receiptOf = (
  notice: ChangeNotified,
  notices: readonly ChangeNotified[],
  receipts: readonly Told<'NoticeReceiptConfirmed'>[],
): Told<'NoticeReceiptConfirmed'> | undefined =>
  receipts.find((receipt) => {
    const reached = daysOf(receipt.data.receivedOn);
    const given = notices.filter((it) => onOrBefore(daysOf(givenOn(it)), reached) === 'yes');
    return (given.at(-1) ?? notices[0]) === notice;
  });

/** The notices of a change that went to one TSO in writing, oldest first. */
export const noticesTo = (change: Change, tso: string | null): Notice[] => {
  const written = change.notices.filter((it) => isWritten(it) && isFor(it.tsos, tso));
  const receipts = change.receipts.filter((it) => isFor(it.tsos, tso));
  return written.map((fact) => {
    const receipt = receiptOf(fact, written, receipts) ?? null;
    const confirmed = daysOf(receipt?.data.receivedOn);
    const stated = daysOf(fact.data.receivedOn);
    return {
      fact,
      reached: confirmed ?? stated ?? daysOf(givenOn(fact)),
      reachedBy: confirmed ? 'confirmed' : stated ? 'stated' : 'sent',
      receipt,
      effective: effectiveBy(fact),
    };
  });
};

/** The quashing that took a notice with it: of the decision it names, or of the one its change rests on if it came before. */
const quashingOf = (notice: Notice, change: Change, dossier: Dossier): Told<'DecisionQuashed'> | null => {
  const named = notice.fact.data.decisionId;
  const quashed = decisionOf(dossier, named ?? change.decisionId)?.quashed ?? null;
  if (!quashed || named) return quashed;
  return onOrBefore(notice.reached, daysOf(quashed.occurredOn)) === 'yes' ? quashed : null;
};

/** The first day on the new terms, and the fact that gives it. */
export interface Effective {
  readonly days: DayRange;
  readonly fact: Standing;
}

const within = (inner: DayRange, outer: DayRange): boolean =>
  inner.earliest >= outer.earliest && inner.latest <= outer.latest;

/**
 * The day it took effect or, until that is on record, the day the latest notice gives. A notice that gives the day more
 * exactly than the record of its taking effect is believed.
 */
const effectiveFor = (told: Effective | null, took: Told<'FundingChangeTookEffect'> | null): Effective | null => {
  const days = took && daysOf(took.data.effectiveFrom ?? took.occurredOn);
  if (!took || !days) return told;
  return { days: told && within(told.days, days) ? told.days : days, fact: took };
};

const announced = (notices: readonly ChangeNotified[]): Effective | null => {
  const told = notices.map((fact) => ({ days: effectiveBy(fact), fact: fact as Standing }));
  return told.findLast((it): it is Effective => it.days !== null) ?? null;
};

/** All that decides F1 for one change and one TSO. */
export interface Situation {
  readonly change: Change;
  readonly tso: string | null;
  readonly decision: Decision | null;
  /** the written notice that counts */
  readonly notice: Notice | null;
  readonly effective: Effective | null;
  /** the day it took effect, once on record */
  readonly took: Told<'FundingChangeTookEffect'> | null;
  /** what was told otherwise than in writing, which is no notice */
  readonly spoken: ChangeNotified | null;
  /** the TSO says that none reached it */
  readonly denial: Told<'NoNoticeReceived'> | null;
  /** the TSO says on what day a notice reached it */
  readonly receipt: Told<'NoticeReceiptConfirmed'> | null;
  /** the quashing of the decision that some notice rests on */
  readonly quashed: Told<'DecisionQuashed'> | null;
  /** exceptional circumstances with a named approver */
  readonly exception: Told<'ExceptionalCircumstancesRecorded'> | null;
}

/**
 * Whether a notice fell with its decision: one that was long enough, for terms that had not begun when the decision was
 * quashed. What was too short stays so, and what had taken effect was noticed as it was.
 */
const fell = (notice: Notice, quashed: DayRange | null, took: Effective | null, months: number): boolean => {
  const effective = took?.days ?? notice.effective;
  if (onOrBefore(effective, quashed) === 'yes') return false;
  const ends = notice.reached && moved(notice.reached, (day) => addMonths(day, months));
  return onOrBefore(ends, effective) !== 'no';
};

/** `months`: the calendar months of notice that are asked for. */
export const situationOf = (dossier: Dossier, change: Change, tso: string | null, months: number): Situation => {
  const first = <F extends Standing>(facts: readonly F[]): F | null =>
    facts.find((fact) => isFor(fact.tsos, tso)) ?? null;
  const all = noticesTo(change, tso).map((notice) => ({ notice, quashed: quashingOf(notice, change, dossier) }));
  const spoken = change.notices.filter((fact) => !isWritten(fact) && isFor(fact.tsos, tso));
  const took = first(change.tookEffect.toReversed());
  const began = effectiveFor(null, took);
  const standing = all.filter(({ quashed }) => !quashed);
  const left = all.filter(({ notice, quashed }) => !fell(notice, daysOf(quashed?.occurredOn), began, months));
  const notices = (standing.length > 0 ? standing : left).map(({ notice }) => notice);
  const told = [notices.map(({ fact }) => fact), spoken, all.map(({ notice }) => notice.fact)];
  const effective = effectiveFor(told.map(announced).find((it) => it !== null) ?? null, took);
  // The first notice that spoke of new terms no later than they began; one that named a later day is the next best.
  const foretold = ({ effective: told }: Notice) => !effective || !told || told.earliest <= effective.days.latest;
  const notice = notices.find(foretold) ?? notices[0] ?? null;
  return {
    change,
    tso,
    decision: decisionOf(dossier, notice?.fact.data.decisionId ?? change.decisionId),
    notice,
    effective,
    took,
    spoken: spoken[0] ?? null,
    denial: first(change.noNotice),
    receipt: first(change.receipts),
    quashed: all.find(({ quashed }) => quashed !== null)?.quashed ?? null,
    exception: first(change.exceptions.filter((fact) => fact.data.approver)),
  };
};

/**
 * The last day on which a notice of so many calendar months is on time for a first day on new terms. The months are
 * counted forward from the notice and clamped, so for 28 February 2025 that is 30 November 2024, not the 28th.
 */
export const lastDayFor = (effective: Day, months: number): Day => {
  const back = addMonths(effective, -months);
  // Clamping can make up to three later days count to the same day: those between a month's last day and the 31st.
  const later = [3, 2, 1].map((days) => addDays(back, days)).find((day) => addMonths(day, months) <= effective);
  return later ?? back;
};
