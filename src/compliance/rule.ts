import { z } from 'zod';
import { EFFECTS } from '../decision/decision.events.js';
import { Id, Text, WhenText } from '../kernel/shapes.js';
import { TOPICS } from '../matter/matter.events.js';
import { coherent, textParts } from './undertaking.js';

const none = z.strictObject({});
const effects = z.strictObject({ effects: z.array(z.enum(EFFECTS)).min(1) });

/** So many days, civil ones or working days of England. */
const time = { days: z.int().min(1), kind: z.enum(['calendar', 'working']) };
/** What keeps a Compact alive, each within so many months of the last. */
const LIMBS = ['annual-review', 'document-review', 'action-plan', 'champions'] as const;

/** What a TSO says, and what it can tell of the basis on which it says it. */
const STATEMENTS = ['ConsultationResponseSubmitted', 'RepresentationReceived', 'ImpactAdviceSubmitted'] as const;
const BASIS = ['representing', 'howViewsGathered', 'evidenceSource'] as const;

/**
 * The kinds of rule and what each can be told: this is all that data can change. Days are whole civil days, months
 * calendar months. `effects` are the effects of a decision that the rule is for.
 */
const parameters = {
  'consultation-lasts': z.strictObject({ days: z.int().min(1) }),
  'consultation-forewarned': none,
  'feedback-follows': z.strictObject({ days: z.int().min(1) }),
  'consultation-formative': none,
  'consultation-informs': none,
  'responses-considered': none,
  'notice-given': z.strictObject({ months: z.int().min(1) }),
  'rationale-given': effects,
  /** `reallocation`: whether moving the money to another body is to be looked at as well */
  'impact-first': effects.extend({ groups: z.array(Text).min(1), reallocation: z.boolean().default(true) }),
  'dialogue-first': effects,
  'equality-first': none,
  'forward-notice-first': z.strictObject({ clearDays: z.int().min(1) }),
  'dispute-answered': z.strictObject({
    /** time for the acknowledgement of each stage; absent: none is asked for */
    acknowledge: z.strictObject(time).optional(),
    /** time for the answer of each stage */
    stages: z.array(z.strictObject({ stage: z.int().min(1), name: Text, ...time })).min(1),
    /** what the time for the answer is counted from */
    countedFrom: z.enum(['start', 'acknowledgement']).default('start'),
    /** whether a reason told in time extends it as an agreement does */
    extendedByReason: z.boolean().default(false),
    /** whether it is for matters of the Compact only, not for every complaint */
    compactMattersOnly: z.boolean().default(false),
  }),
  /** `reasons` are the categories of reason it is for, `excepted` those for which none is asked */
  'improvement-first': effects.extend({ reasons: z.array(Text).min(1), excepted: z.array(Text) }),
  /** at least so many months or, with `over`, more than so many */
  'term-lasts': z.strictObject({ months: z.int().min(1), over: z.boolean().default(false) }),
  'monitoring-agreed': none,
  'risk-agreed': none,
  'terms-passed-down': none,
  /** within so many days of receipt; `contractsOnly`: not for a grant */
  'payment-follows': z.strictObject({ days: z.int().min(1), contractsOnly: z.boolean().default(false) }),
  'social-value-first': none,
  'social-value-weighed': effects,
  'circumstances-reported': none,
  'report-on-time': none,
  'report-states-value': none,
  /** before the last so many months of an agreement */
  'exit-planned': z.strictObject({ months: z.int().min(1) }),
  'commitment-kept': none,
  'request-answered': z.strictObject({ days: z.int().min(1).optional() }),
  'governance-kept': z.strictObject({ limb: z.enum(LIMBS), months: z.int().min(1) }),
  'independence-respected': z.strictObject({ days: z.int().min(1) }),
  'basis-told': z.strictObject({ of: z.array(z.enum(STATEMENTS)).min(1), fields: z.array(z.enum(BASIS)).min(1) }),
  'consultation-answered': none,
  'contribution-made': z.strictObject({ seeks: z.enum(['user-feedback', 'review-contribution']) }),
  'impact-advised': none,
  'assessment-among-papers': none,
  'present-users-assessed': effects,
  'duty-explained': none,
  'assessment-detailed': effects,
  'budget-no-excuse': none,
  'assessment-shared': none,
  'reconsidered-openly': none,
  'public-engaged-first': effects,
  'users-noticed': effects.extend({ months: z.int().min(1) }),
  'topics-covered-first': effects.extend({ topics: z.array(z.enum(TOPICS)).min(1) }),
  'options-invited-first': effects,
  'cuts-proportionate': none,
  'local-compact-honoured': effects,
  'register-covers': z.strictObject({ yearStartsInMonth: z.int().min(1).max(12), dueMonthsAfterYear: z.int().min(1) }),
};

export type Kind = keyof typeof parameters;

const row = <K extends Kind>(kind: K) =>
  z.strictObject({
    rule: Id,
    kind: z.literal(kind),
    /** the number of the paragraph within the edition */
    number: Text,
    /** what it asks for, in plain English and our own words */
    says: Text,
    parameters: parameters[kind],
    /** whether the text lets a reason given in time stand in for the thing itself */
    exception: z.boolean().default(false),
    /** asked for "where possible" or "to consider" */
    advisory: z.boolean().default(false),
    owedBy: z.enum(['commissioner', 'tso']).default('commissioner'),
    /** whether the paragraph number was checked against the text */
    confirmed: z.boolean(),
  });

/** A row as data has it. */
export const rowShape = z.discriminatedUnion('kind', [
  row('consultation-lasts'),
  row('consultation-forewarned'),
  row('feedback-follows'),
  row('consultation-formative'),
  row('consultation-informs'),
  row('responses-considered'),
  row('notice-given'),
  row('rationale-given'),
  row('impact-first'),
  row('dialogue-first'),
  row('equality-first'),
  row('forward-notice-first'),
  row('dispute-answered'),
  row('improvement-first'),
  row('term-lasts'),
  row('monitoring-agreed'),
  row('risk-agreed'),
  row('terms-passed-down'),
  row('payment-follows'),
  row('social-value-first'),
  row('social-value-weighed'),
  row('circumstances-reported'),
  row('report-on-time'),
  row('report-states-value'),
  row('exit-planned'),
  row('commitment-kept'),
  row('request-answered'),
  row('governance-kept'),
  row('independence-respected'),
  row('basis-told'),
  row('consultation-answered'),
  row('contribution-made'),
  row('impact-advised'),
  row('assessment-among-papers'),
  row('present-users-assessed'),
  row('duty-explained'),
  row('assessment-detailed'),
  row('budget-no-excuse'),
  row('assessment-shared'),
  row('reconsidered-openly'),
  row('public-engaged-first'),
  row('users-noticed'),
  row('topics-covered-first'),
  row('options-invited-first'),
  row('cuts-proportionate'),
  row('local-compact-honoured'),
  row('register-covers'),
]);

/** One rule of an edition. `Row<'notice-given'>` is a row of that kind, with its parameters. */
export type Row<K extends Kind = Kind> = Extract<z.output<typeof rowShape>, { kind: K }>;

/** The kinds of body an edition can be for: any, or only one. */
export const BINDS = ['any', 'local authorities', 'departments'] as const;

/** A dated set of commitments. Adding one is adding a file of this shape. */
export const editionShape = z
  .strictObject({
    id: Id,
    family: Id,
    edition: Text,
    title: Text,
    /** first day in force, as exactly as it is known; null: as long as there is a record */
    inForceFrom: WhenText.nullable(),
    /** last day in force; null: still */
    inForceTo: WhenText.nullable(),
    source: Text,
    ...textParts,
    rows: z.array(rowShape),
    /** the kind of body it is for */
    binds: z.enum(BINDS).default('any'),
    /** the commissioners it binds; null: all of them */
    bodies: z.array(Id).nullable().default(null),
  })
  .superRefine(coherent);

export type Edition = Readonly<z.output<typeof editionShape>>;
