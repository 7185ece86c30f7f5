import type { Day } from '../kernel/time.js';
import type { Change } from './change.js';
import type { Party } from './duty.js';
import type { Measure, Reproduction } from './policy.js';

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
  readonly estimate: string;
  readonly lower: string;
  readonly upper: string;
  /** units of evidence of a relationship; votes of a group */
  readonly evidence: string;
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
  readonly then: Figures | null;
  /** whether the two differ */
  readonly revised: boolean;
  /** what fell due since the point before, by what is known now: for the evidence strip */
  readonly since: Pick<Counts, 'fellDue' | 'onTime' | 'late' | 'missed' | 'excused'>;
}

/** One event of the record that a chart marks by number. */
export interface Mark {
  readonly on: Day;
  readonly event: string;
  readonly sentence: string;
}

/** A measure over time, with all that a reader needs to judge it. */
export interface Series {
  readonly aspect: Aspect;
  readonly points: readonly SeriesPoint[];
  /** the last 365 days against the 365 before, undecayed */
  readonly change: Change;
  readonly marks: readonly Mark[];
  /** two sentences that say what the line shows, and why */
  readonly alternative: string;
  readonly warnings: readonly string[];
  readonly reproduction: Reproduction;
}
