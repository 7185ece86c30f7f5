import { inPlaceOf, type Contest, type Standing } from '../kernel/standing.js';
import type { Finding, IfContestHolds } from './finding.js';

/** What would be found of the same facts, some of them changed. */
type Rejudge = (changed: (fact: Standing) => Standing) => readonly Finding[];

interface Contested {
  readonly fact: Standing;
  readonly contest: Contest;
}

const sameThing = (one: Finding, other: Finding): boolean =>
  one.rule === other.rule &&
  one.edition === other.edition &&
  one.tso === other.tso &&
  one.about.kind === other.about.kind &&
  one.about.id === other.about.id;

/** The account that contests a fact, in its place; whatever else is said about the fact stays. */
const asClaimed =
  ({ fact, contest }: Contested) =>
  (other: Standing): Standing =>
    other.id === fact.id ? { ...other, ...inPlaceOf(contest.replacement) } : other;

const verdictOf = (finding: Finding, found: readonly Finding[]): Pick<IfContestHolds, 'verdict' | 'because'> => {
  const same = found.find((other) => sameThing(finding, other));
  return same
    ? { verdict: same.verdict, because: same.because }
    : { verdict: 'NOT_APPLICABLE', because: 'On that account nothing calls for this rule under this edition.' };
};

/**
 * Findings whose evidence is contested, each with the verdict if the other account holds. A contest that does not say
 * what should stand instead is only noted on the finding. Each account is tried by itself, all else as recorded.
 */
export const withContests = (findings: readonly Finding[], facts: readonly Standing[], rejudge: Rejudge): Finding[] => {
  const evidence = new Set(findings.flatMap((finding) => finding.evidence));
  const alternatives = facts
    .filter(({ id }) => evidence.has(id))
    .flatMap((fact) => fact.contested.filter(({ replacement }) => replacement).map((contest) => ({ fact, contest })))
    .map((contested) => ({ ...contested, found: rejudge(asClaimed(contested)) }));
  return findings.map((finding) => ({
    ...finding,
    ifContestHolds: alternatives
      .filter(({ fact }) => finding.evidence.includes(fact.id))
      .map(({ fact, contest, found }) => ({ event: fact.id, by: contest.by, ...verdictOf(finding, found) })),
  }));
};
