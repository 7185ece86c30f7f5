import { firstText, picking, type Dated, type Entry, type ToldOf } from '../kernel/entry.js';
import type { Standing } from '../kernel/standing.js';
import type { ConsultationEvent } from './consultation.events.js';

type Told<Type extends ConsultationEvent['type']> = ToldOf<ConsultationEvent, Type>;
const { last, only } = picking<ConsultationEvent>();

/** A time in which a round was paused; `to` is null until it is on record as resumed. */
interface Pause {
  readonly from: Dated;
  readonly to: Dated | null;
}

/** One time a consultation was open. `closed` is true once the closing itself is on record; until then it is the plan. */
export interface Round {
  readonly opens: Dated | null;
  readonly closes: Dated | null;
  readonly closed: boolean;
  readonly pauses: readonly Pause[];
}

export interface Consultation extends Entry {
  readonly title: string | null;
  readonly opened: Told<'ConsultationOpened'> | null;
  /** null where the opening is not on record */
  readonly form: Told<'ConsultationOpened'>['data']['form'] | null;
  /** the first opening and each reopening */
  readonly rounds: readonly Round[];
  readonly forewarned: readonly Told<'ConsultationForewarned'>[];
  readonly rationales: readonly Told<'ConsultationRationalePublished'>[];
  readonly reissued: readonly Told<'ConsultationReissued'>[];
  readonly promotions: readonly Told<'ConsultationPromoted'>[];
  readonly responses: readonly Told<'ConsultationResponseSubmitted'>[];
  readonly closed: Told<'ConsultationClosed'> | null;
  readonly analyses: readonly Told<'ResponseAnalysisCompleted'>[];
  readonly feedback: readonly Told<'FeedbackPublished'>[];
  readonly delays: readonly Told<'FeedbackDelayExplained'>[];
  /** the withdrawal, unless it was reopened since */
  readonly withdrawn: Told<'ConsultationWithdrawn'> | null;
}

type Turn = Told<'ConsultationPaused' | 'ConsultationResumed'>;

/** A round as it is put together, with the facts of its pauses. */
type Held = Omit<Round, 'pauses'> & { readonly turns: readonly Turn[] };

// They alternate as recorded. Where a day is inexact, an end may stand before its beginning: the first ends the first.
const pausesOf = (turns: readonly Turn[]): Pause[] => {
  const dated = (type: Turn['type']) =>
    turns.filter((fact) => fact.type === type).map((fact) => ({ on: fact.occurredOn, fact }));
  const ends = dated('ConsultationResumed');
  return dated('ConsultationPaused').map((from, index) => ({ from, to: ends[index] ?? null }));
};

/** Extensions and the like belong to the round they fall in. A plan made after the closing changes nothing. */
const roundsOf = (facts: readonly Standing[]): Round[] => {
  const opened = only(facts, 'ConsultationOpened')[0];
  const rounds: Held[] = [];
  if (opened) {
    const closes = opened.data.closesOn ? { on: opened.data.closesOn, fact: opened } : null;
    rounds.push({
      opens: { on: opened.data.opensOn ?? opened.occurredOn, fact: opened },
      closes,
      closed: false,
      turns: [],
    });
  }
  const kinds = [
    'ConsultationExtended',
    'ConsultationShortened',
    'ConsultationPaused',
    'ConsultationResumed',
    'ConsultationReopened',
    'ConsultationClosed',
  ] as const;
  for (const fact of only(facts, ...kinds)) {
    const reopens = fact.type === 'ConsultationReopened';
    const current = reopens ? undefined : rounds.pop();
    if (fact.type === 'ConsultationPaused' || fact.type === 'ConsultationResumed') {
      if (current) rounds.push({ ...current, turns: [...current.turns, fact] });
      continue;
    }
    const turns = current?.turns ?? [];
    const opens = reopens ? { on: fact.occurredOn, fact } : (current?.opens ?? null);
    if (fact.type === 'ConsultationClosed')
      rounds.push({ opens, closes: { on: fact.data.closedOn ?? fact.occurredOn, fact }, closed: true, turns });
    else if (current?.closed) rounds.push(current);
    else rounds.push({ opens, closes: { on: fact.data.closesOn ?? null, fact }, closed: false, turns });
  }
  return rounds.map(({ turns, ...round }) => ({ ...round, pauses: pausesOf(turns) }));
};

/** A consultation as its standing facts, oldest first, tell it; known only by a follow-up, it has nulls. */
export const consultationOf = (id: string, facts: readonly Standing[]): Consultation => {
  const opened = last(facts, 'ConsultationOpened');
  const ending = last(facts, 'ConsultationWithdrawn', 'ConsultationReopened');
  return {
    id,
    facts,
    title: opened?.data.title ?? firstText(facts, 'subject'),
    opened,
    form: opened ? (opened.data.form ?? 'formal-written') : null,
    rounds: roundsOf(facts),
    forewarned: only(facts, 'ConsultationForewarned'),
    rationales: only(facts, 'ConsultationRationalePublished'),
    reissued: only(facts, 'ConsultationReissued'),
    promotions: only(facts, 'ConsultationPromoted'),
    responses: only(facts, 'ConsultationResponseSubmitted'),
    closed: last(facts, 'ConsultationClosed'),
    analyses: only(facts, 'ResponseAnalysisCompleted'),
    feedback: only(facts, 'FeedbackPublished'),
    delays: only(facts, 'FeedbackDelayExplained'),
    withdrawn: ending?.type === 'ConsultationWithdrawn' ? ending : null,
  };
};
