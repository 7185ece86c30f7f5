import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { statusOf } from '../../src/audit/trail.js';
import { findingsOf, parseExchange } from '../../src/compliance/bundle.js';
import type { Finding, Verdict } from '../../src/compliance/finding.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { standing } from '../../src/kernel/standing.js';
import { dossierOf } from '../../src/matter/dossier.js';

const FOLDER = new URL('../../src/demo/cases/', import.meta.url);
const names = readdirSync(FOLDER);

/** The events of a case by its number. */
const eventsOf = (number: string): Recorded[] => {
  const name = names.find((file) => file.startsWith(`${number}-`)) ?? number;
  const { events } = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as { events: unknown[] };
  return events.map(parseExchange);
};

/** What a rule says of a case in the end, or as known and on a day; `about` is the end of the id of a thing. */
const found = (number: string, rule: string, framework: string, about = '', day = '2026-01-01'): Finding[] =>
  findingsOf(eventsOf(number), { query: 'findings', framework, validAsOf: day, recordedAsOf: day }).filter(
    (finding) => finding.rule === rule && finding.about.id.endsWith(about),
  );

const COMPACT = 'compact-2010';
const EQUALITY = 'equality-duty';

/** What each case is told for: rule, edition or family, verdict, and of which thing where there are several. */
const TOLD: readonly (readonly [string, string, string, Verdict, string?])[] = [
  ['6.1', 'C5', 'gunning', 'NOT_MET'],
  ['6.1', 'F1', COMPACT, 'NOT_MET', 'turning-point'],
  ['6.1', 'F4', COMPACT, 'MET'],
  ['6.2', 'C1', 'compact-1998', 'MET'],
  ['6.2', 'C4', 'gunning', 'MET'],
  ['6.3', 'F1', COMPACT, 'MET'],
  ['6.3', 'E1', EQUALITY, 'NOT_MET'],
  ['6.3', 'C4', 'gunning', 'NOT_MET'],
  ['6.4', 'F1', COMPACT, 'NOT_MET'],
  ['6.4', 'E1b', EQUALITY, 'NOT_MET'],
  ['6.5', 'F1', COMPACT, 'NOT_MET'],
  ['6.5', 'F2', COMPACT, 'MET'],
  ['6.5', 'F3', COMPACT, 'NOT_MET'],
  ['6.5', 'F4', COMPACT, 'NOT_MET'],
  ['6.6', 'C1', COMPACT, 'NOT_EVIDENCED'], // its length is nowhere told
  ['6.6', 'F1', COMPACT, 'MET'],
  ['6.6', 'F2', COMPACT, 'MET'],
  ['6.7', 'E1e', EQUALITY, 'NOT_MET', 'december'],
  ['6.7', 'E1e', EQUALITY, 'MET', 'may'],
  ['6.8', 'E1b', EQUALITY, 'NOT_MET', 'november'],
  ['6.8', 'E1c', EQUALITY, 'NOT_MET', 'march'],
  ['6.8', 'F3', COMPACT, 'NOT_MET', 'march'],
  ['6.9', 'E1b', EQUALITY, 'NOT_MET', 'budget'],
  ['6.9', 'E1', EQUALITY, 'MET', 'august'],
  ['6.10', 'E1d', EQUALITY, 'NOT_MET', 'march'],
  ['6.10', 'C4b', 'gunning', 'NOT_MET', 'may'],
  ['6.10', 'F1', COMPACT, 'NOT_MET'],
  ['6.11', 'F1', COMPACT, 'NOT_MET'],
  ['6.12', 'F7', COMPACT, 'NOT_EVIDENCED'],
  ['6.13', 'F1', COMPACT, 'NOT_EVIDENCED'], // met or not by days that nobody wrote down
  ['6.13', 'F4', COMPACT, 'NOT_MET'],
  ['6.13', 'F3', COMPACT, 'NOT_EVIDENCED'],
  ['6.14', 'F1', COMPACT, 'NOT_MET'],
  ['6.15', 'COM', 'nao-toolkit', 'NOT_MET'],
  ['6.15', 'Q', 'nao-toolkit', 'MET'], // in the end, after months
  ['6.16', 'F2', COMPACT, 'NOT_MET'],
  ['6.16', 'F1', COMPACT, 'NOT_MET', 'change-group'],
  ['6.17', 'F2', COMPACT, 'MET', 'no-blanket-cut'],
  ['6.17', 'F4', 'compact-2009', 'MET'],
  ['6.19', 'I1', COMPACT, 'NOT_EVIDENCED'], // a sign, for people to judge
  ['6.20', 'COM', 'nao-toolkit', 'NOT_MET'],
  ['6.21', 'F2', COMPACT, 'NOT_EVIDENCED'],
  ['6.22', 'C1', 'compact', 'MET_WITH_RATIONALE', 'national'],
  ['6.22', 'C1', 'compact', 'MET', 'liverpool'],
  ['6.22', 'C1', 'compact', 'NOT_MET', 'worcestershire'],
];

describe('what each documented case is told for:', () => {
  test.each(TOLD)('%s, %s by %s: %s %s', (number, rule, framework, verdict, about = '') => {
    const verdicts = new Set(found(number, rule, framework, about).map((finding) => finding.verdict));
    expect([...verdicts]).toEqual([verdict]);
  });

  test('6.2: a further consultation makes good a short one, and what was found at first stays visible', () => {
    expect(found('6.2', 'C1', 'compact-1998', '', '2007-06-30')[0]?.verdict).toBe('NOT_MET');
    expect(found('6.2', 'C1', 'compact-1998')[0]).toMatchObject({
      verdict: 'MET',
      facts: { days: 92, verdictAsFirstHeld: 'NOT_MET' },
      notes: expect.arrayContaining([expect.stringMatching(/^As first held.*not met/)]),
    });
  });

  test('6.5: an admission and an apology are no remedy', () => {
    const [dispute] = dossierOf(standing(eventsOf('6.5'))).disputes;
    expect([dispute?.breach.length, dispute?.apologies.length, dispute?.remedies.length]).toEqual([1, 1, 0]);
  });

  test('6.14: by the council’s account it would be too short as well, and the warning is no notice', () => {
    const [finding] = found('6.14', 'F1', COMPACT);
    expect(finding?.ifContestHolds).toEqual([expect.objectContaining({ by: 'commissioner', verdict: 'NOT_MET' })]);
    expect(finding?.notes.join(' ')).toMatch(/is no notice\..*is contested by the commissioner/);
  });

  test('6.15, 6.16: a concern raised for someone who is afraid names nobody', () => {
    const concerns = ['6.15', '6.16'].flatMap((number) =>
      eventsOf(number).filter(({ type }) => type === 'ConcernRaisedInformally'),
    );
    expect(concerns.map(({ tsos, data }) => [tsos, data['onBehalf']])).toEqual([
      [[], true],
      [[], true],
    ]);
  });

  test('6.16: notice two months after the fact is a negative number of days', () => {
    expect(found('6.16', 'F1', COMPACT, 'change-group')[0]?.facts).toMatchObject({ noticeDays: -62 });
  });

  test('6.18: everything due is met, while the money falls by a quarter', () => {
    const all = findingsOf(eventsOf('6.18'), {
      query: 'findings',
      validAsOf: '2012-12-31',
      recordedAsOf: '2012-12-31',
    });
    const other = all.filter(({ verdict }) => !['MET', 'MET_WITH_RATIONALE', 'NOT_DUE'].includes(verdict));
    expect(other).toEqual([]);
    expect(all.length).toBeGreaterThan(60);
    const { agreements } = dossierOf(standing(eventsOf('6.18')));
    const paid = (year: string) =>
      agreements
        .filter(({ id, made }) => id.includes(`grant-${year}`) && made)
        .reduce((sum, { made }) => sum + (made?.data.amount ?? 0), 0);
    expect(paid('2012')).toBeLessThan(paid('2009') * 0.76);
  });

  test('6.21: a decision is taken, called in and referred back', () => {
    const [decision] = dossierOf(standing(eventsOf('6.21'))).decisions;
    expect(statusOf(decision!)).toBe('REFERRED_BACK');
    const until = (type: string) => ({ ...decision!, review: decision!.review.filter((fact) => fact.type === type) });
    expect(statusOf(until('DecisionCalledIn'))).toBe('CALLED_IN');
    expect(statusOf(until('none'))).toBe('STANDING');
  });

  test('where a date is inferred or invented, every finding that rests on it says so', () => {
    const silent = names.flatMap((name) => {
      const events = eventsOf(name.split('-')[0]!);
      const unsure = new Set(events.filter(({ basis }) => basis !== 'stated').map(({ id }) => id));
      return findingsOf(events, { query: 'findings', validAsOf: '2026-01-01' }).filter(
        ({ evidence, notes }) =>
          evidence.some((id) => unsure.has(id)) && !notes.some((note) => /inferred|illustrative/.test(note)),
      );
    });
    expect(silent).toEqual([]);
  });
});
