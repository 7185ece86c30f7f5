import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { basisOf, type Asker } from '../access/visibility.js';
import { toExchange } from '../interchange/events.js';
import { reject } from '../kernel/rejection.js';
import type { Day } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { measuresOf } from './answer.js';
import type { Aspect } from './figures.js';
import { Policies } from './measures.policies.js';
import { MeasureSource } from './measures.source.js';

/** A number as a document that anyone can work out again: `concordat recompute` answers it without the record. */
export interface MeasuresBundle {
  readonly schema: 'concordat-bundle/1';
  readonly basis: string;
  readonly through: string;
  readonly policy: unknown;
  readonly events: readonly object[];
  readonly queries: readonly { readonly ask: object; readonly expect: unknown }[];
}

/** A number of a relationship, or of all relationships of a commissioner, with all the events it rests on. */
export class MeasureBundle extends Query<MeasuresBundle> {
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

@QueryHandler(MeasureBundle)
export class MeasureBundleHandler implements IQueryHandler<MeasureBundle> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
    private readonly source: MeasureSource,
    private readonly policies: Policies,
  ) {}

  async execute({ asker, aspect, validAsOf, knownAt, policy: named }: MeasureBundle): Promise<MeasuresBundle> {
    const { commissioner, tso, measure, owedBy } = aspect;
    if (commissioner === null)
      throw reject(
        'NO_SUBJECT',
        'commissioner',
        'A bundle is of one commissioner: name it, and a TSO for one relationship.',
      );
    const policy = this.policies.named(named);
    const moment = momentOf(this.questions, knownAt);
    const source = await this.source.of(asker, aspect, policy, moment);
    if (!source.lens.isWhole)
      throw reject(
        'SEEN_IN_PART',
        'commissioner',
        'You may not see all that this number rests on, so it cannot be worked out again from what you see: ask somebody who may.',
      );
    const { seq } = moment;
    const bodies = (text: string, field: string) => this.directory.bodyOf(text, field, seq, asker);
    const [owners, others] = [bodies(commissioner, 'commissioner'), tso === null ? null : bodies(tso, 'tso')];
    if (owners.length > 1 || (others?.length ?? 1) > 1)
      throw reject(
        'SEVERAL_IDS',
        'commissioner',
        'One of the two is on record under several ids, which a bundle has no words for: ask for the point itself.',
      );
    const facts = source.facts();
    const { hash: _hash, ...content } = policy;
    const ask = {
      query: others ? 'relationship' : 'group',
      ...{ measure, owedBy, commissioner: owners[0]! },
      ...(others && { tso: others[0]! }),
      validAsOf: validAsOf ?? moment.day,
      ...(moment.knownAt !== null && { recordedAsOf: moment.knownAt }),
    };
    const events = facts.map(toExchange);
    const { answer } = measuresOf(events, content)(ask, undefined);
    return {
      ...{ schema: 'concordat-bundle/1', basis: basisOf(asker), through: moment.position, policy: content, events },
      queries: [{ ask, expect: answer }],
    };
  }
}
