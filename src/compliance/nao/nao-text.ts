import { label } from '../../kernel/time.js';
import type { Figure, NaoLine, NaoReport } from './nao-report.js';
import { csvRows } from '../../report/csv.js';
import { plainly } from '../../report/words.js';
import { wrapped } from '../../report/wrapped.js';

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

const present = (figures: readonly Figure[], base: number): string =>
  figures.flatMap((it) => (it.count > 0 ? [`${it.what}: ${it.count} of ${base}`] : [])).join('; ');

const daysText = (days: readonly number[]): string =>
  days.length > 0 ? `Exact days: ${days.join(', ')}.` : 'No exact days.';

/** A report as text for a terminal: each number with what it is out of. */
export const naoText = (report: NaoReport): string => {
  const { period, names } = report;
  const whose = ({ commissioner, year }: NaoLine): string =>
    [commissioner === null ? 'All' : (names[commissioner] ?? commissioner), year ?? 'whole period'].join(', ');
  const section = <Line>(title: string, lines: readonly Line[], told: (line: Line) => string): string[] => [
    '',
    title,
    '-'.repeat(title.length),
    ...(lines.length === 0 ? ['  None on record.'] : lines.map((line) => `  ${wrapped(told(line), 4)}`)),
  ];
  const title = 'Engagement with the third sector: figures for audit';
  return `${[
    title,
    '='.repeat(title.length),
    `Period  ${label(period.from)} to ${label(period.to)}`,
    `Record  ${report.knownAt === null ? 'as known now' : `as known at ${report.knownAt}`}, up to position ${report.through || 'none'}, judged as of ${label(report.validAsOf)}`,
    `Basis   ${report.basis.toLowerCase().replaceAll('_', ' ')}`,
    ...section('Length of formal written consultations, by year of opening', report.consultations, (line) =>
      [
        `${whose(line)}: ${count(line.base, 'consultation')}. ${present(line.bands, line.base)}.`,
        line.short === 0
          ? 'None was surely shorter than twelve weeks.'
          : `Surely shorter than twelve weeks: ${line.short} of ${line.base}; of these without a reason on record: ${line.unexplained} of ${line.short}.`,
        daysText(line.days),
      ].join(' '),
    ),
    ...section('Notice of changes to funding, by year of the new terms', report.notices, (line) =>
      [
        `${whose(line)}: ${count(line.base, 'change for one organisation', 'changes, each for one organisation')}.`,
        `${present(line.bands, line.base)}.`,
        daysText(line.days),
      ].join(' '),
    ),
    ...section(
      'Reasons for funding decisions, each for one organisation, where an edition in force asks for reasons',
      report.reasons,
      (line) => `${whose(line)}: on record as given by the notice for ${line.given} of ${line.base}.`,
    ),
    ...section('Complaints: one over several commitments is told under each', report.complaints, (line) =>
      [`${line.commitment}, ${line.stage}, ${line.outcome}: ${line.count} of ${line.base}.`, daysText(line.days)].join(
        ' ',
      ),
    ),
    ...section('What the record does not tell, by rule', report.gaps, (line) =>
      [
        `${line.rule}: not evidenced ${line.count} of ${line.base} that fell due.`,
        line.missing.length > 0
          ? ` Not on record: ${line.missing.map((it) => `${plainly(it.what)} (${it.count})`).join(', ')}.`
          : '',
      ].join(''),
    ),
    ...(report.undated > 0
      ? ['', `${count(report.undated, 'thing')} without a date on record: in no period, and not counted.`]
      : []),
  ].join('\n')}\n`;
};

type Row = readonly (string | number | null)[];

/** A report as CSV (RFC 4180): one figure a row, with what it is out of. An empty commissioner or year stands for all. */
export const naoCsv = ({ names, consultations, notices, reasons, complaints, gaps }: NaoReport): string => {
  const row = (section: string, line: Partial<NaoLine>, what: string, number: number, of: number): Row => {
    const { commissioner = null, year = null } = line;
    const name = commissioner === null ? null : (names[commissioner] ?? commissioner);
    return [section, commissioner, name, year, what, number, of];
  };
  const bands = (section: string, line: NaoLine & { readonly bands: readonly Figure[] }): Row[] =>
    line.bands.map((it) => row(section, line, it.what, it.count, line.base));
  const rows: Row[] = [
    ['section', 'commissioner', 'name', 'year', 'what', 'count', 'of'],
    ...consultations.flatMap((line) => [
      ...bands('consultations', line),
      row('consultations', line, 'shorter than 12 weeks', line.short, line.base),
      row('consultations', line, 'shorter than 12 weeks without a reason', line.unexplained, line.short),
    ]),
    ...notices.flatMap((line) => bands('notices', line)),
    ...reasons.map((line) => row('reasons', line, 'given by the notice', line.given, line.base)),
    ...complaints.map((it) =>
      row('complaints', {}, [it.commitment, it.stage, it.outcome].join(', '), it.count, it.base),
    ),
    ...gaps.flatMap((it) => [
      row('gaps', {}, `${it.rule} not evidenced`, it.count, it.base),
      ...it.missing.map(({ what, count: times }) => row('gaps', {}, `${it.rule} without ${what}`, times, it.count)),
    ]),
  ];
  return csvRows(rows);
};
