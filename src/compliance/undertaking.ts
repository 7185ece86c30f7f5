import { z } from 'zod';
import { Id, Text } from '../kernel/shapes.js';

const undertaking = z.strictObject({
  /** as the edition numbers it; where its numbers are not known, the part it stands in */
  number: Text,
  /** the heading it stands under */
  outcome: Text.optional(),
  owedBy: z.enum(['commissioner', 'tso']),
  /** what it asks for, in plain English and our own words */
  says: Text,
  /** whether recorded events can decide it, decide a part of it, or only people can */
  check: z.enum(['machine', 'partly', 'judgement']),
  /** the rules that look at it, of this edition or of others; absent: the rows that have its number */
  rules: z.array(Id).optional(),
  /** whether the number was checked against the text */
  confirmed: z.boolean(),
  /** what the text lets its side do instead */
  exception: Text.optional(),
});

const principle = z.strictObject({
  number: Text,
  name: Text,
  says: Text,
  /** what is seen where it is lived by, and where it is not: for people to judge, no number is set */
  progressSigns: z.array(Text).default([]),
  warningSigns: z.array(Text).default([]),
  /** rules of other editions whose findings bear on it; they do not decide it */
  evidencedBy: z.array(Id).default([]),
  confirmed: z.boolean(),
});

/** What the text of an edition holds beside its rows. */
export const textParts = {
  /** undertakings each side gave, principles both hold to, or duties under law and guidance */
  kind: z.enum(['undertakings', 'principles', 'duties']).default('undertakings'),
  undertakings: z.array(undertaking).default([]),
  principles: z.array(principle).default([]),
  /** what to know of a part, by its field: where it is documented, or that a value is fictional */
  notes: z.record(Text, Text).default({}),
};

/** One commitment of an edition, judged by a rule or not. */
export type Undertaking = z.output<typeof undertaking>;
type Principle = z.output<typeof principle>;

interface Numbered {
  readonly rule: string;
  readonly number: string;
}

interface Commitments {
  readonly kind: string;
  readonly undertakings: readonly Undertaking[];
  readonly principles: readonly Principle[];
  readonly rows?: readonly Numbered[] | undefined;
}

/** A number as its own text has it: a Local Compact says of what it takes over "as compact-2010 4.4". */
const plain = (number: string): string => number.replace(/^as \S+ /, '');

/** The numbers a row can stand for: "3.3 and 4.4" is two, unless one paragraph is called that. */
const numbersOf = ({ number }: Numbered): string[] => [plain(number), ...plain(number).split(/, | and /)];

/** The ids of the rules that look at an undertaking: those it names, else the rows that have its number. */
export const looksAt = ({ number, rules }: Undertaking, rows: readonly Numbered[]): string[] =>
  rules ?? [...new Set(rows.filter((row) => numbersOf(row).includes(plain(number))).map(({ rule }) => rule))];

const hasParagraph = (row: Numbered, numbers: ReadonlySet<string>): boolean => {
  const [whole = '', ...parts] = numbersOf(row);
  return numbers.has(whole) || parts.every((part) => numbers.has(part));
};

/** Says of each part of a text what does not go with the rest. */
export const coherent = ({ kind, undertakings, principles, rows = [] }: Commitments, ctx: z.RefinementCtx): void => {
  const fault = (path: (string | number)[], message: string) => ctx.addIssue({ code: 'custom', path, message });
  if (kind === 'principles') {
    if (principles.length === 0) fault(['principles'], 'is empty: give the principles, or another kind');
    if (rows.length > 0) fault(['rows'], 'goes with no text of principles: they are not met or not met; leave it out');
  }
  undertakings.forEach(({ number, rules }, index) => {
    if (!rules && undertakings.some((other, at) => at !== index && other.number === number))
      fault(
        ['undertakings', index, 'rules'],
        `is missing: several have the number "${number}", so say which rules look at this one`,
      );
  });
  const numbers = new Set(undertakings.map(({ number }) => number));
  rows.forEach((row, index) => {
    if (numbers.size > 0 && !hasParagraph(row, numbers))
      fault(
        ['rows', index, 'number'],
        `is "${row.number}", which no undertaking has: give the number of one, or add the undertaking`,
      );
  });
};
