import fc from 'fast-check';
import type { Visibility } from '../../src/kernel/fact.js';
import { Rejection } from '../../src/kernel/rejection.js';
import { addDays, instantOf, londonDay, type Day, type When } from '../../src/kernel/time.js';
import { intents } from '../../src/subjects.js';
import { send, type App, type Said } from './app.js';
import type { Dice, Thing, Turn } from './plot.js';
import { PLOTS } from './plots.js';

const DAY = 86_400_000;

/** One step of a script: a kind of happening and numbers to choose with. The same script is the same history. */
export interface Step extends Dice {
  readonly kind: string;
  readonly precision: 'day' | 'month' | 'range' | 'none';
  readonly visibility: Visibility | 'as before';
  readonly lateBy: number;
  /** how far the clock goes on before it, in ms; now and then it is set back */
  readonly wait: number;
  readonly sense: boolean;
}

const weighted = <T extends string>(weights: Record<T, number>): fc.Arbitrary<T> =>
  fc.oneof(
    ...Object.entries<number>(weights).map(([value, weight]) => ({ weight, arbitrary: fc.constant(value as T) })),
  );

const step: fc.Arbitrary<Step> = fc.record({
  kind: weighted({ begin: 22, goOn: 56, correct: 7, annul: 4, contest: 3, countersign: 2, organisation: 5, merge: 3 }),
  pick: fc.nat(999),
  other: fc.nat(999),
  days: fc.nat(120),
  precision: weighted({ day: 16, month: 2, range: 1, none: 1 }),
  visibility: weighted({ 'as before': 10, public: 4, parties: 3, restricted: 3 }),
  lateBy: fc.oneof({ weight: 3, arbitrary: fc.nat(10) }, { weight: 1, arbitrary: fc.nat(700) }),
  wait: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 1, max: DAY }) },
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -DAY, max: -1 }) },
    { weight: 2, arbitrary: fc.integer({ min: DAY, max: 40 * DAY }) },
  ),
  sense: weighted({ yes: 19, no: 1 }).map((it) => it === 'yes'),
});

/** A script of a plausible history; `play` makes it happen. */
export const script = (minLength: number, maxLength: number): fc.Arbitrary<readonly Step[]> =>
  fc.array(step, { minLength, maxLength });

/**
 * How many histories a property looks at. Each is an application of its own, so a failing one is not shrunk: that took
 * a quarter of an hour. The seed and the path of the report repeat it.
 */
export const histories = (numRuns: number, seed: number) => ({ numRuns, seed, endOnFailure: true });

/** A share of a log, from none to all of it. Drawn as a whole number, since drawn fractions are nearly all tiny. */
export const share = fc.nat(100).map((percent) => percent / 100);

interface ToldEvent {
  readonly id: string;
  readonly intent: string;
  readonly said: Said;
  readonly by: string;
  isAnnulled: boolean;
}

/** What a script's interpreter remembers, to choose what makes sense next. */
export interface Story {
  readonly commissioners: string[];
  readonly tsos: string[];
  readonly merged: Set<string>;
  readonly things: Thing[];
  readonly events: ToldEvent[];
  accepted: number;
  refused: number;
}

export const newStory = (): Story => ({
  commissioners: [],
  tsos: [],
  merged: new Set(),
  things: [],
  events: [],
  accepted: 0,
  refused: 0,
});

interface Given {
  readonly intent: string;
  readonly said: Said;
  readonly accepted?: () => void;
}

const chosen = <T>(list: readonly T[], number: number): T | undefined => list[number % Math.max(1, list.length)];

const dated = (day: Day, { precision }: Step): When | null => {
  if (precision === 'none') return null;
  if (precision === 'month') return day.slice(0, 7);
  return precision === 'range' ? `${day}/${addDays(day, 20)}` : day;
};

const visibly = ({ visibility }: Step): Pick<Said, 'visibility'> => (visibility === 'as before' ? {} : { visibility });

const register = (story: Story, step: Step): Given => {
  const isTso = story.commissioners.length > 1 && (step.pick % 2 === 0 || story.commissioners.length > 3);
  const list = isTso ? story.tsos : story.commissioners;
  const id = `${isTso ? 't' : 'c'}${list.length + 1}`;
  return {
    intent: !isTso ? 'RegisterCommissioner' : step.other % 5 === 0 ? 'RegisterOrganisation' : 'RegisterTso',
    said: {
      data: {
        organisationId: id,
        name: `Body ${id}`,
        identifiers: [`GB-${id}`],
        alsoKnownAs: [`Also ${step.other % 4}`],
      },
      visibility: step.visibility === 'as before' ? 'public' : step.visibility,
      ...(step.other % 3 === 0 && { commissioner: id }),
    },
    accepted: () => list.push(id),
  };
};

const aboutOrganisation = (story: Story, step: Step): Given => {
  if (step.other % 3 === 0 && story.tsos.length < 5) return register(story, step);
  const alive = [...story.commissioners, ...story.tsos].filter((id) => !story.merged.has(id));
  const organisationId = chosen(alive, step.pick) ?? 'nobody';
  const said = [
    ['AddOrganisationName', { organisationId, name: `Name ${step.days % 5}` }],
    ['AddOrganisationIdentifier', { organisationId, identifier: `GB-X-${step.days % 5}` }],
    ['ClassifyOrganisation', { organisationId, as: step.days % 2 ? 'tso' : 'other' }],
  ] as const;
  const [intent, data] = chosen(said, step.days) ?? said[0];
  return { intent, said: { data } };
};

const merge = (story: Story, step: Step): Given => {
  const pool = (step.days % 2 ? story.tsos : story.commissioners).filter((id) => !story.merged.has(id));
  const organisationId = chosen(pool, step.pick) ?? 'nobody';
  const into = chosen(
    pool.filter((id) => id !== organisationId),
    step.other,
  );
  if (into === undefined) return register(story, step);
  const accepted = () => story.merged.add(organisationId);
  return { intent: 'MergeOrganisation', said: { data: { organisationId, into, reason: 'one body' } }, accepted };
};

const remark = (story: Story, step: Step): Given => {
  const annuls = step.kind === 'annul';
  const targets = story.events.filter(
    ({ intent, isAnnulled }) => !isAnnulled && (annuls || !/^(Correct|Annul|Contest|Countersign)/.test(intent)),
  );
  // Late words are spoken about most: what was said last is what a stream can best do without.
  const target = targets.at(-1 - (step.pick % Math.min(targets.length, annuls ? 4 : 15)));
  if (!target) return register(story, step);
  const opposite = target.by === 'tso' ? 'commissioner' : 'tso';
  const by = (step.kind === 'contest' || step.kind === 'countersign' ? opposite : target.by) as Said['by'];
  const day = dated(addDays('2024-01-01', step.lateBy + step.days), step);
  const { data } = target.said;
  const summary = Object.keys(data).find((key) => ['summary', 'reason', 'title', 'name', 'rationale'].includes(key));
  const replacement =
    summary !== undefined && step.other % 2
      ? { data: { ...data, [summary]: `Corrected ${step.days % 3}` } }
      : { occurredOn: day };
  const said: Record<string, Given> = {
    correct: { intent: 'CorrectEvent', said: { data: { targetId: target.id, replacement, reason: 'a slip' }, by } },
    annul: {
      intent: 'AnnulEvent',
      said: { data: { targetId: target.id, reason: 'never happened' }, by },
      accepted: () => {
        target.isAnnulled = true;
      },
    },
    contest: { intent: 'ContestEvent', said: { data: { targetId: target.id, claim: 'it was not so' }, by } },
    countersign: { intent: 'CountersignEvent', said: { data: { targetId: target.id }, by } },
  };
  return said[step.kind]!;
};

const turnGiven = (thing: Thing, turn: Turn, step: Step, today: Day): Given => {
  const key = PLOTS[thing.kind]!.key;
  const isFirst = thing.told.length === 0;
  const candidate = addDays(thing.day, step.days % 12);
  const day = isFirst ? thing.day : candidate > addDays(today, 20) ? thing.day : candidate;
  thing.day = day;
  return {
    intent: turn.intent,
    said: {
      data: { ...(key && { [key]: thing.id }), ...turn.data(thing, step) },
      occurredOn: dated(day, step),
      ...(isFirst || step.other % 2
        ? { commissioner: thing.commissioner, tsos: thing.tsos, matter: thing.matter }
        : {}),
      ...(thing.kind === 'matter' && { matter: thing.id }),
      ...(turn.by && { by: turn.by }),
      ...visibly(step),
    },
    accepted: () => thing.told.push(turn.intent),
  };
};

const begin = (story: Story, step: Step, today: Day): Given => {
  const kinds = Object.keys(PLOTS);
  const matters = story.things.filter(({ kind }) => kind === 'matter');
  const kind = matters.length < 2 ? 'matter' : (chosen(kinds, step.pick) ?? 'matter');
  const matter = kind === 'matter' || step.other % 4 === 0 ? undefined : chosen(matters, step.other);
  const count = story.things.filter((it) => it.kind === kind).length;
  const tso = chosen(story.tsos, step.pick) ?? 't0';
  const second = chosen(story.tsos, step.other) ?? tso;
  const thing: Thing = {
    kind,
    id: `${kind}${count}`,
    commissioner: matter ? matter.commissioner : (chosen(story.commissioners, step.other) ?? 'c0'),
    tsos: step.days % 3 === 0 ? [...new Set([tso, second])] : [tso],
    matter: matter?.id ?? (kind === 'matter' ? `matter${count}` : null),
    told: [],
    day: addDays(today, -step.lateBy),
    until: addDays(today, -step.lateBy),
  };
  const plot = PLOTS[kind]!;
  const given = turnGiven(thing, chosen(plot.begin, step.days)!, step, today);
  return {
    ...given,
    accepted: () => {
      given.accepted?.();
      story.things.push(thing);
    },
  };
};

const goOn = (story: Story, step: Step, today: Day): Given => {
  const things = story.things.filter(({ kind }) => PLOTS[kind]!.goOn.length > 0).slice(-12);
  // Consultations, decisions and disputes have the longest stories.
  const long = things.filter(({ kind }) => ['consultation', 'decision', 'dispute'].includes(kind));
  const thing = chosen(step.lateBy % 2 && long.length > 0 ? long : things, step.pick);
  if (!thing) return begin(story, step, today);
  const turns = PLOTS[thing.kind]!.goOn.filter((turn) => !step.sense || !turn.fits || turn.fits(thing));
  // Every other time something that this story has not told yet: chance alone leaves too many types out.
  const fresh = turns.filter(({ intent }) => step.days % 2 && !story.events.some((event) => event.intent === intent));
  return turnGiven(
    thing,
    chosen(fresh.length > 0 ? fresh : turns, step.other) ?? PLOTS['matter']!.goOn[0]!,
    step,
    today,
  );
};

const next = (story: Story, step: Step, today: Day): Given => {
  if (story.commissioners.length < 2 || story.tsos.length < 3) return register(story, step);
  if (!step.sense && step.pick % 2) {
    const nonsense = chosen([...intents.keys()], step.other)!;
    return { intent: nonsense, said: { data: { reason: 'none' }, matter: 'matter0' } };
  }
  if (step.kind === 'begin') return begin(story, step, today);
  if (step.kind === 'goOn') return goOn(story, step, today);
  if (step.kind === 'organisation') return aboutOrganisation(story, step);
  return step.kind === 'merge' ? merge(story, step) : remark(story, step);
};

/**
 * Makes a script happen in an application, whose clock it moves. About nine in ten of its commands make sense and are
 * taken; the others are refused, as they should be. A story can be played on with a further script.
 */
export const play = async (app: App, steps: readonly Step[], story: Story = newStory()): Promise<Story> => {
  for (const step of steps) {
    app.clock.move(step.wait);
    const given = next(story, step, londonDay(instantOf(app.clock.now)));
    try {
      // oxlint-disable-next-line no-await-in-loop -- a history is one thing after another
      const { eventIds } = await send(app, given.intent, given.said);
      given.accepted?.();
      story.accepted += 1;
      const by = given.said.by ?? 'commissioner';
      for (const id of eventIds)
        story.events.push({ id, intent: given.intent, said: given.said, by, isAnnulled: false });
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      story.refused += 1;
    }
  }
  return story;
};
