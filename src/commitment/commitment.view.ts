import { picking, type Entry, type ToldOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import type { CommitmentEvent } from './commitment.events.js';

type Told<Type extends CommitmentEvent['type']> = ToldOf<CommitmentEvent, Type>;
const { last, only } = picking<CommitmentEvent>();

export interface Commitment extends Entry {
  readonly made: Told<'CommitmentMade'> | null;
  /** the side that promised; null where the making is not on record */
  readonly by: 'commissioner' | 'tso' | null;
  readonly kept: readonly Told<'CommitmentKept'>[];
  readonly changes: readonly Told<'CommitmentChanged'>[];
  readonly broken: readonly Told<'CommitmentBroken'>[];
}

const sideOf = ({ by }: Pick<Standing, 'by'>): 'commissioner' | 'tso' =>
  by === 'tso' || by === 'infrastructure-body' ? 'tso' : 'commissioner';

/** A promise as its standing facts, oldest first, tell it. */
export const commitmentOf = (id: string, facts: readonly Standing[]): Commitment => {
  const made = last(facts, 'CommitmentMade');
  return {
    id,
    facts,
    made,
    by: made && (made.data.by ?? sideOf(made)),
    kept: only(facts, 'CommitmentKept'),
    changes: only(facts, 'CommitmentChanged'),
    broken: only(facts, 'CommitmentBroken'),
  };
};

/**
 * Whether the side that was promised agreed to a change: the fact says so, or one of that side countersigned it.
 * `unknown` where the record does not tell.
 */
export const agreedTo = (
  { by }: Pick<Commitment, 'by'>,
  { data, countersigned }: Told<'CommitmentChanged'>,
): 'yes' | 'no' | 'unknown' => {
  if (data.agreed === true || countersigned.some((remark) => sideOf(remark) !== by)) return 'yes';
  return data.agreed === false ? 'no' : 'unknown';
};
