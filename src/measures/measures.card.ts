import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../access/visibility.js';
import { contextOf } from '../compliance/compliance.context.js';
import { NATIONAL } from '../compliance/frameworks.js';
import { reject } from '../kernel/rejection.js';
import { standing, type Standing } from '../kernel/standing.js';
import type { Day } from '../kernel/time.js';
import { dayOf, momentOf, type Moment } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { toldOf, type Told } from './card.js';
import { latestOf, type Party } from './duty.js';
import type { Basis } from './figures.js';
import { Policies } from './measures.policies.js';
import { MeasureSource, reproductionOf } from './measures.source.js';
import { eventsOf, type Obligation } from './obligation.js';
import { RULES, type Measure, type Policy, type Reproduction, type RuleId } from './policy.js';
import { happenedOn } from './record.js';

/** One thing owed, with all that decides what it counts for. */
export interface ObligationCard {
  readonly key: string;
  readonly rule: RuleId;
  readonly name: string;
  readonly measure: Measure;
  readonly owedBy: Party;
  readonly commissioner: string;
  /** `public`: to nobody by name */
  readonly tso: string;
  /** among how many TSOs it is shared */
  readonly sharedAmong: number;
  readonly on: Day;
  readonly due: Day;
  /** the day from which it counts, whatever became of it */
  readonly enters: Day;
  readonly clause: {
    readonly framework: string;
    readonly edition: string;
    readonly number: string;
    /** what it asks, in our words; null where this edition is not among those we have */
    readonly says: string | null;
  } | null;
  /** what the commissioner had adopted or signed by the day on which it was called for */
  readonly bound: readonly { readonly event: string; readonly framework: string; readonly on: Day }[];
  /** null where the asker sees only a part of what bears on it: what cannot be seen may be what is asked for */
  readonly told: Told | null;
  readonly events: readonly string[];
  readonly basis: Basis;
  readonly reproduction: Reproduction;
}

/** One thing owed, by its key (`T6:X3`); undefined where no such thing was owed between the two. */
export class ObligationOf extends Query<ObligationCard | undefined> {
  constructor(
    readonly asker: Asker,
    readonly of: { readonly key: string; readonly commissioner: string; readonly tso: string },
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
    readonly policy?: string | null,
  ) {
    super();
  }
}

const PARTIES: readonly Party[] = ['commissioner', 'tso'];

const clauseOf = ({ rules }: Policy, rule: RuleId): ObligationCard['clause'] => {
  const { clause } = rules[rule];
  if (!clause) return null;
  const edition = NATIONAL.find(
    ({ family, edition: known }) => family === clause.framework && known === clause.edition,
  );
  const says = edition?.undertakings.find(({ number }) => number === clause.number)?.says;
  return { ...clause, says: says ?? edition?.rows.find(({ number }) => number === clause.number)?.says ?? null };
};

@QueryHandler(ObligationOf)
export class ObligationOfHandler implements IQueryHandler<ObligationOf> {
  constructor(
    private readonly questions: Questions,
    private readonly source: MeasureSource,
    private readonly policies: Policies,
  ) {}

  async execute({ asker, of, validAsOf, knownAt, policy: named }: ObligationOf): Promise<ObligationCard | undefined> {
    const policy = this.policies.named(named);
    const moment = momentOf(this.questions, knownAt);
    const on = dayOf(validAsOf, moment);
    const rule = RULES.find((one) => one === of.key.slice(0, of.key.indexOf(':')));
    if (!rule)
      throw reject(
        'INVALID',
        'key',
        `"${of.key}" is no key of something owed: give the rule and the thing, as in T6:X3.`,
      );
    const { measure } = policy.rules[rule];
    for (const owedBy of PARTIES) {
      const aspect = { commissioner: of.commissioner, tso: of.tso, area: null, sizeBand: null, measure, owedBy };
      // oxlint-disable-next-line no-await-in-loop -- one side after the other
      const source = await this.source.of(asker, aspect, policy, moment);
      const found = source.obligations(on).find(({ key }) => key === of.key);
      if (!found) continue;
      return {
        ...{ key: found.key, rule, name: policy.rules[rule].name, measure, owedBy, on },
        ...{ commissioner: found.commissioner, tso: found.tso, sharedAmong: found.of },
        ...{
          due: found.due,
          enters: found.enters,
          clause: clauseOf(policy, rule),
          bound: this.bound(asker, found, moment),
        },
        told: source.lens.isWhole ? toldOf(found, source.recorded(), policy, on) : null,
        ...{ events: eventsOf(found), basis: source.basis },
        reproduction: reproductionOf(aspect, on, moment, policy),
      };
    }
    return undefined;
  }

  /** What a commissioner had adopted or signed, and not withdrawn from, by the day on which something was called for. */
  private bound(asker: Asker, { commissioner, called, enters }: Obligation, { seq }: Moment): ObligationCard['bound'] {
    const day = latestOf(called[0]?.occurredOn) ?? enters;
    const ids = this.questions.sameBody(commissioner, seq);
    const facts = standing(contextOf(this.questions, asker, commissioner, seq).recorded).filter(
      (fact) => happenedOn(fact) <= day,
    );
    const isOver = ({ data }: Standing): boolean =>
      facts.some(
        (fact) =>
          fact.data['frameworkId'] === data['frameworkId'] &&
          (fact.type === 'FrameworkLapsed' ||
            (fact.type === 'FrameworkWithdrawnFrom' && ids.includes(String(fact.data['organisation'])))),
      );
    return facts
      .filter(
        (fact) =>
          (fact.type === 'FrameworkAdopted' && ids.includes(fact.commissioner ?? '')) ||
          (fact.type === 'FrameworkSigned' && ids.includes(String(fact.data['organisation']))),
      )
      .filter((fact) => !isOver(fact))
      .map((fact) => ({ event: fact.id, framework: String(fact.data['frameworkId']), on: happenedOn(fact) }));
  }
}
