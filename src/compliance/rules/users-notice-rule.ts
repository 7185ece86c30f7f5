import { addMonths, label, type Day, type DayRange } from '../../kernel/time.js';
import type { Change } from '../../change/change.view.js';
import type { Told } from '../../matter/dossier.js';
import { fateOf } from './decision-outcome.js';
import { isFor } from './notice-facts.js';
import { lastDayFor, situationOf, triggerOf, type Situation } from './notice.js';
import { noticeSum } from './notice-words.js';
import { best, outcome, pending, weigh, type Case, type Limb, type Outcome, type Said } from '../outcome.js';
import { daysOf, exactDay, moved, on, onOrBefore, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';

type Telling = Told<'ServiceUsersNotified' | 'PublicAnnouncementMade'>;

const announces = (
  { changeId, decisionId }: Partial<Telling['data'] & { decisionId: string }>,
  change: Change,
): boolean => (changeId ? changeId === change.id : decisionId !== undefined && decisionId === change.decisionId);

/** What told users or everyone of a change. What was told of a decision quashed before the change began fell with it. */
const tellingsOf = ({ announcements }: Case['dossier'], { change, tso, effective, quashed }: Situation): Telling[] => {
  const fallen = quashed && onOrBefore(effective?.days ?? null, daysOf(quashed.occurredOn)) !== 'yes' ? quashed : null;
  return [...change.usersTold, ...announcements.filter(({ data }) => announces(data, change))].filter(
    (fact) =>
      isFor(fact.tsos, tso) && (!fallen || onOrBefore(daysOf(fact.occurredOn), daysOf(fallen.occurredOn)) !== 'yes'),
  );
};

/** Whether something that happened is so many calendar months before the first day on new terms. */
const longBefore = (given: DayRange | null, effective: DayRange, months: number): Answer =>
  onOrBefore(given && moved(given, (day) => addMonths(day, months)), effective);

const toUsers = (tellings: readonly Telling[], effective: DayRange, months: number): Limb => {
  const found = best(tellings, ({ occurredOn }) => longBefore(daysOf(occurredOn), effective, months));
  if (!found)
    return {
      answer: 'unknown',
      says: 'That users of the service or the public were told is not on record.',
      missing: ['ServiceUsersNotified'],
    };
  const { fact, answer } = found;
  const given = daysOf(fact.occurredOn);
  const how = fact.type === 'ServiceUsersNotified' ? 'users were told' : 'the public was told';
  return given
    ? {
        answer,
        says: `${noticeSum(given, effective, months, how, answer)}.`,
        evidence: [fact],
        missing: unless(answer, `${fact.type}.occurredOn`),
      }
    : {
        answer,
        says: `The day on which ${how} is not on record.`,
        evidence: [fact],
        missing: [`${fact.type}.occurredOn`],
      };
};

const unless = (answer: Answer, field: string): string[] => (answer === 'unknown' ? [field] : []);

const toOrganisation = ({ notice, denial, took }: Situation, effective: DayRange, months: number): Limb => {
  if (!notice?.reached) {
    const says = 'No written notice to the organisation that stands, with its day, is on record.';
    return denial && took && !notice
      ? { answer: 'no', says: 'The organisation says that no notice reached it.', evidence: [denial] }
      : { answer: 'unknown', says, missing: ['FundingChangeNotified'], evidence: notice ? [notice.fact] : [] };
  }
  const sent = notice.reachedBy === 'sent';
  const long = longBefore(notice.reached, effective, months);
  const answer = denial && sent && long === 'yes' ? 'unknown' : long;
  const how = sent ? 'notice to the organisation was sent' : 'notice to the organisation was received';
  const doubt = answer === long ? '' : '; the organisation says that no notice reached it';
  return {
    answer,
    says: `${noticeSum(notice.reached, effective, months, how, long)}${doubt}.`,
    evidence: [notice.fact, ...(notice.receipt ? [notice.receipt] : []), ...(doubt && denial ? [denial] : [])],
    missing: unless(answer, 'receivedOn'),
  };
};

const firstDay = ({ effective }: Situation, tellings: readonly Telling[]): DayRange | null =>
  effective?.days ??
  tellings.map((fact) => daysOf(fact.type === 'ServiceUsersNotified' ? fact.data.effectiveFrom : null)).find(Boolean) ??
  null;

const judged = (situation: Situation, tellings: readonly Telling[], months: number, validAsOf: Day): Said => {
  const effective = firstDay(situation, tellings);
  if (!effective)
    return {
      verdict: 'NOT_EVIDENCED',
      because: 'The first day on new terms is not on record.',
      evidence: [triggerOf(situation).fact],
      missing: ['effectiveFrom'],
    };
  const limbs = [toOrganisation(situation, effective, months), toUsers(tellings, effective, months)];
  const said = weigh(limbs);
  const due = lastDayFor(effective.earliest, months);
  const evidence = [...said.evidence, ...(situation.effective ? [situation.effective.fact] : [])];
  const base = { ...said, evidence, dueOn: exactDay(effective) && due, facts: { requiredMonths: months } };
  const ahead = situation.took || said.verdict !== 'NOT_EVIDENCED' ? null : pending(due, validAsOf);
  return ahead
    ? {
        ...base,
        verdict: ahead,
        because: `New terms are to begin ${on(effective)}; notice to the organisation and to users is due by ${label(due)}. ${said.because}`,
      }
    : base;
};

/** Whether a change is one of the effects asked for, as far as its notice or its decision tells. */
const concerns = ({ notice, decision }: Situation, effects: Row<'users-noticed'>['parameters']['effects']): boolean => {
  const effect = notice?.fact.data.effect ?? decision?.taken?.data.effect;
  return !effect || effects.includes(effect);
};

/**
 * BV1: notice to the organisation and to users or the public, each its calendar months before funding is reduced or
 * ends (Best Value guidance). The guidance makes no exception. One finding for each change and TSO.
 */
export const usersNoticed = ({ parameters: { effects, months } }: Row<'users-noticed'>, it: Case): Outcome[] =>
  it.dossier.changes.flatMap((change: Change) =>
    (change.tsos.length > 0 ? change.tsos : [null]).flatMap((tso) => {
      const situation = situationOf(it.dossier, change, tso, months);
      if (!concerns(situation, effects)) return [];
      const tellings = tellingsOf(it.dossier, situation);
      const { withdrawn, tookEffect } = change;
      const said: Said =
        withdrawn && tookEffect.length === 0
          ? {
              verdict: 'NOT_APPLICABLE',
              because: `The change was withdrawn ${on(withdrawn.occurredOn)}.`,
              evidence: [withdrawn],
            }
          : judged(situation, tellings, months, it.validAsOf);
      const notes = situation.decision ? fateOf(situation.decision) : [];
      const about = { kind: 'change', id: change.id } as const;
      return [outcome(about, triggerOf(situation), { ...said, tso, tsos: change.tsos, notes })];
    }),
  );
