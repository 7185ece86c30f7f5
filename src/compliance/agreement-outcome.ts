import type { Agreement } from '../agreement/agreement.view.js';
import { outcome, type Case, type Outcome, type Said } from './outcome.js';

/** An agreement whose making is on record: an award counts as the making. */
export interface Made {
  readonly agreement: Agreement;
  readonly made: NonNullable<Agreement['made']>;
}

export const madeAgreements = ({ dossier }: Case): Made[] =>
  dossier.agreements.flatMap((agreement) => (agreement.made ? [{ agreement, made: agreement.made }] : []));

/** One finding for each agreement made; none for those of which there is nothing to say. */
export const eachAgreement = (it: Case, judge: (made: Made) => Said | null): Outcome[] =>
  madeAgreements(it).flatMap((one) => {
    const said = judge(one);
    const { made, agreement } = one;
    return said ? [outcome({ kind: 'agreement', id: agreement.id }, { on: made.occurredOn, fact: made }, said)] : [];
  });
