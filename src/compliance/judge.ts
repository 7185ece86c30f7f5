import type { Standing } from '../kernel/standing.js';
import { londonDay, rangeOf, type Day, type DayRange } from '../kernel/time.js';
import { type Dossier, dossierOf } from '../matter/dossier.js';
import { bodyNotes, bodyOf, isFor } from './bodies.js';
import { withContests, type Judged } from './contest.js';
import { evaluate } from './rules/evaluators.js';
import type { Finding } from './finding.js';
import { editionsNamed, inForceOn, localFrameworks, NATIONAL } from './frameworks.js';
import { caveatsOf, distinctFacts, type Case, type LocalOutcome, type Outcome } from './outcome.js';
import { daysOf, on, type Answer } from './ranges.js';
import type { Edition, Row } from './rule.js';

/** What is judged, by what, and as of which day. */
export interface Question {
  /** the standing facts of ONE matter, or of one stream where facts have no matter */
  readonly facts: readonly Standing[];
  /** what holds for its commissioner in all matters: frameworks adopted, registers published, its registration */
  readonly context: readonly Standing[];
  /** only what had happened by the end of this day counts */
  readonly validAsOf: Day;
  /** an edition (`compact-2010`) or a family (`compact`): judged by it whether in force or not; absent: all in force */
  readonly framework?: string;
  /** further editions, such as those that come with a bundle */
  readonly frameworks?: readonly Edition[];
}

/** Whether a fact can have happened by a day; one without a date can. */
export const happenedBy =
  (day: Day) =>
  (fact: Standing): boolean => {
    const days = fact.occurredOn === null ? undefined : rangeOf(fact.occurredOn);
    return !days || days.earliest <= day;
  };

/** The days on which a rule was triggered; without a date, any day until it was recorded. */
const triggered = ({ trigger }: Outcome): DayRange =>
  daysOf(trigger.on) ?? { earliest: '0001-01-01', latest: londonDay(trigger.fact.recordedAt) };

interface Applied {
  readonly edition: Edition;
  readonly row: Row;
  readonly outcome: Outcome;
  readonly inForce: Answer;
}

const applied = (edition: Edition, row: Row, outcome: Outcome): Applied => ({
  edition,
  row,
  outcome,
  inForce: inForceOn(edition, triggered(outcome)),
});

const sameThing = ({ row, outcome }: Applied): string =>
  JSON.stringify([row.rule, outcome.about.kind, outcome.about.id, outcome.tso, outcome.part]);

/**
 * What an edition or family that was asked for says of one thing: the editions in force or, where none was, the last
 * one that had begun by then (else the first there was).
 */
const chosen = (candidates: readonly Applied[]): Applied[] => {
  const inForce = candidates.filter((it) => it.inForce !== 'no');
  if (inForce.length > 0) return inForce;
  const begun = candidates.filter(
    ({ edition, outcome }) => (daysOf(edition.inForceFrom)?.earliest ?? '') <= triggered(outcome).latest,
  );
  const nearest = begun.at(-1) ?? candidates[0];
  return nearest ? [nearest] : [];
};

const groups = (all: readonly Applied[]): Applied[][] => {
  const found = new Map<string, Applied[]>();
  for (const it of all) {
    const thing = sameThing(it);
    found.set(thing, [...(found.get(thing) ?? []), it]);
  }
  return [...found.values()];
};

const forceNotes = ({ edition, inForce, outcome: { trigger } }: Applied): string[] => {
  if (inForce === 'yes') return [];
  const when = trigger.on ? on(trigger.on) : 'on a day that is not on record';
  return inForce === 'no'
    ? [`${edition.title} was not in force ${when}; it was asked for.`]
    : [
        `${edition.title} may or may not have been in force ${when}: its dates leave that open, so every edition it may have been is shown.`,
      ];
};

const findingOf = (it: Applied, dossier: Dossier, notes: readonly string[]): Finding => {
  const { edition, row, outcome, inForce } = it;
  const evidence = distinctFacts(outcome.evidence);
  return {
    rule: row.rule,
    clause: { framework: edition.family, edition: edition.edition, number: row.number },
    matter: dossier.matter?.id ?? null,
    tso: outcome.tso,
    verdict: outcome.verdict,
    because: outcome.because,
    facts: outcome.facts,
    evidence: evidence.map((fact) => fact.id),
    missing: [...new Set(outcome.missing)],
    dueOn: outcome.dueOn,
    about: outcome.about,
    edition: edition.id,
    ifContestHolds: [],
    notes: [...forceNotes(it), ...notes, ...outcome.notes, ...caveatsOf(evidence)],
    occurredOn: outcome.trigger.on,
    commissioner: outcome.trigger.fact.commissioner ?? dossier.commissioner,
    tsos: outcome.tsos,
    inForce: inForce !== 'no',
    owedBy: outcome.owedBy ?? row.owedBy,
    advisory: row.advisory,
    clauseConfirmed: row.confirmed,
  };
};

/** What findings are sorted by: matter, rule, TSO, edition and thing. */
export const orderingOf = (finding: Finding): string[] => [
  finding.matter ?? '',
  finding.rule,
  finding.tso ?? '',
  finding.edition,
  finding.about.kind,
  finding.about.id,
];

/** Compares two orderings, each part as plain text so that the order is the same anywhere. */
export const compareOrderings = (left: readonly string[], right: readonly string[]): number => {
  const at = left.findIndex((part, index) => part !== right[index]);
  return at < 0 ? 0 : left[at]! < (right[at] ?? '') ? -1 : 1;
};

export const sortFindings = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((a, b) => compareOrderings(orderingOf(a), orderingOf(b)));

/** A case before it is said by which edition it is judged. */
type Situation = Omit<Case, 'edition'>;

const appliedTo = (editions: readonly Edition[], it: Situation): Applied[] =>
  editions.flatMap((edition) =>
    edition.rows.flatMap((row) => evaluate(row, { ...it, edition }).map((outcome) => applied(edition, row, outcome))),
  );

/** What the Local Compacts say that were in force, or may have been. */
const localOutcomes = (editions: readonly Edition[], it: Situation): LocalOutcome[] =>
  appliedTo(editions, it)
    .filter(({ inForce }) => inForce !== 'no')
    .map(({ edition: { title }, row: { rule, number, advisory }, outcome }) => ({
      title,
      rule,
      number,
      advisory,
      outcome,
    }));

const judgedOnce = ({ facts, context, validAsOf, framework, frameworks = [] }: Question): Judged[] => {
  const known = context.filter(happenedBy(validAsOf));
  const dossier = dossierOf(facts.filter(happenedBy(validAsOf)));
  const body = bodyOf(context, dossier.commissioner);
  const given = frameworks.filter(({ bodies }) => bodies === null || bodies.includes(dossier.commissioner ?? ''));
  const locals = localFrameworks(known, dossier.commissioner);
  const editions = [...NATIONAL, ...given, ...locals].filter((edition) => isFor(edition, body));
  const asked = framework === undefined ? editions : editionsNamed(editions, framework);
  const it = { dossier, context: known, validAsOf, local: [] };
  const all = appliedTo(asked, { ...it, local: localOutcomes(locals, it) });
  const kept = framework === undefined ? all.filter(({ inForce }) => inForce !== 'no') : groups(all).flatMap(chosen);
  return kept.map((one) => ({
    thing: `${one.edition.id} ${sameThing(one)}`,
    finding: findingOf(one, dossier, bodyNotes(one.edition, body)),
  }));
};

/**
 * Judges the rules from recorded facts alone. Each thing is judged by the editions in force on the day that triggered
 * the rule; where its date or theirs leave that open, by each that may have been, and the finding says so. Where its
 * evidence is contested it is judged by the other account as well. The same question always has the same answer.
 */
export const judge = (question: Question): Finding[] =>
  sortFindings(
    withContests(judgedOnce(question), [...question.facts, ...question.context], (changed) =>
      judgedOnce({ ...question, facts: question.facts.map(changed), context: question.context.map(changed) }),
    ),
  );
