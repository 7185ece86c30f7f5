import type { When } from '../../kernel/time.js';
import type { Told } from '../../matter/dossier.js';

/** Notice of a change to funding, as recorded: written or not. */
export type ChangeNotified = Told<'FundingChangeNotified'>;

/** Whether a fact that lists TSOs is for this one; an empty list is for all, and no TSO stands for whoever it is. */
export const isFor = (tsos: readonly string[], tso: string | null): boolean =>
  tso === null || tsos.length === 0 || tsos.includes(tso);

/** A notice counts only in writing (Compact 4.4). It is, unless said otherwise: a correction may leave the field out. */
export const isWritten = ({ data }: ChangeNotified): boolean => data.inWriting ?? true;

/** The day a notice was given: when it was sent, else the day of the fact, else the day it arrived. */
export const givenOn = ({ occurredOn, data }: ChangeNotified): When | null =>
  data.sentOn ?? occurredOn ?? data.receivedOn ?? null;
