import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { basisOf, type Asker } from '../access/visibility.js';
import { reject } from '../kernel/rejection.js';
import { instantOf, type Day } from '../kernel/time.js';
import { governanceOf as lookedAfter } from '../framework/framework.view.js';
import { standing, type Standing } from '../kernel/standing.js';
import { dossierOf } from '../matter/dossier.js';
import { Directory } from '../organisation/directory.js';
import { normaliseName } from '../organisation/names.js';
import { momentOf } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import { bodyOf, isFor } from './bodies.js';
import { Bench } from './compliance.bench.js';
import { contextOf } from './compliance.context.js';
import { demandFramework } from './compliance.findings.js';
import { Judgements } from './compliance.judgements.js';
import { TrustSource } from './compliance.trust.js';
import { localFrameworks, NATIONAL } from './frameworks.js';
import { ownPart, sharedPart, type Judged } from './summary/parts.js';
import { periodOf, type PeriodAsked } from './summary/period.js';
import { summarise, type Summary } from './summary/summary.js';
import { toldOf, type GovernanceTold } from './summary/summary-told.js';
import { STANDARD, type Thresholds } from './summary/thresholds.js';

/** Of whom and of when: a commissioner, the commissioners of an area, or a commissioner with one TSO. */
export interface SummaryAsk extends PeriodAsked {
  /** id, identifier or registered name; likewise `tso` */
  readonly commissioner?: string | null;
  readonly area?: string | null;
  readonly tso?: string | null;
  /** an edition (compact-2010) or a family (compact) to judge by; absent: those in force on each trigger date */
  readonly framework?: string | null;
  /** judged as on the end of that day; absent: the day of knownAt, or today */
  readonly validAsOf?: Day | null;
  readonly knownAt?: string | null;
  readonly thresholds?: Thresholds;
}

export class ComplianceSummary extends Query<Summary> {
  constructor(
    readonly asker: Asker,
    readonly ask: SummaryAsk,
  ) {
    super();
  }
}

/** How the Local Compacts of a commissioner are looked after, by what holds for it in all its matters. */
const governanceOf = (context: readonly Standing[]): GovernanceTold[] =>
  dossierOf(context).frameworks.map((framework) => ({ framework: framework.id, ...lookedAfter(framework) }));

@QueryHandler(ComplianceSummary)
export class ComplianceSummaryHandler implements IQueryHandler<ComplianceSummary> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
    private readonly judgements: Judgements,
    private readonly trust: TrustSource,
  ) {}

  async execute({ asker, ask }: ComplianceSummary): Promise<Summary> {
    const period = periodOf(ask);
    const moment = momentOf(this.questions, ask.knownAt);
    const { seq } = moment;
    const body = (id: string) => ({ id, name: this.directory.name(id, seq, asker) });
    const bodies = this.bodiesOf(ask, seq, asker);
    const ids = bodies.flat();
    const tsos = ask.tso ? this.directory.bodyOf(ask.tso, 'tso', seq, asker) : null;
    demandFramework(this.questions, ask.framework, seq);
    const validAsOf = ask.validAsOf ?? moment.day;
    const bench = new Bench(this.questions, this.judgements, asker, moment, validAsOf, ask.framework ?? null);
    const judged: Judged[] = [];
    for await (const one of bench.of(ids)) {
      const own = ownPart(one, ids);
      const part = tsos ? sharedPart(own, tsos) : own;
      if (part) judged.push(part);
    }
    const contexts = bodies.map(([id = '']) => ({
      id,
      facts: standing(contextOf(this.questions, asker, id, seq).recorded),
    }));
    const national = NATIONAL.filter((edition) => contexts.some(({ id, facts }) => isFor(edition, bodyOf(facts, id))));
    const local = contexts.flatMap(({ id, facts }) => localFrameworks(facts, id));
    const commissioners = bodies.map(([id = '']) => body(id));
    const [tso] = tsos ?? [];
    const recorded = this.questions.recordedAt(seq);
    const subject = { commissioner: ask.commissioner ?? null, tso: ask.tso ?? null, area: ask.area ?? null };
    const trust = await this.trust.of(asker, subject, period, validAsOf, moment);
    return summarise(
      {
        commissioner: ask.area ? null : (commissioners[0] ?? null),
        commissioners,
        area: ask.area ?? null,
        tso: tso === undefined ? null : body(tso),
        period,
        framework: ask.framework ?? null,
        validAsOf,
        knownAt: moment.knownAt,
        through: moment.position,
        recordedUpTo: recorded === undefined ? null : instantOf(recorded),
        basis: basisOf(asker),
        thresholds: ask.thresholds ?? STANDARD,
      },
      judged,
      {
        editions: [...new Map([...national, ...local].map((edition) => [edition.id, edition])).values()],
        governance: contexts.flatMap(({ facts }) => governanceOf(facts)),
        disputes: judged.flatMap(({ dossier }) => dossier.disputes.map((dispute) => toldOf(dispute, validAsOf))),
        trust,
      },
      (id) => this.directory.name(id, seq, asker),
    );
  }

  /** The bodies summarised, each as all the ids it was recorded under. Throws a Rejection where there is none. */
  private bodiesOf({ commissioner, area, tso }: SummaryAsk, seq: number, asker: Asker): string[][] {
    if (Boolean(commissioner) === Boolean(area))
      throw reject('INVALID', 'commissioner', 'Say of whom: give a commissioner, or an area for all that serve it.');
    if (commissioner) return [this.directory.bodyOf(commissioner, 'commissioner', seq, asker)];
    if (tso)
      throw reject('INVALID', 'tso', 'A relationship has two sides: give a commissioner with the TSO, not an area.');
    return this.servingArea(area ?? '', seq, asker);
  }

  private servingArea(area: string, seq: number, asker: Asker): string[][] {
    const registered = this.questions
      .things('organisation', '', 0, Number.MAX_SAFE_INTEGER, seq)
      .flatMap(({ key }) => this.directory.organisation(key, seq, asker) ?? [])
      .filter(({ kind }) => kind === 'commissioner');
    const found = registered.filter((it) => it.area !== null && normaliseName(it.area) === normaliseName(area));
    if (found.length === 0) {
      const areas = [...new Set(registered.flatMap((it) => it.area ?? []))].toSorted().slice(0, 20);
      const known = areas.length > 0 ? `Areas on record: ${areas.join(', ')}.` : 'None is registered with an area.';
      throw reject('UNKNOWN_AREA', 'area', `No commissioner is registered with the area "${area}". ${known}`);
    }
    const bodies = found.map(({ id }) => this.questions.sameBody(id, seq));
    return bodies.filter(
      (ids, at) => bodies.findIndex((other) => other.toSorted().join() === ids.toSorted().join()) === at,
    );
  }
}
