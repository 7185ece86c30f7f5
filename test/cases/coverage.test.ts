import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/compliance/finding.js';
import { answerBundle } from '../../src/compliance/bundle.js';
import type { Verdict } from '../../src/compliance/finding.js';
import { NATIONAL } from '../../src/compliance/frameworks.js';
import { ownRows } from '../../src/compliance/local-rows.js';

const FOLDER = new URL('../../src/demo/cases/', import.meta.url);

const DUE: readonly Verdict[] = ['MET', 'MET_WITH_RATIONALE', 'NOT_MET', 'NOT_EVIDENCED'];

/** All rules there are: those of national editions, and those that a Local Compact can set. */
const RULES = [
  ...new Set(
    [
      ...NATIONAL.flatMap(({ rows }) => rows),
      ...ownRows({
        answerDays: 10,
        annualReview: true,
        actionPlan: true,
        championPerSignatory: true,
        documentReviewYears: 3,
        disputeStages: [{ stage: 1, name: 'answer', days: 20 }],
      }),
    ].map(({ rule }) => rule),
  ),
].toSorted();

/** Rules that no documented case shows with anything due, each with the reason. */
const NOT_SHOWN: Readonly<Record<string, string>> = {
  F5: 'No case tells of funding that ended because of how a service performed.',
  FN1: 'No case tells of a key decision since September 2012, when executive arrangements began to ask for notice of it.',
  G4: 'The only text found with a time for its own review is of 2025: nothing is due before 2028.',
  SV1: 'No case tells of a procurement that started after 31 January 2013.',
  TC1: 'No case tells of a council’s grant awarded since 2015.',
};

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

interface Bundle {
  readonly case: string;
  readonly events: unknown[];
  readonly queries: { readonly ask: { readonly validAsOf: string } }[];
}

/** What is found by the questions of a file, and by asking for everything as on the last day it asks about. */
const findings = files.flatMap((name) => {
  const { case: number, events, queries } = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Bundle;
  const validAsOf = queries
    .map(({ ask }) => ask.validAsOf)
    .toSorted()
    .at(-1);
  const asked = [...queries.map(({ ask }) => ({ ask })), { ask: { query: 'findings', validAsOf } }];
  return answerBundle({ events, queries: asked }).answers.flatMap(({ answer }) =>
    ((answer ?? []) as readonly Finding[]).map(({ rule, verdict }) => ({ number, rule, verdict })),
  );
});

const casesOf = (rule: string): string[] => [
  ...new Set(findings.filter((it) => it.rule === rule && DUE.includes(it.verdict)).map(({ number }) => number)),
];

describe('the documented cases show the rulebook:', () => {
  test.each(RULES.filter((rule) => !(rule in NOT_SHOWN)))('%s has a due verdict in at least one of them', (rule) => {
    expect(casesOf(rule)).not.toEqual([]);
  });

  test.each(Object.entries(NOT_SHOWN))('%s is in none of them. %s', (rule) => {
    expect(RULES).toContain(rule);
    expect(casesOf(rule)).toEqual([]);
  });

  test.each(['MET', 'MET_WITH_RATIONALE', 'NOT_MET', 'NOT_EVIDENCED', 'NOT_DUE', 'NOT_APPLICABLE', 'AT_RISK'])(
    '%s is a verdict of at least one finding',
    (verdict) => {
      expect(findings.some((it) => it.verdict === verdict)).toBe(true);
    },
  );
});
