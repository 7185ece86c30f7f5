import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../access/visibility.js';
import type { Recorded } from '../kernel/fact.js';
import { reject } from '../kernel/rejection.js';
import { isDay, londonDay, range, type Day } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { scopes } from '../projection/keys.js';
import { momentOf, type Moment } from '../projection/moment.js';
import type { Cursor } from '../projection/pages.js';
import { Questions } from '../projection/questions.js';
import { monthEnds, policyNamed } from './measures.queries.js';
import { DIRECTIONS, ratingReadingOf, ratingsOf, type Direction, type RatingReading } from './perception.js';
import type { Policy } from './policy.js';
import { knownBy, standingOf } from './record.js';
import { releasesOf, type IsIn, type Release } from './release.js';

/** What is said of or by a commissioner by a day: by all its TSOs, or by those of a size band. */
export interface Perception {
  readonly direction: Direction;
  readonly validAsOf: Day;
  /** all that was made public by then, oldest first; the last one stands */
  readonly releases: readonly Release[];
  /** why there is no number, where there is none */
  readonly reason: string | null;
}

/** What one organisation says of another, for whoever may see it. */
export interface OneRating extends RatingReading {
  readonly direction: Direction;
  readonly validAsOf: Day;
}

/** What a commissioner's TSOs say of it, or it of them, as far as it was made public. The same for everybody. */
export class PerceptionOf extends Query<Perception> {
  constructor(
    readonly asker: Asker,
    readonly commissioner: string,
    readonly direction: Direction,
    readonly sizeBand?: string | null,
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
    readonly policy?: string | null,
  ) {
    super();
  }
}

/** What one TSO says of a commissioner, or it of the TSO, from the answers that the asker may see. */
export class RatingOf extends Query<OneRating> {
  constructor(
    readonly asker: Asker,
    readonly commissioner: string,
    readonly tso: string,
    readonly direction: Direction,
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
    readonly policy?: string | null,
  ) {
    super();
  }
}

/** Answers are looked for in the whole record: what is made public of them does not depend on who asks. */
const WHOLE: Asker = { role: 'administrator', organisation: null };
const ASKED = ['SurveyIssued', 'SurveyResponseReceived'];
const PAGE = 500;

const dayOf = (validAsOf: Day | null | undefined, moment: Moment): Day => {
  const text: string = validAsOf ?? moment.day;
  if (!isDay(text)) throw reject('INVALID', 'validAsOf', `"${text}" is not a day: write YYYY-MM-DD.`);
  return text;
};

const demandDirection = (direction: string): void => {
  if (!DIRECTIONS.some((one) => one === direction))
    throw reject('INVALID', 'direction', `"${direction}" is no direction: write one of ${DIRECTIONS.join(', ')}.`);
};

/** Surveys of a commissioner and what was answered, with what was said of these facts. */
const surveysOf = (questions: Questions, commissioners: readonly string[], seq: number, asker: Asker): Recorded[] => {
  const facts: Recorded[] = [];
  for (let after: Cursor | undefined; ;) {
    const order = { order: 'RECORDED', first: PAGE, seq, asker } as const;
    const { found, more } = questions.page({ commissioners, types: ASKED, ...order, ...(after && { after }) });
    for (const { fact } of found) facts.push(fact, ...questions.remarks(fact.id, seq, asker));
    after = found.at(-1)?.cursor;
    if (!more) return facts;
  }
};

/** All that was made public of what was said of or by a commissioner, known under some ids, by the end of a day. */
export const releasesFor = (
  questions: Questions,
  commissioners: readonly string[],
  direction: Direction,
  policy: Policy,
  { until, seq }: { readonly until: Day; readonly seq: number },
  isIn?: IsIn,
): Release[] => {
  const facts = surveysOf(questions, commissioners, seq, WHOLE);
  const first = facts[0] && londonDay(facts[0].recordedAt);
  if (first === undefined || first > until) return [];
  const ends = monthEnds(first, range(until.slice(0, 7)).latest, 'MONTH').filter((on) => on <= until);
  return releasesOf(facts, direction, policy, ends, isIn);
};

@QueryHandler(PerceptionOf)
export class PerceptionOfHandler implements IQueryHandler<PerceptionOf> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
  ) {}

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise; a Rejection must be one too
  async execute(query: PerceptionOf): Promise<Perception> {
    const { asker, commissioner, direction, sizeBand } = query;
    demandDirection(direction);
    const policy = policyNamed(query.policy);
    const moment = momentOf(this.questions, query.knownAt);
    const validAsOf = dayOf(query.validAsOf, moment);
    const bodies = this.directory.bodyOf(commissioner, 'commissioner', moment.seq, asker);
    const band = sizeBand ? new Set(this.directory.tsosOfSize(sizeBand, moment.seq, asker)) : null;
    if (band?.size === 0)
      throw reject('UNKNOWN_SIZE_BAND', 'sizeBand', `No TSO is registered as being of the size band "${sizeBand}".`);
    const until = validAsOf < moment.day ? validAsOf : moment.day;
    const isIn = band ? (tso: string) => band.has(tso) : undefined;
    const releases = releasesFor(this.questions, bodies, direction, policy, { until, seq: moment.seq }, isIn);
    return { direction, validAsOf, releases, reason: releases.length > 0 ? null : reasonFor(policy) };
  }
}

const reasonFor = ({ perception: { minRespondents } }: Policy): string =>
  `Nothing is made public before ${minRespondents} organisations answered, at the end of that month, nor while the difference from an earlier number would be of fewer.`;

@QueryHandler(RatingOf)
export class RatingOfHandler implements IQueryHandler<RatingOf> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
  ) {}

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise; a Rejection must be one too
  async execute(query: RatingOf): Promise<OneRating> {
    const { asker, direction } = query;
    demandDirection(direction);
    const policy = policyNamed(query.policy);
    const moment = momentOf(this.questions, query.knownAt);
    const { seq } = moment;
    const validAsOf = dayOf(query.validAsOf, moment);
    const commissioners = this.directory.bodyOf(query.commissioner, 'commissioner', seq, asker);
    const tsos = this.directory.bodyOf(query.tso, 'tso', seq, asker);
    const facts = commissioners
      .flatMap((one) => tsos.flatMap((other) => this.questions.factsIn(scopes.pair(one, other), seq, asker)))
      .flatMap((fact) => (ASKED.includes(fact.type) ? [fact, ...this.questions.remarks(fact.id, seq, asker)] : []));
    const rating = ratingsOf(standingOf(knownBy(facts, null)), direction, policy, validAsOf)
      .filter(({ tso }) => tsos.includes(tso))
      .at(-1);
    return { direction, validAsOf, ...ratingReadingOf(rating, policy) };
  }
}
