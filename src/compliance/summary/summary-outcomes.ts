import type { When } from '../../kernel/time.js';
import { VERDICTS, type Clause, type Finding, type Verdict } from '../finding.js';
import type { OutcomeThresholds, Thresholds } from './thresholds.js';

/** How many findings of each verdict there are; only verdicts that occur are named. */
export type Counts = Partial<Readonly<Record<Verdict, number>>>;

export const countsOf = (findings: readonly Finding[]): Counts =>
  Object.fromEntries(
    VERDICTS.map(
      (verdict) => [verdict, findings.filter((finding) => finding.verdict === verdict).length] as const,
    ).filter(([, count]) => count > 0),
  );

/** What fell due: the base of every "kept". What the record does not tell stands in the base and not among the kept. */
export const DUE: readonly Verdict[] = ['MET', 'MET_WITH_RATIONALE', 'NOT_MET', 'NOT_EVIDENCED'];

/** What fell due among findings, and what came of it. `due` is the sum of the four that follow it. */
export interface Tally {
  readonly due: number;
  readonly met: number;
  readonly metWithReason: number;
  readonly notMet: number;
  readonly noRecord: number;
  /** met, with or without a reason in its place */
  readonly kept: number;
  readonly atRisk: number;
}

export const tallyOf = (findings: readonly Finding[]): Tally => {
  const of = (verdict: Verdict): number => findings.filter((finding) => finding.verdict === verdict).length;
  const [met, metWithReason] = [of('MET'), of('MET_WITH_RATIONALE')];
  return {
    due: findings.filter(({ verdict }) => DUE.includes(verdict)).length,
    met,
    metWithReason,
    notMet: of('NOT_MET'),
    noRecord: of('NOT_EVIDENCED'),
    kept: met + metWithReason,
    atRisk: of('AT_RISK'),
  };
};

export type Rating = 'GREEN' | 'AMBER' | 'RED' | 'NOTHING_DUE';

/** One of the five outcomes of the Compact, rated by counts that are shown with it. */
export interface OutcomeLine extends Tally {
  readonly number: number;
  readonly title: string;
  readonly rating: Rating;
  /** which threshold gave the rating, with the sum */
  readonly because: string;
  /** findings on commitments asked for only where possible, which are not in the counts */
  readonly advisory: number;
}

const percentOf = (part: number, whole: number): number => (whole === 0 ? 0 : (part / whole) * 100);

const list = (rules: readonly string[]): string => [...new Set(rules)].toSorted().join(', ');

/**
 * Green: all that fell due was met, few of it by a reason in its place, and the record is there. Red: one finding not met
 * on a rule of which one is enough, or too large a share not met. Amber: everything between.
 */
const rate = (
  tally: Tally,
  decisive: readonly string[],
  by: Thresholds,
): { readonly rating: Rating; readonly because: string } => {
  const { due, notMet, noRecord, metWithReason, kept } = tally;
  if (due === 0) return { rating: 'NOTHING_DUE', because: 'Nothing on record fell due.' };
  if (decisive.length > 0)
    return {
      rating: 'RED',
      because: `${decisive.length} of ${due} not met on ${list(decisive)}, where one is enough for red.`,
    };
  if (percentOf(notMet, due) > by.redAbovePercentNotMet)
    return { rating: 'RED', because: `${notMet} of ${due} not met, more than ${by.redAbovePercentNotMet} in 100.` };
  const reasons = [
    notMet > 0 && `${notMet} of ${due} not met`,
    noRecord >= by.amberFromNotEvidenced && `no record of ${noRecord} of ${due}`,
    percentOf(metWithReason, due) > by.amberAbovePercentExceptions &&
      `${metWithReason} of ${due} met only by a reason, more than ${by.amberAbovePercentExceptions} in 100`,
  ].filter((reason) => reason !== false);
  return reasons.length > 0
    ? { rating: 'AMBER', because: `${reasons.join('; ').replace(/^n/, 'N')}.` }
    : { rating: 'GREEN', because: `${kept} of ${due} kept.` };
};

const outcomeLine = (outcome: OutcomeThresholds, findings: readonly Finding[], by: Thresholds): OutcomeLine => {
  const own = findings.filter((finding) => finding.owedBy === 'commissioner' && outcome.rules.includes(finding.rule));
  const counted = own.filter(({ advisory }) => by.countAdvisory || !advisory);
  const decisive = counted.flatMap(({ rule, verdict }) =>
    verdict === 'NOT_MET' && outcome.redOnAnyNotMet.includes(rule) ? [rule] : [],
  );
  const tally = tallyOf(counted);
  return {
    number: outcome.number,
    title: outcome.title,
    ...rate(tally, decisive, by),
    ...tally,
    advisory: own.length - counted.length,
  };
};

/** The outcomes of the Compact rated by the findings of a period; what the sector owes is not among them. */
export const outcomeLines = (findings: readonly Finding[], by: Thresholds): OutcomeLine[] =>
  by.outcomes.map((outcome) => outcomeLine(outcome, findings, by));

/** A thing to look at first. Findings that differ only in the edition or the TSO are one risk. */
export interface Risk {
  readonly rule: string;
  readonly verdict: Verdict;
  readonly about: Finding['about'];
  readonly matter: string | null;
  readonly because: string;
  /** `confirmed`: whether the number was checked against the text */
  readonly clauses: readonly (Clause & { readonly confirmed: boolean })[];
  /** the TSOs it concerns; empty: all of them or the public */
  readonly tsos: readonly string[];
  readonly occurredOn: When | null;
  /** the place in the order below, 1 first */
  readonly rank: number;
  readonly evidence: readonly string[];
}

/** How risks are ranked, first to last: by kind, then by how many TSOs they concern, then the latest first. */
export const RANKS = [
  'not met, and one is enough to make its outcome red',
  'at risk: due within 28 days and not yet met',
  'not met',
  'no record either way',
  'asked for only where possible',
] as const;

const rankOf = ({ verdict, rule, advisory }: Finding, by: Thresholds): number | null => {
  const decisive = by.outcomes.some(({ redOnAnyNotMet }) => redOnAnyNotMet.includes(rule));
  if (!['NOT_MET', 'AT_RISK', 'NOT_EVIDENCED'].includes(verdict)) return null;
  if (advisory) return 5;
  if (verdict === 'NOT_EVIDENCED') return 4;
  if (verdict === 'AT_RISK') return 2;
  return decisive ? 1 : 3;
};

const unique = (values: readonly string[]): string[] => [...new Set(values)];

const merged = (risk: Risk | undefined, finding: Finding, rank: number): Risk => ({
  rule: finding.rule,
  verdict: finding.verdict,
  about: finding.about,
  matter: finding.matter,
  because: risk?.because ?? finding.because,
  clauses: [...(risk?.clauses ?? []), { ...finding.clause, confirmed: finding.clauseConfirmed }].filter(
    (clause, at, all) => all.findIndex((it) => JSON.stringify(it) === JSON.stringify(clause)) === at,
  ),
  tsos: unique([...(risk?.tsos ?? []), ...(finding.tso === null ? [] : [finding.tso])]),
  occurredOn: finding.occurredOn,
  rank: Math.min(rank, risk?.rank ?? rank),
  evidence: unique([...(risk?.evidence ?? []), ...finding.evidence]),
});

/** What the commissioner has not met, may yet miss, or has no record of, ranked by `RANKS`; at most `most` of them. */
export const risksOf = (findings: readonly Finding[], by: Thresholds, most: number): Risk[] => {
  const risks = new Map<string, Risk>();
  for (const finding of findings) {
    const rank = finding.owedBy === 'commissioner' ? rankOf(finding, by) : null;
    if (rank === null) continue;
    const key = JSON.stringify([finding.rule, finding.about, finding.verdict]);
    risks.set(key, merged(risks.get(key), finding, rank));
  }
  // Sorting keeps the order of findings among equals, which is the same anywhere.
  return [...risks.values()]
    .toSorted(
      (a, b) =>
        a.rank - b.rank ||
        b.tsos.length - a.tsos.length ||
        ((a.occurredOn ?? '') < (b.occurredOn ?? '') ? 1 : (a.occurredOn ?? '') > (b.occurredOn ?? '') ? -1 : 0),
    )
    .slice(0, most);
};
