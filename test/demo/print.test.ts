import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DecisionTrail } from '../../src/audit/audit.queries.js';
import { trailText } from '../../src/audit/trail-text.js';
import { OPERATOR } from '../../src/cli/context.js';
import { Findings } from '../../src/compliance/compliance.findings.js';
import { ComplianceSummary } from '../../src/compliance/compliance.queries.js';
import { summaryText } from '../../src/compliance/summary-text.js';
import { cases } from '../../src/demo/demo.js';
import { Application } from '../../src/engine/application.js';
import { EventStore } from '../../src/store/event-store.js';
import type { Recorded } from '../../src/kernel/fact.js';
import { seededDirectory, Served, type Json } from '../graphql/support.js';

let served: Served;
let application: Application;
const log = new Map<string, Recorded>();

beforeAll(async () => {
  served = await Served.start(await seededDirectory());
  application = served.app.get(Application);
  for await (const page of served.app.get(EventStore).readAll('')) for (const event of page) log.set(event.id, event);
});

afterAll(() => served.close());

const told = cases().flatMap(({ events }) => events) as Json[];
const COMMISSIONERS = [...new Set(told.map(({ commissioner }) => commissioner).filter(Boolean))] as string[];
const MATTERS = [...new Set(told.map(({ matter }) => matter).filter(Boolean))] as string[];

/** A summary of everything on record about a commissioner: as data, and as printed. */
const printed = async (commissioner: string): Promise<{ summary: Json; text: string; lines: string[] }> => {
  const summary = await application.ask(
    new ComplianceSummary(OPERATOR, commissioner, '2000-01-01', '2020-12-31', 'compact'),
  );
  const text = summaryText(summary);
  return { summary: JSON.parse(JSON.stringify(summary)), text, lines: text.split('\n') };
};

/** The lines of a section, unwrapped: a line that continues another is joined to it. */
const section = (lines: readonly string[], title: string, indent: number): string[] => {
  const start = lines.indexOf(title) + 2;
  const found: string[] = [];
  for (const line of lines.slice(start)) {
    if (line === '') break;
    if (line.startsWith(' '.repeat(indent + 1)) && found.length > 0) found.push(`${found.pop()} ${line.trim()}`);
    else found.push(line.trim());
  }
  return found;
};

const WORDS: Record<string, string> = {
  met: 'MET',
  'met with a reason': 'MET_WITH_RATIONALE',
  'not met': 'NOT_MET',
  'not evidenced': 'NOT_EVIDENCED',
  'not due': 'NOT_DUE',
  'at risk': 'AT_RISK',
  'does not apply': 'NOT_APPLICABLE',
};

/** "3 met, 1 not met" as counts by verdict. */
const counts = (text: string): Record<string, number> =>
  Object.fromEntries(
    text
      .split(', ')
      .map((part) => /^(\d+) (.+)$/.exec(part.trim()) ?? [])
      .map(([, count, words = '']) => [WORDS[words], Number(count)]),
  );

const tally = (findings: Json[]): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const { verdict } of findings) found[verdict] = (found[verdict] ?? 0) + 1;
  return found;
};

describe.each(COMMISSIONERS)('the printed summary of %s', (commissioner) => {
  let summary: Json;
  let text: string;
  let lines: string[];

  beforeAll(async () => {
    ({ summary, text, lines } = await printed(commissioner));
  });

  test('has as many findings of each verdict in short as its data', () => {
    const [inShort = ''] = section(lines, 'In short', 3);
    const [, total, byVerdict = ''] = /^(\d+) findings?: (.*?)\.(?: |$)/.exec(inShort) ?? [];
    expect(Number(total)).toBe(summary.findings.length);
    expect(byVerdict === 'none' ? {} : counts(byVerdict)).toEqual(tally(summary.findings));
    expect(summary.counts).toEqual(tally(summary.findings));
  });

  test('has beside each commitment what its findings come to', () => {
    const rows = section(lines, 'Commitments', 99);
    expect(rows.filter((row) => !row.startsWith('Nothing'))).toHaveLength(summary.commitments.length);
    for (const [index, line] of summary.commitments.entries()) {
      const row = rows[index] ?? '';
      const about = summary.findings.filter(
        ({ rule, clause }: Json) => rule === line.rule && JSON.stringify(clause) === JSON.stringify(line.clause),
      );
      const { MET = 0, MET_WITH_RATIONALE: withReason = 0, NOT_MET = 0, NOT_EVIDENCED: gap = 0 } = tally(about);
      const due = MET + withReason + NOT_MET + gap;
      const [, rule, base, byVerdict = ''] =
        /^(\S+)\s+.*?\s+(none due|\d+ of \d+ shown as kept)\s+(\d[^(]*?)\s*(?:\(|$)/.exec(row) ?? [];
      expect([row, rule, base]).toEqual([
        row,
        line.rule,
        due === 0 ? 'none due' : `${MET + withReason} of ${due} shown as kept`,
      ]);
      expect(counts(byVerdict)).toEqual(tally(about));
    }
  });

  test('counts consultations, decisions, changes and awards as it lists them', () => {
    const { consultations, decisions, changes, awards } = summary;
    const number = (pattern: RegExp): number => Number(pattern.exec(section(lines, 'In short', 3).join(' '))?.[1]);
    expect(number(/(\d+) consultations?,/)).toBe(consultations.length);
    expect(number(/(\d+) decisions?,/)).toBe(decisions.length);
    expect(number(/(\d+) (?:notice or change|notices or changes) of funding/)).toBe(changes.length);
    expect(number(/(\d+) awards?/)).toBe(awards.count);
    const listed = (title: string) => section(lines, title, 3).filter((line) => line !== 'None on record.').length;
    expect(listed('Consultations')).toBe(consultations.length);
    expect(listed('Decisions')).toBe(decisions.length);
    expect(listed('Changes to funding')).toBe(changes.length);
    const made = [...log.values()].filter(
      (event) =>
        event.commissioner === commissioner &&
        /^(GrantAwarded|ContractAwarded|FundingAgreementMade)$/.test(event.type) &&
        event.occurredOn !== null,
    );
    expect(awards.count).toBe(made.length);
    const pounds = made.reduce((sum, { data }) => sum + Number(data['amount'] ?? 0), 0);
    expect(Number(awards.pounds)).toBeCloseTo(pounds, 2);
    expect(text.includes(`£${pounds.toLocaleString('en-GB', { minimumFractionDigits: 2 })}`)).toBe(made.length > 0);
  });

  test('rests on events that are in the log, and names each of its findings’ evidence', () => {
    const unwrapped = text.replaceAll(/\n {5}(?! )/g, ' ');
    const ids = [...unwrapped.matchAll(/Evidence: (.*?)(?= Not on record:| Note:|\n|$)/g)].flatMap(([, list = '']) =>
      list.split(', '),
    );
    expect([...new Set(ids.map((id) => id.trim()))].toSorted()).toEqual(
      [...new Set<string>(summary.findings.flatMap(({ evidence }: Json) => evidence))].toSorted(),
    );
    for (const id of ids) expect([id.trim(), log.has(id.trim())]).toEqual([id.trim(), true]);
    const lists = ['consultations', 'decisions', 'changes'].flatMap((list) => summary[list]);
    for (const { evidence } of lists) {
      expect(evidence.length).toBeGreaterThan(0);
      for (const id of evidence) expect([id, log.has(id)]).toEqual([id, true]);
    }
  });

  test('tells of the record itself what can be counted in the log', () => {
    const { facts, corrected, inferredDates } = summary.dataQuality;
    const [, total, inferred] =
      /^(\d+) facts? in the matters .* contested, (\d+) with a date that is inferred/.exec(
        section(lines, 'The record itself', 3).join(' '),
      ) ?? [];
    expect([Number(total), Number(inferred)]).toEqual([facts, inferredDates]);
    const remarks = [...log.values()].filter(({ type }) => type === 'EventCorrected');
    const targets = new Set(remarks.map(({ data }) => data['targetId']));
    const own = [...log.values()].filter((event) => event.commissioner === commissioner && targets.has(event.id));
    expect(corrected).toBe(own.length);
  });

  test('keeps to a width that can be printed', () => {
    for (const line of lines.filter((one) => one.length > 120)) expect(line).toMatch(/^ {2}\S+ +\S/);
    expect(text.endsWith('\n')).toBe(true);
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  });
});

describe.each(MATTERS)('the printed trail of %s', (matter) => {
  test('tells each event of the matter once, in the order in which they happened', async () => {
    const trail = await application.ask(new DecisionTrail(OPERATOR, matter));
    const findings = await application.ask(new Findings(OPERATOR, { matter }));
    const text = trailText(trail!, findings);
    const [, happened = ''] = /What happened, in order\n-+\n([\s\S]*?)\n\n/.exec(text) ?? [];
    const ids = [...happened.matchAll(/\{([^}]+)\}/g)].map(([, id = '']) => id);
    const own = [...log.values()].filter((event) => event.matter === matter);
    expect(own.length).toBeGreaterThan(1);
    expect(ids.toSorted()).toEqual(own.map(({ id }) => id).toSorted());
    expect(new Set(ids).size).toBe(ids.length);
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
  });

  test('puts each other event of the matter under one heading for each decision', async () => {
    const trail = await application.ask(new DecisionTrail(OPERATOR, matter));
    const text = trailText(trail!, []);
    const parts = text.split(/\nDecision (?=\S+: taken)/).slice(1);
    expect(parts).toHaveLength(trail!.decisions.length);
    for (const [index, part] of parts.entries()) {
      const decision = trail!.decisions[index]!;
      const counted = [...part.matchAll(/^ {2}\S.*\((\d+)\):$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
      const others = trail!.entries.length - 1;
      expect(counted).toBe(others);
      const listed = [...part.matchAll(/\((\d+)\):\n((?: {4}.*\n?)+)/g)].flatMap(([, , list = '']) =>
        list.split(/[,\s]+/).filter(Boolean),
      );
      expect(listed.toSorted()).toEqual(
        trail!.entries
          .map(({ fact }) => fact.id)
          .filter((id) => id !== decision.decision.taken?.id)
          .toSorted(),
      );
    }
  });
});
