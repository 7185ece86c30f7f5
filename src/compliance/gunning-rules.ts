import type { DayRange } from '../kernel/time.js';
import type { Consultation, Decision, Told } from '../matter/dossier.js';
import { closingOf, eachConsultation, openingOf } from './consultation-outcome.js';
import { eachDecision, finalDecisions, type Final } from './decision-outcome.js';
import { best, weigh, type Case, type Limb, type Outcome, type Said } from './outcome.js';
import { all, any, before, daysOf, list, on, onOrBefore, type Answer } from './ranges.js';
import type { Row } from './rule.js';

/** Whether a decision had already been undone when a consultation opened, so that the matter was open again. */
const undoneBy = ({ quashed, superseded, review }: Decision, opening: DayRange | null): boolean =>
  [quashed, superseded, ...review.filter((fact) => fact.type === 'DecisionReferredBack')].some(
    (fact) => fact !== null && onOrBefore(daysOf(fact.occurredOn), opening) === 'yes',
  );

const formative = (consultation: Consultation, { dossier, validAsOf }: Case): Said => {
  const opening = openingOf(consultation);
  const closing = closingOf(consultation);
  const [opened, closed] = [daysOf(opening.on), daysOf(closing?.on)];
  const standing = finalDecisions(dossier).filter(({ decision }) => !undoneBy(decision, opened));
  // A decision before the opening is before the close, also where the close is not on record.
  const early = best(
    standing.map(({ taken }) => taken),
    (taken) => any([before(daysOf(taken.occurredOn), closed), before(daysOf(taken.occurredOn), opened)]),
  );
  const evidence = [opening.fact, ...(closing ? [closing.fact] : [])];
  const closes = closing
    ? `the consultation closed ${on(closing.on)}`
    : 'the day the consultation closed is not on record';
  if (early && early.answer !== 'no') {
    const surely = early.answer === 'yes';
    return {
      verdict: surely ? 'NOT_MET' : 'NOT_EVIDENCED',
      because: `A final decision was taken ${on(early.fact.occurredOn)}; ${closes}${surely ? '' : ', and only exact days can tell which came first'}.`,
      evidence: [early.fact, ...evidence],
      missing: surely ? [] : [closed ? 'DecisionTaken.occurredOn' : 'ConsultationClosed'],
    };
  }
  if (!closing || !closed)
    return {
      verdict: 'NOT_EVIDENCED',
      because: 'No closing date is on record, so it cannot be told whether a decision came before it.',
      missing: ['ConsultationClosed'],
    };
  if (before(daysOf(validAsOf), closed) !== 'no')
    return {
      verdict: 'NOT_DUE',
      because: `It closes ${on(closing.on)}; no final decision is on record so far.`,
      evidence,
    };
  return {
    verdict: 'MET',
    because: `It closed ${on(closing.on)}; no final decision on the matter is dated before that.`,
    evidence: [...evidence, ...standing.map(({ taken }) => taken)],
  };
};

/** C4: no final decision on the matter before the consultation closes (Gunning 1). A provisional one is none. */
export const consultationFormative = (_row: Row<'consultation-formative'>, it: Case): Outcome[] =>
  eachConsultation(it, (consultation) => formative(consultation, it));

type Pack = NonNullable<Told<'ConsultationOpened'>['data']['pack']>;

/** A part of the pack: absent says the record does not tell, empty says consultees were not given it. */
const given = (part: readonly unknown[] | undefined, name: string, field: string): Limb => {
  if (!part)
    return { answer: 'unknown', says: `Whether the pack gave ${name} is not on record.`, missing: [`pack.${field}`] };
  return part.length > 0
    ? { answer: 'yes', says: `The pack gave ${name}.` }
    : { answer: 'no', says: `The pack did not give ${name}.` };
};

const whyRejected = (options: Pack['rejectedOptions']): Limb[] => {
  const silent = (options ?? []).filter(({ why }) => !why).map(({ option }) => option);
  if (silent.length === 0) return [];
  const says = `Why ${list(silent)} was rejected is not on record.`;
  return [{ answer: 'unknown', says, missing: ['pack.rejectedOptions.why'] }];
};

const informed = (consultation: Consultation): Said => {
  const closed = daysOf(closingOf(consultation)?.on);
  const inTime = consultation.reissued.filter((fact) => before(closed, daysOf(fact.occurredOn)) !== 'yes');
  const source = inTime.at(-1) ?? consultation.opened;
  const pack = source?.data.pack;
  const said = weigh([
    given(pack?.reasons, 'the reasons for the proposal', 'reasons'),
    given(pack?.criteria, 'the criteria for the decision', 'criteria'),
    given(pack?.options, 'the options', 'options'),
    given(pack?.rejectedOptions, 'the options rejected', 'rejectedOptions'),
    ...whyRejected(pack?.rejectedOptions),
  ]);
  const reissue = inTime.at(-1);
  return {
    ...said,
    evidence: [source ?? consultation.facts[0]!],
    notes: reissue ? [`The pack is the one that went out again ${on(reissue.occurredOn)}.`] : [],
  };
};

/** C5: the pack gives reasons, criteria, options, and the options rejected with why (Gunning 2; Moseley). */
export const consultationInforms = (_row: Row<'consultation-informs'>, it: Case): Outcome[] =>
  eachConsultation(it, informed);

/** Whether the decision record cites a consultation, or had its analysis among the papers. */
const cited = ({ data }: Final['taken'], id: string): Answer => {
  const named = [
    data.consultationsCited?.includes(id),
    data.papersProvided?.some((paper) => paper.consultationId === id),
  ];
  if (named.includes(true)) return 'yes';
  return named.includes(false) ? 'no' : 'unknown';
};

const CITED: Record<Answer, string> = {
  yes: 'The decision record cites it.',
  no: 'The decision record does not cite it.',
  unknown: 'Whether the decision record cites it is not on record.',
};

const heard = (consultation: Consultation, taken: Final['taken']): Limb[] => {
  const [decided, closed] = [daysOf(taken.occurredOn), daysOf(closingOf(consultation)?.on)];
  const analysis = best(consultation.analyses, ({ occurredOn }) =>
    all([before(closed, daysOf(occurredOn)), before(daysOf(occurredOn), decided)]),
  );
  const name = `consultation ${consultation.id}`;
  const closing = closingOf(consultation);
  const closes = closing ? [closing.fact] : [];
  if (before(decided, closed) === 'yes')
    return [{ answer: 'no', says: `The decision came before ${name} closed ${on(closing?.on)}.`, evidence: closes }];
  if (!analysis)
    return [
      {
        answer: 'unknown',
        says: `No analysis of ${name} is on record.`,
        evidence: closes,
        missing: ['ResponseAnalysisCompleted'],
      },
    ];
  const order: Record<Answer, string> = {
    yes: 'after it closed and before the decision',
    no: `not between its close ${on(closing?.on)} and the decision ${on(taken.occurredOn)}`,
    unknown: 'and only exact days can tell whether that is after it closed and before the decision',
  };
  const says = `The responses to ${name} were analysed ${on(analysis.fact.occurredOn)}, ${order[analysis.answer]}.`;
  const citation = cited(taken, consultation.id);
  return [
    {
      answer: analysis.answer,
      says,
      evidence: [...closes, analysis.fact],
      missing: analysis.answer === 'unknown' ? ['ResponseAnalysisCompleted.occurredOn'] : [],
    },
    { answer: citation, says: CITED[citation], missing: citation === 'unknown' ? ['consultationsCited'] : [] },
  ];
};

/** The consultations a decision had to answer: those since the decision before it or, where there are none, all earlier ones. */
const consultationsFor = ({ decision, taken }: Final, { dossier }: Case): Consultation[] => {
  const decided = daysOf(taken.occurredOn);
  const opensBefore = (consultation: Consultation, day: DayRange | null) =>
    before(day, daysOf(openingOf(consultation).on)) !== 'yes';
  const earlier = dossier.consultations.filter((it) => !it.withdrawn && opensBefore(it, decided));
  const previous = finalDecisions(dossier)
    .filter((other) => other.decision !== decision)
    .map((other) => daysOf(other.taken.occurredOn))
    .filter((day) => before(day, decided) === 'yes');
  const since = earlier.filter((it) => !previous.some((day) => before(daysOf(openingOf(it).on), day) === 'yes'));
  return since.length > 0 ? since : earlier;
};

/** C6: responses are analysed after the close and before the day of the decision, which cites them (Gunning 4). */
export const responsesConsidered = (_row: Row<'responses-considered'>, it: Case): Outcome[] =>
  eachDecision(it, null, (final) => {
    const consultations = consultationsFor(final, it);
    if (consultations.length === 0) return null;
    const said = weigh(consultations.flatMap((consultation) => heard(consultation, final.taken)));
    return { ...said, evidence: [final.taken, ...said.evidence] };
  });
