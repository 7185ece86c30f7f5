import { describe, expect, test } from '@jest/globals';
import { beliefOf } from '../../src/measures/estimate.js';
import { decimal, fraction, ONE } from '../../src/measures/exact.js';
import { groupReadingOf, unitAt } from '../../src/measures/estimate.js';
import type { Obligation } from '../../src/measures/obligation.js';
import { addDays, daysBetween } from '../../src/kernel/time.js';
import { AXIOMS, check } from './axioms.js';
import { readIn, REAL, type Engine } from './engine.js';
import { day, END, event, request } from './world.js';

/** The engine with what it makes of each obligation done wrong. */
const withObligations = (wrong: (it: Obligation, validAsOf: string) => Obligation): Engine => ({
  ...REAL,
  obligations: (standing, policy, validAsOf) =>
    REAL.obligations(standing, policy, validAsOf).map((it) => wrong(it, validAsOf)),
});

const isLate = ({ done, upheld }: Obligation): boolean => done !== null && done.lateBy > 0 && !upheld;

const share = (part: number, of: number): bigint => (ONE * BigInt(part)) / BigInt(of);

const lateCreditRising = withObligations((it) =>
  isLate(it) ? { ...it, credit: share(Math.min(84, it.done!.lateBy), 84) } : it,
);

const earlyBonus = withObligations((it) => {
  const on = it.done?.fact?.occurredOn;
  return on && on < it.due && !it.upheld ? { ...it, credit: it.credit + ONE / 10n } : it;
});

const pendingCounted = withObligations((it, validAsOf) => (it.enters > validAsOf ? { ...it, enters: validAsOf } : it));

const excuseAsKept = withObligations((it) =>
  it.excused ? { ...it, excused: false, upheld: null, credit: ONE, done: { fact: null, lateBy: 0, on: it.due } } : it,
);

const voidIgnored: Engine = {
  ...REAL,
  standing: (facts, known) =>
    REAL.standing(
      facts.filter(({ type }) => type !== 'EventAnnulled'),
      known,
    ),
};

const unlagged = (it: Obligation): bigint => {
  if (it.done === null || it.upheld) return 0n;
  return it.done.lateBy === 0 ? ONE : share(Math.max(0, 84 - it.done.lateBy), 168);
};

const lagIgnored = withObligations((it) => ({ ...it, credit: unlagged(it) }));

const lagRewarded = withObligations((it) =>
  it.lag > 14 && it.done && !it.upheld ? { ...it, credit: it.credit + share(it.lag, 100) } : it,
);

const disputePenalised = withObligations((it) => (it.disputed ? { ...it, credit: 0n } : it));

/** Every relationship with as many votes as there is evidence in it. */
const noVoteCap: Engine = {
  ...REAL,
  group: (tallies, policy, validAsOf) => {
    const unit = unitAt(policy, validAsOf);
    const sum = (of: (tally: (typeof tallies)[number]) => bigint) => tallies.reduce((total, it) => total + of(it), 0n);
    const [kept, all] = [sum(({ sharedKept }) => sharedKept), sum(({ sharedAll }) => sharedAll)];
    const belief = beliefOf(fraction(kept, unit), fraction(all - kept, unit), policy);
    return {
      ...groupReadingOf(tallies, policy, validAsOf),
      belief,
      estimate: decimal(belief.mean),
      votes: decimal(fraction(all, unit)),
    };
  },
};

/** 31 May less three months as "31 February", which runs over into March. */
const noMonthClamp = withObligations((it) => {
  const from = it.called[0]!.data['effectiveFrom'];
  if (it.rule !== 'T6' || typeof from !== 'string' || !it.done) return it;
  const [year, month, dayOfMonth] = from.split('-').map(Number);
  const due = new Date(Date.UTC(year!, month! - 4, dayOfMonth)).toISOString().slice(0, 10);
  const lateBy = Math.max(0, daysBetween(due, it.done.on));
  return { ...it, due, done: { ...it.done, lateBy }, credit: lateBy === 0 ? ONE : share(84 - lateBy, 168) };
});

const broken = (id: string, engine: Engine): boolean =>
  check(
    AXIOMS.find((axiom) => axiom.id === id)!,
    engine,
    300,
  ).failed;

describe('a fault is caught by the axiom it breaks', () => {
  test.each([
    ['late credit rising', 'A4', lateCreditRising],
    ['early bonus', 'A5', earlyBonus],
    ['pending counted', 'A6', pendingCounted],
    ['excuse as kept', 'A7', excuseAsKept],
    ['void ignored', 'A10', voidIgnored],
    ['lag rewarded', 'A4', lagRewarded],
    ['dispute penalised', 'A17', disputePenalised],
    ['no vote cap', 'A18', noVoteCap],
  ] as const)('%s breaks %s', (_, id, engine) => expect(broken(id, engine)).toBe(true));
});

describe('a fault in what is a rule and no law is caught by a number', () => {
  test('lag ignored: an answer that its giver recorded 56 days late counts three quarters', () => {
    const world = request('I1', 200, 10, 56);
    const credit = (engine: Engine) =>
      readIn(engine, world, { measure: 'transparency', at: END }).contributions[0]?.credit;
    expect([REAL, lagIgnored].map(credit)).toEqual(['0.7500000000', '1.0000000000']);
  });

  test('no month clamp: for new terms on 31 May notice is due on the last day of February', () => {
    const world = [event('X1', 'FundingChangeNotified', '2023-03-02', { changeId: 'X1', effectiveFrom: '2023-05-31' })];
    const told = (engine: Engine) => {
      const { obligations, contributions } = readIn(engine, world, { measure: 'transparency', at: day(400) });
      return [obligations[0]?.due, contributions[0]?.credit];
    };
    expect(told(REAL)).toEqual(['2023-02-28', '0.4880952381']);
    expect(told(noMonthClamp)).toEqual([addDays('2023-02-28', 3), '1.0000000000']);
  });
});
