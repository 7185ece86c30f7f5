import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import type { Side } from '../kernel/fact.js';
import {
  refuseIfAlready,
  refuseIfBefore,
  refuseIfOver,
  refuseUnlessLater,
  surelyBefore,
  untilAsOf,
  withTerm,
  type Term,
} from '../kernel/guards.js';
import { refuseIf } from '../kernel/rejection.js';
import { label, type When } from '../kernel/time.js';
import type { disputeCommands } from './dispute.commands.js';
import type { DisputeEvent, disputeEvents, DisputeOutcome } from './dispute.events.js';

type Command = CommandOf<typeof disputeCommands, typeof disputeEvents>;
const ID = 'data.disputeId';

interface Day {
  readonly on: When | null;
}

interface Step extends Day {
  readonly stage: number;
}

interface Remedy {
  readonly answered: (Day & { readonly how: 'accepted' | 'refused' }) | null;
  readonly completed: Day | null;
}

interface State {
  readonly raised: Step | null;
  readonly escalations: readonly Step[];
  readonly resolutions: readonly (Step & { readonly outcome: DisputeOutcome })[];
  /** until when the answer of the present stage may take, as extended */
  readonly terms: readonly Term[];
  readonly remedies: Readonly<Record<string, Remedy>>;
  readonly complaint: (Day & { readonly decided: Day | null }) | null;
  readonly claim: Day | null;
  readonly permission: Day | null;
}

/** The stage a dispute had reached on a day: of what is told of a day later it knows nothing. */
const stageOn = ({ raised, escalations }: State, day: When | null): number =>
  Math.max(raised?.stage ?? 1, ...escalations.filter(({ on }) => !surelyBefore(day, on)).map(({ stage }) => stage));

const refuseBeforeRaised = ({ occurredOn }: { occurredOn: When | null }, { raised }: State): void =>
  refuseIfBefore('BEFORE_RAISED', 'occurredOn', ['This cannot be', occurredOn], ['the dispute was raised', raised?.on]);

const refuseIfWithdrawn = ({ occurredOn }: { occurredOn: When | null }, { resolutions }: State): void => {
  const end = resolutions.find(({ outcome }) => outcome === 'withdrawn');
  if (end) refuseIfOver('WITHDRAWN', occurredOn, ['It had been withdrawn', end.on], 'give the new dispute its own id');
};

/** What takes the procedure on: neither before the dispute nor after its withdrawal. */
const demandOpen = (fact: { occurredOn: When | null }, state: State): void => {
  refuseBeforeRaised(fact, state);
  refuseIfWithdrawn(fact, state);
};

type Raising = Extract<DisputeEvent, { type: 'ConcernRaisedInformally' | 'DisputeRaised' }>;

const decideRaised = (fact: Raising, state: State): void => {
  refuseIfWithdrawn(fact, state);
  refuseIf(
    fact.commissioner === null,
    'NO_COMMISSIONER',
    'commissioner',
    `Nobody is named who could answer "${fact.data.disputeId}": say which commissioner it is with.`,
  );
  if (fact.type === 'ConcernRaisedInformally')
    refuseIf(
      fact.data.onBehalf === true && fact.tsos.length > 1,
      'NAMES_OTHERS',
      'tsos',
      'A concern raised on behalf of others would name them: name only the body that raises it.',
    );
  else
    refuseIfAlready(
      state.raised !== null,
      'ALREADY_RAISED',
      ID,
      ['It was raised', state.raised?.on],
      'escalate it, or give the other dispute an id of its own',
    );
};

type Escalation = Extract<DisputeEvent, { type: 'DisputeEscalated' }>;

const decideEscalated = ({ data, occurredOn }: Escalation, state: State): void => {
  const reached = stageOn(state, occurredOn);
  const later = state.escalations.find(({ on, stage }) => surelyBefore(occurredOn, on) && stage <= data.stage);
  refuseIf(
    data.stage <= reached,
    'NOT_HIGHER',
    'data.stage',
    `It was at stage ${reached} by then (${label(occurredOn)}), so stage ${data.stage} is no escalation: give a higher stage.`,
  );
  refuseIf(
    later !== undefined,
    'NOT_HIGHER',
    'data.stage',
    `It reached stage ${later?.stage} only later (${label(later?.on)}): correct the stage or the day.`,
  );
};

type Resolution = Extract<DisputeEvent, { type: 'DisputeResolved' }>;
const SECTOR: readonly Side[] = ['tso', 'infrastructure-body'];

const decideResolved = ({ data, occurredOn, by }: Resolution, state: State): void => {
  refuseIf(
    SECTOR.includes(by) && !['settled', 'withdrawn'].includes(data.outcome),
    'NOT_FOR_ONE_SIDE',
    'data.outcome',
    `That a dispute is "${data.outcome}" is for whoever answers it to find: say settled or withdrawn, or contest the finding.`,
  );
  const stage = stageOn(state, occurredOn);
  const before = state.resolutions.find((it) => it.stage === stage && stageOn(state, it.on) === stage);
  refuseIfAlready(
    before !== undefined,
    'ALREADY_RESOLVED',
    ID,
    [`It was resolved (${before?.outcome})`, before?.on],
    'escalate it first, or correct that record',
  );
};

const remedyOf = ({ remedies }: State, remedyId: string | undefined): Remedy =>
  remedies[remedyId ?? ''] ?? { answered: null, completed: null };

const decideRemedy = (
  fact: Extract<DisputeEvent, { type: 'RemedyAccepted' | 'RemedyRefused' | 'RemedyCompleted' }>,
  state: State,
): void => {
  const { answered, completed } = remedyOf(state, fact.data.remedyId);
  const remedy = 'record the new offer first, or correct that record';
  if (fact.type === 'RemedyCompleted') {
    refuseIfAlready(completed !== null, 'ALREADY_COMPLETED', 'data.remedyId', ['It was completed', completed?.on]);
    if (answered?.how === 'refused')
      refuseIfOver('REMEDY_REFUSED', fact.occurredOn, ['It had been refused', answered.on], remedy);
  } else
    refuseIfAlready(
      answered !== null,
      'ALREADY_ANSWERED',
      'data.remedyId',
      [`It was ${answered?.how}`, answered?.on],
      remedy,
    );
};

const decideOutside = (
  fact: Extract<
    DisputeEvent,
    { type: 'OmbudsmanDecided' | 'PermissionGranted' | 'PermissionRefused' | 'JudgmentGiven' }
  >,
  { complaint, claim, permission }: State,
): void => {
  if (fact.type === 'OmbudsmanDecided') {
    refuseIf(
      fact.data.result !== 'fault' && fact.data.injustice === true,
      'INJUSTICE_WITHOUT_FAULT',
      'data.injustice',
      `An ombudsman finds injustice only where it finds fault, not with "${fact.data.result}": correct one of the two.`,
    );
    refuseIfAlready(!!complaint?.decided, 'ALREADY_DECIDED', ID, ['The complaint was decided', complaint?.decided?.on]);
    const made = ['the complaint was made', complaint?.on] as const;
    refuseIfBefore('BEFORE_COMPLAINT', 'occurredOn', ['This cannot be', fact.occurredOn], made);
    return;
  }
  const issued = ['the claim was issued', claim?.on] as const;
  refuseIfBefore('BEFORE_CLAIM', 'occurredOn', ['This cannot be', fact.occurredOn], issued);
  // Permission refused on the papers may be granted at a hearing; what was granted is not refused afterwards.
  if (fact.type !== 'JudgmentGiven')
    refuseIfAlready(
      permission !== null && (fact.type === 'PermissionGranted' || !surelyBefore(fact.occurredOn, permission.on)),
      'PERMISSION_GRANTED',
      ID,
      ['Permission was granted', permission?.on],
    );
};

/**
 * The rules of a dispute's record. An outside record may begin anywhere (with a claim, an apology, an answer), so little
 * is demanded first; what contradicts what is on record is refused. A stage may be resolved and then taken further.
 */
export const disputeDecider: Decider<State, Command, DisputeEvent> = {
  initial: {
    raised: null,
    escalations: [],
    resolutions: [],
    terms: [],
    remedies: {},
    complaint: null,
    claim: null,
    permission: null,
  },

  decide: ({ intent, fact }, state) => {
    switch (intent) {
      case 'RaiseConcernInformally':
      case 'RaiseDispute':
        decideRaised(fact, state);
        break;
      case 'AcknowledgeDispute':
      case 'RespondToDispute':
      case 'StateDisputeUnanswered':
      case 'RecordMediation':
      case 'IssuePanelFinding':
        demandOpen(fact, state);
        break;
      case 'EscalateDispute':
        demandOpen(fact, state);
        decideEscalated(fact, state);
        break;
      case 'ExtendDisputeClock': {
        demandOpen(fact, state);
        const until = untilAsOf(state.terms, fact.occurredOn);
        refuseUnlessLater('NOT_LATER', 'data.dueOn', fact.data.dueOn, until, 'correct the extension on record');
        break;
      }
      case 'ResolveDispute':
        demandOpen(fact, state);
        decideResolved(fact, state);
        break;
      case 'AcceptRemedy':
      case 'RefuseRemedy':
      case 'CompleteRemedy':
        decideRemedy(fact, state);
        break;
      case 'RecordOmbudsmanDecision':
      case 'RecordPermissionGranted':
      case 'RecordPermissionRefused':
      case 'RecordJudgment':
        decideOutside(fact, state);
    }
    return [fact];
  },

  evolve: (state, fact) => {
    const day = { on: fact.occurredOn };
    const remedy = (remedyId: string | undefined, change: Partial<Remedy>): State => ({
      ...state,
      remedies: { ...state.remedies, [remedyId ?? '']: { ...remedyOf(state, remedyId), ...change } },
    });
    switch (fact.type) {
      case 'DisputeRaised':
        return { ...state, raised: { ...day, stage: fact.data.stage } };
      case 'DisputeEscalated':
        return { ...state, escalations: [...state.escalations, { ...day, stage: fact.data.stage }], terms: [] };
      case 'DisputeClockExtended':
        return { ...state, terms: withTerm(state.terms, { saidOn: fact.occurredOn, until: fact.data.dueOn }) };
      case 'DisputeResolved': {
        const resolution = { ...day, stage: stageOn(state, fact.occurredOn), outcome: fact.data.outcome };
        return { ...state, resolutions: [...state.resolutions, resolution] };
      }
      case 'RemedyOffered':
        return remedy(fact.data.remedyId, { answered: null, completed: null });
      case 'RemedyAccepted':
        return remedy(fact.data.remedyId, { answered: { ...day, how: 'accepted' } });
      case 'RemedyRefused':
        return remedy(fact.data.remedyId, { answered: { ...day, how: 'refused' } });
      case 'RemedyCompleted':
        return remedy(fact.data.remedyId, { completed: day });
      case 'OmbudsmanComplaintMade':
        return { ...state, complaint: { ...day, decided: null } };
      case 'OmbudsmanDecided':
        return { ...state, complaint: { on: state.complaint?.on ?? null, decided: day } };
      case 'JudicialReviewIssued':
        return { ...state, claim: day };
      case 'PermissionGranted':
        return { ...state, permission: day };
      default:
        return state;
    }
  },
};
