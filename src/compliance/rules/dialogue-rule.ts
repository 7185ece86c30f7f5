import type { Standing } from '../../kernel/standing.js';
import type { Dossier } from '../../matter/dossier.js';
import type { DayRange, When } from '../../kernel/time.js';
import { eachDecision, undoneBy, type Final } from './decision-outcome.js';
import type { Case, Outcome, Said } from '../outcome.js';
import { all, any, before, daysOf, list, on, onOrBefore, type Answer } from '../ranges.js';
import type { Row } from '../rule.js';

/** One step that was taken: the fact, and the days it can have been. */
interface Step {
  readonly on: When | null;
  readonly days: DayRange | null;
  readonly fact: Standing;
}

/** An invitation to respond, with the days by which responses were asked for. */
interface Invitation extends Step {
  readonly due: DayRange | null;
}

interface Steps {
  readonly discussed: readonly Step[];
  readonly invited: readonly Invitation[];
  readonly received: readonly Step[];
  readonly considered: readonly Step[];
}

const step = (fact: Standing, when = fact.occurredOn): Step => ({ on: when, days: daysOf(when), fact });

const steps = (facts: readonly Standing[]): Step[] => facts.map((fact) => step(fact));

/**
 * The steps of the dialogue. A warning that a decision is coming counts as discussing it (it is still no notice), and a
 * consultation on the matter as an invitation, its responses and their analysis as what follows.
 */
const stepsOf = ({ dialogue, consultations, decisions }: Dossier): Steps => {
  const held = consultations.filter(({ withdrawn }) => !withdrawn);
  return {
    discussed: steps([...dialogue.discussed, ...decisions.flatMap((decision) => decision.warnings)]),
    invited: [
      ...dialogue.invited.map((fact) => ({ ...step(fact), due: daysOf(fact.data.dueOn) })),
      ...held
        .flatMap(({ rounds }) => rounds)
        .flatMap(({ opens, closes }) => (opens ? [{ ...step(opens.fact, opens.on), due: daysOf(closes?.on) }] : [])),
    ],
    received: steps([...dialogue.received, ...held.flatMap(({ responses }) => responses)]),
    considered: steps([...dialogue.considered, ...held.flatMap(({ analyses }) => analyses)]),
  };
};

const inOrder = (a: Step, b: Step): Answer => onOrBefore(a.days, b.days);

/** Whether a response came between invitation and consideration. */
const answers = (invited: Invitation, response: Step, considered: Step): Answer =>
  all([inOrder(invited, response), inOrder(response, considered)]);

/** Whether an invitation was waited for: a response came, or the time for it had run out. Without either nobody can tell. */
const waited = (invited: Invitation, received: readonly Step[], considered: Step): Answer =>
  any([before(invited.due, considered.days), ...received.map((response) => answers(invited, response, considered))]);

interface Chain {
  readonly answer: Answer;
  readonly facts: readonly [Step, Invitation, Step];
}

/** The best way through the steps: one that is surely in order, else one that may be, else any. */
const bestChain = ({ discussed, invited, received, considered }: Steps, decided: Step): Chain | undefined => {
  const chains = discussed.flatMap((first) =>
    invited.flatMap((second) =>
      considered.map((last) => ({
        answer: all([
          inOrder(first, second),
          inOrder(second, last),
          waited(second, received, last),
          inOrder(last, decided),
        ]),
        facts: [first, second, last] as const,
      })),
    ),
  );
  return ['yes', 'unknown', 'no'].map((answer) => chains.find((chain) => chain.answer === answer)).find(Boolean);
};

const WORDS = { discussed: 'discussed', invited: 'a response was invited', considered: 'the response was considered' };

const said = ({ facts: [first, second, last] }: Chain): string =>
  `${WORDS.discussed} ${on(first.on)}, ${WORDS.invited} ${on(second.on)}, ${WORDS.considered} ${on(last.on)}`;

const MISSING = [
  ['discussed', 'FundingPressureDiscussed', 'a discussion of the implications'],
  ['invited', 'ResponseInvited', 'an invitation to respond'],
  ['considered', 'ResponseConsidered', 'consideration of the response'],
] as const;

const VERDICT = { yes: 'MET', no: 'NOT_MET', unknown: 'NOT_EVIDENCED' } as const;

const ORDER: Record<Answer, string> = {
  yes: 'In order',
  no: 'Not in order (discuss, invite, wait for the response, consider, decide)',
  unknown: 'Only exact days, or a response or the day it was due by, can tell whether this was in order',
};

/** All steps are on record: whether they came in order. */
const ordered = (chain: Chain, { received }: Steps, decided: Step): Said => {
  const [first, second, last] = chain.facts;
  const response = received.find((it) => answers(second, it, last) === 'yes') ?? received[0];
  return {
    verdict: VERDICT[chain.answer],
    because: `${ORDER[chain.answer]}: ${said(chain)}, decided ${on(decided.on)}.`,
    evidence: [first, second, ...(response ? [response] : []), last, decided].map(({ fact }) => fact),
    missing: chain.answer === 'unknown' && !response ? ['RepresentationReceived'] : [],
  };
};

/** The steps that belong to a decision: those taken once it had been undone prepare the next one. */
const belongingTo = (found: Steps, { decision }: Final): Steps => {
  const own = <S extends Step>(taken: readonly S[]): S[] => taken.filter(({ days }) => !undoneBy(decision, days));
  return {
    discussed: own(found.discussed),
    invited: own(found.invited),
    received: own(found.received),
    considered: own(found.considered),
  };
};

const judged = (dossier: Dossier, final: Final): Said => {
  const { taken } = final;
  const decided = step(taken);
  const found = belongingTo(stepsOf(dossier), final);
  const late = MISSING.filter(
    ([name]) => found[name].length > 0 && any(found[name].map((it) => inOrder(it, decided))) === 'no',
  );
  if (late.length > 0)
    return {
      verdict: 'NOT_MET',
      because: `The decision was taken ${on(decided.on)}, before ${list(late.map(([, , words]) => words))}.`,
      evidence: [...late.flatMap(([name]) => found[name].map(({ fact }) => fact)), taken],
    };
  const chain = bestChain(found, decided);
  if (chain) return ordered(chain, found, decided);
  const absent = MISSING.filter(([name]) => found[name].length === 0);
  return {
    verdict: 'NOT_EVIDENCED',
    because: `Before the decision ${on(decided.on)} the record does not show ${list(absent.map(([, , words]) => words))}.`,
    evidence: [...MISSING.flatMap(([name]) => found[name].map(({ fact }) => fact)), taken],
    missing: absent.map(([, type]) => type),
  };
};

/**
 * F4: discuss, invite, receive (or wait until the time to respond has run out), consider, decide, in that order
 * (Compact 2010, 4.3; 2009). Steps on one day count as in order: days cannot tell more.
 */
export const dialogueFirst = ({ parameters }: Row<'dialogue-first'>, it: Case): Outcome[] =>
  eachDecision(it, parameters.effects, (final) => judged(it.dossier, final));
