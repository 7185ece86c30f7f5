import { picking, type Entry, type ToldOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import type { ProcurementEvent } from './procurement.events.js';

type Told<Type extends ProcurementEvent['type']> = ToldOf<ProcurementEvent, Type>;
const { only } = picking<ProcurementEvent>();

export interface Procurement extends Entry {
  readonly considered: readonly Told<'SocialValueConsidered'>[];
  readonly started: Told<'ProcurementStarted'> | null;
}

/** A procurement as its standing facts, oldest first, tell it. */
export const procurementOf = (id: string, facts: readonly Standing[]): Procurement => ({
  id,
  facts,
  considered: only(facts, 'SocialValueConsidered'),
  started: only(facts, 'ProcurementStarted')[0] ?? null,
});
