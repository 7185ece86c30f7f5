import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../access/visibility.js';
import type { Recorded } from '../kernel/fact.js';
import { reject } from '../kernel/rejection.js';
import { addDays, isDay, londonDay, millisecondsOf, range, type Day } from '../kernel/time.js';
import { standing } from '../kernel/standing.js';
import { organisationOf } from '../organisation/organisation.view.js';
import { Directory } from '../organisation/directory.js';
import { scopes } from '../projection/keys.js';
import { momentOf, type Moment } from '../projection/moment.js';
import type { Cursor } from '../projection/pages.js';
import { Questions } from '../projection/questions.js';
import { Policies } from './measures.policies.js';
import { monthEnds } from './measures.queries.js';
import { DIRECTIONS, ratingReadingOf, ratingsOf, type Direction, type RatingReading } from './perception.js';
import { POLICIES, type Policy } from './policy.js';
import { knownBy, standingOf } from './record.js';
import { releasesOf, type Panel, type Release, type ReleasedGroup } from './release.js';

/** What groups are told: all but the ids of the answers it is made of. */
export interface ToldRelease extends Omit<Release, 'groups'> {
  readonly groups: readonly Omit<ReleasedGroup, 'answers'>[];
}

/** What is said of or by a commissioner by a day. */
export interface Perception {
  readonly direction: Direction;
  readonly validAsOf: Day;
  /** all that was made public by then, oldest first; the last one holds until the next */
  readonly releases: readonly ToldRelease[];
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
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
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
  if (!isDay(text)) throw reject('INVALID', 'validAsOf', `"${String(text)}" is not a day: write YYYY-MM-DD.`);
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

/** Each month's release is by the policy in force at its end: a sum by two of them would tell what neither tells. */
const policyOn = (day: Day): Policy =>
  POLICIES.findLast(({ effectiveFrom }) => effectiveFrom !== undefined && effectiveFrom <= day) ?? POLICIES[0]!;

/** The id a body is kept by as known at a cut, and the size band of a TSO. */
const bodiesAt = (questions: Questions, seq: number) => {
  const kept = new Map<string, string>();
  const keep = (id: string): string => {
    const known = kept.get(id) ?? questions.sameBody(id, seq).toSorted()[0]!;
    kept.set(id, known);
    return known;
  };
  const bandOf = (id: string): string | null => {
    const facts = questions.factsIn(scopes.dossier(`organisation-${id}`), seq, WHOLE);
    return organisationOf(standing(facts))?.sizeBand ?? null;
  };
  return { keep, bandOf };
};

const panelAt = (
  questions: Questions,
  recorded: readonly Recorded[],
  commissioner: string,
  seq: number,
  over: number,
): Panel => {
  const { keep, bandOf } = bodiesAt(questions, seq);
  const known = recorded.filter(({ recordedAt }) => Date.parse(recordedAt) <= over);
  const facts = standingOf(knownBy(known, null)).map((fact) => ({
    ...fact,
    commissioner: keep(commissioner),
    tsos: [...new Set(fact.tsos.map(keep))],
  }));
  return { commissioner: keep(commissioner), facts, bandOf };
};

/** All that was made public of what was said of or by a commissioner, known under some ids, by the end of a day. */
export const releasesFor = (
  questions: Questions,
  commissioners: readonly string[],
  direction: Direction,
  { until, seq }: { readonly until: Day; readonly seq: number },
): ToldRelease[] => {
  const recorded = surveysOf(questions, commissioners, seq, WHOLE);
  const first = recorded[0] && londonDay(recorded[0].recordedAt);
  if (first === undefined || first > until) return [];
  const months = monthEnds(first, range(until.slice(0, 7)).latest, 'MONTH').flatMap((on) => {
    const over = millisecondsOf(on)!;
    if (on > until) return [];
    const panel = panelAt(questions, recorded, commissioners[0]!, Math.min(seq, questions.seqAt(over)), over);
    return [{ on, policy: policyOn(on), panels: [panel] }];
  });
  return [...releasesOf(months, direction).values()].flat().map((release) => ({
    ...release,
    groups: release.groups.map(({ answers: _answers, ...group }) => group),
  }));
};

@QueryHandler(PerceptionOf)
export class PerceptionOfHandler implements IQueryHandler<PerceptionOf> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
  ) {}

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise; a Rejection must be one too
  async execute({ asker, commissioner, direction, ...query }: PerceptionOf): Promise<Perception> {
    demandDirection(direction);
    const moment = momentOf(this.questions, query.knownAt);
    const validAsOf = dayOf(query.validAsOf, moment);
    const bodies = this.directory.bodyOf(commissioner, 'commissioner', moment.seq, asker);
    // What is recorded on a day that is not over yet may be told only at its end.
    const until = validAsOf < moment.day ? validAsOf : addDays(moment.day, -1);
    const releases = releasesFor(this.questions, bodies, direction, { until, seq: moment.seq });
    return { direction, validAsOf, releases, reason: releases.length > 0 ? null : reasonFor(policyOn(validAsOf)) };
  }
}

const reasonFor = ({ perception: { minRespondents } }: Policy): string =>
  `Nothing is made public before ${minRespondents} organisations answered, at the end of that month, nor while an earlier number would tell what fewer of them said.`;

@QueryHandler(RatingOf)
export class RatingOfHandler implements IQueryHandler<RatingOf> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
    private readonly policies: Policies,
  ) {}

  // oxlint-disable-next-line typescript/require-await -- the bus expects a promise; a Rejection must be one too
  async execute(query: RatingOf): Promise<OneRating> {
    const { asker, direction } = query;
    demandDirection(direction);
    const policy = this.policies.named(query.policy);
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
