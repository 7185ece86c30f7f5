import type { Dated } from '../kernel/entry.js';
import type { Dossier } from '../matter/dossier.js';
import { chronological } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import { daysBetween, londonDay, type Day } from '../kernel/time.js';
import type { Finding, Verdict } from './finding.js';
import type { Edition } from './rule.js';
import { SAID_BY } from './words.js';
import { dayCount, daysOf, on, type Answer, list } from './ranges.js';

/** All that an evaluator may look at: the file of the matter, what holds for its commissioner, and the day asked about. */
export interface Case {
  readonly dossier: Dossier;
  /** the commissioner's own facts: registers published, registrations */
  readonly context: readonly Standing[];
  readonly validAsOf: Day;
  /** the edition whose rule is asked */
  readonly edition: Edition;
  /** what the commissioner's Local Compacts in force say, for rules that point to them */
  readonly local: readonly LocalOutcome[];
}

/** What a rule of a Local Compact says of something. */
export interface LocalOutcome {
  readonly title: string;
  readonly rule: string;
  readonly number: string;
  readonly advisory: boolean;
  readonly outcome: Outcome;
}

/** What an evaluator says; the edition and its clause are added by the judge. */
export interface Outcome extends Pick<
  Finding,
  'about' | 'tso' | 'verdict' | 'because' | 'facts' | 'missing' | 'dueOn'
> {
  /** the fact that called for the rule, and the day that decides which edition was in force */
  readonly trigger: Dated;
  readonly tsos: readonly string[];
  /** which part of the thing, where a rule asks for several of one thing: `answer of stage 2` */
  readonly part?: string;
  readonly evidence: readonly Standing[];
  readonly notes: readonly string[];
  /** where it is not the side that the row names */
  readonly owedBy?: Finding['owedBy'] | null;
}

/** One condition of a rule: whether the record shows it, and in what words. */
export interface Limb {
  readonly answer: Answer;
  readonly says: string;
  readonly evidence?: readonly Standing[];
  readonly missing?: readonly string[];
}

type Weighed = Pick<Outcome, 'verdict' | 'because' | 'evidence' | 'missing'>;

const VERDICT_OF = { yes: 'MET', no: 'NOT_MET', unknown: 'NOT_EVIDENCED' } as const satisfies Record<Answer, Verdict>;

/** All limbs must be shown: one that is not decides, then one that cannot be told. The sentence says the limbs that decided. */
export const weigh = (limbs: readonly Limb[]): Weighed => {
  const answers = limbs.map((limb) => limb.answer);
  const answer = answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes';
  return {
    verdict: VERDICT_OF[answer],
    because: limbs
      .filter((limb) => limb.answer === answer)
      .map((limb) => limb.says)
      .join(' '),
    evidence: limbs.flatMap((limb) => limb.evidence ?? []),
    missing: answer === 'yes' ? [] : limbs.flatMap((limb) => limb.missing ?? []),
  };
};

/** What an evaluator must say of a thing; the rest of an outcome has a sensible start. */
export type Said = Pick<Outcome, 'verdict' | 'because'> & Partial<Outcome>;

/** An outcome about one thing, called for by one fact. */
export const outcome = (about: Outcome['about'], trigger: Dated, said: Said): Outcome => ({
  about,
  tso: null,
  tsos: trigger.fact.tsos,
  trigger,
  facts: {},
  evidence: [trigger.fact],
  missing: [],
  dueOn: null,
  notes: [],
  ...said,
});

/** The fact, or step, that answers a question best, in the order given: one that surely does, one that may, any. */
export const best = <F>(
  facts: readonly F[],
  test: (fact: F) => Answer,
): { readonly fact: F; readonly answer: Answer } | undefined => {
  const answered = facts.map((fact) => ({ fact, answer: test(fact) }));
  const found = (answer: Answer) => answered.find((it) => it.answer === answer);
  return found('yes') ?? found('unknown') ?? found('no');
};

/** AT_RISK begins this many days before a due date that is not yet met (contract, section 3). */
const AT_RISK_DAYS = 28;

/**
 * What to say of a thing not done while there is time left; null once it has fallen due. "Valid at a day" takes in all
 * of that day, so on the due day itself a thing not done is judged, as in the measures.
 */
export const pending = (due: Day, validAsOf: Day): 'NOT_DUE' | 'AT_RISK' | null => {
  if (validAsOf >= due) return null;
  return daysBetween(validAsOf, due) <= AT_RISK_DAYS ? 'AT_RISK' : 'NOT_DUE';
};

/** Facts once each, oldest first. */
export const distinctFacts = (facts: readonly Standing[]): Standing[] => chronological([...new Set(facts)]);

const named = (fact: Standing): string => `${fact.type} (${fact.id})`;

/** How long after it happened a fact was recorded, in words; null where it was recorded on the day. */
const lateness = (fact: Standing): string | null => {
  const happened = daysOf(fact.occurredOn);
  if (!happened) return null;
  const days = daysBetween(happened.latest, londonDay(fact.recordedAt));
  if (days <= 0) return null;
  const atLeast = happened.earliest === happened.latest ? '' : 'at least ';
  const claim = fact.sourceRecordedOn ? `; its source says it was on record ${on(fact.sourceRecordedOn)}` : '';
  return `${atLeast}${dayCount(days)}${claim}`;
};

const recordedLater = (evidence: readonly Standing[]): string[] => {
  const late = evidence.flatMap((fact) => {
    const by = lateness(fact);
    return by === null ? [] : [{ fact, by }];
  });
  const [first, ...others] = late;
  if (!first) return [];
  if (others.length === 0) {
    const [by, ...claim] = first.by.split('; ');
    return [`${[`${named(first.fact)} was recorded ${by} after it happened`, ...claim].join('; ')}.`];
  }
  return [`Recorded after they happened: ${late.map(({ fact, by }) => `${named(fact)} by ${by}`).join(', ')}.`];
};

const notStated = (evidence: readonly Standing[], basis: 'inferred' | 'illustrative'): string[] => {
  const facts = evidence.filter((fact) => fact.basis === basis).map(named);
  if (facts.length === 0) return [];
  return facts.length === 1
    ? [`The date of ${facts[0]} is ${basis}, not stated by its source.`]
    : [`The dates of ${list(facts)} are ${basis}, not stated by their source.`];
};

/** What a reader must know of the evidence before relying on it: recorded late, date inferred, corrected, contested. */
export const caveatsOf = (evidence: readonly Standing[]): string[] => [
  ...evidence.filter((fact) => !daysOf(fact.occurredOn)).map((fact) => `${named(fact)} has no date on record.`),
  ...recordedLater(evidence),
  ...notStated(evidence, 'inferred'),
  ...notStated(evidence, 'illustrative'),
  ...evidence.flatMap((fact) => [
    ...(fact.correctedBy ? [`${named(fact)} was corrected: ${fact.correctedBy.text}`] : []),
    ...fact.contested.map((remark) => `${named(fact)} is contested by ${SAID_BY[remark.by]}: ${remark.text}`),
  ]),
];
