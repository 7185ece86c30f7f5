import { label, type NumberRange, type When } from '../kernel/time.js';
import type { Finding, Verdict } from './finding.js';
import { VERDICTS } from './finding.js';
import type { CommitmentLine, Counts, Summary } from './summary.js';

const WIDTH = 100;

const WORDS: Record<Verdict, string> = {
  MET: 'met',
  MET_WITH_RATIONALE: 'met with a reason',
  NOT_MET: 'not met',
  NOT_EVIDENCED: 'not evidenced',
  NOT_DUE: 'not due',
  AT_RISK: 'at risk',
  NOT_APPLICABLE: 'does not apply',
};

/** Text broken into lines of at most `WIDTH` characters, each after the first indented. */
export const wrapped = (text: string, indent: number): string => {
  const margin = ' '.repeat(indent);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && margin.length + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line].join(`\n${margin}`);
};

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const countsText = (counts: Counts): string =>
  VERDICTS.flatMap((verdict) => (counts[verdict] ? [`${counts[verdict]} ${WORDS[verdict]}`] : [])).join(', ');

const daysText = (days: NumberRange | null): string => {
  if (days === null) return 'length not on record';
  return days.min === days.max ? plural(days.min, 'day') : `${days.min} to ${plural(days.max, 'day')}`;
};

const clauseText = ({ clause, clauseConfirmed }: Pick<Finding, 'clause' | 'clauseConfirmed'>): string =>
  `${clause.framework} ${clause.edition} ${clause.number}${clauseConfirmed ? '' : '*'}`;

/** The longest clause that its column gives room to; a longer one moves the rest of its line. */
const CLAUSE = 44;

const commitmentText = (line: CommitmentLine, _index: number, all: readonly CommitmentLine[]): string => {
  const rule = Math.max(...all.map((one) => one.rule.length));
  const clause = Math.max(...all.map((one) => clauseText(one).length).filter((length) => length <= CLAUSE), 0);
  const base = line.due === 0 ? 'none due' : `${line.kept} of ${line.due} shown as kept`;
  const marks = [line.advisory && 'asked for where possible', !line.inForce && 'not in force then'].filter(Boolean);
  return `  ${line.rule.padEnd(rule)}  ${clauseText(line).padEnd(clause)}  ${base.padEnd(22)} ${countsText(line.counts)}${marks.length ? ` (${marks.join('; ')})` : ''}`;
};

/** Findings that say the same of several TSOs, with these TSOs together. */
export interface Together {
  readonly finding: Finding;
  readonly tsos: readonly string[];
}

/** Puts findings together that differ in nothing but the TSO; the order of first appearance stays. */
export const together = (findings: readonly Finding[]): Together[] => {
  const groups = new Map<string, Together>();
  for (const finding of findings) {
    const { tso, tsos: _tsos, facts: _facts, ...same } = finding;
    const key = JSON.stringify(same);
    const { tsos = [] } = groups.get(key) ?? {};
    groups.set(key, { finding: groups.get(key)?.finding ?? finding, tsos: tso === null ? tsos : [...tsos, tso] });
  }
  return [...groups.values()];
};

const findingText = ({ finding, tsos }: Together, names: Summary['names']): string =>
  [
    `  ${wrapped(`${finding.rule} ${WORDS[finding.verdict].toUpperCase()}  ${finding.about.kind} ${finding.about.id}${tsos.length > 0 ? `: ${tsos.map((tso) => names[tso] ?? tso).join(', ')}` : ''}`, 5)}`,
    `     ${wrapped(`${finding.because} (${clauseText(finding)})`, 5)}`,
    ...(finding.evidence.length > 0 ? [`     ${wrapped(`Evidence: ${finding.evidence.join(', ')}`, 5)}`] : []),
    ...(finding.missing.length > 0 ? [`     ${wrapped(`Not on record: ${finding.missing.join(', ')}`, 5)}`] : []),
    ...finding.ifContestHolds.map(
      ({ event, by, verdict, because }) =>
        `     ${wrapped(`If the other account of ${event} holds (by ${by}): ${WORDS[verdict].toUpperCase()}. ${because}`, 5)}`,
    ),
    ...finding.notes.map((note) => `     ${wrapped(`Note: ${note}`, 5)}`),
  ].join('\n');

/** From how many alike findings on only the first is written out and the others are named. */
const ALIKE = 4;

/** Findings as text; many of one rule that lack the same evidence are told once, with the ids of the others. */
const findingsText = (findings: readonly Finding[], names: Summary['names']): string[] => {
  const groups = new Map<string, Together[]>();
  for (const told of together(findings)) {
    const { rule, edition, verdict, missing, about } = told.finding;
    const alike = verdict === 'NOT_EVIDENCED' ? missing.join() : about.id;
    const key = [rule, edition, verdict, alike].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), told]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (!first || others.length < ALIKE) return group.map((told) => findingText(told, names));
    const ids = others.slice(0, 10).map(({ finding }) => finding.about.id);
    const rest = others.length - ids.length;
    const ending = rest > 0 ? ` and ${rest} others, which --format json lists` : '';
    return [
      findingText(first, names),
      `     ${wrapped(`And ${others.length} more like it: ${ids.join(', ')}${ending}.`, 5)}`,
    ];
  });
};

const section = (title: string, lines: readonly string[], empty: string): string[] => [
  '',
  title,
  '-'.repeat(title.length),
  ...(lines.length > 0 ? lines : [`  ${empty}`]),
];

/** "notice received 5 March 2025", or what to say where no day is on record. */
const told = (what: string, when: When | null, otherwise: string): string =>
  when === null ? otherwise : `${what} ${label(when)}`;

const BASIS: Record<string, string> = {
  PUBLIC_RECORD: 'the public record only; other facts may exist',
  OWN_RECORD: 'what is public or concerns the organisation that asks',
  WHOLE_RECORD: 'the whole record',
};

/** A compliance summary as plain text for reading and printing. Every figure stands beside its base and its evidence. */
export const summaryText = (summary: Summary): string => {
  const { period, dataQuality: quality, awards } = summary;
  const title = `Compact compliance summary: ${summary.commissioner.name}`;
  const departures = summary.findings.filter(({ verdict }) => verdict === 'NOT_MET');
  const others = summary.findings.filter(({ verdict }) => verdict !== 'NOT_MET' && verdict !== 'NOT_EVIDENCED');
  return `${[
    title,
    '='.repeat(title.length),
    `Period            ${label(period.from)} to ${label(period.to)}`,
    `Commissioner      ${summary.commissioner.name} (${summary.commissioner.id})`,
    `Judged by         ${summary.framework ?? 'the frameworks in force on the day of each trigger'}, as on ${label(summary.validAsOf)}`,
    `Record            ${summary.knownAt === null ? 'as known now' : `as known at ${summary.knownAt}`}, up to position ${summary.through || 'none'}`,
    `Rests on          ${BASIS[summary.basis] ?? summary.basis}`,
    ...section(
      'In short',
      [
        `  ${wrapped(`${plural(summary.findings.length, 'finding')}: ${countsText(summary.counts) || 'none'}.`, 2)}`,
        `  ${plural(summary.consultations.length, 'consultation')}, ${plural(summary.decisions.length, 'decision')}, ${plural(summary.changes.length, 'notice or change of funding', 'notices or changes of funding')}, ${plural(awards.count, 'award')}${awards.count > 0 ? ` of £${Number(awards.pounds).toLocaleString('en-GB', { minimumFractionDigits: 2 })} to ${plural(awards.recipients, 'recipient')}${awards.withoutAmount > 0 ? ` (${awards.withoutAmount} without an amount on record)` : ''}` : ''}.`,
        ...(summary.undated.length > 0
          ? [`  ${plural(summary.undated.length, 'more finding')} cannot be put in any period: no date is on record.`]
          : []),
      ],
      '',
    ),
    ...section(
      'Commitments',
      summary.commitments.map(commitmentText),
      'Nothing on record in this period called for a commitment.',
    ),
    ...section(
      'Consultations',
      summary.consultations.map((it) => {
        const closing = it.closed
          ? `${it.closingOnRecord ? 'closed' : 'to close'} ${label(it.closed)}`
          : 'closing not on record';
        return `  ${wrapped(`${it.title ?? it.id}: opened ${label(it.opened)}, ${closing}, ${daysText(it.days)}; reasons for its length ${it.rationale ? 'on record' : 'not on record'}; ${it.feedbackOn ? `feedback ${label(it.feedbackOn)}` : 'no feedback on record'}.`, 4)}`;
      }),
      'None on record.',
    ),
    ...section(
      'Changes to funding',
      summary.changes.map(
        (it) =>
          `  ${wrapped(`${it.id}${it.tsos.length ? ` (${it.tsos.map((tso) => summary.names[tso] ?? tso).join(', ')})` : ''}: ${told('decided', it.decidedOn, 'no decision on record')}, ${told('notice received', it.noticeReceived, 'no receipt of a notice on record')}, ${told('first day on the new terms', it.firstDayOnNewTerms, 'first day on the new terms not on record')}; ${told('impact assessed', it.impactAssessedOn, 'no impact assessment on record')}; reasons ${it.rationale ? 'on record' : 'not on record'}.`, 4)}`,
      ),
      'None on record.',
    ),
    ...section(
      'Decisions',
      summary.decisions.map(
        (it) =>
          `  ${wrapped(
            `${it.title ?? it.id} (${it.effect}): taken ${label(it.takenOn)}, ${it.finality}, ${it.status.toLowerCase().replace('_', ' ')}. ${
              Object.entries(it.verdicts)
                .map(([rule, verdicts]) => `${rule} ${verdicts.map((verdict) => WORDS[verdict]).join(', ')}`)
                .join('; ') || 'No rule judged it'
            }.`,
            4,
          )}`,
      ),
      'None on record.',
    ),
    ...section(
      'Where the record shows a departure',
      findingsText(departures, summary.names),
      'No finding is "not met".',
    ),
    ...section(
      'What cannot be told from the record',
      findingsText(summary.gaps, summary.names),
      'Nothing: every finding has its evidence.',
    ),
    ...section('Other findings', findingsText(others, summary.names), 'None.'),
    ...section(
      'The record itself',
      [
        `  ${plural(quality.facts, 'fact')} in the matters of this period: ${quality.recordedLate} recorded more than ${quality.lateAfterDays} days after they happened, ${quality.corrected} corrected,`,
        `  ${quality.contested} contested, ${quality.inferredDates} with a date that is inferred or illustrative, ${quality.inexactDates} without an exact day.`,
      ],
      '',
    ),
    ...(summary.findings.some(({ clauseConfirmed }) => !clauseConfirmed)
      ? ['', '* The number of this paragraph is cited from memory and was not checked against the text.']
      : []),
  ].join('\n')}\n`;
};
