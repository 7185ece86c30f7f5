import type { Change } from '../../change/change.view.js';
import { lengthOf } from '../../consultation/length.js';
import type { Effect } from '../../decision/decision.events.js';
import { chronological } from '../../kernel/entry.js';
import type { Standing } from '../../kernel/standing.js';
import type { Day, When } from '../../kernel/time.js';
import type { Dossier } from '../../matter/dossier.js';
import { decisionOf, finalDecisions } from '../rules/decision-outcome.js';
import { noticesTo } from '../rules/notice.js';
import type { Done, PlanQuestion, StepId } from './plan-steps.js';
import { daysOf } from '../ranges.js';

/** What the record already tells of a planned decision or change. */
export interface OnRecord {
  readonly effect: Effect | null;
  readonly firstDay: Day | null;
  readonly consult: boolean;
  readonly paused: number;
  readonly key: boolean;
  readonly procure: boolean;
  readonly done: PlanQuestion['done'];
  /** days that are planned on record: a close, a day by which responses are due */
  readonly dates: PlanQuestion['dates'];
}

const doneBy = (on: When | null | undefined, ...facts: readonly Standing[]): Done | undefined =>
  on ? { on, evidence: facts.map(({ id }) => id) } : undefined;

const first = (facts: readonly Standing[]): Done | undefined => {
  const fact = facts.find(({ occurredOn }) => occurredOn !== null);
  return fact && doneBy(fact.occurredOn, fact);
};

/** Notice counts as given once every TSO of the change has one in writing; the last to have it decides. */
const noticed = (changes: readonly Change[]): { done: Done; firstDay: Day | null } | undefined => {
  const each = changes.flatMap((change) =>
    (change.tsos.length > 0 ? change.tsos : [null]).map((tso) => noticesTo(change, tso)[0]),
  );
  const given = each.flatMap((notice) => (notice?.reached ? [{ ...notice, reached: notice.reached }] : []));
  const last = given.toSorted((a, b) => (a.reached.latest < b.reached.latest ? 1 : -1))[0];
  if (!last || given.length < each.length) return undefined;
  const { earliest, latest } = last.reached;
  const facts = [...new Set(given.flatMap(({ fact, receipt }) => [fact as Standing, ...(receipt ? [receipt] : [])]))];
  return {
    done: { on: earliest === latest ? latest : `${earliest}/${latest}`, evidence: facts.map(({ id }) => id) },
    firstDay: last.effective?.earliest ?? null,
  };
};

const present = (steps: Readonly<Partial<Record<StepId, Done | undefined>>>): PlanQuestion['done'] =>
  Object.fromEntries(Object.entries(steps).filter(([, done]) => done !== undefined));

/** The steps of a matter that are on record, with the events that say so. */
export const onRecord = (dossier: Dossier): OnRecord => {
  const { dialogue, assessments, consultations, decisions, options, procurements } = dossier;
  // What a court quashed, or a later decision replaced, is still to be done.
  const taken =
    finalDecisions(dossier).findLast(({ decision }) => !decision.quashed && !decision.superseded)?.taken ?? null;
  const decision = decisions.find(({ id }) => id === taken?.data.decisionId) ?? decisions.at(-1);
  const changes = dossier.changes.filter(
    ({ withdrawn, decisionId }) => !withdrawn && !decisionOf(dossier, decisionId)?.quashed,
  );
  const notice = noticed(changes);
  const consultation = consultations.findLast(({ withdrawn }) => !withdrawn);
  const round = consultation?.rounds.at(-1);
  const completed = assessments.flatMap((assessment) => assessment.completed);
  const held = dossier.meetings.flatMap((meeting) => meeting.held ?? []);
  const closes = round?.closes;
  const due = dialogue.invited.at(-1)?.data.dueOn;
  const exact = (on: When | null | undefined): Day | undefined => daysOf(on)?.latest;
  const [closing, responses] = [round?.closed ? undefined : exact(closes?.on), exact(due)];
  const effects = changes.flatMap(({ notices }) => notices.flatMap(({ data }) => data.effect ?? []));
  return {
    effect: taken?.data.effect ?? effects.at(-1) ?? null,
    firstDay: notice?.firstDay ?? null,
    consult: consultation !== undefined,
    paused: (round && lengthOf(round)?.paused.max) ?? 0,
    procure: procurements.some(({ started }) => started !== null),
    key: taken?.data.key ?? (decision?.forwardNotices.length ?? 0) > 0,
    done: present({
      discussion: first([...dialogue.discussed, ...(decision?.warnings ?? [])]),
      forewarning: first(consultation?.forewarned ?? []),
      opening: round?.opens ? doneBy(round.opens.on, round.opens.fact) : undefined,
      engagement: first([...dialogue.discussed, ...held].filter(({ data }) => data.topicsCovered?.length)),
      options: first(options.invited),
      invitation: first(dialogue.invited),
      closing: round?.closed && closes ? doneBy(closes.on, closes.fact) : undefined,
      analysis: first(consultation?.analyses.toReversed() ?? []),
      consideration: first(dialogue.considered.toReversed()),
      'impact-assessment':
        first(completed.filter(({ data }) => data.assessmentType !== 'equality')) ?? first(completed),
      'equality-assessment': first(completed.filter(({ data }) => data.assessmentType === 'equality')),
      sharing: first(assessments.flatMap(({ shared }) => shared)),
      'social-value': first(procurements.flatMap(({ considered }) => considered)),
      procurement: first(procurements.flatMap(({ started }) => started ?? [])),
      'forward-notice': first(decision?.forwardNotices ?? []),
      decision: taken ? doneBy(taken.occurredOn, taken) : undefined,
      reasons: first(decision?.rationales ?? []) ?? (notice && reasonsIn(changes)),
      'users-notice': first(
        chronological([...changes.flatMap(({ usersTold }) => usersTold), ...dossier.announcements]),
      ),
      notice: notice?.done,
      feedback: first(consultation?.feedback ?? []),
    }),
    dates: {
      ...(closing !== undefined && { closing }),
      ...(responses !== undefined && { responses }),
    },
  };
};

const reasonsIn = (changes: readonly Change[]): Done | undefined =>
  first(changes.flatMap(({ notices }) => notices.filter(({ data }) => data.rationale)));
