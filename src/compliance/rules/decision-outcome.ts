import type { DayRange } from '../../kernel/time.js';
import type { Effect } from '../../decision/decision.events.js';
import type { Change } from '../../change/change.view.js';
import type { Decision } from '../../decision/decision.view.js';
import type { Dossier, Told } from '../../matter/dossier.js';
import { outcome, type Case, type Outcome, type Said } from '../outcome.js';
import { daysOf, on, onOrBefore } from '../ranges.js';

/** A decision that was taken and is final: a provisional one calls for no rule. */
export interface Final {
  readonly decision: Decision;
  readonly taken: Told<'DecisionTaken'>;
}

export const finalDecisions = ({ decisions }: Dossier): Final[] =>
  decisions.flatMap((decision) =>
    decision.taken && decision.taken.data.finality !== 'provisional' ? [{ decision, taken: decision.taken }] : [],
  );

/** Whether a decision had surely been undone when something happened, so that the matter was open again. */
export const undoneBy = ({ quashed, superseded, paused, review }: Decision, days: DayRange | null): boolean =>
  [quashed, superseded, paused, ...review.filter((fact) => fact.type === 'DecisionReferredBack')].some(
    (fact) => fact !== null && onOrBefore(daysOf(fact.occurredOn), days) === 'yes',
  );

/** What became of a decision afterwards. Its findings stay: it was taken as it was taken. */
export const fateOf = ({ paused, quashed, superseded }: Decision): string[] => [
  ...(paused ? [`The decision was paused ${on(paused.occurredOn)}.`] : []),
  ...(quashed ? [`The decision was quashed ${on(quashed.occurredOn)}.`] : []),
  ...(superseded ? [`The decision was superseded ${on(superseded.occurredOn)}.`] : []),
];

/** One finding for each final decision of the given effects (all, where none are given). */
export const eachDecision = (
  { dossier }: Case,
  effects: readonly Effect[] | null,
  judge: (final: Final) => Said | null,
): Outcome[] =>
  finalDecisions(dossier)
    .filter(({ taken }) => effects === null || effects.includes(taken.data.effect))
    .flatMap((final) => {
      const said = judge(final);
      if (!said) return [];
      const { decision, taken } = final;
      const told = outcome({ kind: 'decision', id: decision.id }, { on: taken.occurredOn, fact: taken }, said);
      return [{ ...told, notes: [...told.notes, ...fateOf(decision)] }];
    });

/** The changes a decision led to: those that name it and, where it is the only one of its matter, those that name none. */
export const changesOf = ({ changes, decisions }: Dossier, { id }: Decision): Change[] =>
  changes.filter((change) => change.decisionId === id || (change.decisionId === null && decisions.length === 1));

/** The TSOs a decision concerns, itself or by the changes it led to; null where none is named. */
export const concernedBy = (dossier: Dossier, { decision, taken }: Final): (string | null)[] => {
  const changed = changesOf(dossier, decision).flatMap((change) => change.tsos);
  const tsos = [...new Set([...taken.tsos, ...changed])].toSorted();
  return tsos.length > 0 ? tsos : [null];
};

/** What told everyone of a decision, by itself or of a change it led to; what names neither is about the only one. */
export const announcementsOf = (dossier: Dossier, decision: Decision): Told<'PublicAnnouncementMade'>[] => {
  const changes = changesOf(dossier, decision).map(({ id }) => id);
  return dossier.announcements.filter(({ data: { changeId, decisionId } }) =>
    changeId || decisionId ? decisionId === decision.id || changes.includes(changeId) : dossier.decisions.length === 1,
  );
};

/** The decision a change rests on: the one it names or, where it names none, the only one there is. */
export const decisionOf = ({ decisions }: Dossier, named: string | null | undefined): Decision | null =>
  decisions.find((decision) => decision.id === named) ?? (!named && decisions.length === 1 ? decisions[0]! : null);
