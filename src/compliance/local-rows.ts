import type { FrameworkEvent } from '../framework/framework.events.js';
import type { Row } from './rule.js';

type Parameters = Partial<Extract<FrameworkEvent, { type: 'FrameworkAdopted' }>['data']['parameters']>;

const own = {
  number: 'as adopted',
  exception: false,
  advisory: false,
  owedBy: 'commissioner',
  confirmed: true,
} as const;

const governance = (
  rule: string,
  limb: Row<'governance-kept'>['parameters']['limb'],
  months: number,
  says: string,
): Row => ({
  ...own,
  rule,
  kind: 'governance-kept',
  says,
  parameters: { limb, months },
});

/** The stages of disputes that a Local Compact sets: no national text has any. */
const disputeRow = ({ disputeStages }: Parameters): Row[] =>
  disputeStages
    ? [
        {
          ...own,
          rule: 'D',
          kind: 'dispute-answered',
          says: 'A dispute is answered within the days the local text sets for each stage, unless a longer time is agreed.',
          parameters: {
            stages: disputeStages.map(({ stage, name, days, workingDays = false }) => ({
              ...{ stage, name, days },
              kind: workingDays ? 'working' : 'calendar',
            })),
            countedFrom: 'start',
            extendedByReason: false,
            compactMattersOnly: true,
          },
          owedBy: 'commissioner',
          exception: true,
          advisory: false,
          confirmed: false,
        },
      ]
    : [];

/** Rules that a Local Compact has of its own by what it sets for itself, whatever it is based on. */
export const ownRows = (set: Parameters): Row[] => [
  ...(set.answerDays
    ? [
        {
          ...own,
          rule: 'Q',
          kind: 'request-answered',
          says: 'A question or a request for information is answered, or refused with a reason, within the days that are set.',
          parameters: { days: set.answerDays },
          exception: true,
        } as const,
      ]
    : []),
  ...(set.annualReview
    ? [governance('G1', 'annual-review', 12, 'The two sides review together each year how it works.')]
    : []),
  ...(set.actionPlan ? [governance('G2', 'action-plan', 12, 'There is an action plan for each year.')] : []),
  ...(set.championPerSignatory ? [governance('G3', 'champions', 12, 'Each body that signed has a champion.')] : []),
  ...(set.documentReviewYears
    ? [
        governance(
          'G4',
          'document-review',
          12 * set.documentReviewYears,
          'The text itself is looked over every so many years.',
        ),
      ]
    : []),
  ...disputeRow(set),
];
