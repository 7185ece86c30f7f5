import { Injectable } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { basisOf, EVERYTHING_SEEN, type Asker } from '../access/visibility.js';
import { reject } from '../kernel/rejection.js';
import type { Recorded } from '../kernel/fact.js';
import { addMonths, instantOf, londonDay, millisecondsOf, range, type Day } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { dayOf, momentOf, type Moment } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import type { Said } from './captions.js';
import { decimal } from './exact.js';
import type { Basis } from './figures.js';
import { Policies } from './measures.policies.js';
import { MeasureSource } from './measures.source.js';
import {
  answersOf,
  DIRECTIONS,
  ratingReadingOf,
  ratingsAmong,
  type Answer,
  type Direction,
  type Rating,
  type RatingReading,
} from './perception.js';
import { ENGINE_VERSION, POLICIES, type Policy, type Reproduction } from './policy.js';
import { combinedOf, type Combined } from './questions.js';
import { knownBy, standingOf } from './record.js';
import { releasesOf, type Month, type Release, type ReleasedGroup } from './release.js';
import { sumOf } from './tally.js';

/** What groups are told: all but the ids of the answers it is made of. */
export interface ToldRelease extends Omit<Release, 'groups'> {
  readonly groups: readonly Omit<ReleasedGroup, 'answers'>[];
}

/** One answer that the asker may see. */
interface AnswerSeen {
  readonly event: string;
  readonly on: Day;
  readonly wave: string;
  readonly instrument: string;
  readonly score: string;
}

/** What one side says of the other. */
export interface Perception {
  readonly direction: Direction;
  readonly commissioner: string;
  readonly tso: string | null;
  readonly on: Day;
  /** what is told of groups by that day, oldest first: the last of them holds until the next */
  readonly releases: readonly ToldRelease[];
  /** why there is nothing, where there is nothing */
  readonly reason: string | null;
  /** of one relationship, from the answers that the asker may see; null where no TSO is named or none may be seen */
  readonly rating: RatingReading | null;
  readonly answers: readonly AnswerSeen[];
  /** beside reliability, where the policy has it so; never without its parts */
  readonly combined: Combined | null;
  readonly basis: Basis;
  readonly reproduction: Reproduction;
}

/** What a commissioner's organisations say of it, or it of them: groups for everybody, one relationship for who may see it. */
export class PerceptionOf extends Query<Perception> {
  constructor(
    readonly asker: Asker,
    readonly of: {
      readonly commissioner: string;
      readonly tso?: string | null;
      readonly direction: Direction;
    },
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
    readonly policy?: string | null,
  ) {
    super();
  }
}

/** Groups are told from the whole record, whoever asks; what is released of it tells of no single organisation. */
const WHOLE = EVERYTHING_SEEN;

const SURVEYS = ['SurveyIssued', 'SurveyResponseReceived'];

/** A sum by two policies would tell what neither tells: each month's release is by the one in force at its end. */
const policyOn = (day: Day): Policy =>
  POLICIES.findLast(({ effectiveFrom }) => effectiveFrom !== undefined && effectiveFrom <= day) ?? POLICIES[0]!;

/** Finds answers to surveys, and what is released of them. */
@Injectable()
export class Surveys {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
  ) {}

  /** Surveys and answers of a commissioner under any of its ids, with what is said about them, as far as may be seen. */
  facts(commissioners: readonly string[], seq: number, asker: Asker): Recorded[] {
    return this.questions.factsOf(SURVEYS, { commissioners }, seq, asker);
  }

  /**
   * All that is told of groups of a commissioner's organisations in one direction by a day, as known at a moment: the
   * same to everybody, with all its digits to administrators, who may read the answers themselves.
   */
  releases(commissioner: string, direction: Direction, on: Day, moment: Moment, asker: Asker = null): ToldRelease[] {
    const ends = this.monthEnds(on, moment);
    const ids = this.everSame(commissioner, ends);
    const recorded = this.facts([...ids], moment.seq, WHOLE);
    const months = ends
      .filter((end) => recorded.some((fact) => isOf(fact, end.on)))
      .map((end) => this.monthOf(recorded, [...ids], end));
    const released = releasesOf(months, direction, asker?.role === 'administrator');
    return months.flatMap(({ on: end, kept }) =>
      (released.get(kept(commissioner)) ?? [])
        .filter((release) => release.on === end)
        .map(({ groups, ...release }) => ({
          ...release,
          groups: groups.map(({ answers: _answers, ...group }) => group),
        })),
    );
  }

  /** What is told of all of a commissioner's organisations together by a day, each time it was, oldest first. */
  said(commissioner: string, direction: Direction, by: Day, moment: Moment): Said[] {
    return this.releases(commissioner, direction, by, moment).flatMap(({ on, groups: [all] }) => {
      const { published, respondents, eligible } = all!;
      return published === null ? [] : [{ on, published, respondents, eligible }];
    });
  }

  /** The ids of bodies that were one with a body, or with one of these, at any month end: what was told of them stays told. */
  private everSame(body: string, ends: readonly { readonly seq: number }[]): ReadonlySet<string> {
    const ids = new Set<string>();
    for (const waiting = [body]; waiting.length > 0;) {
      const id = waiting.pop()!;
      if (ids.has(id)) continue;
      ids.add(id);
      for (const { seq } of ends) waiting.push(...this.questions.sameBody(id, seq));
    }
    return ids;
  }

  /** The ends of months that were over by a day and a moment, since the record began, each with what was known then. */
  private monthEnds(on: Day, { seq, knownAt }: Moment): { readonly on: Day; readonly seq: number }[] {
    const first = this.questions.recordedAt(1);
    if (first === undefined || seq === 0) return [];
    const now = knownAt === null ? Date.now() : Date.parse(knownAt);
    const ends: { on: Day; seq: number }[] = [];
    for (let start = `${londonDay(instantOf(first)).slice(0, 7)}-01`; ; start = addMonths(start, 1)) {
      const end = range(start.slice(0, 7)).latest;
      const over = millisecondsOf(end)!;
      if (end > on || over > now) return ends;
      ends.push({ on: end, seq: Math.min(seq, this.questions.seqAt(over)) });
    }
  }

  private monthOf(recorded: readonly Recorded[], ids: readonly string[], { on, seq }: { on: Day; seq: number }) {
    const kept = this.questions.keeper(seq);
    const standing = standingOf(knownBy(recorded, on)).map((fact) => ({
      ...fact,
      commissioner: fact.commissioner && kept(fact.commissioner),
      tsos: [...new Set(fact.tsos.map(kept))],
    }));
    const bodies = [...new Set(ids.map(kept))].toSorted();
    const month: Month = {
      on,
      policy: policyOn(on),
      panels: bodies.map((commissioner) => ({
        commissioner,
        facts: standing.filter((fact) => fact.commissioner === commissioner),
        bandOf: (tso) => this.directory.organisation(tso, seq, WHOLE)?.sizeBand ?? null,
      })),
    };
    return { ...month, kept };
  }
}

/**
 * Whether something was recorded in a month, or told before to happen in it: nothing new is released at the end of one in
 * which nothing was. What is recorded later about that month makes no month end of it.
 */
const isOf = ({ occurredOn, recordedAt }: Recorded, end: Day): boolean => {
  const recordedOn = londonDay(recordedAt);
  const month = end.slice(0, 7);
  return recordedOn.startsWith(month) || (recordedOn <= end && (occurredOn ?? '').startsWith(month));
};

const reasonFor = ({ perception: { minRespondents } }: Policy): string =>
  `Nothing is made public before ${minRespondents} organisations answered, at the end of that month, nor while an earlier number would tell what fewer of them said.`;

@QueryHandler(PerceptionOf)
export class PerceptionOfHandler implements IQueryHandler<PerceptionOf> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
    private readonly surveys: Surveys,
    private readonly source: MeasureSource,
    private readonly policies: Policies,
  ) {}

  async execute({ asker, of, validAsOf, knownAt, policy: named }: PerceptionOf): Promise<Perception> {
    const policy = this.policies.named(named);
    const moment = momentOf(this.questions, knownAt);
    const on = dayOf(validAsOf, moment);
    const { direction } = of;
    if (!DIRECTIONS.includes(direction))
      throw reject('INVALID', 'direction', `"${direction}" is no direction: say ${DIRECTIONS.join(' or ')}.`);
    const commissioners = this.directory.bodyOf(of.commissioner, 'commissioner', moment.seq, asker);
    const tsos = of.tso ? this.directory.bodyOf(of.tso, 'tso', moment.seq, asker) : null;
    const [commissioner, tso] = [commissioners[0]!, tsos?.[0] ?? null];
    const answers = tsos ? this.answers(asker, commissioners, tsos, direction, policy, on, moment) : [];
    const rating = answers.length > 0 ? ratingsAmong(answers, policy, on)[0] : undefined;
    const releases = this.surveys.releases(commissioner, direction, on, moment, asker);
    return {
      ...{ direction, commissioner, tso, on, releases },
      reason: releases.length > 0 ? null : reasonFor(policyOn(on)),
      rating: rating ? ratingReadingOf(rating, policy) : null,
      answers: answers.map(({ fact, score, wave, instrument, on: day }) => ({
        ...{ event: fact.id, on: day, wave, instrument, score: decimal(score) },
      })),
      combined:
        rating && tso !== null && policy.combined.enabled
          ? await this.combined(asker, { commissioner, tso, direction }, rating, policy, on, moment)
          : null,
      basis: basisOf(asker),
      reproduction: {
        ...{ measure: 'perception', direction, validAsOf: on, recordedAsOf: moment.knownAt },
        subject: `${commissioner}: ${tso ?? 'all organisations'}`,
        ...{ policyHash: policy.hash, engineVersion: ENGINE_VERSION, logHead: moment.position },
      },
    };
  }

  /** The answers of one relationship that may be seen, under the ids that its bodies were asked for by. */
  private answers(
    asker: Asker,
    commissioners: readonly string[],
    tsos: readonly string[],
    direction: Direction,
    policy: Policy,
    on: Day,
    { seq }: Moment,
  ): Answer[] {
    const facts = standingOf(knownBy(this.surveys.facts(commissioners, seq, asker), null));
    return answersOf(facts, direction, policy, on)
      .filter(({ tso }) => tsos.includes(tso))
      .map((answer) => ({ ...answer, commissioner: commissioners[0]!, tso: tsos[0]! }));
  }

  private async combined(
    asker: Asker,
    { direction, ...of }: { readonly commissioner: string; readonly tso: string; readonly direction: Direction },
    rating: Rating,
    policy: Policy,
    on: Day,
    moment: Moment,
  ): Promise<Combined | null> {
    // Beside what is said of somebody stands what the same owed.
    const owedBy = direction === 'tso->commissioner' ? 'commissioner' : 'tso';
    const aspect = { ...of, area: null, sizeBand: null, measure: 'reliability', owedBy } as const;
    const source = await this.source.of(asker, aspect, policy, moment);
    if (!source.lens.isWhole) return null;
    const [voices] = source.voices([{ on, seq: moment.seq }]);
    return combinedOf(rating, sumOf(voices!.map(({ tally }) => tally)), policy, on);
  }
}
