import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DecisionTrail } from '../../src/audit/audit.queries.js';
import { trailText } from '../../src/audit/trail-text.js';
import { OPERATOR } from '../../src/cli/context.js';
import { Findings } from '../../src/compliance/compliance.findings.js';
import { ComplianceSummary } from '../../src/compliance/compliance.summary.js';
import { outline, tablesOf, type Document } from '../../src/report/document.js';
import { documentOf } from '../../src/report/summary-document.js';
import { cellText, textOf } from '../../src/report/text.js';
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

interface Printed {
  readonly summary: Json;
  readonly document: Document;
  readonly text: string;
}

/** A summary of everything on record about a commissioner: as data, as a document, and as printed. */
const printed = async (commissioner: string): Promise<Printed> => {
  const summary = await application.ask(
    new ComplianceSummary(OPERATOR, { commissioner, from: '2000-01-01', to: '2020-12-31', framework: 'compact' }),
  );
  const document = documentOf(summary);
  return { summary: JSON.parse(JSON.stringify(summary)), document, text: textOf(document) };
};

const WORDS: Record<string, string> = {
  met: 'MET',
  'met with a reason': 'MET_WITH_RATIONALE',
  'not met': 'NOT_MET',
  'no record': 'NOT_EVIDENCED',
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
  let document: Document;
  let text: string;

  beforeAll(async () => {
    ({ summary, document, text } = await printed(commissioner));
  });

  const rows = (id: string): string[][] =>
    (tablesOf(document).find((table) => table.id === id)?.rows ?? []).map((row) => row.map(cellText));

  test('has as many findings of each verdict beside the period before as its data', () => {
    const compared = Object.fromEntries(rows('comparison').map(([what, now]) => [what, Number(now)]));
    expect(compared['Findings']).toBe(summary.findings.length);
    for (const [words, verdict] of Object.entries(WORDS))
      expect([words, compared[`of these ${words}`]]).toEqual([words, tally(summary.findings)[verdict] ?? 0]);
    expect(summary.counts).toEqual(tally(summary.findings));
  });

  test('has beside each commitment what its findings come to', () => {
    const lines = [...rows('commitments'), ...rows('sector')];
    expect(lines).toHaveLength(summary.commitments.length);
    for (const line of summary.commitments) {
      const about = summary.findings.filter(
        ({ rule, clause }: Json) => rule === line.rule && JSON.stringify(clause) === JSON.stringify(line.clause),
      );
      const { MET = 0, MET_WITH_RATIONALE: withReason = 0, NOT_MET = 0, NOT_EVIDENCED: gap = 0 } = tally(about);
      const due = MET + withReason + NOT_MET + gap;
      const { framework, edition, number } = line.clause;
      const [, , kept, byVerdict = '', exceptions, noRecord] =
        lines.find(([name = '']) => name.startsWith(`${line.rule} ${framework} ${edition} ${number}`)) ?? [];
      expect([line.rule, kept, exceptions, noRecord]).toEqual([
        line.rule,
        due === 0 ? 'none due' : `${MET + withReason} of ${due}`,
        `${withReason}`,
        `${gap}`,
      ]);
      expect(counts(byVerdict)).toEqual(tally(about));
    }
  });

  test('rates each outcome by counts that its findings bear out', () => {
    for (const [at, outcome] of summary.outcomes.entries()) {
      const { rules } = summary.thresholds.outcomes[at];
      const own = summary.findings.filter(({ rule, advisory }: Json) => rules.includes(rule) && !advisory);
      const { MET = 0, MET_WITH_RATIONALE: withReason = 0, NOT_MET = 0, NOT_EVIDENCED: gap = 0 } = tally(own);
      const due = MET + withReason + NOT_MET + gap;
      const [, rating, , kept, reasons, notMet, noRecord] = rows('outcomes')[at] ?? [];
      expect([kept, reasons, notMet, noRecord]).toEqual([
        due === 0 ? 'none due' : `${MET + withReason} of ${due}`,
        `${withReason}`,
        `${NOT_MET}`,
        `${gap}`,
      ]);
      expect(rating === 'Green').toBe(due > 0 && due === MET + withReason && withReason <= due / 4);
      expect(outcome.because).toMatch(due === 0 ? /Nothing/ : /\d+ of \d+/);
    }
  });

  test('counts consultations, decisions, changes and awards as it lists them', () => {
    const { consultations, decisions, changes, awards } = summary;
    const [first] = document.sections[1]?.blocks ?? [];
    const inShort = first?.kind === 'paragraph' ? first.text : '';
    const number = (pattern: RegExp): number => Number(pattern.exec(inShort)?.[1]);
    expect(number(/(\d+) consultations?,/)).toBe(consultations.length);
    expect(number(/(\d+) decisions?,/)).toBe(decisions.length);
    expect(number(/(\d+) (?:notice or change|notices or changes) of funding/)).toBe(changes.length);
    expect(number(/(\d+) awards?/)).toBe(awards.count);
    expect(rows('consultations')).toHaveLength(consultations.length);
    expect(rows('decisions')).toHaveLength(decisions.length);
    expect(rows('changes')).toHaveLength(changes.length);
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
    const items = outline(document.sections).flatMap(({ section }) =>
      section.blocks.flatMap((block) => (block.kind === 'list' ? block.items : [])),
    );
    const ids = [...new Set(items.flatMap(({ evidence }) => evidence))].toSorted();
    expect(ids).toEqual([...new Set<string>(summary.findings.flatMap(({ evidence }: Json) => evidence))].toSorted());
    expect(summary.evidence.map(({ id }: Json) => id)).toEqual(ids);
    for (const id of ids) expect([id, log.has(id), text.includes(id)]).toEqual([id, true, true]);
    const lists = ['consultations', 'decisions', 'changes'].flatMap((list) => summary[list]);
    for (const { evidence } of lists) {
      expect(evidence.length).toBeGreaterThan(0);
      for (const id of evidence) expect([id, log.has(id)]).toEqual([id, true]);
    }
  });

  test('tells of the record itself what can be counted in the log', () => {
    const { facts, corrected, inferredDates } = summary.dataQuality;
    const told = Object.fromEntries(rows('quality'));
    expect(told['With a date that is inferred or illustrative']).toBe(`${inferredDates} of ${facts}`);
    expect(told['Corrected since']).toBe(`${corrected} of ${facts}`);
    const remarks = [...log.values()].filter(({ type }) => type === 'EventCorrected');
    const targets = new Set(remarks.map(({ data }) => data['targetId']));
    const own = [...log.values()].filter((event) => event.commissioner === commissioner && targets.has(event.id));
    expect(corrected).toBe(own.length);
  });

  test('keeps to a width that can be printed', () => {
    for (const line of text.split('\n')) expect([line, line.length <= 100]).toEqual([line, true]);
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
