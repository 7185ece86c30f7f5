import { picking, type Entry, type ToldOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import type { AgreementEvent } from './agreement.events.js';

type Told<Type extends AgreementEvent['type']> = ToldOf<AgreementEvent, Type>;
const { last, only } = picking<AgreementEvent>();

export interface Agreement extends Entry {
  readonly made: Told<'GrantAwarded' | 'ContractAwarded' | 'FundingAgreementMade'> | null;
  readonly altered: readonly Told<'AgreementVaried' | 'AgreementExtended' | 'AgreementRenewed'>[];
  readonly ended: Told<'AgreementEnded'> | null;
}

/** A funding agreement as its standing facts, oldest first, tell it. */
export const agreementOf = (id: string, facts: readonly Standing[]): Agreement => ({
  id,
  facts,
  made: only(facts, 'GrantAwarded', 'ContractAwarded', 'FundingAgreementMade')[0] ?? null,
  altered: only(facts, 'AgreementVaried', 'AgreementExtended', 'AgreementRenewed'),
  ended: last(facts, 'AgreementEnded'),
});
