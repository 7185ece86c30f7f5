import type { Told } from '../../matter/dossier.js';
import type { DayRange } from '../../kernel/time.js';
import { addDays } from '../../kernel/time.js';
import { eachDecision } from './decision-outcome.js';
import { best, outcome, weigh, type Case, type Limb, type Outcome, type Said } from '../outcome.js';
import { apart, before, daysOf, isExact, on, onOrBefore, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';
import { plain, SAID_BY } from '../words.js';

type Considered = Told<'SocialValueConsidered'>;
type Started = Told<'ProcurementStarted'>;

const IN_TIME: Record<Answer, string> = {
  yes: '.',
  no: ', not before.',
  unknown: '; only exact days can tell whether that was before.',
};

const consideredFirst = (
  facts: readonly Considered[],
  started: DayRange | null,
): Limb & { readonly fact?: Considered } => {
  const found = best(facts, ({ occurredOn }) => before(daysOf(occurredOn), started));
  if (!found)
    return {
      answer: 'unknown',
      says: 'No consideration of social value is on record.',
      missing: ['SocialValueConsidered'],
    };
  const { fact, answer } = found;
  const where = apart(daysOf(fact.occurredOn), started);
  return {
    answer,
    fact,
    says: `Social value was considered ${on(fact.occurredOn)}${where && `, ${where} the procurement started`}${IN_TIME[answer]}`,
    evidence: [fact],
    missing: answer === 'unknown' ? [`${started ? fact.type : 'ProcurementStarted'}.occurredOn`] : [],
  };
};

/** Whether it was weighed if people should be consulted; a reason not to consult shows that it was. */
const consulting = ({ data }: Considered): Limb => {
  const { consultationConsidered: weighed, reason } = data;
  if (weighed || (weighed === false && reason))
    return { answer: 'yes', says: 'Whether to consult on it was considered.' };
  return weighed === undefined
    ? {
        answer: 'unknown',
        says: 'Whether consulting on it was considered is not on record.',
        missing: ['consultationConsidered'],
      }
    : { answer: 'no', says: 'Whether to consult on it was not considered.' };
};

/** The Act is for services, with or without goods and works. */
const forServices = ({ data: { kind } }: Started): Answer =>
  kind === undefined ? 'unknown' : kind === 'services' || kind === 'mixed' ? 'yes' : 'no';

const judged = (
  { exception }: Row<'social-value-first'>,
  started: Started,
  considered: readonly Considered[],
): Said => {
  const services = forServices(started);
  if (services === 'no')
    return { verdict: 'NOT_APPLICABLE', because: `The procurement is of ${started.data.kind}, not of services.` };
  const first = consideredFirst(considered, daysOf(started.occurredOn));
  const said = weigh(first.fact ? [first, consulting(first.fact)] : [first]);
  const urgency = started.data.urgencyReason;
  if (said.verdict === 'MET') return said;
  if (exception && urgency)
    return {
      ...said,
      verdict: 'MET_WITH_RATIONALE',
      because: `${said.because} The procurement was urgent, as ${SAID_BY[started.by]} recorded: ${plain(urgency)}.`,
      missing: [],
      notes: ['Whether the urgency was of the commissioner’s own making is not judged.'],
    };
  return said.verdict === 'NOT_MET' && services === 'unknown'
    ? {
        ...said,
        verdict: 'NOT_EVIDENCED',
        because: `${said.because} Whether the procurement is of services is not on record.`,
        missing: ['kind'],
      }
    : said;
};

/**
 * SV1: before the day a procurement of services starts its social value is considered, and whether to consult on it
 * (Social Value Act 2012, s1), as far as urgency allows. One finding for each procurement that has started.
 */
export const socialValueFirst = (row: Row<'social-value-first'>, { dossier }: Case): Outcome[] =>
  dossier.procurements.flatMap(({ id, started, considered }) => {
    if (!started) return [];
    const day = daysOf(started.occurredOn);
    const said = judged(row, started, considered);
    return outcome(
      { kind: 'procurement', id },
      { on: started.occurredOn, fact: started },
      {
        ...said,
        evidence: [started, ...(said.evidence ?? [])],
        dueOn: isExact(day) ? addDays(day.earliest, -1) : null,
      },
    );
  });

/** BV6, advisory: social value is considered by the day of a decision that comes of reviewing provision. */
export const socialValueWeighed = ({ parameters }: Row<'social-value-weighed'>, it: Case): Outcome[] =>
  eachDecision(it, parameters.effects, ({ taken }) => {
    const decided = daysOf(taken.occurredOn);
    const facts = it.dossier.procurements.flatMap(({ considered }) => considered);
    const found = best(facts, ({ occurredOn }) => onOrBefore(daysOf(occurredOn), decided));
    if (!found)
      return {
        verdict: 'NOT_EVIDENCED',
        because: 'No consideration of social value is on record.',
        missing: ['SocialValueConsidered'],
      };
    const { fact, answer } = found;
    const where = apart(daysOf(fact.occurredOn), decided);
    const open = answer === 'unknown' ? '; only exact days can tell whether that was by the decision' : '';
    const said = weigh([
      {
        answer,
        says: `Social value was considered ${on(fact.occurredOn)}${where && `, ${where === 'on the day' ? 'on the day of' : where} the decision`}${open}.`,
        evidence: [taken, fact],
        missing: answer === 'unknown' ? ['SocialValueConsidered.occurredOn'] : [],
      },
    ]);
    return said;
  });
