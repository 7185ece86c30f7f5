import type { Day } from '../kernel/time.js';
import type { Change } from './change.js';
import type { Descriptive } from './descriptive.js';
import type { Party } from './duty.js';
import type { Measure, Policy, Reproduction } from './policy.js';

/** What an answer rests on: the public record, what one body may see, or all of it. */
export type Basis = 'PUBLIC_RECORD' | 'OWN_RECORD' | 'WHOLE_RECORD';

/** Whose record is measured: one relationship (both named), one body in all its relationships, an area, a size band. */
export interface Subject {
  readonly commissioner: string | null;
  readonly tso: string | null;
  /** the area of the commissioners */
  readonly area: string | null;
  /** the size band of the TSOs */
  readonly sizeBand: string | null;
}

/** One measure of a subject, of what one side owes the other. */
export interface Aspect extends Subject {
  readonly measure: Measure;
  readonly owedBy: Party;
}

/** What stands behind a number, as counts: in a group every obligation alike. */
export interface Counts {
  readonly fellDue: number;
  readonly onTime: number;
  readonly late: number;
  readonly missed: number;
  readonly noRecord: number;
  readonly excused: number;
  readonly notYetDue: number;
  readonly underDispute: number;
}

/** A number and its base. `published` is all that may be drawn; decimal strings with ten decimals. */
export interface Figures extends Counts {
  readonly status: 'ok' | 'insufficient-evidence' | 'seen-in-part';
  readonly published: string | null;
  /** the distribution it is the mean of: what was kept and what was missed, the prior included */
  readonly alpha: string;
  readonly beta: string;
  readonly estimate: string;
  readonly lower: string;
  readonly upper: string;
  /** units of evidence of a relationship; votes of a group */
  readonly evidence: string;
  /** of these, what was kept */
  readonly keptEvidence: string;
  /** null where nothing fell due; of a group every obligation alike */
  readonly observedRate: string | null;
  /** of a relationship */
  readonly ifExcusesRejected: string | null;
  readonly ifOpenDisputesUpheld: string | null;
  /** of a group: relationships with any evidence */
  readonly relationships: number | null;
}

/** A subject at the end of a day, by what is known now and by what was known at the end of that day. */
export interface SeriesPoint {
  readonly on: Day;
  readonly now: Figures;
  /** null: that day is not over yet */
  readonly asKnownThen: Figures | null;
  /** whether the two differ */
  readonly revised: boolean;
  /**
   * by how much the counts moved since the point before, by what is known now: for the evidence strip. What is done late
   * is missed when it falls due and late when it is done, so that `missed` may be below zero.
   */
  readonly since: Pick<Counts, 'fellDue' | 'onTime' | 'late' | 'missed' | 'excused'>;
}

/** What a chart marks by number: one event or, of those that say the same of a day, all of them. */
export interface Mark {
  readonly on: Day;
  readonly events: readonly string[];
  readonly sentence: string;
}

/** A measure over time, with all that a reader needs to judge it. */
export interface Series {
  readonly aspect: Aspect;
  /** the day of what is known */
  readonly knownOn: Day;
  readonly points: readonly SeriesPoint[];
  readonly marks: readonly Mark[];
  readonly policy: Policy;
  /** what the answer rests on: where it is not all that bears on the subject, no number is published */
  readonly basis: Basis;
  readonly reproduction: Reproduction;
}

/** What one thing did to a number; the effects of all add up to the number less one half. */
export interface Effect {
  /** the key of an obligation or, in a group, the ids of a relationship */
  readonly of: string;
  readonly events: readonly string[];
  readonly weight: string;
  readonly credit: string;
  readonly effect: string;
  /** the number without it */
  readonly without: string;
}

/** A measure of a subject at one moment, taken apart. */
export interface Point {
  readonly aspect: Aspect;
  readonly on: Day;
  /** the day of what is known */
  readonly knownOn: Day;
  readonly figures: Figures;
  /** three parts of one bar that add up to 1: kept, missed, and what is not known (the prior) */
  readonly bar: { readonly kept: string; readonly missed: string; readonly unknown: string };
  /** largest first */
  readonly effects: readonly Effect[];
  readonly change: Change;
  /** the same number with one choice of the policy made otherwise */
  readonly robustness: readonly {
    readonly name: string;
    readonly published: string | null;
    readonly differs: boolean;
  }[];
  /** printed beside it, never scored */
  readonly descriptive: Descriptive;
  readonly policy: Policy;
  readonly basis: Basis;
  readonly reproduction: Reproduction;
}

/** A number before and after something. */
export interface Moved {
  readonly aspect: Aspect;
  readonly before: Figures;
  readonly after: Figures;
  /** of the number after */
  readonly reproduction: Reproduction;
}

/** Why a measure is another at one day than at an earlier one. The parts add up to the difference. */
export interface Movement {
  readonly aspect: Aspect;
  readonly from: Figures;
  readonly to: Figures;
  readonly difference: string;
  /**
   * what fell due, was done or was excused between the two days, by its own effect, largest first; in a group the
   * relationships that are there on both, with the events of what fell due, was done or was excused in each
   */
  readonly moved: readonly { readonly of: string; readonly events: readonly string[]; readonly effect: string }[];
  /** of what was there before: older evidence weighs less; in a group that is no part of its own */
  readonly time: string;
  /** in a group: relationships that joined or left, or have more or less of a vote than before */
  readonly composition: string;
  readonly basis: Basis;
  /** of the later number */
  readonly reproduction: Reproduction;
}
