import { Query } from '@nestjs/cqrs';
import type { Asker, basisOf } from '../access/visibility.js';
import type { Day } from '../kernel/time.js';
import type { Change } from './change.js';
import type { Contribution } from './estimate.js';
import type { Aspect, Figures, Series } from './figures.js';
import type { Reproduction } from './policy.js';

/** What an answer rests on. */
export type MeasureBasis = ReturnType<typeof basisOf>;

export type SeriesStep = 'MONTH' | 'QUARTER' | 'YEAR';

/** Which policies to answer by, each named by its version or its hash; none: the latest. */
export interface PoliciesAsked {
  readonly named: readonly string[];
  /** more than one is refused unless this is set: their numbers cannot be compared */
  readonly acceptMixedPolicies?: boolean;
}

/** How many of the relationships of a group had something fall due; of a relationship 1 of 1, or 0 of 1. */
export interface Coverage {
  readonly heard: number;
  readonly of: number;
}

export interface SeriesAnswer extends Series {
  readonly basis: MeasureBasis;
  readonly coverage: Coverage;
  /** the same by the other policies that were asked for, each a series of its own */
  readonly others: readonly Series[];
}

/**
 * A measure at the ends of months, quarters or years from one day to another, oldest first. A commissioner, TSO or area
 * is named as the directory knows it: by an id, an identifier or a name.
 */
export class MeasureSeries extends Query<SeriesAnswer> {
  constructor(
    readonly asker: Asker,
    readonly aspect: Aspect,
    readonly from: Day,
    readonly to: Day,
    readonly step: SeriesStep,
    readonly knownAt?: string | null,
    readonly policies?: PoliciesAsked,
  ) {
    super();
  }
}

/** Of what the evidence consists, as shares of one that add up to it: decimal strings with ten decimals. */
export interface ThreeParts {
  readonly kept: string;
  readonly missed: string;
  readonly unknown: string;
}

/** What one obligation of a relationship, or one relationship of a group, does to the number. The effects add up. */
export interface PointContribution extends Omit<Contribution, 'obligation'> {
  /** the key of the obligation (`T6:X3`); null: all of a relationship */
  readonly obligation: string | null;
  readonly commissioner: string;
  readonly tso: string;
}

/** The same point with one choice of the policy made otherwise. */
export interface Robustness {
  readonly name: string;
  readonly status: Figures['status'];
  readonly published: string | null;
  readonly change: Change['answer'];
  /** whether what is said of the point would be another sentence */
  readonly saysOtherwise: boolean;
}

/** A middle value or a share, and of how many it is; null where there are none. One decimal. */
export interface Described {
  readonly value: string | null;
  readonly of: number;
}

/** Told beside a number and never part of it, of the 365 days up to the point. */
export interface Descriptive {
  readonly medianWeeksConsulted: Described;
  /** in percent */
  readonly shareUnder12Weeks: Described;
  readonly medianDaysNotice: Described;
  /** in days */
  readonly medianRecordingDelay: Described;
  /** in percent: recorded by the side that owes */
  readonly shareSelfRecorded: Described;
}

export interface PointAnswer {
  readonly aspect: Aspect;
  readonly on: Day;
  readonly figures: Figures;
  /** null where the record is seen in part */
  readonly belief: ThreeParts | null;
  /** largest effect first; empty where the record is seen in part */
  readonly contributions: readonly PointContribution[];
  readonly robustness: readonly Robustness[];
  readonly change: Change;
  readonly descriptive: Descriptive;
  readonly coverage: Coverage;
  readonly warnings: readonly string[];
  readonly reproduction: Reproduction;
  readonly basis: MeasureBasis;
}

/** A measure at the end of one day, with what it is made of. */
export class MeasurePoint extends Query<PointAnswer> {
  constructor(
    readonly asker: Asker,
    readonly aspect: Aspect,
    readonly validAsOf: Day,
    readonly knownAt?: string | null,
    /** a version or a hash */
    readonly policy?: string | null,
  ) {
    super();
  }
}

/** A number before and after an event was recorded, at the end of the same day. */
export interface Moved {
  readonly aspect: Aspect;
  readonly on: Day;
  readonly before: Figures;
  readonly after: Figures;
  /** by how much the estimate moved: ten decimals */
  readonly effect: string;
}

/**
 * From an event: the numbers that it moved when it was recorded, those of relationships first. An event that the asker may
 * not see is none, and a number that the asker sees only a part of is left out.
 */
export class MovedBy extends Query<readonly Moved[]> {
  constructor(
    readonly asker: Asker,
    readonly eventId: string,
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
    readonly policy?: string | null,
  ) {
    super();
  }
}

/** One thing that moved a number between two days: ten decimals. */
export interface Effect {
  readonly commissioner: string;
  readonly tso: string;
  /** the obligation; null: all of a relationship that a group is made of */
  readonly obligation: string | null;
  /** the events whose recording moved it, each with its sentence */
  readonly events: readonly { readonly id: string; readonly sentence: string }[];
  readonly effect: string;
}

/** What moved a number from one day to another; `time`, `composition` and the effects add up to `change`. */
export interface WhatMovedAnswer {
  readonly aspect: Aspect;
  readonly from: { readonly on: Day; readonly figures: Figures };
  readonly to: { readonly on: Day; readonly figures: Figures };
  readonly change: string;
  /** what the passing of time alone would have done */
  readonly time: string;
  /** of a group: relationships that joined, left or count for less; null for a relationship */
  readonly composition: string | null;
  /** largest first; of a group what moved within each relationship */
  readonly effects: readonly Effect[];
  readonly reproduction: Reproduction;
  readonly basis: MeasureBasis;
}

/** Between two points of the line as known at one moment: what moved it. Refused where the record is seen in part. */
export class WhatMoved extends Query<WhatMovedAnswer> {
  constructor(
    readonly asker: Asker,
    readonly aspect: Aspect,
    readonly from: Day,
    readonly to: Day,
    readonly knownAt?: string | null,
    readonly policy?: string | null,
  ) {
    super();
  }
}
