import { daysBetween, type DayRange } from '../../kernel/time.js';
import type { Standing } from '../../kernel/standing.js';
import { announcementsOf, changesOf, concernedBy, fateOf, finalDecisions, type Final } from './decision-outcome.js';
import type { Told } from '../../matter/dossier.js';
import { givenOn, isFor, isWritten, type ChangeNotified } from './notice-facts.js';
import { best, outcome, type Case, type Outcome, type Said } from '../outcome.js';
import { all, before, dayCount, daysOf, exactDay, isExact, on, onOrBefore, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';

/** Whom reasons were sent to by name; nobody where they were published, as with the record of the decision. */
export const sentTo = (fact: Final['decision']['rationales'][number]): readonly string[] =>
  fact.type === 'RationalePublished' ? (fact.data.sentTo ?? []) : [];

/**
 * What told a TSO the reasons: a published rationale or decision record, or a notice that gives them. A reason recorded
 * with the decision is not by itself something that was published or sent.
 */
const reasonsFor = ({ decision }: Final, notices: readonly ChangeNotified[], tso: string | null): Standing[] => [
  ...decision.rationales.filter((fact) => isFor(sentTo(fact), tso)),
  ...notices.filter((notice) => notice.data.rationale),
];

const dayOf = (fact: Standing): DayRange | null =>
  daysOf(fact.type === 'FundingChangeNotified' ? givenOn(fact as unknown as ChangeNotified) : fact.occurredOn);

const lateBy = (given: DayRange | null, noticed: DayRange | null): string =>
  isExact(given) && isExact(noticed)
    ? `, ${dayCount(daysBetween(noticed.earliest, given.earliest))} after the notice`
    : ', after the notice';

const reasoned = (final: Final, written: readonly ChangeNotified[], tso: string | null): Said => {
  const { taken } = final;
  const notice = written[0];
  const noticed = daysOf(notice && givenOn(notice));
  const reasons = best(reasonsFor(final, written, tso), (fact) =>
    // Reasons within the notice came with it, however inexact its date.
    notice === undefined || fact === (notice as Standing) ? 'yes' : onOrBefore(dayOf(fact), noticed),
  );
  const base = {
    tso,
    dueOn: exactDay(noticed),
    evidence: [taken, ...(notice ? [notice] : []), ...(reasons ? [reasons.fact] : [])],
  };
  if (!reasons) {
    const own = taken.data.rationale
      ? ' The decision record gives a reason, but nothing shows that it was published or sent.'
      : '';
    return {
      ...base,
      verdict: 'NOT_EVIDENCED',
      because: `No reasons for the decision ${on(taken.occurredOn)} are on record as given.${own}`,
      missing: ['RationalePublished'],
    };
  }
  const given = dayOf(reasons.fact);
  const told = `The reasons were given ${on(given)}`;
  const says: Record<Answer, string> = {
    yes: notice ? `, in time for the notice ${on(noticed)}.` : '; no written notice of a change is on record.',
    no: `${lateBy(given, noticed)} ${on(noticed)}.`,
    unknown: `; only exact days can tell whether that was in time for the notice ${on(noticed)}.`,
  };
  const verdict = { yes: 'MET', no: 'NOT_MET', unknown: 'NOT_EVIDENCED' } as const;
  const missing = reasons.answer === 'unknown' ? [`${reasons.fact.type}.occurredOn`] : [];
  return { ...base, verdict: verdict[reasons.answer], because: `${told}${says[reasons.answer]}`, missing };
};

type Announcement = Told<'PublicAnnouncementMade'>;

/** The day a TSO was told: by a notice, written or not, or by reasons sent to it. Of a notice that is the day it arrived. */
const tellings = ({ decision }: Final, notices: readonly ChangeNotified[], tso: string | null) =>
  [
    ...notices.map((fact) => ({ fact, days: daysOf(fact.data.receivedOn ?? givenOn(fact)) })),
    ...decision.rationales
      .filter((fact) => sentTo(fact).length > 0 && isFor(sentTo(fact), tso))
      .map((fact) => ({ fact, days: daysOf(fact.occurredOn) })),
  ] as { readonly fact: Standing; readonly days: DayRange | null }[];

/** Told to everyone before it was told to the TSO: then the reasons did not reach it as they should, whatever they were. */
const afterAll = (said: Said, announcements: readonly Announcement[], told: ReturnType<typeof tellings>): Said => {
  const first = best(announcements, (announced) =>
    told.length === 0 ? 'no' : all(told.map(({ days }) => before(daysOf(announced.occurredOn), days))),
  );
  const earliest = best(told, ({ days }) => all(told.map((other) => onOrBefore(days, other.days))))?.fact;
  if (!first || !earliest || first.answer === 'no') return said;
  const { occurredOn, data } = first.fact;
  const [announced, reached] = [daysOf(occurredOn), earliest.days];
  const how = data.channel ? ` (${data.channel})` : '';
  const gap =
    isExact(announced) && isExact(reached) ? `, ${dayCount(daysBetween(announced.earliest, reached.earliest))}` : '';
  const evidence = [...(said.evidence ?? []), first.fact, earliest.fact];
  const because = `It was announced to the public ${on(occurredOn)}${how}${gap || ','} before the organisation was told ${on(reached)}.`;
  if (first.answer === 'yes')
    return {
      ...said,
      verdict: 'NOT_MET',
      because: `${because} ${said.because}`,
      evidence,
      facts: {
        ...said.facts,
        announcedOn: exactDay(announced),
        toldOn: exactDay(reached),
        ...(isExact(announced) &&
          isExact(reached) && { announcedDaysBefore: daysBetween(announced.earliest, reached.earliest) }),
      },
    };
  if (said.verdict !== 'MET') return said;
  const doubt = `It was announced to the public ${on(occurredOn)}; only exact days can tell whether the organisation, told ${on(reached)}, was told first.`;
  return {
    ...said,
    verdict: 'NOT_EVIDENCED',
    because: doubt,
    evidence,
    missing: ['PublicAnnouncementMade.occurredOn'],
  };
};

/**
 * F2: the reasons for a funding decision reach each TSO by the day of the notice (Compact 2010, 3.3 and 4.4), and before
 * the public is told. Where no notice follows the text gives no day, so reasons given at any time count.
 */
export const rationaleGiven = ({ parameters }: Row<'rationale-given'>, { dossier }: Case): Outcome[] =>
  finalDecisions(dossier)
    .filter(({ taken }) => parameters.effects.includes(taken.data.effect))
    .flatMap((final) => {
      const { decision, taken } = final;
      const given = changesOf(dossier, decision).flatMap((change) => change.notices);
      const announced = announcementsOf(dossier, decision);
      return concernedBy(dossier, final).map((tso) => {
        const notices = given.filter((notice) => isFor(notice.tsos, tso));
        const said = afterAll(
          reasoned(final, notices.filter(isWritten), tso),
          announced.filter((fact) => isFor(fact.tsos, tso)),
          tellings(final, notices, tso),
        );
        const about = { kind: 'decision', id: decision.id } as const;
        return outcome(about, { on: taken.occurredOn, fact: taken }, { ...said, notes: fateOf(decision) });
      });
    });
