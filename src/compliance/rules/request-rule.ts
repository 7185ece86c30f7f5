import { label, type Day, type DayRange, type NumberRange } from '../../kernel/time.js';
import type { Standing } from '../../kernel/standing.js';
import type { Request } from '../../request/request.view.js';
import { best, outcome, pending, type Case, type Outcome, type Said } from '../outcome.js';
import { between, dayCounts, dayFacts, daysOf, exactDay, movedByDays, on, onOrBefore } from '../ranges.js';
import type { Row } from '../rule.js';

type Asked = NonNullable<Request['asked']>;

/** When it was asked and, where a framework sets days for it, the last day for an answer. */
interface Clock {
  readonly asked: DayRange | null;
  readonly days: number | null;
  readonly due: DayRange | null;
}

/** An answer or, without one, a refusal: whichever is surely in time, else the first. */
const replyTo = ({ answers, refusals }: Request, { due }: Clock): Standing | undefined => {
  const timely = (facts: readonly Standing[]) =>
    best(facts, (fact) => (due ? onOrBefore(daysOf(fact.occurredOn), due) : 'yes'));
  const [answer, refusal] = [timely(answers), timely(refusals)];
  return [answer, refusal].find((it) => it?.answer === 'yes')?.fact ?? answer?.fact ?? refusal?.fact;
};

const replied = (asked: Asked, reply: Standing, clock: Clock, exception: boolean): Said => {
  const refused = reply.type === 'InformationRefused';
  const day = daysOf(reply.occurredOn);
  const taken = clock.asked && day ? between(clock.asked, day) : null;
  const what = refused ? `refused, with a reason, ${on(reply.occurredOn)}` : `answered ${on(reply.occurredOn)}`;
  const because = `Asked ${on(asked.occurredOn)}; ${what}${taken ? `, ${dayCounts(taken)} later` : ''}`;
  const base = {
    evidence: [asked, reply],
    facts: { ...(taken && dayFacts(taken)), ...(clock.days !== null && { allowed: clock.days }) },
  };
  const inTime = clock.days === null ? 'yes' : onOrBefore(day, clock.due);
  const within = clock.days === null ? '' : `, within the ${clock.days} that are set`;
  if (inTime === 'yes' && refused && !exception) return { ...base, verdict: 'NOT_MET', because: `${because}.` };
  if (inTime === 'yes')
    return { ...base, verdict: refused ? 'MET_WITH_RATIONALE' : 'MET', because: `${because}${within}.` };
  if (inTime === 'no')
    return { ...base, verdict: 'NOT_MET', because: `${because}, after the ${clock.days} that are set.` };
  return {
    ...base,
    verdict: 'NOT_EVIDENCED',
    because: `${because}; only exact days can tell whether that is within the ${clock.days} that are set.`,
    missing: [clock.due ? `${reply.type}.occurredOn` : `${asked.type}.occurredOn`],
  };
};

const openFacts = (open: NumberRange | null): Record<string, number> => {
  if (!open) return {};
  return open.min === open.max ? { daysOpen: open.min } : { daysOpenMin: open.min, daysOpenMax: open.max };
};

const unanswered = (asked: Asked, { asked: since, days, due }: Clock, validAsOf: Day): Said => {
  const open = since && between(since, { earliest: validAsOf, latest: validAsOf });
  const length = open ? `; open for ${dayCounts(open)} on ${label(validAsOf)}` : '';
  const ahead = due ? pending(due.latest, validAsOf) : null;
  const last = due ? `, due by ${label(due.latest)}` : '';
  return {
    verdict: ahead ?? 'NOT_EVIDENCED',
    because: `Asked ${on(asked.occurredOn)}${last}; no answer is on record${ahead ? ' yet' : ''}${length}.`,
    facts: { ...openFacts(open), ...(days !== null && { allowed: days }) },
    missing: [asked.type === 'QuestionAsked' ? 'QuestionAnswered' : 'InformationProvided'],
  };
};

const judged = (request: Request, asked: Asked, row: Row<'request-answered'>, validAsOf: Day): Said => {
  const days = row.parameters.days ?? null;
  const since = daysOf(asked.occurredOn);
  const clock = { asked: since, days, due: days !== null && since ? movedByDays(since, days) : null };
  const reply = replyTo(request, clock);
  const said = reply ? replied(asked, reply, clock, row.exception) : unanswered(asked, clock, validAsOf);
  const wanted = asked.type === 'InformationRequested' ? asked.data.dueOn : undefined;
  return { ...said, dueOn: exactDay(clock.due), notes: wanted ? [`It was asked for by ${label(wanted)}.`] : [] };
};

/**
 * Q: a question or a request for information is answered, within the days a Local Compact sets (`answerDays`); elsewhere
 * no text sets any, and the days are only told (NAO decommissioning toolkit, carrying out: questions and answers,
 * access to documents). A refusal with its reason is an answer where the row has the exception.
 */
export const requestAnswered = (row: Row<'request-answered'>, { dossier, validAsOf }: Case): Outcome[] =>
  dossier.requests.flatMap((request) => {
    const { asked, of, seeks, id } = request;
    if (!asked || seeks !== 'information') return [];
    const [sole = null, ...others] = asked.tsos;
    const told = outcome(
      { kind: 'request', id },
      { on: asked.occurredOn, fact: asked },
      judged(request, asked, row, validAsOf),
    );
    return [{ ...told, tso: others.length === 0 ? sole : null, owedBy: of }];
  });
