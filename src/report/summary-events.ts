import type { ChangeLine, ConsultationLine, DecisionLine } from '../compliance/summary/summary-lines.js';
import type { Sequence, Step } from '../compliance/summary/summary-sequences.js';
import type { Summary } from '../compliance/summary/summary.js';
import { label, type NumberRange } from '../kernel/time.js';
import { paragraph, type Cell, type Section, type Table } from './document.js';
import { findingsList } from './findings-list.js';
import { dateCell, daysText, plural, poundsLabel, recorded, someOf, WORDS } from './words.js';

/** Whether it was open as long as each framework asks. */
const longEnough = ({ days, asked }: ConsultationLine): string => {
  if (asked.length === 0) return 'no length is asked for';
  return asked
    .map((least) => {
      if (days === null) return `${least} asked: cannot be told`;
      if (days.min >= least) return `${least} asked: yes`;
      return `${least} asked: ${days.max < least ? 'no' : 'cannot be told'}`;
    })
    .join('; ');
};

/** Reasons for a length are asked for only where it is shorter than some framework asks. */
const reasonsText = ({ rationale, days, asked }: ConsultationLine): string => {
  const isLongEnough = asked.every((least) => days !== null && days.min >= least);
  return !rationale && isLongEnough ? 'none needed' : recorded(rationale);
};

const feedbackText = ({ feedbackOn, feedbackAfter }: ConsultationLine): string => {
  if (feedbackOn === null) return 'no record';
  return daysText(feedbackAfter, 'on record; days cannot be told');
};

const consultationsTable = (lines: readonly ConsultationLine[]): Table => ({
  kind: 'table',
  id: 'consultations',
  caption: 'Consultations that opened in the period',
  empty: 'None on record.',
  columns: [
    { heading: 'Consultation', share: 2.2 },
    { heading: 'Form' },
    { heading: 'Opened' },
    { heading: 'Closed' },
    { heading: 'Open for', share: 0.8 },
    { heading: 'As long as asked', share: 1.2 },
    { heading: 'Reasons for its length', share: 0.9 },
    { heading: 'Feedback after the close' },
  ],
  rows: lines.map((it): Cell[] => [
    it.title ?? it.id,
    it.form ?? 'no record',
    dateCell(it.opened),
    it.closed !== null && !it.closingOnRecord ? `${label(it.closed)} (planned)` : dateCell(it.closed),
    daysText(it.days, 'no record'),
    longEnough(it),
    reasonsText(it),
    feedbackText(it),
  ]),
});

export const consultationsSection = ({ consultations }: Summary): Section => ({
  heading: '4. Consultations',
  blocks: [consultationsTable(consultations)],
});

const range = ({ min, max }: NumberRange): string => (min === max ? `${min}` : `${min} to ${max}`);

/** "3 months (92 days)", "none: 5 days after the new terms began". */
const noticeText = ({ noticeMonths, noticeDays, noticeReceived }: ChangeLine): string => {
  if (noticeReceived === null) return 'no record of a notice';
  if (noticeMonths === null || noticeDays === null) return 'cannot be told';
  if (noticeDays.max < 0)
    return `none: ${daysText({ min: -noticeDays.max, max: -noticeDays.min }, '')} after the new terms began`;
  const months = noticeMonths.max === 1 && noticeMonths.min === 1 ? '1 month' : `${range(noticeMonths)} months`;
  return `${months} (${daysText(noticeDays, '')})`;
};

const changesTable = (lines: readonly ChangeLine[], names: Summary['names']): Table => ({
  kind: 'table',
  id: 'changes',
  caption: 'Changes to funding decided, notified or begun in the period; months are whole calendar months',
  empty: 'None on record.',
  columns: [
    { heading: 'Change', share: 1.4 },
    { heading: 'Organisations', share: 1.5 },
    { heading: 'Decided' },
    { heading: 'Notice received' },
    { heading: 'First day on new terms' },
    { heading: 'Notice', share: 1.2 },
    { heading: 'Impact assessed' },
    { heading: 'Reasons', share: 0.8 },
  ],
  rows: lines.map((it): Cell[] => [
    it.id,
    it.tsos.length > 0 ? someOf(it.tsos.map((tso) => names[tso] ?? tso)) : 'none named',
    dateCell(it.decidedOn),
    dateCell(it.noticeReceived),
    dateCell(it.firstDayOnNewTerms),
    `${noticeText(it)}${it.exception ? `; exceptional circumstances recorded: ${it.exception}` : ''}`,
    dateCell(it.impactAssessedOn),
    recorded(it.rationale),
  ]),
});

export const changesSection = ({ changes, findings, names, awards }: Summary): Section => ({
  heading: '5. Changes to funding',
  blocks: [
    changesTable(changes, names),
    ...(changes.some(({ noticeBy }) => noticeBy === 'sent')
      ? [paragraph('Where the day on which a notice was received is not on record, the day it was sent is shown.')]
      : []),
    paragraph(
      `Awards made in the period: ${plural(awards.count, 'award')}${awards.count > 0 ? `, ${poundsLabel(awards.pounds)} in all, to ${plural(awards.recipients, 'recipient')}, ${awards.withoutAmount} without an amount on record` : ''}.`,
    ),
  ],
  sections: [
    {
      heading: 'Were cuts passed on in proportion?',
      blocks: [
        findingsList(
          findings.filter(({ rule }) => rule === 'BV4'),
          names,
          'Cannot be told: what the body takes from its own budget and from the sector is not on record side by side.',
        ),
      ],
    },
  ],
});

const verdictsText = ({ verdicts }: DecisionLine): string =>
  Object.entries(verdicts)
    .map(([rule, all]) => `${rule}: ${tallied(all.map((verdict) => WORDS[verdict]))}`)
    .join('; ') || 'no rule judged it';

/** "met" once, "met (3)" for several. */
const tallied = (words: readonly string[]): string =>
  [...new Set(words)]
    .map((word) => {
      const count = words.filter((other) => other === word).length;
      return count > 1 ? `${word} (${count})` : word;
    })
    .join(', ');

const decisionsTable = (lines: readonly DecisionLine[]): Table => ({
  kind: 'table',
  id: 'decisions',
  caption: 'Decisions taken in the period',
  empty: 'None on record.',
  columns: [
    { heading: 'Decision', share: 2 },
    { heading: 'Effect', share: 0.7 },
    { heading: 'Taken' },
    { heading: 'Finality', share: 0.9 },
    { heading: 'Status', share: 0.9 },
    { heading: 'Findings', share: 2.5 },
  ],
  rows: lines.map((it): Cell[] => [
    it.title ?? it.id,
    it.effect,
    dateCell(it.takenOn),
    it.finality,
    it.status.toLowerCase(),
    verdictsText(it),
  ]),
});

const side = (days: number): string => `${plural(Math.abs(days), 'day')} ${days < 0 ? 'before' : 'after'}`;

/** How far a step is from the decision: "35 days before", "the same day", "2 days before to 1 day after". */
const distance = ({ days }: Step): string => {
  if (days === null) return 'cannot be told';
  if (days.min === days.max) return days.min === 0 ? 'the same day' : side(days.min);
  return `${side(days.min)} to ${side(days.max)}`;
};

const sequenceSection = (it: Sequence, index: number, names: Summary['names']): Section => ({
  heading: `${it.title ?? it.decision} (${it.effect})`,
  blocks: [
    {
      kind: 'table',
      id: `steps-${index + 1}`,
      caption: `Steps around ${it.decision} in the order of dates`,
      empty: 'No step is on record.',
      columns: [
        { heading: 'Date', share: 1.2 },
        { heading: 'From the decision', share: 1.1 },
        { heading: 'Step', share: 2 },
        { heading: 'Organisations', share: 2.2 },
        { heading: 'Evidence', share: 2 },
      ],
      rows: it.steps.map((step): Cell[] => [
        dateCell(step.on, 'no date on record'),
        distance(step),
        step.step,
        someOf(step.tsos.map((tso) => names[tso] ?? tso)),
        someOf(step.evidence, 3),
      ]),
    },
    paragraph(
      it.noRecord.length > 0
        ? `No record of: ${it.noRecord.join('; ')}.`
        : 'Each step that is asked for around such a decision is on record.',
    ),
  ],
});

export const decisionsSection = ({ decisions, sequences, names }: Summary): Section => ({
  heading: '6. Decisions, and what was done around each reduction or ending',
  blocks: [decisionsTable(decisions)],
  sections: sequences.map((it, index) => sequenceSection(it, index, names)),
});
