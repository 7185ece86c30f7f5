import { connectionOf, cursorOf, numberOf } from './connection.js';
import { reject } from '../kernel/rejection.js';
import type { Change } from '../measures/change.js';
import { fractionOf, minus, decimal } from '../measures/exact.js';
import type { Aspect, Figures, Moved, Movement, Point, Series } from '../measures/figures.js';
import type { BandsApart } from '../measures/measures.disparity.js';
import type { ObligationCard } from '../measures/measures.card.js';
import type { Perception, ToldRelease } from '../measures/measures.perception.js';
import type { Policy, Reproduction } from '../measures/policy.js';

/** What a client pages with. */
export interface Paging {
  readonly first: number;
  readonly after?: string | null;
}

const MOST = 500;

/** A page of a list that is all there. Throws a Rejection where more is asked for than one page holds. */
export const pageOf = <Item>(items: readonly Item[], { first, after }: Paging) => {
  if (first < 1 || first > MOST) throw reject('INVALID', 'first', `A page has 1 to ${MOST} entries, not ${first}.`);
  const start = numberOf(after);
  const nodes = items.slice(start, start + first);
  const cursors = nodes.map((_, index) => cursorOf(start + index + 1));
  return { ...connectionOf(nodes, cursors, start + first < items.length, after), totalCount: items.length };
};

const isInPart = ({ status }: Pick<Figures, 'status'>): boolean => status === 'seen-in-part';

const NO_NUMBERS = {
  ...{ estimate: null, lower: null, upper: null, alpha: null, beta: null, evidence: null, keptEvidence: null },
  ...{ observedRate: null, ifExcusesRejected: null, ifOpenDisputesUpheld: null, relationships: null },
};

const STATUS: Record<Figures['status'], string> = {
  ok: 'OK',
  'insufficient-evidence': 'INSUFFICIENT_EVIDENCE',
  'seen-in-part': 'SEEN_IN_PART',
};

/** Of what is seen in part there are counts only. */
export const figuresShape = (figures: Figures) => ({
  ...figures,
  ...(isInPart(figures) && NO_NUMBERS),
  status: STATUS[figures.status],
});

export const changeShape = ({ answer, now, before, z }: Change) => ({
  ...{ answer, z, now: now.estimate, nowEvidence: now.evidence },
  ...{ before: before.estimate, beforeEvidence: before.evidence },
});

export const policyShape = (policy: Policy) => {
  const { hash, ...json } = policy;
  return { policyId: policy.policyId, version: policy.version, hash, json };
};

const isGroup = ({ commissioner, tso }: Aspect): boolean => !commissioner || !tso;

/** An effect with what it is of: an obligation or, in a group, a relationship. Its events are read as known then. */
const partShape = <Part extends { readonly of: string }>(
  { of, ...part }: Part,
  { aspect, reproduction }: { readonly aspect: Aspect; readonly reproduction: Reproduction },
) => {
  const [commissioner, tso] = isGroup(aspect) ? of.split(' ') : [null, null];
  return {
    ...part,
    ...{ obligation: isGroup(aspect) ? null : of, commissioner, tso },
    knownAt: reproduction.recordedAsOf,
  };
};

export const pointShape = (point: Point) => {
  const { aspect, figures, bar, effects, change, policy, reproduction } = point;
  const { measure, owedBy } = aspect;
  const inPart = isInPart(figures);
  return {
    ...point,
    ...{ measure, owedBy, reproduction },
    figures: figuresShape(figures),
    bar: inPart ? null : bar,
    change: inPart ? null : changeShape(change),
    policy: policyShape(policy),
    // Read by the fields that take arguments.
    parts: inPart ? [] : effects.map((effect) => partShape(effect, point)),
    plain: { figures, on: point.on, knownOn: point.knownOn, policy },
  };
};

export const seriesShape = (series: Series, asked: { readonly knownAt: string | null }) => ({
  ...series,
  measure: series.aspect.measure,
  owedBy: series.aspect.owedBy,
  points: series.points.map((point) => ({
    ...point,
    now: figuresShape(point.now),
    asKnownThen: point.asKnownThen && figuresShape(point.asKnownThen),
  })),
  policy: policyShape(series.policy),
  plain: { series, ...asked },
});

export const movedShape = ({ aspect, before, after, reproduction }: Moved) => ({
  ...{ measure: aspect.measure, owedBy: aspect.owedBy, commissioner: aspect.commissioner, tso: aspect.tso },
  ...{ before: figuresShape(before), after: figuresShape(after), reproduction },
  difference: isInPart(after) ? null : decimal(minus(fractionOf(after.estimate), fractionOf(before.estimate))),
});

export const movementShape = (movement: Movement) => {
  const { from, to, difference, moved, time, composition, basis, reproduction } = movement;
  const inPart = isInPart(to);
  return {
    ...{ from: figuresShape(from), to: figuresShape(to), basis, reproduction },
    ...(inPart ? { difference: null, time: null, composition: null } : { difference, time, composition }),
    parts: inPart ? [] : moved.map((part) => partShape(part, movement)),
  };
};

export const cardShape = ({ told, ...card }: ObligationCard) => ({
  ...card,
  policyHash: card.reproduction.policyHash,
  told: told && {
    ...told,
    byRecord: told.byRecord.map(({ state, ...rest }) => ({
      ...rest,
      ...(state ?? { status: null, underDispute: false, credit: null }),
    })),
  },
  knownAt: card.reproduction.recordedAsOf,
});

const releaseShape = ({ groups, policy, ...release }: ToldRelease) => ({
  ...release,
  policyHash: policy,
  groups: groups.map(({ band, ...group }) => ({ ...group, sizeBand: band })),
});

export const perceptionShape = ({ releases, rating, combined, ...perception }: Perception) => {
  const told = releases.map(releaseShape);
  return {
    ...perception,
    group: told.at(-1) ?? null,
    releases: told,
    rating: rating && { ...rating, status: STATUS[rating.status] },
    combined: combined && {
      ...combined,
      status: STATUS[combined.status],
      perception: combined.perception.published,
      behaviour: combined.behaviour.published,
    },
  };
};

export const disparityShape = ({ a, b, apart, basis, reproduction }: BandsApart) => {
  const band = ({ sizeBand, figures }: BandsApart['a']) => ({ sizeBand, figures: figuresShape(figures) });
  const none = { status: 'seen-in-part' as const, published: null, difference: null, lower: null, upper: null };
  const { status, ...numbers } = apart ?? none;
  return { ...numbers, status: STATUS[status], a: band(a), b: band(b), basis, reproduction };
};
