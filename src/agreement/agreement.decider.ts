import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import {
  refuseIfAlready,
  refuseIfBefore,
  refuseIfOver,
  refuseUnlessLater,
  untilAsOf,
  withTerm,
  type Term,
} from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import type { When } from '../kernel/time.js';
import type { agreementCommands } from './agreement.commands.js';
import type { AgreementEvent, agreementEvents } from './agreement.events.js';

type Command = CommandOf<typeof agreementCommands, typeof agreementEvents>;

interface State {
  readonly status: 'unmade' | 'running' | 'ended';
  readonly startsOn: When | null;
  /** the planned last days */
  readonly terms: readonly Term[];
  readonly endedOn: When | null;
  /** the day on which each report was submitted, by its id */
  readonly reports: ReadonlyMap<string, When | null>;
}

const demandMade = ({ agreementId }: { agreementId: string }, { status }: State): void =>
  refuseIf(
    status === 'unmade',
    'NOT_MADE',
    'data.agreementId',
    `Agreement "${agreementId}" is not on record: record the award first.`,
  );

const demandRunning = (fact: { data: { agreementId: string }; occurredOn: When | null }, state: State): void => {
  demandMade(fact.data, state);
  refuseIfOver('ENDED', fact.occurredOn, ['It had ended', state.endedOn], 'renew it instead');
};

const refuseIfReversed = (endsOn: When | undefined, startsOn: When | null | undefined): void =>
  refuseIfBefore('ENDS_BEFORE_START', 'data.endsOn', ['It would end', endsOn], ['it starts', startsOn]);

/** What can only be said of a report that was submitted; `code` and `what` for one said of it before. */
const demandSubmitted = (
  {
    data: { reportId },
    occurredOn,
  }: Extract<AgreementEvent, { type: 'MonitoringReportAcknowledged' | 'MonitoringReportFeedbackGiven' }>,
  { reports }: State,
  code: string,
  what: string,
): void => {
  refuseIf(
    !reports.has(reportId),
    'NOT_SUBMITTED',
    'data.reportId',
    `Report "${reportId}" is not on record as submitted: record first that it was.`,
  );
  const submitted = ['it was submitted', reports.get(reportId)] as const;
  refuseIfBefore(code, 'occurredOn', [what, occurredOn], submitted);
};

/** The rules of an agreement's record. One that ends before its first day is real: awards are withdrawn. */
export const agreementDecider: Decider<State, Command, AgreementEvent> = {
  initial: { status: 'unmade', startsOn: null, terms: [], endedOn: null, reports: new Map() },

  decide: ({ intent, fact }, state) => {
    const name = `Agreement "${fact.data.agreementId}"`;
    switch (intent) {
      case 'AwardGrant':
      case 'AwardContract':
      case 'MakeFundingAgreement':
        refuseIf(
          state.status !== 'unmade',
          'ALREADY_MADE',
          'data.agreementId',
          `${name} is on record already: vary or correct it, or give the other agreement an id of its own.`,
        );
        refuseIfReversed(fact.data.endsOn, fact.data.startsOn);
        break;
      case 'VaryAgreement':
        demandRunning(fact, state);
        refuseIfReversed(fact.data.endsOn, state.startsOn);
        break;
      case 'ExtendAgreement':
      case 'RenewAgreement': {
        // What has ended can be renewed, not extended.
        if (intent === 'ExtendAgreement') demandRunning(fact, state);
        demandMade(fact.data, state);
        const until = untilAsOf(state.terms, fact.occurredOn);
        refuseUnlessLater('NOT_LATER', 'data.endsOn', fact.data.endsOn, until, 'vary it');
        refuseIfReversed(fact.data.endsOn, state.startsOn);
        break;
      }
      case 'EndAgreement':
        demandMade(fact.data, state);
        refuseIfAlready(state.status === 'ended', 'ALREADY_ENDED', 'data.agreementId', ['It has ended', state.endedOn]);
        break;
      case 'AgreeImprovementTimetable': {
        const end = ['The timetable would end', fact.data.endsOn] as const;
        refuseIfBefore('ENDS_BEFORE_AGREED', 'data.endsOn', end, ['it was agreed', fact.occurredOn]);
        break;
      }
      case 'SubmitMonitoringReport':
        refuseIfAlready(
          state.reports.has(fact.data.reportId),
          'ALREADY_SUBMITTED',
          'data.reportId',
          ['It was submitted', state.reports.get(fact.data.reportId)],
          'give the other report an id of its own, or correct that record',
        );
        break;
      case 'AcknowledgeMonitoringReport':
        demandSubmitted(fact, state, 'ACKNOWLEDGED_BEFORE', 'It would be acknowledged');
        break;
      case 'GiveMonitoringReportFeedback':
        demandSubmitted(fact, state, 'FEEDBACK_BEFORE', 'Feedback on it would be given');
    }
    return [fact];
  },

  evolve: (state, fact) => {
    const terms = (until: When | null) => withTerm(state.terms, { saidOn: fact.occurredOn, until });
    switch (fact.type) {
      case 'GrantAwarded':
      case 'ContractAwarded':
      case 'FundingAgreementMade': {
        const { startsOn = null, endsOn = null } = fact.data;
        return { ...state, status: 'running', startsOn, terms: terms(endsOn), endedOn: null };
      }
      case 'AgreementVaried':
        return fact.data.endsOn ? { ...state, terms: terms(fact.data.endsOn) } : state;
      case 'AgreementExtended':
        return { ...state, terms: terms(fact.data.endsOn) };
      case 'AgreementRenewed':
        return { ...state, status: 'running', terms: terms(fact.data.endsOn), endedOn: null };
      case 'AgreementEnded':
        return { ...state, status: 'ended', endedOn: fact.occurredOn };
      case 'MonitoringReportSubmitted':
        return { ...state, reports: new Map(state.reports).set(fact.data.reportId, fact.occurredOn) };
      default:
        return state;
    }
  },
};
