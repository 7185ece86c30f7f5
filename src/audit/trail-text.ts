import type { Finding } from '../compliance/finding.js';
import type { Dispute } from '../dispute/dispute.view.js';
import { label } from '../kernel/time.js';
import { together } from '../compliance/summary/together.js';
import { wrapped } from '../report/wrapped.js';
import { KNOWLEDGE, type Knowledge, type Trail, type TrailEntry } from './trail.js';

const HEADINGS: Record<Knowledge, string> = {
  ON_RECORD: 'On record by the end of that day',
  CLAIMED_ON_RECORD: 'On record then, so its source claims; our log took it later',
  RECORDED_LATER: 'Had happened, and was recorded only later',
  HAPPENED_LATER: 'Happened later',
  UNCERTAIN: 'Dates not exact enough to tell',
};

const disputeText = ({ id, raised, court, resolved }: Dispute): string => {
  const began = raised ?? court.claim;
  const judgments = court.judgments.map(({ data, occurredOn }) => `; judgment ${label(occurredOn)}: ${data.result}`);
  const end = resolved ? `${resolved.data.outcome} ${label(resolved.occurredOn)}` : 'not on record as resolved';
  return `  ${wrapped(`Disputed (${id}), ${label(began?.occurredOn)}: ${end}${judgments.join('')}`, 5)}`;
};

const entryText = ({ fact, sentence, recordedAfterDays, late }: TrailEntry): string => {
  const marks = [
    fact.annulled && 'annulled',
    late && `recorded ${recordedAfterDays} days later`,
    fact.basis !== 'stated' && `date ${fact.basis}`,
    fact.correctedBy && 'corrected',
    fact.contested.length > 0 && 'contested',
    fact.countersigned.length > 0 && `countersigned by ${fact.countersigned.map(({ by }) => by).join(', ')}`,
  ].filter(Boolean);
  const day = label(fact.occurredOn);
  // What does not fit beside the text stands above it.
  const column = day.length > 20 ? `${day}\n${' '.repeat(23)}` : `${day.padEnd(20)} `;
  return `  ${column}${wrapped(`${sentence}${marks.length ? ` [${marks.join('; ')}]` : ''} {${fact.id}}`, 23)}`;
};

/** A decision trail as plain text. The id in braces is the event each line rests on. */
export const trailText = (trail: Trail, findings: readonly Finding[]): string => {
  const title = `Decision trail: ${trail.title ?? trail.matter}`;
  return `${[
    title,
    '='.repeat(title.length),
    `Matter            ${trail.matter}`,
    `Record            ${trail.knownAt === null ? 'as known now' : `as known at ${trail.knownAt}`}, up to position ${trail.through || 'none'}`,
    '',
    'What happened, in order',
    '-----------------------',
    ...trail.entries.map(entryText),
    ...trail.decisions.flatMap((it) => {
      const heading = `Decision ${it.decision.id}: taken ${label(it.takenOn)}, ${it.finality}, ${it.status.toLowerCase().replace('_', ' ')}`;
      return [
        '',
        heading,
        '-'.repeat(heading.length),
        ...it.disputes.map(disputeText),
        ...KNOWLEDGE.flatMap((knowledge) => {
          const known = it.knowledge.filter((one) => one.knowledge === knowledge);
          return known.length === 0
            ? []
            : [
                `  ${HEADINGS[knowledge]} (${known.length}):`,
                `    ${wrapped(known.map(({ entry, since }) => `${entry.fact.id}${since ? ` (${since.toLowerCase()} since)` : ''}`).join(', '), 4)}`,
              ];
        }),
        ...together(findings.filter(({ about }) => about.kind === 'decision' && about.id === it.decision.id)).flatMap(
          ({ finding: { rule, verdict, because, clause, clauseConfirmed, notes }, tsos }) => {
            const whom = tsos.length > 0 ? ` (${tsos.map((id) => trail.names[id] ?? id).join(', ')})` : '';
            const text = `${because} (${clause.framework} ${clause.edition} ${clause.number}${clauseConfirmed ? '' : '*'})`;
            return [
              `  ${wrapped(`${rule} ${verdict.replaceAll('_', ' ')}${whom}: ${text}`, 5)}`,
              ...notes.map((note) => `     ${wrapped(`Note: ${note}`, 5)}`),
            ];
          },
        ),
      ];
    }),
    ...(trail.decisions.length === 0 ? ['', 'No decision is on record in this matter.'] : []),
    ...(findings.some(({ clauseConfirmed }) => !clauseConfirmed)
      ? ['', '* The number of this paragraph is cited from memory and was not checked against the text.']
      : []),
  ].join('\n')}\n`;
};
