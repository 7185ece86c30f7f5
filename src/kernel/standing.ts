import type { Fact, Recorded } from './fact.js';
import type { Instant, When } from './time.js';

/** What is said to belong in the place of parts of a fact; parts left out stay. */
interface Replacement {
  readonly occurredOn?: When | null;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Somebody's statement about a recorded fact. */
export interface Remark {
  readonly id: string;
  readonly recordedAt: Instant;
  readonly by: Fact['by'];
  readonly text: string;
}

/** The account of somebody who contests a fact; with what would stand in its place, where they say so. */
export interface Contest extends Remark {
  readonly replacement?: Replacement;
}

/** A recorded fact as it stands: with its latest correction applied, and what else has been said about it. */
export type Standing<F extends Fact = Fact> = Recorded<F> & {
  /** what a correction replaced; the same as now where there is none */
  readonly asRecorded: Pick<Fact, 'occurredOn' | 'data'>;
  readonly correctedBy: Remark | null;
  readonly contested: readonly Contest[];
  readonly countersigned: readonly Remark[];
};

const REMARKS = new Set(['EventCorrected', 'EventAnnulled', 'EventContested', 'EventCountersigned']);

/** True for the events that speak about another event of their stream rather than about the world. */
export const isRemark = (fact: Pick<Fact, 'type'>): boolean => REMARKS.has(fact.type);

const targetOf = (fact: Fact): string => String(fact.data['targetId']);

const remarkOf = (fact: Recorded, text: unknown): Remark => ({
  id: fact.id,
  recordedAt: fact.recordedAt,
  by: fact.by,
  text: typeof text === 'string' ? text : '',
});

/** The parts of a fact that a replacement gives. */
export const inPlaceOf = (replacement: Replacement | undefined): Partial<Pick<Fact, 'occurredOn' | 'data'>> => ({
  ...(replacement?.occurredOn !== undefined && { occurredOn: replacement.occurredOn }),
  ...(replacement?.data !== undefined && { data: replacement.data }),
});

/** Ids of the events, remarks among them, that an annulment which stands itself has removed; events in log order. */
export const annulledAmong = (events: readonly Recorded[]): ReadonlySet<string> => {
  const annulled = new Set<string>();
  for (const event of events.toReversed())
    if (event.type === 'EventAnnulled' && !annulled.has(event.id)) annulled.add(targetOf(event));
  return annulled;
};

/**
 * What stands among recorded facts given in log order: corrections replace what they name (of two, the later one
 * counts for each part it gives; the first recording date is kept), annulments remove, and an annulled correction or annulment has no effect. Remarks
 * themselves are not returned. This is the only code that knows what they do.
 */
export const standing = (facts: readonly Recorded[]): Standing[] => {
  const annulled = new Set<string>();
  const corrections = new Map<string, { readonly last: Recorded; readonly replacement: Replacement }>();
  const contests = new Map<string, Contest[]>();
  const countersignatures = new Map<string, Remark[]>();

  for (const fact of facts.toReversed()) {
    if (!isRemark(fact) || annulled.has(fact.id)) continue;
    const target = targetOf(fact);
    if (fact.type === 'EventAnnulled') annulled.add(target);
    else if (fact.type === 'EventCorrected') {
      // Going backwards, an earlier correction only fills in what the later ones leave out.
      const later = corrections.get(target);
      corrections.set(target, {
        last: later?.last ?? fact,
        replacement: { ...(fact.data['replacement'] as Replacement), ...later?.replacement },
      });
    } else {
      const list = fact.type === 'EventContested' ? contests : countersignatures;
      const remark = remarkOf(fact, fact.data['claim'] ?? fact.data['note']);
      const replacement = fact.data['replacement'] as Replacement | undefined;
      list.set(target, [{ ...remark, ...(replacement && { replacement }) }, ...(list.get(target) ?? [])]);
    }
  }

  return facts
    .filter((fact) => !isRemark(fact) && !annulled.has(fact.id))
    .map((fact) => {
      const correction = corrections.get(fact.id);
      const replacement = correction?.replacement;
      return {
        ...fact,
        ...inPlaceOf(replacement),
        asRecorded: { occurredOn: fact.occurredOn, data: fact.data },
        correctedBy: correction ? remarkOf(correction.last, correction.last.data['reason']) : null,
        contested: contests.get(fact.id) ?? [],
        countersigned: countersignatures.get(fact.id) ?? [],
      };
    });
};
