import { firstText, picking, type Entry, type ToldOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import type { ApplicationEvent } from './application.events.js';

type Told<Type extends ApplicationEvent['type']> = ToldOf<ApplicationEvent, Type>;
const { last } = picking<ApplicationEvent>();

export interface Application extends Entry {
  readonly roundId: string | null;
  readonly received: Told<'ApplicationReceived'> | null;
  /** the last assessment */
  readonly assessed: Told<'ApplicationAssessed'> | null;
  readonly refused: Told<'ApplicationRefused'> | null;
}

/** An application for funding as its standing facts, oldest first, tell it. */
export const applicationOf = (id: string, facts: readonly Standing[]): Application => ({
  id,
  facts,
  roundId: firstText(facts, 'roundId'),
  received: last(facts, 'ApplicationReceived'),
  assessed: last(facts, 'ApplicationAssessed'),
  refused: last(facts, 'ApplicationRefused'),
});
