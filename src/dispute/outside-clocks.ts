import { addMonths, range, rangeOf, type DayRange, type When } from '../kernel/time.js';
import type { Dossier } from '../matter/dossier.js';
import type { Dispute } from './dispute.view.js';

/** A time limit of a court or an ombudsman, for information: whether it was kept is theirs to say. */
export interface OutsideClock {
  /** the last day */
  readonly by: When;
  /** the day it is counted from: that of what is disputed or, where that is not on record, of the first complaint */
  readonly countedFrom: When;
  readonly source: string;
  /** whether the number was checked against the text */
  readonly confirmed: boolean;
}

type Things = Pick<Dossier, 'decisions' | 'changes' | 'consultations'>;

/** The days of the things a dispute names: the decision taken, the notice received, the consultation opened. */
const disputedOn = ({ about }: Dispute, { decisions, changes, consultations }: Things): (When | null | undefined)[] => [
  ...decisions.filter(({ id }) => about.includes(id)).map(({ taken }) => taken?.occurredOn),
  ...changes
    .filter(({ id }) => about.includes(id))
    .map(({ notices, tookEffect }) => notices[0]?.data.receivedOn ?? (notices[0] ?? tookEffect[0])?.occurredOn),
  ...consultations.filter(({ id }) => about.includes(id)).map(({ rounds }) => rounds[0]?.opens?.on),
];

const whenOf = ({ earliest, latest }: DayRange): When => (earliest === latest ? earliest : `${earliest}/${latest}`);

const earliest = (days: readonly (When | null | undefined)[]): When | null =>
  days
    .filter((day) => typeof day === 'string' && rangeOf(day) !== undefined)
    .toSorted((a, b) => (range(a as When).earliest < range(b as When).earliest ? -1 : 1))[0] ?? null;

const clock = (from: When | null, months: number, source: string): OutsideClock | null => {
  if (from === null) return null;
  const { earliest: first, latest } = range(from);
  const by = whenOf({ earliest: addMonths(first, months), latest: addMonths(latest, months) });
  return { by, countedFrom: from, source, confirmed: false };
};

/** When a claim for judicial review and a complaint to an ombudsman would be late, as far as the record tells (no verdict). */
export const outsideClocks = (dispute: Dispute, things: Things) => {
  const { concern, raised } = dispute;
  const from = earliest(disputedOn(dispute, things)) ?? earliest([concern?.occurredOn, raised?.occurredOn]);
  return {
    judicialReviewBy: clock(
      from,
      3,
      'Civil Procedure Rules 54.5: promptly, and not later than three months after the grounds first arose. A dispute procedure does not stop this time.',
    ),
    ombudsmanBy: clock(
      from,
      12,
      'Local Government Act 1974, section 26B: within twelve months of when the person affected first knew, unless there is good reason; the Parliamentary Ombudsman likewise.',
    ),
  };
};
