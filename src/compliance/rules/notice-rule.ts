import { addMonths, label, type Day } from '../../kernel/time.js';
import type { Standing } from '../../kernel/standing.js';
import { fateOf } from './decision-outcome.js';
import { noticeSum } from './notice-words.js';
import { lastDayFor, situationOf, triggerOf, type Effective, type Notice, type Situation } from './notice.js';
import { outcome, pending, type Case, type Outcome, type Said } from '../outcome.js';
import { between, daysOf, exactDay, isExact, moved, on, onOrBefore, type Answer } from '../ranges.js';
import { inBrackets, SAID_BY } from '../words.js';
import { givenOn, isFor } from './notice-facts.js';
import type { Row } from '../rule.js';

const EXCEPTION: Record<Answer, { readonly verdict: Said['verdict']; readonly says: string }> = {
  yes: { verdict: 'MET_WITH_RATIONALE', says: 'by the day of the notice' },
  no: { verdict: 'NOT_MET', says: 'only after the notice' },
  unknown: { verdict: 'NOT_EVIDENCED', says: 'and only exact days can tell whether that was by the notice' },
};

/** Too short: whether exceptional circumstances, recorded by the day the notice was given, make up for it. */
const tooShort = (because: string, { exception }: Situation, notice: Notice, allowed: boolean): Said => {
  if (!exception) return { verdict: 'NOT_MET', because: `${because}.` };
  const recorded = `${because}. Exceptional circumstances were recorded ${on(exception.occurredOn)}${inBrackets(exception.data.reason)}, approved by ${exception.data.approver}`;
  const evidence = [exception];
  if (!allowed) return { verdict: 'NOT_MET', because: `${recorded}, but this edition makes no exception.`, evidence };
  const answer = onOrBefore(daysOf(exception.occurredOn), daysOf(givenOn(notice.fact)));
  const { verdict, says } = EXCEPTION[answer];
  const missing = answer === 'unknown' ? ['ExceptionalCircumstancesRecorded.occurredOn'] : [];
  return { verdict, because: `${recorded}, ${says}.`, evidence, missing };
};

/** A written notice and a first day on new terms are on record: is it long enough, counted in calendar months? */
const counted = (row: Row<'notice-given'>, situation: Situation, notice: Notice, { days }: Effective): Said => {
  const { reached, reachedBy } = notice;
  const { months } = row.parameters;
  if (!reached)
    return {
      verdict: 'NOT_EVIDENCED',
      because: 'A notice is on record, but no day on which it was sent or received.',
      missing: ['receivedOn'],
    };
  const answer = onOrBefore(
    moved(reached, (day) => addMonths(day, months)),
    days,
  );
  const how = reachedBy === 'sent' ? 'notice was sent' : 'notice was received';
  const because = noticeSum(reached, days, months, how, answer);
  if (answer === 'no') return tooShort(because, situation, notice, row.exception);
  if (situation.denial && reachedBy === 'sent')
    return {
      verdict: 'NOT_EVIDENCED',
      because: `${because}; the TSO says that no notice reached it.`,
      evidence: [situation.denial],
      missing: ['NoticeReceiptConfirmed'],
    };
  if (answer === 'yes') return { verdict: 'MET', because: `${because}.` };
  const missing = [isExact(reached) ? 'effectiveFrom' : 'receivedOn'];
  return { verdict: 'NOT_EVIDENCED', because: `${because}.`, missing };
};

/** Why what the record has is no notice. */
const noNotice = ({ spoken, quashed, receipt, notice }: Situation): string =>
  [
    receipt && !notice ? ` The TSO says that one reached it ${on(receipt.data.receivedOn)}.` : '',
    spoken ? ' What was told was not in writing, which is no notice.' : '',
    quashed ? ` The notice given fell with its decision, quashed ${on(quashed.occurredOn)}: the time runs anew.` : '',
  ].join('');

/** No written notice stands. Nothing recorded is not the same as none received: that is for the TSO to say. */
const unnoticed = (row: Row<'notice-given'>, situation: Situation, validAsOf: Day): Said => {
  const { effective, took, denial } = situation;
  const why = noNotice(situation);
  const missing = ['FundingChangeNotified'];
  if (!effective)
    return {
      verdict: 'NOT_EVIDENCED',
      because: `No written notice that stands and no first day on new terms are on record.${why}`,
      missing: [...missing, 'effectiveFrom'],
    };
  const due = lastDayFor(effective.days.earliest, row.parameters.months);
  const ahead = took ? null : pending(due, validAsOf);
  const terms = `New terms ${took ? 'began' : 'are to begin'} ${on(effective.days)}`;
  if (ahead)
    return {
      verdict: ahead,
      because: `${terms}; written notice is due by ${label(due)}, and none that stands is on record yet.${why}`,
      missing,
    };
  return denial
    ? {
        verdict: 'NOT_MET',
        because: `${terms}; the TSO says that no notice reached it, and none is on record.${why}`,
        evidence: [denial],
      }
    : { verdict: 'NOT_EVIDENCED', because: `${terms}; no written notice that stands is on record.${why}`, missing };
};

const judged = (row: Row<'notice-given'>, situation: Situation, validAsOf: Day): Said => {
  const { notice, effective } = situation;
  if (!notice) return unnoticed(row, situation, validAsOf);
  if (!effective)
    return {
      verdict: 'NOT_EVIDENCED',
      because: 'A notice is on record, but not the first day on new terms.',
      missing: ['effectiveFrom'],
    };
  return counted(row, situation, notice, effective);
};

/** Days in full, and the whole days from notice to new terms: negative where the notice came after. */
const numbers = ({ notice, effective }: Situation, requiredMonths: number): Outcome['facts'] => {
  const [reached, days] = [notice?.reached ?? null, effective?.days ?? null];
  const lead = reached && days && between(reached, days);
  const exactly = lead && lead.min === lead.max;
  return {
    requiredMonths,
    receivedOn: exactDay(reached),
    effectiveFrom: exactDay(days),
    ...(lead && (exactly ? { noticeDays: lead.min } : { noticeDaysMin: lead.min, noticeDaysMax: lead.max })),
  };
};

/** Exceptional circumstances that cannot count: nobody is named who approved them, or there is no notice to shorten. */
const idleClaims = ({ notice, change, tso }: Situation): string[] =>
  change.exceptions
    .filter(({ tsos }) => isFor(tsos, tso))
    .flatMap(({ occurredOn, by, data: { approver, reason } }) => {
      const claim = `Exceptional circumstances were claimed ${on(occurredOn)} by ${SAID_BY[by]}${inBrackets(reason)}`;
      if (!approver) return [`${claim}, with nobody named who approved them: they do not count.`];
      return notice ? [] : [`${claim}, approved by ${approver}: they can shorten a notice, not stand in for one.`];
    });

const notesOn = (situation: Situation): string[] => {
  const { notice, denial, decision, change, quashed } = situation;
  return [
    ...idleClaims(situation),
    ...(notice?.reachedBy === 'sent'
      ? ['The day on which the notice was received is not on record; the day it was sent is used.']
      : []),
    ...(notice && denial && notice.reachedBy !== 'sent' ? ['The TSO says that no notice reached it.'] : []),
    ...(decision?.warnings ?? []).map((fact) => `The warning given ${on(fact.occurredOn)} (${fact.id}) is no notice.`),
    ...(change.restored ? [`The funding was restored ${on(change.restored.occurredOn)}.`] : []),
    ...(decision ? fateOf(decision) : []),
    ...(notice && quashed && quashed.data.decisionId !== decision?.id
      ? [`An earlier notice fell with its decision, quashed ${on(quashed.occurredOn)}.`]
      : []),
  ];
};

const present = (facts: readonly (Standing | null | undefined)[]): Standing[] =>
  facts.filter((fact) => fact !== null && fact !== undefined);

const forTso = (row: Row<'notice-given'>, situation: Situation, validAsOf: Day): Outcome => {
  const { change, tso, notice, effective, spoken, quashed, receipt } = situation;
  const trigger = triggerOf(situation);
  const about = { kind: 'change', id: change.id } as const;
  const base = { tso, tsos: change.tsos };
  if (change.withdrawn && change.tookEffect.length === 0)
    return outcome(about, trigger, {
      ...base,
      verdict: 'NOT_APPLICABLE',
      because: `The change was withdrawn ${on(change.withdrawn.occurredOn)}.`,
      evidence: [change.withdrawn],
    });
  const said = judged(row, situation, validAsOf);
  const rests = present([
    notice?.fact,
    notice?.receipt,
    effective?.fact,
    ...(notice ? [] : [spoken, quashed, receipt]),
  ]);
  const { months } = row.parameters;
  return outcome(about, trigger, {
    ...base,
    ...said,
    evidence: [...rests, ...(said.evidence ?? [])],
    facts: numbers(situation, months),
    dueOn: effective && isExact(effective.days) ? lastDayFor(effective.days.earliest, months) : null,
    notes: notesOn(situation),
  });
};

/**
 * F1: written notice reaches each TSO its calendar months before the first day on new terms (Compact 2010, 4.4), save
 * in exceptional circumstances where the edition allows them. One finding for each change and TSO.
 */
export const noticeGiven = (row: Row<'notice-given'>, { dossier, validAsOf }: Case): Outcome[] =>
  dossier.changes.flatMap((change) =>
    (change.tsos.length > 0 ? change.tsos : [null]).map((tso) =>
      forTso(row, situationOf(dossier, change, tso, row.parameters.months), validAsOf),
    ),
  );
