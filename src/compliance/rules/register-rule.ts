import { addDays, addMonths, label, type Day, type DayRange, type When } from '../../kernel/time.js';
import type { Standing } from '../../kernel/standing.js';
import { type Told, dossierOf } from '../../matter/dossier.js';
import type { Agreement } from '../../agreement/agreement.view.js';
import { REGISTER_FIELDS } from '../../publication/publication.events.js';
import { outcome, pending, type Case, type Outcome, type Said } from '../outcome.js';
import { all, apart, daysOf, exactDay, list, on, onOrBefore, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';

type Register = Told<'GrantsRegisterPublished'>;

/** Last day on time for what was awarded on a day: so many months after the end of the financial year it falls in. */
const registerDue = (
  awarded: Day,
  { yearStartsInMonth, dueMonthsAfterYear }: Row<'register-covers'>['parameters'],
): Day => {
  const [year, month] = [Number(awarded.slice(0, 4)), Number(awarded.slice(5, 7))];
  const nextStart = `${month >= yearStartsInMonth ? year + 1 : year}-${String(yearStartsInMonth).padStart(2, '0')}-01`;
  return addDays(addMonths(nextStart, dueMonthsAfterYear), -1);
};

const inPeriod = ({ data }: Register, awarded: DayRange): Answer =>
  all([onOrBefore(daysOf(data.periodFrom), awarded), onOrBefore(awarded, daysOf(data.periodTo))]);

const lists = ({ data }: Register, agreement: Agreement): boolean =>
  data.agreements === undefined || data.agreements.includes(agreement.id);

const lackingIn = ({ data }: Register): string[] =>
  REGISTER_FIELDS.filter((field) => !(data.fields ?? []).includes(field));

/** A register that covers the award: published in time, with all its fields? */
const covered = (register: Register, due: DayRange): Said => {
  const published = daysOf(register.occurredOn);
  const inTime = onOrBefore(published, due);
  const lacking = lackingIn(register);
  const count = `${REGISTER_FIELDS.length - lacking.length} of ${REGISTER_FIELDS.length} fields`;
  const facts = { fields: REGISTER_FIELDS.length - lacking.length, fieldsAsked: REGISTER_FIELDS.length };
  const where = apart(published, due);
  const when = `A list that covers it was published ${on(register.occurredOn)}`;
  const last = on(due).replace(/^on /, '');
  if (inTime === 'no')
    return { facts, verdict: 'NOT_MET', because: `${when}, ${where || 'after'} the last day for it, ${last}.` };
  if (lacking.length > 0)
    return { facts, verdict: 'NOT_MET', because: `${when} with ${count}; it lacks ${list(lacking)}.` };
  if (inTime === 'yes')
    return { facts, verdict: 'MET', because: `${when} with ${count}, by the last day for it, ${last}.` };
  return {
    facts,
    verdict: 'NOT_EVIDENCED',
    because: `${when}; only exact days can tell whether that was by ${last}.`,
    missing: ['GrantsRegisterPublished.occurredOn'],
  };
};

const uncovered = (registers: readonly Register[], due: DayRange, validAsOf: Day): Said => {
  const missing = ['GrantsRegisterPublished'];
  const last = label(due.latest);
  const ahead = pending(due.latest, validAsOf);
  if (ahead)
    return { verdict: ahead, because: `A list that covers it is due by ${last}; none is on record yet.`, missing };
  const without = registers.find((register) => register.data.agreements !== undefined);
  return without
    ? {
        verdict: 'NOT_MET',
        because: `The list for its period, published ${on(without.occurredOn)}, names ${without.data.agreements?.length} grants and not this one.`,
        evidence: [without],
      }
    : { verdict: 'NOT_EVIDENCED', because: `A list that covers it was due by ${last}; none is on record.`, missing };
};

/** A list of which only the exact day of the award can tell whether it covers it. */
const perhapsCovered = (registers: readonly Register[], awarded: DayRange): Said | null => {
  const perhaps = registers.find((register) => inPeriod(register, awarded) === 'unknown');
  return perhaps
    ? {
        verdict: 'NOT_EVIDENCED',
        because: `It was awarded ${on(awarded)}; only exact days can tell whether the list published ${on(perhaps.occurredOn)} is of the period it falls in.`,
        evidence: [perhaps],
        missing: ['GrantAwarded.occurredOn'],
      }
    : null;
};

const RANK: Partial<Record<Said['verdict'], number>> = { MET: 0, NOT_EVIDENCED: 1, NOT_MET: 2 };

const judged = (agreement: Agreement, made: Standing, it: Case, row: Row<'register-covers'>): Said => {
  const awarded = daysOf(made.occurredOn);
  if (!awarded)
    return {
      verdict: 'NOT_EVIDENCED',
      because: 'The day of the award is not on record.',
      missing: [`${made.type}.occurredOn`],
    };
  const due = {
    earliest: registerDue(awarded.earliest, row.parameters),
    latest: registerDue(awarded.latest, row.parameters),
  };
  const registers = [...it.dossier.registers, ...dossierOf(it.context).registers];
  const ofPeriod = registers.filter((register) => inPeriod(register, awarded) === 'yes');
  const [best] = ofPeriod
    .filter((register) => lists(register, agreement))
    .map((register) => ({ ...covered(register, due), evidence: [made, register] }))
    .toSorted((a, b) => (RANK[a.verdict] ?? 0) - (RANK[b.verdict] ?? 0));
  const said = best ?? perhapsCovered(registers, awarded) ?? uncovered(ofPeriod, due, it.validAsOf);
  return { ...said, evidence: [made, ...(said.evidence ?? [])], dueOn: exactDay(due) };
};

const isGrant = (made: NonNullable<Agreement['made']>): boolean =>
  made.type === 'GrantAwarded' || (made.type === 'FundingAgreementMade' && made.data.instrument === 'grant');

/**
 * TC1: a grant appears, with seven fields, in the list published within a month of the end of its financial year
 * (Transparency Code 2015).
 */
export const registerCovers = (row: Row<'register-covers'>, it: Case): Outcome[] =>
  it.dossier.agreements.flatMap((agreement) => {
    const { made } = agreement;
    if (!made || !isGrant(made)) return [];
    const trigger: { on: When | null; fact: Standing } = { on: made.occurredOn, fact: made };
    return [outcome({ kind: 'agreement', id: agreement.id }, trigger, judged(agreement, made, it, row))];
  });
