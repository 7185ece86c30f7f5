import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { basisOf, type Asker } from '../access/visibility.js';
import { reject } from '../kernel/rejection.js';
import type { Day } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { dayOf, momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { noticeDays } from './descriptive.js';
import { groupReadingOf } from './estimate.js';
import type { Aspect, Basis, Figures } from './figures.js';
import { Surveys } from './measures.perception.js';
import { Policies } from './measures.policies.js';
import { MeasureSource, reproductionOf } from './measures.source.js';
import type { Reproduction } from './policy.js';
import { disparityOf, type Disparity } from './questions.js';
import { figuresOf } from './reading.js';
import { invitationsIn, INVITING, medianOf, reachOf, type Banded, type Reach } from './reach.js';
import { knownBy, standingOf } from './record.js';

/** Two size bands of a commissioner's TSOs side by side. */
export interface BandsApart {
  readonly a: { readonly sizeBand: string; readonly figures: Figures };
  readonly b: { readonly sizeBand: string; readonly figures: Figures };
  /** null where the asker sees only a part of what bears on either */
  readonly apart: Disparity | null;
  readonly basis: Basis;
  readonly reproduction: Reproduction;
}

/** How far a commissioner's record towards one size band of TSOs is from that towards another. */
export class MeasureDisparity extends Query<BandsApart> {
  constructor(
    readonly asker: Asker,
    readonly aspect: Omit<Aspect, 'sizeBand' | 'tso'>,
    readonly sizeBands: { readonly a: string; readonly b: string },
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
    readonly policy?: string | null,
  ) {
    super();
  }
}

/** Whom a commissioner reaches, of all TSOs on the register. */
export interface ReachSeen {
  readonly on: Day;
  readonly register: number;
  readonly bands: readonly (Reach['bands'][number] & {
    /** days of notice of changes to funding, the middle one; null without any */
    readonly medianDaysOfNotice: string | null;
    /** of the survey last told of by band */
    readonly responseRate: string | null;
  })[];
  readonly invitedToNothing: number;
  /** their names: for the commissioner only */
  readonly namesOfInvitedToNothing: readonly { readonly id: string; readonly name: string }[] | null;
  readonly shareOfMostInvitedTenth: string | null;
  /** what it rests on: who sees a part of the record is told of the invitations in that part */
  readonly basis: Basis;
  /** null: all that is recorded */
  readonly recordedAsOf: string | null;
  readonly logHead: string;
}

export class MeasureReach extends Query<ReachSeen> {
  constructor(
    readonly asker: Asker,
    readonly commissioner: string,
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
  ) {
    super();
  }
}

/** Throws a Rejection unless two different bands are named. */
const demandBands = ({ a, b }: MeasureDisparity['sizeBands']): void => {
  for (const [field, band] of Object.entries({ sizeBandA: a, sizeBandB: b }))
    if (band.trim() === '') throw reject('INVALID', field, 'The size band is blank: write it as on the register.');
  if (a.trim().toLowerCase() === b.trim().toLowerCase())
    throw reject('INVALID', 'sizeBandB', `Both are the size band "${b}": give another one to compare it with.`);
};

@QueryHandler(MeasureDisparity)
export class MeasureDisparityHandler implements IQueryHandler<MeasureDisparity> {
  constructor(
    private readonly questions: Questions,
    private readonly source: MeasureSource,
    private readonly policies: Policies,
  ) {}

  async execute({
    asker,
    aspect,
    sizeBands,
    validAsOf,
    knownAt,
    policy: named,
  }: MeasureDisparity): Promise<BandsApart> {
    const policy = this.policies.named(named);
    const moment = momentOf(this.questions, knownAt);
    const on = dayOf(validAsOf, moment);
    demandBands(sizeBands);
    const bandOf = async (sizeBand: string, field: string) => {
      const source = await this.source.of(asker, { ...aspect, tso: null, sizeBand }, policy, moment, field);
      const [voices] = source.voices([{ on, seq: moment.seq }]);
      const tallies = voices!.map(({ tally }) => tally);
      return {
        isWhole: source.lens.isWhole,
        reading: groupReadingOf(tallies, policy, on),
        told: { sizeBand, figures: figuresOf(voices!, source.lens, on) },
      };
    };
    const [a, b] = [await bandOf(sizeBands.a, 'sizeBandA'), await bandOf(sizeBands.b, 'sizeBandB')];
    return {
      ...{ a: a.told, b: b.told },
      apart: a.isWhole && b.isWhole ? disparityOf(a.reading, b.reading, policy) : null,
      basis: basisOf(asker),
      reproduction: reproductionOf(
        { ...aspect, tso: null, sizeBand: `${sizeBands.a} and ${sizeBands.b}` },
        on,
        moment,
        policy,
      ),
    };
  }
}

@QueryHandler(MeasureReach)
export class MeasureReachHandler implements IQueryHandler<MeasureReach> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
    private readonly surveys: Surveys,
  ) {}

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise; a Rejection must be one too
  async execute({ asker, commissioner, validAsOf, knownAt }: MeasureReach): Promise<ReachSeen> {
    const moment = momentOf(this.questions, knownAt);
    const { seq } = moment;
    const on = dayOf(validAsOf, moment);
    const ids = this.directory.bodyOf(commissioner, 'commissioner', seq, asker);
    const kept = this.questions.keeper(seq);
    const register = this.register(kept, seq, asker);
    const bandOf = new Map(register.map(({ id, band }) => [id, band]));
    const types = [...INVITING, 'FundingChangeNotified', 'NoticeReceiptConfirmed'];
    const told = this.questions.factsOf(types, { commissioners: ids }, seq, asker);
    const facts = standingOf(knownBy(told, null)).map((fact) => ({ ...fact, tsos: [...new Set(fact.tsos.map(kept))] }));
    const { bands, invitedToNothing, shareOfMostInvitedTenth } = reachOf(register, invitationsIn(facts, on));
    const notices = noticeDays(facts, on);
    const [asked] = this.surveys.releases(ids[0]!, 'tso->commissioner', on, moment).slice(-1);
    const isOwn = asker?.role === 'administrator' || (asker?.organisation != null && ids.includes(asker.organisation));
    return {
      on,
      register: register.length,
      bands: bands.map((one) => ({
        ...one,
        medianDaysOfNotice: medianOf(notices.filter(({ tso }) => bandOf.get(tso) === one.band).map(({ days }) => days)),
        responseRate: asked?.groups.find(({ band }) => band !== null && band === one.band)?.responseRate ?? null,
      })),
      invitedToNothing: invitedToNothing.length,
      namesOfInvitedToNothing: isOwn
        ? invitedToNothing.map((id) => ({ id, name: this.directory.name(id, seq, asker) }))
        : null,
      shareOfMostInvitedTenth,
      ...{ basis: basisOf(asker), recordedAsOf: moment.knownAt, logHead: moment.position },
    };
  }

  /** All TSOs on the register, each once under the id it is kept by. */
  private register(kept: (id: string) => string, seq: number, asker: Asker): Banded[] {
    const all = this.questions.things('organisation', '', 0, Number.MAX_SAFE_INTEGER, seq);
    const found = new Map<string, Banded>();
    for (const { key } of all) {
      const organisation = this.directory.organisation(key, seq, asker);
      if (organisation?.kind === 'tso') {
        const id = kept(key);
        found.set(id, { id, band: organisation.sizeBand ?? found.get(id)?.band ?? null });
      }
    }
    return [...found.values()];
  }
}
