import { distinct, picking, type Entry, type ToldOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import type { When } from '../kernel/time.js';
import type { FrameworkEvent } from './framework.events.js';

type Told<Type extends FrameworkEvent['type']> = ToldOf<FrameworkEvent, Type>;
const { last, only } = picking<FrameworkEvent>();

export interface Framework extends Entry {
  /** its adoption and each revision */
  readonly editions: readonly Told<'FrameworkAdopted' | 'FrameworkRevised'>[];
  readonly lapsed: Told<'FrameworkLapsed'> | null;
  readonly signing: readonly Told<'FrameworkSigned' | 'FrameworkWithdrawnFrom'>[];
  readonly leads: readonly Told<'CompactLeadAppointed'>[];
  readonly champions: readonly Told<'ChampionAppointed' | 'ChampionStoodDown'>[];
  readonly plans: readonly Told<'ActionPlanAdopted'>[];
  readonly completed: readonly Told<'ActionCompleted'>[];
  readonly reviews: readonly Told<'AnnualReviewHeld'>[];
  readonly statements: readonly Told<'AnnualStatementPublished'>[];
  readonly goodPractice: readonly Told<'GoodPracticeNoted'>[];
}

/** A framework's record as its standing facts, oldest first, tell it. */
export const frameworkOf = (id: string, facts: readonly Standing[]): Framework => ({
  id,
  facts,
  editions: only(facts, 'FrameworkAdopted', 'FrameworkRevised'),
  lapsed: last(facts, 'FrameworkLapsed'),
  signing: only(facts, 'FrameworkSigned', 'FrameworkWithdrawnFrom'),
  leads: only(facts, 'CompactLeadAppointed'),
  champions: only(facts, 'ChampionAppointed', 'ChampionStoodDown'),
  plans: only(facts, 'ActionPlanAdopted'),
  completed: only(facts, 'ActionCompleted'),
  reviews: only(facts, 'AnnualReviewHeld'),
  statements: only(facts, 'AnnualStatementPublished'),
  goodPractice: only(facts, 'GoodPracticeNoted'),
});

/** The bodies bound by it: who adopted it, and who signed and has not withdrawn since, among the facts given. */
export const signatoriesOf = ({ editions, signing }: Pick<Framework, 'editions' | 'signing'>): string[] => {
  const latest = new Map(signing.map((fact) => [fact.data.organisation, fact.type]));
  const adopters = editions.flatMap(({ commissioner }) => (commissioner === null ? [] : [commissioner]));
  const bound = [...latest].flatMap(([organisation, type]) => (type === 'FrameworkSigned' ? [organisation] : []));
  return distinct([...adopters.filter((id) => latest.get(id) !== 'FrameworkWithdrawnFrom'), ...bound]).toSorted();
};

/** A person who looks after a framework, by organisation and role. */
interface Post {
  readonly organisation: string | null;
  readonly role: string;
  readonly since: When | null;
}

/** A plan with what became of each of its actions: `done` where its completion is on record. */
interface Plan {
  readonly adoptedOn: When | null;
  readonly periodFrom: When;
  readonly periodTo: When;
  readonly actions: readonly {
    readonly id: string;
    readonly text: string;
    readonly owner: string | null;
    readonly dueOn: When | null;
    readonly done: boolean;
    readonly completedOn: When | null;
  }[];
}

/** Something said or done for a framework on a day. */
interface Saying {
  readonly on: When | null;
  readonly text: string | null;
  readonly url: string | null;
}

/** How a framework is looked after: for its page and the yearly summary. Plans and examples are oldest first. */
export interface Governance {
  readonly signatories: readonly string[];
  readonly lead: Post | null;
  /** one for each body: the latest who has not stood down */
  readonly champions: readonly Post[];
  readonly plans: readonly Plan[];
  readonly lastReview: Saying | null;
  readonly lastStatement: Saying | null;
  readonly goodPractice: readonly Saying[];
}

const post = ({ data, occurredOn }: Told<'CompactLeadAppointed' | 'ChampionAppointed'>): Post => ({
  organisation: data.organisation ?? null,
  role: data.role,
  since: occurredOn,
});

const championsOf = (champions: Framework['champions']): Post[] => {
  const latest = new Map(champions.map((fact) => [fact.data.organisation, fact]));
  return [...latest.values()].flatMap((fact) => (fact.type === 'ChampionAppointed' ? [post(fact)] : []));
};

const planOf = ({ data, occurredOn }: Told<'ActionPlanAdopted'>, completed: Framework['completed']): Plan => ({
  adoptedOn: occurredOn,
  periodFrom: data.periodFrom,
  periodTo: data.periodTo,
  actions: (data.actions ?? []).map(({ id, text, owner = null, dueOn = null }) => {
    const completion = completed.find((fact) => fact.data.actionId === id);
    return { id, text, owner, dueOn, done: completion !== undefined, completedOn: completion?.occurredOn ?? null };
  }),
});

const saying = ({ data, occurredOn }: Standing): Saying => {
  const field = (name: string) => (typeof data[name] === 'string' ? data[name] : null);
  return { on: occurredOn, text: field('text') ?? field('summary'), url: field('url') };
};

/** How a framework is looked after, by the facts given. */
export const governanceOf = (framework: Framework): Governance => {
  const [lead, review, statement] = [framework.leads.at(-1), framework.reviews.at(-1), framework.statements.at(-1)];
  return {
    signatories: signatoriesOf(framework),
    lead: lead ? post(lead) : null,
    champions: championsOf(framework.champions),
    plans: framework.plans.map((plan) => planOf(plan, framework.completed)),
    lastReview: review ? saying(review) : null,
    lastStatement: statement ? saying(statement) : null,
    goodPractice: framework.goodPractice.map(saying),
  };
};
