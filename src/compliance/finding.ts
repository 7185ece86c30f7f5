import type { Side } from '../kernel/fact.js';
import type { Day, When } from '../kernel/time.js';

/**
 * What a rule says of the record. `MET_WITH_RATIONALE`: an exception the text allows was recorded in time.
 * `NOT_EVIDENCED`: the record does not tell either way. `AT_RISK`: not yet due, 28 days or fewer are left and it is
 * not yet met.
 */
export const VERDICTS = [
  'MET',
  'MET_WITH_RATIONALE',
  'NOT_MET',
  'NOT_EVIDENCED',
  'NOT_DUE',
  'AT_RISK',
  'NOT_APPLICABLE',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The paragraph a rule comes from: family, edition and the number within that edition. */
export interface Clause {
  readonly framework: string;
  readonly edition: string;
  readonly number: string;
}

/** The thing within a matter that a finding is about. */
interface About {
  readonly kind:
    | 'consultation'
    | 'decision'
    | 'change'
    | 'agreement'
    | 'budget'
    | 'dispute'
    | 'payment'
    | 'procurement'
    /** of an agreement: `<agreementId>/<reportId>` */
    | 'monitoring-report'
    /** by the id of the event that reports it */
    | 'circumstance-change'
    | 'commitment'
    | 'request'
    | 'framework'
    /** what a TSO said: a response, a representation, advice */
    | 'statement'
    /** a ResponseInvited, by the id of the event */
    | 'invitation';
  readonly id: string;
}

/** What a finding would be if the account of somebody who contests its evidence holds. */
export interface IfContestHolds {
  /** the event contested, and who contests it */
  readonly event: string;
  readonly by: Side;
  readonly verdict: Verdict;
  readonly because: string;
}

/** One rule of one edition applied to one thing (and TSO): the verdict, its sentence, and what it rests on. */
export interface Finding {
  readonly rule: string;
  readonly clause: Clause;
  readonly matter: string | null;
  /** the TSO it is about; null where it is about all of them or the public */
  readonly tso: string | null;
  readonly verdict: Verdict;
  /** plain English with the sum written out; it says what the record shows */
  readonly because: string;
  /** the numbers and dates of the sentence; days are whole civil days */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** ids of the events it rests on, in the order in which they happened; never empty for MET and NOT_MET */
  readonly evidence: readonly string[];
  /** event types, or fields of the trigger, that would have decided it */
  readonly missing: readonly string[];
  /** the last day on which doing it is on time; null where no day can be told */
  readonly dueOn: Day | null;
  readonly about: About;
  /** the id of the edition judged by, e.g. `compact-2010` */
  readonly edition: string;
  /** caveats in plain English: recorded late, inferred dates, contested or corrected evidence, edition not in force */
  readonly notes: readonly string[];
  /** one for each contest of its evidence that says what should stand instead */
  readonly ifContestHolds: readonly IfContestHolds[];
  /** when what triggered the rule happened, as exactly as the record says */
  readonly occurredOn: When | null;
  readonly commissioner: string | null;
  /** the TSOs that the triggering fact names */
  readonly tsos: readonly string[];
  /** false only where an edition was asked for by name that was not in force on the trigger date */
  readonly inForce: boolean;
  /** the side that owes it */
  readonly owedBy: 'commissioner' | 'tso';
  /** the text asks for it where possible, or only to consider it: not doing it is not by itself a departure */
  readonly advisory: boolean;
  /** false where the paragraph number is cited from memory */
  readonly clauseConfirmed: boolean;
}
