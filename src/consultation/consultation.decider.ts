import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import {
  refuseIfAlready,
  refuseIfBefore,
  refuseIfOver,
  refuseUnlessEarlier,
  refuseUnlessLater,
  untilAsOf,
  withTerm,
  type Term,
} from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import type { When } from '../kernel/time.js';
import type { consultationCommands } from './consultation.commands.js';
import type { ConsultationEvent, consultationEvents } from './consultation.events.js';

type Command = CommandOf<typeof consultationCommands, typeof consultationEvents>;

const ID = 'data.consultationId';

interface State {
  /** announced: only forewarned, or only its rationale is on record yet */
  readonly status: 'unheard' | 'announced' | 'open' | 'closed' | 'withdrawn';
  readonly opensOn: When | null;
  /** the planned closing days; none as long as it was never opened */
  readonly terms: readonly Term[];
  /** the pause that has not ended */
  readonly paused: { readonly on: When | null } | null;
  /** the day it was closed or withdrawn */
  readonly endedOn: When | null;
}

const demandOpened = ({ consultationId }: { consultationId: string }, { terms }: State): void =>
  refuseIf(terms.length === 0, 'NOT_OPENED', ID, `"${consultationId}" was never opened: record its opening first.`);

const refuseAfterWithdrawal = (day: When | null, { status, endedOn }: State): void => {
  if (status === 'withdrawn') refuseIfOver('WITHDRAWN', day, ['It had been withdrawn', endedOn], 'reopen it first');
};

/** What can only be done to a consultation that is open, or was on the day it was done. */
const demandOpen = (fact: { data: { consultationId: string }; occurredOn: When | null }, state: State): void => {
  demandOpened(fact.data, state);
  refuseAfterWithdrawal(fact.occurredOn, state);
  if (state.status === 'closed')
    refuseIfOver('ALREADY_CLOSED', fact.occurredOn, ['It had been closed', state.endedOn], 'reopen it instead');
};

const refuseIfReversed = (closesOn: When | null, opensOn: When | null): void =>
  refuseIfBefore('CLOSES_BEFORE_OPENS', 'data.closesOn', ['It would close', closesOn], ['it opens', opensOn]);

/** The rules of a consultation's record: how long it is open, and in what order it can open, change and end. */
export const consultationDecider: Decider<State, Command, ConsultationEvent> = {
  initial: { status: 'unheard', opensOn: null, terms: [], paused: null, endedOn: null },

  decide: ({ intent, fact }, state) => {
    const { occurredOn } = fact;
    const { opensOn, status } = state;
    const until = untilAsOf(state.terms, occurredOn);
    switch (intent) {
      case 'OpenConsultation':
        refuseIf(
          state.terms.length > 0 || status === 'withdrawn',
          'ALREADY_OPENED',
          ID,
          'It was opened or withdrawn already: reopen, reissue or extend it, or give the other one an id of its own.',
        );
        refuseIfReversed(fact.data.closesOn, fact.data.opensOn ?? occurredOn);
        break;
      case 'ExtendConsultation':
        demandOpen(fact, state);
        refuseUnlessLater('NOT_LATER', 'data.closesOn', fact.data.closesOn, until, 'shorten it');
        refuseIfReversed(fact.data.closesOn, opensOn);
        break;
      case 'ShortenConsultation':
        demandOpen(fact, state);
        refuseUnlessEarlier('NOT_EARLIER', 'data.closesOn', fact.data.closesOn, until, 'extend it');
        refuseIfReversed(fact.data.closesOn, opensOn);
        break;
      case 'PauseConsultation':
        demandOpen(fact, state);
        refuseIfBefore('BEFORE_OPENING', 'occurredOn', ['It would be paused', occurredOn], ['it opens', opensOn]);
        refuseIfAlready(
          state.paused !== null,
          'ALREADY_PAUSED',
          ID,
          ['It was paused', state.paused?.on],
          'record first that it was resumed',
        );
        break;
      case 'ResumeConsultation':
        demandOpen(fact, state);
        refuseIf(state.paused === null, 'NOT_PAUSED', ID, 'It is not on record as paused: record first that it was.');
        refuseIfBefore(
          'RESUMED_BEFORE_PAUSED',
          'occurredOn',
          ['It would be resumed', occurredOn],
          ['it was paused', state.paused?.on],
        );
        break;
      case 'ReissueConsultation':
        demandOpen(fact, state);
        break;
      case 'WithdrawConsultation':
        refuseIf(status === 'unheard', 'NOTHING_TO_WITHDRAW', ID, 'It was never announced: record that first.');
        refuseIfAlready(status === 'withdrawn', 'ALREADY_WITHDRAWN', ID, ['It was withdrawn', state.endedOn]);
        break;
      case 'ReopenConsultation':
        demandOpened(fact.data, state);
        if (status === 'open')
          refuseIfBefore('STILL_OPEN', 'occurredOn', ['It reopens', occurredOn], ['it closes', until], 'extend it');
        refuseIfReversed(fact.data.closesOn, occurredOn);
        break;
      case 'PromoteConsultation':
      case 'SubmitConsultationResponse':
        // A TSO can say what it did or sent even where the commissioner has not recorded the opening.
        refuseAfterWithdrawal(occurredOn, state);
        break;
      case 'CloseConsultation': {
        const closedOn = fact.data.closedOn ?? occurredOn;
        const field = fact.data.closedOn ? 'data.closedOn' : 'occurredOn';
        demandOpened(fact.data, state);
        refuseAfterWithdrawal(closedOn, state);
        refuseIfAlready(status === 'closed', 'ALREADY_CLOSED', ID, ['It was closed', state.endedOn], 'reopen it first');
        refuseIfBefore('CLOSED_BEFORE_OPENED', field, ['It would be closed', closedOn], ['it opens', opensOn]);
        break;
      }
      case 'CompleteResponseAnalysis':
      case 'PublishFeedback':
      case 'ExplainFeedbackDelay':
        demandOpened(fact.data, state);
        refuseIfBefore('BEFORE_OPENING', 'occurredOn', ['This cannot be', occurredOn], ['it opens', opensOn]);
    }
    return [fact];
  },

  evolve: (state, fact) => {
    const term = (until: When | null) => withTerm(state.terms, { saidOn: fact.occurredOn, until });
    switch (fact.type) {
      case 'ConsultationForewarned':
      case 'ConsultationRationalePublished':
        return state.status === 'unheard' ? { ...state, status: 'announced' } : state;
      case 'ConsultationOpened': {
        const opensOn = fact.data.opensOn ?? fact.occurredOn;
        return { status: 'open', opensOn, terms: term(fact.data.closesOn), paused: null, endedOn: null };
      }
      case 'ConsultationExtended':
      case 'ConsultationShortened':
        return { ...state, terms: term(fact.data.closesOn) };
      case 'ConsultationPaused':
        return { ...state, paused: { on: fact.occurredOn } };
      case 'ConsultationResumed':
        return { ...state, paused: null };
      case 'ConsultationReopened':
        return { ...state, status: 'open', terms: term(fact.data.closesOn), paused: null, endedOn: null };
      case 'ConsultationWithdrawn':
        return { ...state, status: 'withdrawn', endedOn: fact.occurredOn };
      case 'ConsultationClosed':
        // A closing recorded after the withdrawal came before it.
        return state.status === 'withdrawn'
          ? state
          : { ...state, status: 'closed', endedOn: fact.data.closedOn ?? fact.occurredOn };
      default:
        return state;
    }
  },
};
