import { inPlaceOf, type Contest, type Standing } from '../kernel/standing.js';
import type { Finding, IfContestHolds } from './finding.js';

/** A finding with the name of what it is about: the rule, its edition, the thing and the part of it, and the TSO. */
export interface Judged {
  readonly thing: string;
  readonly finding: Finding;
}

/** What would be found of the same facts, some of them changed. */
type Rejudge = (changed: (fact: Standing) => Standing) => readonly Judged[];

interface Contested {
  readonly fact: Standing;
  readonly contest: Contest;
}

/** The account that contests a fact, in its place; whatever else is said about the fact stays. */
const asClaimed =
  ({ fact, contest }: Contested) =>
  (other: Standing): Standing =>
    other.id === fact.id ? { ...other, ...inPlaceOf(contest.replacement) } : other;

const verdictOf = (thing: string, found: readonly Judged[]): Pick<IfContestHolds, 'verdict' | 'because'> => {
  const same = found.find((other) => other.thing === thing)?.finding;
  return same
    ? { verdict: same.verdict, because: same.because }
    : { verdict: 'NOT_APPLICABLE', because: 'On that account nothing calls for this rule under this edition.' };
};

/**
 * Findings whose evidence is contested, each with the verdict if the other account holds. A contest that does not say
 * what should stand instead is only noted on the finding. Each account is tried by itself, all else as recorded.
 */
export const withContests = (judged: readonly Judged[], facts: readonly Standing[], rejudge: Rejudge): Finding[] => {
  const evidence = new Set(judged.flatMap(({ finding }) => finding.evidence));
  const alternatives = facts
    .filter(({ id }) => evidence.has(id))
    .flatMap((fact) => fact.contested.filter(({ replacement }) => replacement).map((contest) => ({ fact, contest })))
    .map((contested) => ({ ...contested, found: rejudge(asClaimed(contested)) }));
  return judged.map(({ thing, finding }) => ({
    ...finding,
    ifContestHolds: alternatives
      .filter(({ fact }) => finding.evidence.includes(fact.id))
      .map(({ fact, contest, found }) => ({ event: fact.id, by: contest.by, ...verdictOf(thing, found) })),
  }));
};
