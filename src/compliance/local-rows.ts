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
];
