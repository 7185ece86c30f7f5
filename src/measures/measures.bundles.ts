import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../access/visibility.js';
import { toExchange } from '../interchange/events.js';
import type { Recorded } from '../kernel/fact.js';
import { isRemark } from '../kernel/standing.js';
import { reject } from '../kernel/rejection.js';
import type { Day } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { dayOf, momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { PUBLIC } from './duty.js';
import type { Aspect, Basis, Effect, Figures } from './figures.js';
import { Policies } from './measures.policies.js';
import { takenApart } from './measures.queries.js';
import { MeasureSource } from './measures.source.js';
import type { Policy } from './policy.js';
import type { Ask } from './questions.js';

/** A number as a document that anyone can work out again: `concordat recompute` does, without the record. */
export interface PointBundle {
  readonly schema: 'concordat-bundle/1';
  readonly basis: Basis;
  /** the log's position up to which its events go */
  readonly through: string;
  readonly bodies: readonly (readonly string[])[];
  readonly policy: Omit<Policy, 'hash'>;
  readonly events: readonly object[];
  readonly queries: readonly [{ readonly ask: Ask; readonly expect: object }];
}

/** A measure at the end of a day with all it rests on. Throws a Rejection where the asker sees only a part of that. */
export class MeasureBundle extends Query<PointBundle> {
  constructor(
    readonly asker: Asker,
    readonly aspect: Aspect,
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
    readonly policy?: string | null,
  ) {
    super();
  }
}

const byKey = (a: Effect, b: Effect): number => (a.of < b.of ? -1 : a.of > b.of ? 1 : 0);

const numbersOf = ({ alpha, beta, estimate, lower, upper, status, published }: Figures) => ({
  ...{ alpha, beta, estimate, lower, upper, status, published },
});

/** What was shown of one relationship, in the words of an answer. */
const relationshipExpected = (figures: Figures, effects: readonly Effect[]) => {
  const { fellDue, onTime, late, missed, noRecord, excused, notYetDue, underDispute, evidence, keptEvidence } = figures;
  const { observedRate, ifExcusesRejected, ifOpenDisputesUpheld } = figures;
  return {
    ...{ fellDue, onTime, late, missed, noRecord, excused, notYetDue, underDispute, evidence, keptEvidence },
    ...numbersOf(figures),
    ...{ observedRate, ifExcusesRejected, ifOpenDisputesUpheld },
    contributions: effects.toSorted(byKey).map(({ of: obligation, ...effect }) => ({ obligation, ...effect })),
  };
};

/** What was shown of a group. */
const groupExpected = (figures: Figures) => ({
  ...{ relationships: figures.relationships, votes: figures.evidence, pooledObservedRate: figures.observedRate },
  ...numbersOf(figures),
});

/** Answers to surveys bear on no behaviour: none goes out with it, nor what is said about one. */
const conductOf = (recorded: readonly Recorded[]): Recorded[] => {
  const left = new Set<string>();
  return recorded.filter((fact) => {
    const isLeft = fact.type.startsWith('Survey') || (isRemark(fact) && left.has(String(fact.data['targetId'])));
    if (isLeft) left.add(fact.id);
    return !isLeft;
  });
};

@QueryHandler(MeasureBundle)
export class MeasureBundleHandler implements IQueryHandler<MeasureBundle> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
    private readonly source: MeasureSource,
    private readonly policies: Policies,
  ) {}

  async execute({ asker, aspect, validAsOf, knownAt, policy: named }: MeasureBundle): Promise<PointBundle> {
    const moment = momentOf(this.questions, knownAt);
    const policy = this.policies.named(named);
    const source = await this.source.of(asker, aspect, policy, moment);
    if (!source.lens.isWhole)
      throw reject(
        'SEEN_IN_PART',
        'commissioner',
        'You see only a part of what this number rests on, so it cannot be given to you to be worked out again: ask one of the two bodies, or an auditor, for it.',
      );
    const on = dayOf(validAsOf, moment);
    const { figures, effects } = takenApart(source, { on, seq: moment.seq });
    const { hash: _hash, ...rules } = policy;
    const events = conductOf(source.recorded());
    const { measure, owedBy } = aspect;
    const when = { validAsOf: on, ...(moment.knownAt !== null && { recordedAsOf: moment.knownAt }) };
    const members = this.membersOf(asker, aspect, moment.seq);
    const ask: Ask =
      members.commissioner !== undefined && members.tso !== undefined
        ? {
            ...{ query: 'relationship', measure, owedBy, ...when },
            ...{ commissioner: members.commissioner, tso: members.tso },
          }
        : { query: 'group', measure, owedBy, ...members, ...when };
    return {
      schema: 'concordat-bundle/1',
      ...{ basis: source.basis, through: moment.position },
      bodies: this.bodiesOf(events, moment.seq),
      policy: rules,
      events: events.map(toExchange),
      queries: [
        {
          ask,
          expect: ask.query === 'relationship' ? relationshipExpected(figures, effects) : groupExpected(figures),
        },
      ],
    };
  }

  /** The ids that the bodies of an aspect are kept by, as a question names them. */
  private membersOf(asker: Asker, { commissioner, tso, area, sizeBand }: Aspect, seq: number) {
    const keep = this.questions.keeper(seq);
    const kept = (ids: readonly string[]): string[] => [...new Set(ids.map(keep))];
    const { directory } = this;
    return {
      ...(commissioner && { commissioner: kept(directory.bodyOf(commissioner, 'commissioner', seq, asker))[0]! }),
      ...(area && { commissioners: kept(directory.commissionersIn(area, seq, asker)) }),
      ...(tso && { tso: tso === PUBLIC ? PUBLIC : kept(directory.bodyOf(tso, 'tso', seq, asker))[0]! }),
      ...(sizeBand && { tsos: kept(directory.tsosOfSize(sizeBand, seq, asker)) }),
    };
  }

  /** The bodies that events name under more than one id. */
  private bodiesOf(events: readonly Recorded[], seq: number): string[][] {
    const ids = new Set(events.flatMap(({ commissioner, tsos }) => [...(commissioner ? [commissioner] : []), ...tsos]));
    const bodies = new Map<string, string[]>();
    for (const id of [...ids].toSorted()) {
      const same = this.questions.sameBody(id, seq).toSorted();
      if (same.length > 1) bodies.set(same[0]!, same);
    }
    return [...bodies.values()];
  }
}
