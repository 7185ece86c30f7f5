import type { Standing } from '../../kernel/standing.js';
import { label } from '../../kernel/time.js';
import { outcome, type Case, type Outcome } from '../outcome.js';
import { before, between, dayCounts, dayFacts, daysOf, movedByDays, on } from '../ranges.js';
import type { Row } from '../rule.js';

const TO_JUDGE = 'What that means for independence is for people to judge.';

const terms = ({ dossier }: Case): Outcome[] => {
  const made = dossier.agreements.flatMap(({ id, made: fact }) =>
    fact ? [{ about: { kind: 'agreement', id } as const, fact }] : [],
  );
  const taken = dossier.decisions.flatMap(({ id, taken: fact }) =>
    fact ? [{ about: { kind: 'decision', id } as const, fact }] : [],
  );
  return [...made, ...taken]
    .filter(({ fact }) => (fact.data as Record<string, unknown>)['restrictsAdvocacy'] === true)
    .map(({ about, fact }) =>
      outcome(
        about,
        { on: fact.occurredOn, fact },
        {
          verdict: 'NOT_EVIDENCED',
          because: `The ${about.kind} of ${label(fact.occurredOn)} is on record as limiting what organisations may say or campaign for. ${TO_JUDGE}`,
        },
      ),
    );
};

const WORDS: Record<string, string> = {
  AdverseStatementMade: 'criticism in public',
  DisputeRaised: 'a dispute it raised',
};

/** Whether something said by a TSO may have come before a notice, and no more than so many days. */
const mayBeClose = (said: Standing, notice: Standing, days: number): boolean => {
  const [spoke, noticed] = [daysOf(said.occurredOn), daysOf(notice.occurredOn)];
  return (
    !!spoke && !!noticed && before(noticed, spoke) !== 'yes' && before(movedByDays(spoke, days), noticed) !== 'yes'
  );
};

const spokenBy = ({ data, tsos }: Standing, tso: string): boolean =>
  typeof data['from'] === 'string' ? data['from'] === tso : tsos.includes(tso);

const changes = ({ dossier }: Case, days: number): Outcome[] =>
  dossier.changes.flatMap(({ id, notices }) =>
    notices.flatMap((notice) =>
      notice.tsos.flatMap((tso) => {
        const said = dossier.adverse.findLast((fact) => spokenBy(fact, tso) && mayBeClose(fact, notice, days));
        if (!said) return [];
        const apart = between(daysOf(said.occurredOn)!, daysOf(notice.occurredOn)!);
        const told = outcome(
          { kind: 'change', id },
          { on: notice.occurredOn, fact: notice },
          {
            verdict: 'NOT_EVIDENCED',
            because: `Notice of a change of funding was given ${on(notice.occurredOn)}, ${
              apart.min < 0 ? `and there was ${WORDS[said.type]}` : `${dayCounts(apart)} after ${WORDS[said.type]}`
            } ${on(said.occurredOn)}${apart.min < 0 ? '; only exact days can tell which came first' : ''}. ${TO_JUDGE}`,
            part: notice.id,
            facts: { ...dayFacts(apart), lookedBackDays: days },
            evidence: [said, notice],
          },
        );
        return [{ ...told, tso }];
      }),
    ),
  );

/**
 * I1: signs that the independence of a TSO may not have been respected (Compact 2010, 1.1): terms that limit what it
 * may say, or a change of its funding notified so soon after it spoke against. A sign is never a verdict on anyone: each
 * says what lies on record and leaves the rest to people. Looks within one matter.
 */
export const independenceRespected = ({ parameters: { days } }: Row<'independence-respected'>, it: Case): Outcome[] => [
  ...terms(it),
  ...changes(it, days),
];
