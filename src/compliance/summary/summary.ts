import type { Evidence } from '../../kernel/fact.js';
import type { Standing } from '../../kernel/standing.js';
import type { Day, Instant, When } from '../../kernel/time.js';
import { inForceOn } from '../frameworks.js';
import type { Clause, Finding } from '../finding.js';
import type { Judged } from './parts.js';
import { periodBefore, type Period } from './period.js';
import type { Edition } from '../rule.js';
import {
  awardsOf,
  changeLines,
  consultationLines,
  decisionLines,
  inPeriod,
  qualityOf,
  type Awards,
  type ChangeLine,
  type ConsultationLine,
  type DataQuality,
  type DecisionLine,
} from './summary-lines.js';
import {
  countsOf,
  outcomeLines,
  risksOf,
  tallyOf,
  type Counts,
  type OutcomeLine,
  type Risk,
  type Tally,
} from './summary-outcomes.js';
import { sequencesOf, type Sequence } from './summary-sequences.js';
import {
  actionsOf,
  disputesOf,
  practiceOf,
  type Actions,
  type Disputes,
  type DisputeTold,
  type GovernanceTold,
  type PracticeLine,
} from './summary-told.js';
import { trustOf, type Trust, type TrustTold } from './summary-trust.js';
import type { Thresholds } from './thresholds.js';
import type { Undertaking } from '../undertaking.js';

interface Body {
  readonly id: string;
  readonly name: string;
}

/** What a summary is asked for, and of which cut of the record. */
export interface SummaryHead {
  /** null where an area is asked for */
  readonly commissioner: Body | null;
  /** all those summarised; one, unless an area is asked for */
  readonly commissioners: readonly Body[];
  readonly area: string | null;
  /** the other side, where one relationship is asked for */
  readonly tso: Body | null;
  readonly period: Period;
  /** the edition or family asked for; null: those in force on each trigger date */
  readonly framework: string | null;
  readonly validAsOf: Day;
  readonly knownAt: Instant | null;
  readonly through: string;
  /** when the last event of that cut was recorded; null where there is none */
  readonly recordedUpTo: Instant | null;
  readonly basis: string;
  readonly thresholds: Thresholds;
}

/** A framework of the period: in force in it, or with findings because it was asked for. */
interface FrameworkLine {
  readonly id: string;
  readonly title: string;
  readonly edition: string;
  readonly inForceFrom: When | null;
  readonly inForceTo: When | null;
  readonly source: string;
  readonly findings: number;
  /** paragraphs of the public side that no rule looks at: they are for people to judge; null where the edition lists none */
  readonly forJudgement: readonly string[] | null;
  /** the same of the sector */
  readonly sectorForJudgement: readonly string[] | null;
}

/** One commitment of one edition and how it was kept in the period. */
export interface CommitmentLine extends Tally {
  readonly rule: string;
  readonly clause: Clause;
  readonly clauseConfirmed: boolean;
  /** what it asks, in plain English */
  readonly says: string | null;
  readonly owedBy: 'commissioner' | 'tso';
  readonly advisory: boolean;
  /** false: judged by this edition because the reader asked for it; it was not in force on some trigger dates */
  readonly inForce: boolean;
  readonly counts: Counts;
  /** the exceptions used: things met by a reason in place of what is asked */
  readonly exceptions: readonly { readonly about: Finding['about']; readonly because: string }[];
  /** how many events its findings rest on */
  readonly events: number;
}

/** An event that findings rest on, and the documents it rests on itself. */
interface EvidenceLine {
  readonly id: string;
  readonly type: string;
  readonly occurredOn: When | null;
  readonly recordedAt: Instant;
  readonly sources: readonly Evidence[];
}

/** The period before, by the same record as known at the same moment. */
interface Before {
  readonly period: Period;
  readonly findings: number;
  readonly counts: Counts;
  readonly outcomes: readonly OutcomeLine[];
  readonly consultations: number;
  readonly decisions: number;
  readonly changes: number;
  readonly awards: number;
}

/** The Compact compliance summary for a period. The same facts give the same summary, to the byte. */
export interface Summary extends SummaryHead {
  readonly schema: 'concordat-summary/2';
  /** names of the organisations it mentions, by id */
  readonly names: Readonly<Record<string, string>>;
  readonly frameworks: readonly FrameworkLine[];
  readonly governance: readonly Pick<GovernanceTold, 'framework' | 'signatories' | 'lead'>[];
  readonly counts: Counts;
  readonly outcomes: readonly OutcomeLine[];
  /** the first three, ranked as `RANKS` says */
  readonly risks: readonly Risk[];
  readonly before: Before;
  readonly commitments: readonly CommitmentLine[];
  readonly consultations: readonly ConsultationLine[];
  readonly changes: readonly ChangeLine[];
  readonly decisions: readonly DecisionLine[];
  readonly sequences: readonly Sequence[];
  readonly disputes: Disputes;
  readonly trust: Trust;
  readonly practice: readonly PracticeLine[];
  readonly actions: Actions;
  readonly awards: Awards;
  /** what cannot be told from the record */
  readonly gaps: readonly Finding[];
  readonly findings: readonly Finding[];
  /** findings whose trigger has no date on record: they belong to no period and are not counted above */
  readonly undated: readonly Finding[];
  /** the events its findings rest on, each once */
  readonly evidence: readonly EvidenceLine[];
  readonly dataQuality: DataQuality;
}

/** What a summary takes from beside the matters. */
interface Beside {
  /** every edition that may hold for those summarised */
  readonly editions: readonly Edition[];
  readonly governance: readonly GovernanceTold[];
  readonly disputes: readonly DisputeTold[];
  readonly trust: TrustTold;
}

const MOST_RISKS = 3;

/** What the text of an edition asks of a side and no rule looks at, where the edition lists it; "*": a number from memory. */
const forJudgement = (edition: Edition, side: Undertaking['owedBy']): string[] | null => {
  const { undertakings } = edition as { readonly undertakings?: readonly Undertaking[] };
  const own = undertakings?.filter(({ check, owedBy }) => check === 'judgement' && owedBy === side);
  return own?.map(({ number, says, confirmed }) => `${number}${confirmed ? '' : '*'} ${says}`) ?? null;
};

const frameworkLines = (editions: readonly Edition[], findings: readonly Finding[], { from, to }: Period) =>
  editions.flatMap((edition): FrameworkLine[] => {
    const own = findings.filter((finding) => finding.edition === edition.id).length;
    if (own === 0 && inForceOn(edition, { earliest: from, latest: to }) === 'no') return [];
    const { id, title, inForceFrom, inForceTo, source } = edition;
    return [
      {
        id,
        title,
        edition: edition.edition,
        inForceFrom,
        inForceTo,
        source,
        findings: own,
        forJudgement: forJudgement(edition, 'commissioner'),
        sectorForJudgement: forJudgement(edition, 'tso'),
      },
    ];
  });

const commitmentLine = (members: readonly Finding[], editions: readonly Edition[]): CommitmentLine[] => {
  const [first] = members;
  if (!first) return [];
  const row = editions.find(({ id }) => id === first.edition)?.rows.find(({ rule }) => rule === first.rule);
  return [
    {
      rule: first.rule,
      clause: first.clause,
      clauseConfirmed: first.clauseConfirmed,
      says: row?.says ?? null,
      owedBy: first.owedBy,
      advisory: first.advisory,
      inForce: members.every(({ inForce }) => inForce),
      counts: countsOf(members),
      ...tallyOf(members),
      exceptions: members
        .filter(({ verdict }) => verdict === 'MET_WITH_RATIONALE')
        .map(({ about, because }) => ({ about, because })),
      events: new Set(members.flatMap(({ evidence }) => evidence)).size,
    },
  ];
};

const commitmentLines = (findings: readonly Finding[], editions: readonly Edition[]): CommitmentLine[] => {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.edition}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, members]) => commitmentLine(members, editions));
};

const beforeOf = (judged: readonly Judged[], all: readonly Finding[], { period, thresholds }: SummaryHead): Before => {
  const earlier = periodBefore(period);
  const findings = all.filter(({ occurredOn }) => inPeriod(occurredOn, earlier));
  const count = (lines: (one: Judged, period: Period) => readonly unknown[]): number =>
    judged.reduce((sum, one) => sum + lines(one, earlier).length, 0);
  return {
    period: earlier,
    findings: findings.length,
    counts: countsOf(findings),
    outcomes: outcomeLines(findings, thresholds),
    consultations: count(consultationLines),
    decisions: count(decisionLines),
    changes: count(changeLines),
    awards: awardsOf(judged, earlier).count,
  };
};

const evidenceLines = (judged: readonly Judged[], findings: readonly Finding[]): EvidenceLine[] => {
  const cited = new Set(findings.flatMap(({ evidence }) => evidence));
  const facts = new Map(judged.flatMap((one) => one.facts).map((fact) => [fact.id, fact]));
  return [...cited].toSorted().flatMap((id) => {
    const fact = facts.get(id);
    if (!fact) return [];
    const { type, occurredOn, recordedAt, evidence } = fact;
    return { id, type, occurredOn, recordedAt, sources: evidence };
  });
};

/** Facts of the matters in which something happened in the period. */
const factsOf = (judged: readonly Judged[], period: Period): Standing[] =>
  judged
    .filter((one) => one.facts.some(({ occurredOn }) => inPeriod(occurredOn, period)))
    .flatMap(({ facts }) => facts);

/**
 * Puts a summary together from what was judged; `named` gives the name of an organisation for its id. A finding belongs
 * to the period in which its trigger may have happened.
 */
export const summarise = (
  head: SummaryHead,
  judged: readonly Judged[],
  { editions, governance, disputes, trust }: Beside,
  named: (id: string) => string,
): Summary => {
  const { period, thresholds } = head;
  const all = judged.flatMap(({ findings }) => findings);
  const findings = all.filter(({ occurredOn }) => inPeriod(occurredOn, period));
  const changes = judged.flatMap((one) => changeLines(one, period));
  const sequences = judged.flatMap((one) => sequencesOf(one, period));
  const mentioned = [
    ...changes.flatMap(({ tsos }) => tsos),
    ...sequences.flatMap(({ steps }) => steps.flatMap(({ tsos }) => tsos)),
    ...all.flatMap(({ tso }) => (tso === null ? [] : [tso])),
    ...governance.flatMap(({ signatories, lead }) => [
      ...signatories,
      ...(lead?.organisation ? [lead.organisation] : []),
    ]),
    ...governance.flatMap(({ plans }) => plans.flatMap(({ actions }) => actions.flatMap(({ owner }) => owner ?? []))),
  ];
  return {
    schema: 'concordat-summary/2',
    ...head,
    names: Object.fromEntries([...new Set(mentioned)].toSorted().map((id) => [id, named(id)])),
    frameworks: frameworkLines(editions, findings, period),
    governance: governance.map(({ framework, signatories, lead }) => ({ framework, signatories, lead })),
    counts: countsOf(findings),
    outcomes: outcomeLines(findings, thresholds),
    risks: risksOf(findings, thresholds, MOST_RISKS),
    before: beforeOf(judged, all, head),
    commitments: commitmentLines(findings, editions),
    consultations: judged.flatMap((one) => consultationLines(one, period)),
    changes,
    decisions: judged.flatMap((one) => decisionLines(one, period)),
    sequences,
    disputes: disputesOf(disputes, period, head.basis === 'PUBLIC_RECORD'),
    trust: trustOf(trust, judged, period),
    practice: practiceOf(governance, period),
    actions: actionsOf(governance, period),
    awards: awardsOf(judged, period),
    gaps: findings.filter(({ verdict }) => verdict === 'NOT_EVIDENCED'),
    findings,
    undated: all.filter(({ occurredOn }) => occurredOn === null),
    evidence: evidenceLines(judged, findings),
    dataQuality: qualityOf(factsOf(judged, period)),
  };
};
