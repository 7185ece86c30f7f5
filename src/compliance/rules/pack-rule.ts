import type { Consultation } from '../../consultation/consultation.view.js';
import type { Told } from '../../matter/dossier.js';
import { closingOf, eachConsultation } from './consultation-outcome.js';
import { weigh, type Case, type Limb, type Outcome, type Said } from '../outcome.js';
import { daysOf, list, on, onOrBefore, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';

type Reissued = Consultation['reissued'][number];
type Pack = NonNullable<Told<'ConsultationOpened'>['data']['pack']>;

const PARTS = [
  ['reasons', 'the reasons for the proposal'],
  ['criteria', 'the criteria for the decision'],
  ['options', 'the options'],
  ['rejectedOptions', 'the options rejected'],
] as const;

/** An absent part says that the record does not tell, an empty one that consultees were not given it. */
const isGiven = (part: readonly unknown[] | undefined): Answer => {
  if (!part) return 'unknown';
  return part.length > 0 ? 'yes' : 'no';
};

const SAYS: Record<Answer, (names: string) => string> = {
  yes: (names) => `The pack gave ${names}.`,
  no: (names) => `The pack did not give ${names}.`,
  unknown: (names) => `Whether the pack gave ${names} is not on record.`,
};

/** The parts of the pack, those with the same answer together. */
const given = (pack: Pack | undefined): Limb[] =>
  (['yes', 'no', 'unknown'] as const).flatMap((answer) => {
    const parts = PARTS.filter(([field]) => isGiven(pack?.[field]) === answer);
    if (parts.length === 0) return [];
    const says = SAYS[answer](list(parts.map(([, name]) => name)));
    return [{ answer, says, missing: answer === 'unknown' ? parts.map(([field]) => `pack.${field}`) : [] }];
  });

const whyRejected = (options: Pack['rejectedOptions']): Limb[] => {
  const silent = (options ?? []).filter(({ why }) => !why).map(({ option }) => option);
  if (silent.length === 0) return [];
  const says = `Why ${list(silent)} was rejected is not on record.`;
  return [{ answer: 'unknown', says, missing: ['pack.rejectedOptions.why'] }];
};

const judgedBy = (pack: Pack | undefined): ReturnType<typeof weigh> =>
  weigh([...given(pack), ...whyRejected(pack?.rejectedOptions)]);

/** The pack that counts is the one that last went out by the close; of one that may have, both are looked at. */
const judged = (consultation: Consultation): Said => {
  const { opened, reissued, facts } = consultation;
  const closed = daysOf(closingOf(consultation)?.on);
  const byClose = (fact: Reissued): Answer => (closed ? onOrBefore(daysOf(fact.occurredOn), closed) : 'yes');
  const sure = reissued.filter((fact) => byClose(fact) === 'yes').at(-1);
  const source = sure ?? opened;
  const said = judgedBy(source?.data.pack);
  const base = {
    ...said,
    evidence: [source ?? facts[0]!],
    notes: sure ? [`The pack is the one that went out again ${on(sure.occurredOn)}.`] : [],
  };
  const perhaps = reissued.filter((fact) => byClose(fact) === 'unknown').at(-1);
  if (!perhaps || judgedBy(perhaps.data.pack).verdict === said.verdict) return base;
  return {
    ...base,
    verdict: 'NOT_EVIDENCED',
    because: `${said.because} A pack went out again ${on(perhaps.occurredOn)}; only exact days can tell whether that was by the close.`,
    evidence: [...base.evidence, perhaps],
    missing: ['ConsultationReissued.occurredOn'],
  };
};

/** C5: the pack gives reasons, criteria, options, and the options rejected with why (Gunning 2; Moseley). */
export const consultationInforms = (_row: Row<'consultation-informs'>, it: Case): Outcome[] =>
  eachConsultation(it, judged);
