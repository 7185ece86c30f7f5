import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseExchange } from '../../src/compliance/exchange.js';
import { endOfLondonDay, range, type Day } from '../../src/kernel/time.js';
import { POLICY } from '../../src/measures/policy.js';
import { knownBy, standingOf } from '../../src/measures/record.js';
import { releasesOf, type Release } from '../../src/measures/release.js';

const DIRECTION = 'tso->commissioner';
const LEAST = POLICY.perception.minRespondents;

const monthEnd = (month: number): Day =>
  range(`${2025 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`).latest;

interface Told {
  readonly tso: number;
  readonly month: number;
  readonly agreement: number;
  /** of the month; absent: the last */
  readonly day?: number;
  readonly isOpen?: boolean;
  readonly pulse?: boolean;
  /** the number of an earlier one that this corrects or takes back */
  readonly corrects?: number | null;
  readonly annuls?: number | null;
}

const name = (tso: number): string => `T${String(tso).padStart(2, '0')}`;

/** Answers in the order given as a record, and what was released of them by the end of some months. */
const released = (
  told: readonly Told[],
  bands: readonly string[],
  months: number,
  isExact?: boolean,
): readonly Release[] => {
  const tsos = bands.map((_, tso) => name(tso));
  const about = { commissioner: 'C1', by: 'tso' };
  const facts = [
    {
      ...{ ...about, id: 'issued', type: 'SurveyIssued', occurredOn: '2025-01-01', recordedAt: '2025-01-01', tsos },
      data: { wave: 'W0', direction: DIRECTION, instrument: 'survey' },
    },
    ...told.map(({ tso, month, agreement, day, isOpen, pulse, corrects, annuls }, index) => {
      const on = day ? `${monthEnd(month).slice(0, 8)}${String(day).padStart(2, '0')}` : monthEnd(month);
      const data = {
        ...{ wave: `W${month}`, direction: DIRECTION, instrument: pulse ? 'pulse' : 'survey', items: [agreement] },
      };
      const target = corrects ?? annuls;
      const isRemark = target !== null && target !== undefined && target < index;
      return {
        ...{ ...about, id: `a${index}`, occurredOn: on, recordedAt: endOfLondonDay(on), tsos: [name(tso)] },
        visibility: isOpen ? 'parties' : 'confidential',
        ...(isRemark
          ? annuls === undefined || annuls === null
            ? { type: 'EventCorrected', data: { targetId: `a${target}`, replacement: { data }, reason: 'a slip' } }
            : { type: 'EventAnnulled', data: { targetId: `a${target}`, reason: 'not ours' } }
          : { type: 'SurveyResponseReceived', data }),
      };
    }),
  ].map(parseExchange);
  const ends = Array.from({ length: months }, (_, month) => monthEnd(month));
  return (
    releasesOf(
      ends.map((on) => ({
        ...{ on, policy: POLICY },
        panels: [
          {
            ...{ commissioner: 'C1', facts: standingOf(knownBy(facts, on)) },
            bandOf: (tso: string) => bands[Number(tso.slice(1))] ?? null,
          },
        ],
      })),
      DIRECTION,
      isExact,
    ).get('C1') ?? []
  );
};

const PRIME = 2_147_483_647n;
const modulo = (value: bigint): bigint => ((value % PRIME) + PRIME) % PRIME;

const inverse = (value: bigint): bigint => {
  let [result, base, power] = [1n, modulo(value), PRIME - 2n];
  for (; power > 0n; power >>= 1n, base = modulo(base * base)) if (power & 1n) result = modulo(result * base);
  return result;
};

/** How many of some rows are independent of each other, in arithmetic without rounding. */
const rankOf = (matrix: readonly (readonly bigint[])[]): number => {
  const rows = matrix.map((row) => [...row]);
  let rank = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0) && rank < rows.length; column += 1) {
    const at = rows.findIndex((row, index) => index >= rank && row[column] !== 0n);
    if (at < 0) continue;
    [rows[rank], rows[at]] = [rows[at]!, rows[rank]!];
    const scale = inverse(rows[rank]![column]!);
    for (let index = rank + 1; index < rows.length; index += 1) {
      const factor = modulo(rows[index]![column]! * scale);
      if (factor !== 0n) rows[index] = rows[index]!.map((value, k) => modulo(value - factor * rows[rank]![k]!));
    }
    rank += 1;
  }
  return rank;
};

const choose = <T>(items: readonly T[], size: number): T[][] =>
  size === 0
    ? [[]]
    : items.flatMap((item, index) => choose(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]));

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));

/**
 * Whether some sum of multiples of all that was ever released is about fewer than five organisations: whoever knows the
 * open answers anyway can take them out. `weigh` gives what an answer counts in a release.
 */
const tellsApart = (
  releases: readonly Release[],
  ownerOf: (answer: string) => number | null,
  weigh: (release: number, answer: string) => bigint,
): boolean => {
  const all = [...new Set(releases.flatMap(({ groups }) => groups.flatMap(({ answers }) => answers)))];
  const kept = all.filter((answer) => ownerOf(answer) !== null);
  const owners = [...new Set(kept.map((answer) => ownerOf(answer)!))];
  const matrix = releases.flatMap(({ groups }, release) =>
    groups.map(({ answers }) => kept.map((answer) => (answers.includes(answer) ? weigh(release, answer) : 0n))),
  );
  const rank = rankOf(matrix);
  return choose(owners, Math.min(LEAST - 1, owners.length)).some((few) => {
    const others = kept.map((answer) => !few.includes(ownerOf(answer)!));
    return rankOf(matrix.map((row) => row.filter((_, at) => others[at]))) < rank;
  });
};

/** A weight from a hash of where it stands: as unlike each other as decay, caps and shares can make them. */
const unlike = (release: number, answer: string): bigint => {
  let hash = BigInt(release + 1) * 7_919n;
  for (const letter of answer) hash = modulo(hash * 131n + BigInt(letter.codePointAt(0)!));
  return hash === 0n ? 1n : hash;
};

const months = 9;

/** One round: who answers it in which month, and who of these openly. */
const roundArb = fc.record({
  month: fc.nat({ max: months - 1 }),
  agreement: fc.integer({ min: 1, max: 5 }),
  answers: fc.array(fc.constantFrom('yes', 'yes', 'yes', 'yes', 'yes', 'openly', 'no'), {
    minLength: 13,
    maxLength: 13,
  }),
  only: fc.constantFrom('everybody', 'everybody', 'small', 'large'),
});

const worldArb = fc.record({
  bands: fc.array(fc.constantFrom('small', 'large'), { minLength: 6, maxLength: 13 }),
  rounds: fc.array(roundArb, { minLength: 1, maxLength: 6 }),
  more: fc.array(
    fc.record({
      tso: fc.nat({ max: 12 }),
      month: fc.nat({ max: months - 1 }),
      agreement: fc.integer({ min: 1, max: 5 }),
      says: fc.constantFrom('survey', 'pulse', 'corrects', 'annuls'),
      which: fc.nat({ max: 20 }),
    }),
    { maxLength: 12 },
  ),
});
type World = typeof worldArb extends fc.Arbitrary<infer T> ? T : never;

/** The answers of a world in the order in which they were recorded. */
const toldIn = ({ bands, rounds, more }: World): Told[] => {
  const answers = [
    ...rounds.flatMap(({ month, agreement, answers: said, only }) =>
      bands.flatMap((band, tso): Told[] =>
        said[tso] === 'no' || (only !== 'everybody' && only !== band)
          ? []
          : [{ tso, month, agreement, isOpen: said[tso] === 'openly' }],
      ),
    ),
    ...more.filter(({ tso }) => tso < bands.length),
  ].toSorted((a, b) => a.month - b.month);
  return answers.map((one, index): Told => {
    if (!('says' in one) || one.says === 'survey') return one;
    if (one.says === 'pulse') return { ...one, pulse: true };
    // What is corrected or taken back is an answer of the same organisation.
    const own = answers.flatMap((other, at) => (other.tso === one.tso && at < index && !('says' in other) ? [at] : []));
    const target = own[one.which % Math.max(1, own.length)];
    return target === undefined ? one : { ...one, [one.says]: target };
  });
};

describe('what is released of groups (A22)', () => {
  test('never lets fewer than five organisations be told apart, by all sums of it over all months and groups', () => {
    const seen = { releases: 0, again: 0, bands: 0 };
    fc.assert(
      fc.property(worldArb, (world) => {
        const answers = toldIn(world);
        const releases = released(answers, world.bands, months);
        seen.releases += releases.length;
        seen.again += releases.length > 1 ? 1 : 0;
        seen.bands += releases.some(({ groups }) => groups.length > 1) ? 1 : 0;
        const ownerOf = (answer: string): number | null => {
          const one = answers[Number(answer.slice(1).split(' ')[0])]!;
          return one.isOpen ? null : one.tso;
        };
        expect(tellsApart(releases, ownerOf, () => 1n)).toBe(false);
        expect(tellsApart(releases, ownerOf, unlike)).toBe(false);
      }),
      { numRuns: 150 },
    );
    expect(seen.again).toBeGreaterThan(20);
    expect(seen.bands).toBeGreaterThan(10);
  });

  const round = (count: number, month: number, more: Partial<Told> = {}): Told[] =>
    Array.from({ length: count }, (_, tso) => ({ tso, month, agreement: 4, ...more }));
  const eight = Array.from({ length: 8 }, () => 'small');

  test('begins with five, and stays as it was until five have said something new', () => {
    expect(released(round(4, 0), eight, 9)).toEqual([]);
    const [first, ...none] = released([...round(6, 0), ...round(4, 3, { agreement: 1 })], eight, 9);
    expect(none).toEqual([]);
    expect([first!.on, first!.groups[0]!.respondents, first!.groups[0]!.meanOfRespondents]).toEqual([
      monthEnd(0),
      6,
      '0.7500000000',
    ]);
    const both = released(
      [...round(6, 0), ...round(4, 3, { agreement: 1 }), ...round(5, 5, { agreement: 1 })],
      eight,
      9,
    );
    expect(both.map(({ on }) => on)).toEqual([monthEnd(0), monthEnd(5)]);
    expect(both[0]).toEqual(first);
  });

  test('does not count on those whose answers are open to others', () => {
    const told = round(6, 0).map((one, index) => ({ ...one, isOpen: index < 2 }));
    expect(released(told, eight, 2)).toEqual([]);
    expect(released(round(6, 0, { isOpen: true }), eight, 2)).toHaveLength(1);
  });

  test('tells of a size band only where the rest of all stays large enough, and weighs the bands by who was asked', () => {
    const bands = [...eight.slice(0, 6), ...Array.from({ length: 6 }, () => 'large')];
    const groups = (count: number) =>
      released(round(count, 0), bands, 1).map(({ groups: all, byBandsAsked }) => [
        all.map(({ band }) => band),
        byBandsAsked,
      ]);
    expect(groups(10)).toEqual([[[null], null]]);
    expect(groups(12)).toEqual([[[null, 'large', 'small'], '0.7500000000']]);
  });

  test.each([
    ['of one month', (tso: number) => ({ month: 1, day: 1 + 5 * tso })],
    ['of two months', (tso: number) => ({ month: tso < 3 ? 0 : 1 })],
    ['of one month before the others', (tso: number) => ({ month: tso === 0 ? 0 : 1 })],
  ] as const)('has the same digits whoever of them said what, though answers %s weigh unlike', (_, when) => {
    const digits = permutations([1, 2, 4, 5, 5]).map((order) => {
      const answers = [...order, 3].map((agreement, tso): Told => ({ tso, agreement, ...when(tso) }));
      const inOrder = answers.toSorted((a, b) => a.month - b.month);
      const [first] = released(inOrder, eight, 2);
      return JSON.stringify(first!.groups.map(({ answers: _answers, ...group }) => group));
    });
    expect(digits).toHaveLength(120);
    expect(new Set(digits).size).toBe(1);
  });

  test('has all its digits for who may read the answers, by which the same groups are told', () => {
    const answers = round(6, 0).map((one, tso) => ({ ...one, agreement: tso < 5 ? 4 : 3 }));
    const [all, some] = [true, false].map((isExact) => released(answers, eight, 1, isExact)[0]!.groups);
    expect(all![0]).toMatchObject({ meanOfRespondents: '0.7083333333', respondents: 6, votes: '6.0000000000' });
    expect(some![0]).toMatchObject({ meanOfRespondents: '0.7100000000', respondents: 6, votes: '6.0000000000' });
    expect(some!.map(({ answers: of }) => of)).toEqual(all!.map(({ answers: of }) => of));
  });
});
