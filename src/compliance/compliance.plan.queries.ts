import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { basisOf, type Asker } from '../access/visibility.js';
import { EFFECTS, type Effect } from '../decision/decision.events.js';
import { reject } from '../kernel/rejection.js';
import { standing } from '../kernel/standing.js';
import { instantOf, type Day, type Instant } from '../kernel/time.js';
import { dossierOf } from '../matter/dossier.js';
import { Directory } from '../organisation/directory.js';
import { scopes } from '../projection/keys.js';
import { momentOf, type Moment } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { contextOf } from './compliance.context.js';
import { demandFramework } from './compliance.findings.js';
import { editionsFor } from './frameworks.js';
import { demandSteps, plan } from './plan/plan.js';
import { onRecord } from './plan/plan-record.js';
import type { Allowances, Plan, PlanQuestion } from './plan/plan-steps.js';
import type { PlanTold } from './plan/plan-text.js';
import { compared, overdue, trialOf } from './plan/plan-trial.js';

/** What is to be planned. Of a matter on record, its facts give what is left out. */
export interface PlanInput {
  readonly matter?: string | null;
  /** id, identifier or registered name; left out: the matter's */
  readonly commissioner?: string | null;
  readonly tsos?: readonly string[] | null;
  /** one of the effects of a decision */
  readonly effect?: string | null;
  /** first day on the new terms */
  readonly firstDay?: Day | null;
  readonly consult?: boolean | null;
  readonly key?: boolean | null;
  /** whether services are to be procured */
  readonly procure?: boolean | null;
  /** days chosen for steps */
  readonly dates?: PlanQuestion['dates'] | null;
  readonly allowances?: Allowances | null;
  /** left out: the day of `knownAt`, or today */
  readonly today?: Day | null;
  readonly framework?: string | null;
  /** other days to try; `first-day` tries another first day on the new terms */
  readonly whatIf?: PlanQuestion['dates'] | null;
}

/** A plan, what the rules would say of it, and what it rests on. */
export interface PlanFound extends PlanTold {
  readonly basis: ReturnType<typeof basisOf>;
}

export class PlanFor extends Query<PlanFound> {
  constructor(
    readonly asker: Asker,
    readonly input: PlanInput,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

/** The longest time an allowance can be, in days. */
const MAX_ALLOWANCE = 1_000;

const effectIn = (text: string | null | undefined): Effect | null => {
  const effect = EFFECTS.find((one) => one === text);
  if (text && !effect)
    throw reject('INVALID', 'effect', `"${text}" is not an effect of a decision: ${EFFECTS.join(', ')}.`);
  return effect ?? null;
};

/** The allowances that are given; throws a Rejection where one is not a number of days. */
const allowancesIn = (given: Readonly<Record<string, number | null>>): Allowances =>
  Object.fromEntries(
    Object.entries(given).filter(([name, days]) => {
      if (days !== null && (!Number.isInteger(days) || days < 0 || days > MAX_ALLOWANCE))
        throw reject(
          'INVALID',
          `allowances.${name}`,
          `${name} is ${days}: give whole days from 0 to ${MAX_ALLOWANCE}.`,
        );
      return days !== null;
    }),
  );

const left = (field: string, what: string): Error =>
  reject('INVALID', field, `The record does not tell ${what}: give it as ${field}.`);

@QueryHandler(PlanFor)
export class PlanForHandler implements IQueryHandler<PlanFor> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
  ) {}

  /** What is on record of a matter that the asker may see. */
  private matter(id: string | null, { seq }: Moment, asker: Asker) {
    const scope = id === null ? null : scopes.dossier(`matter-${id}`);
    const facts = scope === null ? [] : standing(this.questions.factsIn(scope, seq, asker));
    if (scope !== null && facts.length === 0)
      throw reject('UNKNOWN_MATTER', 'matter', `Nothing is on record about the matter "${id}".`);
    const dossier = dossierOf(facts);
    return {
      facts,
      dossier,
      record: onRecord(dossier),
      partial: scope !== null && this.questions.hides(scope, seq, asker),
    };
  }

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise; a Rejection must be one too
  async execute({ asker, input, knownAt }: PlanFor): Promise<PlanFound> {
    const asked = effectIn(input.effect);
    const allowances = allowancesIn({ ...input.allowances });
    const moment = momentOf(this.questions, knownAt);
    const { seq } = moment;
    const matter = input.matter ?? null;
    const { facts, dossier, record, partial } = this.matter(matter, moment, asker);
    const named = input.commissioner ?? dossier.commissioner;
    if (!named) throw left('commissioner', 'whose plan it is');
    const [commissioner = named] = this.directory.bodyOf(named, 'commissioner', seq, asker);
    demandFramework(this.questions, input.framework, seq);
    const tsos = input.tsos?.map((tso, index) => this.directory.resolve(tso, `tsos.${index}`, seq, asker));
    const effect = asked ?? record.effect;
    const firstDay = input.firstDay ?? record.firstDay;
    if (effect === null) throw left('effect', 'what is planned');
    if (firstDay === null) throw left('firstDay', 'the first day on the new terms');

    const context = standing(contextOf(this.questions, asker, commissioner, seq).recorded);
    const editions = editionsFor(context, commissioner);
    const question: PlanQuestion = {
      effect,
      firstDay,
      consult: input.consult ?? record.consult,
      paused: record.paused,
      key: input.key ?? record.key,
      procure: input.procure ?? record.procure,
      dates: { ...record.dates, ...input.dates },
      done: record.done,
      allowances,
      today: input.today ?? moment.day,
      ...(input.framework && { framework: input.framework }),
    };
    const made = plan(question, editions);
    demandSteps(made, input.dates ?? {}, 'dates');

    const ground = { editions, parties: { commissioner, tsos: tsos ?? dossier.tsos, matter }, dossier, facts, context };
    const tried = (it: Plan) => trialOf(it, ground, overdue(it));
    const { 'first-day': otherFirstDay, ...otherDates } = input.whatIf ?? {};
    const whatIf = input.whatIf
      ? plan(
          { ...question, firstDay: otherFirstDay ?? firstDay, dates: { ...question.dates, ...otherDates } },
          editions,
        )
      : null;
    if (whatIf) demandSteps(whatIf, otherDates, 'whatIf');
    return {
      plan: made,
      matter,
      commissioner: { id: commissioner, name: this.directory.name(commissioner, seq, asker) },
      whatIf,
      verdicts: compared(tried(made), whatIf ? tried(whatIf) : []),
      notes: partial ? ['Not all that is on record about this matter is open to you.'] : [],
      basis: basisOf(asker),
    };
  }
}

/** When the newest fact known at a moment was recorded: what a calendar is stamped with. */
export class RecordedThrough extends Query<Instant> {
  constructor(readonly knownAt?: string | null) {
    super();
  }
}

@QueryHandler(RecordedThrough)
export class RecordedThroughHandler implements IQueryHandler<RecordedThrough> {
  constructor(private readonly questions: Questions) {}

  // oxlint-disable-next-line typescript/require-await
  async execute({ knownAt }: RecordedThrough): Promise<Instant> {
    return instantOf(this.questions.recordedAt(momentOf(this.questions, knownAt).seq) ?? 0);
  }
}
