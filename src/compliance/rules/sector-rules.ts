import type { Consultation } from '../../consultation/consultation.view.js';
import type { Standing } from '../../kernel/standing.js';
import { label, type Day } from '../../kernel/time.js';
import { closingOf, eachConsultation, openingOf } from './consultation-outcome.js';
import { best, outcome, pending, type Case, type Outcome, type Said } from '../outcome.js';
import { all, before, daysOf, exactDay, list, on, onOrBefore, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';

// What the sector owes. Its silence is never more than "not evidenced": a record kept by the other side need not hold it.

/** The TSO that says a thing, where it is told: the one it names, else the only one of the fact. */
const speakerOf = ({ data, tsos }: Standing): string | null => {
  const named = data['from'] ?? data['respondent'];
  if (typeof named === 'string') return named;
  return tsos.length === 1 ? tsos[0]! : null;
};

/** Whether a fact may be the words of a TSO; of any, where none is asked for. */
const isOf = (fact: Standing, tso: string | null): boolean =>
  tso === null || (speakerOf(fact) === null ? fact.tsos.includes(tso) : speakerOf(fact) === tso);

/** Each TSO a fact names; nobody in particular where it names none. */
const eachTso = ({ tsos }: Standing): readonly (string | null)[] => (tsos.length > 0 ? tsos : [null]);

const FIELDS = {
  representing: 'whom it speaks for',
  howViewsGathered: 'how their views were gathered',
  evidenceSource: 'the source of its evidence',
} as const;

const NAMES: Record<string, string> = {
  ConsultationResponseSubmitted: 'The response',
  RepresentationReceived: 'The representation',
  ImpactAdviceSubmitted: 'The advice on impact',
};

const basis = (fact: Standing, fields: Row<'basis-told'>['parameters']['fields']): Said => {
  const lacking = fields.filter((field) => typeof fact.data[field] !== 'string');
  const told = fields.filter((field) => !lacking.includes(field)).map((field) => FIELDS[field]);
  const what = `${NAMES[fact.type]} of ${label(fact.occurredOn)}`;
  if (lacking.length === 0) return { verdict: 'MET', because: `${what} says ${list(told)}.` };
  return {
    verdict: 'NOT_EVIDENCED',
    because: `${what}${told.length > 0 ? ` says ${list(told)}` : ' is on record'}; ${list(lacking.map((field) => FIELDS[field]))} ${lacking.length > 1 ? 'are' : 'is'} not told on record.`,
    missing: lacking.map((field) => `${fact.type}.${field}`),
  };
};

/** CSO-1.7, CSO-2.8: what a TSO says tells its basis: whom it speaks for, how views were gathered, its evidence (Compact 2010). */
export const basisTold = ({ parameters: { of, fields } }: Row<'basis-told'>, { dossier }: Case): Outcome[] => {
  const { consultations, dialogue, contributions } = dossier;
  const said: readonly Standing[] = [
    ...consultations.flatMap(({ responses }) => responses),
    ...dialogue.received,
    ...contributions,
  ];
  return said
    .filter((fact) => (of as readonly string[]).includes(fact.type) && fact.by !== 'commissioner')
    .map((fact) => ({
      ...outcome({ kind: 'statement', id: fact.id }, { on: fact.occurredOn, fact }, basis(fact, fields)),
      tso: speakerOf(fact),
    }));
};

const countOf = (count: number, one: string): string => `${count === 0 ? 'No' : count} ${one}${count === 1 ? '' : 's'}`;

const takenUp = (consultation: Consultation, validAsOf: Day): Said => {
  const closed = daysOf(closingOf(consultation)?.on);
  const byClose = ({ occurredOn }: Standing): Answer => (closed ? onOrBefore(daysOf(occurredOn), closed) : 'yes');
  const timely = <F extends Standing>(facts: readonly F[]): F[] => facts.filter((fact) => byClose(fact) !== 'no');
  const [responses, promotions] = [
    timely(consultation.responses).filter(({ by }) => by !== 'commissioner'),
    timely(consultation.promotions),
  ];
  const evidence = [openingOf(consultation).fact, ...promotions, ...responses];
  const because = `${countOf(responses.length, 'response')} of the sector and ${countOf(promotions.length, 'promotion').toLowerCase()} on record`;
  const base = {
    evidence,
    facts: { responses: responses.length, promotions: promotions.length },
    dueOn: exactDay(closed),
  };
  if ([...responses, ...promotions].some((fact) => byClose(fact) === 'yes'))
    return { ...base, verdict: 'MET', because: `${because}.` };
  const [open] = [...responses, ...promotions];
  if (open)
    return {
      ...base,
      verdict: 'NOT_EVIDENCED',
      because: `${because}; only exact days can tell whether any of it came by the close ${on(closed)}.`,
      missing: [`${open.type}.occurredOn`],
    };
  const ahead = closed && pending(closed.latest, validAsOf);
  return {
    ...base,
    verdict: ahead ?? 'NOT_EVIDENCED',
    because: `${because}${ahead ? ' yet' : ''}${closed ? `; it ${ahead ? 'closes' : 'closed'} ${on(closed)}` : ''}.`,
    missing: ['ConsultationResponseSubmitted', 'ConsultationPromoted'],
  };
};

/** CSO-2.7, advisory: TSOs promote and answer consultations where appropriate (Compact 2010, 2.7). */
export const consultationAnswered = (_row: Row<'consultation-answered'>, it: Case): Outcome[] =>
  eachConsultation(it, (consultation) => takenUp(consultation, it.validAsOf));

const CONTRIBUTIONS = {
  'user-feedback': { type: 'UserFeedbackProvided', name: 'Feedback of users' },
  'review-contribution': { type: 'ReviewContributionMade', name: 'A contribution to a review' },
} as const;

/** CSO-3.17, CSO-4.6, advisory: a TSO that is asked for feedback of users, or to help review a programme, does so (Compact 2010). */
export const contributionMade = (
  { parameters: { seeks } }: Row<'contribution-made'>,
  { dossier, validAsOf }: Case,
): Outcome[] =>
  dossier.requests.flatMap(({ asked, answers, of, seeks: sought, id }) => {
    if (!asked || of !== 'tso' || sought !== seeks) return [];
    const { type, name } = CONTRIBUTIONS[seeks];
    const since = daysOf(asked.occurredOn);
    return eachTso(asked).map((tso) => {
      const given = [...dossier.contributions.filter((fact) => fact.type === type), ...answers].filter((fact) =>
        isOf(fact, tso),
      );
      // What names the request answers it, on whatever day; what does not may have come before it.
      const made = best(given, (fact) =>
        answers.some((answer) => answer === fact) ? 'yes' : onOrBefore(since, daysOf(fact.occurredOn)),
      );
      const because = `${name} was asked for ${on(asked.occurredOn)}`;
      const came = made && made.answer !== 'no' ? made : null;
      const sure = came?.answer === 'yes';
      const said: Said = came
        ? {
            verdict: sure ? 'MET' : 'NOT_EVIDENCED',
            because: `${because} and given ${on(came.fact.occurredOn)}${sure ? '' : '; only exact days can tell whether that was after it was asked for'}.`,
            evidence: [asked, came.fact],
            missing: sure ? [] : [`${came.fact.type}.occurredOn`],
          }
        : {
            verdict: 'NOT_EVIDENCED',
            because: `${because}; none is on record by ${label(validAsOf)}.`,
            missing: [type],
          };
      return { ...outcome({ kind: 'request', id }, { on: asked.occurredOn, fact: asked }, said), tso };
    });
  });

type Invitation = Case['dossier']['dialogue']['invited'][number];

/** Whether a fact came in the time in which responses were asked for, for all the days it can have been. */
const inTime = (invited: Invitation, { occurredOn }: Standing): Answer => {
  const [due, day] = [daysOf(invited.data.dueOn), daysOf(occurredOn)];
  return all([onOrBefore(daysOf(invited.occurredOn), day), due ? onOrBefore(day, due) : 'yes']);
};

/** Without advice in time: what else of the TSO is on record, which may hold some. */
const elsewhere = (invited: Invitation, advice: readonly Standing[], said: readonly Standing[]): Standing | undefined =>
  said.find((fact) => inTime(invited, fact) === 'yes') ??
  advice.find(({ occurredOn }) => before(daysOf(invited.data.dueOn), daysOf(occurredOn)) === 'yes');

const advised = (invited: Invitation, advice: readonly Standing[], said: readonly Standing[], validAsOf: Day): Said => {
  const due = daysOf(invited.data.dueOn);
  const asked = `Responses were invited ${on(invited.occurredOn)}${due ? `, by ${label(due.latest)}` : ''}`;
  const dueOn = exactDay(due);
  const found = best(advice, (fact) => inTime(invited, fact));
  if (found && found.answer !== 'no') {
    const sure = found.answer === 'yes';
    return {
      verdict: sure ? 'MET' : 'NOT_EVIDENCED',
      because: `${asked}; advice on impact came ${on(found.fact.occurredOn)}${sure ? '' : ', and only exact days can tell whether that was in time'}.`,
      evidence: [invited, found.fact],
      missing: sure ? [] : ['ImpactAdviceSubmitted.occurredOn'],
      dueOn,
    };
  }
  const missing = ['ImpactAdviceSubmitted'];
  const other = elsewhere(invited, advice, said);
  if (other)
    return {
      verdict: 'NOT_EVIDENCED',
      because:
        other.type === 'ImpactAdviceSubmitted'
          ? `${asked}; the advice on impact on record came ${on(other.occurredOn)}, after that day.`
          : `${asked}; a representation came ${on(other.occurredOn)}, and whether it advises on impact is not on record.`,
      evidence: [invited, other],
      missing,
      dueOn,
    };
  const ahead = due && pending(due.latest, validAsOf);
  const because = `${asked}; no advice on impact is on record${ahead ? ' yet' : ''}.`;
  return { verdict: ahead ?? 'NOT_EVIDENCED', because, missing, dueOn };
};

/** CSO-4.7: TSOs advise on the impact of a change of funding while responses to it are asked for (Compact 2010, 4.7). */
export const impactAdvised = (_row: Row<'impact-advised'>, { dossier, validAsOf }: Case): Outcome[] =>
  dossier.dialogue.invited.flatMap((invited) =>
    eachTso(invited).map((tso) => {
      const advice = dossier.contributions.filter((fact) => fact.type === 'ImpactAdviceSubmitted' && isOf(fact, tso));
      const about = { kind: 'invitation', id: invited.id } as const;
      const represented = dossier.dialogue.received.filter((fact) => isOf(fact, tso));
      const said = advised(invited, advice, represented, validAsOf);
      return { ...outcome(about, { on: invited.occurredOn, fact: invited }, said), tso };
    }),
  );
