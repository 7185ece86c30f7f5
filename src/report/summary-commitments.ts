import type { Finding } from '../compliance/finding.js';
import type { CommitmentLine, Summary } from '../compliance/summary/summary.js';
import { paragraph, type Block, type Item, type Section, type Table } from './document.js';
import { findingsList, findingsTable } from './findings-list.js';
import { clauseText, countsText, ofBase, plural } from './words.js';

const marks = (line: CommitmentLine): string => {
  const said = [line.advisory && 'asked for where possible', !line.inForce && 'not in force then'].filter(Boolean);
  return said.length > 0 ? ` (${said.join('; ')})` : '';
};

const commitmentsTable = (id: string, caption: string, lines: readonly CommitmentLine[]): Table => ({
  kind: 'table',
  id,
  caption,
  empty: 'Nothing on record in this period called for a commitment.',
  columns: [
    { heading: 'Commitment', share: 1.5 },
    { heading: 'What it asks', share: 3 },
    { heading: 'Kept', share: 0.8 },
    { heading: 'Findings', share: 1.7 },
    { heading: 'Exceptions used', share: 1.1 },
    { heading: 'No record', share: 0.7 },
    { heading: 'Events it rests on', share: 0.9 },
  ],
  rows: lines.map((line) => [
    `${line.rule} ${clauseText(line)}${marks(line)}`,
    line.says ?? '',
    ofBase(line.kept, line.due),
    countsText(line.counts),
    line.exceptions.length,
    line.noRecord,
    line.events,
  ]),
});

const exceptionItems = (lines: readonly CommitmentLine[]): Item[] =>
  lines.flatMap((line) => {
    const reasons = new Map<string, number>();
    for (const { about, because } of line.exceptions) {
      const text = `${about.kind} ${about.id}: ${because}`;
      reasons.set(text, (reasons.get(text) ?? 0) + 1);
    }
    return [...reasons].map(([text, count]) => ({
      lead: `${line.rule} ${clauseText(line)}${count > 1 ? `, ${count} times` : ''}`,
      parts: [text],
      evidence: [],
    }));
  });

/** What no rule looks at, by framework. */
const forJudgement = ({ frameworks }: Summary, side: 'forJudgement' | 'sectorForJudgement'): Block[] => {
  const items = frameworks.flatMap(({ title, [side]: parts }): Item[] =>
    parts !== null && parts.length > 0 ? [{ lead: title, parts, evidence: [] }] : [],
  );
  if (items.length === 0)
    return [paragraph('What the texts ask and no rule looks at is not in this table: it is for people to judge.')];
  return [
    paragraph('For people to judge, since no rule can tell it from the record:'),
    { kind: 'list', items, empty: '' },
  ];
};

const of = (findings: readonly Finding[], ...verdicts: readonly Finding['verdict'][]) =>
  findings.filter(({ verdict }) => verdicts.includes(verdict));

/** Whether any paragraph number is from memory, said once. */
export const asterisk = (confirmed: readonly boolean[]): Block[] =>
  confirmed.includes(false)
    ? [paragraph('* The number of this paragraph is cited from memory and was not checked against the text.')]
    : [];

export const commitmentsSection = (summary: Summary): Section => {
  const { names } = summary;
  const lines = summary.commitments.filter((line) => line.owedBy === 'commissioner');
  const findings = summary.findings.filter((finding) => finding.owedBy === 'commissioner');
  return {
    heading: '3. Commitment by commitment',
    blocks: [
      commitmentsTable(
        'commitments',
        'How each commitment of the public side was kept: what was kept of what fell due',
        lines,
      ),
      ...asterisk(findings.map(({ clauseConfirmed }) => clauseConfirmed)),
      ...forJudgement(summary, 'forJudgement'),
      findingsTable(summary.findings, names),
    ],
    sections: [
      {
        heading: 'Exceptions used, and the reasons',
        blocks: [{ kind: 'list', items: exceptionItems(lines), empty: 'None was used.' }],
      },
      {
        heading: 'Where the record shows a departure',
        blocks: [findingsList(of(findings, 'NOT_MET'), names, 'No finding is "not met".')],
      },
      {
        heading: 'What cannot be told from the record',
        blocks: [findingsList(of(findings, 'NOT_EVIDENCED'), names, 'Nothing: every finding has its evidence.')],
      },
      {
        heading: 'Other findings',
        blocks: [
          findingsList(
            of(findings, 'MET', 'MET_WITH_RATIONALE', 'AT_RISK', 'NOT_DUE', 'NOT_APPLICABLE'),
            names,
            'None.',
          ),
        ],
      },
    ],
  };
};

export const sectorSection = (summary: Summary): Section => {
  const lines = summary.commitments.filter((line) => line.owedBy === 'tso');
  const findings = summary.findings.filter((finding) => finding.owedBy === 'tso');
  return {
    heading: '8. What the sector undertook',
    blocks: [
      paragraph('A Compact has two sides. What third sector organisations undertook is told in the same way.'),
      {
        ...commitmentsTable(
          'sector',
          `How each commitment of the sector was kept: ${plural(findings.length, 'finding')}`,
          lines,
        ),
        empty: 'None on record: nothing in this period called for a commitment of the sector.',
      },
      ...forJudgement(summary, 'sectorForJudgement'),
      findingsList(findings, summary.names, 'No finding is about a commitment of the sector.'),
    ],
  };
};
