import type { Agreement } from '../../agreement/agreement.view.js';
import { outcome, type Case, type Outcome, type Said } from '../outcome.js';

/** An agreement whose making is on record: an award counts as the making. */
export interface Made {
  readonly agreement: Agreement;
  readonly made: NonNullable<Agreement['made']>;
}

export const madeAgreements = ({ dossier }: Case): Made[] =>
  dossier.agreements.flatMap((agreement) => (agreement.made ? [{ agreement, made: agreement.made }] : []));

/**
 * An agreement of whose making no day is on record: it is known as something that was there. Nobody can tell what came
 * before it was made or which edition was in force then, so what is not on record about it is not asked for.
 */
export const isUndated = ({ made }: Made): boolean => made.occurredOn === null;

/** One finding for each agreement made; none for those of which there is nothing to say. */
export const eachAgreement = (it: Case, judge: (made: Made) => Said | null): Outcome[] =>
  madeAgreements(it).flatMap((one) => {
    const said = judge(one);
    const { made, agreement } = one;
    return said ? [outcome({ kind: 'agreement', id: agreement.id }, { on: made.occurredOn, fact: made }, said)] : [];
  });
