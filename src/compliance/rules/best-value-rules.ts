import type { Dossier } from '../../matter/dossier.js';
import type { Dated } from '../../kernel/entry.js';
import type { Standing } from '../../kernel/standing.js';
import type { DayRange } from '../../kernel/time.js';
import { openingOf } from './consultation-outcome.js';
import { eachDecision, undoneBy, type Final } from './decision-outcome.js';
import { best, weigh, type Case, type Limb, type Outcome } from '../outcome.js';
import { all, any, apart, before, daysOf, list, on, onOrBefore, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';

/** One time that those affected were engaged; `topics` absent: the record does not tell what about. */
interface Engagement extends Dated {
  readonly what: string;
  readonly topics?: readonly string[];
}

/** What engaged those affected. What was done once the decision had been undone belongs to the next one. */
const engagementsOf = ({ consultations, meetings, dialogue, options }: Dossier, { decision }: Final): Engagement[] => {
  const dated = (what: string, fact: Standing, topics?: readonly string[]): Engagement => ({
    what,
    on: fact.occurredOn,
    fact,
    ...(topics && { topics }),
  });
  return [
    ...consultations
      .filter(({ withdrawn }) => !withdrawn)
      .map((consultation) => ({ what: 'a consultation was opened', ...openingOf(consultation) })),
    ...meetings.flatMap(({ held }) => (held ? [dated('a meeting was held', held, held.data.topicsCovered)] : [])),
    ...dialogue.discussed.map((fact) => dated('pressure on funding was discussed', fact, fact.data.topicsCovered)),
    ...dialogue.invited.map((fact) => dated('responses were invited', fact)),
    ...options.invited.map((fact) => dated('options were invited', fact)),
  ].filter((it) => !undoneBy(decision, daysOf(it.on)));
};

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Whether one of some steps was taken before the day of the decision, in words; `none` where none is on record. */
const stepFirst = (steps: readonly Engagement[], decided: DayRange | null, none: string, type: string): Limb => {
  const found = best(steps, (step) => before(daysOf(step.on), decided));
  if (!found) return { answer: 'unknown', says: none, missing: [type] };
  const step = found.fact;
  const where = apart(daysOf(step.on), decided);
  const done = `${capital(step.what)} ${on(step.on)}`;
  const says: Record<Answer, string> = {
    yes: `${done}, ${where || 'before'} the decision.`,
    no: `${done}, ${where === 'on the day' ? 'on the day of' : where || 'not before'} the decision; nothing earlier is on record.`,
    unknown: `${done}; only exact days can tell whether that was before the decision.`,
  };
  const missing = found.answer === 'unknown' ? [`${step.fact.type}.occurredOn`] : [];
  return { answer: found.answer, says: says[found.answer], evidence: [step.fact], missing };
};

const limbs = (it: Case, effects: Row<'public-engaged-first'>['parameters'], judge: (final: Final) => Limb[]) =>
  eachDecision(it, effects.effects, (final) => {
    const said = weigh(judge(final));
    return { ...said, evidence: [...said.evidence, final.taken] };
  });

/** BV0: those affected are consulted or met before the day of a decision to reduce or end (Best Value guidance). */
export const publicEngagedFirst = ({ parameters }: Row<'public-engaged-first'>, it: Case): Outcome[] =>
  limbs(it, parameters, (final) => [
    stepFirst(
      engagementsOf(it.dossier, final),
      daysOf(final.taken.occurredOn),
      `No consultation or meeting with those affected is on record before the decision ${on(final.taken.occurredOn)}.`,
      'ConsultationOpened',
    ),
  ]);

const SAYS: Record<Answer, (topics: string) => string> = {
  yes: (topics) => `Talked about before the decision: ${topics}.`,
  no: (topics) => `Not talked about before the decision: ${topics}.`,
  unknown: (topics) => `Whether this was talked about before the decision is not on record: ${topics}.`,
};

/** The record shows that a topic was left out only where it tells of every engagement what it was about. */
const topicAnswer = (topic: string, engagements: readonly Engagement[], decided: DayRange | null): Answer => {
  const about = engagements.filter(({ topics }) => topics?.includes(topic));
  if (about.length > 0) return any(about.map((it) => before(daysOf(it.on), decided)));
  const early = engagements.filter((it) => before(daysOf(it.on), decided) !== 'no');
  return early.length > 0 && early.every(({ topics }) => topics !== undefined) ? 'no' : 'unknown';
};

/** BV2: before the day of the decision the future of the service, its assets and the wider community are talked about. */
export const topicsCoveredFirst = ({ parameters }: Row<'topics-covered-first'>, it: Case): Outcome[] =>
  limbs(it, parameters, (final) => {
    const decided = daysOf(final.taken.occurredOn);
    const engagements = engagementsOf(it.dossier, final);
    return (['yes', 'no', 'unknown'] as const).flatMap((answer) => {
      const topics = parameters.topics.filter((topic) => topicAnswer(topic, engagements, decided) === answer);
      if (topics.length === 0) return [];
      const evidence = engagements.filter((one) => one.topics).map(({ fact }) => fact);
      const missing = answer === 'unknown' ? ['topicsCovered'] : [];
      return [{ answer, says: SAYS[answer](list(topics)), evidence, missing }];
    });
  });

/** Each option proposed by the day of the decision is considered, at the latest on that day. */
const considered = ({ options }: Dossier, decided: DayRange | null): Limb[] =>
  options.proposed
    .filter(({ occurredOn }) => onOrBefore(daysOf(occurredOn), decided) !== 'no')
    .map((proposed): Limb => {
      const { optionId } = proposed.data;
      const answers = options.considered.filter(
        ({ data }) => !optionId || !data.optionId || data.optionId === optionId,
      );
      const found = best(answers, ({ occurredOn }) =>
        all([onOrBefore(daysOf(proposed.occurredOn), daysOf(occurredOn)), onOrBefore(daysOf(occurredOn), decided)]),
      );
      const name = `The option proposed ${on(proposed.occurredOn)}`;
      const evidence = [proposed, ...(found ? [found.fact] : [])];
      if (!found)
        return {
          answer: 'unknown',
          says: `${name} is not on record as considered.`,
          evidence,
          missing: ['OptionConsidered'],
        };
      const says: Record<Answer, string> = {
        yes: `${name} was considered ${on(found.fact.occurredOn)}.`,
        no: `${name} was considered ${on(found.fact.occurredOn)}, not between then and the decision.`,
        unknown: `${name} was considered ${on(found.fact.occurredOn)}; only exact days can tell whether that was in time.`,
      };
      const missing = found.answer === 'unknown' ? ['OptionConsidered.occurredOn'] : [];
      return { answer: found.answer, says: says[found.answer], evidence, missing };
    });

/**
 * BV3: before the day of the decision options are invited and information to work them out is shared; what is proposed
 * is considered by the decision.
 */
export const optionsInvitedFirst = ({ parameters }: Row<'options-invited-first'>, it: Case): Outcome[] =>
  limbs(it, parameters, (final) => {
    const decided = daysOf(final.taken.occurredOn);
    const { options } = it.dossier;
    const steps = (facts: readonly Standing[], what: string): Engagement[] =>
      facts
        .filter(({ occurredOn }) => !undoneBy(final.decision, daysOf(occurredOn)))
        .map((fact) => ({ what, on: fact.occurredOn, fact }));
    const missing = (what: string) => `${what} before the decision ${on(final.taken.occurredOn)} is not on record.`;
    return [
      stepFirst(
        steps(options.invited, 'options were invited'),
        decided,
        missing('An invitation to put forward options'),
        'OptionsInvited',
      ),
      stepFirst(
        steps(options.informed, 'information was shared'),
        decided,
        missing('Sharing of information'),
        'InformationShared',
      ),
      ...considered(it.dossier, decided),
    ];
  });
