import type { CommandOf } from '../kernel/command.js';
import type { Decider } from '../kernel/decider.js';
import { refuseIf } from '../kernel/rejection.js';
import type { organisationCommands } from './organisation.commands.js';
import type { OrganisationEvent, organisationEvents } from './organisation.events.js';

type Command = CommandOf<typeof organisationCommands, typeof organisationEvents>;

interface State {
  readonly registered: boolean;
  /** the id it is read as since it was merged */
  readonly mergedInto: string | null;
}

const demandRegistered = ({ organisationId }: { organisationId: string }, { registered }: State): void =>
  refuseIf(
    !registered,
    'NOT_REGISTERED',
    'data.organisationId',
    `No organisation "${organisationId}" is registered: register it first.`,
  );

/** The rules of an organisation's record: registered once, merged at most once, and then no longer written to. */
export const organisationDecider: Decider<State, Command, OrganisationEvent> = {
  initial: { registered: false, mergedInto: null },

  decide: ({ intent, fact }, state) => {
    const { organisationId } = fact.data;
    refuseIf(
      state.mergedInto !== null,
      'MERGED',
      'data.organisationId',
      `"${organisationId}" was merged into "${state.mergedInto}": record this for "${state.mergedInto}".`,
    );
    switch (intent) {
      case 'RegisterCommissioner':
      case 'RegisterTso':
      case 'RegisterOrganisation':
        refuseIf(
          state.registered,
          'ALREADY_REGISTERED',
          'data.organisationId',
          `"${organisationId}" is registered already: classify it, add a name or an identifier, or correct the registration.`,
        );
        break;
      case 'MergeOrganisation':
        demandRegistered(fact.data, state);
        refuseIf(
          fact.data.into === organisationId,
          'MERGE_INTO_ITSELF',
          'data.into',
          `"${organisationId}" cannot be merged into itself: name the other record of the same body.`,
        );
        break;
      default:
        demandRegistered(fact.data, state);
    }
    return [fact];
  },

  evolve: (state, fact) => {
    switch (fact.type) {
      case 'CommissionerRegistered':
      case 'TsoRegistered':
      case 'OrganisationRegistered':
        return { ...state, registered: true };
      case 'OrganisationMerged':
        return { ...state, mergedInto: fact.data.into };
      default:
        return state;
    }
  },
};
