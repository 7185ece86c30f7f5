import type { ConductLine, SaidLine, SurveyLine, Trust } from '../compliance/summary/summary-trust.js';
import type { Summary } from '../compliance/summary/summary.js';
import { label } from '../kernel/time.js';
import { percent, type Said } from '../measures/captions.js';
import type { Figures } from '../measures/figures.js';
import { paragraph, type Cell, type Section, type Table } from './document.js';
import { dateCell, plural } from './words.js';

const SIDES = { commissioner: 'the public side', tso: 'the sector' } as const;

const DIRECTIONS: Readonly<Record<string, string>> = {
  'tso->commissioner': 'The organisations about the public side',
  'commissioner->tso': 'The public side about the organisations',
};

/** A number with its range, or why there is none. */
const estimate = ({ published, lower, upper, status, fellDue }: Figures): string => {
  if (published !== null) return `${percent(published)} (${percent(lower)} to ${percent(upper)})`;
  if (status === 'seen-in-part') return 'not given: only a part may be seen';
  return fellDue === 0 ? 'nothing fell due' : 'not enough evidence';
};

/** The estimate of another day, with its base. */
const estimateBefore = (figures: Figures): string =>
  figures.published === null ? estimate(figures) : `${estimate(figures)}, ${figures.fellDue} due`;

const conductRow = ({ measure, owedBy, now, before }: ConductLine): Cell[] => [
  `${measure === 'reliability' ? 'Reliability' : 'Transparency'} of ${SIDES[owedBy]}`,
  ...[now.fellDue, now.onTime, now.late, now.missed, now.excused],
  estimate(now),
  estimateBefore(before),
];

const conductTable = ({ on, before, conduct }: Trust): Table => ({
  kind: 'table',
  id: 'conduct',
  caption: `What was owed by ${label(on)} and what was done, since the record begins`,
  empty: 'Nothing is measured.',
  columns: [
    { heading: 'Measure', share: 2 },
    ...['Fell due', 'On time', 'Late', 'Missed', 'Excused'].map((heading) => ({ heading, share: 0.6 })),
    { heading: 'Estimate', share: 1.6 },
    { heading: `At ${label(before)}`, share: 1.6 },
  ],
  rows: conduct.map(conductRow),
});

const answeredOf = ({ respondents, eligible }: Said): string =>
  eligible === null ? `${respondents}` : `${respondents} of ${eligible}`;

const saidCells = (said: Said | null): Cell[] =>
  said === null ? ['not published', 'not published'] : [percent(said.published), answeredOf(said)];

const saidRow = ({ direction, now, before }: SaidLine): Cell[] => [
  DIRECTIONS[direction] ?? direction,
  now === null ? null : { when: now.on, otherwise: '' },
  ...saidCells(now),
  before === null ? 'not published' : `${percent(before.published)} (${answeredOf(before)} answered)`,
];

const saidTable = ({ said, before }: Trust): Table => ({
  kind: 'table',
  id: 'perception',
  caption: 'What each side says of the other, one organisation one vote, as last published',
  empty: 'No answer to a survey is published. Few complaints are no sign of trust.',
  columns: [
    { heading: 'Who speaks', share: 2 },
    { heading: 'Published' },
    { heading: 'Agreement' },
    { heading: 'Answered' },
    { heading: `At ${label(before)}`, share: 1.5 },
  ],
  rows: said.map(saidRow),
});

const surveyRow = ({ wave, direction, instrument, issuedOn, asked }: SurveyLine): Cell[] => [
  wave,
  DIRECTIONS[direction] ?? direction,
  instrument,
  dateCell(issuedOn, 'no date on record'),
  asked === 0 ? 'nobody is named' : plural(asked, 'organisation'),
];

const surveysTable = ({ surveys }: Trust): Table => ({
  kind: 'table',
  id: 'surveys',
  caption: 'Surveys sent out in the period',
  empty: 'No survey of the period is on record. Few complaints are no sign of trust.',
  columns: [
    { heading: 'Survey', share: 1.2 },
    { heading: 'Who speaks', share: 2 },
    { heading: 'Kind' },
    { heading: 'Sent out' },
    { heading: 'Concerns' },
  ],
  rows: surveys.map(surveyRow),
});

/** What each side says of the other, and beside it what both did. The two are not added up. */
export const trustSection = ({ trust }: Summary): Section => ({
  heading: '9. Trust survey',
  blocks: [surveysTable(trust), saidTable(trust)],
  sections: [
    {
      heading: 'What was done, beside what is said',
      blocks: [
        conductTable(trust),
        paragraph(
          'An estimate gives more weight to what is recent, each relationship has one vote, and in brackets is the range in which it lies with 95% certainty. What is owed to several organisations is counted once for each. Two estimates that are near each other do not tell that anything changed.',
        ),
        paragraph(
          `Measured by version ${trust.policy.version} of the rules "${trust.policy.id}" (${trust.policy.hash.slice(0, 12)}). What was done and what is said of it are different things: neither stands for the other.`,
        ),
      ],
    },
  ],
});
