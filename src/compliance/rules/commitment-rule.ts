import type { Side } from '../../kernel/fact.js';
import { agreedTo, type Commitment } from '../../commitment/commitment.view.js';
import { daysBetween, label, rangeLabel, type Day, type DayRange } from '../../kernel/time.js';
import type { Standing } from '../../kernel/standing.js';
import { best, outcome, pending, type Case, type Outcome, type Said } from '../outcome.js';
import { all, apart, dayCount, daysOf, exactDay, isExact, on, onOrBefore } from '../ranges.js';
import type { Row } from '../rule.js';
import { plain } from '../words.js';

type Change = Commitment['changes'][number];
type Made = NonNullable<Commitment['made']>;

/** The day a promise is for, after the changes of it that count. */
interface Term {
  readonly due: DayRange | null;
  /** the changes of the day that both sides agreed to by the day that stood */
  readonly agreed: readonly Change[];
  /** a change of the day of which the record does not tell whether it was agreed in time, and what it would be due by */
  readonly open: { readonly change: Change; readonly due: DayRange | null } | null;
}

/** The first day that is set stands; a later one takes its place where both sides agree to it by then. */
const termOf = (commitment: Commitment, made: Made): Term => {
  let term: Term = { due: daysOf(made.data.dueOn), agreed: [], open: null };
  for (const change of commitment.changes) {
    const to = daysOf(change.data.dueOn);
    if (!to) continue;
    const answer = term.due
      ? all([agreedTo(commitment, change), onOrBefore(daysOf(change.occurredOn), term.due)])
      : 'yes';
    if (answer === 'yes') term = { due: to, agreed: [...term.agreed, change], open: null };
    if (answer === 'unknown') term = { ...term, open: { change, due: to } };
  }
  return term;
};

/** "Promised on 3 June 2024 for 30 June 2024 (moved by agreement on 20 June 2024: the hall burnt down)" */
const promised = (made: Made, { due, agreed }: Term): string => {
  const moves = agreed
    .map((change) => `; moved by agreement ${on(change.occurredOn)}: ${plain(change.data.reason)}`)
    .join('');
  return `Promised ${on(made.occurredOn)}${due ? ` for ${rangeLabel(due)}` : ', with no day set'}${moves}`;
};

const keptSaid = (made: Made, term: Term, kept: Standing): Said => {
  const { due, agreed, open } = term;
  const done = daysOf(kept.occurredOn);
  const inTime = due ? onOrBefore(done, due) : 'yes';
  const where = apart(done, due);
  const sentence = `${promised(made, term)}. Kept ${on(kept.occurredOn)}${where && `, ${where}${where === 'on the day' ? '' : ' that day'}`}`;
  const facts: Outcome['facts'] =
    isExact(done) && isExact(due) ? { daysAfterDue: daysBetween(due.earliest, done.earliest) } : {};
  const base = { facts, evidence: [made, ...agreed, kept] };
  if (inTime === 'yes')
    return { ...base, verdict: agreed.length > 0 ? 'MET_WITH_RATIONALE' : 'MET', because: `${sentence}.` };
  if (open && onOrBefore(done, open.due) !== 'no')
    return {
      ...base,
      evidence: [...base.evidence, open.change],
      verdict: 'NOT_EVIDENCED',
      because: `${sentence}. It was changed ${on(open.change.occurredOn)} to ${label(open.change.data.dueOn)}; whether the other side agreed to that in time is not on record.`,
      missing: ['CommitmentChanged.agreed'],
    };
  if (inTime === 'no') return { ...base, verdict: 'NOT_MET', because: `${sentence}.` };
  return {
    ...base,
    verdict: 'NOT_EVIDENCED',
    because: `${sentence}; only exact days can tell whether that was in time.`,
    missing: [isExact(due) ? 'CommitmentKept.occurredOn' : 'CommitmentMade.dueOn'],
  };
};

const openSaid = (made: Made, term: Term, validAsOf: Day): Said => {
  const { due, agreed } = term;
  const evidence = [made, ...agreed];
  const missing = ['CommitmentKept'];
  if (!due) {
    const since = daysOf(made.occurredOn);
    const open = isExact(since)
      ? `; open for ${dayCount(daysBetween(since.earliest, validAsOf))} on ${label(validAsOf)}`
      : '';
    const because = `${promised(made, term)}. What became of it is not on record${open}.`;
    return { verdict: 'NOT_EVIDENCED', because, evidence, missing: ['CommitmentMade.dueOn', ...missing] };
  }
  const ahead = pending(due.latest, validAsOf);
  const because = `${promised(made, term)}. ${ahead ? 'It is not on record as kept yet.' : 'Whether it was kept is not on record.'}`;
  return { verdict: ahead ?? 'NOT_EVIDENCED', because, evidence, missing };
};

/** Whose word it is; what is not listed is told by both sides or from outside. */
const SAYS: Partial<Record<Side, string>> = {
  commissioner: 'the commissioner',
  tso: 'the organisation',
  'infrastructure-body': 'an infrastructure body',
};

const brokenSaid = (made: Made, term: Term, broken: Commitment['broken'][number], kept: Said | null): Said => {
  const { reason } = broken.data;
  const said = `On record as broken ${on(broken.occurredOn)}${broken.by in SAYS ? `, as ${SAYS[broken.by]} says` : ''}${reason ? `: ${plain(reason)}` : ''}`;
  if (!kept || kept.verdict === 'NOT_MET')
    return {
      verdict: 'NOT_MET',
      because: `${promised(made, term)}. ${said}.`,
      evidence: [made, ...term.agreed, ...(kept?.evidence ?? []), broken],
    };
  return {
    verdict: 'NOT_EVIDENCED',
    because: `${kept.because} ${said}. The two do not go together, and the record does not tell which is right.`,
    evidence: [...(kept.evidence ?? []), broken],
    missing: ['EventAnnulled'],
  };
};

/** What was changed without the agreement that would make it count. */
const changeNotes = ({ changes }: Commitment, { agreed }: Term): string[] =>
  changes
    .filter((change) => !agreed.includes(change))
    .map((change) =>
      change.data.dueOn
        ? `A change ${on(change.occurredOn)} (${plain(change.data.reason)}) is not on record as agreed by the other side in time, so the earlier day stands.`
        : `What was promised was changed ${on(change.occurredOn)}: ${plain(change.data.reason)}.`,
    );

const judged = (commitment: Commitment, made: Made, validAsOf: Day): Said => {
  const term = termOf(commitment, made);
  const done = best(commitment.kept, (fact) => (term.due ? onOrBefore(daysOf(fact.occurredOn), term.due) : 'yes'));
  const kept = done ? keptSaid(made, term, done.fact) : null;
  const broken = commitment.broken.at(-1);
  const said = broken ? brokenSaid(made, term, broken, kept) : (kept ?? openSaid(made, term, validAsOf));
  return { ...said, dueOn: exactDay(term.due), notes: changeNotes(commitment, term) };
};

/**
 * COM: a promise is kept by its day, or that it changed is said and agreed before that day (NAO decommissioning
 * toolkit, aligning plans: stick to the plan or say it changed). Owed by the side that promised.
 */
export const commitmentKept = (_row: Row<'commitment-kept'>, { dossier, validAsOf }: Case): Outcome[] =>
  dossier.commitments.flatMap((commitment) => {
    const { made, by, id } = commitment;
    if (!made) return [];
    const [sole = null, ...others] = made.tsos;
    const told = outcome(
      { kind: 'commitment', id },
      { on: made.occurredOn, fact: made },
      judged(commitment, made, validAsOf),
    );
    return [{ ...told, tso: others.length === 0 ? sole : null, owedBy: by }];
  });
