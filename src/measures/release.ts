import type { Recorded } from '../kernel/fact.js';
import { londonDay, type Day } from '../kernel/time.js';
import { groupRatingOf, ratingsOf, type Direction, type GroupRatingReading } from './perception.js';
import type { Policy } from './policy.js';
import { happenedOn, knownBy, standingOf } from './record.js';

/** What a group says, as it was made public at the end of a month. It is never worked out again. */
export interface Release extends GroupRatingReading {
  readonly on: Day;
}

/** Who is in a group, and who is asked beside it: a number of the rest can be told from the whole and the group. */
export type IsIn = (tso: string) => boolean;

/** By each organisation, what it has said that stands: another text where any of it was added, corrected or taken back. */
type Sayings = ReadonlyMap<string, string>;

const sayingsOf = (facts: readonly Recorded[], direction: Direction, on: Day): Sayings => {
  const said = new Map<string, string>();
  for (const fact of standingOf(knownBy(facts, null)))
    if (fact.type === 'SurveyResponseReceived' && fact.data['direction'] === direction && happenedOn(fact) <= on)
      for (const tso of fact.tsos)
        said.set(tso, `${said.get(tso) ?? ''}${fact.id} ${JSON.stringify([fact.data['items'], fact.occurredOn])}\n`);
  return said;
};

/** How many organisations of a group speak otherwise in one than in the other. */
const changed = (a: Sayings, b: Sayings, isIn: IsIn): number =>
  [...new Set([...a.keys(), ...b.keys()])].filter((tso) => isIn(tso) && a.get(tso) !== b.get(tso)).length;

/** Nothing, or enough not to tell what fewer said. */
const hides = (count: number, least: number): boolean => count === 0 || count >= least;

/** How many were asked by the last survey issued before the end of a day, among a group; null where none is on record. */
const askedBy = (facts: readonly Recorded[], direction: Direction, on: Day, isIn: IsIn): number | null => {
  const issued = standingOf(knownBy(facts, null)).filter(
    (fact) => fact.type === 'SurveyIssued' && fact.data['direction'] === direction && happenedOn(fact) <= on,
  );
  const last = issued.at(-1);
  return last ? last.tsos.filter(isIn).length : null;
};

/**
 * All that has been made public of what is said in one direction about or by a commissioner, by the ends of some months,
 * oldest first (measures.md 2.5, axiom A22). A number is made public at the end of a month, from what was known then, and
 * only if the difference from every number made public before is of no organisation or of so many that what fewer than the
 * policy's `minRespondents` said cannot be told, in the group and in the rest of the whole. Between two such months the
 * earlier number stays: nobody can ask for one that a single answer has moved.
 */
export const releasesOf = (
  facts: readonly Recorded[],
  direction: Direction,
  policy: Policy,
  monthEnds: readonly Day[],
  isIn: IsIn = () => true,
): Release[] => {
  const least = policy.perception.minRespondents;
  const releases: Release[] = [];
  const told: Sayings[] = [];
  const isOut: IsIn = (tso) => !isIn(tso);
  for (const on of monthEnds) {
    const known = facts.filter(({ recordedAt }) => londonDay(recordedAt) <= on);
    const said = sayingsOf(known, direction, on);
    const isNews = changed(told.at(-1) ?? new Map(), said, isIn) >= least;
    const before = [new Map<string, string>(), ...told];
    if (!isNews || ![isIn, isOut].every((of) => before.every((one) => hides(changed(one, said, of), least)))) continue;
    const ratings = ratingsOf(standingOf(knownBy(known, null)), direction, policy, on).filter(({ tso }) => isIn(tso));
    const reading = groupRatingOf(ratings, askedBy(known, direction, on, isIn), policy);
    if (reading.published === null) continue;
    releases.push({ on, ...reading });
    told.push(said);
  }
  return releases;
};
