import type { Finding } from '../compliance/finding.js';
import { together, type Together } from '../compliance/summary/together.js';
import type { Block, Item, Table } from './document.js';
import { clauseText, plainly, plural, someOf, WORDS } from './words.js';

type Names = Readonly<Record<string, string>>;

/** Who raised a dispute is told nowhere in a summary. */
const isDispute = ({ about }: Finding): boolean => about.kind === 'dispute';

const itemOf = ({ finding, tsos }: Together, names: Names): Item => {
  const whom = tsos.length > 0 && !isDispute(finding) ? `: ${someOf(tsos.map((tso) => names[tso] ?? tso))}` : '';
  return {
    lead: `${finding.rule} ${WORDS[finding.verdict]}, ${finding.about.kind} ${finding.about.id}${whom}`,
    parts: [
      `${finding.because} (${clauseText(finding)})`,
      ...(finding.missing.length > 0 ? [`Not on record: ${finding.missing.map(plainly).join(', ')}`] : []),
      ...finding.ifContestHolds.map(
        ({ event, by, verdict, because }) => `If the account of ${by} of ${event} holds: ${WORDS[verdict]}. ${because}`,
      ),
      ...finding.notes.map((note) => `Note: ${note}`),
    ],
    evidence: finding.evidence,
  };
};

/** From how many alike findings on only the first is written out and the others are named. */
const ALIKE = 4;

/** Findings as a list; many of one rule that lack the same evidence are told once, with the ids of the others. */
export const findingsList = (findings: readonly Finding[], names: Names, empty: string): Block => {
  const groups = new Map<string, Together[]>();
  for (const told of together(findings)) {
    const { rule, edition, verdict, missing, about } = told.finding;
    const alike = verdict === 'NOT_EVIDENCED' ? missing.join() : about.id;
    const key = [rule, edition, verdict, alike].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), told]);
  }
  const items = [...groups.values()].flatMap((group): Item[] => {
    const [first, ...others] = group;
    if (!first || others.length < ALIKE) return group.map((told) => itemOf(told, names));
    const item = itemOf(first, names);
    const more = `And ${others.length} more like it: ${someOf(others.map(({ finding }) => finding.about.id))}. The table of findings (CSV, XLSX) and JSON have them all.`;
    return [{ ...item, parts: [...item.parts, more] }];
  });
  return { kind: 'list', items, empty };
};

const WIDE: Readonly<Record<string, number>> = { 'What the record shows': 4, Numbers: 2, Evidence: 3, Notes: 4 };

/** Every finding with all its fields, one a row: for a spreadsheet. */
export const findingsTable = (findings: readonly Finding[], names: Names): Table => ({
  kind: 'table',
  id: 'findings',
  caption: `Every finding of the period: ${plural(findings.length, 'finding')}`,
  empty: 'No finding falls in this period.',
  only: 'data',
  columns: [
    'Rule',
    'Framework',
    'Edition',
    'Paragraph',
    'Paragraph number checked',
    'Edition in force',
    'Only where possible',
    'Owed by',
    'Matter',
    'Thing',
    'Thing id',
    'Organisation id',
    'Organisation',
    'Commissioner id',
    'Verdict',
    'What the record shows',
    'Numbers',
    'What called for it, on',
    'Due on',
    'Evidence',
    'Not on record',
    'Notes',
  ].map((heading) => ({ heading, share: WIDE[heading] ?? 1 })),
  rows: findings.map((finding) => {
    const tso = isDispute(finding) ? null : finding.tso;
    return [
      finding.rule,
      finding.clause.framework,
      finding.edition,
      finding.clause.number,
      finding.clauseConfirmed ? 'yes' : 'no',
      finding.inForce ? 'yes' : 'no',
      finding.advisory ? 'yes' : 'no',
      finding.owedBy,
      finding.matter,
      finding.about.kind,
      finding.about.id,
      tso,
      tso === null ? null : (names[tso] ?? tso),
      finding.commissioner,
      finding.verdict,
      finding.because,
      JSON.stringify(finding.facts),
      { when: finding.occurredOn, otherwise: '' },
      { when: finding.dueOn, otherwise: '' },
      finding.evidence.join('; '),
      finding.missing.join('; '),
      [...finding.ifContestHolds.map(({ because }) => `If contested: ${because}`), ...finding.notes].join(' '),
    ];
  }),
});
