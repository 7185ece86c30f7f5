import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { EventById } from '../audit/audit.queries.js';
import { answerBundle } from '../compliance/bundle.js';
import { Application } from '../engine/application.js';
import type { Asking } from '../graphql/asking.js';
import { eventShape } from '../graphql/shapes.js';
import { reject } from '../kernel/rejection.js';
import type { Day } from '../kernel/time.js';
import { alternativeOf, captionsOf, spanOf, subjectName, type Background } from './captions.js';
import { chartSvg } from '../report/chart-svg.js';
import { seriesCsv } from '../report/chart-text.js';
import type { Party } from './duty.js';
import type { Aspect, Series } from './figures.js';
import { MeasureBackground } from './measures.background.js';
import { MeasureBundle } from './measures.bundles.js';
import { ObligationOf } from './measures.card.js';
import { MeasureDisparity, MeasureReach } from './measures.disparity.js';
import { PerceptionOf } from './measures.perception.js';
import { KnownPolicies } from './measures.policies.js';
import { MovedBy, WhatMoved } from './measures.moves.js';
import { ChangeTo, MeasurePoint, MeasureSeries, type StepOfTime } from './measures.queries.js';
import {
  cardShape,
  changeShape,
  disparityShape,
  movedShape,
  movementShape,
  pageOf,
  perceptionShape,
  pointShape,
  policyShape,
  seriesShape,
  type Paging,
} from '../graphql/measure-shapes.js';
import type { Direction } from './perception.js';
import { oneMethod, type Measure } from './policy.js';

interface SubjectArgs {
  readonly commissioner?: string | null;
  readonly tso?: string | null;
  readonly area?: string | null;
  readonly sizeBand?: string | null;
}

interface OneArgs extends SubjectArgs {
  readonly measure: Measure;
  readonly owedBy: Party;
  readonly policy?: string | null;
  readonly validAsOf?: Day | null;
  readonly knownAt?: string | null;
}

interface SeriesArgs extends SubjectArgs {
  readonly measure?: Measure | null;
  readonly owedBy: Party;
  readonly from?: Day | null;
  readonly to?: Day | null;
  readonly step: StepOfTime;
  readonly policy?: readonly string[] | null;
  readonly acceptMixedPolicies: boolean;
  readonly knownAt?: string | null;
}

const aspectOf = (
  { commissioner, tso, area, sizeBand }: SubjectArgs,
  { measure, owedBy }: Pick<OneArgs, 'measure' | 'owedBy'>,
): Aspect => ({
  ...{ commissioner: commissioner ?? null, tso: tso ?? null, area: area ?? null, sizeBand: sizeBand ?? null },
  ...{ measure, owedBy },
});

const MEASURES: readonly Measure[] = ['transparency', 'reliability'];

@Resolver()
export class MeasuresResolver {
  constructor(private readonly application: Application) {}

  @Query('measures')
  async measures(@Args() args: SeriesArgs, @Context('asking') { asker }: Asking) {
    const { measure, owedBy, step, policy: named, acceptMixedPolicies, knownAt = null } = args;
    const policies = named?.length ? named : [null];
    const period = { from: args.from, to: args.to, step };
    const asked = policies.flatMap((policy) => (measure ? [measure] : MEASURES).map((one) => ({ policy, one })));
    const answers = await Promise.all(
      asked.map(({ policy, one }) =>
        this.application.ask(
          new MeasureSeries(asker, aspectOf(args, { measure: one, owedBy }), period, knownAt, policy),
        ),
      ),
    );
    // A policy may have been named twice: by its version and by its hash.
    const nameOf = ({ aspect, policy }: Series): string => `${aspect.measure} ${policy.hash}`;
    const series = [...new Map(answers.map((one) => [nameOf(one), one])).values()];
    return {
      warnings: oneMethod(
        series.map(({ reproduction }) => reproduction),
        acceptMixedPolicies,
      ),
      series: series.map((one) => seriesShape(one, { knownAt })),
    };
  }

  @Query('measurePoint')
  async measurePoint(@Args() args: OneArgs, @Context('asking') { asker }: Asking) {
    const { validAsOf, knownAt, policy } = args;
    const asked = new MeasurePoint(asker, aspectOf(args, args), validAsOf, knownAt, policy);
    return pointShape(await this.application.ask(asked));
  }

  @Query('measureBundle')
  async measureBundle(@Args() args: OneArgs, @Context('asking') { asker }: Asking) {
    const { validAsOf, knownAt, policy } = args;
    const asked = new MeasureBundle(asker, aspectOf(args, args), validAsOf, knownAt, policy);
    return `${JSON.stringify(await this.application.ask(asked), null, 2)}\n`;
  }

  @Query('recompute')
  recompute(@Args('bundle') bundle: string) {
    let read: unknown;
    try {
      read = JSON.parse(bundle);
    } catch {
      throw reject('INVALID', 'bundle', 'The bundle is not JSON: give the text of a bundle as it was exported.');
    }
    return JSON.stringify(answerBundle(read));
  }

  @Query('measurePolicies')
  async measurePolicies() {
    return (await this.application.ask(new KnownPolicies())).map(policyShape);
  }

  @Query('obligation')
  async obligation(
    @Args()
    {
      key,
      commissioner,
      tso,
      ...args
    }: Omit<OneArgs, 'commissioner' | 'tso'> & {
      readonly key: string;
      readonly commissioner: string;
      readonly tso: string;
    },
    @Context('asking') { asker }: Asking,
  ) {
    const { validAsOf, knownAt, policy } = args;
    const asked = new ObligationOf(asker, { key, commissioner, tso }, validAsOf, knownAt, policy);
    const card = await this.application.ask(asked);
    return card && cardShape(card);
  }

  @Query('movedBy')
  async movedBy(
    @Args() {
      event,
      validAsOf,
      knownAt,
      policy,
    }: Pick<OneArgs, 'validAsOf' | 'knownAt' | 'policy'> & { readonly event: string },
    @Context('asking') { asker }: Asking,
  ) {
    return (await this.application.ask(new MovedBy(asker, event, validAsOf, knownAt, policy))).map(movedShape);
  }

  @Query('whatMoved')
  async whatMoved(
    @Args() args: OneArgs & { readonly from: Day; readonly to: Day },
    @Context('asking') { asker }: Asking,
  ) {
    const { from, to, knownAt, policy } = args;
    return movementShape(
      await this.application.ask(new WhatMoved(asker, aspectOf(args, args), from, to, knownAt, policy)),
    );
  }

  @Query('perception')
  async perception(
    @Args()
    args: Pick<OneArgs, 'validAsOf' | 'knownAt' | 'policy'> & {
      readonly commissioner: string;
      readonly tso?: string | null;
      readonly direction: Direction;
    },
    @Context('asking') { asker }: Asking,
  ) {
    const { validAsOf, knownAt, policy } = args;
    return perceptionShape(await this.application.ask(new PerceptionOf(asker, args, validAsOf, knownAt, policy)));
  }

  @Query('disparity')
  async disparity(
    @Args() args: OneArgs & { readonly sizeBandA: string; readonly sizeBandB: string },
    @Context('asking') { asker }: Asking,
  ) {
    const { sizeBandA: a, sizeBandB: b, validAsOf, knownAt, policy } = args;
    const asked = new MeasureDisparity(asker, aspectOf(args, args), { a, b }, validAsOf, knownAt, policy);
    return disparityShape(await this.application.ask(asked));
  }

  @Query('reach')
  async reach(
    @Args() args: { readonly commissioner: string; readonly validAsOf?: Day | null; readonly knownAt?: string | null },
    @Context('asking') { asker }: Asking,
  ) {
    const { commissioner, validAsOf, knownAt } = args;
    const { bands, namesOfInvitedToNothing, ...found } = await this.application.ask(
      new MeasureReach(asker, commissioner, validAsOf, knownAt),
    );
    return {
      ...found,
      bands: bands.map(({ band, ...one }) => ({ ...one, sizeBand: band })),
      namesOfInvitedToNothing: namesOfInvitedToNothing?.map(({ name }) => name) ?? null,
    };
  }
}

type SeriesShape = ReturnType<typeof seriesShape>;
type PointShape = ReturnType<typeof pointShape>;

@Resolver('MeasureSeries')
export class MeasureSeriesResolver {
  private readonly backgrounds = new WeakMap<object, Promise<Background>>();

  constructor(private readonly application: Application) {}

  /** What is said of a series besides its numbers, worked out once and only where it is asked for. */
  private background({ plain }: SeriesShape, { asker }: Asking): Promise<Background> {
    const { series, knownAt } = plain;
    const span = spanOf(series);
    const between = span && { from: span.from.on, to: span.to.on };
    const known =
      this.backgrounds.get(plain) ??
      this.application.ask(new MeasureBackground(asker, series.aspect, between, knownAt, series.policy.hash));
    this.backgrounds.set(plain, known);
    return known;
  }

  @ResolveField('title')
  async title(@Parent() parent: SeriesShape, @Context('asking') asking: Asking) {
    return subjectName(parent.plain.series.aspect, await this.background(parent, asking));
  }

  @ResolveField('alternative')
  async alternative(@Parent() parent: SeriesShape, @Context('asking') asking: Asking) {
    return alternativeOf(parent.plain.series, await this.background(parent, asking));
  }

  @ResolveField('svg')
  async svg(@Parent() parent: SeriesShape, @Context('asking') asking: Asking) {
    const { series } = parent.plain;
    const background = await this.background(parent, asking);
    return chartSvg(series, subjectName(series.aspect, background), alternativeOf(series, background));
  }

  @ResolveField('csv')
  csv(@Parent() { plain }: SeriesShape) {
    return seriesCsv(plain.series);
  }

  @ResolveField('captions')
  captions(@Parent() { plain: { series } }: SeriesShape) {
    const last = series.points.at(-1)!;
    return captionsOf(last.now, last.on, series.policy, series.knownOn);
  }

  @ResolveField('change')
  async change(@Parent() { plain: { series, knownAt } }: SeriesShape, @Context('asking') { asker }: Asking) {
    const last = series.points.at(-1)!;
    if (last.now.status === 'seen-in-part') return null;
    return changeShape(
      await this.application.ask(new ChangeTo(asker, series.aspect, last.on, knownAt, series.policy.hash)),
    );
  }
}

@Resolver('MeasurePoint')
export class MeasurePointResolver {
  @ResolveField('contributions')
  contributions(@Parent() { parts }: PointShape, @Args() paging: Paging) {
    return pageOf(parts, paging);
  }

  @ResolveField('captions')
  captions(@Parent() { plain: { figures, on, policy, knownOn } }: PointShape) {
    return captionsOf(figures, on, policy, knownOn);
  }
}

@Resolver('MeasureMovement')
export class MeasureMovementResolver {
  @ResolveField('moved')
  moved(@Parent() { parts }: ReturnType<typeof movementShape>, @Args() paging: Paging) {
    return pageOf(parts, paging);
  }
}

interface Resting {
  readonly events: readonly string[];
  readonly knownAt: string | null;
}

/** The events that something rests on, as far as the asker may see them. */
const eventsUnder = async (application: Application, { events, knownAt }: Resting, { asker }: Asking) => {
  const found = await Promise.all(events.map((id) => application.ask(new EventById(asker, id, knownAt))));
  return found.flatMap((entry) => (entry ? [eventShape(entry, { knownAt })] : []));
};

@Resolver('Contribution')
export class ContributionResolver {
  constructor(private readonly application: Application) {}

  @ResolveField('happened')
  happened(@Parent() parent: Resting, @Context('asking') asking: Asking) {
    return eventsUnder(this.application, parent, asking);
  }
}

@Resolver('MovedPart')
export class MovedPartResolver extends ContributionResolver {}

@Resolver('MeasuredObligation')
export class MeasuredObligationResolver {
  constructor(private readonly application: Application) {}

  @ResolveField('events')
  events(@Parent() parent: ReturnType<typeof cardShape>, @Context('asking') asking: Asking) {
    return eventsUnder(this.application, parent, asking);
  }
}

/** All that GraphQL asks of the measures. */
export const measureResolvers = [
  MeasuresResolver,
  MeasureSeriesResolver,
  MeasurePointResolver,
  MeasureMovementResolver,
  ContributionResolver,
  MovedPartResolver,
  MeasuredObligationResolver,
];
