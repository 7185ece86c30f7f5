import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../access/visibility.js';
import { sentenceOf } from '../history/sentences.js';
import { reject } from '../kernel/rejection.js';
import { standing, type Standing } from '../kernel/standing.js';
import { addMonths, londonDay, millisecondsOf, range, type Day } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { dayOf, demandDay, momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { changeOf, type Change } from './change.js';
import { descriptiveOf } from './descriptive.js';
import { contributionsOf } from './estimate.js';
import { PUBLIC } from './duty.js';
import type { Aspect, Counts, Effect, Figures, Mark, Point, Series, SeriesPoint } from './figures.js';
import type { Cut } from './ledger.js';
import { Policies } from './measures.policies.js';
import { MeasureSource, reproductionOf, type Source } from './measures.source.js';
import { robustnessOf } from './policy.js';
import { barOf, beliefIn, bySize, effectsOfVoices, figuresOf } from './reading.js';

const STEPS = { MONTH: 1, QUARTER: 3, YEAR: 12 } as const;
export type StepOfTime = keyof typeof STEPS;

/** The length in months of a series for which no first day is given. */
const USUAL_LENGTH = 36;

/** The most points one series has. */
export const MAX_POINTS = 600;

/** A measure at the ends of months, as known now and as known then. Throws a Rejection naming what is wrong in the question. */
export class MeasureSeries extends Query<Series> {
  constructor(
    readonly asker: Asker,
    readonly aspect: Aspect,
    /** absent: the three years up to the day of what is known */
    readonly period: { readonly from?: Day | null; readonly to?: Day | null; readonly step: StepOfTime },
    readonly knownAt?: string | null,
    /** version or hash; absent: the latest */
    readonly policy?: string | null,
  ) {
    super();
  }
}

/** A measure at the end of one day, taken apart. */
export class MeasurePoint extends Query<Point> {
  constructor(
    readonly asker: Asker,
    readonly aspect: Aspect,
    /** absent: the day of what is known */
    readonly validAsOf?: Day | null,
    readonly knownAt?: string | null,
    readonly policy?: string | null,
  ) {
    super();
  }
}

/** Whether a measure changed from the year before to the last, as on the end of a day. */
export class ChangeTo extends Query<Change> {
  constructor(
    readonly asker: Asker,
    readonly aspect: Aspect,
    readonly on: Day,
    readonly knownAt?: string | null,
    readonly policy?: string | null,
  ) {
    super();
  }
}

/** The last days of the months of a period, one for each step, counted back from its last month. */
export const monthEnds = (from: Day, to: Day, step: StepOfTime): Day[] => {
  demandDay(from, 'from');
  demandDay(to, 'to');
  if (to < from)
    throw reject(
      'INVALID',
      'to',
      `The period ends on ${to}, before it begins on ${from}: give the later day as the last.`,
    );
  const ends: Day[] = [];
  for (let month = to.slice(0, 7); ; month = addMonths(`${month}-01`, -1).slice(0, 7)) {
    const end = range(month).latest;
    if (end < from) break;
    if (end > to || Number(month.slice(5)) % STEPS[step] !== 0) continue;
    if (ends.length === MAX_POINTS)
      throw reject(
        'TOO_LONG',
        'from',
        `The period has more than ${MAX_POINTS} points: ask for a shorter one or a longer step.`,
      );
    ends.push(end);
  }
  if (ends.length === 0)
    throw reject('INVALID', 'to', `No ${step.toLowerCase()} ends from ${from} to ${to}: ask for a longer period.`);
  return ends.toReversed();
};

const differs = (a: Figures, b: Figures): boolean => JSON.stringify(a) !== JSON.stringify(b);

const STRIP = ['fellDue', 'onTime', 'late', 'missed', 'excused'] as const satisfies readonly (keyof Counts)[];

const since = (before: Figures, now: Figures): SeriesPoint['since'] =>
  Object.fromEntries(STRIP.map((name) => [name, now[name] - before[name]])) as SeriesPoint['since'];

/** Events that a chart of a body's record marks, the most telling first. */
const MARKED = [
  ...['FundingChangeTookEffect', 'FundingChangeNotified', 'FrameworkAdopted', 'FrameworkRevised', 'FrameworkLapsed'],
  ...['SurveyIssued', 'BudgetReductionRecorded', 'DecisionTaken'],
];
const MOST_MARKS = 12;
const LOOKED_AT = 500;

const markedOn = ({ occurredOn, recordedAt }: Standing): Day =>
  occurredOn === null ? londonDay(recordedAt) : range(occurredOn).earliest;

/** One mark for all that says the same of one day, such as a cut that took effect for several organisations. */
const marksOf = (facts: readonly Standing[]): Mark[] => {
  const alike = new Map<string, Standing[]>();
  for (const fact of facts) {
    const key = `${markedOn(fact)} ${sentenceOf(fact)}`;
    alike.set(key, [...(alike.get(key) ?? []), fact]);
  }
  return [...alike.values()].map((same) => {
    const tsos = new Set(same.flatMap((fact) => fact.tsos)).size;
    return {
      on: markedOn(same[0]!),
      events: same.map(({ id }) => id),
      sentence: `${sentenceOf(same[0]!)}${same.length > 1 && tsos > 1 ? ` (${tsos} organisations)` : ''}`,
    };
  });
};

@QueryHandler(MeasureSeries)
export class MeasureSeriesHandler implements IQueryHandler<MeasureSeries> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
    private readonly source: MeasureSource,
    private readonly policies: Policies,
  ) {}

  async execute({ asker, aspect, period, knownAt, policy: named }: MeasureSeries): Promise<Series> {
    const policy = this.policies.named(named);
    const moment = momentOf(this.questions, knownAt);
    const to = period.to ?? moment.day;
    const ends = monthEnds(period.from ?? addMonths(to, -USUAL_LENGTH), to, period.step);
    const source = await this.source.of(asker, aspect, policy, moment);
    // What stood before the first point, so that what fell due up to it can be told from what had before.
    const before = range(addMonths(ends[0]!, -STEPS[period.step]).slice(0, 7)).latest;
    const now = this.figures(
      source,
      [before, ...ends].map((on) => ({ on, seq: moment.seq })),
    );
    const over = ends.filter((on) => on < moment.day);
    const cuts = over.map((on) => ({ on, seq: Math.min(moment.seq, this.questions.seqAt(millisecondsOf(on))) }));
    const told = await this.source.asKnown(asker, aspect, policy, moment, cuts);
    const then = told.map(({ lens, voices }, at) => figuresOf(voices, lens, over[at]!));
    return {
      ...{ aspect, knownOn: moment.day },
      points: ends.map((on, at) => {
        const [one, past] = [now[at + 1]!, then[at] ?? null];
        return {
          on,
          now: one,
          asKnownThen: past,
          revised: past !== null && differs(one, past),
          since: since(now[at]!, one),
        };
      }),
      marks: this.marks(asker, aspect, { from: ends[0]!, to: ends.at(-1)! }, moment.seq),
      ...{ policy, basis: source.basis },
      reproduction: reproductionOf(aspect, ends.at(-1)!, moment, policy),
    };
  }

  private figures({ voices, lens }: Source, cuts: readonly Cut[]): Figures[] {
    return voices(cuts).map((of, at) => figuresOf(of, lens, cuts[at]!.on));
  }

  private marks(asker: Asker, aspect: Aspect, { from, to }: { from: Day; to: Day }, seq: number): Mark[] {
    const { commissioner } = aspect;
    // What is owed to nobody by name is owed to all.
    const tso = aspect.tso === PUBLIC ? null : aspect.tso;
    if (commissioner === null && tso === null) return [];
    const { found } = this.questions.page({
      ...(commissioner !== null && { commissioners: this.directory.bodyOf(commissioner, 'commissioner', seq, asker) }),
      ...(tso !== null && { tsos: this.directory.bodyOf(tso, 'tso', seq, asker) }),
      types: MARKED,
      from,
      to,
      order: 'OCCURRED',
      first: LOOKED_AT,
      seq,
      asker,
    });
    const stand = found
      .flatMap(({ fact }) => standing([fact, ...this.questions.remarks(fact.id, seq, asker)]))
      .filter(({ type, data }) => type !== 'DecisionTaken' || ['reduce', 'end'].includes(String(data['effect'])));
    const telling = stand.toSorted((a, b) => MARKED.indexOf(a.type) - MARKED.indexOf(b.type));
    return marksOf(telling)
      .slice(0, MOST_MARKS)
      .toSorted((a, b) => (a.on < b.on ? -1 : 1));
  }
}

/** What a number is at one moment, and what each thing it rests on does to it, largest first. */
export const takenApart = ({ lens, voices: voicesAt, obligations: owedOn }: Source, cut: Cut) => {
  const { on } = cut;
  const voices = voicesAt([cut])[0]!;
  const obligations = owedOn(on);
  const effects: Effect[] = lens.isGroup
    ? effectsOfVoices(voices, lens, on)
    : contributionsOf(obligations, lens.policy, on).map(({ obligation, ...rest }) => ({ of: obligation, ...rest }));
  return { voices, obligations, figures: figuresOf(voices, lens, on), effects: bySize(effects) };
};

@QueryHandler(MeasurePoint)
export class MeasurePointHandler implements IQueryHandler<MeasurePoint> {
  constructor(
    private readonly questions: Questions,
    private readonly source: MeasureSource,
    private readonly policies: Policies,
  ) {}

  async execute({ asker, aspect, validAsOf, knownAt, policy: named }: MeasurePoint): Promise<Point> {
    const policy = this.policies.named(named);
    const moment = momentOf(this.questions, knownAt);
    const on = dayOf(validAsOf, moment);
    const source = await this.source.of(asker, aspect, policy, moment);
    const { lens } = source;
    const { voices, obligations, figures, effects } = takenApart(source, { on, seq: moment.seq });
    return {
      ...{ aspect, on, knownOn: moment.day, figures, effects },
      bar: barOf(beliefIn(voices, lens, on), policy),
      change: changeOf(obligations, policy, on),
      robustness: robustnessOf(policy).map(({ name, policy: other }) => {
        // Of these choices only late credit changes what an obligation earns; the others only how that is weighed.
        const earnsAlike = other.lateCredit.start === policy.lateCredit.start;
        const same = source.among(earnsAlike ? obligations : source.obligations(on, other), on, other);
        const { published } = figuresOf(same, { ...lens, policy: other }, on);
        return { name, published, differs: percent(published) !== percent(figures.published) };
      }),
      descriptive: descriptiveOf(obligations, source.standing(), on),
      ...{ policy, basis: source.basis },
      reproduction: reproductionOf(aspect, on, moment, policy),
    };
  }
}

@QueryHandler(ChangeTo)
export class ChangeToHandler implements IQueryHandler<ChangeTo> {
  constructor(
    private readonly questions: Questions,
    private readonly source: MeasureSource,
    private readonly policies: Policies,
  ) {}

  async execute({ asker, aspect, on, knownAt, policy: named }: ChangeTo): Promise<Change> {
    const policy = this.policies.named(named);
    const source = await this.source.of(asker, aspect, policy, momentOf(this.questions, knownAt));
    return changeOf(source.obligations(on), policy, on);
  }
}

/** As readers see a number: whole hundredths, or none. */
const percent = (published: string | null): number | null =>
  published === null ? null : Math.round(Number(published) * 100);
