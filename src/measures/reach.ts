import type { Standing } from '../kernel/standing.js';
import { addDays, type Day } from '../kernel/time.js';
import { decimal, fraction } from './exact.js';
import { happenedOn } from './record.js';

/** An organisation of the register and the band it is looked at in: by income, by whom it serves. */
export interface Banded {
  readonly id: string;
  /** null: the register does not tell */
  readonly band: string | null;
}

/** Someone asked an organisation to take part in something. */
interface Invitation {
  readonly tso: string;
  readonly on: Day;
}

export interface Reach {
  readonly bands: readonly {
    readonly band: string | null;
    readonly organisations: number;
    readonly invited: number;
    readonly share: string;
  }[];
  /** for the commissioner only: the public sees how many */
  readonly invitedToNothing: readonly string[];
  /** the part of all invitations that went to the most invited tenth of the register; null without any */
  readonly shareOfMostInvitedTenth: string | null;
}

/** Events by which organisations are asked to take part. */
export const INVITING = new Set([
  'ConsultationOpened',
  'ConsultationForewarned',
  'ResponseInvited',
  'MeetingScheduled',
]);

const YEAR = 365;

/** Who was asked to what in the 365 days up to a day, as far as the record names them. */
export const invitationsIn = (facts: readonly Standing[], validAsOf: Day): Invitation[] => {
  const since = addDays(validAsOf, 1 - YEAR);
  return facts
    .filter(({ type }) => INVITING.has(type))
    .map((fact) => ({ fact, on: happenedOn(fact) }))
    .filter(({ on }) => on >= since && on <= validAsOf)
    .flatMap(({ fact, on }) => fact.tsos.map((tso) => ({ tso, on })));
};

/** Whom a commissioner reaches: those never asked are in the count, which is what it is for. */
export const reachOf = (register: readonly Banded[], invitations: readonly Invitation[]): Reach => {
  const counts = new Map(register.map(({ id }) => [id, 0]));
  for (const { tso } of invitations) if (counts.has(tso)) counts.set(tso, counts.get(tso)! + 1);
  const bands = [...new Set(register.map(({ band }) => band))].toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
  const all = [...counts.values()].toSorted((a, b) => b - a);
  const total = all.reduce((sum, count) => sum + count, 0);
  const tenth = all.slice(0, Math.ceil(all.length / 10)).reduce((sum, count) => sum + count, 0);
  return {
    bands: bands.map((band) => {
      const of = register.filter((one) => one.band === band);
      const invited = of.filter(({ id }) => counts.get(id)! > 0).length;
      const share = decimal(fraction(BigInt(invited), BigInt(of.length)));
      return { band, organisations: of.length, invited, share };
    }),
    invitedToNothing: register.filter(({ id }) => counts.get(id) === 0).map(({ id }) => id),
    shareOfMostInvitedTenth: total === 0 ? null : decimal(fraction(BigInt(tenth), BigInt(total))),
  };
};

/** The middle of some whole numbers, of two the mean, in units of so many; null without any: days of notice, for one. */
export const medianOf = (numbers: readonly number[], unit = 1): string | null => {
  const sorted = numbers.toSorted((a, b) => a - b);
  if (sorted.length === 0) return null;
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)]!, sorted[Math.floor(sorted.length / 2)]!];
  return decimal(fraction(BigInt(low) + BigInt(high), 2n * BigInt(unit)));
};
