import { z } from 'zod';
import { sideOf } from '../access/permission.js';
import {
  BASES,
  SIDES,
  VISIBILITIES,
  type Actor,
  type Draft,
  type Fact,
  type Side,
  type Visibility,
} from '../kernel/fact.js';
import type { Catalogue } from '../kernel/catalogue.js';
import { reject, Rejection, type Problem } from '../kernel/rejection.js';
import { Id, Text, Url, WhenText } from '../kernel/shapes.js';

const envelope = z.strictObject({
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
  occurredOn: WhenText.nullable(),
  basis: z.enum(BASES).optional(),
  by: z.enum(SIDES).optional(),
  commissioner: Id.nullable().optional(),
  tsos: z.array(Id).max(1000, 'names more than 1000 organisations').optional(),
  matter: Id.nullable().optional(),
  visibility: z.enum(VISIBILITIES).optional(),
  evidence: z.array(z.strictObject({ title: Text, url: Url.optional(), publishedOn: WhenText.optional() })).optional(),
  note: Text.nullable().optional(),
  sourceRecordedOn: WhenText.nullable().optional(),
});

/** zod's issues as problems that name the field: `data.closesOn is not a date …`. */
export const problemsOf = (issues: readonly z.core.$ZodIssue[], prefix = ''): Problem[] =>
  issues.map((issue) => {
    const path = [prefix, ...issue.path.map(String)].filter(Boolean).join('.');
    const field = issue.code === 'unrecognized_keys' ? [path, issue.keys.join(', ')].filter(Boolean).join('.') : path;
    const message =
      issue.code === 'unrecognized_keys'
        ? `${field} is not a field of this: leave it out or look its name up.`
        : `${field || 'It'} ${readable(issue)}`;
    return { field, message, code: 'INVALID' };
  });

const readable = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'invalid_type')
    return issue.input === undefined && issue.message.includes('undefined')
      ? 'is missing: give it.'
      : `has the wrong type: ${issue.expected} is expected.`;
  const allowed = /^Invalid (?:option|discriminator value)[:.] (?:Expected )?(.*)/.exec(issue.message);
  const text = allowed
    ? `is not one of the allowed words: ${allowed[1]}`
    : issue.message.replace(/^Too (small|big):/, 'is too $1:');
  return text.endsWith('.') ? text : `${text}.`;
};

/**
 * A draft checked against the catalogue and the envelope: its data as it will be stored. Throws a Rejection that names
 * every field that is wrong, or the type when the catalogue has none of that name.
 */
export const validated = (catalogue: Catalogue, draft: Draft): Draft => {
  const type = catalogue[draft.type];
  if (!type) throw reject('UNKNOWN_TYPE', 'type', `There is no event type "${draft.type}".`);
  const outer = envelope.safeParse(draft);
  const inner = type.data.safeParse(draft.data);
  const problems = [
    ...(outer.error ? problemsOf(outer.error.issues) : []),
    ...(inner.error ? problemsOf(inner.error.issues, 'data') : []),
  ];
  if (!outer.success || !inner.success) throw new Rejection(problems);
  if (draft.visibility === 'confidential' && !OPINIONS.has(draft.type))
    throw reject(
      'NOT_CONFIDENTIAL',
      'visibility',
      'visibility "confidential" is for answers to surveys, scorecards and feedback: both sides see what else is said of them, so leave it out.',
    );
  return { ...outer.data, data: inner.data };
};

/** What tells what somebody thinks of another. */
const OPINIONS: ReadonlySet<string> = new Set([
  'SurveyResponseReceived',
  'TrustScorecardCompleted',
  'ProcessFeedbackCollected',
]);

/** Whether an opinion is the commissioner's own, and of nobody in the sector. */
const isCommissionersOwn = ({ type, data }: Draft, by: Side, commissioner: string | null): boolean => {
  if (type === 'SurveyResponseReceived') return data['direction'] === 'commissioner->tso';
  if (type === 'ProcessFeedbackCollected') return by === 'commissioner';
  return (data['completedBy'] as readonly string[]).every((id) => id === commissioner);
};

/** Who may see what does not say so itself: whoever sees the stream it joins, else the parties. */
const usualVisibility = (draft: Draft, first: Fact | undefined, by: Side, commissioner: string | null): Visibility => {
  // What is said in confidence for others is not made public by the stream it joins.
  if (draft.data['onBehalf'] === true && first?.visibility === 'public') return 'parties';
  // What one body says of another is its own, unless it wants it seen with its name.
  if (OPINIONS.has(draft.type)) return isCommissionersOwn(draft, by, commissioner) ? 'restricted' : 'confidential';
  // That a body is in the record is no secret unless whoever registers it says so.
  return first?.visibility ?? (draft.type.endsWith('Registered') ? 'public' : 'parties');
};

/**
 * A draft as a whole fact: what it leaves out comes from the first fact of the stream it joins (which commissioner,
 * TSOs and matter a thing belongs to does not change), else from the actor, else it is empty. Throws a Rejection when
 * it says another commissioner or matter than its stream.
 */
export const complete = (draft: Draft, first: Fact | undefined, actor: Actor): Fact => {
  for (const field of ['commissioner', 'matter'] as const) {
    const said = draft[field];
    if (first && said !== undefined && said !== null && first[field] !== null && said !== first[field])
      throw reject(
        'OTHER_SCOPE',
        field,
        `This belongs to ${field} ${first[field]}, not ${said}: leave ${field} out or correct it.`,
      );
  }
  const by = draft.by ?? sideOf(actor.role);
  const ownCommissioner = by === 'commissioner' ? actor.organisation : null;
  const commissioner = draft.commissioner ?? first?.commissioner ?? ownCommissioner;
  const speaksForItself = actor.role === 'tso' || actor.role === 'infrastructure-body';
  const ownTso = speaksForItself && actor.organisation ? [actor.organisation] : [];
  return {
    type: draft.type,
    data: draft.data,
    occurredOn: draft.occurredOn,
    basis: draft.basis ?? 'stated',
    by,
    commissioner,
    // What a TSO says it says for itself, also of a thing that concerns others too.
    tsos: draft.tsos ?? (ownTso.length > 0 ? ownTso : first?.tsos) ?? [],
    matter: draft.matter ?? first?.matter ?? null,
    visibility: draft.visibility ?? usualVisibility(draft, first, by, commissioner),
    evidence: draft.evidence ?? [],
    note: draft.note ?? null,
    sourceRecordedOn: draft.sourceRecordedOn ?? null,
  };
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
};

/**
 * The content of a fact as text that is equal when the content is: all that it says, apart from where and when it was
 * recorded, here or (as its source claims) elsewhere.
 */
export const contentOf = (fact: Fact): string => {
  const { type, data, occurredOn, basis, by, commissioner, tsos, matter, visibility, evidence, note } = fact;
  return JSON.stringify(
    sorted({ type, data, occurredOn, basis, by, commissioner, tsos, matter, visibility, evidence, note }),
  );
};
