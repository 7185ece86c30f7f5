import { z } from 'zod';
import { EFFECTS } from '../decision/decision.events.js';
import { Id, Text, WhenText } from '../kernel/shapes.js';

const none = z.strictObject({});
const effects = z.strictObject({ effects: z.array(z.enum(EFFECTS)).min(1) });

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
  'impact-first': effects.extend({ groups: z.array(Text).min(1) }),
  'dialogue-first': effects,
  'equality-first': none,
  'forward-notice-first': z.strictObject({ clearDays: z.int().min(1) }),
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
    /** whether the paragraph number was checked against the text */
    confirmed: z.boolean(),
  });

const rowShape = z.discriminatedUnion('kind', [
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
  row('register-covers'),
]);

/** One rule of an edition. `Row<'notice-given'>` is a row of that kind, with its parameters. */
export type Row<K extends Kind = Kind> = Extract<z.output<typeof rowShape>, { kind: K }>;

/** A dated set of commitments. Adding one is adding a file of this shape. */
export const editionShape = z.strictObject({
  id: Id,
  family: Id,
  edition: Text,
  title: Text,
  /** first day in force, as exactly as it is known; null: as long as there is a record */
  inForceFrom: WhenText.nullable(),
  /** last day in force; null: still */
  inForceTo: WhenText.nullable(),
  source: Text,
  rows: z.array(rowShape),
  /** the commissioners it binds; null: all of them */
  bodies: z.array(Id).nullable().default(null),
});

export type Edition = Readonly<z.output<typeof editionShape>>;
