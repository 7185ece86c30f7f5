import { differencesFrom, type Difference } from '../compliance/differences.js';
import { parseExchange } from '../compliance/exchange.js';
import type { Recorded } from '../kernel/fact.js';
import { reject, Rejection } from '../kernel/rejection.js';
import type { Standing } from '../kernel/standing.js';
import { canonicalJson, hashOf } from './hash.js';
import { POLICY, readPolicy, type Policy } from './policy.js';
import { answerTo, askShape, type Ask, type Known, type MeasureAnswer } from './questions.js';
import { knownBy, standingOf } from './record.js';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Words of bundles that the catalogue has others for: a dispute may name what it is about without a list, its outcome
 * may be called a finding, and a correction may give the whole event anew.
 */
const inOurWords = (event: unknown): unknown => {
  const { type, data } = isObject(event) ? event : {};
  if (!isObject(event) || !isObject(data)) return event;
  if (type === 'DisputeRaised' && typeof data['about'] === 'string')
    return { ...event, data: { ...data, about: [data['about']] } };
  if (type === 'DisputeResolved' && data['outcome'] === undefined && data['finding'] !== undefined)
    return { ...event, data: { ...data, outcome: data['finding'] } };
  if (type === 'EventCorrected' && isObject(data['replacement'])) {
    const { occurredOn, data: corrected } = data['replacement'];
    return { ...event, data: { ...data, replacement: { occurredOn, data: corrected } } };
  }
  return event;
};

/** Events of a bundle as recorded facts, each id once. Throws a Rejection where one id has two contents. */
const factsOf = (events: readonly unknown[]): Recorded[] => {
  const contents = new Map<string, string>();
  return events.flatMap((event) => {
    const fact = parseExchange(inOurWords(event));
    const content = canonicalJson(event);
    const before = contents.get(fact.id);
    if (before !== undefined && before !== content)
      throw reject('TWO_CONTENTS', 'id', `"${fact.id}" is there twice with different contents: give each event an id.`);
    contents.set(fact.id, content);
    return before === undefined ? [fact] : [];
  });
};

/** One answered question of a bundle, as for findings. */
interface Answer {
  readonly ask: unknown;
  readonly answer: MeasureAnswer | null;
  readonly matches?: boolean;
  readonly differences?: readonly Difference[];
}

const notAnswered = (ask: unknown, problem: string): Answer => ({
  ask,
  answer: null,
  matches: false,
  differences: [{ path: 'ask', expected: ask, actual: null, problem }],
});

/** The record of a bundle at each moment that is asked about, worked out once. */
const knownIn = (facts: readonly Recorded[], bodies: readonly (readonly string[])[]) => {
  const keptBy = new Map(bodies.flatMap((ids) => ids.map((id) => [id, ids.toSorted()[0]!] as const)));
  const kept = (id: string): string => keptBy.get(id) ?? id;
  const moments = new Map<string | null, Known>();
  return (recordedAsOf: string | null): Known => {
    const found = moments.get(recordedAsOf);
    if (found) return found;
    const known = knownBy(facts, recordedAsOf);
    const standing: Standing[] = standingOf(known);
    // Where there is no log, its head is what it would hold.
    const moment = { standing, kept, logHead: hashOf(known.map(({ meta: _meta, ...fact }) => fact)) };
    moments.set(recordedAsOf, moment);
    return moment;
  };
};

/** Whether a question is one for the measures: any but `findings`. */
export const isForMeasures = (ask: unknown): boolean =>
  isObject(ask) &&
  typeof ask['query'] === 'string' &&
  askShape.options.some((one) => one.shape.query.value === ask['query']);

/**
 * Answers the questions of one log of a bundle about measures (contract, section 3), without a server or a log; `bodies`
 * are the ids under which each body is on record. Throws a Rejection where its policy or an event cannot be read.
 */
export const measuresOf = (
  events: readonly unknown[],
  policyJson: unknown,
  bodies: readonly (readonly string[])[] = [],
) => {
  const policy: Policy = policyJson === undefined || policyJson === null ? POLICY : readPolicy(policyJson);
  const known = knownIn(factsOf(events), bodies);
  return (ask: unknown, expected: unknown): Answer => {
    const asked = askShape.safeParse(ask);
    if (!asked.success)
      return notAnswered(ask, asked.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '));
    try {
      const answer = answerTo(asked.data satisfies Ask, policy, known);
      if (expected === undefined) return { ask, answer };
      const differences = differencesFrom([expected], [answer]).map(({ path, ...rest }) => ({
        path: path.replace(/^\[0\]\.?/, ''),
        ...rest,
      }));
      return { ask, answer, matches: differences.length === 0, ...(differences.length > 0 && { differences }) };
    } catch (error) {
      if (error instanceof Rejection) return notAnswered(ask, error.message);
      throw error;
    }
  };
};
