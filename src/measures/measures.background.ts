import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../access/visibility.js';
import { standing, type Standing } from '../kernel/standing.js';
import type { Day } from '../kernel/time.js';
import { Directory } from '../organisation/directory.js';
import { momentOf, type Moment } from '../projection/moment.js';
import { Questions } from '../projection/questions.js';
import type { Background, DueLine } from './captions.js';
import { PUBLIC } from './duty.js';
import type { Aspect } from './figures.js';
import { fundingOn } from './funding.js';
import type { Obligation } from './obligation.js';
import { Surveys } from './measures.perception.js';
import { Policies } from './measures.policies.js';
import { MeasureSource } from './measures.source.js';
import { RULES, type Policy } from './policy.js';
import { sumOf, tallyOf } from './tally.js';

/** What stands behind a series between two days: for the words beside its chart. */
export class MeasureBackground extends Query<Background> {
  constructor(
    readonly asker: Asker,
    readonly aspect: Aspect,
    /** the days of its first and its last number; null: it has none */
    readonly between: { readonly from: Day; readonly to: Day } | null,
    readonly knownAt?: string | null,
    readonly policy?: string | null,
  ) {
    super();
  }
}

const MONEY = [
  ...['GrantAwarded', 'ContractAwarded', 'FundingAgreementMade'],
  ...['AgreementVaried', 'AgreementExtended', 'AgreementRenewed', 'AgreementEnded'],
];

const dueLines = (obligations: readonly Obligation[], policy: Policy, from: Day, to: Day): DueLine[] =>
  RULES.flatMap((rule) => {
    const fell = obligations.filter((it) => it.rule === rule && it.enters > from && it.enters <= to);
    const { fellDue, onTime, late, missed } = sumOf(fell.map((it) => tallyOf(it, policy, to)));
    return fellDue === 0 ? [] : [{ rule, fellDue, onTime, late, missed }];
  });

@QueryHandler(MeasureBackground)
export class MeasureBackgroundHandler implements IQueryHandler<MeasureBackground> {
  constructor(
    private readonly questions: Questions,
    private readonly directory: Directory,
    private readonly source: MeasureSource,
    private readonly policies: Policies,
    private readonly surveys: Surveys,
  ) {}

  async execute({ asker, aspect, between, knownAt, policy: named }: MeasureBackground): Promise<Background> {
    const policy = this.policies.named(named);
    const moment = momentOf(this.questions, knownAt);
    const name = (text: string | null, field: string): string | null =>
      text === null || text === PUBLIC
        ? null
        : this.directory.name(this.directory.resolve(text, field, moment.seq, asker), moment.seq, asker);
    const names = { commissioner: name(aspect.commissioner, 'commissioner'), tso: name(aspect.tso, 'tso') };
    if (!between) return { ...names, due: [], funding: null, said: null };
    const { from, to } = between;
    const source = await this.source.of(asker, aspect, policy, moment);
    const agreements = this.agreementsOf(asker, aspect, moment);
    const funding = { from: fundingOn(agreements, from), to: fundingOn(agreements, to) };
    return {
      ...names,
      due: dueLines(source.obligations(to), policy, from, to),
      funding: funding.from.agreements + funding.to.agreements === 0 ? null : funding,
      said: this.saidOf(asker, aspect, between, moment),
    };
  }

  /** What charities said of a commissioner whose own record it is, as told at the one day, or first after it, and at the other. */
  private saidOf(
    asker: Asker,
    { commissioner, owedBy }: Aspect,
    between: { readonly from: Day; readonly to: Day },
    moment: Moment,
  ): Background['said'] {
    if (commissioner === null || owedBy !== 'commissioner') return null;
    const id = this.directory.resolve(commissioner, 'commissioner', moment.seq, asker);
    const said = this.surveys.said(id, 'tso->commissioner', between.to, moment);
    const from = said.findLast(({ on }) => on <= between.from) ?? said[0];
    return from ? { from, to: said.at(-1)! } : null;
  }

  /** Facts about the agreements of a body or a relationship that may be seen. */
  private agreementsOf(asker: Asker, { commissioner, tso }: Aspect, { seq }: Moment): Standing[] {
    if ((commissioner === null && tso === null) || tso === PUBLIC) return [];
    const among = {
      ...(commissioner !== null && { commissioners: this.directory.bodyOf(commissioner, 'commissioner', seq, asker) }),
      ...(tso !== null && { tsos: this.directory.bodyOf(tso, 'tso', seq, asker) }),
    };
    return standing(this.questions.factsOf(MONEY, among, seq, asker));
  }
}
