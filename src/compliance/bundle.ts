import { z } from 'zod';
import { frameworkEvents } from '../framework/framework.events.js';
import type { Recorded } from '../kernel/fact.js';
import { Rejection } from '../kernel/rejection.js';
import { standing, type Contest, type Standing } from '../kernel/standing.js';
import { isDay, millisecondsOf } from '../kernel/time.js';
import { dossierKey } from '../matter/dossier.js';
import { organisationEvents } from '../organisation/organisation.events.js';
import { publicationEvents } from '../publication/publication.events.js';
import { differencesFrom, type Difference } from './differences.js';
import { lenientData, parseExchange } from './exchange.js';
import type { Finding } from './finding.js';
import { inPart } from './in-part.js';
import { isForMeasures, measuresOf } from '../measures/answer.js';
import type { MeasureAnswer } from '../measures/questions.js';
import { judge, sortFindings } from './judge.js';
import { editionShape } from './rule.js';

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

const eventsShape = z.array(z.unknown()).default([]);
const queriesShape = z.array(z.object({ ask: z.unknown(), expect: z.unknown().optional() })).default([]);

/** Events with questions of their own, or one log told in several ways that must all give the same answers. */
const exampleShape = z.object({
  id: z.string().optional(),
  events: eventsShape,
  variants: z.record(z.string(), eventsShape).optional(),
  queries: queriesShape,
});
type Example = z.output<typeof exampleShape>;

const bundleShape = z.object({
  events: eventsShape,
  queries: queriesShape,
  /** the policy that measures are asked by; absent: ours */
  policy: z.unknown().optional(),
  examples: z.array(exampleShape).default([]),
  /** editions to judge by besides the national ones and those the events tell of */
  frameworks: z.array(editionShape).default([]),
  /** ids under which one body is on record, body by body */
  bodies: z.array(z.array(z.string())).default([]),
  /** false: facts that its maker may not see are left out, so that nothing is said to be not met on the strength of the rest */
  complete: z.boolean().default(true),
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

const leniently = (type: string, contest: Contest): Contest => {
  const data = contest.replacement?.data;
  return data ? { ...contest, replacement: { ...contest.replacement, data: lenientData(type, data) } } : contest;
};

/** What was known at a moment, as it stood then. A corrected fact is read by the catalogue like any other. */
const knownAt = (facts: readonly Recorded[], recordedAsOf: string | undefined): Standing[] => {
  const until = recordedAsOf === undefined ? Infinity : (millisecondsOf(recordedAsOf) ?? Infinity);
  return standing(facts.filter((fact) => Date.parse(fact.recordedAt) <= until)).map((fact) => ({
    ...fact,
    ...(fact.correctedBy && { data: lenientData(fact.type, fact.data) }),
    contested: fact.contested.map((contest) => leniently(fact.type, contest)),
  }));
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

/** What holds for a body, known by some ids, in all its matters: what it adopted, signed and published, and its registration. */
const contextOf = (facts: readonly Standing[], ids: readonly unknown[]): Standing[] => {
  const general = facts.filter((fact) => fact.type in CONTEXT);
  const signed = general
    .filter((fact) => fact.type === 'FrameworkSigned' && ids.includes(fact.data['organisation']))
    .map((fact) => fact.data['frameworkId']);
  return general.filter(
    ({ commissioner, data }) =>
      ids.includes(commissioner) ||
      ids.includes(data['organisationId']) ||
      signed.includes(data['frameworkId'] ?? null),
  );
};

const concerns = ({ tso, tsos }: Finding, asked: string): boolean =>
  tso === null ? tsos.includes(asked) : tso === asked;

/** What comes with the events of a bundle. */
export type Surroundings = Omit<z.output<typeof bundleShape>, 'events' | 'queries' | 'examples' | 'policy'>;

const NOTHING_ELSE: Surroundings = { frameworks: [], bodies: [], complete: true };

/** Findings of recorded facts for one question: the same functions as serve the API, without a log. */
export const findingsOf = (
  facts: readonly Recorded[],
  { matter, commissioner, tso, framework, validAsOf, recordedAsOf }: FindingsAsk,
  { frameworks, bodies, complete }: Surroundings = NOTHING_ELSE,
): Finding[] => {
  const known = knownAt(inLogOrder(facts), recordedAsOf);
  const findings = byDossier(known).flatMap((group) => {
    const of = group.find((fact) => fact.commissioner !== null)?.commissioner ?? null;
    const context = of === null ? [] : contextOf(known, bodies.find((ids) => ids.includes(of)) ?? [of]);
    return judge({ facts: group, context, validAsOf, frameworks, ...(framework !== undefined && { framework }) });
  });
  return sortFindings(
    (complete ? findings : findings.map(inPart)).filter(
      (finding) =>
        (matter === undefined || finding.matter === matter) &&
        (commissioner === undefined || finding.commissioner === commissioner) &&
        (tso === undefined || concerns(finding, tso)),
    ),
  );
};

const notAnswered = (ask: unknown, problem: string): Answer => ({
  ask,
  answer: null,
  matches: false,
  differences: [{ path: 'ask', expected: ask, actual: null, problem }],
});

const answered = (facts: readonly Recorded[], surroundings: Surroundings, ask: unknown, expected: unknown): Answer => {
  const query = z.object({ query: z.string() }).safeParse(ask).data?.query;
  if (query !== 'findings') return notAnswered(ask, `${query ?? 'this question'}: not answered by this version`);
  const asked = askShape.safeParse(ask);
  if (!asked.success)
    return notAnswered(ask, asked.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '));
  const answer = findingsOf(facts, asked.data, surroundings);
  if (expected === undefined) return { ask, answer };
  const differences = differencesFrom(expected, answer);
  return { ask, answer, matches: differences.length === 0, ...(differences.length > 0 && { differences }) };
};

/** The logs to be asked: that of an example, or each of its variants. */
const logsOf = ({ id, events, variants, queries }: Example) =>
  Object.entries(variants ?? { '': events }).map(([variant, log]) => ({
    log,
    asked: queries,
    label: { ...(id !== undefined && { example: id }), ...(variant !== '' && { variant }) },
  }));

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
  const { events, queries, examples, policy, ...surroundings } = read.data;
  return {
    answers: [{ events, queries }, ...examples].flatMap(logsOf).flatMap(({ log, asked, label }) => {
      const facts = log.map(parseExchange);
      const measured = asked.some(({ ask }) => isForMeasures(ask))
        ? measuresOf(log, policy, surroundings.bodies)
        : null;
      return asked.map(({ ask, expect }) => ({
        ...label,
        ...(measured && isForMeasures(ask) ? measured(ask, expect) : answered(facts, surroundings, ask, expect)),
      }));
    }),
  };
};
