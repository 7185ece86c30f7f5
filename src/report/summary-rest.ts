import { SMALL, type ActionLine, type DisputeGroup } from '../compliance/summary/summary-told.js';
import type { Summary } from '../compliance/summary/summary.js';
import { label } from '../kernel/time.js';
import { paragraph, type Block, type Cell, type Section, type Table } from './document.js';
import { dateCell, daysText, instantLabel, ofBase, plural } from './words.js';

const FEWER = `fewer than ${SMALL}`;

const disputesTables = (groups: readonly DisputeGroup[]): Block[] => [
  {
    kind: 'table',
    id: 'disputes',
    caption: 'Disputes raised in the period, by commitment',
    empty: 'None on record.',
    columns: [{ heading: 'Commitment', share: 2 }, { heading: 'Disputes' }],
    rows: groups.map(({ commitment, count }) => [commitment, count ?? FEWER]),
  },
  ...(groups.some(({ disputes }) => disputes.length > 0)
    ? [
        {
          kind: 'table' as const,
          id: 'dispute-list',
          caption: 'How each went, without a word of who raised it',
          empty: 'None on record.',
          columns: [
            { heading: 'Commitment', share: 1.2 },
            { heading: 'Stage reached' },
            { heading: 'Days', share: 0.8 },
            { heading: 'Outcome' },
            { heading: 'Remedy', share: 2 },
            { heading: 'Lesson', share: 2 },
          ],
          rows: groups.flatMap(({ commitment, disputes }) =>
            disputes.map((it): Cell[] => [
              commitment,
              it.stage ?? 'no record',
              daysText(it.days, 'no record'),
              it.outcome ?? 'open',
              it.remedy ?? 'no record',
              it.lesson ?? 'no record',
            ]),
          ),
        },
      ]
    : []),
];

export const disputesSection = ({ disputes }: Summary): Section => {
  const { total, fewerThan, groups } = disputes;
  const count = total === null ? (fewerThan === null ? `${SMALL} or more` : FEWER) : `${total}`;
  return {
    heading: '7. Disputes',
    blocks: [
      ...(groups.length > 0
        ? [
            paragraph(
              `Disputes: ${count}. A dispute over several commitments is told under each.${total === null ? ` Where there are ${FEWER} on a commitment the public is not told how many, nor how they went.` : ''}`,
            ),
          ]
        : []),
      ...disputesTables(groups),
    ],
  };
};

export const practiceSection = ({ practice, disputes }: Summary): Section => {
  const lessons = [
    ...new Set(disputes.groups.flatMap((group) => group.disputes.flatMap(({ lesson }) => (lesson ? [lesson] : [])))),
  ];
  return {
    heading: '10. Good practice and lessons',
    blocks: [
      {
        kind: 'list',
        items: practice.map(({ text, on, framework }) => ({
          lead: text,
          parts: [`${label(on)}, ${framework}`],
          evidence: [],
        })),
        empty: 'No example of good practice is on record.',
      },
      {
        kind: 'list',
        items: lessons.map((lesson) => ({ lead: lesson, parts: [], evidence: [] })),
        empty: 'No lesson is on record.',
      },
    ],
  };
};

const actionsTable = (id: string, caption: string, lines: readonly ActionLine[], names: Summary['names']): Table => ({
  kind: 'table',
  id,
  caption,
  empty: `${caption}: none on record.`,
  columns: [
    { heading: 'Action', share: 3 },
    { heading: 'Owner' },
    { heading: 'Due' },
    { heading: 'Done' },
    { heading: 'Plan', share: 1.5 },
  ],
  rows: lines.map((it): Cell[] => [
    it.text,
    it.owner === null ? 'none named' : (names[it.owner] ?? it.owner),
    dateCell(it.dueOn, 'no day set'),
    it.done ? { when: it.completedOn, otherwise: 'yes, day not on record' } : 'no record',
    `${label(it.plan.from)} to ${label(it.plan.to)}`,
  ]),
});

export const actionsSection = ({ actions, names }: Summary): Section => ({
  heading: '11. Action plan',
  blocks: [
    actionsTable('actions', 'Actions of the period', actions.thisPeriod, names),
    actionsTable('next-actions', 'Actions of the period that follows', actions.next, names),
  ],
});

export const qualitySection = ({ dataQuality: it, undated }: Summary, basis: string): Section => ({
  heading: '12. The record itself',
  blocks: [
    {
      kind: 'table',
      id: 'quality',
      caption: `What the record is like: ${plural(it.facts, 'fact')} in the matters of this period`,
      empty: '',
      columns: [{ heading: 'What', share: 3 }, { heading: 'Facts' }],
      rows: (
        [
          [`Recorded more than ${it.lateAfterDays} days after they happened`, it.recordedLate],
          ['Corrected since', it.corrected],
          ['Contested', it.contested],
          ['With a date that is inferred or illustrative', it.inferredDates],
          ['Without an exact day', it.inexactDates],
        ] as const
      ).map(([what, count]) => [what, it.facts === 0 ? 'no facts' : ofBase(count, it.facts)]),
    },
    paragraph(`Findings without any date on record, which belong to no period: ${undated.length}.`),
    paragraph(`This summary rests on ${basis}.`),
  ],
});

export const evidenceAnnex = ({ evidence }: Summary): Section => ({
  heading: 'Annex. Events the findings rest on',
  blocks: [
    {
      kind: 'table',
      id: 'evidence',
      caption: `${plural(evidence.length, 'event')} on which a finding of the period rests`,
      empty: 'None.',
      only: 'files',
      anchors: evidence.map(({ id }) => id),
      columns: [
        { heading: 'Event', share: 2 },
        { heading: 'Type', share: 1.5 },
        { heading: 'Happened' },
        { heading: 'Recorded', share: 1.2 },
        { heading: 'Source', share: 2.5 },
      ],
      rows: evidence.map((it): Cell[] => [
        it.id,
        it.type,
        dateCell(it.occurredOn, 'no date on record'),
        instantLabel(it.recordedAt),
        it.sources.map(({ title, url }) => (url ? `${title}, ${url}` : title)).join('; ') || 'no document on record',
      ]),
    },
    ...(evidence.length > 0 ? [] : [paragraph('No finding rests on an event.')]),
  ],
});
