import { LATE_AFTER_DAYS, statusOf } from '../audit/trail.js';
import type { Standing } from '../kernel/standing.js';
import {
  addDays,
  daysBetween,
  daysBetweenRanges,
  londonDay,
  rangeOf,
  type Day,
  type Instant,
  type NumberRange,
  type When,
} from '../kernel/time.js';
import type { Dossier } from '../matter/dossier.js';
import type { Entry } from '../kernel/entry.js';
import type { Clause, Finding, Verdict } from './finding.js';
import { VERDICTS } from './finding.js';

/** How many findings of each verdict there are; only verdicts that occur are named. */
export type Counts = Partial<Readonly<Record<Verdict, number>>>;

/** One commitment of one edition and how it was kept in the period. */
export interface CommitmentLine {
  readonly rule: string;
  readonly clause: Clause;
  readonly clauseConfirmed: boolean;
  readonly advisory: boolean;
  /** false: judged by this edition because the reader asked for it; it was not in force on some trigger dates */
  readonly inForce: boolean;
  readonly counts: Counts;
  /** what fell due: MET, MET_WITH_RATIONALE, NOT_MET and NOT_EVIDENCED together: the base of `kept` */
  readonly due: number;
  readonly kept: number;
}

export interface ConsultationLine {
  readonly matter: string | null;
  readonly id: string;
  readonly title: string | null;
  readonly form: string | null;
  readonly opened: When | null;
  readonly closed: When | null;
  /** false while the closing is a plan */
  readonly closingOnRecord: boolean;
  /** whole days from opening to close; null where a date is not on record */
  readonly days: NumberRange | null;
  readonly rationale: boolean;
  readonly feedbackOn: When | null;
  readonly evidence: readonly string[];
}

export interface ChangeLine {
  readonly matter: string | null;
  readonly id: string;
  readonly decision: string | null;
  readonly decidedOn: When | null;
  readonly tsos: readonly string[];
  readonly noticeReceived: When | null;
  readonly firstDayOnNewTerms: When | null;
  readonly impactAssessedOn: When | null;
  readonly rationale: boolean;
  readonly evidence: readonly string[];
}

export interface DecisionLine {
  readonly matter: string | null;
  readonly id: string;
  readonly title: string | null;
  readonly effect: string;
  readonly takenOn: When | null;
  readonly finality: 'provisional' | 'final';
  readonly status: 'STANDING' | 'QUASHED' | 'SUPERSEDED';
  readonly verdicts: Readonly<Record<string, readonly Verdict[]>>;
  readonly evidence: readonly string[];
}

/** What the record itself is like: a reader weighs the figures by it. */
export interface DataQuality {
  /** facts on record in the matters summarised */
  readonly facts: number;
  readonly recordedLate: number;
  /** days after which a recording counts as late */
  readonly lateAfterDays: number;
  readonly corrected: number;
  readonly contested: number;
  readonly inferredDates: number;
  readonly inexactDates: number;
}

/** The Compact compliance summary of a commissioner for a period. The same facts give the same summary, to the byte. */
export interface Summary {
  readonly schema: 'concordat-summary/1';
  readonly commissioner: { readonly id: string; readonly name: string };
  /** names of the TSOs it mentions, by id */
  readonly names: Readonly<Record<string, string>>;
  readonly period: { readonly from: Day; readonly to: Day };
  /** the edition or family asked for; null: those in force on each trigger date */
  readonly framework: string | null;
  readonly validAsOf: Day;
  readonly knownAt: Instant | null;
  readonly through: string;
  readonly basis: string;
  readonly counts: Counts;
  readonly commitments: readonly CommitmentLine[];
  readonly consultations: readonly ConsultationLine[];
  readonly changes: readonly ChangeLine[];
  readonly decisions: readonly DecisionLine[];
  readonly awards: {
    readonly count: number;
    readonly recipients: number;
    readonly pounds: string;
    readonly withoutAmount: number;
  };
  /** what cannot be told from the record */
  readonly gaps: readonly Finding[];
  readonly findings: readonly Finding[];
  /** findings whose trigger has no date on record: they belong to no period and are not counted above */
  readonly undated: readonly Finding[];
  readonly dataQuality: DataQuality;
}

/** One matter (or stream) of the commissioner with what was judged of it. */
export interface Judged {
  readonly dossier: Dossier;
  readonly facts: readonly Standing[];
  readonly findings: readonly Finding[];
}

export const inPeriod = (when: When | null | undefined, from: Day, to: Day): boolean => {
  const range = when ? rangeOf(when) : undefined;
  return range !== undefined && range.earliest <= to && range.latest >= from;
};

export const DUE: readonly Verdict[] = ['MET', 'MET_WITH_RATIONALE', 'NOT_MET', 'NOT_EVIDENCED'];
export const KEPT: readonly Verdict[] = ['MET', 'MET_WITH_RATIONALE'];

export const countsOf = (findings: readonly Finding[]): Counts =>
  Object.fromEntries(
    VERDICTS.map(
      (verdict) => [verdict, findings.filter((finding) => finding.verdict === verdict).length] as const,
    ).filter(([, count]) => count > 0),
  );

const commitmentLines = (findings: readonly Finding[]): CommitmentLine[] => {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.edition}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, members]) => {
      const [first] = members;
      if (!first) return [];
      const among = (verdicts: readonly Verdict[]) =>
        members.filter(({ verdict }) => verdicts.includes(verdict)).length;
      return {
        rule: first.rule,
        clause: first.clause,
        clauseConfirmed: first.clauseConfirmed,
        advisory: first.advisory,
        inForce: members.every(({ inForce }) => inForce),
        counts: countsOf(members),
        due: among(DUE),
        kept: among(KEPT),
      };
    });
};

const ids = (facts: readonly Standing[]): string[] => facts.map(({ id }) => id);

const consultationLines = ({ dossier }: Judged, from: Day, to: Day): ConsultationLine[] =>
  dossier.consultations.flatMap((consultation) => {
    const round = consultation.rounds.at(-1);
    const opened = consultation.rounds[0]?.opens?.on ?? null;
    const closed = round?.closes?.on ?? null;
    if (!inPeriod(opened, from, to)) return [];
    const start = opened ? rangeOf(opened) : undefined;
    const end = closed ? rangeOf(closed) : undefined;
    return {
      matter: dossier.matter?.id ?? null,
      id: consultation.id,
      title: consultation.title,
      form: consultation.form,
      opened,
      closed,
      closingOnRecord: round?.closed ?? false,
      days: start && end ? daysBetweenRanges(start, end) : null,
      rationale: consultation.rationales.length > 0,
      feedbackOn: consultation.feedback[0]?.occurredOn ?? null,
      evidence: ids(consultation.facts),
    };
  });

const decisionLines = ({ dossier, findings }: Judged, from: Day, to: Day): DecisionLine[] =>
  dossier.decisions.flatMap((decision) => {
    const { taken } = decision;
    if (!taken || !inPeriod(taken.occurredOn, from, to)) return [];
    const about = findings.filter(({ about: thing }) => thing.kind === 'decision' && thing.id === decision.id);
    const verdicts: Record<string, Verdict[]> = {};
    for (const { rule, edition, verdict } of about) (verdicts[`${rule} ${edition}`] ??= []).push(verdict);
    return {
      matter: dossier.matter?.id ?? null,
      id: decision.id,
      title: taken.data.title ?? null,
      effect: taken.data.effect,
      takenOn: taken.occurredOn,
      finality: taken.data.finality === 'provisional' ? ('provisional' as const) : ('final' as const),
      status: statusOf(decision),
      verdicts,
      evidence: ids(decision.facts),
    };
  });

const dayAfter = (when: When | undefined): When | null => {
  const range = when ? rangeOf(when) : undefined;
  return range && range.earliest === range.latest ? addDays(range.earliest, 1) : null;
};

const changeLines = ({ dossier }: Judged, from: Day, to: Day): ChangeLine[] =>
  dossier.changes.flatMap((change) =>
    (change.notices.length > 0 ? change.notices : change.tookEffect).flatMap((fact) => {
      const decision = dossier.decisions.find(({ id }) => id === change.decisionId);
      const data = fact.data as Record<string, When | undefined>;
      const first =
        data['effectiveFrom'] ?? dayAfter(data['lastFundedDay']) ?? change.tookEffect[0]?.occurredOn ?? null;
      if (![fact.occurredOn, first, decision?.taken?.occurredOn].some((when) => inPeriod(when, from, to))) return [];
      const receipt = change.receipts.find((confirmed) => confirmed.tsos.some((tso) => fact.tsos.includes(tso)));
      const assessment = dossier.assessments.find((one) => one.decisionId === change.decisionId)?.completed[0];
      return {
        matter: dossier.matter?.id ?? null,
        id: change.id,
        decision: change.decisionId,
        decidedOn: decision?.taken?.occurredOn ?? null,
        tsos: fact.tsos,
        noticeReceived: receipt?.data.receivedOn ?? data['receivedOn'] ?? null,
        firstDayOnNewTerms: first,
        impactAssessedOn: assessment?.occurredOn ?? null,
        rationale: Boolean(data['rationale']) || (decision?.rationales.length ?? 0) > 0,
        evidence: ids(change.facts),
      };
    }),
  );

const awardsOf = (judged: readonly Judged[], from: Day, to: Day): Summary['awards'] => {
  const made = judged
    .flatMap(({ dossier }) => dossier.agreements)
    .flatMap((agreement) => (agreement.made && inPeriod(agreement.made.occurredOn, from, to) ? [agreement.made] : []));
  const amounts = made.flatMap(({ data }) => (data.amount === undefined ? [] : [data.amount]));
  const pence = amounts.reduce((sum, amount) => sum + Math.round(amount * 100), 0);
  return {
    count: made.length,
    recipients: new Set(made.flatMap(({ tsos }) => tsos)).size,
    pounds: (pence / 100).toFixed(2),
    withoutAmount: made.length - amounts.length,
  };
};

const qualityOf = (facts: readonly Standing[]): DataQuality => {
  const late = (fact: Standing): boolean => {
    const range = fact.occurredOn === null ? undefined : rangeOf(fact.occurredOn);
    return range !== undefined && daysBetween(range.latest, londonDay(fact.recordedAt)) > LATE_AFTER_DAYS;
  };
  const count = (test: (fact: Standing) => boolean): number => facts.filter(test).length;
  return {
    facts: facts.length,
    recordedLate: count(late),
    lateAfterDays: LATE_AFTER_DAYS,
    corrected: count((fact) => fact.correctedBy !== null),
    contested: count((fact) => fact.contested.length > 0),
    inferredDates: count((fact) => fact.basis !== 'stated'),
    inexactDates: count((fact) => fact.occurredOn === null || fact.occurredOn.length !== 10),
  };
};

/**
 * What of a matter is the commissioner's own: others may have said or done things in it that are theirs to answer for.
 * `ids` are all ids of the commissioner.
 */
export const ownPart = ({ dossier, facts, findings }: Judged, ids: readonly string[]): Judged => {
  const own = <E extends Entry>(entries: readonly E[]): E[] =>
    entries.filter(({ facts: [first] }) => first?.commissioner == null || ids.includes(first.commissioner));
  return {
    dossier: {
      ...dossier,
      consultations: own(dossier.consultations),
      decisions: own(dossier.decisions),
      changes: own(dossier.changes),
      agreements: own(dossier.agreements),
    },
    facts,
    findings: findings.filter(({ commissioner }) => commissioner === null || ids.includes(commissioner)),
  };
};

/** What a summary is asked for. */
export type SummaryHead = Pick<
  Summary,
  'commissioner' | 'period' | 'framework' | 'validAsOf' | 'knownAt' | 'through' | 'basis'
>;

/**
 * Puts a summary together from what was judged; `named` gives the name of an organisation for its id. A finding belongs
 * to the period in which its trigger may have happened.
 */
export const summarise = (head: SummaryHead, judged: readonly Judged[], named: (id: string) => string): Summary => {
  const { from, to } = head.period;
  const all = judged.flatMap(({ findings }) => findings);
  const findings = all.filter(({ occurredOn }) => inPeriod(occurredOn, from, to));
  const changes = judged.flatMap((one) => changeLines(one, from, to));
  const mentioned = [...changes.flatMap(({ tsos }) => tsos), ...all.flatMap(({ tso }) => (tso === null ? [] : [tso]))];
  return {
    schema: 'concordat-summary/1',
    ...head,
    names: Object.fromEntries([...new Set(mentioned)].toSorted().map((id) => [id, named(id)])),
    counts: countsOf(findings),
    commitments: commitmentLines(findings),
    consultations: judged.flatMap((one) => consultationLines(one, from, to)),
    changes,
    decisions: judged.flatMap((one) => decisionLines(one, from, to)),
    awards: awardsOf(judged, from, to),
    gaps: findings.filter(({ verdict }) => verdict === 'NOT_EVIDENCED'),
    findings,
    undated: all.filter(({ occurredOn }) => occurredOn === null),
    dataQuality: qualityOf(
      judged
        .filter((one) => one.facts.some(({ occurredOn }) => inPeriod(occurredOn, from, to)))
        .flatMap(({ facts }) => facts),
    ),
  };
};
