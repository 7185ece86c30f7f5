import { describe, expect, test } from '@jest/globals';
import { VERDICTS, type Finding, type Verdict } from '../../src/compliance/finding.js';
import { NATIONAL } from '../../src/compliance/frameworks.js';
import { outcomeLines, risksOf } from '../../src/compliance/summary/summary-outcomes.js';
import { parseThresholds, STANDARD, type Thresholds } from '../../src/compliance/summary/thresholds.js';
import { finding, told } from './facts.js';

const PATTERN = finding('F1', [
  told('FundingChangeNotified', '2011-12-01', {
    changeId: 'X',
    effect: 'end',
    receivedOn: '2011-12-01',
    effectiveFrom: '2012-04-01',
  }),
]);

/** Findings of a rule by verdict, each about a thing of its own. */
const made = (rule: string, verdicts: readonly Verdict[], more: Partial<Finding> = {}): Finding[] =>
  verdicts.map((verdict, at) => ({
    ...PATTERN,
    rule,
    verdict,
    about: { kind: 'change', id: `${rule}-${verdict}-${at}` },
    ...more,
  }));

const times = (count: number, verdict: Verdict): Verdict[] => Array.from({ length: count }, () => verdict);

const rated = (number: number, findings: readonly Finding[], by: Thresholds = STANDARD) => {
  const line = outcomeLines(findings, by).find((it) => it.number === number)!;
  return [line.rating, line.because];
};

describe('an outcome is rated', () => {
  test.each<[string, number, Finding[], string, string]>([
    ['nothing due', 4, [], 'NOTHING_DUE', 'Nothing on record fell due.'],
    [
      'nothing due where all is ahead or does not apply',
      4,
      made('F1', ['NOT_DUE', 'AT_RISK', 'NOT_APPLICABLE']),
      'NOTHING_DUE',
      'Nothing on record fell due.',
    ],
    ['green on one of one', 4, made('F1', ['MET']), 'GREEN', '1 of 1 kept.'],
    [
      'green with a quarter met by a reason',
      4,
      made('F1', ['MET', 'MET', 'MET', 'MET_WITH_RATIONALE']),
      'GREEN',
      '4 of 4 kept.',
    ],
    [
      'amber with more than a quarter met by a reason',
      4,
      made('F1', ['MET', 'MET', 'MET_WITH_RATIONALE']),
      'AMBER',
      '1 of 3 met only by a reason, more than 25 in 100.',
    ],
    [
      'amber on one of which there is no record',
      4,
      made('F1', [...times(99, 'MET'), 'NOT_EVIDENCED']),
      'AMBER',
      'No record of 1 of 100.',
    ],
    [
      'red on one not met of the rules on notice, reasons, impact and dialogue',
      4,
      made('F1', [...times(99, 'MET'), 'NOT_MET']),
      'RED',
      '1 of 100 not met on F1, where one is enough for red.',
    ],
    [
      'amber where a tenth is not met elsewhere',
      2,
      made('C1', [...times(9, 'MET'), 'NOT_MET']),
      'AMBER',
      '1 of 10 not met.',
    ],
    [
      'red where more than a tenth is not met elsewhere',
      2,
      made('C1', [...times(8, 'MET'), 'NOT_MET']),
      'RED',
      '1 of 9 not met, more than 10 in 100.',
    ],
    [
      'on reasons for funding decisions as on others under outcome 3, and at once under outcome 4',
      3,
      made('F2', [...times(9, 'MET'), 'NOT_MET']),
      'AMBER',
      '1 of 10 not met.',
    ],
  ])('%s', (_what, number, findings, rating, because) => {
    expect(rated(number, findings)).toEqual([rating, because]);
  });

  test('without what is asked for only where possible, which is counted beside it', () => {
    const findings = [...made('C1', ['MET']), ...made('C2', ['NOT_MET', 'NOT_MET'], { advisory: true })];
    const line = outcomeLines(findings, STANDARD)[1];
    expect(line).toMatchObject({ rating: 'GREEN', due: 1, kept: 1, notMet: 0, advisory: 2 });
    expect(rated(2, findings, { ...STANDARD, countAdvisory: true })).toEqual([
      'RED',
      '2 of 3 not met, more than 10 in 100.',
    ]);
  });

  test('without what the sector owes', () => {
    const owed = made('F1', ['NOT_MET']).map((one) => ({ ...one, owedBy: 'tso' }));
    expect(rated(4, owed as Finding[])).toEqual(['NOTHING_DUE', 'Nothing on record fell due.']);
  });

  test('by a base that is the sum of its parts, and never counts what has no record as kept', () => {
    for (const verdict of VERDICTS) {
      const line = outcomeLines(made('F1', [verdict, 'NOT_EVIDENCED']), STANDARD)[3]!;
      expect(line.due).toBe(line.met + line.metWithReason + line.notMet + line.noRecord);
      expect(line.kept).toBe(line.met + line.metWithReason);
      expect(line.rating).not.toBe('GREEN');
    }
  });

  test('for every rule that the Compact of 2010 has for the public side', () => {
    const rules = NATIONAL.find(({ id }) => id === 'compact-2010')!.rows.filter(({ rule }) => /^[CF]\d/.test(rule));
    const known = STANDARD.outcomes.flatMap(({ rules: own }) => own);
    expect(rules.length).toBeGreaterThan(6);
    expect(rules.map(({ rule }) => rule).filter((rule) => !known.includes(rule))).toEqual([]);
  });
});

describe('thresholds of one’s own', () => {
  test('change the rating', () => {
    const findings = made('F1', [...times(9, 'MET'), 'NOT_EVIDENCED']);
    expect(rated(4, findings)[0]).toBe('AMBER');
    expect(rated(4, findings, { ...STANDARD, amberFromNotEvidenced: 2 })).toEqual(['GREEN', '9 of 10 kept.']);
    const [one, two, three, four, five] = STANDARD.outcomes;
    const lenient = { ...STANDARD, outcomes: [one!, two!, three!, { ...four!, redOnAnyNotMet: [] }, five!] };
    expect(rated(4, made('F1', [...times(9, 'MET'), 'NOT_MET']), lenient)[0]).toBe('AMBER');
  });

  test('are read back as they are written', () => {
    expect(parseThresholds(JSON.parse(JSON.stringify(STANDARD)))).toEqual(STANDARD);
  });

  test.each([
    ['a share above 100', { ...STANDARD, redAbovePercentNotMet: 101 }, 'redAbovePercentNotMet: is above 100'],
    ['a field too many', { ...STANDARD, green: 1 }, 'green'],
    [
      'an outcome there is not',
      { ...STANDARD, outcomes: [{ ...STANDARD.outcomes[0], number: 6 }] },
      'outcomes.0.number',
    ],
    ['no object', [], 'the file'],
  ])('are refused with the field: %s', (_what, json, sentence) => {
    expect(() => parseThresholds(json)).toThrow(sentence);
  });
});

describe('the first risks', () => {
  test('are ranked: decisive, at risk, not met, no record, where possible; then by organisations, then the latest', () => {
    const findings = [
      ...made('C2', ['NOT_MET'], { advisory: true }),
      ...made('C1', ['NOT_EVIDENCED'], { occurredOn: '2011-05-01' }),
      ...made('C5', ['NOT_EVIDENCED'], { occurredOn: '2011-06-01' }),
      ...made('C1', ['NOT_MET', 'MET']),
      ...made('F6', ['AT_RISK', 'NOT_DUE']),
      ...made('F1', ['NOT_MET']),
    ];
    const ranked = risksOf(findings, STANDARD, 9).map(({ rule, verdict, rank }) => [rank, rule, verdict]);
    expect(ranked).toEqual([
      [1, 'F1', 'NOT_MET'],
      [2, 'F6', 'AT_RISK'],
      [3, 'C1', 'NOT_MET'],
      [4, 'C5', 'NOT_EVIDENCED'],
      [4, 'C1', 'NOT_EVIDENCED'],
      [5, 'C2', 'NOT_MET'],
    ]);
    expect(risksOf(findings, STANDARD, 3)).toHaveLength(3);
  });

  test('are one where only the edition or the organisation differs, and those of most organisations come first', () => {
    const about = { kind: 'change', id: 'Y' } as const;
    const both = ['compact-2009', 'compact-2010'].flatMap((edition) =>
      ['A', 'B'].flatMap((tso) => made('F1', ['NOT_MET'], { about, tso, edition })),
    );
    const risks = risksOf([...made('F1', ['NOT_MET'], { tso: 'C' }), ...both], STANDARD, 9);
    expect(risks.map(({ about: { id }, tsos }) => [id, tsos])).toEqual([
      ['Y', ['A', 'B']],
      ['F1-NOT_MET-0', ['C']],
    ]);
  });
});
