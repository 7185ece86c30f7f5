import { Args, Context, Query, ResolveField, Resolver, Parent } from '@nestjs/graphql';
import { answerBundle } from '../compliance/bundle.js';
import { Application } from '../engine/application.js';
import type { Asking } from '../graphql/asking.js';
import { reject } from '../kernel/rejection.js';
import type { Day } from '../kernel/time.js';
import { alternativeOf, spanOf, subjectName } from './captions.js';
import { chartSvg } from './chart-svg.js';
import { seriesCsv } from './chart-text.js';
import type { Aspect, Figures, Moved, Movement, Point, Series } from './figures.js';
import { MeasureBackground } from './measures.background.js';
import { MeasureBundle } from './measures.bundles.js';
import { PerceptionOf, RatingOf } from './measures.perception.js';
import { KnownPolicies, MeasurePoint, MeasureSeries, MovedBy, WhatMoved, type StepOfTime } from './measures.queries.js';
import type { Direction } from './perception.js';

type Maybe<T> = { readonly [K in keyof T]?: T[K] | null };

interface Whose extends Pick<Aspect, 'measure' | 'owedBy'>, Maybe<Omit<Aspect, 'measure' | 'owedBy'>> {
  readonly policy?: string | null;
  readonly knownAt?: string | null;
}

interface SeriesArgs extends Whose {
  readonly from: Day;
  readonly to: Day;
  readonly step: StepOfTime;
}

interface PointArgs extends Whose {
  readonly validAsOf?: Day | null;
}

interface SaidArgs {
  readonly commissioner: string;
  readonly tso: string;
  readonly direction: Direction;
  readonly validAsOf?: Day | null;
  readonly policy?: string | null;
  readonly knownAt?: string | null;
}

const aspectOf = ({ commissioner, tso, area, sizeBand, measure, owedBy }: Whose): Aspect => ({
  ...{ commissioner: commissioner ?? null, tso: tso ?? null, area: area ?? null, sizeBand: sizeBand ?? null },
  ...{ measure, owedBy },
});

const STATUS: Record<Figures['status'], string> = {
  ok: 'OK',
  'insufficient-evidence': 'INSUFFICIENT_EVIDENCE',
  'seen-in-part': 'SEEN_IN_PART',
};

/** Where only a part may be seen, nothing that is worked out from it is given but the counts. */
const PART = { alpha: null, beta: null, estimate: null, lower: null, upper: null, observedRate: null } as const;
const BOUNDS = { ifExcusesRejected: null, ifOpenDisputesUpheld: null } as const;

const figuresShape = (figures: Figures) => ({
  ...figures,
  ...(figures.status === 'seen-in-part' && { ...PART, ...BOUNDS }),
  status: STATUS[figures.status],
});

@Resolver('MeasureSeries')
export class MeasuresResolver {
  constructor(private readonly application: Application) {}

  @Query('measures')
  async measures(@Args() args: SeriesArgs, @Context('asking') { asker }: Asking) {
    const { knownAt, policy } = args;
    const series = await this.application.ask(new MeasureSeries(asker, aspectOf(args), args, knownAt, policy));
    const points = series.points.map((point) => ({
      ...point,
      now: figuresShape(point.now),
      asKnownThen: point.asKnownThen && figuresShape(point.asKnownThen),
    }));
    return { ...series, points, series, asked: { asker, knownAt, policy }, csv: () => seriesCsv(series) };
  }

  @ResolveField('alternative')
  async alternative(@Parent() { series, asked }: { series: Series; asked: Whose & Asking }) {
    return alternativeOf(series, await this.backgroundOf(series, asked));
  }

  @ResolveField('svg')
  async svg(@Parent() { series, asked }: { series: Series; asked: Whose & Asking }) {
    const background = await this.backgroundOf(series, asked);
    const name = subjectName(series.aspect, background);
    return chartSvg(series, name.charAt(0).toUpperCase() + name.slice(1), alternativeOf(series, background));
  }

  @Query('measurePoint')
  async measurePoint(@Args() args: PointArgs, @Context('asking') { asker }: Asking) {
    const { validAsOf, knownAt, policy } = args;
    const point = await this.application.ask(new MeasurePoint(asker, aspectOf(args), validAsOf, knownAt, policy));
    return pointShape(point);
  }

  @Query('movedBy')
  async movedBy(@Args() args: PointArgs & { readonly event: string }, @Context('asking') { asker }: Asking) {
    const { event, validAsOf, knownAt, policy } = args;
    const moved = await this.application.ask(new MovedBy(asker, event, validAsOf, knownAt, policy));
    return moved.map(({ aspect, before, after }: Moved) => ({
      aspect,
      before: figuresShape(before),
      after: figuresShape(after),
    }));
  }

  @Query('whatMoved')
  async whatMoved(@Args() args: SeriesArgs, @Context('asking') { asker }: Asking) {
    const { from, to, knownAt, policy } = args;
    const movement = await this.application.ask(new WhatMoved(asker, aspectOf(args), from, to, knownAt, policy));
    return movementShape(movement);
  }

  @Query('perception')
  perception(@Args() args: SaidArgs, @Context('asking') { asker }: Asking) {
    const { commissioner, direction, validAsOf, knownAt } = args;
    return this.application.ask(new PerceptionOf(asker, commissioner, direction, validAsOf, knownAt));
  }

  @Query('rating')
  rating(@Args() args: SaidArgs, @Context('asking') { asker }: Asking) {
    const { commissioner, tso, direction, validAsOf, knownAt, policy } = args;
    return this.application.ask(new RatingOf(asker, commissioner, tso, direction, validAsOf, knownAt, policy));
  }

  @Query('measureBundle')
  async measureBundle(@Args() args: PointArgs, @Context('asking') { asker }: Asking) {
    const { validAsOf, knownAt, policy } = args;
    const bundle = await this.application.ask(new MeasureBundle(asker, aspectOf(args), validAsOf, knownAt, policy));
    return `${JSON.stringify(bundle, null, 2)}\n`;
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
    const known = await this.application.ask(new KnownPolicies());
    return known.map(({ hash, ...content }) => ({ ...content, hash, json: JSON.stringify(content) }));
  }

  private backgroundOf(series: Series, { asker, knownAt, policy }: Whose & Asking) {
    const span = spanOf(series);
    const between = span && { from: span.from.on, to: span.to.on };
    return this.application.ask(new MeasureBackground(asker, series.aspect, between, knownAt, policy));
  }
}

const pointShape = (point: Point) => {
  const { figures } = point;
  const isPart = figures.status === 'seen-in-part';
  return { ...point, figures: figuresShape(figures), ...(isPart && { effects: [], robustness: [] }) };
};

const movementShape = (movement: Movement) => {
  const isPart = [movement.from, movement.to].some(({ status }) => status === 'seen-in-part');
  return {
    ...movement,
    from: figuresShape(movement.from),
    to: figuresShape(movement.to),
    ...(isPart && { difference: null, moved: [] }),
  };
};
