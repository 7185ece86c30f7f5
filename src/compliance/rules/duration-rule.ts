import type { NumberRange } from '../../kernel/time.js';
import type { Consultation, Round } from '../../consultation/consultation.view.js';
import { daysOpen, lengthOf, type Length } from '../../consultation/length.js';
import type { Told } from '../../matter/dossier.js';
import { closingOf, eachConsultation, openingOf } from './consultation-outcome.js';
import { finalDecisions } from './decision-outcome.js';
import { best, pending, type Case, type Outcome, type Said } from '../outcome.js';
import {
  apart,
  before,
  dayCount,
  dayCounts,
  dayFacts,
  daysOf,
  exactDay,
  on,
  onOrBefore,
  type Answer,
} from '../ranges.js';
import type { Row } from '../rule.js';
import { SAID_BY } from '../words.js';

type Reason = { readonly fact: Told<'ConsultationRationalePublished'>; readonly answer: Answer } | undefined;

/** What keeps the length from being told, in words and as what is missing. */
const unknownOf = (rounds: readonly Round[]): readonly [string, string] => {
  if (!rounds.some(({ opens }) => opens !== null)) return ['Its opening', 'ConsultationOpened'];
  if (rounds.some(({ opens }) => daysOf(opens?.on) === null)) return ['The day it opened', 'opensOn'];
  if (rounds.some(({ closes }) => daysOf(closes?.on) === null)) return ['Its closing date', 'closesOn'];
  return rounds.some(({ pauses }) => pauses.some(({ from }) => daysOf(from.on) === null))
    ? ['The day it was paused', 'ConsultationPaused.occurredOn']
    : ['The day it was resumed', 'ConsultationResumed.occurredOn'];
};

/** "for 56 days", or "for 90 days, of which 10 paused: 80 days". */
const partInWords = ({ whole, paused, open }: Length): string =>
  paused.max === 0
    ? `for ${dayCounts(whole)}`
    : `for ${dayCounts(whole)}, of which ${dayCounts(paused).replace(/ days?$/, '')} paused: ${dayCounts(open)}`;

/** "for 56 days" or "for 56 days and again for 40 days, 96 days in all". */
const inWords = (lengths: readonly (Length | null)[], days: NumberRange): string => {
  const parts = lengths.map((part) => (part ? partInWords(part) : 'for an unknown time'));
  return parts.length === 1 ? parts.join('') : `${parts.join(' and again ')}, ${dayCounts(days)} in all`;
};

const compared = ({ min, max }: NumberRange, required: number): string => {
  if (min === max && min === required) return 'as many as asked';
  const atLeast = min === max ? '' : 'at least ';
  return min >= required
    ? `${atLeast}${min - required} more than the ${required} asked`
    : `${atLeast}${required - max} fewer than the ${required} asked`;
};

/** Too short: whether a reason, in time, makes up for it. `short` is "for 56 days, 28 fewer than the 84 asked". */
const excused = (short: string, reason: Reason, opening: string, exception: boolean): Said => {
  if (!exception)
    return { verdict: 'NOT_MET', because: `Open ${short}; this edition lets no reason stand in for the time.` };
  if (!reason)
    return {
      verdict: 'NOT_MET',
      because: `Open ${short}; no reason was published.`,
      missing: ['ConsultationRationalePublished'],
    };
  const published = `${on(reason.fact.occurredOn)}${opening}, by ${SAID_BY[reason.fact.by]}`;
  if (reason.answer === 'yes')
    return { verdict: 'MET_WITH_RATIONALE', because: `Open ${short}; a reason was published ${published}.` };
  if (reason.answer === 'no')
    return { verdict: 'NOT_MET', because: `Open ${short}; the reason came late, ${published}.` };
  return {
    verdict: 'NOT_EVIDENCED',
    because: `Open ${short}; a reason was published ${published}, and only exact days can tell whether that was by the opening.`,
    missing: ['ConsultationRationalePublished.occurredOn'],
  };
};

const judged = (consultation: Consultation, row: Row<'consultation-lasts'>, validAsOf: string): Said => {
  const { form, rounds, rationales } = consultation;
  const required = row.parameters.days;
  if (form !== null && form !== 'formal-written')
    return {
      verdict: 'NOT_APPLICABLE',
      because: `The consultation is on record as ${form}; the ${required} days are for formal written ones.`,
    };

  const opening = daysOf(rounds.at(-1)?.opens?.on);
  const dueOn = exactDay(opening);
  const reason: Reason = best(rationales, (fact) => onOrBefore(daysOf(fact.occurredOn), opening));
  const timing = rounds.flatMap((round) =>
    [round.opens?.fact, round.closes?.fact, ...round.pauses.flatMap(({ from, to }) => [from.fact, to?.fact])].filter(
      (fact) => fact !== undefined,
    ),
  );
  const withReason = reason ? [...timing, reason.fact] : timing;
  const reasonSays = reason ? ` A reason was published ${on(reason.fact.occurredOn)}.` : '';
  const lengths = rounds.map(lengthOf);
  const days = daysOpen(consultation);
  if (!days) {
    const [what, missing] = unknownOf(rounds);
    return {
      verdict: 'NOT_EVIDENCED',
      because: `${what} is not on record, so its length cannot be told.${reasonSays}`,
      evidence: [...withReason, ...consultation.facts.slice(0, 1)],
      missing: [missing],
      facts: { required },
      dueOn,
    };
  }

  const words = inWords(lengths, days);
  const base = { evidence: timing, facts: { ...dayFacts(days), required }, dueOn };
  if (days.min >= required) return { ...base, verdict: 'MET', because: `Open ${words}, ${compared(days, required)}.` };
  if (days.max >= required)
    return {
      ...base,
      verdict: 'NOT_EVIDENCED',
      because: `Open ${words}: only exact days can tell whether that is the ${dayCount(required)} asked.${reasonSays}`,
      evidence: withReason,
      missing: ['opensOn', 'closesOn'],
    };
  const short = `${words}, ${compared(days, required)}`;
  const ahead = row.exception && !reason && dueOn ? pending(dueOn, validAsOf) : null;
  if (ahead)
    return {
      ...base,
      verdict: ahead,
      because: `Planned to be open ${short}; a reason is due by the opening ${on(dueOn)}.`,
      missing: ['ConsultationRationalePublished'],
    };
  const where = apart(daysOf(reason?.fact.occurredOn), opening);
  return { ...base, evidence: withReason, ...excused(short, reason, where && `, ${where} it opened`, row.exception) };
};

const WORDS = { NOT_MET: 'not met', NOT_EVIDENCED: 'not evidenced' } as const;

const KEPT: readonly Said['verdict'][] = ['MET', 'MET_WITH_RATIONALE'];

/** What was found until it was opened again, where that made good what had been short (Berry v Cumbria). */
const asFirstHeld = (consultation: Consultation, now: Said, row: Row<'consultation-lasts'>, validAsOf: string) => {
  const [first, again] = consultation.rounds;
  if (!first || !again || !KEPT.includes(now.verdict)) return {};
  const then = judged({ ...consultation, rounds: [first] }, row, validAsOf);
  if (then.verdict !== 'NOT_MET' && then.verdict !== 'NOT_EVIDENCED') return {};
  return {
    facts: { ...now.facts, verdictAsFirstHeld: then.verdict },
    notes: [
      `As first held, before it was opened again ${on(again.opens?.on)}: ${WORDS[then.verdict]}. ${then.because}`,
    ],
  };
};

/** A consultation that was opened once another had closed, long enough, and not after the matter's last final decision. */
const curing = (outcomes: readonly Outcome[], short: Consultation, { dossier }: Case): Consultation | undefined =>
  dossier.consultations.find((later) => {
    const kept = outcomes.some(({ about, verdict }) => about.id === later.id && KEPT.includes(verdict));
    const closes = daysOf(closingOf(later)?.on);
    const decisions = finalDecisions(dossier);
    const inTime =
      decisions.length === 0 || decisions.some(({ taken }) => before(daysOf(taken.occurredOn), closes) !== 'yes');
    return kept && inTime && before(daysOf(closingOf(short)?.on), daysOf(openingOf(later).on)) === 'yes';
  });

/** The shortness of one consultation stays what it was; where a later one made it good, that is said. */
const withCures = (outcomes: readonly Outcome[], it: Case): Outcome[] =>
  outcomes.map((one) => {
    const short = it.dossier.consultations.find(({ id }) => id === one.about.id);
    const cure = one.verdict === 'NOT_MET' && short ? curing(outcomes, short, it) : undefined;
    if (!cure) return one;
    const note = `What was short here was made good by the later consultation ${cure.id}, opened ${on(openingOf(cure).on)}.`;
    return { ...one, facts: { ...one.facts, madeGoodBy: cure.id }, notes: [...one.notes, note] };
  });

/**
 * C1: a formal written consultation lasts its weeks, or gives the reason by the day it opens (Compact 2010, 2.4).
 * Judged on the planned close until the actual one is on record; after a reopening every time it was open counts, and
 * what was found before is told beside it.
 */
export const consultationLasts = (row: Row<'consultation-lasts'>, it: Case): Outcome[] =>
  withCures(
    eachConsultation(it, (consultation) => {
      const said = judged(consultation, row, it.validAsOf);
      return { ...said, ...asFirstHeld(consultation, said, row, it.validAsOf) };
    }),
    it,
  );
