import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIfAlready } from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import type { When } from '../kernel/time.js';
import type { feedbackCommands } from './feedback.commands.js';
import type { FeedbackEvent, feedbackEvents } from './feedback.events.js';

type Command = CommandOf<typeof feedbackCommands, typeof feedbackEvents>;

interface State {
  readonly given: { readonly on: When | null } | null;
}

/** Of fewer than so many answers a reader could tell who gave them; answers to surveys are told of as many. */
const FEWEST = 5;

type Scorecard = Extract<FeedbackEvent, { type: 'TrustScorecardCompleted' }>;
type Collected = Extract<FeedbackEvent, { type: 'ProcessFeedbackCollected' }>;

const decideScorecard = ({ data: { completedBy }, by, commissioner, tsos }: Scorecard): void => {
  const raters = completedBy.filter((id) => id !== commissioner);
  refuseIf(
    by === 'commissioner' && raters.length === completedBy.length,
    'NOT_THEIRS',
    'data.completedBy',
    'What organisations filled in by themselves is theirs to record: leave it to them.',
  );
  refuseIf(
    raters.length > 0 && (raters.some((id) => !tsos.includes(id)) || tsos.some((id) => !raters.includes(id))),
    'OTHERS_WOULD_SEE',
    'tsos',
    `A scorecard is for those who filled it in: let tsos be ${raters.join(', ')}, or correct data.completedBy.`,
  );
};

const decideCollected = ({ data: { n }, visibility, tsos }: Collected): void => {
  const isItsAuthorsOwn = visibility === 'restricted' || (visibility === 'confidential' && tsos.length <= 1);
  refuseIf(
    n < FEWEST && !isItsAuthorsOwn,
    'TOO_FEW',
    'visibility',
    `It is of ${n} answers, and of fewer than ${FEWEST} it can be told who gave them: leave visibility out, and name nobody else in tsos.`,
  );
};

/**
 * The rules of a scorecard or of collected feedback: it is completed once; the next one is another. Neither shows what
 * one organisation thinks to somebody it was not said to.
 */
export const feedbackDecider: Decider<State, Command, FeedbackEvent> = {
  initial: { given: null },

  decide: ({ intent, fact }, { given }) => {
    refuseIfAlready(
      given !== null,
      'ALREADY_RECORDED',
      'data.feedbackId',
      ['It was recorded', given?.on],
      'correct that record, or give the next one an id of its own',
    );
    if (intent === 'CompleteTrustScorecard') decideScorecard(fact);
    else decideCollected(fact);
    return [fact];
  },

  evolve: (_, fact) => ({ given: { on: fact.occurredOn } }),
};
