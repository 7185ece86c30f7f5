import type { Dispute, Stage } from '../../dispute/dispute.view.js';
import type { Dated } from '../../kernel/entry.js';
import type { Standing } from '../../kernel/standing.js';
import { addDays, label, rangeLabel, type Day, type DayRange, type NumberRange } from '../../kernel/time.js';
import { addWorkingDays, workingDaysBetween } from '../../kernel/working-days.js';
import type { Told } from '../../matter/dossier.js';
import { best, outcome, pending, type Case, type Outcome, type Said } from '../outcome.js';
import {
  all,
  before,
  between,
  dayCounts,
  dayFacts,
  daysOf,
  exactDay,
  isExact,
  moved,
  on,
  onOrBefore,
  type Answer,
} from '../ranges.js';
import type { Row } from '../rule.js';

type Parameters = Row<'dispute-answered'>['parameters'];
type Time = NonNullable<Parameters['acknowledge']>;

/** One thing awaited at a stage: its time, what it is counted from, and what on record may be it. */
interface Awaited {
  readonly what: 'acknowledgement' | 'answer';
  readonly stage: Stage;
  readonly time: Time;
  readonly trigger: Dated;
  /** the facts from which the time is counted */
  readonly rests: readonly Standing[];
  /** what the time is counted from, in words: "Raised on 4 March 2024" */
  readonly said: string;
  readonly from: DayRange | null;
  readonly given: readonly Standing[];
  /** when the stage was left: taken further, or the dispute withdrawn */
  readonly left: Standing | null;
}

const afterTime = (from: DayRange, { days, kind }: Time): DayRange =>
  moved(from, (day) => (kind === 'working' ? addWorkingDays(day, days) : addDays(day, days)));

const passed = (from: DayRange, to: DayRange, { kind }: Time): NumberRange =>
  kind === 'calendar'
    ? between(from, to)
    : { min: workingDaysBetween(from.latest, to.earliest), max: workingDaysBetween(from.earliest, to.latest) };

const inWords = (days: NumberRange, { kind }: Time): string =>
  kind === 'calendar' ? dayCounts(days) : dayCounts(days).replace(/ (days?)$/, ' working $1');

/** ", 12 working days after"; nothing where it came before the day from which the time is counted at the latest. */
const later = (days: NumberRange, time: Time): string => {
  if (days.min < 0) return '';
  return days.max === 0 ? ', the same day' : `, ${inWords(days, time)} after`;
};

const asked = (time: Time): string => inWords({ min: time.days, max: time.days }, time);

/** A due day, and what was said of a longer time. */
interface Due {
  readonly plain: DayRange;
  /** the day as extended by what counts */
  readonly final: DayRange;
  readonly extension: Told<'DisputeClockExtended'> | null;
  /** whether it was told before the time was over; told after that it is none */
  readonly inTime: Answer;
}

/** An extension counts if it was agreed (or, where the text lets it, a reason was told) before the time was over. */
const dueOf = (row: Row<'dispute-answered'>, { what, stage, time }: Awaited, from: DayRange): Due => {
  const plain = afterTime(from, time);
  let due: Due = { plain, final: plain, extension: null, inTime: 'yes' };
  if (what === 'acknowledgement' || !row.exception) return due;
  for (const extension of stage.extensions) {
    const { agreed, reason, dueOn } = extension.data;
    const until = daysOf(dueOn);
    if (!until || !(agreed || (row.parameters.extendedByReason && reason))) continue;
    const inTime = all([due.inTime, onOrBefore(daysOf(extension.occurredOn), due.final)]);
    due = { plain, final: inTime === 'no' ? due.final : until, extension, inTime };
  }
  return due;
};

const DONE = { acknowledgement: 'acknowledged', answer: 'answered' } as const;
const EVENT = { acknowledgement: 'DisputeAcknowledged', answer: 'DisputeResponded' } as const;

/** "by 18 March 2024", "between … and …" where its start leaves it open */
const by = (due: DayRange): string => (isExact(due) ? `by ${rangeLabel(due)}` : rangeLabel(due));

const extensionOf = ({ extension }: Due): Standing[] => (extension ? [extension] : []);

const extended = ({ extension, inTime }: Due): string => {
  if (!extension) return '';
  const how = extension.data.agreed ? 'by agreement' : 'with a reason';
  const when = {
    yes: '',
    no: ', when it was over',
    unknown: ', and only exact days can tell whether it was over by then',
  };
  return ` The time was extended to ${label(extension.data.dueOn)} ${how} ${on(extension.occurredOn)}${when[inTime]}.`;
};

/** Something on record may be what was awaited: was it in time? */
const given = (it: Awaited, from: DayRange, due: Due, fact: Standing): Said => {
  const day = daysOf(fact.occurredOn);
  const days = day && passed(from, day, it.time);
  const answers = [onOrBefore(day, due.plain), onOrBefore(day, due.final)] as const;
  const over = days && days.min === days.max ? days.min - it.time.days : null;
  const sum = `${it.said}; ${DONE[it.what]} ${on(fact.occurredOn)}${days ? later(days, it.time) : ''}`;
  const base = {
    evidence: [...it.rests, fact, ...extensionOf(due)],
    facts: days ? dayFacts(days) : {},
  };
  if (answers[0] === 'yes') return { ...base, verdict: 'MET', because: `${sum}, within the ${asked(it.time)} asked.` };
  if (answers[1] === 'yes' && answers[0] === 'no' && due.inTime === 'yes')
    return {
      ...base,
      verdict: 'MET_WITH_RATIONALE',
      because: `${sum}, more than the ${asked(it.time)} asked.${extended(due)}`,
    };
  if (answers[1] === 'no') {
    const more = over === null ? `after the ${asked(it.time)} asked` : `${over} more than the ${it.time.days} asked`;
    return { ...base, verdict: 'NOT_MET', because: `${sum}, ${more}.${extended(due)}` };
  }
  return {
    ...base,
    verdict: 'NOT_EVIDENCED',
    because: `${sum}; only exact days can tell whether that was within the ${asked(it.time)} asked.${extended(due)}`,
    missing: [isExact(from) ? `${fact.type}.occurredOn` : `${it.rests.at(-1)?.type}.occurredOn`],
  };
};

/** Nothing on record is what was awaited. That none came is for who raised it to say, once the time is over. */
const nothing = (it: Awaited, due: Due, validAsOf: Day): Said => {
  const { what, left } = it;
  const evidence = [...it.rests, ...extensionOf(due)];
  if (left && onOrBefore(daysOf(left.occurredOn), due.final) === 'yes')
    return {
      verdict: 'NOT_APPLICABLE',
      because: `${it.said}; it was ${left.type === 'DisputeEscalated' ? 'taken further' : 'withdrawn'} ${on(left.occurredOn)}, before an ${what} was due.`,
      evidence: [...evidence, left],
    };
  const missing = [EVENT[what]];
  const ahead = pending(due.final.latest, validAsOf);
  const says = (tense: string) => `${it.said}; the ${what} ${tense} due ${by(due.plain)}, ${asked(it.time)} after`;
  if (ahead)
    return { verdict: ahead, because: `${says('is')}; none is on record yet.${extended(due)}`, evidence, missing };
  const denial = it.stage.unanswered.find(
    ({ data, occurredOn }) => (data.awaited ?? 'answer') === what && before(due.final, daysOf(occurredOn)) === 'yes',
  );
  return denial
    ? {
        verdict: 'NOT_MET',
        because: `${says('was')}; none is on record, and who raised it says ${on(denial.occurredOn)} that none had come.${extended(due)}`,
        evidence: [...evidence, denial],
      }
    : { verdict: 'NOT_EVIDENCED', because: `${says('was')}; none is on record.${extended(due)}`, evidence, missing };
};

const judged = (row: Row<'dispute-answered'>, it: Awaited, validAsOf: Day): Said & { readonly due: Due | null } => {
  if (!it.from)
    return {
      verdict: 'NOT_EVIDENCED',
      because: `The day from which the time for the ${it.what} of stage ${it.stage.number} is counted is not on record.`,
      missing: [it.stage.begun ? `${it.stage.begun.type}.occurredOn` : 'DisputeRaised'],
      due: null,
    };
  const due = dueOf(row, it, it.from);
  const [plain, final] = [due.plain, due.final].map((end) =>
    best(it.given, (fact) => onOrBefore(daysOf(fact.occurredOn), end)),
  );
  const found = plain?.answer === 'yes' ? plain : final;
  return { ...(found ? given(it, it.from, due, found.fact) : nothing(it, due, validAsOf)), due };
};

const began = ({ begun, number }: Stage): string =>
  begun?.type === 'DisputeEscalated'
    ? `Taken to stage ${number} ${on(begun.occurredOn)}`
    : `Raised ${on(begun?.occurredOn)}`;

type Start = Pick<Awaited, 'from' | 'said' | 'rests'>;

/** Counted from the acknowledgement or, where none is on record, from the last day for it: no answer is late before that. */
const fromAcknowledgement = (start: Start, { acknowledged: [noted] }: Stage, time: Time | undefined): Start => {
  const { from, said, rests } = start;
  const day = noted && daysOf(noted.occurredOn);
  if (noted && day)
    return { from: day, said: `${said} and acknowledged ${on(noted.occurredOn)}`, rests: [...rests, noted] };
  const last = from && time ? afterTime(from, time) : from;
  return last ? { from: last, said: `${said}, to be acknowledged ${by(last)}`, rests } : start;
};

/** When a stage was left: taken further, or the dispute withdrawn. */
const leftOf = ({ stages, resolved }: Dispute, { number }: Stage): Standing | null =>
  stages.find((other) => other.number > number)?.begun ?? (resolved?.data.outcome === 'withdrawn' ? resolved : null);

/** The acknowledgement and the answer awaited at a stage. An answer is an acknowledgement, and a resolution an answer. */
const awaitedAt = (dispute: Dispute, stage: Stage, { acknowledge, stages, countedFrom }: Parameters): Awaited[] => {
  const time = stages.find((one) => one.stage === stage.number);
  if (!time) return [];
  const { begun, resolved, responses, acknowledged } = stage;
  const first = begun ?? dispute.facts[0]!;
  const answers = [...responses, ...(resolved && resolved.data.outcome !== 'withdrawn' ? [resolved] : [])];
  const start = { from: begun && daysOf(begun.occurredOn), said: began(stage), rests: [first] };
  const base = { stage, trigger: { on: first.occurredOn, fact: first }, left: leftOf(dispute, stage) };
  const counted = countedFrom === 'acknowledgement' ? fromAcknowledgement(start, stage, acknowledge) : start;
  const answer: Awaited = { ...base, ...counted, what: 'answer', time, given: answers };
  if (!acknowledge) return [answer];
  const given = [...acknowledged, ...answers];
  return [{ ...base, ...start, what: 'acknowledgement', time: acknowledge, given }, answer];
};

/** Whether a rule is for a dispute: one that never went beyond an informal concern has no clock. */
const isFor = ({ compactMattersOnly }: Parameters, { raised, concern }: Dispute): boolean =>
  !(concern && !raised) && !(compactMattersOnly && raised?.data.isCompactMatter === false);

/**
 * D: each stage of a dispute is acknowledged and answered within the days of the framework (Complaint Handling Code;
 * dispute stages of a Local Compact); an agreed extension moves the day. One finding for each stage and thing awaited.
 */
export const disputeAnswered = (row: Row<'dispute-answered'>, { dossier, validAsOf }: Case): Outcome[] =>
  dossier.disputes
    .filter((dispute) => isFor(row.parameters, dispute))
    .flatMap((dispute) =>
      dispute.stages.flatMap((stage) =>
        awaitedAt(dispute, stage, row.parameters).map((it) => {
          const { due, ...said } = judged(row, it, validAsOf);
          const { tsos } = dispute.raised ?? it.trigger.fact;
          return outcome({ kind: 'dispute', id: dispute.id }, it.trigger, {
            ...said,
            part: `${it.what} of stage ${stage.number}`,
            tso: tsos.length === 1 ? tsos[0]! : null,
            dueOn: exactDay(due?.final ?? null),
            facts: {
              stage: stage.number,
              awaited: it.what,
              required: it.time.days,
              dayKind: it.time.kind,
              ...said.facts,
            },
          });
        }),
      ),
    );
