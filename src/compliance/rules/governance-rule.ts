import type { Framework } from '../../framework/framework.view.js';
import { signatoriesOf } from '../../framework/framework.view.js';
import type { Dated } from '../../kernel/entry.js';
import type { Standing } from '../../kernel/standing.js';
import { addMonths, label, type Day, type DayRange } from '../../kernel/time.js';
import { outcome, pending, type Case, type Outcome, type Said } from '../outcome.js';
import { before, daysOf, exactDay, list, moved, movedByDays, on, onOrBefore, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';

type Limb = Row<'governance-kept'>['parameters']['limb'];

/** From when time runs, and by what fact. */
interface Anchor {
  readonly days: DayRange;
  readonly fact: Standing;
}

/** Something done for a framework: when, and from when time runs anew. */
interface Deed {
  readonly on: DayRange | null;
  readonly next: DayRange | null;
  readonly fact: Standing;
}

const dated = ({ days, fact }: Anchor): Dated => ({
  on: days.earliest === days.latest ? days.earliest : `${days.earliest}/${days.latest}`,
  fact,
});

const startOf = ({ editions: [first] }: Framework): Anchor | null => {
  const days = daysOf(first?.data.inForceFrom);
  return first && days ? { days, fact: first } : null;
};

/** When it was over: lapsed, or run out without another edition. */
const endOf = ({ editions, lapsed }: Framework): DayRange | null => {
  const last = editions.at(-1)?.data;
  const back = before(daysOf(lapsed?.data.lapsedOn), daysOf(last?.inForceFrom)) === 'yes';
  return daysOf(back ? last?.inForceTo : (lapsed?.data.lapsedOn ?? last?.inForceTo));
};

const NAMES = {
  'annual-review': {
    done: 'A joint review was held',
    none: 'no joint review is on record',
    missing: 'AnnualReviewHeld',
  },
  'document-review': {
    done: 'Its text was reviewed',
    none: 'no review of its text is on record',
    missing: 'FrameworkRevised',
  },
  'action-plan': {
    done: 'An action plan was adopted',
    none: 'no action plan is on record',
    missing: 'ActionPlanAdopted',
  },
} as const;

const deedOf = (fact: Standing, next: DayRange | null = daysOf(fact.occurredOn)): Deed => ({
  on: daysOf(fact.occurredOn),
  next,
  fact,
});

const after = (anchor: DayRange, { on: day }: Deed): boolean => before(anchor, day) !== 'no';

/** Of things done as often as one likes, the last in time: the next is then due latest. */
const reviewsOf = (framework: Framework, anchor: DayRange): Deed[] =>
  framework.reviews
    .map((fact) => deedOf(fact))
    .filter((deed) => after(anchor, deed))
    .toReversed();

const textsOf = (framework: Framework, anchor: DayRange): Deed[] =>
  [
    ...framework.editions.slice(1).map((fact) => deedOf(fact, daysOf(fact.data.inForceFrom))),
    ...framework.reviews.filter(({ data }) => data.documentReviewed === true).map((fact) => deedOf(fact)),
  ]
    .filter((deed) => after(anchor, deed))
    .toReversed();

/** Plans for a time that begins before the end of the year looked at and reaches into it, the earliest first. */
const plansOf = (framework: Framework, anchor: DayRange, due: DayRange): Deed[] =>
  framework.plans
    .filter(
      ({ data }) => before(daysOf(data.periodFrom), due) !== 'no' && before(anchor, daysOf(data.periodTo)) !== 'no',
    )
    .toSorted((a, b) => (a.data.periodFrom < b.data.periodFrom ? -1 : 1))
    .map((fact) => deedOf(fact, movedByDays(daysOf(fact.data.periodTo)!, 1)));

const DEEDS = { 'annual-review': reviewsOf, 'document-review': textsOf, 'action-plan': plansOf } as const;

/** One stretch of time in which something was to be done, and what the record says of it. */
interface Stretch {
  readonly said: Said;
  /** from when time runs next; null: nothing more can be told yet */
  readonly next: Anchor | null;
}

const stretch = (
  limb: keyof typeof DEEDS,
  framework: Framework,
  anchor: Anchor,
  due: DayRange,
  validAsOf: Day,
): Stretch => {
  const { done, none, missing } = NAMES[limb];
  const deeds = DEEDS[limb](framework, anchor.days, due);
  const timely = (answer: Answer) => deeds.find((deed) => onOrBefore(deed.on, due) === answer);
  const since = `Time runs from ${label(dated(anchor).on)}`;
  const last = label(due.latest);
  const found = timely('yes');
  if (found) {
    const because = `${since}. ${done} ${on(found.fact.occurredOn)}; it was due by ${last}.`;
    const ahead = found.next && found.next.earliest > anchor.days.earliest ? found.next : due;
    return {
      said: { verdict: 'MET', because, evidence: [anchor.fact, found.fact] },
      next: { days: ahead, fact: found.fact },
    };
  }
  const ahead = pending(due.latest, validAsOf);
  if (ahead)
    return {
      said: { verdict: ahead, because: `${since}; ${none} yet, and one is due by ${last}.`, missing: [missing] },
      next: null,
    };
  const maybe = timely('unknown');
  return {
    said: maybe
      ? {
          verdict: 'NOT_EVIDENCED',
          because: `${since}. ${done} ${on(maybe.fact.occurredOn)}; only exact days can tell whether that was by ${last}.`,
          evidence: [anchor.fact, maybe.fact],
          missing: [`${maybe.fact.type}.occurredOn`],
        }
      : { verdict: 'NOT_EVIDENCED', because: `${since}; ${none} by ${last}.`, missing: [missing] },
    next: { days: due, fact: anchor.fact },
  };
};

/** Whether a body had a champion on a day: the last appointment or standing down that can have been by then decides. */
const championOn = ({ champions }: Framework, organisation: string, day: DayRange): Answer => {
  const by = (fact: Standing) => onOrBefore(daysOf(fact.occurredOn), day);
  const last = champions.findLast((fact) => fact.data.organisation === organisation && by(fact) !== 'no');
  return last?.type === 'ChampionAppointed' ? by(last) : 'no';
};

/** At the end of each year every body that signed has a champion. */
const championed = (framework: Framework, anchor: Anchor, due: DayRange, validAsOf: Day): Stretch => {
  const earlier = <F extends Standing>(facts: readonly F[]): F[] =>
    facts.filter((fact) => onOrBefore(daysOf(fact.occurredOn), due) !== 'no');
  const signing = earlier(framework.signing);
  const bodies = signatoriesOf({ editions: earlier(framework.editions), signing });
  const without = bodies.filter((id) => championOn(framework, id, due) !== 'yes');
  const ahead = pending(due.latest, validAsOf);
  const lacking =
    without.length > 0
      ? `No champion is on record for ${list(without)}`
      : `Each of ${bodies.length} bodies has a champion on record`;
  const verdict = without.length > 0 ? (ahead ?? 'NOT_EVIDENCED') : ahead ? 'NOT_DUE' : 'MET';
  return {
    said: {
      verdict,
      because: `${lacking}${ahead ? `; this is looked at again on ${label(due.latest)}` : ` by ${label(due.latest)}`}.`,
      facts: { signatories: bodies.length, withChampion: bodies.length - without.length },
      evidence: [anchor.fact, ...signing, ...earlier(framework.champions)],
      missing: without.length > 0 ? ['ChampionAppointed'] : [],
    },
    next: ahead ? null : { days: due, fact: anchor.fact },
  };
};

const stretches = (framework: Framework, limb: Limb, months: number, validAsOf: Day): Outcome[] => {
  const found: Outcome[] = [];
  const over = endOf(framework);
  let anchor = startOf(framework);
  while (anchor && anchor.days.earliest <= validAsOf) {
    const due = moved(anchor.days, (day) => addMonths(day, months));
    // What ends before it is due is not asked for.
    if (over && onOrBefore(due, over) !== 'yes') break;
    const { said, next }: Stretch =
      limb === 'champions'
        ? championed(framework, anchor, due, validAsOf)
        : stretch(limb, framework, anchor, due, validAsOf);
    const part = `stretch ${found.length + 1}`;
    found.push(
      outcome({ kind: 'framework', id: framework.id }, dated(anchor), { ...said, part, dueOn: exactDay(due) }),
    );
    anchor = next;
  }
  return found;
};

/**
 * G: a Local Compact is kept alive as it says itself: a joint review every so many months, its text looked over, a plan
 * for each year, a champion in each body that signed (scorecard and user guide; Tower Hamlets 2025: yearly and every
 * three years). One finding for each stretch of time, by the edition in force at its start.
 */
export const governanceKept = ({ parameters: { limb, months } }: Row<'governance-kept'>, it: Case): Outcome[] =>
  it.dossier.frameworks
    .filter(({ id }) => id === it.edition.family)
    .flatMap((framework) => stretches(framework, limb, months, it.validAsOf));
