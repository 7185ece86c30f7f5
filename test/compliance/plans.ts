import { editionsFor } from '../../src/compliance/frameworks.js';
import { plan } from '../../src/compliance/plan/plan.js';
import type { Plan, PlanQuestion, PlanStep, StepId } from '../../src/compliance/plan/plan-steps.js';
import { trialOf } from '../../src/compliance/plan/plan-trial.js';
import type { Finding } from '../../src/compliance/finding.js';
import type { Standing } from '../../src/kernel/standing.js';
import { dossierOf } from '../../src/matter/dossier.js';
import { stands, told } from './facts.js';

/** A Local Compact of commissioner C1, in force from 2012, with periods of its own. */
export const localCompact = (parameters: object, more: object = {}): Standing[] =>
  stands(
    told(
      'FrameworkAdopted',
      '2011-06-01',
      {
        frameworkId: 'local',
        edition: '2012',
        title: 'Local Compact',
        basedOn: 'compact-2010',
        inForceFrom: '2012-01-01',
        parameters,
        ...more,
      },
      { matter: null, id: 'adopted' },
    ),
  );

/** A registration of commissioner C1 as a body of some form. */
export const registered = (form: string): Standing[] =>
  stands(
    told(
      'CommissionerRegistered',
      '2010-01-01',
      { organisationId: 'C1', name: 'C1', form },
      { matter: null, id: 'registered' },
    ),
  );

export const QUESTION: PlanQuestion = {
  effect: 'end',
  firstDay: '2025-04-01',
  consult: false,
  key: false,
  procure: false,
  dates: {},
  done: {},
  allowances: {},
  today: '2024-01-01',
};

export const planned = (question: Partial<PlanQuestion> = {}, context: readonly Standing[] = []): Plan =>
  plan({ ...QUESTION, ...question }, editionsFor(context, 'C1'));

export const stepOf = ({ steps }: Plan, id: StepId): PlanStep => {
  const step = steps.find((one) => one.id === id);
  if (!step) throw new Error(`no step ${id} among ${steps.map((one) => one.id).join(', ')}`);
  return step;
};

/** What the judge says once a plan has been carried out, with `days` in place of those of the plan. */
export const tried = (
  it: Plan,
  context: readonly Standing[] = [],
  days: PlanQuestion['dates'] = {},
  facts: readonly Standing[] = [],
): Finding[] =>
  trialOf(
    it,
    {
      editions: editionsFor(context, 'C1'),
      parties: { commissioner: 'C1', tsos: ['A'], matter: 'M1' },
      dossier: dossierOf(facts),
      facts,
      context,
    },
    days,
  );
