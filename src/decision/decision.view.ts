import { picking, type Entry, type ToldOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import type { DecisionEvent } from './decision.events.js';

type Told<Type extends DecisionEvent['type']> = ToldOf<DecisionEvent, Type>;
const { last, only } = picking<DecisionEvent>();

export interface Decision extends Entry {
  /** the final decision or, until there is one, the latest provisional one */
  readonly taken: Told<'DecisionTaken'> | null;
  readonly provisional: readonly Told<'DecisionTaken'>[];
  /** the last word on the day it is planned for */
  readonly scheduled: Told<'DecisionScheduled'> | null;
  readonly forwardNotices: readonly Told<'ForwardNoticePublished'>[];
  readonly warnings: readonly Told<'EarlyWarningGiven'>[];
  /** reasons published, on their own or in the published record of the decision */
  readonly rationales: readonly Told<'RationalePublished' | 'DecisionRecordPublished'>[];
  /** call-in, referral back, reaffirmation, modification */
  readonly review: readonly Told<
    'DecisionCalledIn' | 'DecisionReferredBack' | 'DecisionReaffirmed' | 'DecisionModified'
  >[];
  /** the pause, unless it was reaffirmed or modified since */
  readonly paused: Told<'DecisionPaused'> | null;
  readonly reconsidered: readonly Told<'DecisionReconsidered'>[];
  readonly superseded: Told<'DecisionSuperseded'> | null;
  readonly quashed: Told<'DecisionQuashed'> | null;
}

/** A decision as its standing facts, oldest first, tell it. */
export const decisionOf = (id: string, facts: readonly Standing[]): Decision => {
  const taken = only(facts, 'DecisionTaken');
  const pause = last(facts, 'DecisionPaused', 'DecisionReaffirmed', 'DecisionModified');
  const provisional = taken.filter((fact) => fact.data.finality === 'provisional');
  return {
    id,
    facts,
    taken: taken.findLast((fact) => fact.data.finality !== 'provisional') ?? provisional.at(-1) ?? null,
    provisional,
    scheduled: last(facts, 'DecisionScheduled'),
    forwardNotices: only(facts, 'ForwardNoticePublished'),
    warnings: only(facts, 'EarlyWarningGiven'),
    rationales: only(facts, 'RationalePublished', 'DecisionRecordPublished').filter(
      (fact) => fact.type === 'RationalePublished' || fact.data.reasons !== undefined,
    ),
    review: only(facts, 'DecisionCalledIn', 'DecisionReferredBack', 'DecisionReaffirmed', 'DecisionModified'),
    paused: pause?.type === 'DecisionPaused' ? pause : null,
    reconsidered: only(facts, 'DecisionReconsidered'),
    superseded: last(facts, 'DecisionSuperseded'),
    quashed: last(facts, 'DecisionQuashed'),
  };
};
