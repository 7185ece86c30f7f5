import { chronological } from '../../kernel/entry.js';
import type { Standing } from '../../kernel/standing.js';
import { daysBetweenRanges, rangeOf, type NumberRange, type When } from '../../kernel/time.js';
import type { Decision } from '../../decision/decision.view.js';
import type { Judged } from './parts.js';
import type { Period } from './period.js';
import { inPeriod } from './summary-lines.js';

/** The steps shown around a decision, and how each is called. */
const STEPS: Readonly<Record<string, string>> = {
  FundingPressureDiscussed: 'Pressure on funding discussed',
  ResponseInvited: 'Responses invited',
  RepresentationReceived: 'Representation received',
  ResponseConsidered: 'Responses considered',
  ConsultationForewarned: 'Word given that a consultation was coming',
  ConsultationOpened: 'Consultation opened',
  ConsultationReopened: 'Consultation opened again',
  ConsultationClosed: 'Consultation closed',
  ResponseAnalysisCompleted: 'Analysis of responses completed',
  FeedbackPublished: 'Feedback to those who answered published',
  OptionsInvited: 'Options to reshape the service invited',
  OptionProposed: 'Option proposed',
  OptionConsidered: 'Option considered',
  ImprovementTimetableAgreed: 'Timetable for improvement agreed',
  ForwardNoticePublished: 'Forward notice of the decision published',
  EarlyWarningGiven: 'Early warning given',
  ImpactAssessmentCompleted: 'Impact assessment completed',
  ImpactAssessmentShared: 'Impact assessment shared',
  SocialValueConsidered: 'Social value considered',
  DecisionTaken: 'Decision taken',
  RationalePublished: 'Reasons published',
  DecisionCalledIn: 'Decision called in',
  DecisionReferredBack: 'Decision referred back',
  DecisionPaused: 'Decision paused',
  DecisionReconsidered: 'Decision considered again',
  DecisionReaffirmed: 'Decision reaffirmed',
  DecisionModified: 'Decision modified',
  DecisionSuperseded: 'Decision superseded',
  DecisionQuashed: 'Decision quashed',
  FundingChangeNotified: 'Notice of the change given',
  ServiceUsersNotified: 'Users of the service told',
  PublicAnnouncementMade: 'Announced in public',
  NoticeReceiptConfirmed: 'Receipt of the notice confirmed',
  NoNoticeReceived: 'Stated that no notice was received',
  ExceptionalCircumstancesRecorded: 'Exceptional circumstances recorded',
  FundingChangeTookEffect: 'Change took effect',
  FundingChangeWithdrawn: 'Change withdrawn',
  FundingRestored: 'Funding restored',
};

/** Steps that Compact 4.2 to 4.4 ask for around a decision to reduce or end: shown also where there is no record of them. */
const ASKED = [
  'FundingPressureDiscussed',
  'ResponseInvited',
  'ResponseConsidered',
  'ImpactAssessmentCompleted',
  'FundingChangeNotified',
] as const;

export interface Step {
  readonly step: string;
  readonly on: When | null;
  /** days from the decision; negative before it; null where a date does not tell */
  readonly days: NumberRange | null;
  readonly tsos: readonly string[];
  readonly evidence: readonly string[];
}

/** A decision to reduce or end funding with what was done before and after it, in the order of dates. */
export interface Sequence {
  readonly matter: string | null;
  readonly decision: string;
  readonly title: string | null;
  readonly effect: string;
  readonly takenOn: When | null;
  readonly steps: readonly Step[];
  /** steps asked for around such a decision of which there is no record */
  readonly noRecord: readonly string[];
}

/** Whether a fact of the matter belongs to this decision: it names it, or a change that rests on it, or no other decision. */
const belongs = (fact: Standing, decision: Decision, changes: ReadonlyMap<string, string | null>): boolean => {
  const { decisionId, changeId } = fact.data as { decisionId?: string; changeId?: string };
  const named = decisionId ?? (changeId === undefined ? null : (changes.get(changeId) ?? null));
  return named === null || named === decision.id;
};

const daysFrom = (decided: When | null, on: When | null): NumberRange | null => {
  const [from, to] = [decided ? rangeOf(decided) : undefined, on ? rangeOf(on) : undefined];
  return from && to ? daysBetweenRanges(from, to) : null;
};

/** Steps of one kind on one day are one step for all the TSOs they concern. */
const stepsOf = (facts: readonly Standing[], takenOn: When | null): Step[] => {
  const steps = new Map<string, Step>();
  for (const fact of facts) {
    const step = STEPS[fact.type];
    if (step === undefined) continue;
    const key = JSON.stringify([fact.type, fact.occurredOn]);
    const known = steps.get(key);
    steps.set(key, {
      step,
      on: fact.occurredOn,
      days: daysFrom(takenOn, fact.occurredOn),
      tsos: [...new Set([...(known?.tsos ?? []), ...fact.tsos])],
      evidence: [...(known?.evidence ?? []), fact.id],
    });
  }
  return [...steps.values()];
};

/** What was done around each decision of the period to reduce or end funding. */
export const sequencesOf = ({ dossier, facts }: Judged, period: Period): Sequence[] => {
  const changes = new Map(dossier.changes.map((change) => [change.id, change.decisionId]));
  return dossier.decisions.flatMap((decision) => {
    const { taken } = decision;
    if (!taken || !['reduce', 'end'].includes(taken.data.effect) || !inPeriod(taken.occurredOn, period)) return [];
    const own = chronological(facts).filter((fact) => belongs(fact, decision, changes));
    return {
      matter: dossier.matter?.id ?? null,
      decision: decision.id,
      title: taken.data.title ?? null,
      effect: taken.data.effect,
      takenOn: taken.occurredOn,
      steps: stepsOf(own, taken.occurredOn),
      noRecord: ASKED.filter((type) => !own.some((fact) => fact.type === type)).map((type) => STEPS[type] ?? type),
    };
  });
};
