import { z } from 'zod';
import { Id, Text } from '../kernel/shapes.js';
import { Rejection } from '../kernel/rejection.js';
import { isDay } from '../kernel/time.js';
import { hashOf } from './hash.js';
import compactMeasures from './policies/compact-measures-1.0.0.json' with { type: 'json' };

const Day = z.string().refine(isDay, 'is not a day: write YYYY-MM-DD');
const whole = z.int('is not a whole number').min(0, 'is negative');
/** numbers of a policy have three decimals at most, so that they are exact */
const plain = z
  .number()
  .min(0, 'is negative')
  .max(10_000)
  .refine((value) => Number.isInteger(Math.round(value * 1e6) / 1e3), 'has more than three decimals');
const share = plain.refine((value) => value <= 1, 'is above 1');
const above = plain.refine((value) => value > 0, 'is not above 0');

const MEASURES = ['transparency', 'reliability'] as const;
/** The two measures of behaviour. */
export type Measure = (typeof MEASURES)[number];

const rule = <Extra extends z.core.$ZodLooseShape>(extra: Extra) =>
  z.strictObject({
    name: Text,
    measure: z.enum(MEASURES),
    weight: plain,
    /** whether an allowed reason takes such a duty out of the count */
    excusable: z.boolean(),
    /** the paragraph it rests on */
    clause: z.strictObject({ framework: Id, edition: Text, number: Text }).optional(),
    /** the days on which what calls for the duty has to fall: no duty is judged by rules that came later or had gone */
    inForceFrom: Day.nullable().optional(),
    inForceTo: Day.nullable().optional(),
    ...extra,
  });

const rules = z.strictObject({
  T1: rule({ dueDays: whole }),
  T2: rule({ minDays: whole.min(1) }),
  T3: rule({ dueDays: whole.min(1) }),
  T4: rule({ leadDays: whole }),
  T5: rule({ leadDays: whole }),
  T6: rule({ noticeMonths: whole.min(1) }),
  T7: rule({ workingDays: whole.min(1) }),
  T8: rule({ dueDays: whole }),
  R1: rule({}),
  R2: rule({ dueDays: whole.min(1) }),
  R3: rule({ dueDays: whole.min(1) }),
  R4: rule({ leadDays: whole }),
});

const policyShape = z.strictObject({
  policyId: Id,
  version: Text,
  note: Text.optional(),
  effectiveFrom: Day.optional(),
  agreedBy: z.array(Text).optional(),
  /** the version it takes the place of */
  supersedes: Text.nullable().optional(),
  halfLifeDays: z.int().min(1).max(3660),
  prior: z
    .strictObject({ kept: above, missed: above })
    .refine(
      ({ kept, missed }) => kept === missed,
      'has two parts that differ: what moved a number is told from one half',
    ),
  credibleMass: z.number().gt(0).lt(1),
  minEvidence: z.strictObject({ relationship: plain, group: plain }),
  lateCredit: z.strictObject({ start: share, zeroAfterDays: whole.min(1) }),
  recordLag: z.strictObject({ graceDays: whole, floor: share, slopeDays: whole.min(1) }),
  rules,
  excuseCodes: z.array(Id),
  /** the holidays of each year that it lists any of; in other years those of all parts of the United Kingdom */
  nonWorkingDays: z.array(Day),
  perception: z.strictObject({
    weights: z.strictObject({ survey: plain, pulse: plain }),
    minEvidence: z.strictObject({ relationship: plain, group: plain }),
    minRespondents: whole.min(1),
    minResponseRate: share,
  }),
  combined: z
    .strictObject({ enabled: z.boolean(), perception: share, reliability: share })
    .refine((it) => Math.abs(it.perception + it.reliability - 1) < 1e-9, 'has parts that do not add up to 1'),
});

/** All that is a choice about the measures. It never changes: another choice is another version, and another series. */
export type Policy = Readonly<z.output<typeof policyShape>> & {
  /** SHA-256 of its content: its identity */
  readonly hash: string;
};

export type RuleId = keyof z.output<typeof rules>;
export const RULES = Object.keys(rules.shape) as readonly RuleId[];

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
};

/** A policy from its JSON. Throws a Rejection that names every field that is wrong. */
export const readPolicy = (json: unknown): Policy => {
  const read = policyShape.safeParse(json);
  if (!read.success)
    throw new Rejection(
      read.error.issues.map(({ path, message }) => {
        const field = ['policy', ...path.map(String)].join('.');
        return { field, code: 'INVALID', message: `${field} cannot be read: ${message}.` };
      }),
    );
  return frozen({ ...read.data, hash: hashOf(read.data) });
};

/** The policies there are, oldest first. */
export const POLICIES: readonly Policy[] = [readPolicy(compactMeasures)];

/** The policy of results for which none is named: the latest. */
export const POLICY: Policy = POLICIES.at(-1)!;

/** What a result says of how it came about: these eight reproduce every digit of it. */
export interface Reproduction {
  readonly measure: Measure | 'perception' | 'combined';
  readonly subject: string;
  /** who owes, or who speaks of whom */
  readonly direction: string;
  readonly validAsOf: string;
  /** null: all that is recorded */
  readonly recordedAsOf: string | null;
  readonly policyHash: string;
  readonly engineVersion: string;
  /** what the log held */
  readonly logHead: string;
}

/** The formulas of this version: raised whenever the same events and policy would give other digits. */
export const ENGINE_VERSION = 'concordat-measures/2';

/**
 * Warnings for results that are shown together. Throws a Rejection where they come from different policies or engines,
 * unless that is accepted: then the warning goes with the answer.
 */
export const oneMethod = (
  results: readonly Pick<Reproduction, 'policyHash' | 'engineVersion'>[],
  acceptMixedPolicies = false,
): string[] => {
  const methods = new Set(results.map(({ policyHash, engineVersion }) => `${policyHash} ${engineVersion}`));
  if (methods.size < 2) return [];
  const says = `These results come from ${methods.size} versions of the rules, whose numbers cannot be compared`;
  if (acceptMixedPolicies) return [`${says}.`];
  throw new Rejection([
    {
      field: 'acceptMixedPolicies',
      code: 'MIXED_POLICIES',
      message: `${says}: ask for one policy, or set acceptMixedPolicies.`,
    },
  ]);
};

/**
 * The same policy with one choice made otherwise: if what is said of a number would change with one of these, say so.
 * They are for looking at, no series is kept by them.
 */
export const robustnessOf = (policy: Policy): readonly { readonly name: string; readonly policy: Policy }[] => {
  const { hash: _hash, ...content } = policy;
  const variant = (name: string, change: Partial<typeof content>) => ({
    name,
    policy: readPolicy({ ...content, ...change }),
  });
  const evidence = (least: number) => ({ minEvidence: { relationship: least, group: least } });
  const late = (start: number) => ({ lateCredit: { ...policy.lateCredit, start } });
  return [
    variant('half-life 182 days', { halfLifeDays: 182 }),
    variant('half-life 730 days', { halfLifeDays: 730 }),
    variant('minimum evidence 3', evidence(3)),
    variant('minimum evidence 10', evidence(10)),
    variant('late credit from 0', late(0)),
    variant('late credit from 1', late(1)),
    variant('Jeffreys prior', { prior: { kept: 0.5, missed: 0.5 } }),
  ];
};
