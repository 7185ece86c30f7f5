import { picking, type Entry, type ToldOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import type { RequestEvent, Sought } from './request.events.js';

type Told<Type extends RequestEvent['type']> = ToldOf<RequestEvent, Type>;
const { last, only } = picking<RequestEvent>();

export interface Request extends Entry {
  readonly asked: Told<'InformationRequested' | 'QuestionAsked'> | null;
  /** the side that was asked; null where the asking is not on record */
  readonly of: 'commissioner' | 'tso' | null;
  readonly seeks: Sought | null;
  readonly answers: readonly Told<'InformationProvided' | 'QuestionAnswered'>[];
  readonly refusals: readonly Told<'InformationRefused'>[];
}

/** A question or request as its standing facts, oldest first, tell it. */
export const requestOf = (id: string, facts: readonly Standing[]): Request => {
  const asked = last(facts, 'InformationRequested', 'QuestionAsked');
  return {
    id,
    facts,
    asked,
    of: asked && (asked.data.of ?? 'commissioner'),
    seeks: asked && (asked.type === 'InformationRequested' ? (asked.data.seeks ?? 'information') : 'information'),
    answers: only(facts, 'InformationProvided', 'QuestionAnswered'),
    refusals: only(facts, 'InformationRefused'),
  };
};
