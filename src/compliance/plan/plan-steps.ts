import type { Effect } from '../../decision/decision.events.js';
import type { Day, When } from '../../kernel/time.js';
import type { Clause } from '../finding.js';

/** The steps a plan can have, in the order in which they are taken. */
export const STEPS = [
  'discussion',
  'forewarning',
  'opening',
  'engagement',
  'options',
  'invitation',
  'responses',
  'closing',
  'analysis',
  'consideration',
  'impact-assessment',
  'equality-assessment',
  'sharing',
  'social-value',
  'procurement',
  'forward-notice',
  'decision',
  'reasons',
  'users-notice',
  'notice',
  'first-day',
  'feedback',
] as const;
export type StepId = (typeof STEPS)[number];

/** What each step is, as something to be done by its day. */
export const TITLES: Readonly<Record<StepId, string>> = {
  discussion: 'Discuss the implications with those concerned',
  forewarning: 'Say that a consultation is coming',
  opening: 'Open the consultation, with reasons, criteria and options in its pack',
  engagement: 'Meet those affected, about the service, its assets and the community',
  options: 'Invite options to reshape the service, and share what helps to work them out',
  invitation: 'Invite responses',
  responses: 'Responses are due',
  closing: 'Close the consultation',
  analysis: 'Analyse the responses',
  consideration: 'Consider the responses',
  'impact-assessment': 'Complete the impact assessment',
  'equality-assessment': 'Complete the equality assessment, for the papers of those who decide',
  sharing: 'Share the assessments with the organisations affected',
  'social-value': 'Consider social value, and whether to consult on it',
  procurement: 'Start the procurement',
  'forward-notice': 'Publish forward notice of the key decision',
  decision: 'Take the decision',
  reasons: 'Give the reasons',
  'users-notice': 'Users of the service, or the public, are told',
  notice: 'Written notice is received',
  'first-day': 'First day on the new terms',
  feedback: 'Publish feedback to those who answered',
};

/** How a step is named within a sum. */
export const NAMES: Readonly<Record<StepId, string>> = {
  discussion: 'the discussion',
  forewarning: 'the forewarning',
  opening: 'the opening of the consultation',
  engagement: 'the meeting with those affected',
  options: 'the invitation of options',
  invitation: 'the invitation',
  responses: 'the day responses are due',
  closing: 'the close of the consultation',
  analysis: 'the analysis',
  consideration: 'the day responses are considered',
  'impact-assessment': 'the impact assessment',
  'equality-assessment': 'the equality assessment',
  sharing: 'the day the assessments are shared',
  'social-value': 'the day social value is considered',
  procurement: 'the start of the procurement',
  'forward-notice': 'the forward notice',
  decision: 'the day of the decision',
  reasons: 'the day of the reasons',
  'users-notice': 'the day users are told',
  notice: 'the day of the notice',
  'first-day': 'the first day on the new terms',
  feedback: 'the feedback',
};

/** Effects that change what is being paid, and so call for notice. */
export const CHANGES: readonly Effect[] = ['vary', 'reduce', 'end'];

/** Time to leave that no rule gives a number for; each is 0 where it is left out. */
export interface Allowances {
  /** working days for call-in between decision and notice: councils commonly have five (from memory) */
  readonly callInWorkingDays?: number;
  /** days from the close of the consultation to the analysis of the responses */
  readonly analysisDays?: number;
  /** days between the invitation, or the opening, and the day by which responses are due, where no rule asks for more */
  readonly responseDays?: number;
  /** days from the first discussion, or an early warning, to the decision */
  readonly warningDays?: number;
}

/** A step that is on record: when, and the ids of the events that say so. */
export interface Done {
  readonly on: When;
  readonly evidence: readonly string[];
}

/** A decision or change that is planned. */
export interface PlanQuestion {
  readonly effect: Effect;
  /** first day on the new terms */
  readonly firstDay: Day;
  /** whether there is to be a formal written consultation */
  readonly consult: boolean;
  /** days for which that consultation is on record as paused: they do not count towards its length */
  readonly paused?: number;
  /** whether it is a key decision in the sense of the 2012 executive arrangements regulations */
  readonly key: boolean;
  /** whether services are to be procured */
  readonly procure: boolean;
  /** days chosen for steps; a step that is not named is taken on the last day that the others leave it */
  readonly dates: Readonly<Partial<Record<StepId, Day>>>;
  /** steps that are on record */
  readonly done: Readonly<Partial<Record<StepId, Done>>>;
  readonly allowances: Allowances;
  readonly today: Day;
  /** an edition (`compact-2010`) or a family (`compact`) to plan by, in force or not; absent: all in force */
  readonly framework?: string;
}

/** What asks for a step by a day. */
export interface Asked {
  readonly rule: string;
  /** the id of the edition, e.g. `compact-2010` */
  readonly edition: string;
  readonly clause: Clause;
  readonly clauseConfirmed: boolean;
  readonly advisory: boolean;
  /** whether the text lets a reason given in time stand in for it */
  readonly exception: boolean;
  /** false only where an edition was asked for by name that is not in force then */
  readonly inForce: boolean;
  /** the last day on which the step is on time; null where the text gives none */
  readonly by: Day | null;
  /** how that day comes about, or what else is asked, in a sentence */
  readonly sum: string;
}

/** `late`: on record, chosen for or due on a day that is too late. */
export type State = 'done' | 'done late' | 'to do' | 'too late';

export interface PlanStep {
  readonly id: StepId;
  readonly title: string;
  /** the last day on which it is on time by all that is asked; for the first day on the new terms the day itself */
  readonly latest: Day;
  /** the last working day up to then: rules count every day, offices do not */
  readonly workingDay: Day;
  /** the day the other steps are counted from: on record, else chosen, else the latest */
  readonly on: Day;
  readonly from: 'record' | 'choice' | 'latest';
  readonly state: State;
  /** days from today to the latest day, negative where it has passed; null once done */
  readonly slack: number | null;
  /** days by which the day on record or chosen is after the latest, or by which the latest has passed; else 0 */
  readonly lateBy: number;
  /** the rules that ask for it, the strictest first */
  readonly asks: readonly Asked[];
  /** what the order of things asks for, besides the rules, in sentences */
  readonly needs: readonly string[];
  /** the steps that come before it */
  readonly after: readonly StepId[];
  /** the event ids it is on record by */
  readonly evidence: readonly string[];
  /** when, as exactly as the record says; null where it is not on record */
  readonly doneOn: When | null;
}

export interface Plan {
  readonly question: PlanQuestion;
  /** by their day */
  readonly steps: readonly PlanStep[];
  /** whether every step that is still to be done has time left, those asked for where possible only aside */
  readonly possible: boolean;
  /**
   * Where it is not: the first later first day on new terms, and its last day for the decision, with which all that is
   * still to be done can be done from today on. Null where it is possible, or where no later day mends it.
   */
  readonly couldBe: { readonly decision: Day; readonly firstDay: Day } | null;
}
