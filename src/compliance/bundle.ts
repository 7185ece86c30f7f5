import { z } from 'zod';
import { frameworkEvents } from '../framework/framework.events.js';
import type { Recorded } from '../kernel/fact.js';
import { Rejection } from '../kernel/rejection.js';
import { standing, type Standing } from '../kernel/standing.js';
import { isDay, millisecondsOf } from '../kernel/time.js';
import { dossierKey } from '../matter/dossier.js';
import { organisationEvents } from '../organisation/organisation.events.js';
import { publicationEvents } from '../publication/publication.events.js';
import { differencesFrom, type Difference } from './differences.js';
import { lenientData, parseExchange } from './exchange.js';
import type { Finding } from './finding.js';
import { isForMeasures, measuresOf } from '../measures/answer.js';
import type { MeasureAnswer } from '../measures/questions.js';
import { judge, sortFindings } from './judge.js';
import { editionShape, type Edition } from './rule.js';

export { dossierKey } from '../matter/dossier.js';
export { parseExchange } from './exchange.js';

const askShape = z.object({
  query: z.literal('findings'),
  matter: z.string().optional(),
  commissioner: z.string().optional(),
  tso: z.string().optional(),
  /** an edition (compact-2010) or a family (compact) */
  framework: z.string().optional(),
  validAsOf: z.string().refine(isDay, 'is not a day'),
  /** a day (all of it counts) or an instant; absent: all that the bundle holds */
  recordedAsOf: z
    .string()
    .refine((text) => millisecondsOf(text) !== undefined, 'is neither a day nor an instant')
    .optional(),
});

/** The question of a `findings` query (contract, section 3). */
export type FindingsAsk = z.output<typeof askShape>;

/** One answered question of a bundle; `matches` is there where the bundle says what it expects. */
export interface Answer {
  /** the example of the bundle, and the variant of its log, where it has any */
  readonly example?: string;
  readonly variant?: string;
  readonly ask: unknown;
  readonly answer: readonly Finding[] | MeasureAnswer | null;
  readonly matches?: boolean;
  readonly differences?: readonly Difference[];
}

/** Facts in log order: by when they were recorded and, at one instant, in the order in which they were given. */
const inLogOrder = (facts: readonly Recorded[]): Recorded[] =>
  facts
    .toSorted((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt))
    .map((fact, index) => ({ ...fact, position: String(index).padStart(12, '0') }));

/** What was known at a moment, as it stood then. A corrected fact is read by the catalogue like any other. */
const knownAt = (facts: readonly Recorded[], recordedAsOf: string | undefined): Standing[] => {
  const until = recordedAsOf === undefined ? Infinity : (millisecondsOf(recordedAsOf) ?? Infinity);
  return standing(facts.filter((fact) => Date.parse(fact.recordedAt) <= until)).map((fact) =>
    fact.correctedBy ? { ...fact, data: lenientData(fact.type, fact.data) } : fact,
  );
};

/** Facts by dossier, in the order in which the dossiers first come up. */
const byDossier = (facts: readonly Standing[]): Standing[][] => {
  const groups = new Map<string, Standing[]>();
  for (const fact of facts) {
    const key = dossierKey(fact);
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  return [...groups.values()];
};

const CONTEXT = { ...frameworkEvents, ...publicationEvents, ...organisationEvents };

/** What holds for a commissioner in all its matters: what it adopted, signed and published, and its registration. */
const contextOf = (facts: readonly Standing[], commissioner: string | null): Standing[] => {
  if (commissioner === null) return [];
  const general = facts.filter((fact) => fact.type in CONTEXT);
  const signed = general
    .filter((fact) => fact.type === 'FrameworkSigned' && fact.data['organisation'] === commissioner)
    .map((fact) => fact.data['frameworkId']);
  return general.filter(
    ({ commissioner: of, data }) =>
      of === commissioner || data['organisationId'] === commissioner || signed.includes(data['frameworkId'] ?? null),
  );
};

const concerns = ({ tso, tsos }: Finding, asked: string): boolean =>
  tso === null ? tsos.includes(asked) : tso === asked;

/** Findings of recorded facts for one question: the same functions as serve the API, without a log. */
export const findingsOf = (
  facts: readonly Recorded[],
  { matter, commissioner, tso, framework, validAsOf, recordedAsOf }: FindingsAsk,
  frameworks: readonly Edition[] = [],
): Finding[] => {
  const known = knownAt(inLogOrder(facts), recordedAsOf);
  const findings = byDossier(known).flatMap((group) => {
    const of = group.find((fact) => fact.commissioner !== null)?.commissioner ?? null;
    const context = contextOf(known, of);
    return judge({ facts: group, context, validAsOf, frameworks, ...(framework !== undefined && { framework }) });
  });
  return sortFindings(
    findings.filter(
      (finding) =>
        (matter === undefined || finding.matter === matter) &&
        (commissioner === undefined || finding.commissioner === commissioner) &&
        (tso === undefined || concerns(finding, tso)),
    ),
  );
};

const log = {
  events: z.array(z.unknown()).default([]),
  queries: z.array(z.object({ ask: z.unknown(), expect: z.unknown().optional() })).default([]),
};

const bundleShape = z.object({
  ...log,
  policy: z.unknown().optional(),
  /** logs with questions of their own; the variants of a log must all give the same answers */
  examples: z
    .array(z.object({ id: z.string(), ...log, variants: z.record(z.string(), z.array(z.unknown())).optional() }))
    .default([]),
  frameworks: z.array(editionShape).default([]),
});

const notAnswered = (ask: unknown, problem: string): Answer => ({
  ask,
  answer: null,
  matches: false,
  differences: [{ path: 'ask', expected: ask, actual: null, problem }],
});

const answered = (
  facts: readonly Recorded[],
  frameworks: readonly Edition[],
  ask: unknown,
  expected: unknown,
): Answer => {
  const query = z.object({ query: z.string() }).safeParse(ask).data?.query;
  if (query !== 'findings') return notAnswered(ask, `${query ?? 'this question'}: not answered by this version`);
  const asked = askShape.safeParse(ask);
  if (!asked.success)
    return notAnswered(ask, asked.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '));
  const answer = findingsOf(facts, asked.data, frameworks);
  if (expected === undefined) return { ask, answer };
  const differences = differencesFrom(expected, answer);
  return { ask, answer, matches: differences.length === 0, ...(differences.length > 0 && { differences }) };
};

/**
 * Answers the questions of a bundle (contract, section 3), those of its examples too, without a server or a log. Throws a Rejection where
 * the bundle is not one, or an event in it cannot be read.
 */
export const answerBundle = (bundle: unknown): { readonly answers: readonly Answer[] } => {
  const read = bundleShape.safeParse(bundle);
  if (!read.success)
    throw new Rejection(
      read.error.issues.map(({ path, message }) => ({
        field: path.join('.'),
        message: `The bundle's ${path.join('.') || 'content'} cannot be read: ${message}.`,
        code: 'INVALID',
      })),
    );
  const { examples, policy, frameworks, ...own } = read.data;
  const answersOf = (events: readonly unknown[], { queries }: Pick<typeof own, 'queries'>): Answer[] => {
    const facts = events.map(parseExchange);
    const measured = queries.some(({ ask }) => isForMeasures(ask)) ? measuresOf(events, policy) : null;
    return queries.map(({ ask, expect }) =>
      measured && isForMeasures(ask) ? measured(ask, expect) : answered(facts, frameworks, ask, expect),
    );
  };
  const ofExamples = examples.flatMap((one) =>
    one.variants
      ? Object.entries(one.variants).flatMap(([variant, events]) =>
          answersOf(events, one).map((answer) => ({ example: one.id, variant, ...answer })),
        )
      : answersOf(one.events, one).map((answer) => ({ example: one.id, ...answer })),
  );
  return { answers: [...answersOf(own.events, own), ...ofExamples] };
};
